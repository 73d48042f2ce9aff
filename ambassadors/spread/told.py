"""What was logged by a day, as one viewer may be told it: per department, or per group of small ones. Pure."""

from collections.abc import Hashable
from dataclasses import dataclass
from datetime import date

import numpy as np

from ambassadors.measures.arrays import Bools, Ints
from ambassadors.measures.attendance import Attendance
from ambassadors.measures.groups import group_snapshot
from ambassadors.measures.log import ReachLog
from ambassadors.measures.pace import WEEKS, reached_in_weeks
from ambassadors.measures.small_numbers import Partition
from ambassadors.measures.stages import Snapshot, Stages, Thresholds, stages_of
from ambassadors.measures.traces import Traces
from ambassadors.measures.tree import NO_DEPARTMENT
from ambassadors.spread.facts import Facts, placed
from ambassadors.spread.logbook import STAGES, Logbook
from ambassadors.spread.through_time import Departments, Viewer


@dataclass(frozen=True, eq=False, slots=True)
class Told:
    """The log and the organisation on a day by the groups of a partition.

    `places` are those of the groups in the logbook, and `group_at` the other way round: -1 for what is not told.
    """

    book: Logbook
    places: Ints
    group_at: Ints
    snapshot: Snapshot
    traces: Traces

    def stages(self, thresholds: Thresholds) -> Stages:
        """The stages of the groups."""
        return stages_of(self.traces, self.snapshot, thresholds)

    @property
    def key(self) -> Hashable:
        """The same for the same groups of the same departments."""
        return self.group_at.tobytes()

    def log(self, days: int) -> ReachLog:
        """What was logged in the last days, for groups by their numbers."""
        return self.between(self.snapshot.day - days + 1, self.snapshot.day)

    def between(self, since: int, until: int) -> ReachLog:
        """What was logged from `since` up to and including `until` (ordinals), for groups by their numbers."""
        return placed(self.book.rows(since, until), self.group_at)

    def reached_in_weeks(self, last: int) -> Bools:
        """Which groups a contact activity reached in the 12 weeks up to and including `last`."""
        first, everywhere = last - 7 * WEEKS + 1, np.ones(len(self.places), dtype=np.bool_)
        return self.book.kept(
            ("weeks", self.key), first, last, lambda: reached_in_weeks(self.between(first, last), everywhere, last)
        )

    def attendance_in(self, days: int) -> Attendance:
        """Attendance in the last days."""
        return self.book.attendance_in(self.snapshot.day, days).at(self.places)

    def attendance_until(self) -> Attendance:
        """Attendance since the start."""
        return self.book.attendance_until(self.snapshot.day).at(self.places)


def told_of(facts: Facts, departments: Departments, day: date, groups: Partition, viewer: Viewer) -> Told:
    """What `viewer` may be told of one of the days; `groups` is how departments are shown to them that day."""
    book, places, snapshot = facts.logbook, departments.ids, departments.snapshot(day)
    if not viewer.sees_small:
        count = len(groups)
        group = np.full(book.departments + 1, count)
        group[departments.ids] = np.where(groups.shown[groups.group], groups.group, count)
        book = book.grouped(group.tobytes(), group[:-1], count)
        places, snapshot = np.arange(count), group_snapshot(snapshot, groups)
    group_at = np.full(book.departments + 1, NO_DEPARTMENT)  # the last one is for everyone
    group_at[places] = np.arange(len(places))
    return Told(book, places, group_at, snapshot, book.traces(day.toordinal(), facts.thresholds.windows).at(places))


def stage_told(facts: Facts, departments: Departments, day: date, groups: Partition, viewer: Viewer) -> Ints:
    """The stage of every department on one of the days, that of its group; ABSENT where it is not to be told.

    Kept until something is logged up to the day, since months that have passed are asked for again and again.
    """

    def reckoned() -> Ints:
        told = told_of(facts, departments, day, groups, viewer)
        return told.stages(facts.thresholds).stage[groups.group].astype(np.int8)

    question = (departments.token, viewer, facts.thresholds)
    return facts.logbook.kept(question, date.min.toordinal(), day.toordinal(), reckoned, STAGES)
