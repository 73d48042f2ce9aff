"""Writes the log: what was done, and what was corrected, undone and put back."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from ambassadors.activities.models import Activity, DoneBy, Reach
from ambassadors.activities.queries import codes_of_doers
from ambassadors.activities.rules import Entry, Facts, ReachEntry, problems
from ambassadors.initiatives.models import ActivityKind, Initiative
from ambassadors.initiatives.queries import kinds_of
from ambassadors.network.queries import AmbassadorshipRow, ambassadorships
from ambassadors.organisation.models import Department, DepartmentVersion
from ambassadors.refusals import CHANGED_MEANWHILE, Refused
from ambassadors.security.actor import Actor
from ambassadors.security.policy import Permission
from ambassadors.security.service import record

SUBJECT = "activity"
"""What the audit trail calls an activity."""
TEXTS = ("title", "story", "link")
"""Of these the trail tells only that they changed: it is for good, and a story may name people."""


def log(session: Session, actor: Actor, entry: Entry, today: date, now: datetime) -> Activity:
    """Keep what was done; raises Refused `not_yours` and the codes of `rules.problems`."""
    doers = _doers(session, entry)
    initiative = session.get_one(Initiative, entry.initiative_id)
    if not _may_log(actor, initiative.code, doers, entry.on):
        raise Refused("not_yours", "done_by")
    _check(session, initiative, entry, doers, today)
    activity = Activity(initiative_id=initiative.id, logged_by=actor.user_id, logged_at=now)
    fill(activity, entry)
    session.add(activity)
    session.flush()
    record(session, actor.user_id, "logged", SUBJECT, activity.id, now, after=said(session, entry))
    return activity


def edit(
    session: Session, actor: Actor, activity: Activity, version: int, entry: Entry, today: date, now: datetime
) -> None:
    """Change an activity that the actor may see to what `entry` says; nothing is written where nothing differs.

    Raises Refused `changed_meanwhile` where `version` is not the current one, `undone`, and the codes of `log`.
    """
    if activity.version != version:
        raise Refused(CHANGED_MEANWHILE)
    if activity.undone_at is not None:
        raise Refused("undone")
    _check(session, activity.initiative, entry, _doers(session, entry), today)
    earlier = entry_of(activity)
    before, after = said(session, earlier), said(session, entry)
    changed = [part for part in after if before[part] != after[part]]
    texts = [part for part in TEXTS if getattr(earlier, part) != getattr(entry, part)]
    if not changed and not texts:
        return
    fill(activity, entry)
    session.flush()
    record(
        session,
        actor.user_id,
        "edited",
        SUBJECT,
        activity.id,
        now,
        before={part: before[part] for part in changed},
        after={part: after[part] for part in changed},
        texts=texts,
    )


def undo(session: Session, actor: Actor, activity: Activity, now: datetime) -> None:
    """Let an activity count no longer; done already is done."""
    if activity.undone_at is None:
        activity.undone_at = now
        record(session, actor.user_id, "undone", SUBJECT, activity.id, now)
        session.flush()


def put_back(session: Session, actor: Actor, activity: Activity, today: date, now: datetime) -> None:
    """Let an undone activity count again; raises Refused where by now it cannot be so."""
    if activity.undone_at is None:
        return
    entry = entry_of(activity)
    _check(session, activity.initiative, entry, _doers(session, entry), today)
    activity.undone_at = None
    record(session, actor.user_id, "put_back", SUBJECT, activity.id, now)
    session.flush()


def entry_of(activity: Activity) -> Entry:
    """What an activity says now."""
    return Entry(
        initiative_id=activity.initiative_id,
        kind_id=activity.kind_id,
        on=activity.on,
        ambassadorship_ids=tuple(each.ambassadorship_id for each in activity.done_by),
        reaches=tuple(
            ReachEntry(each.department_id, each.low, each.high, each.first_timers) for each in activity.reaches
        ),
        whole_organisation=activity.whole_organisation,
        title=activity.title,
        story=activity.story,
        link=activity.link,
    )


def said(session: Session, entry: Entry) -> dict[str, Any]:
    """What the trail keeps of an entry: codes and numbers."""
    wanted = [each.department_id for each in entry.reaches]
    departments = dict(session.execute(select(Department.id, Department.code).where(Department.id.in_(wanted))).all())
    doers = codes_of_doers(session, entry.ambassadorship_ids)
    return {
        "kind": session.get_one(ActivityKind, entry.kind_id).code,
        "on": entry.on.isoformat(),
        "done_by": sorted(doers[each] for each in entry.ambassadorship_ids),
        "whole_organisation": entry.whole_organisation,
        "reached": {
            departments[each.department_id]: [each.low, each.high, each.first_timers] for each in entry.reaches
        },
    }


def _check(
    session: Session, initiative: Initiative, entry: Entry, doers: Iterable[AmbassadorshipRow], today: date
) -> None:
    audiences = {kind.id: kind.audience.value for kind in kinds_of(session, initiative.id, entry.on)}
    facts = Facts(
        starts_on=initiative.starts_on,
        ends_on=initiative.ends_on,
        audience=audiences.get(entry.kind_id),
        serving=frozenset(each.id for each in doers if each.serves_on(entry.on)),
        departments=_existing(session, [each.department_id for each in entry.reaches], entry.on),
    )
    for problem in problems(entry, facts, today):
        raise Refused(problem.code, problem.field)


def _doers(session: Session, entry: Entry) -> list[AmbassadorshipRow]:
    return ambassadorships(session, initiative_id=entry.initiative_id, ids=entry.ambassadorship_ids)


def _existing(session: Session, department_ids: list[int], day: date) -> frozenset[int]:
    rows = session.scalars(
        select(DepartmentVersion.department_id).where(
            DepartmentVersion.department_id.in_(department_ids),
            DepartmentVersion.valid_from <= day,
            day < DepartmentVersion.valid_until,
        )
    )
    return frozenset(rows)


def _may_log(actor: Actor, initiative_code: str, doers: Iterable[AmbassadorshipRow], day: date) -> bool:
    """Somebody logs for themselves or as a stand-in, with others if need be; a change manager for anybody."""
    if actor.may(Permission.LOG_FOR_OTHERS, initiative_code):
        return True
    involved = {person_id for each in doers for person_id in (each.person_id, each.server_on(day))}
    return actor.person_id is not None and actor.person_id in involved


def fill(activity: Activity, entry: Entry) -> None:
    """Make an activity say what `entry` says; as a new version, whichever of its tables that is in."""
    activity.kind_id, activity.on = entry.kind_id, entry.on
    activity.title, activity.story, activity.link = entry.title, entry.story, entry.link
    activity.whole_organisation = entry.whole_organisation
    flag_modified(activity, "kind_id")
    known = {each.department_id: each for each in activity.reaches}
    activity.reaches = [_reach(known.get(each.department_id), each) for each in entry.reaches]
    doing = {each.ambassadorship_id: each for each in activity.done_by}
    activity.done_by = [
        doing.get(each) or DoneBy(ambassadorship_id=each, initiative_id=entry.initiative_id)
        for each in entry.ambassadorship_ids
    ]


def _reach(known: Reach | None, said_now: ReachEntry) -> Reach:
    reach = known or Reach(department_id=said_now.department_id)
    reach.low, reach.high, reach.first_timers = said_now.low, said_now.high, said_now.first_timers
    return reach
