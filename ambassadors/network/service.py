"""Writes ambassadorships, step by step."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from ambassadors.db import FOREVER
from ambassadors.network.models import Ambassadorship, AmbassadorshipStep
from ambassadors.network.queries import overlapping
from ambassadors.network.rules import (
    WAITING,
    YES,
    Source,
    Status,
    Step,
    end_of,
    may_become,
    may_undo,
    problem_with,
    status_of,
    step_on,
)
from ambassadors.organisation.queries import department_exists
from ambassadors.refusals import CHANGED_MEANWHILE, Refused
from ambassadors.security.service import record


@dataclass(frozen=True, slots=True)
class Recorder:
    """Who sets a step, and when; `user_id` is None for a command."""

    user_id: int | None
    today: date
    now: datetime


@dataclass(frozen=True, slots=True)
class Origin:
    """How somebody came to be ambassador, and which person won them over."""

    source: Source | None = None
    recruited_by_id: int | None = None


def begin(
    session: Session,
    initiative_id: int,
    department_id: int,
    person_id: int,
    first: Step,
    recorder: Recorder,
    origin: Origin | None = None,
) -> Ambassadorship:
    """Make somebody candidate, asked or active for a department; who is candidate or asked there goes on from that.

    Raises Refused `overlap`, `department_not_then`, `recruited_by_self`, and what `problem_with` says.
    """
    origin = origin or Origin()
    if origin.recruited_by_id == person_id:
        raise Refused("recruited_by_self", "recruited_by")
    if not department_exists(session, department_id, first.on):
        raise Refused("department_not_then", "on")
    known = overlapping(session, initiative_id, department_id, person_id, first.on)
    if known is None:
        known = Ambassadorship(
            initiative_id=initiative_id,
            department_id=department_id,
            person_id=person_id,
            valid_from=first.on,
            valid_until=FOREVER,
        )
        session.add(known)
    elif not _goes_on(_status(known, recorder.today), first.status):
        raise Refused("overlap", "who")
    known.source = origin.source or known.source
    known.recruited_by_id = origin.recruited_by_id or known.recruited_by_id
    _step(session, known, first, recorder)
    return known


def ask(session: Session, ambassadorship: Ambassadorship, version: int, recorder: Recorder, on: date) -> None:
    """Ask a candidate; raises Refused."""
    _check(ambassadorship, version)
    _step(session, ambassadorship, Step(Status.ASKED, on), recorder)


def activate(session: Session, ambassadorship: Ambassadorship, version: int, recorder: Recorder, on: date) -> None:
    """Make a candidate ambassador, or let a pause end; raises Refused."""
    _check(ambassadorship, version)
    _step(session, ambassadorship, Step(Status.ACTIVE, on), recorder)


def accept(session: Session, ambassadorship: Ambassadorship, version: int, recorder: Recorder) -> None:
    """Say yes: asked, and ambassador then; or named, and candidate. A candidate cannot appoint themselves."""
    _check(ambassadorship, version)
    then = YES.get(_status(ambassadorship, recorder.today) or Status.ENDED)
    if then is None:
        raise Refused("not_possible_now")
    _step(session, ambassadorship, Step(then, recorder.today), recorder)


def pause(session: Session, ambassadorship: Ambassadorship, version: int, recorder: Recorder, pause: Step) -> None:
    """Pause for at most twelve weeks; a stand-in keeps the department served. Raises Refused."""
    _check(ambassadorship, version)
    if pause.stand_in_id == ambassadorship.person_id:
        raise Refused("stand_in_self", "who")
    _step(session, ambassadorship, pause, recorder)


def only_questions(
    session: Session, ambassadorship: Ambassadorship, version: int, recorder: Recorder, on: date
) -> None:
    """From a day there for questions only: to be found, and serving nobody. Raises Refused."""
    _check(ambassadorship, version)
    _step(session, ambassadorship, Step(Status.QUESTIONS, on), recorder)


def end(session: Session, ambassadorship: Ambassadorship, version: int, recorder: Recorder, on: date) -> None:
    """End on a day, the first on which it no longer holds; raises Refused."""
    _check(ambassadorship, version)
    _step(session, ambassadorship, Step(Status.ENDED, on), recorder)


def hand_over(
    session: Session,
    ambassadorship: Ambassadorship,
    version: int,
    successor_id: int,
    on: date,
    recorder: Recorder,
    origin: Origin | None = None,
) -> Ambassadorship:
    """End one ambassadorship and begin that of a successor on the same day; raises Refused."""
    if successor_id == ambassadorship.person_id:
        raise Refused("successor_self", "who")
    end(session, ambassadorship, version, recorder, on)
    first = Step(Status.ACTIVE, on)
    initiative_id, department_id = ambassadorship.initiative_id, ambassadorship.department_id
    return begin(session, initiative_id, department_id, successor_id, first, recorder, origin)


def decline(session: Session, ambassadorship: Ambassadorship, version: int, recorder: Recorder) -> None:
    """Erase a candidate or who was asked; the trail tells that it happened, not to whom. Raises Refused."""
    _check(ambassadorship, version)
    if problem_with(_steps(ambassadorship), Step(Status.DECLINED, recorder.today), recorder.today):
        raise Refused("not_possible_now")
    _record(session, ambassadorship, "declined", recorder)
    _erase(session, ambassadorship)


def erase(session: Session, ambassadorship: Ambassadorship, recorder: Recorder) -> None:
    """Erase who waited too long for an answer; see `joining.erase_unanswered`."""
    _record(session, ambassadorship, "erased", recorder)
    _erase(session, ambassadorship)


def undo(session: Session, ambassadorship: Ambassadorship, version: int, recorder: Recorder) -> None:
    """Take back the step that was set last, if that is less than a day ago; without steps it is erased.

    Raises Refused `undo_too_late`, `overlap`, `has_activities`.
    """
    _check(ambassadorship, version)
    last = ambassadorship.steps[-1]
    if not may_undo(last.recorded_at, recorder.now):
        raise Refused("undo_too_late")
    _record(session, ambassadorship, "undone", recorder, status=last.status.value)
    if len(ambassadorship.steps) == 1:
        _erase(session, ambassadorship)
        return
    ambassadorship.steps.remove(last)
    session.delete(last)
    _close_or_open(session, ambassadorship)


def correct(
    session: Session,
    ambassadorship: Ambassadorship,
    until: date,
    source: Source | None,
    recruited_by_id: int | None,
    recorder: Recorder,
) -> None:
    """Take over what a file says of a known ambassadorship: its end (FOREVER: none) and its origin."""
    if until != ambassadorship.valid_until:
        for step in [each for each in ambassadorship.steps if each.status is Status.ENDED]:
            ambassadorship.steps.remove(step)
            session.delete(step)
        session.flush()
        _append(ambassadorship, Step(Status.ENDED, until), recorder)
        ambassadorship.valid_until = until
    ambassadorship.source, ambassadorship.recruited_by_id = source, recruited_by_id
    session.flush()
    _record(session, ambassadorship, "corrected", recorder)


def _goes_on(now: Status | None, first: Status) -> bool:
    return now in WAITING and may_become(now, first)


def _check(ambassadorship: Ambassadorship, version: int) -> None:
    if ambassadorship.version != version:
        raise Refused(CHANGED_MEANWHILE)


def _step(session: Session, ambassadorship: Ambassadorship, step: Step, recorder: Recorder) -> None:
    """The one place where a step is set."""
    problem = problem_with(_steps(ambassadorship), step, recorder.today)
    if problem:
        raise Refused(problem, "until" if problem.startswith("pause") else "on")
    _append(ambassadorship, step, recorder)
    _close_or_open(session, ambassadorship)
    _record(session, ambassadorship, step.status.value, recorder, on=step.on.isoformat())


def _append(ambassadorship: Ambassadorship, step: Step, recorder: Recorder) -> None:
    ambassadorship.steps.append(
        AmbassadorshipStep(
            number=max((each.number for each in ambassadorship.steps), default=0) + 1,
            status=step.status,
            on=step.on,
            until=step.until,
            stand_in_id=step.stand_in_id,
            recorded_at=recorder.now,
            recorded_by=recorder.user_id,
        )
    )


def _close_or_open(session: Session, ambassadorship: Ambassadorship) -> None:
    """Let the period follow the steps, and raise the version although only a step may have changed."""
    until = end_of(_steps(ambassadorship)) or FOREVER
    if until > ambassadorship.valid_until:
        known = overlapping(
            session,
            ambassadorship.initiative_id,
            ambassadorship.department_id,
            ambassadorship.person_id,
            ambassadorship.valid_until,
        )
        if known is not None:
            raise Refused("overlap")
    ambassadorship.valid_until = until
    flag_modified(ambassadorship, "valid_until")
    session.flush()


def _erase(session: Session, ambassadorship: Ambassadorship) -> None:
    try:
        with session.begin_nested():
            for step in list(ambassadorship.steps):
                session.delete(step)
            session.delete(ambassadorship)
    except IntegrityError:
        raise Refused("has_activities") from None


def _record(
    session: Session, ambassadorship: Ambassadorship, action: str, recorder: Recorder, **details: str
) -> None:
    record(session, recorder.user_id, action, "ambassadorship", ambassadorship.id, recorder.now, **details)


def _steps(ambassadorship: Ambassadorship) -> list[Step]:
    return [Step(step.status, step.on, step.until, step.stand_in_id) for step in ambassadorship.steps]


def _status(ambassadorship: Ambassadorship, day: date) -> Status | None:
    return status_of(step_on(_steps(ambassadorship), day), day)
