"""The spread month after month: the stage of every department at the end of each, as one viewer may see it. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

import numpy as np

from ambassadors.measures.arrays import Floats, Ints
from ambassadors.measures.curve import curve, month_ends
from ambassadors.spread.facts import Facts
from ambassadors.spread.logbook import SUMS
from ambassadors.spread.picture import Ground, ground_of, standing_of
from ambassadors.spread.through_time import Departments, Layout, Viewer
from ambassadors.spread.told import stage_told

MOST_MONTHS = 120


@dataclass(frozen=True, eq=False, slots=True)
class Months:
    """The ends of the last months, and the day itself last; what is told is of the branch.

    `stage` is months × departments (ABSENT: not there, or not to be shown), `staff` and `departments` months ×
    stages; `layouts` tells the organisation of each day. Departments are indexes: first those of the ground, then
    those that are no more, with id by index in `ids`.
    """

    days: tuple[date, ...]
    ground: Ground
    ids: tuple[int, ...]
    layouts: tuple[Layout, ...]
    stage: Ints
    staff: Floats
    departments: Ints


@dataclass(frozen=True, eq=False, slots=True)
class Standings:
    """What `Months` tells of its days."""

    stage: Ints
    staff: Floats
    departments: Ints


@lru_cache
def month_days(starts: date, day: date) -> tuple[date, ...]:
    """The ends of the last months since a change began, and `day` itself; none when it comes before."""
    ends = month_ends(starts.toordinal(), day.toordinal())
    return tuple(date.fromordinal(each) for each in ends[-MOST_MONTHS:])


def months_of(facts: Facts, day: date, viewer: Viewer, head: str | None = None) -> Months:
    """The months up to `day`, which is not before the change began, for the branch with code `head`."""
    days = month_days(facts.starts, day)
    departments = facts.roster.departments(days)
    (groups,) = departments.partitions([day], viewer)
    ground = ground_of(departments, day, groups, viewer, head)
    course = _course(facts, departments, viewer, ground.head, days)
    return Months(
        days=days,
        ground=ground,
        ids=tuple(departments.index),
        layouts=tuple(departments.layout(each) for each in days),
        stage=course.stage,
        staff=course.staff,
        departments=course.departments,
    )


def _course(
    facts: Facts, departments: Departments, viewer: Viewer, head: int | None, days: Sequence[date]
) -> Standings:
    """The standing on each of the days; what is logged on the last one, or shortly before, leaves the others kept."""
    *earlier, last = days
    now = _standings(facts, departments, viewer, head, [last])
    if not earlier:
        return now
    question = ("months", departments.token, viewer, head, facts.thresholds)
    before = facts.logbook.kept(
        question,
        date.min.toordinal(),
        earlier[-1].toordinal(),
        lambda: _standings(facts, departments, viewer, head, earlier),
        SUMS,
    )
    return Standings(
        np.concatenate([before.stage, now.stage]),
        np.concatenate([before.staff, now.staff]),
        np.concatenate([before.departments, now.departments]),
    )


def _standings(
    facts: Facts, departments: Departments, viewer: Viewer, head: int | None, days: Sequence[date]
) -> Standings:
    stages = [
        stage_told(facts, departments, day, groups, viewer)
        for day, groups in zip(days, departments.partitions(days, viewer), strict=True)
    ]
    stage = curve(stages, [departments.snapshot(day) for day in days]).stage
    each = [standing_of(one, departments.layout(day), head) for one, day in zip(stage, days, strict=True)]
    return Standings(stage, np.array([one.staff for one in each]), np.array([one.departments for one in each]))
