"""What was logged, changed or undone only after a day that it is about: figures of that day looked different then."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, and_, case, exists, func, or_, select
from sqlalchemy.orm import Session

from ambassadors.activities.models import Activity, Reach
from ambassadors.activities.service import SUBJECT
from ambassadors.security.models import AuditEntry

_LOGGED, _CHANGED, _UNDONE = range(3)
_NO_NUMBERS = "{}"
"""What the trail says of a change of texts alone."""


@dataclass(frozen=True, slots=True)
class LateEntries:
    """How many activities were logged, changed or undone late, and ids of their departments, most entries first."""

    logged: int = 0
    changed: int = 0
    undone: int = 0
    departments: tuple[int, ...] = ()


def late_entries(
    session: Session, initiative_id: int, since: date, after: datetime, among: Collection[int] | None = None
) -> LateEntries:
    """Activities of `since` or before that were logged, changed or undone after the instant `after`.

    Those that reached one of the departments `among` (ids), or everybody; without it, any. Two queries.
    """
    how = case((Activity.undone_at.is_not(None), _UNDONE), (Activity.logged_at > after, _LOGGED), else_=_CHANGED)
    late = (Activity.initiative_id == initiative_id, _late(since, after))
    reached = exists().where(Reach.activity_id == Activity.id, *_among(among))
    counts = session.execute(
        select(how, func.count()).where(*late, or_(Activity.whole_organisation, reached)).group_by(how)
    )
    count: dict[int, int] = dict(counts.all())
    departments = session.execute(
        select(Reach.department_id)
        .join(Activity, Reach.activity_id == Activity.id)
        .where(*late, *_among(among))
        .group_by(Reach.department_id)
        .order_by(func.count().desc(), Reach.department_id)
    )
    return LateEntries(
        logged=count.get(_LOGGED, 0),
        changed=count.get(_CHANGED, 0),
        undone=count.get(_UNDONE, 0),
        departments=tuple(departments.scalars()),
    )


def _late(since: date, after: datetime) -> ColumnElement[bool]:
    counts, known = Activity.undone_at.is_(None), Activity.logged_at <= after
    logged = and_(Activity.on <= since, counts, ~known)
    undone = and_(Activity.on <= since, known, Activity.undone_at > after)
    # What was logged and never touched has version 1: the trail is asked about the few others alone.
    changed = and_(counts, known, Activity.version > 1, _changed(since, after))
    return or_(logged, undone, changed)


def _changed(since: date, after: datetime) -> ColumnElement[bool]:
    """Whether numbers were changed, or the activity was put back; it may have been moved from a day to another."""
    details = AuditEntry.details
    moved = details["before"]["on"].as_string() <= since.isoformat()
    edited = AuditEntry.action.in_(("edited", "imported_again")) & (details["after"].as_string() != _NO_NUMBERS)
    return exists().where(
        AuditEntry.subject == SUBJECT,
        AuditEntry.subject_id == Activity.id,
        AuditEntry.at > after,
        or_(
            and_(Activity.on <= since, or_(edited, AuditEntry.action == "put_back")),
            and_(AuditEntry.action.in_(("edited", "imported_again")), moved),
        ),
    )


def _among(among: Collection[int] | None) -> tuple[ColumnElement[bool], ...]:
    return () if among is None else (Reach.department_id.in_(among),)
