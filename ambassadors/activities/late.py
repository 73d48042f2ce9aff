"""What was logged, changed or undone only after a day that it is about: figures of that day looked different then."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, Select, case, exists, func, literal, or_, select, union_all
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
    late = union_all(
        _logged(initiative_id, since, after),
        _changed(initiative_id, since, after),
        _undone(initiative_id, since, after),
    ).subquery()
    reached = exists().where(Reach.activity_id == late.c.id, *_among(among))
    counts = session.execute(
        select(late.c.how, func.count()).where(or_(late.c.whole_organisation, reached)).group_by(late.c.how)
    )
    count: dict[int, int] = dict(counts.all())
    departments = session.execute(
        select(Reach.department_id)
        .join(late, Reach.activity_id == late.c.id)
        .where(*_among(among))
        .group_by(Reach.department_id)
        .order_by(func.count().desc(), Reach.department_id)
    )
    return LateEntries(
        logged=count.get(_LOGGED, 0),
        changed=count.get(_CHANGED, 0),
        undone=count.get(_UNDONE, 0),
        departments=tuple(departments.scalars()),
    )


def _logged(initiative_id: int, since: date, after: datetime) -> Select[int, bool, int]:
    return _entries(_LOGGED).where(
        Activity.initiative_id == initiative_id,
        Activity.logged_at > after,
        Activity.on <= since,
        Activity.undone_at.is_(None),
    )


def _undone(initiative_id: int, since: date, after: datetime) -> Select[int, bool, int]:
    return _entries(_UNDONE).where(
        _of(initiative_id),
        Activity.undone_at > after,
        Activity.on <= since,
        Activity.logged_at <= after,
    )


def _changed(initiative_id: int, since: date, after: datetime) -> Select[int, bool, int]:
    """Entries of which numbers were changed, or that were put back; from `since` they may have been moved away."""
    details = AuditEntry.details
    edited = AuditEntry.action.in_(("edited", "imported_again")) & (details["after"].as_string() != _NO_NUMBERS)
    moved = edited & (details["before"]["on"].as_string() <= since.isoformat())
    touched = (
        select(AuditEntry.subject_id, func.max(case((moved, 1), else_=0)).label("moved"))
        .where(AuditEntry.subject == SUBJECT, AuditEntry.at > after, or_(edited, AuditEntry.action == "put_back"))
        .group_by(AuditEntry.subject_id)
        .subquery()
    )
    return (
        _entries(_CHANGED)
        .join(touched, touched.c.subject_id == Activity.id)
        .where(
            _of(initiative_id),
            or_(Activity.on <= since, touched.c.moved == 1),
            Activity.logged_at <= after,
            Activity.undone_at.is_(None),
        )
    )


def _entries(how: int) -> Select[int, bool, int]:
    return select(Activity.id, Activity.whole_organisation, literal(how).label("how"))


def _of(initiative_id: int) -> ColumnElement[bool]:
    """Of this initiative, but not found by it: SQLite would read all its entries, of which few were touched."""
    return Activity.initiative_id + 0 == initiative_id


def _among(among: Collection[int] | None) -> tuple[ColumnElement[bool], ...]:
    return () if among is None else (Reach.department_id.in_(among),)
