"""The stories that ambassadors share with everybody: of each month the ones that say something new."""

from collections.abc import Iterator, Mapping
from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from ambassadors.activities.models import Activity, Reach
from ambassadors.demo.timeline import Timeline
from ambassadors.demo.writing import keep
from ambassadors.initiatives.models import ActivityKind
from ambassadors.results.models import Result
from ambassadors.stories.models import Story

CHANGE = "DT"
SHARED_IN_DAYS = 80
WORTH_SHARING = frozenset({"workshop", "demo", "letter_rewritten", "reader_panel", "street_test", "resident_panel"})
"""What one said to a colleague alone is nobody else's business."""
ABOUT_A_LETTER = frozenset({"letter_rewritten", "reader_panel"})
NAMED = frozenset({"marieke", "huub", "jolanda", "bram"})
"""They like to be found; the others share without their name."""


def build_stories(
    session: Session, users: Mapping[str, int], initiatives: Mapping[str, int], timeline: Timeline
) -> None:
    """Share the stories of the last months."""
    keep(session, Story, _shared(session, users, initiatives[CHANGE], timeline))


def _shared(
    session: Session, users: Mapping[str, int], initiative_id: int, timeline: Timeline
) -> Iterator[dict[str, object]]:
    named = {users[each] for each in NAMED}
    told = session.execute(
        select(Activity.id, Activity.on, Activity.story, Activity.logged_by, Activity.logged_at, ActivityKind.code)
        .join(ActivityKind, Activity.kind_id == ActivityKind.id)
        .where(Activity.initiative_id == initiative_id, Activity.on >= timeline.ago(SHARED_IN_DAYS))
        .where(Activity.story.is_not(None), Activity.undone_at.is_(None), ActivityKind.code.in_(WORTH_SHARING))
        .order_by(Activity.on, Activity.id)
    )
    known: set[tuple[int, int, str | None]] = set()
    for activity_id, on, words, logged_by, logged_at, kind in told:
        if (on.year, on.month, words) not in known:
            known.add((on.year, on.month, words))
            yield {
                "activity_id": activity_id,
                "initiative_id": initiative_id,
                "result_id": _result(session, activity_id) if kind in ABOUT_A_LETTER else None,
                "named": logged_by in named,
                "shared_by": logged_by,
                "shared_at": logged_at + timedelta(minutes=8),
            }


def _result(session: Session, activity_id: int) -> int | None:
    """The first letter on the worklist of a department that it reached."""
    reached = select(Reach.department_id).where(Reach.activity_id == activity_id)
    return session.scalar(select(Result.id).where(Result.department_id.in_(reached)).order_by(Result.code).limit(1))
