"""Writes agreements, actions and concessions: made, changed, done, and open again."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from ambassadors.meetings.models import Agreement
from ambassadors.meetings.rules import AgreementKind, problem_with_agreeing
from ambassadors.refusals import CHANGED_MEANWHILE, Refused
from ambassadors.security.actor import Actor
from ambassadors.security.service import record

SUBJECT = "agreement"
"""What the audit trail calls it."""


@dataclass(frozen=True, slots=True)
class Agreed:
    """What is agreed, as a form tells it."""

    kind: AgreementKind
    what: str
    owner_id: int
    due_on: date
    why: str | None = None
    principle_id: int | None = None


@dataclass(frozen=True, slots=True)
class Occasion:
    """Where it was agreed: at a point of a meeting, or at none."""

    initiative_id: int
    meeting_id: int | None = None
    point_id: int | None = None


def agree(
    session: Session, actor: Actor, occasion: Occasion, agreed: Agreed, today: date, now: datetime
) -> Agreement:
    """Keep what was agreed. Raises Refused by `problem_with_agreeing`."""
    _check(agreed, today)
    made = Agreement(
        initiative_id=occasion.initiative_id,
        meeting_id=occasion.meeting_id,
        point_id=occasion.point_id,
        kind=agreed.kind,
        what=agreed.what,
        why=agreed.why,
        principle_id=agreed.principle_id,
        owner_id=agreed.owner_id,
        due_on=agreed.due_on,
        recorded_by=actor.user_id,
        recorded_at=now,
    )
    session.add(made)
    session.flush()
    record(session, actor.user_id, "agreed", SUBJECT, made.id, now, kind=agreed.kind.value)
    session.flush()
    return made


def change(
    session: Session, actor: Actor, agreement: Agreement, version: int, agreed: Agreed, today: date, now: datetime
) -> None:
    """Say it otherwise: another owner, day or words. Raises Refused `changed_meanwhile`, and those of agreeing."""
    if agreement.version != version:
        raise Refused(CHANGED_MEANWHILE)
    _check(agreed, today if agreed.due_on != agreement.due_on else agreement.due_on)
    agreement.kind, agreement.what, agreement.why = agreed.kind, agreed.what, agreed.why
    agreement.principle_id, agreement.owner_id, agreement.due_on = agreed.principle_id, agreed.owner_id, agreed.due_on
    record(session, actor.user_id, "changed", SUBJECT, agreement.id, now, due_on=agreed.due_on.isoformat())
    session.flush()


def tick_off(session: Session, actor: Actor, agreement: Agreement, today: date, now: datetime) -> None:
    """It is done, or no longer holds; doing so twice does nothing more."""
    if agreement.done_on is None:
        agreement.done_on, agreement.done_by = today, actor.user_id
        record(session, actor.user_id, "done", SUBJECT, agreement.id, now)
        session.flush()


def reopen(session: Session, actor: Actor, agreement: Agreement, now: datetime) -> None:
    """It is not done after all."""
    if agreement.done_on is not None:
        agreement.done_on, agreement.done_by = None, None
        record(session, actor.user_id, "reopened", SUBJECT, agreement.id, now)
        session.flush()


def take_back(session: Session, actor: Actor, agreement: Agreement, now: datetime) -> None:
    """It was recorded by mistake, in a meeting that goes on: it is removed."""
    record(session, actor.user_id, "took_back", SUBJECT, agreement.id, now)
    session.delete(agreement)
    session.flush()


def agreement_by_id(session: Session, initiative_id: int, agreement_id: int) -> Agreement | None:
    """One agreement of an initiative."""
    return session.scalar(
        select(Agreement).where(Agreement.id == agreement_id, Agreement.initiative_id == initiative_id)
    )


def _check(agreed: Agreed, today: date) -> None:
    problem = problem_with_agreeing(agreed.kind, agreed.why, agreed.due_on, today)
    if problem:
        raise Refused(problem, "why" if problem == "no_reason" else "due_on")
