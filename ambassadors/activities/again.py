"""What somebody logged last, to log again with one tap and a number."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from ambassadors.activities.models import Activity, Reach
from ambassadors.initiatives.models import ActivityKind
from ambassadors.organisation.queries import department_names


@dataclass(frozen=True, slots=True)
class Repeatable:
    """An entry that can be logged again: its kind, and the departments that it reached."""

    activity_id: int
    kind_nl: str
    kind_en: str
    departments: tuple[str, ...]


def last_repeatable(
    session: Session, user_id: int, initiative_ids: Collection[int], today: date
) -> Repeatable | None:
    """What a user logged last for one of these changes, of a kind that is still in use. At most three queries."""
    found = session.execute(
        select(Activity.id, ActivityKind.name_nl, ActivityKind.name_en)
        .join(ActivityKind, Activity.kind_id == ActivityKind.id)
        .where(
            Activity.logged_by == user_id,
            Activity.undone_at.is_(None),
            Activity.initiative_id.in_(initiative_ids),
            or_(ActivityKind.retired_on.is_(None), ActivityKind.retired_on > today),
        )
        .order_by(Activity.logged_at.desc(), Activity.id.desc())
        .limit(1)
    ).first()
    if found is None:
        return None
    reached = session.scalars(
        select(Reach.department_id).where(Reach.activity_id == found.id).order_by(Reach.department_id)
    ).all()
    names = department_names(session, reached, today) if reached else {}
    return Repeatable(*found, departments=tuple(names[each] for each in reached))
