"""What was changed about an activity, by whom and when, from the audit trail."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from ambassadors.accounts.models import User
from ambassadors.activities.models import Activity
from ambassadors.activities.outcome_models import Series
from ambassadors.activities.service import SUBJECT
from ambassadors.initiatives.models import ActivityKind
from ambassadors.organisation.models import Department, Person
from ambassadors.organisation.queries import department_names
from ambassadors.security.models import AuditEntry

Reached = dict[str, list[int | None]]
"""Low, high and first-timers by the department's code, as the trail holds them."""


@dataclass(frozen=True, slots=True)
class Numbers:
    """How many of a department took part, before or after a change; nothing where it was not reached."""

    low: int | None
    high: int | None
    first_timers: int | None


@dataclass(frozen=True, slots=True)
class Difference:
    """What one change did to one part: `what` names the part, or the department if `part` is "reached"."""

    part: str
    what: str
    before: Any
    after: Any


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened to an activity; `by` is None for an import by a command."""

    at: datetime
    by: str | None
    action: str
    differences: tuple[Difference, ...]
    texts: tuple[str, ...]


def history_of(session: Session, activity: Activity) -> list[Event]:
    """All that happened to an activity since it was logged, newest first. At most six queries."""
    entries = session.execute(
        select(AuditEntry.at, User.name, AuditEntry.action, AuditEntry.details)
        .outerjoin(User, AuditEntry.user_id == User.id)
        .where(AuditEntry.subject == SUBJECT, AuditEntry.subject_id == activity.id)
        .order_by(AuditEntry.id.desc())
    ).all()
    names = _Names(session, activity, [details for *_rest, details in entries])
    return [
        Event(at, by, action, tuple(names.differences(details)), tuple(details.get("texts", ())))
        for at, by, action, details in entries
    ]


class _Names:
    """The names behind the codes that the trail holds."""

    def __init__(self, session: Session, activity: Activity, details: Iterable[dict[str, Any]]) -> None:
        sides = [each[side] for each in details for side in ("before", "after") if side in each]
        departments = {code for side in sides for code in side.get("reached", ())}
        people = {code for side in sides for code in side.get("done_by", ())}
        kinds = {side["kind"] for side in sides if "kind" in side}
        series = {side["series"] for side in sides if side.get("series")}
        ids = dict(
            session.execute(select(Department.id, Department.code).where(Department.code.in_(departments))).all()
        )
        by_id = department_names(session, ids, activity.on)
        self.departments = {ids[id_]: name for id_, name in by_id.items()}
        self.people = dict(session.execute(select(Person.code, Person.name).where(Person.code.in_(people))).all())
        named = select(Series.id, Series.name).where(Series.id.in_(series))
        self.series = dict(session.execute(named).all()) if series else {}
        self.kinds = {
            kind.code: kind
            for kind in session.scalars(
                select(ActivityKind).where(
                    ActivityKind.code.in_(kinds),
                    or_(ActivityKind.initiative_id == activity.initiative_id, ActivityKind.initiative_id.is_(None)),
                )
            )
        }

    def differences(self, details: dict[str, Any]) -> Iterable[Difference]:
        """Part by part what one change did; what was there at first is no difference."""
        before, after = details.get("before"), details.get("after")
        if before is None or after is None:
            return
        for part in after:
            if part == "reached":
                yield from self._reached(before[part], after[part])
            else:
                yield Difference(part, "", self._shown(part, before[part]), self._shown(part, after[part]))

    def _reached(self, before: Reached, after: Reached) -> Iterable[Difference]:
        for code in dict.fromkeys((*before, *after)):
            if before.get(code) != after.get(code):
                was = Numbers(*before[code]) if code in before else None
                now = Numbers(*after[code]) if code in after else None
                yield Difference("reached", self.departments.get(code, code), was, now)

    def _shown(self, part: str, value: Any) -> Any:
        if part in {"on", "taken_back"}:
            return date.fromisoformat(value) if value else None
        if part == "series":
            return self.series.get(value)
        if part == "kind":
            return self.kinds.get(value, value)
        if part == "done_by":
            return ", ".join(self.people.get(code, code) for code in value)
        return value
