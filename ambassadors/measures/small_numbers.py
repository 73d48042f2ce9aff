"""Small numbers: departments are shown together until nobody can be picked out of the figures.

Every figure for somebody who may not see small departments is made of whole groups. Sums and differences
of whole groups of one day are whole groups again, so nothing smaller follows from them by subtraction.
That holds for a branch of the tree too: what is summed over it is the groups that are wholly inside it.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from ambassadors.measures.arrays import Bools, Floats, Ints, checked_staff
from ambassadors.measures.tree import NO_DEPARTMENT, children_of, depths, levels, nearest

MINIMUM_STAFF = 10


@dataclass(frozen=True, eq=False)
class Partition:
    """The group of every department, and per group: its staff, and whether its facts may be shown.

    Groups are numbered in the order of their first department.
    """

    group: Ints
    staff: Floats
    shown: Bools

    def __len__(self) -> int:
        return len(self.staff)

    @cached_property
    def members(self) -> list[list[int]]:
        """The departments of every group, in order of index."""
        ends = np.cumsum(np.bincount(self.group, minlength=len(self)))
        return [part.tolist() for part in np.split(np.argsort(self.group, kind="stable"), ends[:-1])]


def partition(
    parent: Ints, staff: Floats | Ints, minimum: int = MINIMUM_STAFF, keep: Bools | None = None
) -> Partition:
    """Merge departments into their parent, then the smallest sibling, then upward, until `minimum` staff.

    Every group has `minimum` staff or more, unless all departments together have less: then that one group
    is not shown. `keep` marks the viewer's own departments: each becomes a group of its own, and what
    remains of its old group is merged on when it has become too small by that. ValueError on a loop.
    """
    people = checked_staff(staff)
    label = _merged(parent, people, minimum)
    kept = np.zeros(len(parent), dtype=np.bool_)
    if keep is not None and keep.any():
        kept = keep
        label = _merged_without(parent, np.where(kept, 0.0, people), label, minimum)
        label = np.where(kept, -1 - np.arange(len(parent)), label)  # a label that no other group has
    group = _numbered(label)
    total: Floats = np.bincount(group, weights=people).astype(np.float64)
    own = np.zeros(len(total), dtype=np.bool_)
    own[group[kept]] = True
    return Partition(group, total, own | (total >= minimum))


def groups_inside(shown: Partition, branch: Bools) -> Bools:
    """Which groups have all their departments in the branch: of these alone a sum over it is made."""
    inside = np.ones(len(shown), dtype=np.bool_)
    inside[shown.group[~branch]] = False
    return inside


def parents_of_groups(parent: Ints, group: Ints, groups: int) -> Ints:
    """The tree of the groups: of each the group above it, -1 where there is none."""
    above = np.full(groups, NO_DEPARTMENT)
    crosses = (parent != NO_DEPARTMENT) & (group != group[parent])
    above[group[crosses]] = group[parent[crosses]]
    return above


def lookable(parent: Ints, group: Ints) -> Bools:
    """Which departments head a branch with a group wholly inside it, so that there is a sum over it to show.

    ValueError on a loop in the tree.
    """
    depths(parent)
    above = parent.tolist()
    common: dict[int, list[int]] = {}  # per group: the heads whose branches have all of it
    for department, each in enumerate(group.tolist()):
        line = [department]
        while above[line[-1]] != NO_DEPARTMENT:
            line.append(above[line[-1]])
        known = common.get(each)
        common[each] = line if known is None else [head for head in known if head in line]
    heads = np.zeros(len(parent), dtype=np.bool_)
    heads[[head for line in common.values() for head in line]] = True
    return heads


def _merged(parent: Ints, people: Floats, minimum: int) -> Ints:
    """A label per department, the same within a group: 0 to the number of departments."""
    top = len(parent)  # one head above all roots, with nobody in it, makes a tree of the forest
    children = children_of(parent)
    weight = [*people.tolist(), 0.0]
    joined = np.zeros(top + 1, dtype=np.bool_)  # belongs to the group of its parent
    deepest_first = [head for level in reversed(levels(parent)) for head in level.tolist()]
    for head in [*deepest_first, top]:
        small = [child for child in children[head] if weight[child] < minimum]
        large = [child for child in children[head] if weight[child] >= minimum]
        joined[small] = True
        weight[head] += sum(weight[child] for child in small)
        if small and large and weight[head] < minimum:
            sibling = _smallest(large, weight)
            joined[sibling] = True
            weight[head] += weight[sibling]
    above = np.append(np.where(parent == NO_DEPARTMENT, top, parent), NO_DEPARTMENT)
    head_of = nearest(above, ~joined)
    if weight[top] < minimum and joined[children[top]].any():
        # What is too small at the very top has nowhere to go but down.
        below = [group for group in np.flatnonzero(~joined[:top]).tolist() if head_of[above[group]] == top]
        if below:
            joined[_smallest(below, weight)] = True
            head_of = nearest(above, ~joined)
    return head_of[:top]


def _smallest(departments: list[int], weight: list[float]) -> int:
    """The one with the least weight, the first of equals."""
    return min(departments, key=lambda department: (weight[department], department))


def _merged_without(parent: Ints, people: Floats, label: Ints, minimum: int) -> Ints:
    """Merge groups further, as departments of a smaller tree, by the people who are left in them."""
    group = _numbered(label)
    above = parents_of_groups(parent, group, int(group.max()) + 1)
    left = np.bincount(group, weights=people).astype(np.float64)
    return _merged(above, left, minimum)[group]


def _numbered(label: Ints) -> Ints:
    """Labels as 0, 1, 2 … in order of first appearance."""
    _, first, inverse = np.unique(label, return_index=True, return_inverse=True)
    rank = np.empty(len(first), dtype=np.int64)
    rank[np.argsort(first)] = np.arange(len(first))
    return rank[inverse]
