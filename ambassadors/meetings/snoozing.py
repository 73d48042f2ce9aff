"""Writes what the kerngroep puts off, until which day and why, and takes that back."""

from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from ambassadors.meetings.models import Snooze
from ambassadors.meetings.rules import problem_with_snooze
from ambassadors.refusals import Refused
from ambassadors.security.actor import Actor
from ambassadors.security.service import record

SUBJECT = "snooze"
"""What the audit trail calls it."""


def put_off(
    session: Session,
    actor: Actor,
    initiative_id: int,
    subject: str,
    until: date,
    why: str,
    today: date,
    now: datetime,
) -> Snooze:
    """Put a matter off until a day; an earlier snooze of it ends. Raises Refused by `problem_with_snooze`."""
    problem = problem_with_snooze(until, today)
    if problem:
        raise Refused(problem, "until")
    for each in session.scalars(
        select(Snooze).where(
            Snooze.initiative_id == initiative_id, Snooze.subject == subject, Snooze.ended_at.is_(None)
        )
    ):
        each.ended_by, each.ended_at = actor.user_id, now
    made = Snooze(
        initiative_id=initiative_id, subject=subject, why=why, on=today, until=until, by=actor.user_id, at=now
    )
    session.add(made)
    session.flush()
    record(session, actor.user_id, "put_off", SUBJECT, made.id, now, matter=subject, until=until.isoformat())
    session.flush()
    return made


def take_back(session: Session, actor: Actor, snooze: Snooze, now: datetime) -> None:
    """Let a matter be told of again; doing so twice does nothing more."""
    if snooze.ended_at is not None:
        return
    snooze.ended_by, snooze.ended_at = actor.user_id, now
    record(session, actor.user_id, "took_back", SUBJECT, snooze.id, now, matter=snooze.subject)
    session.flush()


def snooze_by_id(session: Session, initiative_id: int, snooze_id: int) -> Snooze | None:
    """One snooze of an initiative."""
    return session.scalar(select(Snooze).where(Snooze.id == snooze_id, Snooze.initiative_id == initiative_id))
