"""Reads activities: for who did them, for a department, and for the measures."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Executable, Result, Select, bindparam, exists, func, or_, select
from sqlalchemy.orm import Session, joinedload, selectinload

from ambassadors.activities.models import Activity, DoneBy, NothingToReport, Reach
from ambassadors.initiatives.models import ActivityKind, Audience
from ambassadors.network.models import Ambassadorship
from ambassadors.organisation.queries import department_names
from ambassadors.security.actor import Actor
from ambassadors.security.policy import Permission

AT_ONCE = 50_000
"""Rows of the log that are in memory together while all of it is read."""


@dataclass(frozen=True, slots=True)
class ReachShown:
    """How many of a department took part, with the department's name."""

    department: str
    low: int | None
    high: int | None
    first_timers: int | None


@dataclass(frozen=True, slots=True)
class DepartmentActivity:
    """An activity in which people of a department took part, without who did it."""

    activity_id: int
    on: date
    kind_nl: str
    kind_en: str
    title: str | None
    low: int | None
    high: int | None
    first_timers: int | None


def reach_logged(session: Session, initiative_id: int, days: Collection[date] | None = None) -> Result[Any]:
    """Reach of what was logged on these days (all, if not given), in any order; undone ones left out.

    Day, department's id, activity's id, kind's id, low, high, first-timers.
    """
    return _logged(session, _reach, initiative_id, days)


def everyone_logged(session: Session, initiative_id: int, days: Collection[date] | None = None) -> Result[Any]:
    """Day, activity's id and kind's id of what went to the whole organisation, in the same way."""
    return _logged(session, _everyone, initiative_id, days)


def deeds_logged(session: Session, initiative_id: int, days: Collection[date] | None = None) -> Result[Any]:
    """Day, activity's id and the id of each ambassadorship that it belongs to, in the same way."""
    return _logged(session, _deeds, initiative_id, days)


def _logged(
    session: Session, statement: Callable[[bool], Executable], initiative_id: int, days: Collection[date] | None
) -> Result[Any]:
    """What a statement finds; it is put together once, since a dashboard asks it after every change."""
    asked = {"initiative": initiative_id} if days is None else {"initiative": initiative_id, "days": list(days)}
    return session.connection().execute(statement(days is not None), asked)


def _counting(some_days: bool) -> list[ColumnElement[bool]]:
    counting = [Activity.initiative_id == bindparam("initiative"), Activity.undone_at.is_(None)]
    return [*counting, Activity.on.in_(bindparam("days", expanding=True))] if some_days else counting


@cache
def _reach(some_days: bool) -> Select[date, int, int, int, int | None, int | None, int | None]:
    return (
        select(
            Activity.on,
            Reach.department_id,
            Activity.id,
            Activity.kind_id,
            Reach.low,
            Reach.high,
            Reach.first_timers,
        )
        .join(Activity, Reach.activity_id == Activity.id)
        .where(*_counting(some_days))
        .execution_options(yield_per=AT_ONCE)
    )


@cache
def _everyone(some_days: bool) -> Select[date, int, int]:
    return select(Activity.on, Activity.id, Activity.kind_id).where(
        *_counting(some_days), Activity.whole_organisation
    )


@cache
def _deeds(some_days: bool) -> Select[date, int, int]:
    return (
        select(Activity.on, Activity.id, DoneBy.ambassadorship_id)
        .join(DoneBy, DoneBy.activity_id == Activity.id)
        .where(*_counting(some_days))
        .execution_options(yield_per=AT_ONCE)
    )


def nothing_rows(session: Session, initiative_id: int) -> list[tuple[date, int]]:
    """Days on which there was nothing to report, and the id of the department; undone ones left out."""
    rows = session.execute(
        select(NothingToReport.on, NothingToReport.department_id)
        .where(
            NothingToReport.initiative_id == initiative_id,
            NothingToReport.undone_at.is_(None),
        )
        .order_by(NothingToReport.on, NothingToReport.id)
    )
    return list(rows)


def department_activities(
    session: Session, initiative_id: int, department_id: int, until: date, limit: int = 20
) -> list[DepartmentActivity]:
    """The last activities up to `until` in which people of a department took part, newest first."""
    rows = session.execute(
        select(
            Activity.id,
            Activity.on,
            ActivityKind.name_nl,
            ActivityKind.name_en,
            Activity.title,
            Reach.low,
            Reach.high,
            Reach.first_timers,
        )
        .join(ActivityKind, Activity.kind_id == ActivityKind.id)
        .join(Reach, Reach.activity_id == Activity.id)
        .where(
            Activity.initiative_id == initiative_id,
            Activity.on <= until,
            Activity.undone_at.is_(None),
            ActivityKind.audience == Audience.CONTACT,
            Reach.department_id == department_id,
        )
        .order_by(Activity.on.desc(), Activity.id.desc())
        .limit(limit)
    )
    return [DepartmentActivity(*row) for row in rows]


