"""What somebody did and logged, in one list: activities, and days with nothing to report."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, exists, literal, null, or_, select, union_all
from sqlalchemy.orm import Session

from ambassadors.activities.models import Activity, DoneBy, NothingToReport, Reach
from ambassadors.activities.queries import ReachShown
from ambassadors.initiatives.models import ActivityKind, Initiative
from ambassadors.network.models import Ambassadorship
from ambassadors.organisation.queries import department_names
from ambassadors.security.actor import Actor


@dataclass(frozen=True, slots=True)
class Logged:
    """An entry as the list shows it. For an activity with whom it reached; `nothing` names the department that
    there was nothing to report from.
    """

    id: int
    on: date
    initiative: str
    kind_nl: str
    kind_en: str
    title: str | None
    whole_organisation: bool
    undone_at: datetime | None
    reaches: tuple[ReachShown, ...]
    nothing: str | None


def logged_by(actor: Actor) -> Select[*tuple[Any, ...]]:
    """Query for what the actor did or logged, newest first, undone ones included."""
    both = union_all(_activities(actor), _nothing(actor)).subquery()
    return select(both).order_by(both.c.on.desc(), both.c.logged_at.desc(), both.c.id.desc())


def _activities(actor: Actor) -> Select[*tuple[Any, ...]]:
    return (
        select(
            Activity.id,
            Activity.on,
            Activity.logged_at,
            Initiative.name.label("initiative"),
            ActivityKind.name_nl,
            ActivityKind.name_en,
            Activity.title,
            Activity.whole_organisation,
            Activity.undone_at,
            null().label("department_id"),
        )
        .join(Initiative, Activity.initiative_id == Initiative.id)
        .join(ActivityKind, Activity.kind_id == ActivityKind.id)
        .where(is_own(actor))
    )


def is_own(actor: Actor) -> ColumnElement[bool]:
    """Whether the actor did or logged an activity."""
    return or_(Activity.logged_by == actor.user_id, _done_by(actor.person_id))


def _done_by(person_id: int | None) -> ColumnElement[bool]:
    return exists().where(
        DoneBy.activity_id == Activity.id,
        DoneBy.ambassadorship_id == Ambassadorship.id,
        Ambassadorship.person_id == person_id,
    )


def _nothing(actor: Actor) -> Select[*tuple[Any, ...]]:
    return (
        select(
            NothingToReport.id,
            NothingToReport.on,
            NothingToReport.logged_at,
            Initiative.name.label("initiative"),
            literal("").label("name_nl"),
            literal("").label("name_en"),
            null().label("title"),
            literal(False).label("whole_organisation"),
            NothingToReport.undone_at,
            NothingToReport.department_id,
        )
        .join(Initiative, NothingToReport.initiative_id == Initiative.id)
        .join(Ambassadorship, NothingToReport.ambassadorship_id == Ambassadorship.id)
        .where(or_(NothingToReport.logged_by == actor.user_id, Ambassadorship.person_id == actor.person_id))
    )


def shown(session: Session, rows: Sequence[Row[Any]], today: date) -> list[Logged]:
    """Rows of `logged_by` with whom each reached. Two queries, however many rows."""
    activities = [row.id for row in rows if row.department_id is None]
    found = session.execute(
        select(Reach.activity_id, Reach.department_id, Reach.low, Reach.high, Reach.first_timers)
        .where(Reach.activity_id.in_(activities))
        .order_by(Reach.activity_id, Reach.department_id)
    ).all()
    quiet = {row.department_id for row in rows if row.department_id is not None}
    names = department_names(session, {reach.department_id for reach in found} | quiet, today)
    reaches: dict[int, list[ReachShown]] = defaultdict(list)
    for activity_id, department_id, low, high, first_timers in found:
        reaches[activity_id].append(ReachShown(names[department_id], low, high, first_timers))
    return [
        Logged(
            id=row.id,
            on=row.on,
            initiative=row.initiative,
            kind_nl=row.name_nl,
            kind_en=row.name_en,
            title=row.title,
            whole_organisation=row.whole_organisation,
            undone_at=row.undone_at,
            reaches=tuple(reaches[row.id]) if row.department_id is None else (),
            nothing=None if row.department_id is None else names[row.department_id],
        )
        for row in rows
    ]
