"""How fast people get an answer, per quarter: to be taken up, answered and told, in working days."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

ENOUGH = 5
"""Of fewer signals in a quarter only their number is told: half of two is no habit."""


@dataclass(frozen=True, slots=True)
class Answering:
    """One signal: the days of its first steps, None for not yet, and the working days that each of them took.

    Taking up is counted from the day on which it came to the kerngroep, the other two from the day it was raised.
    """

    taken_up_on: date | None
    answered_on: date | None
    told_on: date | None
    until_taken_up: int = 0
    until_answered: int = 0
    until_told: int = 0
    solved_locally: bool = False
    reopened: bool = False


@dataclass(frozen=True, slots=True)
class Waits:
    """How many waited, and for how many working days: half of them at most `median`, nine in ten at most `most`."""

    count: int
    median: float
    most: float

    @property
    def says_enough(self) -> bool:
        """Whether there are so many that half of them, and nine in ten, say something about others."""
        return self.count >= ENOUGH


@dataclass(frozen=True, slots=True)
class Part:
    """So many of so many."""

    count: int
    of: int


@dataclass(frozen=True, slots=True)
class Quarter:
    """What was done in a quarter, which begins on `first`; of those told in it, how many reopened since."""

    first: date
    taken_up: Waits | None
    answered: Waits | None
    told: Waits | None
    solved_locally: Part | None
    reopened: Part | None


def quarters_of(signals: Iterable[Answering]) -> list[Quarter]:
    """The quarters in which something was done, the latest first. A step counts in the quarter in which it was taken.

    Median and 90th percentile are interpolated linearly (Hyndman and Fan 1996, type 7).
    """
    known = list(signals)
    days = [day for each in known for day in (each.taken_up_on, each.answered_on, each.told_on) if day]
    return [_quarter(known, first) for first in sorted({quarter_of(day) for day in days}, reverse=True)]


def quarter_of(day: date) -> date:
    """The first day of its quarter."""
    return date(day.year, (day.month - 1) // 3 * 3 + 1, 1)


def _quarter(known: Sequence[Answering], first: date) -> Quarter:
    taken_up = [each.until_taken_up for each in known if _falls(each.taken_up_on, first)]
    answered = [each for each in known if _falls(each.answered_on, first)]
    told = [each for each in known if _falls(each.told_on, first)]
    return Quarter(
        first,
        _waits(taken_up),
        _waits([each.until_answered for each in answered]),
        _waits([each.until_told for each in told]),
        _share([each.solved_locally for each in answered]),
        _share([each.reopened for each in told]),
    )


def _falls(day: date | None, first: date) -> bool:
    return day is not None and quarter_of(day) == first


def _waits(days: Sequence[int]) -> Waits | None:
    if not days:
        return None
    median, most = np.percentile(days, [50, 90])
    return Waits(len(days), float(median), float(most))


def _share(marks: Sequence[bool]) -> Part | None:
    return Part(sum(marks), len(marks)) if marks else None