def had_contact(session: Session, initiative_id: int, department_id: int, since: date, until: date) -> bool:
    """Whether people of a department took part in something with colleagues on one of these days."""
    found = session.scalar(
        select(Activity.id)
        .join(ActivityKind, Activity.kind_id == ActivityKind.id)
        .join(Reach, Reach.activity_id == Activity.id)
        .where(
            Activity.initiative_id == initiative_id,
            Activity.on.between(since, until),
            Activity.undone_at.is_(None),
            ActivityKind.audience == Audience.CONTACT,
            Reach.department_id == department_id,
            or_(Reach.high.is_(None), Reach.high > 0),
        )
        .limit(1)
    )
    return found is not None


def messages_to(session: Session, initiative_id: int, department_id: int, until: date) -> tuple[int, date | None]:
    """How many broadcasts a department could read or hear up to `until`, and the day of the last."""
    to_it = exists().where(Reach.activity_id == Activity.id, Reach.department_id == department_id)
    row = session.execute(
        select(func.count(), func.max(Activity.on))
        .join(ActivityKind, Activity.kind_id == ActivityKind.id)
        .where(
            Activity.initiative_id == initiative_id,
            Activity.on <= until,
            Activity.undone_at.is_(None),
            ActivityKind.audience == Audience.BROADCAST,
            or_(Activity.whole_organisation, to_it),
        )
    ).one()
    return row[0], row[1]


def activity_for(session: Session, actor: Actor, activity_id: int) -> Activity | None:
    """The activity with all its parts, if it is the actor's business: see `concerns`. At most three queries."""
    activity = session.scalar(
        select(Activity)
        .where(Activity.id == activity_id)
        .options(
            joinedload(Activity.kind),
            joinedload(Activity.initiative),
            selectinload(Activity.reaches).joinedload(Reach.department),
            selectinload(Activity.done_by).joinedload(DoneBy.ambassadorship).joinedload(Ambassadorship.person),
        )
    )
    return activity if activity and concerns(actor, activity) else None


def concerns(actor: Actor, activity: Activity) -> bool:
    """Whether somebody may see, change and undo an activity: did it, logged it, or runs the change."""
    if activity.logged_by == actor.user_id:
        return True
    if actor.person_id is not None and any(
        each.ambassadorship.person_id == actor.person_id for each in activity.done_by
    ):
        return True
    return actor.may(Permission.LOG_FOR_OTHERS, activity.initiative.code)


def reaches_shown(session: Session, activity: Activity) -> list[ReachShown]:
    """Whom an activity reached, departments named as they were that day."""
    names = department_names(session, [each.department_id for each in activity.reaches], activity.on)
    return [
        ReachShown(names[each.department_id], each.low, each.high, each.first_timers) for each in activity.reaches
    ]


def last_logged(session: Session, user_id: int, initiative_id: int | None = None) -> Activity | None:
    """What a user logged last and did not undo, for one initiative if asked."""
    query = (
        select(Activity)
        .where(Activity.logged_by == user_id, Activity.undone_at.is_(None))
        .options(joinedload(Activity.initiative), selectinload(Activity.reaches), selectinload(Activity.done_by))
        .order_by(Activity.logged_at.desc(), Activity.id.desc())
        .limit(1)
    )
    if initiative_id is not None:
        query = query.where(Activity.initiative_id == initiative_id)
    return session.scalar(query)


def recent_departments(session: Session, user_id: int, initiative_id: int, most: int = 6) -> list[int]:
    """Ids of the departments that a user logged for last, the latest first."""
    rows = session.execute(
        select(Reach.department_id)
        .join(Activity, Reach.activity_id == Activity.id)
        .where(Activity.logged_by == user_id, Activity.initiative_id == initiative_id, Activity.undone_at.is_(None))
        .order_by(Activity.logged_at.desc(), Activity.id.desc())
        .limit(200)
    )
    return list(dict.fromkeys(department_id for (department_id,) in rows))[:most]


def recent_doers(session: Session, user_id: int, initiative_id: int, most: int = 8) -> list[int]:
    """Ids of the ambassadorships that a user logged for last, the latest first."""
    rows = session.execute(
        select(DoneBy.ambassadorship_id)
        .join(Activity, DoneBy.activity_id == Activity.id)
        .where(Activity.logged_by == user_id, Activity.initiative_id == initiative_id, Activity.undone_at.is_(None))
        .order_by(Activity.logged_at.desc(), Activity.id.desc())
        .limit(200)
    )
    return list(dict.fromkeys(ambassadorship_id for (ambassadorship_id,) in rows))[:most]
