"""What the measures in depth share: log, organisation and ambassadors, in the groups that one viewer sees. Pure."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

import numpy as np

from ambassadors.measures.arrays import Bools, Floats, Ints
from ambassadors.measures.coverage import Coverage
from ambassadors.measures.log import ReachLog
from ambassadors.measures.small_numbers import Partition, groups_inside
from ambassadors.measures.stages import Snapshot
from ambassadors.measures.ties import Ties
from ambassadors.measures.tree import NO_DEPARTMENT
from ambassadors.results.queries import WorklistFacts
from ambassadors.spread.facts import Facts
from ambassadors.spread.keeping import Kept
from ambassadors.spread.network import Network
from ambassadors.spread.picture import Picture
from ambassadors.spread.through_time import Layout, Viewer
from ambassadors.spread.told import Told, stage_told, told_of

WINDOW_DAYS = 365
MOST_OF_WORKLIST = 20


@dataclass(frozen=True, slots=True)
class Evidence:
    """The facts of one change, and the worklist with what was answered about it alone."""

    facts: Facts
    worklist: WorklistFacts
    of_worklist: Kept = field(default_factory=lambda: Kept(MOST_OF_WORKLIST))


@dataclass(frozen=True, eq=False, slots=True)
class Stand:
    """One day. `layout` and `coverage` are by department, as everybody may know them; all else is by group.

    Who sees small departments has each of them as a group of its own, with the same index. `asked` marks the
    groups wholly inside the branch, and `in_branch` its departments.
    """

    day: date
    layout: Layout
    coverage: Coverage
    partition: Partition
    told: Told
    snapshot: Snapshot
    asked: Bools
    in_branch: Bools

    @property
    def log(self) -> ReachLog:
        """What was logged in the window that ends on the day."""
        return self.told.log(WINDOW_DAYS)

    @property
    def until(self) -> int:
        """The day as an ordinal."""
        return self.day.toordinal()

    @property
    def since(self) -> date:
        """The first day of the window that ends on the day."""
        return self.day - timedelta(days=WINDOW_DAYS - 1)

    @property
    def group(self) -> Ints:
        """The group of every department."""
        return self.partition.group

    @property
    def staff(self) -> Floats:
        """The staff of every group that may be shown."""
        return np.asarray(self.snapshot.staff, dtype=np.float64)

    @property
    def exists(self) -> Bools:
        """Which groups there are to tell of."""
        return self.snapshot.exists

    def groups_of(self, departments: Ints) -> Bools:
        """Which groups hold one of these departments."""
        marks = np.zeros(len(self.partition), dtype=np.bool_)
        marks[self.group[departments]] = True
        return marks

    def units_of(self, departments: Ints) -> Bools:
        """Which groups hold a unit that is responsible for one of these departments, where they are still there."""
        units = self.coverage.responsible[departments[departments < len(self.coverage.responsible)]]
        return self.groups_of(units[units != NO_DEPARTMENT])


class Scene:
    """Some days of a change as one viewer sees them, for the branch that the picture is about."""

    def __init__(self, facts: Facts, picture: Picture, viewer: Viewer, days: Sequence[date] = ()) -> None:
        self.facts = facts
        self.day = picture.day
        self.head = picture.ground.head
        self.departments = facts.roster.departments([*days, picture.day])
        index = facts.roster.kept(("wide index", self.departments.token), self._wide_index)
        self._gone = len(index) - len(self.departments)
        self.network = Network(facts, index)
        self._viewer = viewer

    def _wide_index(self) -> dict[int, int]:
        """Ambassadors may come from departments that are no more, so those have an index too, after the others."""
        index = dict(self.departments.index)
        for version in self.facts.roster.history.versions:
            index.setdefault(version[2], len(index))
        return index

    @property
    def key(self) -> Hashable:
        """The same for the same departments and branch, the same viewer and thresholds."""
        return self.departments.token, self.head, self._viewer, self.facts.thresholds

    def stand(self, day: date) -> Stand:
        """One of the days."""
        layout = self.departments.layout(day)
        (partition,) = self.departments.partitions([day], self._viewer)
        told = told_of(self.facts, self.departments, day, partition, self._viewer)
        everywhere = np.ones(len(self.departments), dtype=np.bool_)
        in_branch = everywhere if self.head is None else layout.branch(self.head)
        return Stand(
            day=day,
            layout=layout,
            coverage=self.departments.coverage(day),
            partition=partition,
            told=told,
            snapshot=told.snapshot,
            asked=groups_inside(partition, in_branch),
            in_branch=in_branch,
        )

    def stage_on(self, day: date) -> Ints:
        """The stage of every department on one of the days, ABSENT where it is not to be told."""
        (partition,) = self.departments.partitions([day], self._viewer)
        return stage_told(self.facts, self.departments, day, partition, self._viewer)

    def wide_group(self, stand: Stand) -> Ints:
        """The group of every department that there ever was: those that are no more are in one after the last."""
        return np.append(stand.group, np.full(self._gone, len(stand.partition)))

    def own_ties(self, stand: Stand, *, dependents: bool) -> Ties:
        """Ambassadors and their own groups, as `own_groups`, whatever they did."""
        nothing = np.array([], dtype=np.int64)
        return Ties.from_pairs(nothing, nothing, *self.own_groups(stand, dependents=dependents))

    def wide_ties(self, stand: Stand, *, dependents: bool) -> Ties:
        """The same with own groups by `wide_group`."""
        belonging = self.belonging(stand, dependents=dependents)
        return Ties.from_pairs(*self.network.deeds(stand.since, stand.day), *belonging)

    def own_groups(self, stand: Stand, *, dependents: bool) -> tuple[Ints, Ints]:
        """Ambassadors and their own groups of the year up to a day, as far as those are there on it."""
        ambassador, unit = self.belonging(stand, dependents=dependents)
        there = unit < len(stand.partition)
        return ambassador[there], unit[there]

    def belonging(self, stand: Stand, *, dependents: bool) -> tuple[Ints, Ints]:
        """Ambassadors and their own groups of the year up to a day, by `wide_group`."""

        def reckoned() -> tuple[Ints, Ints]:
            nothing = np.array([], dtype=np.int64)
            ties = Ties.from_pairs(nothing, nothing, *self.network.belonging(stand.since, stand.day))
            if dependents:
                ties = ties.with_dependents(stand.coverage.responsible)
            ties = ties.merged(self.wide_group(stand))
            return ties.ambassador, ties.unit

        question = ("own groups", stand.day, dependents, self.departments, stand.group.tobytes())
        return self.facts.roster.kept(question, reckoned)
