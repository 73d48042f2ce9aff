"""Writes stories: shared and withdrawn by who made them, hidden and shown by the change manager."""

from datetime import datetime

from sqlalchemy.orm import Session

from ambassadors.activities.models import Activity
from ambassadors.refusals import CHANGED_MEANWHILE, Refused
from ambassadors.results.queries import result_of
from ambassadors.security.service import record
from ambassadors.stories.models import Story
from ambassadors.stories.queries import story_at

SUBJECT = "story"


def share(
    session: Session, activity: Activity, result_id: int | None, by: int, now: datetime, *, named: bool
) -> Story:
    """Share the story of an activity, or share it again; with a result that it touched, and with a name if wanted.

    Raises Refused `no_story`, `undone`, `no_such_result`, `hidden`.
    """
    if not activity.story:
        raise Refused("no_story")
    if activity.undone_at is not None:
        raise Refused("undone")
    if result_id is not None and result_of(session, activity.initiative_id, result_id) is None:
        raise Refused("no_such_result", "result")
    story = story_at(session, activity.id)
    if story is None:
        story = Story(activity_id=activity.id, initiative_id=activity.initiative_id)
        session.add(story)
    elif story.hidden_at is not None:
        raise Refused("hidden")
    story.result_id, story.named, story.withdrawn_at = result_id, named, None
    story.shared_by, story.shared_at = by, now
    session.flush()
    record(session, by, "shared", SUBJECT, story.id, now, named=named)
    session.flush()
    return story


def withdraw(session: Session, story: Story, by: int, now: datetime) -> None:
    """Take a story out of the feed; done already is done."""
    if story.withdrawn_at is None:
        story.withdrawn_at = now
        record(session, by, "withdrawn", SUBJECT, story.id, now)
        session.flush()


def hide(session: Session, story: Story, version: int, why: str, by: int, now: datetime) -> None:
    """Let nobody see a story any more but who made it, who reads why. Raises Refused `changed_meanwhile`."""
    if story.version != version:
        raise Refused(CHANGED_MEANWHILE)
    story.hidden_at, story.hidden_because = now, why
    record(session, by, "hidden", SUBJECT, story.id, now)
    session.flush()


def show(session: Session, story: Story, by: int, now: datetime) -> None:
    """Let a hidden story be seen again."""
    if story.hidden_at is not None:
        story.hidden_at = story.hidden_because = None
        record(session, by, "shown", SUBJECT, story.id, now)
        session.flush()
