"""Measure 7, pace: whether more or fewer departments are being reached than before."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from ambassadors.measures.arrays import Bools
from ambassadors.measures.lacking import Lack
from ambassadors.measures.log import ReachLog

WEEKS = 12
LATE_WEEKS = 2
YEAR_DAYS = 52 * 7  # the same weeks, and the same days of the week
SIGNIFICANT = 0.05


class Trend(StrEnum):
    """What the numbers can bear."""

    RISING = "rising"
    FALLING = "falling"
    CANNOT_SAY = "cannot_say"


@dataclass(frozen=True, slots=True)
class Comparison:
    """Against the departments of `earlier` weeks: how many came in and went out, and how likely by chance.

    None when the change had not begun by then. `p` is None too when the same departments were reached.
    """

    earlier: int | None
    gained: int | None
    lost: int | None
    p: float | None
    trend: Trend
    why: Lack | None


@dataclass(frozen=True, slots=True)
class Pace:
    """Departments with a contact in the weeks from `first` to `last` (ordinals), and the comparisons."""

    first: int
    last: int
    recent: int
    before: Comparison
    year_ago: Comparison


def pace(log: ReachLog, exists: Bools, since: int, until: int) -> Pace:
    """Departments reached in the last 12 full weeks, the latest two left out; DESIGN 5, measure 7.

    `exists` marks departments that existed in all these weeks; `since` is the first day of the change.
    """
    return pace_of(lambda last: reached_in_weeks(log, exists, last), since, until)


def pace_of(reached: Callable[[int], Bools], since: int, until: int) -> Pace:
    """The pace, where `reached` tells which departments were reached in the 12 weeks up to and including a day."""
    last = last_day(until)
    recent = reached(last)
    return Pace(
        first=last - 7 * WEEKS + 1,
        last=last,
        recent=int(recent.sum()),
        before=_compared(reached, recent, since, last - 7 * WEEKS),
        year_ago=_compared(reached, recent, since, last - YEAR_DAYS),
    )


def last_day(until: int) -> int:
    """The last day that counts: a Sunday, with two full weeks after it."""
    return until - until % 7 - 7 * LATE_WEEKS  # ordinal 7 was a Sunday


def exact_mcnemar(gained: int, lost: int) -> float:
    """Two-sided p of as uneven a split of all that differ, by tossing a coin; McNemar 1947, exact.

    min(1, 2 P(X ≤ min(gained, lost))) with X binomial(gained + lost, ½); 1 when nothing differs.
    """
    differ = gained + lost
    ways = tail = 1
    for count in range(min(gained, lost)):
        ways = ways * (differ - count) // (count + 1)
        tail += ways
    return min(1.0, tail / (1 << differ) * 2)


def reached_in_weeks(log: ReachLog, exists: Bools, last: int) -> Bools:
    """Departments with a contact activity in the 12 weeks up to and including `last`."""
    reached = np.zeros(len(exists), dtype=np.bool_)
    reached[log.window(last, 7 * WEEKS).contacts().department] = True
    return reached & exists


def _compared(reached: Callable[[int], Bools], recent: Bools, since: int, last: int) -> Comparison:
    if last - 7 * WEEKS + 1 < since:
        return Comparison(None, None, None, None, Trend.CANNOT_SAY, Lack.NOT_BEGUN)
    earlier = reached(last)
    gained, lost = int((recent & ~earlier).sum()), int((earlier & ~recent).sum())
    if gained == lost == 0:
        return Comparison(int(earlier.sum()), 0, 0, None, Trend.CANNOT_SAY, Lack.NOTHING_DIFFERS)
    p = exact_mcnemar(gained, lost)
    return Comparison(int(earlier.sum()), gained, lost, p, _trend(gained, lost, p), None)


def _trend(gained: int, lost: int, p: float) -> Trend:
    if p >= SIGNIFICANT:
        return Trend.CANNOT_SAY
    return Trend.RISING if gained > lost else Trend.FALLING
