"""How long saving an activity takes, against inserting its rows and nothing else."""

from collections.abc import Iterator

from benchmarks.measuring.app import Writer
from benchmarks.measuring.findings import Outcome, interleaved, ratio, seconds

_ROUNDS, _AT_MOST = 200, 60.0
_LIMIT = 2.5


def measure(address: str, size: str) -> Iterator[Outcome]:
    """One activity with three rows of reach, committed."""
    writer = Writer(address)
    writer.save()
    writer.save_bare()
    works = {"saving": lambda: seconds(writer.save), "bare rows": lambda: seconds(writer.save_bare)}
    medians = interleaved(works, _ROUNDS, _AT_MOST)
    yield ratio("saving one activity with 3 rows of reach", size, medians, ("saving", "bare rows"), _LIMIT)
