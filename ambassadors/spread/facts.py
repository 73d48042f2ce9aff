"""The facts of one change as plain values, and the columns that the measures ask for. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from ambassadors.activities.queries import ReachTuple
from ambassadors.initiatives.models import Audience as Kind
from ambassadors.measures.arrays import Ints
from ambassadors.measures.log import EVERYONE, Audience, ReachLog
from ambassadors.measures.signals import NOT_YET
from ambassadors.measures.stages import Thresholds
from ambassadors.measures.tree import NO_DEPARTMENT
from ambassadors.network.queries import AmbassadorshipRow
from ambassadors.organisation.history import History, Quiet

PlacementRow = tuple[date, date, int, int]
"""From, until, and in that period: person's id, id of the department where they work."""

ConfirmedRow = tuple[date, date, int]
"""From, until, and in that period: id of a department that the kerngroep confirmed."""
NothingRow = tuple[date, int]
"""Day on which an ambassador had nothing to report, and the id of the department served."""

AUDIENCES: Mapping[Kind, Audience] = {
    Kind.CONTACT: Audience.CONTACT,
    Kind.BROADCAST: Audience.BROADCAST,
    Kind.EXTERNAL: Audience.EXTERNAL,
}


@dataclass(frozen=True, slots=True)
class SignalRow:
    """A signal about a department: the days on which it was raised, first answered and closed, as far as it was."""

    department_id: int
    raised: date
    answered: date | None
    closed: date | None


@dataclass(frozen=True, slots=True)
class Facts:
    """All that is known of one change, whatever the day. `starts` is the first day of the change."""

    starts: date
    thresholds: Thresholds
    history: History
    ambassadorships: tuple[AmbassadorshipRow, ...]
    placements: tuple[PlacementRow, ...]
    reach: tuple[ReachTuple, ...]
    to_everyone: tuple[tuple[int, date], ...]
    signals: tuple[SignalRow, ...]
    confirmed: tuple[ConfirmedRow, ...] = ()
    quiet: tuple[Quiet, ...] = ()
    nothing: tuple[NothingRow, ...] = ()

    def log(self, index: Mapping[int, int]) -> ReachLog:
        """What was logged, for departments by their `index`; reach of any other department is left out."""
        rows = [
            (on.toordinal(), index[department], activity, int(AUDIENCES[audience]), low, high, first_timers)
            for activity, on, audience, department, low, high, first_timers in self.reach
            if department in index
        ]
        heard = int(Audience.BROADCAST)
        rows += [(on.toordinal(), EVERYONE, activity, heard, None, None, None) for activity, on in self.to_everyone]
        return ReachLog.from_rows(rows)

    def served_on(self, day: date) -> list[tuple[int, int]]:
        """Who serves on `day`: pairs of the department served and the person who does it."""
        return [
            (row.department_id, server) for row in self.ambassadorships if (server := row.server_on(day)) is not None
        ]

    def confirmed_on(self, day: date) -> list[int]:
        """Ids of the departments of which a confirmation is valid on `day`."""
        return [department for since, until, department in self.confirmed if since <= day < until]

    def works_in(self, people: Iterable[int], day: date) -> list[int | None]:
        """Ids of the departments where people work on `day`; nothing where that is not known."""
        place = {person: department for since, until, person, department in self.placements if since <= day < until}
        return [place.get(person) for person in people]


def columns_of_signals(signals: Sequence[SignalRow]) -> tuple[Ints, Ints, Ints]:
    """The days on which signals were raised, first answered and closed."""
    days = [(row.raised, row.answered, row.closed) for row in signals]
    table = [[NOT_YET if day is None else day.toordinal() for day in row] for row in days]
    raised, answered, closed = np.array(table, dtype=np.int64).reshape(-1, 3).T
    return raised, answered, closed


def indexes(ids: Iterable[int | None], index: Mapping[int, int]) -> Ints:
    """The indexes of departments, NO_DEPARTMENT for those that are not there."""
    return np.array([index.get(each, NO_DEPARTMENT) if each else NO_DEPARTMENT for each in ids], dtype=np.int64)
