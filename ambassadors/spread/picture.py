"""From facts to answers: how far a change has spread on a day, as one viewer may see it. Pure.

The only way to the figures: page, export and check ask here, whatever holds the facts.
"""

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from datetime import MINYEAR, date
from functools import cached_property

import numpy as np

from ambassadors.measures.arrays import Bools, Floats, Ints, whole_people
from ambassadors.measures.coverage import Coverage
from ambassadors.measures.curve import curve, month_ends
from ambassadors.measures.groups import protect
from ambassadors.measures.log import ReachLog
from ambassadors.measures.quiet import QuietDays
from ambassadors.measures.reach import Reach, ReachRange, reach_in_window, reach_since_start
from ambassadors.measures.signals import Signals, signals
from ambassadors.measures.silence import Silence, silence
from ambassadors.measures.small_numbers import Partition, groups_inside, lookable
from ambassadors.measures.stages import ABSENT, Snapshot, Stage, Stages, Thresholds, stages_on
from ambassadors.organisation.rules import Tree
from ambassadors.spread.facts import Facts, columns_of_signals
from ambassadors.spread.through_time import Departments, Viewer

RECENT_DAYS = 182
SILENT_WEEKS = 8
MOST_MONTHS = 120


@dataclass(frozen=True, eq=False)
class Ground:
    """The departments of the day in the order of their tree, and which of them are asked about.

    `head` is the index of the branch asked for, None for all, and `in_branch` marks its departments. `lookable`
    marks the departments whose branch this viewer may look into: some group is wholly inside it. Arrays may run
    on with departments of earlier days.
    """

    tree: Tree
    parent: Ints
    staff: Floats
    head: int | None
    in_branch: Bools
    lookable: Bools

    def __len__(self) -> int:
        return len(self.tree.rows)

    @cached_property
    def index(self) -> dict[int, int]:
        """The index of every department by its id."""
        return {row.id: place for place, row in enumerate(self.tree.rows)}


@dataclass(frozen=True, eq=False, slots=True)
class Answers:
    """The measures per group, on the day, and the days that do not count as silence."""

    stages: Stages
    recent: Reach
    ever: Reach
    silence: Silence
    quiet: QuietDays


@dataclass(frozen=True, eq=False, slots=True)
class Progress:
    """Staff, and departments with staff, per stage (months × stages), of what may be shown in the branch.

    `a_year_before` is the staff per stage a year before the day; None where the change had not begun then.
    """

    days: tuple[date, ...]
    staff: Floats
    departments: Ints
    a_year_before: Floats | None


@dataclass(frozen=True, eq=False)
class Picture:
    """The answers on `day`, for the whole organisation or for one branch of it.

    Facts are per group. For who sees small departments, each is a group of its own; for others small ones are
    together, and `partition.group` says in which group a department is. `logged`: there is any activity at all.
    """

    day: date
    starts: date
    thresholds: Thresholds
    logged: bool
    ground: Ground
    partition: Partition
    answers: Answers
    coverage: Coverage
    signals: Signals | None
    progress: Progress

    @cached_property
    def stage(self) -> Ints:
        """The stage of every department, ABSENT where it may not be shown."""
        stage: Ints = self.answers.stages.stage[self.partition.group]
        return stage

    @property
    def may_be_shown(self) -> bool:
        """Whether there are facts that this viewer may see."""
        return bool((self.stage[: len(self.ground)] != ABSENT).any())

    @cached_property
    def members(self) -> list[list[int]]:
        """The departments of every group."""
        found: list[list[int]] = [[] for _ in range(len(self.partition))]
        for department in range(len(self.ground)):
            found[self.partition.group[department]].append(department)
        return found

    @cached_property
    def groups(self) -> Ints:
        """The groups wholly inside the branch that have staff and may be shown: sums of these tell of nobody."""
        inside = groups_inside(self.partition, self.ground.in_branch)
        groups: Ints = np.flatnonzero(inside & self.partition.shown & (self.partition.staff > 0))
        return groups

    @property
    def leaves_out(self) -> bool:
        """Whether colleagues in the branch are in no sum, since they are shown together with others outside it."""
        counted = np.isin(self.partition.group, self.groups)
        return bool((self.ground.in_branch & ~counted & (self.ground.staff > 0)).any())

    def total(self, reach: Reach) -> ReachRange:
        """The reach of all groups of the branch together.

        Staff is rounded up once: 98.5 FTE in three departments of 32.8 are 99 people, not 3 × 33.
        """
        added = Reach(*(getattr(reach, field.name)[self.groups] for field in fields(Reach))).total()
        people = int(whole_people(self.partition.staff[self.groups].sum()))
        return replace(added, staff=people, lower=min(added.lower, people), upper=min(added.upper, people))

    def never_reached(self) -> list[int]:
        """The groups of the branch without any contact yet, most staff first."""
        never = [group for group in self.groups.tolist() if self.answers.silence.weeks(group) is None]
        return sorted(never, key=lambda group: (-self.partition.staff[group], group))

    def nothing_to_report(self, group: int) -> bool:
        """Whether in the last SILENT_WEEKS weeks somebody had nothing to report, and nobody met since.

        On which day is not told: when a person last logged is not for everybody, and often it is one person.
        """
        said = self.answers.silence.reported_nothing(group)
        return said is not None and self.day.toordinal() - said <= 7 * SILENT_WEEKS

    def silent(self) -> list[int]:
        """The groups whose last contact is more than SILENT_WEEKS weeks ago, longest ago first."""
        days = {group: self.answers.silence.days(group) or 0 for group in self.groups.tolist()}
        return [group for group in self.answers.silence.longest_first() if days.get(group, 0) > 7 * SILENT_WEEKS]


