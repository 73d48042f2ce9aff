"""Writes the log: what was done, and what was corrected, undone and put back."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from ambassadors.activities.context import Context, context_of
from ambassadors.activities.inserting import insert_entries, insert_entry
from ambassadors.activities.models import Activity, DoneBy, Reach
from ambassadors.activities.rules import Entry, ReachEntry, problems
from ambassadors.refusals import CHANGED_MEANWHILE, Refused
from ambassadors.security.actor import Actor
from ambassadors.security.policy import Permission
from ambassadors.security.service import record, record_each

SUBJECT = "activity"
"""What the audit trail calls an activity."""
TEXTS = ("title", "story", "link")
"""Of these the trail tells only that they changed: it is for good, and a story may name people."""


def log(session: Session, actor: Actor, entry: Entry, today: date, now: datetime) -> Activity:
    """Keep what was done; raises Refused `not_yours` and the codes of `rules.problems`."""
    context = context_of(session, entry.initiative_id, [entry])
    if not may_log(actor, context, entry):
        raise Refused("not_yours", "done_by")
    _check(entry, context, today)
    activity = insert_entry(session, entry, actor.user_id, now)
    record_each(session, actor.user_id, "logged", SUBJECT, [(activity.id, {"after": context.said(entry)})], now)
    return activity


def log_many(
    session: Session, actor: Actor, initiative_id: int, entries: Sequence[Entry], today: date, now: datetime
) -> list[int]:
    """Keep all of it or nothing: ids, in order. Raises as `log`, with the entry's place before the field.

    Nine statements, however many entries.
    """
    context = context_of(session, initiative_id, entries)
    for place, entry in enumerate(entries):
        if not may_log(actor, context, entry):
            raise Refused("not_yours", f"{place}-done_by")
        for problem in problems(entry, context.facts(entry), today):
            raise Refused(problem.code, f"{place}-{problem.field}")
    ids = insert_entries(session, entries, actor.user_id, now)
    told = [(id_, {"after": context.said(entry)}) for id_, entry in zip(ids, entries, strict=True)]
    record_each(session, actor.user_id, "logged", SUBJECT, told, now)
    return ids


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
    earlier = entry_of(activity)
    context = context_of(session, activity.initiative_id, [earlier, entry])
    _check(entry, context, today)
    before, after = context.said(earlier), context.said(entry)
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
    _check(entry, context_of(session, activity.initiative_id, [entry]), today)
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


def may_log(actor: Actor, context: Context, entry: Entry) -> bool:
    """Somebody logs for themselves or as a stand-in, with others if need be; a change manager for anybody."""
    return actor.may(Permission.LOG_FOR_OTHERS, context.code) or context.involves(actor.person_id, entry)


def _check(entry: Entry, context: Context, today: date) -> None:
    for problem in problems(entry, context.facts(entry), today):
        raise Refused(problem.code, problem.field)


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
