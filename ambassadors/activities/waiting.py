"""What still waits of what somebody did or logged: an answer to an advice, an outcome to take back."""

from datetime import date, timedelta
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, case, func, or_, select
from sqlalchemy.orm import Session

from ambassadors.activities.models import Activity
from ambassadors.activities.my_log import is_own
from ambassadors.activities.outcome_models import Followed, LetterTest, Review, TakenBack
from ambassadors.initiatives.models import ActivityKind, Asks, Audience, Initiative
from ambassadors.security.actor import Actor


class HowMany(NamedTuple):
    """How many advices wait for an answer, and how many outcomes to be taken back."""

    to_answer: int
    to_take_back: int


NOTHING = HowMany(0, 0)
ASKED_FOR_DAYS = 365
"""What came out longer ago is not asked for any more; it can still be told on the page of the activity."""


def has_outcome() -> ColumnElement[bool]:
    """Of a kind, whether something comes out of it: as `ActivityKind.has_outcome` tells of one."""
    asked = ActivityKind.asks.in_([Asks.OUTCOME, Asks.VOTES, Asks.REVIEW])
    return or_(ActivityKind.audience == Audience.EXTERNAL, asked)


def tells_something() -> ColumnElement[bool]:
    """Whether an activity, joined with its outcome, tells what came out of it: votes, an advice or words."""
    return or_(
        LetterTest.activity_id.is_not(None), Review.activity_id.is_not(None), func.coalesce(Activity.story, "") != ""
    )


def how_many(session: Session, actor: Actor, today: date) -> HowMany:
    """What waits for the actor. One query."""
    parts = waiting_for(actor, today).order_by(None).subquery()
    row = session.execute(
        select(
            func.coalesce(func.sum(parts.c.to_answer), 0),
            func.coalesce(func.sum(parts.c.to_take_back), 0),
        )
    ).one()
    return HowMany(*row)


def waiting_for(actor: Actor, today: date) -> Select[*tuple[Any, ...]]:
    """Query for what waits for the actor of the last year, newest first: an activity, and (1) for which of both."""
    to_answer = case((Review.followed == Followed.NOT_KNOWN, 1), else_=0)
    to_take_back = case((TakenBack.activity_id.is_(None), 1), else_=0)
    return (
        select(
            Activity.id,
            Activity.on,
            Activity.title,
            Initiative.name.label("initiative"),
            ActivityKind.name_nl,
            ActivityKind.name_en,
            LetterTest.compared,
            Review.plan,
            to_answer.label("to_answer"),
            to_take_back.label("to_take_back"),
        )
        .join(Initiative, Activity.initiative_id == Initiative.id)
        .join(ActivityKind, Activity.kind_id == ActivityKind.id)
        .outerjoin(LetterTest, LetterTest.activity_id == Activity.id)
        .outerjoin(Review, Review.activity_id == Activity.id)
        .outerjoin(TakenBack, TakenBack.activity_id == Activity.id)
        .where(
            is_own(actor),
            Activity.undone_at.is_(None),
            has_outcome(),
            tells_something(),
            Activity.on > today - timedelta(days=ASKED_FOR_DAYS),
            to_answer + to_take_back > 0,
        )
        .order_by(Activity.on.desc(), Activity.id.desc())
    )
