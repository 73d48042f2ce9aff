"""The spread month after month: the stage of every department at the end of each, as one viewer may see it. Pure."""

from dataclasses import dataclass
from datetime import date

import numpy as np

from ambassadors.measures.arrays import Floats, Ints
from ambassadors.measures.curve import curve_of, month_ends
from ambassadors.spread.facts import Facts
from ambassadors.spread.picture import Ground, ground_of, standing_of
from ambassadors.spread.through_time import Layout, Viewer
from ambassadors.spread.told import told_of

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


def month_days(starts: date, day: date) -> tuple[date, ...]:
    """The ends of the last months since a change began, and `day` itself; none when it comes before."""
    ends = month_ends(starts.toordinal(), day.toordinal())
    return tuple(date.fromordinal(each) for each in ends[-MOST_MONTHS:])


def months_of(facts: Facts, day: date, viewer: Viewer, head: str | None = None) -> Months:
    """The months up to `day`, which is not before the change began, for the branch with code `head`."""
    days = month_days(facts.starts, day)
    departments = facts.roster.departments(days)
    partitions = departments.partitions(days, viewer)
    ground = ground_of(departments, day, partitions[-1], viewer, head)
    stages = [
        told_of(facts, departments, each, groups, viewer).stages(facts.thresholds).stage[groups.group]
        for each, groups in zip(days, partitions, strict=True)
    ]
    line = curve_of(stages, [departments.snapshot(each) for each in days])
    standings = [
        standing_of(stage, departments.layout(each), ground.head)
        for each, stage in zip(days, line.stage, strict=True)
    ]
    return Months(
        days=days,
        ground=ground,
        ids=tuple(departments.index),
        layouts=tuple(departments.layout(each) for each in days),
        stage=line.stage,
        staff=np.array([each.staff for each in standings]),
        departments=np.array([each.departments for each in standings]),
    )
