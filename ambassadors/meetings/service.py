"""Writes confirmations: confirm, which renews what holds already, and withdraw."""

from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from ambassadors.db import lock_for_write
from ambassadors.initiatives.models import Initiative
from ambassadors.meetings.models import Confirmation
from ambassadors.meetings.rules import problem_with_confirming, problem_with_withdrawing, year_later
from ambassadors.organisation.queries import department_exists
from ambassadors.refusals import CHANGED_MEANWHILE, Refused
from ambassadors.security.actor import Actor
from ambassadors.security.service import record

SUBJECT = "confirmation"
"""What the audit trail calls it."""


def confirm(
    session: Session,
    actor: Actor,
    initiative: Initiative,
    department_id: int,
    evidence: str,
    on: date,
    today: date,
    now: datetime,
) -> Confirmation:
    """Keep that the kerngroep confirmed a department, for 12 months from `on`.

    While an earlier one still holds, this renews it: the earlier one ends on the day on which this one begins, so
    that the department stays confirmed without a break and on each day by one piece of evidence. If this one is
    withdrawn on a later day, the earlier one does not come back: who says that it is no longer so has seen both.

    Raises Refused `department_not_then`, and the codes of `problem_with_confirming`.
    """
    # Two at once would each see nothing to renew.
    lock_for_write(session, SUBJECT)
    earlier = _of_department(session, initiative.id, department_id)
    problem = problem_with_confirming([each.plain for each in earlier], on, initiative.starts_on, today)
    if problem is None and not department_exists(session, department_id, on):
        problem = "department_not_then"
    if problem:
        raise Refused(problem, "on")
    renewed = [each for each in earlier if each.plain.holds_on(on)]
    for each in renewed:
        each.valid_until = on
    session.flush()  # room in time, before it is taken
    made = Confirmation(
        initiative_id=initiative.id,
        department_id=department_id,
        evidence=evidence,
        on=on,
        valid_until=year_later(on),
        recorded_by=actor.user_id,
        recorded_at=now,
    )
    session.add(made)
    session.flush()
    action = "renewed" if renewed else "confirmed"
    record(session, actor.user_id, action, SUBJECT, made.id, now, department=department_id, on=on.isoformat())
    session.flush()
    return made


def withdraw(
    session: Session,
    actor: Actor,
    confirmation: Confirmation,
    version: int,
    why: str,
    on: date,
    today: date,
    now: datetime,
) -> None:
    """Let a confirmation hold no longer from `on`.

    From the day on which it began it never held, as a mistake: then what it renewed holds again, for its own year.
    Raises Refused `changed_meanwhile`, and the codes of `problem_with_withdrawing`.
    """
    lock_for_write(session, SUBJECT)
    if confirmation.version != version:
        raise Refused(CHANGED_MEANWHILE)
    problem = problem_with_withdrawing(confirmation.plain, on, today)
    if problem:
        raise Refused(problem, "on" if problem in {"in_future", "before_confirmed", "expired_already"} else None)
    confirmation.withdrawn_on, confirmation.withdrawn_why = on, why
    confirmation.withdrawn_by, confirmation.withdrawn_at = actor.user_id, now
    session.flush()  # room in time, before it is taken
    if on == confirmation.on:
        for each in _of_department(session, confirmation.initiative_id, confirmation.department_id):
            if each.valid_until == on and each.plain.is_renewed:
                each.valid_until = year_later(each.on)
    record(session, actor.user_id, "withdrawn", SUBJECT, confirmation.id, now, on=on.isoformat())
    session.flush()


def _of_department(session: Session, initiative_id: int, department_id: int) -> list[Confirmation]:
    return list(
        session.scalars(
            select(Confirmation)
            .where(Confirmation.initiative_id == initiative_id, Confirmation.department_id == department_id)
            .order_by(Confirmation.on, Confirmation.id)
        )
    )
