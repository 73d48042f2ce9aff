"""“Nothing to report”: an ambassador says so of a day, takes it back, and puts it back."""

from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from ambassadors.activities.models import NothingToReport
from ambassadors.activities.queries import had_contact
from ambassadors.activities.rules import problem_of_day
from ambassadors.initiatives.models import Initiative
from ambassadors.network.models import Ambassadorship
from ambassadors.network.queries import AmbassadorshipRow, ambassadorships
from ambassadors.refusals import Refused
from ambassadors.security.actor import Actor
from ambassadors.security.policy import Permission
from ambassadors.security.service import record

SUBJECT = "nothing_to_report"
"""What the audit trail calls it."""
LATELY = timedelta(days=6)
"""Up to so long after a contact there is something to report: that contact, which says it already."""


def report_nothing(
    session: Session, actor: Actor, ambassadorship_id: int, on: date, today: date, now: datetime
) -> NothingToReport:
    """Keep that from the department of an ambassadorship there is nothing to report; said twice is said once.

    Only who serves it says so: the ambassador, or who stands in. Raises Refused `not_yours`, `not_serving`,
    `contact_lately`, and the codes of `rules.problem_of_day`.
    """
    row = next(iter(ambassadorships(session, ids=[ambassadorship_id])), None)
    if row is None or actor.person_id is None or not row.is_task_of(actor.person_id, on):
        raise Refused("not_yours")
    _check(session, row, on, today)
    said = session.scalar(
        select(NothingToReport).where(
            NothingToReport.ambassadorship_id == ambassadorship_id, NothingToReport.on == on
        )
    )
    if said is not None:
        put_back(session, actor, said, today, now)
        return said
    said = NothingToReport(
        initiative_id=row.initiative_id,
        ambassadorship_id=row.id,
        department_id=row.department_id,
        on=on,
        logged_by=actor.user_id,
        logged_at=now,
    )
    session.add(said)
    session.flush()
    record(session, actor.user_id, "logged", SUBJECT, said.id, now, on=on.isoformat(), department=row.department_id)
    session.flush()
    return said


def undo(session: Session, actor: Actor, said: NothingToReport, now: datetime) -> None:
    """Let it count no longer; done already is done."""
    if said.undone_at is None:
        said.undone_at = now
        record(session, actor.user_id, "undone", SUBJECT, said.id, now)
        session.flush()


def put_back(session: Session, actor: Actor, said: NothingToReport, today: date, now: datetime) -> None:
    """Let it count again; raises Refused where by now it cannot be so."""
    if said.undone_at is None:
        return
    for row in ambassadorships(session, ids=[said.ambassadorship_id]):
        _check(session, row, said.on, today)
    said.undone_at = None
    record(session, actor.user_id, "put_back", SUBJECT, said.id, now)
    session.flush()


def said_for(session: Session, actor: Actor, entry_id: int) -> NothingToReport | None:
    """The entry, if it is the actor's business: said it, serves there, or runs the change."""
    said = session.scalar(
        select(NothingToReport)
        .where(NothingToReport.id == entry_id)
        .options(
            joinedload(NothingToReport.initiative),
            joinedload(NothingToReport.ambassadorship).load_only(Ambassadorship.person_id),
        )
    )
    if said is None:
        return None
    own = said.logged_by == actor.user_id or said.ambassadorship.person_id == actor.person_id
    return said if own or actor.may(Permission.LOG_FOR_OTHERS, said.initiative.code) else None


def _check(session: Session, row: AmbassadorshipRow, on: date, today: date) -> None:
    initiative = session.get_one(Initiative, row.initiative_id)
    problem = problem_of_day(on, initiative.starts_on, initiative.ends_on, today)
    if problem:
        raise Refused(problem)
    if not row.serves_on(on):
        raise Refused("not_serving")
    if had_contact(session, row.initiative_id, row.department_id, on - LATELY, on):
        raise Refused("contact_lately")
