"""What the measures in depth share: log, organisation and ambassadors, in the groups that one viewer sees. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from ambassadors.measures.arrays import Bools, Floats, Ints
from ambassadors.measures.coverage import Coverage
from ambassadors.measures.groups import protect
from ambassadors.measures.log import ReachLog
from ambassadors.measures.small_numbers import Partition, groups_inside
from ambassadors.measures.stages import Snapshot
from ambassadors.measures.ties import Ties
from ambassadors.measures.tree import NO_DEPARTMENT
from ambassadors.results.queries import WorklistFacts
from ambassadors.spread.facts import Facts
from ambassadors.spread.network import DeedRow, Network
from ambassadors.spread.picture import Picture
from ambassadors.spread.through_time import Departments, Layout, Viewer

WINDOW_DAYS = 365


@dataclass(frozen=True, slots=True)
class Evidence:
    """The facts of one change, who did each activity, and the worklist."""

    facts: Facts
    deeds: tuple[DeedRow, ...]
    worklist: WorklistFacts


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
    log: ReachLog
    snapshot: Snapshot
    asked: Bools
    in_branch: Bools

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
        """Which groups hold a unit that is responsible for one of these departments."""
        units = self.coverage.responsible[departments]
        return self.groups_of(units[units != NO_DEPARTMENT])


class Scene:
    """Some days of a change as one viewer sees them, for the branch that the picture is about."""

    def __init__(self, evidence: Evidence, picture: Picture, viewer: Viewer, days: Sequence[date] = ()) -> None:
        self.facts = evidence.facts
        self.day = picture.day
        self.head = picture.ground.head
        self.departments = Departments(evidence.facts, [*days, picture.day])
        self.network = Network(evidence.facts, evidence.deeds, self.departments.index)
        self.log = evidence.facts.log(self.departments.index)
        self._viewer = viewer

    def stand(self, day: date) -> Stand:
        """One of the days."""
        layout = self.departments.layout(day)
        (partition,) = self.departments.partitions([day], self._viewer)
        log, snapshot = self.log, self.departments.snapshot(day)
        if not self._viewer.sees_small:
            log, snapshot = protect(log, snapshot, partition)
        everywhere = np.ones(len(self.departments), dtype=np.bool_)
        in_branch = everywhere if self.head is None else layout.branch(self.head)
        return Stand(
            day=day,
            layout=layout,
            coverage=self.departments.coverage(day),
            partition=partition,
            log=log,
            snapshot=snapshot,
            asked=groups_inside(partition, in_branch),
            in_branch=in_branch,
        )

    def partitions(self, days: Sequence[date]) -> list[Partition] | None:
        """The groups of some of the days; None for who sees every department apart."""
        return None if self._viewer.sees_small else self.departments.partitions(days, self._viewer)

    def ties(self, stand: Stand, *, dependents: bool) -> Ties:
        """Who did what in the year up to a day, and their own groups, with those that lean on them if asked."""
        ties = self.network.ties(stand.since, stand.day)
        if dependents:
            ties = ties.with_dependents(stand.coverage.responsible)
        return ties.merged(stand.group)
