"""Reads stories: the feed of a change, those of a month, and what one can share."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, case, exists, func, select
from sqlalchemy.orm import Session, joinedload

from ambassadors.accounts.models import User
from ambassadors.activities.models import Activity, Reach
from ambassadors.initiatives.models import ActivityKind
from ambassadors.organisation.together import Together
from ambassadors.results.models import Result
from ambassadors.results.rules import ResultStatus
from ambassadors.security.actor import Actor
from ambassadors.stories.models import Story
from ambassadors.stories.rules import MOST_IN_MONTH

MOST_RESULTS = 40
"""So many results are offered to choose from."""


class StoryRow(NamedTuple):
    """A story in the feed; `author` only where that is what they wanted."""

    id: int
    activity_id: int
    on: date
    kind_nl: str
    kind_en: str
    title: str | None
    text: str
    link: str | None
    shared_at: datetime
    author: str | None
    result_id: int | None
    result: str | None
    status: ResultStatus | None
    hidden_because: str | None


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to show: of some departments (None: all), with a result (`ANY_RESULT` or its id), or what is hidden."""

    departments: Collection[int] | None = None
    result: int | None = None
    hidden: bool = False


ANY_RESULT = 0


def feed(initiative_id: int, wanted: Wanted) -> Select[*tuple[Any, ...]]:
    """Query for the StoryRows of a change, the latest shared first."""
    query = _rows().where(Story.initiative_id == initiative_id, *_told())
    query = query.where(Story.hidden_at.is_not(None) if wanted.hidden else Story.hidden_at.is_(None))
    if wanted.departments is not None:
        there = exists().where(Reach.activity_id == Story.activity_id, Reach.department_id.in_(wanted.departments))
        query = query.where(there)
    if wanted.result == ANY_RESULT:
        query = query.where(Story.result_id.is_not(None))
    elif wanted.result is not None:
        query = query.where(Story.result_id == wanted.result)
    return query.order_by(Story.shared_at.desc(), Story.id.desc())


def of_month(session: Session, initiative_id: int, since: datetime, until: datetime) -> list[StoryRow]:
    """The stories shared from `since` up to `until` for the text of a month: those with a result first. One query."""
    query = (
        _rows()
        .where(Story.initiative_id == initiative_id, Story.hidden_at.is_(None), *_told())
        .where(Story.shared_at >= since, Story.shared_at < until)
        .order_by(case((Story.result_id.is_not(None), 0), else_=1), Story.shared_at.desc(), Story.id.desc())
        .limit(MOST_IN_MONTH)
    )
    return [StoryRow(*row) for row in session.execute(query)]


def departments_of(
    session: Session, rows: Collection[StoryRow], together: Mapping[int, Together]
) -> dict[int, list[Together]]:
    """Where each story comes from, by the id of its activity, as departments may be named. One query."""
    found: dict[int, list[Together]] = {}
    for activity_id, department_id in session.execute(
        select(Reach.activity_id, Reach.department_id)
        .where(Reach.activity_id.in_([row.activity_id for row in rows]))
        .order_by(Reach.activity_id, Reach.department_id)
    ):
        where = together.get(department_id)
        known = found.setdefault(activity_id, [])
        if where is not None and where not in known:
            known.append(where)
    return found


def results_told_of(session: Session, initiative_id: int) -> list[tuple[int, str]]:
    """Id and name of the results that a story in the feed is about, by name. One query."""
    told = (
        select(Story.result_id)
        .join(Activity, Story.activity_id == Activity.id)
        .where(Story.initiative_id == initiative_id, Story.hidden_at.is_(None), *_told())
    )
    rows = session.execute(
        select(Result.id, Result.name).where(Result.id.in_(told)).order_by(func.lower(Result.name), Result.id)
    )
    return [(row[0], row[1]) for row in rows]


def results_to_name(session: Session, activity: Activity) -> list[tuple[int, str]]:
    """Id and name of the results that an activity may touch: those of the departments it reached. One query."""
    reached = select(Reach.department_id).where(Reach.activity_id == activity.id)
    rows = session.execute(
        select(Result.id, Result.name)
        .where(
            Result.initiative_id == activity.initiative_id,
            Result.department_id.in_(reached),
            Result.dropped_on.is_(None),
        )
        .order_by(func.lower(Result.name), Result.id)
        .limit(MOST_RESULTS)
    )
    return [(row[0], row[1]) for row in rows]


def story_of(session: Session, initiative_id: int, story_id: int) -> Story | None:
    """One story of a change."""
    return session.scalar(
        select(Story)
        .where(Story.id == story_id, Story.initiative_id == initiative_id)
        .options(joinedload(Story.activity))
    )


def story_at(session: Session, activity_id: int) -> Story | None:
    """The story of an activity, if it was ever shared. One query."""
    return session.scalar(select(Story).where(Story.activity_id == activity_id).options(joinedload(Story.result)))


def made_by(actor: Actor, activity: Activity) -> bool:
    """Whether somebody did an activity or logged it: then its story is theirs to share."""
    if activity.logged_by == actor.user_id:
        return True
    return actor.person_id is not None and any(
        each.ambassadorship.person_id == actor.person_id for each in activity.done_by
    )


def _told() -> list[ColumnElement[bool]]:
    return [Story.withdrawn_at.is_(None), Activity.undone_at.is_(None), Activity.story.is_not(None)]


def _rows() -> Select[*tuple[Any, ...]]:
    return (
        select(
            Story.id,
            Story.activity_id,
            Activity.on,
            ActivityKind.name_nl,
            ActivityKind.name_en,
            Activity.title,
            Activity.story,
            Activity.link,
            Story.shared_at,
            case((Story.named, User.name), else_=None),
            Story.result_id,
            Result.name,
            Result.status,
            Story.hidden_because,
        )
        .join(Activity, Story.activity_id == Activity.id)
        .join(ActivityKind, Activity.kind_id == ActivityKind.id)
        .join(User, Story.shared_by == User.id)
        .outerjoin(Result, Story.result_id == Result.id)
    )
