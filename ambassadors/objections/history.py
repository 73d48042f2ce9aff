"""What happened to an objection, with what is joined to it and its answers, from the audit trail."""

from collections.abc import Collection
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from ambassadors.accounts.models import User
from ambassadors.objections.models import Answer
from ambassadors.objections.service import ANSWER, SUBJECT
from ambassadors.security.models import AuditEntry

MOST_TOLD = 50


class Event(NamedTuple):
    """Something that happened, to an answer or else to the objection; `by` is None for a command."""

    at: datetime
    by: str | None
    action: str
    subject: str


def history_of(session: Session, objection_ids: Collection[int]) -> list[Event]:
    """The last things that happened, newest first. One query."""
    answers = select(Answer.id).where(Answer.objection_id.in_(objection_ids))
    rows = session.execute(
        select(AuditEntry.at, User.name, AuditEntry.action, AuditEntry.subject)
        .outerjoin(User, AuditEntry.user_id == User.id)
        .where(
            or_(
                and_(AuditEntry.subject == SUBJECT, AuditEntry.subject_id.in_(objection_ids)),
                and_(AuditEntry.subject == ANSWER, AuditEntry.subject_id.in_(answers)),
            )
        )
        .order_by(AuditEntry.id.desc())
        .limit(MOST_TOLD)
    )
    return [Event(*row) for row in rows]
