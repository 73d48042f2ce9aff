"""Stores the log packed by month, renews it from the facts, and finds where the two differ."""

from collections.abc import Mapping
from datetime import date

from sqlalchemy import CursorResult, delete, insert, select, update
from sqlalchemy.orm import Session

from ambassadors.db import lock_for_write
from ambassadors.ledger.models import Mark, Topic
from ambassadors.ledger.queries import versions_of
from ambassadors.spread.logged import LoggedSoFar, logged_by
from ambassadors.spread.models import StoredLog, StoredMonth
from ambassadors.spread.monthly import Month, first_day_of
from ambassadors.spread.queries import months_logged


def store(session: Session, initiative_id: int, log: LoggedSoFar) -> bool:
    """Store the months that changed; nothing, and False, where somebody else stored them since they were read."""
    lock_for_write(session, f"stored log of {initiative_id}")
    if not _claim(session, initiative_id, log):
        return False
    _write(session, initiative_id, {month: log.book.months.get(month, Month.nothing()) for month in log.changed})
    return True


def rebuild(session: Session, initiative_id: int) -> int:
    """Read the whole log anew and store that; returns the number of months."""
    lock_for_write(session, f"stored log of {initiative_id}")
    number = versions_of(session, initiative_id)[Topic.LOG]
    months = months_logged(session, initiative_id)
    for table in (StoredMonth, StoredLog):
        session.execute(delete(table).where(table.initiative_id == initiative_id))
    session.add(StoredLog(initiative_id=initiative_id, number=number, cleared=number))
    session.flush()
    _clear(session, initiative_id, number)
    _write(session, initiative_id, months)
    return len(months)


def differences(session: Session, initiative_id: int) -> list[date]:
    """The first days of the months that, with the marked days read again, are not stored as they were logged."""
    number = versions_of(session, initiative_id)[Topic.LOG]
    stored = logged_by(session, initiative_id, number, None, {}, 0).book.months
    logged = months_logged(session, initiative_id)
    nothing = Month.nothing()
    return [
        first_day_of(month)
        for month in sorted({*stored, *logged})
        if not stored.get(month, nothing).same_as(logged.get(month, nothing))
    ]


def _claim(session: Session, initiative_id: int, log: LoggedSoFar) -> bool:
    """Take the place of the version that the months were stored as; marks up to that one are needed by nobody."""
    if log.stored is None:
        if session.scalar(select(StoredLog.number).where(StoredLog.initiative_id == initiative_id)) is not None:
            return False
        session.add(StoredLog(initiative_id=initiative_id, number=log.number, cleared=0))
        session.flush()
        return True
    taken = session.execute(
        update(StoredLog)
        .where(StoredLog.initiative_id == initiative_id, StoredLog.number == log.stored)
        .values(number=log.number, cleared=log.stored)
    )
    if isinstance(taken, CursorResult) and taken.rowcount:
        _clear(session, initiative_id, log.stored)
        return True
    return False


def _clear(session: Session, initiative_id: int, number: int) -> None:
    session.execute(delete(Mark).where(Mark.initiative_id == initiative_id, Mark.number <= number))


def _write(session: Session, initiative_id: int, months: Mapping[int, Month]) -> None:
    first_days = {month: first_day_of(month) for month in sorted(months)}
    session.execute(
        delete(StoredMonth).where(
            StoredMonth.initiative_id == initiative_id, StoredMonth.month.in_(first_days.values())
        )
    )
    stored = []
    for month, first_day in first_days.items():
        if not months[month].is_empty:
            rows, deeds = months[month].pressed()
            stored.append({"initiative_id": initiative_id, "month": first_day, "rows": rows, "deeds": deeds})
    if stored:
        session.execute(insert(StoredMonth), stored)
