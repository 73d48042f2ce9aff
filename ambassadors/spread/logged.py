"""The log of a change as it was read so far: from what is stored, and again on the days that are marked."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from ambassadors.ledger.queries import days_marked
from ambassadors.measures.log import Audience
from ambassadors.spread.logbook import Logbook
from ambassadors.spread.models import StoredLog, StoredMonth
from ambassadors.spread.monthly import Month, month_of
from ambassadors.spread.queries import months_logged

_STORED = select(StoredLog.number, StoredLog.cleared).where(StoredLog.initiative_id == bindparam("initiative"))
STORE_AFTER = 100
"""So many changes of a log may have to be read again by who starts, before its months are stored anew."""


@dataclass(frozen=True, eq=False, slots=True)
class LoggedSoFar:
    """The logbook as of version `number` of the log.

    `stored` is the version whose months are stored, None if there are none; `changed` months differ from those.
    """

    book: Logbook
    number: int
    stored: int | None
    changed: frozenset[int]

    @property
    def wants_storing(self) -> bool:
        """Whether who starts would have much to read."""
        return self.stored is None or self.number - self.stored >= STORE_AFTER


def logged_by(
    session: Session,
    initiative_id: int,
    number: int,
    so_far: LoggedSoFar | None,
    audiences: Mapping[int, Audience],
    departments: int,
) -> LoggedSoFar:
    """The log by version `number`: `so_far`, if it was read before, with the marked days read again."""
    if so_far is None or so_far.number != number:
        so_far = _brought_up_to(number, session, initiative_id, so_far)
    if not so_far.book.is_of(audiences, departments):
        so_far = replace(so_far, book=Logbook(so_far.book.months, audiences, departments))
    return so_far


def _brought_up_to(number: int, session: Session, initiative_id: int, so_far: LoggedSoFar | None) -> LoggedSoFar:
    stored = session.execute(_STORED, {"initiative": initiative_id}).one_or_none()
    if so_far is None or (stored and stored.cleared > so_far.number):
        if stored is None:
            months = months_logged(session, initiative_id)
            return LoggedSoFar(Logbook(months, {}, 0), number, None, frozenset(months))
        so_far = LoggedSoFar(
            Logbook(_months(session, initiative_id), {}, 0), stored.number, stored.number, frozenset()
        )
    days = [day.toordinal() for day in days_marked(session, initiative_id, so_far.number)]
    if not days:
        return replace(so_far, number=number)
    now = months_logged(session, initiative_id, days)
    book = so_far.book.corrected(days, now)
    return LoggedSoFar(book, number, so_far.stored, so_far.changed | {month_of(day) for day in days})


def _months(session: Session, initiative_id: int) -> dict[int, Month]:
    rows = session.execute(
        select(StoredMonth.month, StoredMonth.rows, StoredMonth.deeds)
        .where(StoredMonth.initiative_id == initiative_id)
        .order_by(StoredMonth.month)
    )
    return {month_of(month.toordinal()): Month.from_bytes(reach, deeds) for month, reach, deeds in rows}
