"""The oil slick: which areas it has, and what each of them shows. Pure.

One area per department. Where those would be too many to read, the deepest level of the tree that fits is
shown instead, with in each of its divisions one area per stage: a division has no stage of its own.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from ambassadors.dashboard.treemap import Box, Frame, treemap
from ambassadors.measures.arrays import Bools, Floats, Ints
from ambassadors.measures.stages import ABSENT, Stage
from ambassadors.measures.tree import NO_DEPARTMENT, branch_sums, depths, nearest


@dataclass(frozen=True, slots=True)
class Sheet:
    """A size to draw the slick at, and how many areas can be told apart on it.

    Of the divisions at the very top there may be `most_at_top` areas: crowded tells more than one area per stage.
    """

    width: float
    height: float
    most: int
    most_at_top: int


WIDE, NARROW = Sheet(1112, 600, 500, 500), Sheet(340, 520, 60, 150)


@dataclass(frozen=True, slots=True)
class Area:
    """The staff of a department; or where `division` holds, all staff in one stage in the branch of it.

    `department` is None for the whole organisation, `stage` is None where it may not be shown.
    """

    box: Box
    department: int | None
    stage: Stage | None
    staff: float
    label: tuple[str, ...]
    division: bool


@dataclass(frozen=True, slots=True)
class Slick:
    """Areas and the frames around them, on a sheet; `cut` tells that areas are divisions."""

    sheet: Sheet
    areas: tuple[Area, ...]
    frames: tuple[Frame, ...]
    cut: bool


@dataclass(frozen=True, eq=False, slots=True)
class Ground:
    """Departments to draw: parent, own staff and stage (ABSENT: not to be shown), and their names."""

    parent: Ints
    staff: Floats
    stage: Ints
    names: Sequence[str]


def slick(ground: Ground, counted: Bools, stage_names: Sequence[str], sheet: Sheet) -> Slick:
    """The slick of the `counted` departments: whole branches of the tree. ValueError on a loop.

    `stage_names` are those of the stages, and after them the name of what may not be shown.
    """
    place = np.flatnonzero(counted)
    inside = np.full(len(counted) + 1, NO_DEPARTMENT)  # the last one is for index -1: no parent
    inside[place] = np.arange(len(place))
    parent, staff, stage = inside[ground.parent[place]], ground.staff[place], ground.stage[place]
    cut = _cut(parent, staff, stage, sheet)
    parts = _parts(staff, stage, cut)
    # What is drawn: the departments, and after them the parts of divisions as children of those.
    node_staff = np.append(np.where(cut.below | cut.divided, 0.0, staff), parts.staff)
    node_stage, node_of = np.append(stage, parts.stage), np.append(np.arange(len(place)), parts.division)
    names = [*(ground.names[each] for each in place.tolist()), *(stage_names[each] for each in parts.stage.tolist())]
    above = np.append(np.where(cut.below, NO_DEPARTMENT, parent), parts.division)
    drawn = treemap(above, node_staff, names, sheet.width, sheet.height)
    department = np.append(place, NO_DEPARTMENT)[node_of]
    areas = tuple(
        Area(
            box=tile.box,
            department=None if department[tile.department] == NO_DEPARTMENT else int(department[tile.department]),
            stage=None if node_stage[tile.department] == ABSENT else Stage(int(node_stage[tile.department])),
            staff=float(node_staff[tile.department]),
            label=tile.label,
            division=tile.department >= len(place),
        )
        for tile in drawn.tiles
    )
    frames = tuple(replace(frame, department=int(place[frame.department])) for frame in drawn.frames)
    return Slick(sheet, areas, frames, bool(cut.below.any()))


@dataclass(frozen=True, eq=False, slots=True)
class _Cut:
    """Where the tree is cut off: departments that are divided into stages, and those below them."""

    divided: Bools
    below: Bools
    head: Ints  # per department the division that it is in, -1 for none


@dataclass(frozen=True, eq=False, slots=True)
class _Parts:
    division: Ints
    stage: Ints
    staff: Floats


def _cut(parent: Ints, staff: Floats, stage: Ints, sheet: Sheet) -> _Cut:
    """The deepest cut with no more areas than can be told apart; above all roots if there is no other."""
    nobody = np.zeros(len(parent), dtype=np.bool_)
    if np.count_nonzero(staff) <= sheet.most:
        return _Cut(nobody, nobody, np.full(len(parent), NO_DEPARTMENT))
    depth = depths(parent)
    has_more = branch_sums(parent, staff) > staff
    for level in range(int(depth.max()) - 1, -1, -1):
        divided = (depth == level) & has_more
        head = nearest(parent, divided)
        outside = np.count_nonzero(staff[head == NO_DEPARTMENT])
        inside = (head != NO_DEPARTMENT) & (staff > 0)
        parts = len(np.unique(head[inside] * (len(Stage) + 1) + stage[inside]))
        if outside + parts <= (sheet.most if level else sheet.most_at_top):
            return _Cut(divided, (head != NO_DEPARTMENT) & ~divided, head)
    return _Cut(nobody, ~nobody, np.full(len(parent), NO_DEPARTMENT))


def _parts(staff: Floats, stage: Ints, cut: _Cut) -> _Parts:
    """The staff per division and stage."""
    inside = (cut.below | cut.divided) & (staff > 0)
    key = (cut.head[inside] + 1) * (len(Stage) + 1) + stage[inside] + 1
    keys, which = np.unique(key, return_inverse=True)
    return _Parts(
        division=keys // (len(Stage) + 1) - 1,
        stage=keys % (len(Stage) + 1) - 1,
        staff=np.bincount(which, weights=staff[inside], minlength=len(keys)).astype(np.float64),
    )
