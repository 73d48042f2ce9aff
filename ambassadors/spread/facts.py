"""The facts of one change as plain values, and the columns that the measures ask for. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from ambassadors.measures.arrays import Ints
from ambassadors.measures.log import EVERYONE, ReachLog
from ambassadors.measures.signals import NOT_YET
from ambassadors.measures.stages import Thresholds
from ambassadors.measures.tree import NO_DEPARTMENT
from ambassadors.spread.logbook import Logbook
from ambassadors.spread.roster import Roster
from ambassadors.spread.through_time import Departments


@dataclass(frozen=True, slots=True)
class SignalRow:
    """A signal about a department: the days on which it was raised, first answered and closed, as far as it was."""

    department_id: int
    raised: date
    answered: date | None
    closed: date | None


@dataclass(frozen=True, eq=False, slots=True)
class Facts:
    """All that is known of one change, whatever the day. `starts` is the first day of the change."""

    starts: date
    thresholds: Thresholds
    roster: Roster
    logbook: Logbook
    signals: tuple[SignalRow, ...]

    def log(self, departments: Departments, since: date = date.min, until: date = date.max) -> ReachLog:
        """What was logged in these days, for departments by their index; reach of any other is left out."""
        log = self.logbook.rows(since.toordinal(), until.toordinal())
        return _placed(log, departments.places(log.department))

    def log_by(self, index: Mapping[int, int]) -> ReachLog:
        """All that was logged, for departments by an index of one's own."""
        log = self.logbook.rows(date.min.toordinal(), date.max.toordinal())
        place = np.full(self.logbook.departments + 1, NO_DEPARTMENT)  # the last one is for everyone
        place[list(index)] = list(index.values())
        return _placed(log, place[log.department])


def _placed(log: ReachLog, place: Ints) -> ReachLog:
    """The log with departments at their places, without what reached a department that has none."""
    known = (log.department == EVERYONE) | (place != NO_DEPARTMENT)
    here = ReachLog(log.day, place, *log.columns()[2:])
    return here if known.all() else here.take(known)


def columns_of_signals(signals: Sequence[SignalRow]) -> tuple[Ints, Ints, Ints]:
    """The days on which signals were raised, first answered and closed."""
    days = [(row.raised, row.answered, row.closed) for row in signals]
    table = [[NOT_YET if day is None else day.toordinal() for day in row] for row in days]
    raised, answered, closed = np.array(table, dtype=np.int64).reshape(-1, 3).T
    return raised, answered, closed
