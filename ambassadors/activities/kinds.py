"""Which kind of activity it was, for pages that know no more than its id."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from ambassadors.activities.models import Activity
from ambassadors.initiatives.models import ActivityKind

_AT_ONCE = 10_000  # SQLite takes no more than some 30,000 values in a query


def kind_names(session: Session, activity_ids: Sequence[int]) -> dict[int, tuple[str, str]]:
    """The Dutch and the English name of the kind of each activity, by id. One query per 10,000 of them."""
    names: dict[int, tuple[str, str]] = {}
    for start in range(0, len(activity_ids), _AT_ONCE):
        rows = session.execute(
            select(Activity.id, ActivityKind.name_nl, ActivityKind.name_en)
            .join(ActivityKind, Activity.kind_id == ActivityKind.id)
            .where(Activity.id.in_(activity_ids[start : start + _AT_ONCE]))
        )
        names.update((activity_id, (name_nl, name_en)) for activity_id, name_nl, name_en in rows)
    return names
