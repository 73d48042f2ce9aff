"""The organisation of several days in the same columns: what the stages ask for each month. Pure."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

import numpy as np

from ambassadors.measures.arrays import Bools, Floats, Ints
from ambassadors.measures.coverage import Coverage, coverage
from ambassadors.measures.quiet import NO_QUIET_DAYS, QuietDays, quiet_days
from ambassadors.measures.silence import NEVER, last_days
from ambassadors.measures.small_numbers import Partition, partition
from ambassadors.measures.stages import Snapshot
from ambassadors.measures.tree import NO_DEPARTMENT, nearest
from ambassadors.organisation.history import History, Quiet
from ambassadors.spread.epochs import Epochs, There
from ambassadors.spread.keeping import Kept

_MOST_PARTITIONS = 60  # one per viewer's own departments and reorganisation


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who looks: may they see small departments apart, and if not, which ones (by id) are their own."""

    sees_small: bool
    own: frozenset[int] = frozenset()


@dataclass(frozen=True, eq=False, slots=True)
class Layout:
    """The departments of one day by their index: parent, own staff, who needs an ambassador, who exists, and which
    days are quiet for whom.
    """

    parent: Ints
    staff: Floats
    needs: Bools
    exists: Bools
    quiet: QuietDays = NO_QUIET_DAYS

    def branch(self, head: int) -> Bools:
        """Which departments are the one with index `head` or stand below it; none where it does not exist."""
        return _branch(self.parent, self.exists, head)


class Served(Protocol):
    """What departments ask of who knows the organisation and its ambassadors: see `Roster`."""

    @property
    def history(self) -> History: ...
    @property
    def epochs(self) -> Epochs: ...
    @property
    def quiet(self) -> tuple[Quiet, ...]: ...
    @property
    def nothing(self) -> tuple[tuple[date, int], ...]: ...
    def confirmed_on(self, day: date) -> Ints: ...
    def served_on(self, day: date) -> tuple[Ints, Ints]: ...
    def works_in(self, people: Ints, day: date) -> Ints: ...


