"""The oil slick: which areas it has, and what each of them shows. Pure.

One area per department. Where those would be too many to read, the deepest level of the tree that fits is
shown instead: each of its divisions is cut into slices, one per stage, for a division has no stage of its own.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from ambassadors.dashboard.treemap import Box, Frame, lines_in, sliced, treemap
from ambassadors.measures.arrays import Bools, Floats, Ints
from ambassadors.measures.stages import ABSENT, Stage
from ambassadors.measures.tree import NO_DEPARTMENT, branch_sums, depths, nearest


@dataclass(frozen=True, slots=True)
class Sheet:
    """A size to draw the slick at, and how many areas can be told apart on it.

    Of the divisions at the very top, or the first below a top that is one, there may be `most_at_top` areas: crowded
    tells more than one area per stage.
    """

    width: float
    height: float
    most: int
    most_at_top: int


WIDE, NARROW = Sheet(1112, 600, 500, 500), Sheet(340, 520, 60, 150)


@dataclass(frozen=True, slots=True)
class Slice:
    """The staff of an area in one stage; None where it may not be shown. `label`: what is written in it."""

    box: Box
    stage: Stage | None
    staff: float
    label: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Area:
    """A department; or where `division` holds, the branch of it, in slices from the furthest stage on.

    `department` is None for the whole organisation; `members` are the departments whose staff is in it.
    """

    box: Box
    department: int | None
    division: bool
    members: tuple[int, ...]
    slices: tuple[Slice, ...]


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
    within = cut.below | cut.divided
    divisions = np.unique(cut.head[within & (staff > 0)])
    members = [np.flatnonzero(within & (staff > 0) & (cut.head == each)) for each in divisions.tolist()]
    # What is drawn: the departments, and after them the staff of each division as a child of its head.
    node_staff = np.append(np.where(within, 0.0, staff), [staff[each].sum() for each in members])
    above = np.append(np.where(cut.below, NO_DEPARTMENT, parent), divisions)
    names = [*(ground.names[each] for each in place.tolist()), *("" for _ in members)]
    drawn = treemap(above, node_staff, names, sheet.width, sheet.height)
    areas = []
    for tile in drawn.tiles:
        own, at = tile.department, tile.department - len(place)
        if at < 0:
            whole = Slice(tile.box, _stage(stage[own]), float(staff[own]), tile.label)
            areas.append(Area(tile.box, int(place[own]), False, (int(place[own]),), (whole,)))
            continue
        head = None if divisions[at] == NO_DEPARTMENT else int(place[divisions[at]])
        slices = _slices(tile.box, staff[members[at]], stage[members[at]], stage_names)
        areas.append(Area(tile.box, head, True, tuple(place[members[at]].tolist()), slices))
    frames = tuple(replace(frame, department=int(place[frame.department])) for frame in drawn.frames)
    return Slick(sheet, tuple(areas), frames, bool(cut.below.any()))


def _stage(stage: int) -> Stage | None:
    return None if stage == ABSENT else Stage(int(stage))


def _slices(box: Box, staff: Floats, stage: Ints, stage_names: Sequence[str]) -> tuple[Slice, ...]:
    """A division in slices: the furthest stage first, and last what may not be shown (ABSENT)."""
    sums = np.bincount(stage + 1, weights=staff, minlength=len(Stage) + 1)
    present = [each for each in (*reversed(Stage), ABSENT) if sums[each + 1]]
    boxes = sliced([float(sums[each + 1]) for each in present], box)
    return tuple(
        Slice(part, _stage(each), float(sums[each + 1]), lines_in(part, stage_names[each]))
        for part, each in zip(boxes, present, strict=True)
    )


@dataclass(frozen=True, eq=False, slots=True)
class _Cut:
    """Where the tree is cut off: departments that are divided into stages, and those below them."""

    divided: Bools
    below: Bools
    head: Ints  # per department the division that it is in, -1 for none


def _cut(parent: Ints, staff: Floats, stage: Ints, sheet: Sheet) -> _Cut:
    """The deepest cut with no more areas than can be told apart; above all roots if there is no other."""
    nobody = np.zeros(len(parent), dtype=np.bool_)
    if np.count_nonzero(staff) <= sheet.most:
        return _Cut(nobody, nobody, np.full(len(parent), NO_DEPARTMENT))
    depth = depths(parent)
    has_more = branch_sums(parent, staff) > staff
    branching = np.bincount(depth[has_more], minlength=int(depth.max()) + 1) > 1
    for level in range(int(depth.max()) - 1, -1, -1):
        divided = (depth == level) & has_more
        head = nearest(parent, divided)
        outside = np.count_nonzero(staff[head == NO_DEPARTMENT])
        inside = (head != NO_DEPARTMENT) & (staff > 0)
        parts = len(np.unique(head[inside] * (len(Stage) + 1) + stage[inside]))
        if outside + parts <= (sheet.most if branching[:level].any() else sheet.most_at_top):
            return _Cut(divided, (head != NO_DEPARTMENT) & ~divided, head)
    return _Cut(nobody, ~nobody, np.full(len(parent), NO_DEPARTMENT))
