"""The months in the layout of the day: what each of its areas shows in a month before. Pure.

A department that is there in a month shows its own stage. One that came later shows the stage of those that went
over into it: the stage that most of their staff was in. One that came from nowhere was not there yet.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from ambassadors.measures.arrays import Floats, Ints
from ambassadors.measures.stages import ABSENT, Stage
from ambassadors.measures.tree import NO_DEPARTMENT
from ambassadors.organisation.history import Passage
from ambassadors.spread.months import Months
from ambassadors.spread.through_time import Layout

HIDDEN, NOT_THERE = len(Stage), len(Stage) + 1
"""What an area shows beside the stages: that its stage may not be told, that it was not there yet."""
EARLIER = 8
"""Added where an area shows other departments: those that went over into it."""


@dataclass(frozen=True, eq=False, slots=True)
class Replay:
    """The areas (departments by index, those of the branch with staff on the day) and their codes, month by month.

    `code` (months × areas) is a stage, HIDDEN or NOT_THERE, or a stage or HIDDEN with EARLIER added. `left_out` is
    the staff that worked in the branch in that month in a department without an area.
    """

    areas: Ints
    code: Ints
    left_out: Floats


def replay(months: Months, passages: Sequence[Passage]) -> Replay:
    """The months in the layout of the last day. What went over into what is told by `passages`, in any order."""
    ground, count = months.ground, len(months.ground)
    areas = np.flatnonzero(ground.in_branch[:count] & (ground.staff[:count] > 0))
    origins = _Origins(months, areas, passages)
    code = np.empty((len(months.days), len(areas)), dtype=np.int8)
    left_out = np.zeros(len(months.days))
    for month, (day, layout) in enumerate(zip(months.days, months.layouts, strict=True)):
        shown = np.where(months.stage[month] == ABSENT, HIDDEN, months.stage[month])
        area, origin = origins.on(day, layout)
        code[month] = np.where(layout.exists[areas], shown[areas], NOT_THERE)
        code[month, area] = EARLIER + _most(area, shown[origin], layout.staff[origin], len(areas))[area]
        drawn = np.zeros(len(layout.staff), dtype=np.bool_)
        drawn[areas] = drawn[origin] = True
        then = np.ones_like(drawn) if ground.head is None else layout.branch(ground.head)
        left_out[month] = layout.staff[then & ~drawn].sum()
    return Replay(areas, code, left_out)


def _most(area: Ints, shown: Ints, staff: Floats, areas: int) -> Ints:
    """Per area what is shown by most of the staff of its origins; of equals the least far stage."""
    table = np.full((areas, HIDDEN + 1), -1.0)
    table[area, shown] = 0.0
    np.add.at(table, (area, shown), staff)
    most: Ints = table.argmax(axis=1)
    return most


class _Origins:
    """Which departments went over into an area that was not there yet."""

    def __init__(self, months: Months, areas: Ints, passages: Sequence[Passage]) -> None:
        self._last = months.days[-1]
        self._ids = [months.ids[each] for each in areas.tolist()]
        self._areas = areas
        self._index = {each: place for place, each in enumerate(months.ids)}
        self._days = [on for on, _, _ in passages]
        self._into: dict[int, list[Passage]] = {}
        for passage in passages:
            self._into.setdefault(passage[2], []).append(passage)
        self._known: dict[tuple[int, int], tuple[Ints, Ints]] = {}

    def on(self, day: date, layout: Layout) -> tuple[Ints, Ints]:
        """Pairs of an area that does not exist on `day` and a department that does, as places and indexes."""
        # Days with one layout and the same passages ahead have the same pairs.
        key = id(layout), sum(1 for on in self._days if on > day)
        if key not in self._known:
            pairs = [
                (place, origin)
                for place in np.flatnonzero(~layout.exists[self._areas]).tolist()
                for origin in self._of(self._ids[place], day, layout)
            ]
            area, origin = np.array(pairs, dtype=np.int64).reshape(-1, 2).T
            self._known[key] = area, origin
        return self._known[key]

    def _of(self, department_id: int, day: date, layout: Layout) -> list[int]:
        """Indexes of the departments of `day` that by one or more passages after it went over into this one."""
        waiting, seen = [(department_id, self._last)], set()
        while waiting:
            into, until = waiting.pop()
            for passage in self._into.get(into, ()):
                if day < passage[0] <= until and passage not in seen:
                    seen.add(passage)
                    waiting.append((passage[1], passage[0]))
        origins = dict.fromkeys(passage[1] for passage in seen)
        found = np.array([self._index.get(each, NO_DEPARTMENT) for each in origins], dtype=np.int64)
        return [each for each in found.tolist() if each != NO_DEPARTMENT and layout.exists[each]]
