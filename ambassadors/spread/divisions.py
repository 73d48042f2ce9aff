"""Who reaches whom between parts of the organisation that fit in one picture. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from ambassadors.measures.arrays import Ints
from ambassadors.measures.joining import in_order
from ambassadors.measures.mixing import Excess, Mixing, excess
from ambassadors.measures.small_numbers import groups_inside
from ambassadors.measures.tree import NO_DEPARTMENT, depths
from ambassadors.spread.picture import Picture

MOST_DIVISIONS = 60
_NOWHERE = -1


@dataclass(frozen=True, eq=False, slots=True)
class Divisions:
    """Rows and columns of the table: the groups of each, and the department that it is called after.

    With `rest`, the last row and column are all groups that have none of their own.
    """

    groups: tuple[tuple[int, ...], ...]
    heads: tuple[int, ...]
    rest: bool
    cells: Excess

    def __len__(self) -> int:
        return len(self.cells.observed)


def divided(picture: Picture, table: Mixing) -> Divisions:
    """The table of groups as one of divisions: of the deepest level of the branch that fits.

    Where no level fits, those with most staff, and the others as rest. All are made of whole groups.
    """
    inside = _told(picture, table)
    rows = _rows(picture, inside)
    shown = sorted(rows, key=lambda head: (-sum(picture.partition.staff[rows[head]]), head))
    fits = len(rows) + (picture.ground.head is not None) <= MOST_DIVISIONS
    heads = sorted(shown if fits else shown[: MOST_DIVISIONS - 1])
    place = np.full(1 + max(_highest(table), len(picture.partition)), _NOWHERE)
    rest = picture.ground.head is not None or not fits
    if rest:
        place[: len(picture.partition)] = np.where(picture.partition.shown, len(heads), _NOWHERE)
    for row, head in enumerate(heads):
        place[rows[head]] = row
    known = (place[table.source] != _NOWHERE) & (place[table.target] != _NOWHERE)
    cells = Mixing(table.source[known], table.target[known], table.count[known]).merged(place)
    return Divisions(
        groups=tuple(tuple(rows[head]) for head in heads),
        heads=tuple(heads),
        rest=rest,
        cells=excess(cells.matrix(len(heads) + rest)),
    )


def _told(picture: Picture, table: Mixing) -> list[int]:
    """The groups of the branch that have staff or were met, as far as they may be shown."""
    met = np.zeros(1 + max(_highest(table), len(picture.partition)), dtype=np.bool_)
    met[table.source] = True
    met[table.target] = True
    shown = picture.partition.shown & groups_inside(picture.partition, picture.ground.in_branch)
    shown &= (picture.partition.staff > 0) | met[: len(shown)]
    return [group for group in np.flatnonzero(shown).tolist() if picture.members[group]]


def _rows(picture: Picture, groups: list[int]) -> dict[int, list[int]]:
    """The groups of each division, by the department at the head of it."""
    first: Ints = np.array([picture.members[group][0] for group in groups], dtype=np.int64)
    found = first
    room = MOST_DIVISIONS - (picture.ground.head is not None)
    for place, heads in enumerate(_levels(picture)):
        rows = heads[first]
        count = len(in_order(rows))
        if count > 1 or not place:
            found = rows
        if count <= room:
            break
    divisions: dict[int, list[int]] = {}
    for head, group in zip(found.tolist(), groups, strict=True):
        divisions.setdefault(head, []).append(group)
    return divisions


def _levels(picture: Picture) -> Iterator[Ints]:
    """Per department the one above it (or itself) on a level, the deepest level first."""
    parent = picture.ground.parent[: len(picture.ground)]
    depth = depths(parent)
    heads = np.arange(len(parent))
    for level in range(int(depth.max(initial=0)), -1, -1):
        above = (depth[heads] > level) & (parent[heads] != NO_DEPARTMENT)
        heads = np.where(above, parent[heads], heads)
        yield heads


def _highest(table: Mixing) -> int:
    return int(max(table.source.max(initial=0), table.target.max(initial=0)))
