"""From facts to answers: how far a change has spread on a day, as one viewer may see it. Pure.

The only way to the figures: page, export and check ask here, whatever holds the facts.
"""

from dataclasses import dataclass, fields, replace
from datetime import MINYEAR, date
from functools import cached_property

import numpy as np

from ambassadors.measures.arrays import Bools, Floats, Ints, whole_people
from ambassadors.measures.coverage import Coverage
from ambassadors.measures.quiet import QuietDays
from ambassadors.measures.reach import Reach, ReachRange, reach_of
from ambassadors.measures.signals import Signals, signals
from ambassadors.measures.silence import NEVER, Silence, silence_since
from ambassadors.measures.small_numbers import Partition, groups_inside, lookable
from ambassadors.measures.stages import ABSENT, Stage, Stages, Thresholds
from ambassadors.measures.tree import NO_DEPARTMENT
from ambassadors.organisation.rules import Tree
from ambassadors.spread.facts import Facts, SignalLog
from ambassadors.spread.through_time import Departments, Layout, Viewer
from ambassadors.spread.told import told_of
from ambassadors.spread.waiting import waited

RECENT_DAYS = 182
SILENT_WEEKS = 8


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

    def places(self, ids: Ints) -> Ints:
        """The indexes of departments by their ids, NO_DEPARTMENT for those that are no more."""
        unknown = len(self._place) - 1
        return self._place[np.minimum(ids, unknown)]

    @cached_property
    def _place(self) -> Ints:
        place = np.full(2 + max(self.index, default=0), NO_DEPARTMENT)  # the last one is for a department unknown
        place[list(self.index)] = list(self.index.values())
        return place

    @property
    def asked_ids(self) -> set[int] | None:
        """Ids of the departments of the branch; None for the whole organisation."""
        if self.head is None:
            return None
        return {row.id for place, row in enumerate(self.tree.rows) if self.in_branch[place]}


@dataclass(frozen=True, eq=False, slots=True)
class Answers:
    """The measures per group, on the day, and the days that do not count as silence."""

    stages: Stages
    recent: Reach
    ever: Reach
    silence: Silence
    quiet: QuietDays


@dataclass(frozen=True, eq=False, slots=True)
class Standing:
    """Staff, and departments with staff, per stage on one day, of what may be shown in the branch."""

    staff: Floats
    departments: Ints