def picture_of(facts: Facts, day: date, viewer: Viewer, head: str | None = None) -> Picture:
    """The picture on `day` as `viewer` may see it, for the branch of the department with code `head`.

    A branch that the viewer may not look into becomes the nearest one above it that may be.
    """
    days = _days(facts.starts, day)
    departments = Departments(facts, days)
    log = facts.log(departments.index)
    snapshots = [departments.snapshot(each) for each in days]
    partitions = departments.partitions(days, viewer)
    ground = _ground(departments, day, partitions[-1], viewer, head)
    return Picture(
        day=day,
        starts=facts.starts,
        thresholds=facts.thresholds,
        logged=len(log) > 0,
        ground=ground,
        partition=partitions[-1],
        answers=_answers(departments, day, log, partitions[-1], viewer, facts.thresholds),
        coverage=_coverage(departments, day, ground),
        signals=_signals(facts, day, ground, partitions[-1], viewer),
        progress=_progress(departments, log, snapshots, None if viewer.sees_small else partitions, ground, facts),
    )


def _days(starts: date, day: date) -> list[date]:
    """A year before the day if the change had begun by then, the ends of its last months, and the day itself."""
    before = _year_before(day)
    months = [date.fromordinal(each) for each in month_ends(starts.toordinal(), day.toordinal())]
    return [*([before] if before >= starts else []), *(months[-MOST_MONTHS:] or [day])]


def _year_before(day: date) -> date:
    return day.replace(year=max(MINYEAR, day.year - 1), day=min(day.day, 28) if day.month == 2 else day.day)


def _ground(departments: Departments, day: date, shown: Partition, viewer: Viewer, head: str | None) -> Ground:
    layout = departments.layout(day)
    everybody = np.ones(len(departments), dtype=np.bool_)
    may_look = everybody if viewer.sees_small else lookable(layout.parent, shown.group[layout.exists])
    at = next((place for place, row in enumerate(departments.tree.rows) if row.code == head), None)
    while at is not None and not may_look[at]:
        above = int(layout.parent[at])
        at = above if above >= 0 else None
    in_branch = everybody if at is None else layout.branch(at)
    return Ground(departments.tree, layout.parent, layout.staff, at, in_branch & layout.exists, may_look)


def _answers(
    departments: Departments, day: date, log: ReachLog, groups: Partition, viewer: Viewer, thresholds: Thresholds
) -> Answers:
    snapshot = departments.snapshot(day)
    entry_day, entry_department = departments.nothing_to_report(day)
    if not viewer.sees_small:
        log, snapshot = protect(log, snapshot, groups)
        entry_department = groups.group[entry_department]
    return Answers(
        stages=stages_on(log, snapshot, thresholds),
        recent=reach_in_window(log, snapshot.staff, snapshot.day, RECENT_DAYS),
        ever=reach_since_start(log, snapshot.staff, snapshot.day),
        silence=silence(log, len(snapshot.staff), snapshot.day, entry_day, entry_department, snapshot.quiet),
        quiet=snapshot.quiet,
    )


def _coverage(departments: Departments, day: date, ground: Ground) -> Coverage:
    """Coverage of the staff in the branch; its gaps are those in it, and those above it that it depends on."""
    whole = departments.coverage(day, ground.in_branch)
    return replace(whole, gaps=tuple(gap for gap in whole.gaps if ground.in_branch[gap.department] or gap.staff > 0))


def _signals(facts: Facts, day: date, ground: Ground, groups: Partition, viewer: Viewer) -> Signals | None:
    """Signals about the branch, as far as they may be counted; None where nothing may be shown."""
    counted = ground.in_branch & (groups.shown & groups_inside(groups, ground.in_branch))[groups.group]
    if not counted.any():
        return None
    # A department that is no more can still have a signal that waits for an answer.
    elsewhere = viewer.sees_small and ground.head is None
    rows = [
        row
        for row in facts.signals
        if (counted[ground.index[row.department_id]] if row.department_id in ground.index else elsewhere)
    ]
    return signals(day.toordinal(), *columns_of_signals(rows))


def _progress(
    departments: Departments,
    log: ReachLog,
    snapshots: Sequence[Snapshot],
    partitions: Sequence[Partition] | None,
    ground: Ground,
    facts: Facts,
) -> Progress:
    line = curve(log, snapshots, facts.thresholds, partitions)
    days = [date.fromordinal(each) for each in line.days.tolist()]
    staff = np.zeros((len(days), len(Stage)))
    counts = np.zeros((len(days), len(Stage)), dtype=np.int64)
    for month, (day, stage) in enumerate(zip(days, line.stage, strict=True)):
        layout = departments.layout(day)
        counted = (stage != ABSENT) & (layout.staff > 0)
        if ground.head is not None:
            counted &= layout.branch(ground.head)
        staff[month] = np.bincount(stage[counted], weights=layout.staff[counted], minlength=len(Stage))
        counts[month] = np.bincount(stage[counted], minlength=len(Stage))
    first = days[0] == _year_before(days[-1])  # stands before the months where it is compared with
    return Progress(tuple(days[first:]), staff[first:], counts[first:], staff[0] if first else None)
