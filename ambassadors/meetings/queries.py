"""Reads confirmations."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ambassadors.meetings.models import Confirmation
from ambassadors.meetings.rules import Confirmed


@dataclass(frozen=True, slots=True)
class ConfirmationRow(Confirmed):
    """A confirmation as lists tell it."""

    id: int
    department_id: int
    evidence: str
    withdrawn_why: str | None


def confirmations_of(session: Session, initiative_id: int, department_id: int | None = None) -> list[ConfirmationRow]:
    """The confirmations of an initiative, of one department if asked, the latest first. One query."""
    query = select(
        Confirmation.on,
        Confirmation.valid_until,
        Confirmation.withdrawn_on,
        Confirmation.id,
        Confirmation.department_id,
        Confirmation.evidence,
        Confirmation.withdrawn_why,
    ).where(Confirmation.initiative_id == initiative_id)
    if department_id is not None:
        query = query.where(Confirmation.department_id == department_id)
    rows = session.execute(query.order_by(Confirmation.on.desc(), Confirmation.id.desc()))
    return [ConfirmationRow(*row) for row in rows]


def confirmed_periods(session: Session, initiative_id: int) -> list[tuple[date, date, int]]:
    """From, until, and the id of the department that was confirmed then. One query."""
    ends = func.coalesce(Confirmation.withdrawn_on, Confirmation.valid_until)
    rows = session.execute(
        select(Confirmation.on, ends, Confirmation.department_id)
        .where(Confirmation.initiative_id == initiative_id)
        .order_by(Confirmation.id)
    )
    return list(rows)


def confirmation_by_id(session: Session, initiative_id: int, confirmation_id: int) -> Confirmation | None:
    """One confirmation of an initiative."""
    return session.scalar(
        select(Confirmation).where(Confirmation.id == confirmation_id, Confirmation.initiative_id == initiative_id)
    )
