"""What was logged, changed or undone only after a day that it is about: figures of that day looked different then."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Integer,
    Select,
    String,
    and_,
    bindparam,
    case,
    cast,
    func,
    literal,
    null,
    or_,
    outerjoin,
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

    Those that reached one of the departments `among` (ids), or everybody; without it, any. One query.
    """
    asked = {"initiative": initiative_id, "since": since, "since_said": since.isoformat(), "after": after}
    if among is not None:
        asked["among"] = list(among)
    rows = session.execute(_statement(some=among is not None), asked).all()
    count = {how: number for how, _department, number in rows if how is not None}
    reached = [(-number, department) for _how, department, number in rows if department is not None]
    return LateEntries(
        logged=count.get(_LOGGED, 0),
        changed=count.get(_CHANGED, 0),
        undone=count.get(_UNDONE, 0),
        departments=tuple(department for _number, department in sorted(reached)),
    )


@cache
def _statement(*, some: bool) -> CompoundSelect[int | None, int | None, int]:
    """How many came late in each way, then how many in each department: of all, or of `some`. Put together once."""
    late = union_all(_logged(), _changed(), _undone()).subquery()
    among = [Reach.department_id.in_(bindparam("among", expanding=True))] if some else []
    # From the few that came late to what they reached, once: a database that is asked twice reads all reach twice.
    reached = (
        select(late, Reach.department_id)
        .select_from(outerjoin(late, Reach, and_(Reach.activity_id == late.c.id, *among)))
        .cte("reached")
    )
    department, nothing = reached.c.department_id, cast(null(), Integer)
    return union_all(
        select(reached.c.how, nothing, func.count(reached.c.id.distinct()))
        .where(or_(reached.c.whole_organisation, department.is_not(None)))
        .group_by(reached.c.how),
        select(nothing, department, func.count()).group_by(department),
    )


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
