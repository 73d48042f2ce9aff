"""Writes plans: made, changed, cancelled, put back, logged; and who comes along."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from ambassadors.activities.context import context_of
from ambassadors.activities.models import Activity
from ambassadors.activities.service import may_log
from ambassadors.network.queries import AmbassadorshipRow
from ambassadors.planning.models import Plan, PlanDepartment, PlanPart
from ambassadors.planning.rules import SUBJECT, UNDONE, Draft, PlanStatus, problem_with_coming, problems
from ambassadors.refusals import CHANGED_MEANWHILE, Refused
from ambassadors.security.actor import Actor
from ambassadors.security.service import record


@dataclass(frozen=True, slots=True)
class Planner:
    """Who writes, and when."""

    actor: Actor
    today: date
    now: datetime


def plan(session: Session, draft: Draft, by: Planner) -> Plan:
    """Plan an activity. Raises Refused `not_yours` and the codes of `rules.problems`."""
    _check(session, draft, by)
    made = Plan(initiative_id=draft.initiative_id, planned_by=by.actor.user_id)
    _fill(made, draft, by.now)
    session.add(made)
    session.flush()
    record(session, by.actor.user_id, "planned", SUBJECT, made.id, by.now, on=draft.on.isoformat())
    session.flush()
    return made


def edit(session: Session, planned: Plan, version: int, draft: Draft, by: Planner) -> None:
    """Change what is planned. Raises Refused `changed_meanwhile`, `not_planned` and the codes of `plan`."""
    _check_open(planned, version)
    _check(session, draft, by, was_on=planned.on)
    _fill(planned, draft, by.now)
    record(session, by.actor.user_id, "changed", SUBJECT, planned.id, by.now, on=draft.on.isoformat())
    session.flush()


def cancel(session: Session, planned: Plan, version: int, why: str | None, by: Planner) -> None:
    """Say that it does not or did not take place. Raises Refused `changed_meanwhile`, `not_planned`."""
    _check_open(planned, version)
    planned.status, planned.why, planned.changed_at = PlanStatus.CANCELLED, why, by.now
    record(session, by.actor.user_id, "cancelled", SUBJECT, planned.id, by.now)
    session.flush()


def put_back(session: Session, planned: Plan, version: int, by: Planner) -> None:
    """Let it be planned again: not cancelled, or not what was logged. Raises Refused `changed_meanwhile`."""
    if planned.version != version:
        raise Refused(CHANGED_MEANWHILE)
    planned.status, planned.why, planned.activity_id = PlanStatus.PLANNED, None, None
    planned.changed_at = by.now
    record(session, by.actor.user_id, "put_back", SUBJECT, planned.id, by.now)
    session.flush()


def log_as(session: Session, planned: Plan, activity: Activity, by: Planner) -> None:
    """Note that it took place and was logged as `activity`. Raises Refused `logged_already`."""
    if planned.status is PlanStatus.DONE:
        raise Refused("logged_already")
    _end(session, planned, activity, by.actor.user_id, by.now)


def follow_undone(session: Session, user_id: int, planned: Plan, now: datetime) -> None:
    """The activity as which it was logged is undone: it waits to be logged again."""
    activity_id = planned.activity_id
    planned.status, planned.activity_id, planned.changed_at = PlanStatus.PLANNED, None, now
    record(session, user_id, UNDONE, SUBJECT, planned.id, now, activity=activity_id)
    session.flush()


def follow_put_back(session: Session, user_id: int, planned: Plan, activity: Activity, now: datetime) -> None:
    """The activity as which it was logged counts again."""
    _end(session, planned, activity, user_id, now)


def come_along(session: Session, planned: Plan, seat: AmbassadorshipRow, by: Planner) -> None:
    """Say that one comes along; said already is said. Raises the codes of `rules.problem_with_coming`."""
    _check_coming(planned, by.today)
    if not any(each.ambassadorship_id == seat.id for each in planned.parts):
        planned.parts.append(PlanPart(ambassadorship_id=seat.id, initiative_id=seat.initiative_id, leads=False))
    session.flush()


def stay_away(session: Session, planned: Plan, own: set[int], by: Planner) -> None:
    """Say that one does not come along after all, by one's `own` ambassadorships; who does it, does it."""
    _check_coming(planned, by.today)
    planned.parts = [each for each in planned.parts if each.leads or each.ambassadorship_id not in own]
    session.flush()


def _end(session: Session, planned: Plan, activity: Activity, user_id: int, now: datetime) -> None:
    planned.status, planned.why, planned.activity_id = PlanStatus.DONE, None, activity.id
    planned.changed_at = now
    record(session, user_id, "logged", SUBJECT, planned.id, now, activity=activity.id)
    session.flush()


def _check_open(planned: Plan, version: int) -> None:
    if planned.version != version:
        raise Refused(CHANGED_MEANWHILE)
    if planned.status is not PlanStatus.PLANNED:
        raise Refused("not_planned")


def _check_coming(planned: Plan, today: date) -> None:
    problem = problem_with_coming(planned.status, planned.on, today)
    if problem:
        raise Refused(problem)


def _check(session: Session, draft: Draft, by: Planner, was_on: date | None = None) -> None:
    context = context_of(session, draft.initiative_id, [draft.entry])
    for problem in problems(draft, context.facts(draft.entry), by.today, was_on):
        raise Refused(problem.code, problem.field)
    if not may_log(by.actor, context, draft.entry):
        raise Refused("not_yours", "leading")


def _fill(planned: Plan, draft: Draft, now: datetime) -> None:
    planned.kind_id, planned.on, planned.at = draft.kind_id, draft.on, draft.at
    planned.title, planned.place, planned.changed_at = draft.title, draft.place, now
    known = {each.department_id: each for each in planned.departments}
    planned.departments = [
        known.get(each) or PlanDepartment(department_id=each) for each in dict.fromkeys(draft.department_ids)
    ]
    parts = {each.ambassadorship_id: each for each in planned.parts}
    leading = [_leading(parts.pop(each, None), each, draft.initiative_id) for each in dict.fromkeys(draft.leading)]
    planned.parts = [*leading, *(each for each in parts.values() if not each.leads)]


def _leading(known: PlanPart | None, ambassadorship_id: int, initiative_id: int) -> PlanPart:
    part = known or PlanPart(ambassadorship_id=ambassadorship_id, initiative_id=initiative_id)
    part.leads = True
    return part
