"""What was logged, changed or undone only after a day that it is about: figures of that day looked different then."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache

from sqlalchemy import (
    ColumnElement,
    Integer,
    Select,
    String,
    bindparam,
    case,
    exists,
    func,
    literal,
    or_,
    select,
    union_all,
)
from sqlalchemy.orm import Session

from ambassadors.activities.models import Activity, Reach
from ambassadors.activities.service import SUBJECT
from ambassadors.security.models import AuditEntry

_LOGGED, _CHANGED, _UNDONE = range(3)
_NO_NUMBERS = "{}"
"""What the trail says of a change of texts alone."""
_INITIATIVE, _SINCE_SAID = bindparam("initiative", type_=Integer), bindparam("since_said", type_=String)
_SINCE, _AFTER = bindparam("since", type_=Activity.on.type), bindparam("after", type_=Activity.logged_at.type)


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

    Those that reached one of the departments `among` (ids), or everybody; without it, any. Two queries, one if none.
    """
    counting, naming = _statements(some=among is not None)
    asked = {"initiative": initiative_id, "since": since, "since_said": since.isoformat(), "after": after}
    if among is not None:
        asked["among"] = list(among)
    count: dict[int, int] = dict(session.execute(counting, asked).all())
    if not count:
        return LateEntries()
    return LateEntries(
        logged=count.get(_LOGGED, 0),
        changed=count.get(_CHANGED, 0),
        undone=count.get(_UNDONE, 0),
        departments=tuple(session.scalars(naming, asked)),
    )


@cache
def _statements(*, some: bool) -> tuple[Select[int, int], Select[int]]:
    """How many came late in each way, and in which departments: of all, or of `some`. Put together once."""
    late = union_all(_logged(), _changed(), _undone()).subquery()
    among = [Reach.department_id.in_(bindparam("among", expanding=True))] if some else []
    reached = exists().where(Reach.activity_id == late.c.id, *among)
    counting = select(late.c.how, func.count()).where(or_(late.c.whole_organisation, reached)).group_by(late.c.how)
    naming = (
        select(Reach.department_id)
        .join(late, Reach.activity_id == late.c.id)
        .where(*among)
        .group_by(Reach.department_id)
        .order_by(func.count().desc(), Reach.department_id)
    )
    return counting, naming


def _logged() -> Select[int, bool, int]:
    return _entries(_LOGGED).where(
        Activity.initiative_id == _INITIATIVE,
        Activity.logged_at > _AFTER,
        Activity.on <= _SINCE,
        Activity.undone_at.is_(None),
    )


def _undone() -> Select[int, bool, int]:
    return _entries(_UNDONE).where(
        _of_it(),
        Activity.undone_at > _AFTER,
        Activity.on <= _SINCE,
        Activity.logged_at <= _AFTER,
    )


def _changed() -> Select[int, bool, int]:
    """Entries of which numbers were changed, or that were put back; from `since` they may have been moved away."""
    details = AuditEntry.details
    edited = AuditEntry.action.in_(("edited", "imported_again")) & (details["after"].as_string() != _NO_NUMBERS)
    moved = edited & (details["before"]["on"].as_string() <= _SINCE_SAID)
    touched = (
        select(AuditEntry.subject_id, func.max(case((moved, 1), else_=0)).label("moved"))
        .where(AuditEntry.subject == SUBJECT, AuditEntry.at > _AFTER, or_(edited, AuditEntry.action == "put_back"))
        .group_by(AuditEntry.subject_id)
        .subquery()
    )
    return (
        _entries(_CHANGED)
        .join(touched, touched.c.subject_id == Activity.id)
        .where(
            _of_it(),
            or_(Activity.on <= _SINCE, touched.c.moved == 1),
            Activity.logged_at <= _AFTER,
            Activity.undone_at.is_(None),
        )
    )


def _entries(how: int) -> Select[int, bool, int]:
    return select(Activity.id, Activity.whole_organisation, literal(how).label("how"))


def _of_it() -> ColumnElement[bool]:
    """Of this initiative, but not found by it: SQLite would read all its entries, of which few were touched."""
    return Activity.initiative_id + 0 == _INITIATIVE
