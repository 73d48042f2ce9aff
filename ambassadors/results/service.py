"""Writes the worklist: results, and the steps that they take."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from ambassadors.network.service import Recorder
from ambassadors.organisation.queries import department_exists
from ambassadors.refusals import CHANGED_MEANWHILE, Refused
from ambassadors.results.models import Result, ResultStep
from ambassadors.results.rules import ResultStatus, problem_with, standing, step_to_undo
from ambassadors.security.service import record


@dataclass(frozen=True, slots=True)
class Draft:
    """What a result is, and on the worklist of which department it stands."""

    name: str
    kind: str
    department_id: int


def add(session: Session, initiative_id: int, code: str, draft: Draft, by: Recorder) -> Result:
    """Put a result on the worklist, to do from today. Raises Refused `code_taken`, `no_such_department`."""
    _check_department(session, draft.department_id, by.today)
    taken = select(Result.id).where(Result.initiative_id == initiative_id, Result.code == code)
    if session.scalar(taken) is not None:
        raise Refused("code_taken", "code")
    result = Result(
        initiative_id=initiative_id,
        department_id=draft.department_id,
        code=code,
        name=draft.name,
        kind=draft.kind,
        listed_on=by.today,
    )
    session.add(result)
    session.flush()
    record(session, by.user_id, "listed", "result", result.id, by.now, code=code)
    session.flush()
    return result


def edit(session: Session, result: Result, version: int, draft: Draft, by: Recorder) -> None:
    """Give it another name, kind or department. Raises Refused `changed_meanwhile`, `no_such_department`."""
    _check_version(result, version)
    if draft.department_id != result.department_id:
        _check_department(session, draft.department_id, by.today)
    result.name, result.kind, result.department_id = draft.name, draft.kind, draft.department_id
    record(session, by.user_id, "edited", "result", result.id, by.now, code=result.code)
    session.flush()


def drop(session: Session, result: Result, version: int, by: Recorder) -> None:
    """Take it off the worklist from today; what it was before stays told. Raises Refused `changed_meanwhile`."""
    _check_version(result, version)
    result.dropped_on = by.today
    record(session, by.user_id, "dropped", "result", result.id, by.now, code=result.code)
    session.flush()


def put_back(session: Session, result: Result, version: int, by: Recorder) -> None:
    """Put it on the worklist again, as if it had never been off it. Raises Refused `changed_meanwhile`."""
    _check_version(result, version)
    result.dropped_on = None
    record(session, by.user_id, "put_back", "result", result.id, by.now, code=result.code)
    session.flush()


def take_step(
    session: Session,
    result: Result,
    version: int,
    status: ResultStatus,
    on: date,
    by: Recorder,
    ambassadorship_id: int | None = None,
) -> None:
    """Let it have `status` from `on`. Raises Refused `changed_meanwhile` and the codes of `rules.problem_with`."""
    _check_version(result, version)
    dropped = result.dropped_on is not None
    problem = problem_with(result.status, result.since, status, on, by.today, dropped=dropped)
    if problem:
        raise Refused(problem, "on" if problem in {"in_future", "before_last"} else None)
    note_step(session, result, status, on, by, ambassadorship_id)
    session.flush()


def undo(session: Session, result: Result, version: int, by: Recorder) -> None:
    """Take the last step back, as a slip. Raises Refused `changed_meanwhile`, `nothing_to_undo`."""
    _check_version(result, version)
    steps = [each.plain for each in result.steps]
    last = step_to_undo(steps, by.now)
    if last is None:
        raise Refused("nothing_to_undo")
    before = standing(steps)[:-1]
    status = before[-1].status if before else ResultStatus.TO_DO
    note_step(session, result, status, last.on, by, None, undoes=last.number)
    result.since = before[-1].on if before else None
    session.flush()


def note_step(
    session: Session,
    result: Result,
    status: ResultStatus,
    on: date,
    by: Recorder,
    ambassadorship_id: int | None = None,
    *,
    undoes: int | None = None,
) -> None:
    """Write a step that was found to be allowed; does not flush."""
    # Two at once write the same number, and the database lets only one of them.
    result.steps.append(
        ResultStep(
            number=len(result.steps) + 1,
            status=status,
            on=on,
            undoes=undoes,
            ambassadorship_id=ambassadorship_id,
            recorded_at=by.now,
            recorded_by=by.user_id,
        )
    )
    result.status, result.since = status, on
    record(session, by.user_id, status.value, "result", result.id, by.now, code=result.code)


def _check_version(result: Result, version: int) -> None:
    if result.version != version:
        raise Refused(CHANGED_MEANWHILE)


def _check_department(session: Session, department_id: int, today: date) -> None:
    if not department_exists(session, department_id, today):
        raise Refused("no_such_department", "department")
