"""Reads what the kerngroep did: meetings, agreements, what is put off, confirmations."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, and_, bindparam, func, or_, select
from sqlalchemy.orm import Session, aliased

from ambassadors.accounts.models import User
from ambassadors.initiatives.models import Principle
from ambassadors.meetings.models import (
    Addition,
    Agreement,
    Attendance,
    Confirmation,
    Meeting,
    MeetingPoint,
    Snooze,
)
from ambassadors.meetings.rules import AgreementKind, Confirmed

# Stated once, as every page of figures asks it.
_LAST = select(func.max(Meeting.on)).where(
    Meeting.initiative_id == bindparam("initiative"), Meeting.on < bindparam("before"), Meeting.closed_at.is_not(None)
)


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


def last_meeting(session: Session, initiative_id: int, before: date) -> date | None:
    """The day of the last meeting before a day of which the minutes are closed. One query."""
    return session.scalar(_LAST, {"initiative": initiative_id, "before": before})


def next_meeting(session: Session, initiative_id: int, today: date) -> date | None:
    """The day of the next meeting that is planned, today included. One query."""
    return session.scalar(
        select(func.min(Meeting.on)).where(
            Meeting.initiative_id == initiative_id,
            Meeting.on >= today,
            Meeting.closed_at.is_(None),
            Meeting.called_off_at.is_(None),
        )
    )


def meetings_between(
    session: Session, initiative_ids: Collection[int], first: date, until: date
) -> Sequence[Meeting]:
    """The meetings of some initiatives in [first, until), called off or not. One query."""
    return session.scalars(
        select(Meeting)
        .where(Meeting.initiative_id.in_(initiative_ids), first <= Meeting.on, Meeting.on < until)
        .order_by(Meeting.on, Meeting.id)
    ).all()


@dataclass(frozen=True, slots=True)
class SnoozeRow:
    """A matter that is put off, as the attention list tells it."""

    id: int
    subject: str
    why: str
    on: date
    until: date
    by: str


def snoozes_on(session: Session, initiative_id: int, day: date) -> list[SnoozeRow]:
    """What is put off on a day, what comes back first on top. One query."""
    rows = session.execute(
        select(Snooze.id, Snooze.subject, Snooze.why, Snooze.on, Snooze.until, User.name)
        .join(User, Snooze.by == User.id)
        .where(Snooze.initiative_id == initiative_id, Snooze.until > day, Snooze.ended_at.is_(None))
        .order_by(Snooze.until, Snooze.id)
    )
    return [SnoozeRow(*row) for row in rows]


@dataclass(frozen=True, slots=True)
class AgreementRow:
    """An agreement, action or concession as lists tell it."""

    id: int
    kind: AgreementKind
    what: str
    why: str | None
    owner_id: int
    owner: str
    due_on: date
    done_on: date | None
    meeting_id: int | None
    meeting_on: date | None
    point_id: int | None
    principle: str | None
    version: int

    def is_late(self, today: date) -> bool:
        """Whether its day is past, and it is not done."""
        return self.done_on is None and self.due_on < today


def agreements_of(initiative_id: int) -> Select[*tuple[Any, ...]]:
    """Query for the AgreementRows of an initiative: what is open by its day, then what is done, the latest first."""
    return (
        _agreements()
        .where(Agreement.initiative_id == initiative_id)
        .order_by(Agreement.done_on.is_not(None), Agreement.done_on.desc(), Agreement.due_on, Agreement.id)
    )


def _agreements() -> Select[*tuple[Any, ...]]:
    owner = aliased(User)
    return (
        select(
            Agreement.id,
            Agreement.kind,
            Agreement.what,
            Agreement.why,
            Agreement.owner_id,
            owner.name,
            Agreement.due_on,
            Agreement.done_on,
            Agreement.meeting_id,
            Meeting.on,
            Agreement.point_id,
            Principle.title,
            Agreement.version,
        )
        .join(owner, Agreement.owner_id == owner.id)
        .outerjoin(Meeting, Agreement.meeting_id == Meeting.id)
        .outerjoin(Principle, Agreement.principle_id == Principle.id)
    )


def own_agreements(session: Session, user_id: int) -> list[tuple[int, AgreementRow]]:
    """What somebody is to see to, of every initiative, by its day: the initiative's id and the row. One query."""
    query = _agreements().where(Agreement.owner_id == user_id, Agreement.done_on.is_(None))
    rows = session.execute(query.add_columns(Agreement.initiative_id).order_by(Agreement.due_on, Agreement.id))
    return [(row[-1], AgreementRow(*row[:-1])) for row in rows]


