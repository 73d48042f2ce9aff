"""Writes requests for help: from asked to done. Every step is kept, and tells who took it."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from ambassadors.activities.models import Activity
from ambassadors.activities.outcome_keeping import log
from ambassadors.activities.outcomes import Outcome
from ambassadors.activities.rules import Entry
from ambassadors.helprequests.models import HelpRequest, HelpStep
from ambassadors.helprequests.queries import is_asked
from ambassadors.helprequests.rules import (
    BECOMES,
    TOLD_AFTER,
    HelpKind,
    HelpStatus,
    Involved,
    Move,
    may,
    problem_with_wish,
)
from ambassadors.initiatives.models import Initiative
from ambassadors.jobs.service import enqueue
from ambassadors.network.queries import ambassadorships
from ambassadors.organisation.queries import department_exists
from ambassadors.refusals import CHANGED_MEANWHILE, Refused
from ambassadors.security.actor import Actor
from ambassadors.security.service import record

TELL = "tell_of_help"
"""Kind of the job that tells somebody of a step, if it still stands by then; `messages` does it."""
SUBJECT = "help_request"
"""What the audit trail calls a request."""
_TOLD = frozenset({Move.TAKEN, Move.DECLINED, Move.GIVEN_BACK, Move.WITHDRAWN})


@dataclass(frozen=True, slots=True)
class Draft:
    """What somebody asks; `meant_for` is the ambassadorship asked by name, None for the nearest."""

    initiative: Initiative
    kind: HelpKind
    department_id: int
    about: str
    wished_on: date | None = None
    meant_for: int | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """Who takes a step with a request, when, and the version of the request that was shown to them."""

    by: Involved
    version: int
    now: datetime


def ask(session: Session, draft: Draft, user_id: int, now: datetime, today: date) -> HelpRequest:
    """Ask for help. Raises Refused `said_nothing`, `no_such_department`, `wish_past`, `wish_too_far`, `change_over`,
    `asked_already`.

    An ambassador who does not serve any more is not meant by name; then the nearest is.
    """
    if not draft.about.strip():
        raise Refused("said_nothing", "about")
    if draft.initiative.is_over(today):
        raise Refused("change_over")
    if not department_exists(session, draft.department_id, today):
        raise Refused("no_such_department", "department")
    problem = problem_with_wish(draft.wished_on, today)
    if problem:
        raise Refused(problem, "wished_on")
    if is_asked(session, user_id, draft.initiative.id, draft.department_id, draft.kind, draft.about.strip()):
        raise Refused("asked_already", "about")
    request = HelpRequest(
        initiative_id=draft.initiative.id,
        kind=draft.kind,
        department_id=draft.department_id,
        about=draft.about.strip(),
        wished_on=draft.wished_on,
        asked_by=user_id,
        asked_at=now,
        status=HelpStatus.OPEN,
        since=now,
        meant_for_id=draft.meant_for if _serves(session, draft.meant_for, draft.initiative.id, today) else None,
    )
    session.add(request)
    session.flush()
    _note(session, request, Move.ASKED, user_id, now, to=request.meant_for_id)
    session.flush()
    return request


def take(session: Session, request: HelpRequest, step: Step, ambassadorship_id: int | None) -> None:
    """An ambassador takes it. Raises Refused `taken_already`, `not_allowed`; two at once: the other is told."""
    if request.status is HelpStatus.TAKEN:
        raise Refused("taken_already")
    _check(request, step, Move.TAKEN)
    if ambassadorship_id is None:
        raise Refused("not_allowed")
    request.taken_by_id = ambassadorship_id
    _note(session, request, Move.TAKEN, step.by.user_id, step.now, to=ambassadorship_id)
    session.flush()


def give_back(session: Session, request: HelpRequest, step: Step) -> None:
    """Who took it leaves it to others again. Raises Refused as every step does."""
    _check(request, step, Move.GIVEN_BACK)
    request.taken_by_id = None
    _note(session, request, Move.GIVEN_BACK, step.by.user_id, step.now)
    session.flush()


def pass_on(session: Session, request: HelpRequest, step: Step, ambassadorship_id: int, today: date) -> None:
    """Ask another ambassador instead. Raises Refused as every step does, and `not_serving`."""
    _check(request, step, Move.PASSED_ON)
    if not _serves(session, ambassadorship_id, request.initiative_id, today):
        raise Refused("not_serving", "to")
    request.taken_by_id, request.meant_for_id = None, ambassadorship_id
    _note(session, request, Move.PASSED_ON, step.by.user_id, step.now, to=ambassadorship_id)
    session.flush()


def decline(session: Session, request: HelpRequest, step: Step, why: str) -> None:
    """Say no, and why. Raises Refused as every step does, and `said_nothing`."""
    _check(request, step, Move.DECLINED)
    if not why.strip():
        raise Refused("said_nothing", "why")
    request.taken_by_id = None
    _note(session, request, Move.DECLINED, step.by.user_id, step.now, why.strip())
    session.flush()


def withdraw(session: Session, request: HelpRequest, step: Step) -> None:
    """Who asked needs it no more. Raises Refused as every step does."""
    _check(request, step, Move.WITHDRAWN)
    taken_by = request.taken_by_id
    request.taken_by_id = None
    _note(session, request, Move.WITHDRAWN, step.by.user_id, step.now, to=taken_by)
    session.flush()


def reopen(session: Session, request: HelpRequest, step: Step) -> None:
    """Take back that it was declined or withdrawn. Raises Refused as every step does."""
    _check(request, step, Move.REOPENED)
    _note(session, request, Move.REOPENED, step.by.user_id, step.now)
    session.flush()


def finish(
    session: Session, actor: Actor, request: HelpRequest, step: Step, entry: Entry, outcome: Outcome, today: date
) -> Activity:
    """It was done: log that, as an activity that counts, with what came out. Raises Refused as steps and `log` do."""
    _check(request, step, Move.DONE)
    activity = log(session, actor, entry, outcome, today, step.now)
    _end(session, request, activity, step.by.user_id, step.now)
    return activity


def follow_undone(session: Session, user_id: int, request: HelpRequest, now: datetime) -> None:
    """The activity that it became is undone: it is to be done again."""
    activity_id, request.activity_id = request.activity_id, None
    _note(session, request, Move.UNDONE, user_id, now, to=request.taken_by_id, activity_id=activity_id)
    session.flush()


def follow_put_back(session: Session, user_id: int, request: HelpRequest, activity: Activity, now: datetime) -> None:
    """The activity that it became counts again."""
    _end(session, request, activity, user_id, now)


def hand_over(session: Session, request: HelpRequest, to: int, user_id: int, now: datetime) -> None:
    """A successor has it from now on, in the state in which it is."""
    if request.status is HelpStatus.TAKEN:
        request.taken_by_id = to
    else:
        request.meant_for_id = to
    _note(session, request, Move.HANDED_OVER, user_id, now, to=to)
    session.flush()


def _end(session: Session, request: HelpRequest, activity: Activity, user_id: int, now: datetime) -> None:
    request.activity_id = activity.id
    _note(session, request, Move.DONE, user_id, now, to=request.taken_by_id, activity_id=activity.id)
    session.flush()


def _check(request: HelpRequest, step: Step, move: Move) -> None:
    """Every step: Refused `changed_meanwhile` if the request is not as it was shown, `not_allowed` by the rules."""
    if request.version != step.version:
        raise Refused(CHANGED_MEANWHILE)
    if not may(step.by.parts, request.status, move):
        raise Refused("not_allowed")


def _serves(session: Session, ambassadorship_id: int | None, initiative_id: int, today: date) -> bool:
    if ambassadorship_id is None:
        return False
    rows = ambassadorships(session, initiative_id, ids=[ambassadorship_id])
    return any(row.serves_on(today) for row in rows)


def _note(
    session: Session,
    request: HelpRequest,
    move: Move,
    user_id: int,
    now: datetime,
    note: str | None = None,
    *,
    to: int | None = None,
    activity_id: int | None = None,
) -> None:
    """The one place where a step is set."""
    if move in BECOMES:
        request.status = BECOMES[move]
    if move is not Move.HANDED_OVER:
        request.since = now
    # Two at once write the same number, and the database lets only one of them.
    number = len(request.steps) + 1
    request.steps.append(
        HelpStep(
            number=number, move=move, at=now, by=user_id, note=note, ambassadorship_id=to, activity_id=activity_id
        )
    )
    record(session, user_id, move.value, SUBJECT, request.id, now, ambassadorship=to, activity=activity_id)
    if move in _TOLD:
        enqueue(session, TELL, {"request": request.id, "step": number}, now + TOLD_AFTER, now)
