"""Writes what came out of an activity, and what was done with it later."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import insert, select
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from ambassadors.activities import service
from ambassadors.activities.models import Activity
from ambassadors.activities.outcome_models import Followed, LetterTest, Review, Series, SeriesEntry, TakenBack
from ambassadors.activities.outcomes import (
    NONE,
    Advice,
    Outcome,
    Votes,
    problem_of_taking_back,
    problems_of_outcome,
    said_of,
    texts_of,
)
from ambassadors.activities.rules import Entry
from ambassadors.activities.service import SUBJECT
from ambassadors.refusals import Refused
from ambassadors.security.actor import Actor
from ambassadors.security.service import record

CHANGED = "outcome_changed"
"""What the trail calls a change of an outcome: an action of its own, as no figure of the spread moves by it."""


@dataclass(frozen=True, slots=True)
class Kept:
    """All that is kept of an activity's outcome; each part is None where there is none."""

    test: LetterTest | None = None
    review: Review | None = None
    taken_back: TakenBack | None = None
    series: Series | None = None

    def outcome(self) -> Outcome:
        """What its form tells."""
        test, review = self.test, self.review
        return Outcome(
            votes=Votes(test.for_new, test.for_old, test.no_preference, test.compared) if test else None,
            review=Advice(review.plan, review.advice) if review else None,
            series_id=self.series.id if self.series else None,
        )


def kept_of(session: Session, activity_id: int) -> Kept:
    """What is kept of an activity's outcome. One query."""
    found = session.execute(
        select(LetterTest, Review, TakenBack, Series)
        .select_from(Activity)
        .outerjoin(LetterTest, LetterTest.activity_id == Activity.id)
        .outerjoin(Review, Review.activity_id == Activity.id)
        .outerjoin(TakenBack, TakenBack.activity_id == Activity.id)
        .outerjoin(SeriesEntry, SeriesEntry.activity_id == Activity.id)
        .outerjoin(Series, Series.id == SeriesEntry.series_id)
        .where(Activity.id == activity_id)
    ).first()
    return Kept(*found) if found else Kept()


def log(session: Session, actor: Actor, entry: Entry, outcome: Outcome, today: date, now: datetime) -> Activity:
    """Keep what was done, and what came out of it where something did; raises Refused as `service.log`."""
    activity = service.log(session, actor, entry, today, now)
    if outcome != NONE:
        _check(session, activity, outcome)
        _write(session, activity, outcome)
        record(session, actor.user_id, CHANGED, SUBJECT, activity.id, now, after=said_of(outcome))
    return activity


def edit(
    session: Session,
    actor: Actor,
    activity: Activity,
    version: int,
    entry: Entry,
    outcome: Outcome,
    today: date,
    now: datetime,
) -> None:
    """Change an activity and what came out of it; raises Refused as `service.edit`."""
    service.edit(session, actor, activity, version, entry, today, now)
    kept = kept_of(session, activity.id)
    earlier = kept.outcome()
    if outcome == earlier:
        return
    _check(session, activity, outcome)
    if activity.version == version:
        flag_modified(activity, "kind_id")  # raises the version although only its outcome changed
    _clear(session, kept, outcome, activity)
    _write(session, activity, outcome, kept)
    before, after = said_of(earlier), said_of(outcome)
    changed = [part for part in after if before[part] != after[part]]
    texts = [part for part, text in texts_of(outcome).items() if texts_of(earlier)[part] != text]
    told = {side: {part: said[part] for part in changed} for side, said in (("before", before), ("after", after))}
    record(session, actor.user_id, CHANGED, SUBJECT, activity.id, now, **told, texts=texts)
    session.flush()