def open_agreements(session: Session, initiative_id: int) -> list[AgreementRow]:
    """What is agreed and not done yet, by its day. One query."""
    query = agreements_of(initiative_id).where(Agreement.done_on.is_(None))
    return [AgreementRow(*row) for row in session.execute(query)]


@dataclass(frozen=True, slots=True)
class MeetingRow:
    """A meeting as lists tell it."""

    id: int
    on: date
    time: str
    place: str | None
    closed_at: datetime | None
    called_off_at: datetime | None
    points: int
    agreed: int


def meetings_of(initiative_id: int, today: date, *, past: bool) -> Select[*tuple[Any, ...]]:
    """Query for the MeetingRows of an initiative: those to come, the first on top; or past, the latest on top.

    A meeting of an earlier day of which the minutes are not closed still has to be seen to, and is to come.
    """
    is_over = or_(Meeting.closed_at.is_not(None), and_(Meeting.called_off_at.is_not(None), Meeting.on < today))
    points = select(func.count()).where(MeetingPoint.meeting_id == Meeting.id).scalar_subquery()
    agreed = select(func.count()).where(Agreement.meeting_id == Meeting.id).scalar_subquery()
    order = (Meeting.on.desc(), Meeting.id.desc()) if past else (Meeting.on, Meeting.time, Meeting.id)
    return (
        select(
            Meeting.id,
            Meeting.on,
            Meeting.time,
            Meeting.place,
            Meeting.closed_at,
            Meeting.called_off_at,
            points,
            agreed,
        )
        .where(Meeting.initiative_id == initiative_id, is_over if past else ~is_over)
        .order_by(*order)
    )


def meeting_by_id(session: Session, initiative_id: int, meeting_id: int) -> Meeting | None:
    """One meeting of an initiative."""
    return session.scalar(select(Meeting).where(Meeting.id == meeting_id, Meeting.initiative_id == initiative_id))


def agreed_in(session: Session, initiative_id: int, meeting_id: int) -> list[AgreementRow]:
    """What was agreed in a meeting, in the order in which it was recorded. One query."""
    query = agreements_of(initiative_id).where(Agreement.meeting_id == meeting_id).order_by(None)
    return [AgreementRow(*row) for row in session.execute(query.order_by(Agreement.id))]


def present_at(session: Session, meeting_id: int) -> list[tuple[int, str]]:
    """Id and name of who was at a meeting, by name. One query."""
    rows = session.execute(
        select(User.id, User.name)
        .join(Attendance, Attendance.user_id == User.id)
        .where(Attendance.meeting_id == meeting_id)
        .order_by(func.lower(User.name), User.id)
    )
    return [(row[0], row[1]) for row in rows]


@dataclass(frozen=True, slots=True)
class AdditionRow:
    """What was added to closed minutes, by whom and when."""

    text: str
    by: str
    at: datetime


def additions_to(session: Session, meeting_id: int) -> list[AdditionRow]:
    """What was added to the minutes of a meeting, in order. One query."""
    rows = session.execute(
        select(Addition.text, User.name, Addition.at)
        .join(User, Addition.by == User.id)
        .where(Addition.meeting_id == meeting_id)
        .order_by(Addition.at, Addition.id)
    )
    return [AdditionRow(*row) for row in rows]
