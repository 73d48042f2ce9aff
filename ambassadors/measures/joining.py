"""Joining columns: which places of one hold the same number as which places of the other."""

import numpy as np

from ambassadors.measures.arrays import Ints


def matches(left: Ints, right: Ints) -> tuple[Ints, Ints]:
    """All pairs of places (in left, in right) with equal numbers, in order of the left one."""
    order = np.argsort(right, kind="stable")
    ordered = right[order]
    first = np.searchsorted(ordered, left, side="left")
    count = np.searchsorted(ordered, left, side="right") - first
    before = np.cumsum(count) - count
    step = np.arange(int(count.sum())) - np.repeat(before, count)
    return np.repeat(np.arange(len(left)), count), order[np.repeat(first, count) + step]


def distinct(first: Ints, second: Ints) -> tuple[Ints, Ints]:
    """Pairs of numbers of 0 or more without repeats, in order."""
    width = int(second.max(initial=0)) + 1
    key = np.unique(first.astype(np.int64) * width + second)
    return key // width, key % width
