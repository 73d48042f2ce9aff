"""Writes and lists quiet weeks: days in which silence does not count."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from ambassadors.db import lock_for_write
from ambassadors.organisation.models import QuietPeriod
from ambassadors.organisation.queries import department_exists
from ambassadors.organisation.rules import problem_with_quiet
from ambassadors.refusals import Refused
from ambassadors.security.service import record

SUBJECT = "quiet_period"
"""What the audit trail calls it."""

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Draft:
    """Quiet weeks from `first` up to and including `last`, of a department with all below it, or of everybody."""

    name: str
    department_id: int | None
    first: date
    last: date


def periods_listed() -> Select[*tuple[Any, ...]]:
    """Query for id, name, first day, day after the last, and id of the department; what is to come first."""
    return select(
        QuietPeriod.id, QuietPeriod.name, QuietPeriod.valid_from, QuietPeriod.valid_until, QuietPeriod.department_id
    ).order_by(QuietPeriod.valid_from.desc(), QuietPeriod.id.desc())


def add(session: Session, draft: Draft, user_id: int, today: date, now: datetime) -> QuietPeriod:
    """Let silence not count in these days. Raises Refused `no_such_department`, `quiet_twice` and the codes of
    `problem_with_quiet`.
    """
    lock_for_write(session, SUBJECT)
    problem = problem_with_quiet(draft.first, draft.last)
    if problem:
        raise Refused(problem, "first" if problem == "quiet_far_away" else "last")
    if draft.department_id is not None and not department_exists(session, draft.department_id, today):
        raise Refused("no_such_department", "department")
    made = QuietPeriod(
        department_id=draft.department_id, name=draft.name, valid_from=draft.first, valid_until=draft.last + DAY
    )
    if _is_there(session, made):
        raise Refused("quiet_twice", "first")
    session.add(made)
    session.flush()
    record(session, user_id, "added", SUBJECT, made.id, now, **_said(made))
    session.flush()
    return made


def remove(session: Session, period: QuietPeriod, user_id: int, now: datetime) -> None:
    """Let silence count again in these days; the trail keeps which they were."""
    record(session, user_id, "removed", SUBJECT, period.id, now, **_said(period))
    session.delete(period)
    session.flush()


def _is_there(session: Session, period: QuietPeriod) -> bool:
    same = select(QuietPeriod.id).where(
        QuietPeriod.department_id.is_not_distinct_from(period.department_id),
        QuietPeriod.valid_from == period.valid_from,
        QuietPeriod.valid_until == period.valid_until,
    )
    return session.scalar(same) is not None


def _said(period: QuietPeriod) -> dict[str, Any]:
    return {
        "department": period.department_id,
        "valid_from": period.valid_from.isoformat(),
        "valid_until": period.valid_until.isoformat(),
    }
