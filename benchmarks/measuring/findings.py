"""What was measured, against what was promised, as a table and as JSON."""

import json
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass
from statistics import median

Work = Callable[[], float]
"""Does something once and returns the seconds that count."""

FEWEST_ROUNDS = 3


@dataclass(frozen=True, slots=True)
class Finding:
    """One bar at one size: `value` may be at most `limit`, where there is one. `parts` says what was divided."""

    bar: str
    size: str
    value: float
    limit: float | None
    unit: str
    parts: str

    @property
    def verdict(self) -> str:
        """Whether it is as promised."""
        if self.limit is None:
            return ""
        return "yes" if self.value <= self.limit else "no"


@dataclass(frozen=True, slots=True)
class Skipped:
    """A bar that could not be measured, and why."""

    bar: str
    size: str
    why: str


Outcome = Finding | Skipped


def seconds(work: Callable[[], object]) -> float:
    """How long `work` takes, once."""
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def interleaved(works: Mapping[str, Work], rounds: int, at_most: float) -> dict[str, float]:
    """The median of each work, over rounds in which all take their turn; fewer once `at_most` seconds are past."""
    taken: dict[str, list[float]] = {name: [] for name in works}
    begun = time.perf_counter()
    for done in range(rounds):
        if done >= FEWEST_ROUNDS and time.perf_counter() - begun > at_most:
            break
        for name, work in works.items():
            taken[name].append(work())
    return {name: median(each) for name, each in taken.items()}


def ratio(bar: str, size: str, medians: Mapping[str, float], pair: tuple[str, str], limit: float | None) -> Finding:
    """The finding that one median is so many times another."""
    above, below = (medians[name] for name in pair)
    parts = f"{pair[0]} {shown(above)}, {pair[1]} {shown(below)}"
    return Finding(bar, size, above / below, limit, "×", parts)


def shown(taken: float) -> str:
    """Seconds for people."""
    return f"{taken:.2f} s" if taken >= 1 else f"{taken * 1000:.1f} ms"


def as_table(outcomes: Iterable[Outcome]) -> str:
    """A Markdown table of all that was found."""
    lines = ["| What | Size | Measured | Bar | Met | Of |", "|---|---|---|---|---|---|"]
    for each in outcomes:
        if isinstance(each, Skipped):
            lines.append(f"| {each.bar} | {each.size} | – | – | – | {each.why} |")
        else:
            limit = "" if each.limit is None else f"≤ {each.limit:.3g} {each.unit}"
            value = f"{each.value:.3g}" if each.value < 100 else f"{each.value:.0f}"
            lines.append(
                f"| {each.bar} | {each.size} | {value} {each.unit} | {limit} | {each.verdict} | {each.parts} |"
            )
    return "\n".join(lines)


def as_json(outcomes: Iterable[Outcome]) -> str:
    """The same for a program."""
    return json.dumps([asdict(each) for each in outcomes], ensure_ascii=False, indent=1)
