"""How long saving an activity takes, against inserting its rows and nothing else, and without the ledger."""

from collections.abc import Iterator

from benchmarks.measuring.app import Writer
from benchmarks.measuring.findings import Outcome, interleaved, ratio, seconds

_ROUNDS, _AT_MOST = 200, 60.0
_LIMIT, _LEDGER = 2.5, 1.3


def measure(address: str, size: str) -> Iterator[Outcome]:
    """One activity with three rows of reach, committed."""
    writer = Writer(address)
    works = {
        "saving": lambda: seconds(writer.save),
        "without the ledger": lambda: seconds(writer.save_unmarked),
        "bare rows": lambda: seconds(writer.save_bare),
    }
    interleaved(works, 1, 0)
    medians = interleaved(works, _ROUNDS, _AT_MOST)
    yield ratio("saving one activity with 3 rows of reach", size, medians, ("saving", "bare rows"), _LIMIT)
    yield ratio("the same, what the ledger adds", size, medians, ("saving", "without the ledger"), _LEDGER)
