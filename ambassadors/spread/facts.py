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

    def log_by(self, index: Mapping[int, int]) -> ReachLog:
        """All that was logged, for departments by an index of one's own; reach of any other is left out."""
        place = np.full(self.logbook.departments + 1, NO_DEPARTMENT)  # the last one is for everyone
        place[list(index)] = list(index.values())
        return placed(self.logbook.rows(date.min.toordinal(), date.max.toordinal()), place)


def placed(log: ReachLog, place_of: Ints) -> ReachLog:
    """The log with other numbers for its departments, without the rows of those that get NO_DEPARTMENT."""
    place = place_of[log.department]
    known = (log.department == EVERYONE) | (place != NO_DEPARTMENT)
    here = ReachLog(log.day, place, *log.columns()[2:])
    return here if known.all() else here.take(known)


def columns_of_signals(signals: Sequence[SignalRow]) -> tuple[Ints, Ints, Ints]:
    """The days on which signals were raised, first answered and closed."""
    days = [(row.raised, row.answered, row.closed) for row in signals]
    table = [[NOT_YET if day is None else day.toordinal() for day in row] for row in days]
    raised, answered, closed = np.array(table, dtype=np.int64).reshape(-1, 3).T
    return raised, answered, closed
