"""What the change manager asks the board in a report: one text per day of report."""

from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from ambassadors.meetings.models import BoardQuestion
from ambassadors.refusals import CHANGED_MEANWHILE, Refused
from ambassadors.security.actor import Actor
from ambassadors.security.service import record


def question_on(session: Session, initiative_id: int, as_of: date) -> BoardQuestion | None:
    """What was asked in the report as of a day. One query."""
    return session.scalar(
        select(BoardQuestion).where(BoardQuestion.initiative_id == initiative_id, BoardQuestion.as_of == as_of)
    )


def ask(
    session: Session, actor: Actor, initiative_id: int, as_of: date, text: str, version: int, now: datetime
) -> None:
    """Keep what is asked; empty asks nothing. `version` is 0 where nothing was asked. Raises `changed_meanwhile`."""
    known = question_on(session, initiative_id, as_of)
    if (known.version if known else 0) != version:
        raise Refused(CHANGED_MEANWHILE)
    if known is None:
        known = BoardQuestion(
            initiative_id=initiative_id, as_of=as_of, text="", written_by=actor.user_id, written_at=now
        )
        session.add(known)
    known.text, known.written_by, known.written_at = text, actor.user_id, now
    session.flush()
    record(session, actor.user_id, "asked", "board_question", known.id, now, as_of=as_of.isoformat())
    session.flush()
