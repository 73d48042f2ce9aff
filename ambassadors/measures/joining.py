"""Joining columns: which places of one hold the same number as which places of the other."""

from dataclasses import dataclass
from typing import Self

import numpy as np

from ambassadors.measures.arrays import Bools, Floats, Ints


def matches(left: Ints, right: Ints) -> tuple[Ints, Ints]:
    """All pairs of places (in left, in right) with equal numbers, in order of the left one."""
    order = np.argsort(right, kind="stable")
    ordered = right[order]
    begins = np.flatnonzero(_differ(ordered))
    lengths = np.append(np.diff(begins, append=len(ordered)), 0)  # the last one is for what is not there
    numbers = ordered[begins]
    found = np.searchsorted(numbers, left)
    there = found < len(numbers)
    there[there] = numbers[found[there]] == left[there]
    found[~there] = len(numbers)
    count, first = lengths[found], np.append(begins, 0)[found]
    before = np.cumsum(count) - count
    step = np.arange(int(count.sum())) - np.repeat(before, count)
    return np.repeat(np.arange(len(left)), count), order[np.repeat(first, count) + step]


def distinct(first: Ints, second: Ints) -> tuple[Ints, Ints]:
    """Pairs of numbers of 0 or more without repeats, in order."""
    width = int(second.max(initial=0)) + 1
    key = in_order(first.astype(np.int64) * width + second)
    return key // width, key % width


def in_order(numbers: Ints) -> Ints:
    """The different numbers, lowest first: as numpy's unique, which is slower where there are many different ones."""
    ordered = np.sort(numbers)
    found: Ints = ordered[_differ(ordered)]
    return found


def _differ(ordered: Ints) -> Bools:
    """Which of these numbers are not the same as the one before."""
    differ = np.ones(len(ordered), dtype=np.bool_)
    differ[1:] = ordered[1:] != ordered[:-1]
    return differ


@dataclass(frozen=True, eq=False, slots=True)
class Cells:
    """The filled cells of a table, in order: `key` is row × width + column, `count` what each holds."""

    width: int
    key: Ints
    count: Floats

    @classmethod
    def none(cls, width: int) -> Self:
        """A table without a filled cell."""
        return cls(width, np.array([], dtype=np.int64), np.array([], dtype=np.float64))

    @property
    def row(self) -> Ints:
        """The row of every cell."""
        return self.key // self.width

    @property
    def column(self) -> Ints:
        """The column of every cell."""
        return self.key % self.width

    def added(self, row: Ints, column: Ints, count: Floats | float = 1.0) -> Self:
        """With these counts added to their cells, one after the other.

        So it is the same to the bit, in how many parts they come.
        """
        key = row.astype(np.int64) * self.width + column
        here = in_order(key)
        at = np.searchsorted(self.key, here)
        known = at < len(self.key)
        known[known] = self.key[at[known]] == here[known]
        keys = np.insert(self.key, at[~known], here[~known])
        counts: Floats = np.insert(self.count, at[~known], 0.0).astype(np.float64, copy=False)
        np.add.at(counts, np.searchsorted(keys, here)[np.searchsorted(here, key)], count)
        return type(self)(self.width, keys, counts)