def answer_review(
    session: Session, actor: Actor, activity: Activity, followed: Followed, note: str | None, now: datetime
) -> None:
    """Say whether the advice was followed; raises Refused `no_review`, `undone`."""
    review = session.get(Review, activity.id)
    if review is None:
        raise Refused("no_review")
    _refuse_undone(activity)
    before = review.followed
    if (before, review.followed_note) == (followed, note):
        return
    review.followed, review.followed_note = followed, note
    told = {"before": {"followed": before.value}, "after": {"followed": followed.value}} if before != followed else {}
    record(session, actor.user_id, CHANGED, SUBJECT, activity.id, now, **told)
    session.flush()


def take_back(
    session: Session, actor: Actor, activity: Activity, on: date, how: str, today: date, now: datetime
) -> None:
    """Keep that the outcome was taken back to the organisation.

    Raises Refused `no_outcome`, `undone`, `day_in_future`, `before_activity`.
    """
    if not activity.kind.has_outcome:
        raise Refused("no_outcome")
    _refuse_undone(activity)
    problem = problem_of_taking_back(on, activity.on, today)
    if problem:
        raise Refused(problem, "on")
    known = session.get(TakenBack, activity.id)
    before = {"taken_back": known.on.isoformat()} if known else {"taken_back": None}
    if known:
        known.on, known.how = on, how
    else:
        session.add(TakenBack(activity_id=activity.id, on=on, how=how))
    told = {"before": before, "after": {"taken_back": on.isoformat()}}
    record(session, actor.user_id, CHANGED, SUBJECT, activity.id, now, **told)
    session.flush()


def not_taken_back(session: Session, actor: Actor, activity: Activity, now: datetime) -> None:
    """It was not taken back after all; done already is done."""
    known = session.get(TakenBack, activity.id)
    if known is not None:
        told = {"before": {"taken_back": known.on.isoformat()}, "after": {"taken_back": None}}
        record(session, actor.user_id, CHANGED, SUBJECT, activity.id, now, **told)
        session.delete(known)
        session.flush()


def _check(session: Session, activity: Activity, outcome: Outcome) -> None:
    for problem in problems_of_outcome(outcome):
        raise Refused(problem.code, problem.field)
    if outcome.series_id is not None:
        series = session.get(Series, outcome.series_id)
        if series is None or series.initiative_id != activity.initiative_id:
            raise Refused("series_unknown", "series")


def _write(session: Session, activity: Activity, outcome: Outcome, kept: Kept | None = None) -> None:
    """Rows that are there already are changed, others are inserted."""
    kept = kept or Kept()
    if outcome.votes:
        votes = outcome.votes
        numbers = {"for_new": votes.for_new, "for_old": votes.for_old, "no_preference": votes.no_preference or 0}
        _put(session, LetterTest, kept.test, activity.id, {**numbers, "compared": votes.compared})
    if outcome.review:
        said = {"plan": outcome.review.plan, "advice": outcome.review.advice}
        _put(session, Review, kept.review, activity.id, said)
    if outcome.series_id is not None:
        entry = session.get(SeriesEntry, activity.id) if kept.series else None
        place = {"series_id": outcome.series_id, "initiative_id": activity.initiative_id}
        _put(session, SeriesEntry, entry, activity.id, place)


def _put(
    session: Session,
    table: type[LetterTest | Review | SeriesEntry],
    there: LetterTest | Review | SeriesEntry | None,
    activity_id: int,
    values: Mapping[str, object],
) -> None:
    if there is None:
        defaults = {"followed": Followed.NOT_KNOWN} if table is Review else {}
        session.execute(insert(table), [{"activity_id": activity_id, **defaults, **values}])
        return
    for name, value in values.items():
        setattr(there, name, value)


def _clear(session: Session, kept: Kept, outcome: Outcome, activity: Activity) -> None:
    """Remove what the activity does not tell any more."""
    if kept.test and not outcome.votes:
        session.delete(kept.test)
    if kept.review and not outcome.review:
        session.delete(kept.review)
    if kept.series and outcome.series_id is None:
        session.delete(session.get_one(SeriesEntry, activity.id))
    session.flush()


def _refuse_undone(activity: Activity) -> None:
    if activity.undone_at is not None:
        raise Refused("undone")