@dataclass(frozen=True, eq=False)
class Picture:
    """The answers on `day`, for the whole organisation or for one branch of it.

    Facts are per group. For who sees small departments, each is a group of its own; for others small ones are
    together, and `partition.group` says in which group a department is. `logged`: there is any activity at all.
    `a_year_before` is how it stood then; None where the change had not begun.
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
    standing: Standing
    a_year_before: Standing | None

    @cached_property
    def stage(self) -> Ints:
        """The stage of every department, ABSENT where it may not be shown."""
        stage: Ints = self.answers.stages.stage[self.partition.group]
        return stage

    @property
    def may_be_shown(self) -> bool:
        """Whether there are facts that this viewer may see."""
        return bool((self.stage[: len(self.ground)] != ABSENT).any())

    @property
    def members(self) -> list[list[int]]:
        """The departments of every group."""
        return self.partition.members

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
        never = self.groups[self.answers.silence.last_contact[self.groups] == NEVER].tolist()
        return sorted(never, key=lambda group: (-self.partition.staff[group], group))

    def nothing_to_report(self, group: int) -> bool:
        """Whether in the last SILENT_WEEKS weeks somebody had nothing to report, and nobody met since.

        On which day is not told: when a person last logged is not for everybody, and often it is one person.
        """
        said = self.answers.silence.reported_nothing(group)
        return said is not None and self.day.toordinal() - said <= 7 * SILENT_WEEKS

    def silent(self) -> list[int]:
        """The groups whose last contact is more than SILENT_WEEKS weeks ago, longest ago first."""
        silent = np.zeros(len(self.partition), dtype=np.bool_)
        silent[self.groups] = self.answers.silence.longer_than(7 * SILENT_WEEKS)[self.groups]
        return [group for group in self.answers.silence.longest_first() if silent[group]]


def picture_of(facts: Facts, day: date, viewer: Viewer, head: str | None = None) -> Picture:
    """The picture on `day` as `viewer` may see it, for the branch of the department with code `head`.

    A branch that the viewer may not look into becomes the nearest one above it that may be.
    """
    before = [each for each in [_year_before(day)] if each >= facts.starts]
    departments = facts.roster.departments([*before, day])
    *earlier, groups = departments.partitions([*before, day], viewer)
    ground = facts.roster.kept(
        ("ground", departments, viewer, head), lambda: ground_of(departments, day, groups, viewer, head)
    )
    answers = _answers(departments, day, groups, viewer, facts)
    return Picture(
        day=day,
        starts=facts.starts,
        thresholds=facts.thresholds,
        logged=facts.logbook.anything_until(day.toordinal()),
        ground=ground,
        partition=groups,
        answers=answers,
        coverage=facts.roster.kept(("coverage", ground, day), lambda: _coverage(departments, day, ground)),
        signals=_signals(facts, day, ground, groups, viewer),
        standing=standing_of(answers.stages.stage[groups.group], departments.layout(day), ground.head),
        a_year_before=_standing_then(facts, departments, before[0], earlier[0], ground, viewer) if before else None,
    )


def standing_of(stage: Ints, layout: Layout, head: int | None) -> Standing:
    """Staff and departments per stage on one day, in the branch of the department with index `head`."""
    counted = (stage != ABSENT) & (layout.staff > 0)
    if head is not None:
        counted &= layout.branch(head)
    return Standing(
        staff=np.bincount(stage[counted], layout.staff[counted], len(Stage)).astype(np.float64),
        departments=np.bincount(stage[counted], minlength=len(Stage)),
    )


def _year_before(day: date) -> date:
    return day.replace(year=max(MINYEAR, day.year - 1), day=min(day.day, 28) if day.month == 2 else day.day)


def ground_of(departments: Departments, day: date, shown: Partition, viewer: Viewer, head: str | None) -> Ground:
    """The departments of the day, and the branch of them that is asked about, as far as the viewer may look."""
    layout = departments.layout(day)
    everybody = np.ones(len(departments), dtype=np.bool_)
    may_look = everybody if viewer.sees_small else lookable(layout.parent, shown.group[layout.exists])
    at = next((place for place, row in enumerate(departments.tree.rows) if row.code == head), None)
    while at is not None and not may_look[at]:
        above = int(layout.parent[at])
        at = above if above >= 0 else None
    in_branch = everybody if at is None else layout.branch(at)
    return Ground(departments.tree, layout.parent, layout.staff, at, in_branch & layout.exists, may_look)


def _answers(departments: Departments, day: date, groups: Partition, viewer: Viewer, facts: Facts) -> Answers:
    told = told_of(facts, departments, day, groups, viewer)
    entry_day, entry_department = departments.nothing_to_report(day)
    return Answers(
        stages=told.stages(facts.thresholds),
        recent=reach_of(told.attendance_in(RECENT_DAYS), told.snapshot.staff),
        ever=reach_of(told.attendance_until(), told.snapshot.staff),
        silence=silence_since(
            told.traces.last_contact,
            day.toordinal(),
            entry_day,
            groups.group[entry_department],
            told.snapshot.quiet,
        ),
        quiet=told.snapshot.quiet,
    )


def _standing_then(
    facts: Facts, departments: Departments, day: date, groups: Partition, ground: Ground, viewer: Viewer
) -> Standing:
    stage = told_of(facts, departments, day, groups, viewer).stages(facts.thresholds).stage[groups.group]
    return standing_of(stage, departments.layout(day), ground.head)


def _coverage(departments: Departments, day: date, ground: Ground) -> Coverage:
    """Coverage of the staff in the branch; its gaps are those in it, and those above it that it depends on."""
    staff = np.where(ground.in_branch, departments.layout(day).staff, 0.0)
    whole = departments.coverage(day) if ground.head is None else departments.coverage_of(day, staff)
    asked = ground.in_branch[whole.vacant] | (whole.dependent > 0)
    return replace(whole, vacant=whole.vacant[asked], dependent=whole.dependent[asked])


def _signals(facts: Facts, day: date, ground: Ground, groups: Partition, viewer: Viewer) -> Signals | None:
    """Signals about the branch, as far as they may be counted; None where nothing may be shown."""
    if not groups_told(ground, groups).any():
        return None
    counted = signals_counted(facts.signals, ground, groups, viewer)
    waiting = facts.roster.kept(("waited", facts.signals, ground), lambda: waited(facts, ground.tree, day))
    columns = (*facts.signals.days, waiting)
    return signals(day.toordinal(), *(column[counted] for column in columns))


def signals_counted(found: SignalLog, ground: Ground, groups: Partition, viewer: Viewer) -> Bools:
    """Which signals the figure of the branch counts."""
    place = ground.places(found.departments)
    told = groups_told(ground, groups)[groups.group]
    # A department that is no more can still have a signal that waits for an answer.
    elsewhere = viewer.sees_small and ground.head is None
    counted: Bools = np.where(place == NO_DEPARTMENT, elsewhere, told[place])
    return counted


def groups_told(ground: Ground, groups: Partition) -> Bools:
    """Per group: is all of it in the branch, and may it be shown; with or without staff."""
    told: Bools = groups.shown & groups_inside(groups, ground.in_branch)
    return told