class Departments:
    """Departments by one index: first those of the last day in the order of their tree, then older ones.

    Days between two changes of the organisation share one layout. `ids` are those of the departments, by index.
    `token` stands for these departments in questions whose answers are kept, and does not hold on to them.
    """

    def __init__(self, roster: Served, days: Sequence[date]) -> None:
        self.token = object()
        self._roster = roster
        self._changes = roster.history.change_days()
        a_day_of = {self._epoch(day): day for day in days}
        there = {epoch: roster.epochs.there(day) for epoch, day in a_day_of.items()}
        self.tree = roster.history.tree_on(days[-1])
        order = dict.fromkeys(row.id for row in self.tree.rows)
        for each in there.values():
            order.update(dict.fromkeys(each.ids.tolist()))
        self.index = {department_id: place for place, department_id in enumerate(order)}
        self.ids = np.array(list(order), dtype=np.int64)
        self._place = np.full(1 + int(self.ids.max(initial=0)) + 1, NO_DEPARTMENT)  # the last one is for id -1
        self._place[self.ids] = np.arange(len(self.ids))
        self._layouts = {epoch: self._layout(each) for epoch, each in there.items()}
        self._coverage: dict[date, Coverage] = {}
        self._partitions = Kept(_MOST_PARTITIONS)

    def __len__(self) -> int:
        return len(self.index)

    def layout(self, day: date) -> Layout:
        """The organisation on one of the days."""
        return self._layouts[self._epoch(day)]

    def places(self, ids: Ints) -> Ints:
        """The indexes of departments by their ids, NO_DEPARTMENT for those that are not there."""
        known = len(self._place) - 1
        return self._place[np.where(ids < known, ids, known)]

    def coverage(self, day: date) -> Coverage:
        """Coverage on one of the days."""
        if day not in self._coverage:
            self._coverage[day] = self.coverage_of(day, self.layout(day).staff)
        return self._coverage[day]

    def coverage_of(self, day: date, staff: Floats) -> Coverage:
        """Coverage on one of the days, of this staff alone."""
        layout = self.layout(day)
        department, person = self._roster.served_on(day)
        serves, works_in = self.places(department), self.places(self._roster.works_in(person, day))
        there = serves != NO_DEPARTMENT
        # Who is still placed in a department that is no more works where nobody knows, whatever other days are asked.
        works_in[~np.append(layout.exists, False)[works_in]] = NO_DEPARTMENT
        return coverage(layout.parent, staff, layout.needs, serves[there], works_in[there])

    def snapshot(self, day: date) -> Snapshot:
        """What the stages ask about one of the days."""
        layout = self.layout(day)
        confirmed = np.zeros(len(self), dtype=np.bool_)
        places = self.places(self._roster.confirmed_on(day))
        confirmed[places[places != NO_DEPARTMENT]] = True
        served = self.coverage(day).covered
        return Snapshot(day.toordinal(), layout.staff, served, confirmed, layout.exists, layout.quiet)

    def nothing_to_report(self, day: date) -> tuple[Ints, Ints]:
        """Up to one of the days: when somebody last had nothing to report of which departments.

        Who serves a unit says it of every department that the unit is responsible for.
        """
        said = [(on.toordinal(), unit) for on, unit in self._roster.nothing if on <= day]
        days, ids = np.array(said, dtype=np.int64).reshape(-1, 2).T
        units = self.places(ids)
        known = units != NO_DEPARTMENT
        last = last_days(days[known], units[known], len(self))
        layout = self.layout(day)
        responsible = nearest(layout.parent, layout.needs)
        of_unit = np.where(responsible == NO_DEPARTMENT, NEVER, last[responsible])
        latest = np.maximum(last, of_unit)
        departments = np.flatnonzero(latest != NEVER)
        return latest[departments], departments

    def partitions(self, days: Sequence[date], viewer: Viewer) -> list[Partition]:
        """How departments are shown to `viewer` on each of the days; those that do not exist then, not at all."""
        return [self._partition_on(day, viewer) for day in days]

    def apart(self, day: date, viewer: Viewer) -> set[int]:
        """Ids of the departments that are shown to `viewer` on one of the days, and not together with others."""
        groups, layout = self._partition_on(day, viewer), self.layout(day)
        members = np.bincount(groups.group[layout.exists], minlength=len(groups))
        alone = layout.exists & (groups.shown & (members == 1))[groups.group]
        return {department_id for department_id, place in self.index.items() if alone[place]}

    def _partition_on(self, day: date, viewer: Viewer) -> Partition:
        epoch = self._epoch(day)
        return self._partitions.answer((epoch, viewer), lambda: self._partition(self._layouts[epoch], viewer))

    def _partition(self, layout: Layout, viewer: Viewer) -> Partition:
        count = len(self)
        if viewer.sees_small:
            return Partition(np.arange(count), layout.staff, layout.exists)
        there = np.flatnonzero(layout.exists)
        place = np.full(count + 1, NO_DEPARTMENT)  # the last one is for index -1: no parent
        place[there] = np.arange(len(there))
        own = np.isin(there, self.places(np.array(sorted(viewer.own), dtype=np.int64)))
        groups = partition(place[layout.parent[there]], layout.staff[there], keep=own)
        group = np.full(count, len(groups))
        group[there] = groups.group
        return Partition(group, np.append(groups.staff, 0.0), np.append(groups.shown, False))

    def _epoch(self, day: date) -> int:
        return bisect_right(self._changes, day)

    def _layout(self, there: There) -> Layout:
        parent = np.full(len(self), NO_DEPARTMENT)
        staff = np.zeros(len(self))
        needs, exists = np.zeros(len(self), dtype=np.bool_), np.zeros(len(self), dtype=np.bool_)
        places = self.places(there.ids)
        parent[places] = self.places(there.parents)
        staff[places] = np.nan_to_num(there.staff)
        needs[places] = there.needs
        exists[places] = True
        return Layout(parent, staff, needs, exists, self._quiet(parent, exists))

    def _quiet(self, parent: Ints, exists: Bools) -> QuietDays:
        """A period holds for everybody, or for a department with all below it."""
        periods = self._roster.quiet
        holds = np.ones((len(self), len(periods)), dtype=np.bool_)
        for place, (_, _, department) in enumerate(periods):
            if department is not None:
                head = self.index.get(department)
                holds[:, place] = False if head is None else _branch(parent, exists, head)
        first = np.array([since.toordinal() for since, _, _ in periods], dtype=np.int64)
        end = np.array([until.toordinal() for _, until, _ in periods], dtype=np.int64)
        return quiet_days(first, end, holds)


def _branch(parent: Ints, exists: Bools, head: int) -> Bools:
    marked = np.zeros(len(parent), dtype=np.bool_)
    marked[head] = exists[head]
    found: Bools = nearest(parent, marked) == head
    return found
