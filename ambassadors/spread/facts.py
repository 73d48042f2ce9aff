"""The facts of one change as plain values, and the columns that the measures ask for. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np

from ambassadors.measures.arrays import Ints
from ambassadors.measures.log import EVERYONE, ReachLog
from ambassadors.measures.signals import NOT_YET
from ambassadors.measures.stages import Thresholds
from ambassadors.measures.tree import NO_DEPARTMENT
from ambassadors.measures.working_days import USUAL, Observed
from ambassadors.spread.logbook import Logbook
from ambassadors.spread.monthly import Days
from ambassadors.spread.roster import Roster

ALWAYS: Days = date.min.toordinal(), date.max.toordinal()


@dataclass(frozen=True, slots=True)
class SignalRow:
    """A signal about a department: the days on which it was raised, first answered and closed, as far as it was."""

    department_id: int
    raised: date
    answered: date | None
    closed: date | None


@dataclass(frozen=True, eq=False)
class SignalLog:
    """The signals of one change, as they stood on a day."""

    rows: tuple[SignalRow, ...]

    @cached_property
    def departments(self) -> Ints:
        """The id of the department that each is about."""
        return np.array([row.department_id for row in self.rows], dtype=np.int64)

    @cached_property
    def days(self) -> tuple[Ints, Ints, Ints]:
        """When each was raised, first answered and closed: ordinals, or NOT_YET."""
        days = [(row.raised, row.answered, row.closed) for row in self.rows]
        table = [[NOT_YET if day is None else day.toordinal() for day in row] for row in days]
        raised, answered, closed = np.array(table, dtype=np.int64).reshape(-1, 3).T
        return raised, answered, closed


@dataclass(frozen=True, eq=False, slots=True)
class Facts:
    """All that is known of one change, whatever the day. `starts` is the first day of the change.

    `observed` are the holidays on which employers differ, as they are kept here.
    """

    starts: date
    thresholds: Thresholds
    roster: Roster
    logbook: Logbook
    signals: SignalLog
    observed: Observed = USUAL

    def log_by(self, index: Mapping[int, int], days: Days = ALWAYS) -> ReachLog:
        """What was logged on some days, for departments by an index of one's own; reach of any other is left out."""
        place = np.full(self.logbook.departments + 1, NO_DEPARTMENT)  # the last one is for everyone
        place[list(index)] = list(index.values())
        return placed(self.logbook.rows(*days), place)


def placed(log: ReachLog, place_of: Ints) -> ReachLog:
    """The log with other numbers for its departments, without the rows of those that get NO_DEPARTMENT."""
    place = place_of[log.department]
    known = (log.department == EVERYONE) | (place != NO_DEPARTMENT)
    here = ReachLog(log.day, place, *log.columns()[2:])
    return here if known.all() else here.take(known)
