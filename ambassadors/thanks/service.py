"""Writes thanks. The trail of who did what keeps nothing of them: administrators read it, and they are for two."""

from datetime import date, datetime

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from ambassadors.refusals import Refused
from ambassadors.security.actor import Actor
from ambassadors.thanks.models import Thanks
from ambassadors.thanks.rules import problem_with


def give(
    session: Session,
    actor: Actor,
    initiative_id: int,
    person_id: int,
    words: str,
    today: date,
    now: datetime,
    activity_id: int | None = None,
) -> Thanks:
    """Thank an ambassador of a change; raises Refused `yourself`, `once_a_day`."""
    before = exists().where(Thanks.sender_id == actor.user_id, Thanks.person_id == person_id, Thanks.on == today)
    problem = problem_with(actor.person_id, person_id, thanked_today=bool(session.scalar(select(before))))
    if problem:
        raise Refused(problem)
    made = Thanks(
        initiative_id=initiative_id,
        person_id=person_id,
        sender_id=actor.user_id,
        activity_id=activity_id,
        words=words.strip() or None,
        on=today,
        sent_at=now,
    )
    session.add(made)
    session.flush()
    return made


def take_back(session: Session, actor: Actor, thanks_id: int) -> bool:
    """Let thanks that the actor sent never have been; whether there were such."""
    thanks = session.get(Thanks, thanks_id)
    if thanks is None or thanks.sender_id != actor.user_id or thanks.removed_at is not None:
        return False
    session.delete(thanks)
    session.flush()
    return True


def remove(session: Session, actor: Actor, thanks_id: int, now: datetime) -> bool:
    """Let the actor see thanks that they got no longer, their words gone for good; whether there were such."""
    thanks = session.get(Thanks, thanks_id)
    if thanks is None or actor.person_id is None or thanks.person_id != actor.person_id or thanks.removed_at:
        return False
    thanks.words, thanks.removed_at = None, now
    session.flush()
    return True
