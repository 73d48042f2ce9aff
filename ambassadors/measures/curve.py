"""The curve: staff and departments per stage, month after month."""

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from ambassadors.measures.arrays import Floats, Ints
from ambassadors.measures.stages import ABSENT, Snapshot, Stage


@dataclass(frozen=True, eq=False, slots=True)
class Curve:
    """Days (months) as ordinals; stage (months × departments, ABSENT where there is none to show);
    staff and departments (months × stages), staff in the unit of the headcounts.
    """

    days: Ints
    stage: Ints
    staff: Floats
    departments: Ints


def month_ends(first: int, last: int) -> list[int]:
    """The ends of the months from `first` up to `last`, and `last` itself; none when it comes before."""
    days = []
    end = _month_end(first)
    while end < last:
        days.append(end)
        end = _month_end(end + 1)
    return [*days, last] if first <= last else []


def curve(stages: Sequence[Ints], snapshots: Sequence[Snapshot]) -> Curve:
    """The curve of the stages per department on the day of each snapshot, all of the same departments; DESIGN 5."""
    departments = len(snapshots[0].staff) if snapshots else 0
    stage = np.full((len(snapshots), departments), ABSENT, dtype=np.int8)
    staff = np.zeros((len(snapshots), len(Stage)))
    counts = np.zeros((len(snapshots), len(Stage)), dtype=np.int64)
    for month, (found, snapshot) in enumerate(zip(stages, snapshots, strict=True)):
        stage[month] = np.where(snapshot.exists, found, ABSENT)
        there = stage[month] != ABSENT
        present = stage[month][there]
        staff[month] = np.bincount(present, weights=snapshot.staff[there], minlength=len(Stage))
        counts[month] = np.bincount(present, minlength=len(Stage))
    return Curve(np.array([snapshot.day for snapshot in snapshots], dtype=np.int64), stage, staff, counts)


def _month_end(ordinal: int) -> int:
    day = date.fromordinal(ordinal)
    return day.replace(day=monthrange(day.year, day.month)[1]).toordinal()
