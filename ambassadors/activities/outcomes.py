"""What came out of an activity as its form tells it, and whether it can be so. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from ambassadors.activities.rules import EXTERNAL, Problem

VOTES, REVIEW, OUTCOME, LINK = "votes", "review", "outcome", "link"

MOST_VOTES = 100_000


@dataclass(frozen=True, slots=True)
class Votes:
    """How many chose the new version and the old one, and how many had no preference; an empty number is not told."""

    for_new: int | None
    for_old: int | None
    no_preference: int | None = None
    compared: str | None = None


@dataclass(frozen=True, slots=True)
class Advice:
    """Which plan somebody looked along with, and what they advised."""

    plan: str | None
    advice: str | None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an activity tells on top of whom it reached; what its kind does not ask is empty."""

    votes: Votes | None = None
    review: Advice | None = None
    series_id: int | None = None


NONE = Outcome()


def tells_outcome(audience: str, asks: str) -> bool:
    """Whether an entry of such a kind is told by what came out of it, instead of by a story."""
    return audience == EXTERNAL or asks in {OUTCOME, VOTES}


def problems_of_outcome(outcome: Outcome) -> Iterator[Problem]:
    """All that is wrong with an outcome."""
    votes = outcome.votes
    if votes is None:
        return
    for field in ("for_new", "for_old"):
        if getattr(votes, field) is None:
            yield Problem("votes_half", field)
    for field in ("for_new", "for_old", "no_preference"):
        number = getattr(votes, field) or 0
        if number < 0:
            yield Problem("number_negative", field)
        elif number > MOST_VOTES:
            yield Problem("votes_too_many", field)
    if votes.for_new == votes.for_old == 0 and not votes.no_preference:
        yield Problem("votes_none", "for_new")


def problem_of_taking_back(on: date, activity_on: date, today: date) -> str | None:
    """Code of why an outcome cannot have been taken back on a day; or nothing."""
    if on > today:
        return "day_in_future"
    return "before_activity" if on < activity_on else None


def said_of(outcome: Outcome) -> dict[str, Any]:
    """What the trail keeps of an outcome: numbers, for good. Texts may name people, so it keeps none."""
    votes = outcome.votes
    return {
        "votes": [votes.for_new, votes.for_old, votes.no_preference or 0] if votes else None,
        "series": outcome.series_id,
    }


def texts_of(outcome: Outcome) -> dict[str, str | None]:
    """The texts of an outcome, of which the trail tells only that they changed."""
    return {
        "compared": outcome.votes.compared if outcome.votes else None,
        "plan": outcome.review.plan if outcome.review else None,
        "advice": outcome.review.advice if outcome.review else None,
    }
