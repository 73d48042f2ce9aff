"""Writes objections: said, heard, answered, joined; and what worked."""

from datetime import date

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from ambassadors.network.service import Recorder
from ambassadors.objections.models import Answer, Hearing, Objection, Worked
from ambassadors.objections.queries import texts_of, times_heard
from ambassadors.objections.rules import problem_of_hearing, same_as
from ambassadors.organisation.queries import department_exists
from ambassadors.refusals import CHANGED_MEANWHILE, Refused
from ambassadors.security.service import record

SUBJECT, ANSWER = "objection", "objection_answer"
"""What the audit trail calls them. It never holds their texts: it is for good, and a text may name people."""


def say(session: Session, initiative_id: int, text: str, by: Recorder) -> Objection:
    """The objection that says `text`: the one that is there already, or else a new one. At most three statements."""
    known = same_as(text, texts_of(session, initiative_id, joined=True).items())
    if known is not None:
        return session.get_one(Objection, known)
    made = Objection(initiative_id=initiative_id, text=text, written_by=by.user_id, written_at=by.now)
    session.add(made)
    session.flush()
    record(session, by.user_id, "written", SUBJECT, made.id, by.now)
    session.flush()
    return made


def hear(session: Session, objection: Objection, department_id: int | None, on: date, by: Recorder) -> Hearing:
    """Note that it was heard on a day, if known where.

    Raises Refused `heard_in_future`, `heard_before_start`, `department_not_then`.
    """
    problem = problem_of_hearing(on, objection.initiative.starts_on, by.today)
    if problem:
        raise Refused(problem, "on")
    if department_id is not None and not department_exists(session, department_id, on):
        raise Refused("department_not_then", "department")
    made = Hearing(on=on, department_id=department_id, logged_by=by.user_id, logged_at=by.now)
    return _note(session, objection, made, by)


def hear_at(
    session: Session, objection: Objection, activity_id: int, department_id: int | None, by: Recorder
) -> Hearing:
    """Note that it was heard at an activity; its day is that of the activity."""
    made = Hearing(activity_id=activity_id, department_id=department_id, logged_by=by.user_id, logged_at=by.now)
    return _note(session, objection, made, by)


def withdraw_hearing(session: Session, hearing: Hearing, by: Recorder) -> None:
    """Let a hearing count no longer; done already is done."""
    if hearing.withdrawn_at is None:
        hearing.withdrawn_at = by.now
        record(session, by.user_id, "not_heard", SUBJECT, hearing.objection_id, by.now, hearing=hearing.id)
        session.flush()


def put_hearing_back(session: Session, hearing: Hearing, by: Recorder) -> None:
    """Let a withdrawn hearing count again."""
    if hearing.withdrawn_at is not None:
        hearing.withdrawn_at = None
        record(session, by.user_id, "heard_again", SUBJECT, hearing.objection_id, by.now, hearing=hearing.id)
        session.flush()


def answer(session: Session, objection: Objection, text: str, by: Recorder) -> Answer:
    """Add what one can say in return."""
    made = Answer(objection_id=objection.id, text=text, written_by=by.user_id, written_at=by.now)
    session.add(made)
    session.flush()
    record(session, by.user_id, "written", ANSWER, made.id, by.now, objection=objection.id)
    session.flush()
    return made


def reword(session: Session, written: Objection | Answer, version: int, text: str, by: Recorder) -> None:
    """Say it in other words. Raises Refused `changed_meanwhile`."""
    _check_version(written, version)
    if written.text != text:
        written.text = text
        record(session, by.user_id, "reworded", _subject(written), written.id, by.now)
    session.flush()


def retire(session: Session, written: Objection | Answer, by: Recorder) -> None:
    """Show it no longer; what was heard and said stays."""
    if written.retired_at is None:
        written.retired_at = by.now
        record(session, by.user_id, "retired", _subject(written), written.id, by.now)
        session.flush()


def restore(session: Session, written: Objection | Answer, by: Recorder) -> None:
    """Show it again."""
    if written.retired_at is not None:
        written.retired_at = None
        record(session, by.user_id, "restored", _subject(written), written.id, by.now)
        session.flush()


def join(session: Session, other: Objection, into: Objection, by: Recorder) -> Objection:
    """Let two be heard and answered as one, with all that was joined to either; gives the one whose words stay.

    Those that were heard most stay, since people know them by now; of equals `into`. Raises Refused
    `joined_to_itself`, `joined_already`.
    """
    if times_heard(session, other.id) > times_heard(session, into.id):
        other, into = into, other
    if other.id == into.id:
        raise Refused("joined_to_itself")
    if into.joined_to_id is not None or other.joined_to_id is not None or other.initiative_id != into.initiative_id:
        raise Refused("joined_already")
    session.execute(update(Objection).where(Objection.joined_to_id == other.id).values(joined_to_id=into.id))
    other.joined_to_id = into.id
    record(session, by.user_id, "joined", SUBJECT, other.id, by.now, to=into.id)
    session.flush()
    return into


def part(session: Session, joined: Objection, by: Recorder) -> None:
    """Let a joined objection stand by itself again; what was heard and answered of it goes along."""
    if joined.joined_to_id is not None:
        record(session, by.user_id, "parted", SUBJECT, joined.id, by.now, of=joined.joined_to_id)
        joined.joined_to_id = None
        session.flush()


def tell_worked(session: Session, answer_id: int, by: Recorder) -> None:
    """Say that an answer worked for oneself; once is enough."""
    if session.get(Worked, (answer_id, by.user_id)) is None:
        session.add(Worked(answer_id=answer_id, user_id=by.user_id, at=by.now))
        session.flush()


def take_back_worked(session: Session, answer_id: int, by: Recorder) -> None:
    """Take back that an answer worked for oneself."""
    said = session.scalar(select(Worked).where(Worked.answer_id == answer_id, Worked.user_id == by.user_id))
    if said is not None:
        session.delete(said)
        session.flush()


def _note(session: Session, objection: Objection, made: Hearing, by: Recorder) -> Hearing:
    made.objection_id = objection.id
    session.add(made)
    session.flush()
    record(session, by.user_id, "heard", SUBJECT, objection.id, by.now, hearing=made.id)
    session.flush()
    return made


def _subject(written: Objection | Answer) -> str:
    return SUBJECT if isinstance(written, Objection) else ANSWER


def _check_version(written: Objection | Answer, version: int) -> None:
    if written.version != version:
        raise Refused(CHANGED_MEANWHILE)
