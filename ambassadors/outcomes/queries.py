"""Reads what came out, for a change as a whole and for one series."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, literal, select
from sqlalchemy.orm import Session, joinedload, selectinload

from ambassadors.activities.models import Activity
from ambassadors.activities.my_log import is_own
from ambassadors.activities.outcome_models import (
    Followed,
    LetterTest,
    Review,
    Series,
    SeriesEntry,
    SeriesMember,
    TakenBack,
)
from ambassadors.activities.waiting import has_outcome, tells_something
from ambassadors.initiatives.models import ActivityKind, Initiative
from ambassadors.measures.votes import Winner, preference
from ambassadors.network.queries import AmbassadorshipRow, ambassadorships
from ambassadors.outcomes.rules import next_day
from ambassadors.security.actor import Actor
from ambassadors.security.policy import Permission

TESTS, REVIEWS, OTHERS, OPEN = "tests", "reviews", "others", "open"


@dataclass(frozen=True, slots=True)
class Summary:
    """How many outcomes a change has, and what they come to; of `too_few` letter tests nothing can be said."""

    outcomes: int
    taken_back: int
    tests: int
    new_won: int
    old_won: int
    too_few: int
    reviews: int
    followed: int
    partly: int
    not_followed: int


@dataclass(frozen=True, slots=True)
class SeriesShown:
    """A series with how many entries it has, the day of the last, and that of the next (None once it has ended)."""

    series: Series
    entries: int
    last_on: date | None
    next_on: date | None


@dataclass(frozen=True, slots=True)
class NextDate:
    """When the next one of a series is: what a calendar needs."""

    series: Series
    on: date


def summary_of(session: Session, initiative_id: int) -> Summary:
    """What came out of a change so far. Three queries."""
    outcomes, taken_back = session.execute(
        _told(select(func.count(), func.count(TakenBack.activity_id)), initiative_id)
    ).one()
    tests = _told(select(LetterTest.for_new, LetterTest.for_old), initiative_id)
    votes = session.execute(tests.where(LetterTest.activity_id.is_not(None)))
    winners = [preference(new, old).winner for new, old in votes]
    reviews = _told(select(Review.followed, func.count()), initiative_id).where(Review.activity_id.is_not(None))
    answers = dict(session.execute(reviews.group_by(Review.followed)).all())
    return Summary(
        outcomes=outcomes,
        taken_back=taken_back,
        tests=len(winners),
        new_won=winners.count(Winner.NEW),
        old_won=winners.count(Winner.OLD),
        too_few=winners.count(None),
        reviews=sum(answers.values()),
        followed=answers.get(Followed.FOLLOWED, 0),
        partly=answers.get(Followed.PARTLY, 0),
        not_followed=answers.get(Followed.NOT_FOLLOWED, 0),
    )


def outcomes_of(actor: Actor, initiative: Initiative, what: str | None = None) -> Select[*tuple[Any, ...]]:
    """Query for what came out of a change, newest first, without who did it; `opens` where it concerns the actor.

    `what` is one of TESTS, REVIEWS, OTHERS and OPEN (not taken back yet), or all.
    """
    query = _told(_columns(actor, initiative), initiative.id).order_by(Activity.on.desc(), Activity.id.desc())
    wanted: dict[str, ColumnElement[bool]] = {
        TESTS: LetterTest.activity_id.is_not(None),
        REVIEWS: Review.activity_id.is_not(None),
        OTHERS: and_(LetterTest.activity_id.is_(None), Review.activity_id.is_(None)),
        OPEN: TakenBack.activity_id.is_(None),
    }
    return query.where(wanted[what]) if what in wanted else query


def entries_of(actor: Actor, series: Series) -> Select[*tuple[Any, ...]]:
    """Query for the entries of a series, newest first, in the same columns."""
    query = _joined(_columns(actor, series.initiative).select_from(Activity)).join(
        SeriesEntry, SeriesEntry.activity_id == Activity.id
    )
    return query.where(SeriesEntry.series_id == series.id, Activity.undone_at.is_(None)).order_by(
        Activity.on.desc(), Activity.id.desc()
    )


def series_of(session: Session, initiative_id: int, today: date) -> list[SeriesShown]:
    """The series of a change: those that go on by their next day, then those that ended. Three queries."""
    found = session.scalars(
        select(Series)
        .where(Series.initiative_id == initiative_id)
        .options(joinedload(Series.kind), selectinload(Series.members))
        .order_by(func.lower(Series.name), Series.id)
    ).all()
    shown = shown_series(session, found, today)
    return sorted(shown, key=lambda each: (each.next_on is None, each.next_on or date.max))


def shown_series(session: Session, found: Sequence[Series], today: date) -> list[SeriesShown]:
    """Series with their last and next day. One query."""
    counted = session.execute(
        select(SeriesEntry.series_id, func.count(), func.max(Activity.on))
        .join(Activity, Activity.id == SeriesEntry.activity_id)
        .where(SeriesEntry.series_id.in_([each.id for each in found]), Activity.undone_at.is_(None))
        .group_by(SeriesEntry.series_id)
    ).all()
    by_id: dict[int, tuple[int, date]] = {series_id: (entries, last) for series_id, entries, last in counted}
    return [_shown(each, by_id.get(each.id), today) for each in found]


def series_for(session: Session, initiative_id: int, series_id: int) -> Series | None:
    """A series of a change, with its kind and who keeps it going."""
    return session.scalar(
        select(Series)
        .where(Series.id == series_id, Series.initiative_id == initiative_id)
        .options(joinedload(Series.kind), joinedload(Series.initiative), selectinload(Series.members))
    )


def members_of(session: Session, series: Series) -> list[AmbassadorshipRow]:
    """The ambassadorships that keep a series going, oldest first. Two queries."""
    return ambassadorships(session, ids=[each.ambassadorship_id for each in series.members])


def keeps_going(actor: Actor, series: Series, members: Sequence[AmbassadorshipRow], today: date) -> bool:
    """Whether somebody may change a series: it is their task, or they run the change."""
    if actor.may(Permission.LOG_FOR_OTHERS, series.initiative.code):
        return True
    return actor.person_id is not None and any(each.is_task_of(actor.person_id, today) for each in members)


def next_dates(session: Session, person_id: int, today: date) -> list[NextDate]:
    """The next day of each series that goes on and that somebody keeps going today, soonest first. Four queries."""
    rows = ambassadorships(session, person_id=person_id, stood_in_for=True)
    own = [each.id for each in rows if each.is_task_of(person_id, today)]
    kept = select(SeriesMember.series_id).where(SeriesMember.ambassadorship_id.in_(own))
    found = session.scalars(select(Series).where(Series.id.in_(kept)).options(joinedload(Series.initiative))).all()
    dates = [
        NextDate(each.series, each.next_on)
        for each in shown_series(session, found, today)
        if each.next_on and not each.series.initiative.is_over(today)
    ]
    return sorted(dates, key=lambda each: (each.on, each.series.id))


def _shown(series: Series, counted: tuple[int, date] | None, today: date) -> SeriesShown:
    entries, last_on = counted or (0, None)
    ended = series.ended_on is not None and series.ended_on <= today
    upcoming = None if ended else next_day(series.next_on, last_on, series.every, series.unit)
    return SeriesShown(series, entries, last_on, upcoming)


def _columns(actor: Actor, initiative: Initiative) -> Select[*tuple[Any, ...]]:
    runs_it = actor.may(Permission.LOG_FOR_OTHERS, initiative.code)
    return select(
        Activity.id,
        Activity.on,
        Activity.title,
        Activity.story,
        ActivityKind.name_nl,
        ActivityKind.name_en,
        LetterTest.compared,
        LetterTest.for_new,
        LetterTest.for_old,
        LetterTest.no_preference,
        Review.plan,
        Review.followed,
        Review.followed_note,
        TakenBack.on.label("back_on"),
        TakenBack.how,
        (literal(True) if runs_it else is_own(actor)).label("opens"),
    )


def _told(query: Select[*tuple[Any, ...]], initiative_id: int) -> Select[*tuple[Any, ...]]:
    """Of what was logged for a change and tells what came out of it."""
    return _joined(query.select_from(Activity)).where(
        Activity.initiative_id == initiative_id, Activity.undone_at.is_(None), has_outcome(), tells_something()
    )


def _joined(query: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
    return (
        query.join(ActivityKind, Activity.kind_id == ActivityKind.id)
        .outerjoin(LetterTest, LetterTest.activity_id == Activity.id)
        .outerjoin(Review, Review.activity_id == Activity.id)
        .outerjoin(TakenBack, TakenBack.activity_id == Activity.id)
    )
