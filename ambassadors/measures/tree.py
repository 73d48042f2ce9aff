"""The tree of departments as one array: `parent[d]` is the index of d's parent, or -1 for a root."""

import numpy as np

from ambassadors.measures.arrays import Bools, Floats, Ints

NO_DEPARTMENT = -1


def depths(parent: Ints) -> Ints:
    """Distance of every department to its root; ValueError on a loop or an unknown parent."""
    count = len(parent)
    if count and not (parent.min() >= NO_DEPARTMENT and parent.max() < count):
        raise ValueError("a parent is not in the tree")
    # Each round doubles the length of the jump, so a loop cannot keep us busy: whoever has not
    # passed its root after log2(count) rounds is going round in circles.
    jump = np.append(parent, NO_DEPARTMENT)
    depth: Ints = (jump != NO_DEPARTMENT).astype(np.int64)
    for _ in range(count.bit_length()):
        if np.all(jump == NO_DEPARTMENT):
            break
        depth += depth[jump]
        jump = jump[jump]
    if np.any(jump != NO_DEPARTMENT):
        raise ValueError("the tree of departments has a loop")
    return depth[:count]


def nearest(parent: Ints, marked: Bools) -> Ints:
    """For every department its nearest marked self-or-ancestor, or -1; the tree must be free of loops."""
    own = np.arange(len(parent))
    jump = np.append(np.where(marked, own, parent), NO_DEPARTMENT)
    for _ in range(len(parent).bit_length()):
        further = jump[jump]
        if np.array_equal(further, jump):
            break
        jump = further
    return jump[:-1]


def levels(parent: Ints) -> list[Ints]:
    """The departments per depth, roots first, in order of index; ValueError on a loop."""
    depth = depths(parent)
    order = np.argsort(depth, kind="stable")
    return np.split(order, np.cumsum(np.bincount(depth))[:-1]) if len(parent) else []


def branch_sums(parent: Ints, numbers: Floats | Ints) -> Floats:
    """The sum over every department's branch: itself and everything below it; ValueError on a loop."""
    sums = np.array(numbers, dtype=np.float64)
    for level in reversed(levels(parent)[1:]):
        np.add.at(sums, parent[level], sums[level])
    return sums


def children_of(parent: Ints) -> list[list[int]]:
    """The children of every department in order of index; the last list holds the roots."""
    children: list[list[int]] = [[] for _ in range(len(parent) + 1)]
    for department, above in enumerate(parent.tolist()):
        children[above].append(department)
    return children
