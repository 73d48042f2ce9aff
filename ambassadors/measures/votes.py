"""Letter test: which of two versions people prefer, and how sure that is with so many votes."""

from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

import numpy as np

from ambassadors.measures.lacking import Lack

CONFIDENCE = 0.95
MINIMUM_VOTES = 6
"""With fewer, not even the same choice by all would tell: the chance of it, if both are as good, is above 5%."""
_HALVINGS = 50


class Winner(StrEnum):
    """Which version is preferred by more than half of those who choose, as far as the votes tell."""

    NEW = "new"
    OLD = "old"
    NEITHER = "neither"


@dataclass(frozen=True, slots=True)
class Preference:
    """Votes for either version; the share that chose the new one, 0 to 1, with its 95% interval; None with `why`.

    Who had no preference chose neither, and counts in none of these.
    """

    new: int
    old: int
    share: float | None
    low: float | None
    high: float | None
    winner: Winner | None
    why: Lack | None

    @property
    def chose(self) -> int:
        """How many chose one of the two."""
        return self.new + self.old


def preference(new: int, old: int) -> Preference:
    """Share of `new` among `new + old`, its exact interval, and a winner where that lies on one side of a half."""
    chose = new + old
    if chose < MINIMUM_VOTES:
        return Preference(new, old, None, None, None, None, Lack.TOO_FEW_VOTES)
    low, high = exact_interval(new, chose)
    winner = Winner.NEW if low > 0.5 else Winner.OLD if high < 0.5 else Winner.NEITHER
    return Preference(new, old, new / chose, low, high, winner, None)


@lru_cache(maxsize=4096)  # a list of tests shows the same ones again and again
def exact_interval(hits: int, count: int) -> tuple[float, float]:
    """95% interval of a share, of `hits` out of `count` (1 or more); Clopper & Pearson 1934.

    From the share of which so many hits or more have a chance of 2.5%, up to that of which so many or fewer have.
    """
    if not 0 <= hits <= count or not count:
        raise ValueError("hits are a part of a count of one or more")
    return _lowest(hits, count), 1 - _lowest(count - hits, count)


def _lowest(hits: int, count: int) -> float:
    """The share of which `hits` or more out of `count` have a chance of 2.5%, found by halving."""
    if hits == 0:
        return 0.0
    number = np.arange(1, count + 1)
    ways = np.append(0.0, np.cumsum(np.log((count - number + 1) / number)))[hits:]
    yes, no = np.arange(hits, count + 1), count - np.arange(hits, count + 1)
    low, high = 0.0, 1.0
    for _ in range(_HALVINGS):
        share = (low + high) / 2
        chance = float(np.exp(ways + yes * np.log(share) + no * np.log1p(-share)).sum())
        low, high = (share, high) if chance < (1 - CONFIDENCE) / 2 else (low, share)
    return (low + high) / 2
