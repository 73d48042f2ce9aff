"""Naming a colleague, speaking for oneself, and erasing who got no answer."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session, selectinload

from ambassadors.initiatives.models import Initiative
from ambassadors.network import service
from ambassadors.network.models import Ambassadorship, AmbassadorshipStep
from ambassadors.network.queries import ambassadorships
from ambassadors.network.rules import (
    IN_OFFICE,
    MOST_NAMED,
    WAITING,
    Source,
    Status,
    Step,
    is_unanswered,
    may_undo,
    pause_to_answer,
    status_of,
    step_on,
)
from ambassadors.network.service import Origin, Recorder
from ambassadors.organisation.queries import PersonRow
from ambassadors.refusals import Refused


@dataclass(frozen=True, slots=True)
class Erased:
    """Who was erased because nobody answered, told once so that it can be told to them."""

    initiative_code: str
    initiative_name: str
    email: str | None
    status: Status


def name_colleague(
    session: Session, initiative: Initiative, who: PersonRow, named_by: int | None, recorder: Recorder
) -> Ambassadorship | None:
    """Name a colleague, who is to be told at once. Nothing where they wait already: that is theirs to tell.

    Raises Refused `named_self`, `works_nowhere`, `is_ambassador`, `named_enough`, `not_possible_now`.
    """
    if who.id == named_by:
        raise Refused("named_self", "who")
    if who.department_id is None:
        raise Refused("works_nowhere", "who")
    if initiative.is_over(recorder.today):
        raise Refused("not_possible_now")
    now = {row.status_on(recorder.today) for row in ambassadorships(session, initiative.id, who.id)}
    if now & IN_OFFICE:
        raise Refused("is_ambassador", "who")
    if now & WAITING:
        return None
    if _open_namings(session, initiative.id, recorder) >= MOST_NAMED:
        raise Refused("named_enough", "who")
    first, origin = Step(Status.NAMED, recorder.today), Origin(Source.COLLEAGUE, named_by)
    return service.begin(session, initiative.id, who.department_id, who.id, first, recorder, origin)


def _open_namings(session: Session, initiative_id: int, recorder: Recorder) -> int:
    """How many colleagues this user named who have not answered yet."""
    last = (
        select(func.max(AmbassadorshipStep.id))
        .join(Ambassadorship)
        .where(Ambassadorship.initiative_id == initiative_id)
        .group_by(AmbassadorshipStep.ambassadorship_id)
    )
    named = select(func.count()).where(
        AmbassadorshipStep.id.in_(last),
        AmbassadorshipStep.status == Status.NAMED,
        AmbassadorshipStep.recorded_by == recorder.user_id,
    )
    return session.scalar(named) or 0


def choose(session: Session, mine: Ambassadorship, version: int, recorder: Recorder, then: Status) -> None:
    """Say what comes after a pause, or after being there for questions: back, only questions, or stop.

    Raises Refused `not_possible_now` where it was not asked, and what steps raise.
    """
    current = step_on(_steps(mine), recorder.today)
    for_questions = status_of(current, recorder.today) is Status.QUESTIONS
    if not for_questions and pause_to_answer(current, recorder.today) is None:
        raise Refused("not_possible_now")
    if then is Status.ENDED:
        service.end(session, mine, version, recorder, recorder.today)
    elif then is Status.QUESTIONS:
        service.only_questions(session, mine, version, recorder, recorder.today)
    else:
        service.activate(session, mine, version, recorder, recorder.today)


def may_take_back(mine: Ambassadorship, user_id: int | None, now: datetime) -> bool:
    """Whether the last step is a choice of one's own, of less than a day ago."""
    last = mine.steps[-1]
    own = last.recorded_by == user_id and user_id is not None and len(mine.steps) > 1
    return own and last.status not in WAITING and may_undo(last.recorded_at, now)


def take_back(session: Session, mine: Ambassadorship, version: int, recorder: Recorder) -> None:
    """Undo the choice that one made oneself; raises Refused `undo_too_late`."""
    if not may_take_back(mine, recorder.user_id, recorder.now):
        raise Refused("undo_too_late")
    service.undo(session, mine, version, recorder)


def erase_unanswered(session: Session, today: date, now: datetime) -> list[Erased]:
    """Erase who waits for an answer for four weeks; they may join again. The trail tells that, and not of whom."""
    last = select(func.max(AmbassadorshipStep.id)).group_by(AmbassadorshipStep.ambassadorship_id)
    waiting = session.scalars(
        select(Ambassadorship)
        .join(AmbassadorshipStep)
        .where(AmbassadorshipStep.id.in_(last), AmbassadorshipStep.status.in_(WAITING))
        .options(selectinload(Ambassadorship.steps), selectinload(Ambassadorship.person))
        .options(selectinload(Ambassadorship.initiative))
        .order_by(Ambassadorship.id)
    ).all()
    erased = []
    for each in waiting:
        step = each.steps[-1]
        if is_unanswered(step.status, step.on, step.recorded_at, today, now):
            of = each.initiative
            erased.append(Erased(of.code, of.name, each.person.email, step.status))
            service.erase(session, each, Recorder(None, today, now))
    return erased


def _steps(known: Ambassadorship) -> list[Step]:
    return [Step(each.status, each.on, each.until, each.stand_in_id) for each in known.steps]
