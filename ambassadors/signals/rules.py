"""What may happen to a signal, who may do it, and how urgent it is. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum


class SignalStatus(StrEnum):
    """Where a signal is on its way."""

    RAISED = "raised"
    SOLVED_LOCALLY = "solved_locally"
    ESCALATED = "escalated"
    ACKNOWLEDGED = "acknowledged"
    ANSWERED = "answered"
    FED_BACK = "fed_back"
    REOPENED = "reopened"


class Severity(StrEnum):
    """How bad it is, in the eyes of who raised it."""

    SMALL = "small"
    HINDERS = "hinders"
    BLOCKS = "blocks"


class Part(StrEnum):
    """What somebody is to one signal; `ambassador` is the one nearest to its department."""

    SENDER = "sender"
    AMBASSADOR = "ambassador"
    CHANGE_MANAGER = "change_manager"
    KERNGROEP = "kerngroep"


NEXT: Mapping[SignalStatus, frozenset[SignalStatus]] = {
    SignalStatus.RAISED: frozenset({SignalStatus.SOLVED_LOCALLY, SignalStatus.ESCALATED}),
    SignalStatus.ESCALATED: frozenset({SignalStatus.ACKNOWLEDGED}),
    # Acknowledged once more: another owner, or another date.
    SignalStatus.ACKNOWLEDGED: frozenset({SignalStatus.ACKNOWLEDGED, SignalStatus.ANSWERED}),
    SignalStatus.ANSWERED: frozenset({SignalStatus.FED_BACK}),
    SignalStatus.SOLVED_LOCALLY: frozenset({SignalStatus.REOPENED}),
    SignalStatus.FED_BACK: frozenset({SignalStatus.REOPENED}),
    SignalStatus.REOPENED: frozenset({SignalStatus.ACKNOWLEDGED}),
}

TAKEN_BY: Mapping[SignalStatus, frozenset[Part]] = {
    SignalStatus.SOLVED_LOCALLY: frozenset({Part.AMBASSADOR, Part.CHANGE_MANAGER}),
    # Anybody concerned: a signal never waits for an ambassador who is ill, or who has left.
    SignalStatus.ESCALATED: frozenset(Part),
    SignalStatus.ACKNOWLEDGED: frozenset({Part.KERNGROEP}),
    SignalStatus.ANSWERED: frozenset({Part.KERNGROEP}),
    SignalStatus.FED_BACK: frozenset({Part.KERNGROEP}),
    SignalStatus.REOPENED: frozenset({Part.SENDER}),
}

CLOSED = frozenset({SignalStatus.SOLVED_LOCALLY, SignalStatus.FED_BACK})
OPEN = frozenset(SignalStatus) - CLOSED
UNACKNOWLEDGED = frozenset({SignalStatus.ESCALATED, SignalStatus.REOPENED})
"""With the kerngroep, and nobody has taken it up yet."""

ANSWERS = frozenset({SignalStatus.SOLVED_LOCALLY, SignalStatus.ANSWERED})
"""Steps by which the sender gets an answer."""

TIME_TO_ANSWER = timedelta(days=14)
"""What a due date is proposed as, from the day on which a signal is acknowledged."""
STAYS_NEW = timedelta(days=14)
"""For how long an answer is shown to the sender as new."""


@dataclass(frozen=True, slots=True)
class Involved:
    """Somebody and the parts that they have in one signal, today."""

    user_id: int
    parts: frozenset[Part]


@dataclass(frozen=True, slots=True)
class Course:
    """How a signal had fared by some moment: its status, its first answer, and when it was closed if it is."""

    status: SignalStatus
    answered_at: datetime | None
    closed_at: datetime | None


def may_step(parts: Iterable[Part], now: SignalStatus, then: SignalStatus) -> bool:
    """Whether somebody with `parts` may take a signal from `now` to `then`."""
    return then in NEXT[now] and not TAKEN_BY[then].isdisjoint(parts)


def steps_for(parts: Iterable[Part], now: SignalStatus) -> frozenset[SignalStatus]:
    """All that somebody with `parts` may take a signal to from `now`."""
    held = frozenset(parts)
    return frozenset(then for then in NEXT[now] if may_step(held, now, then))


def may_see(parts: Iterable[Part], now: SignalStatus, *, took_a_step: bool) -> bool:
    """Whether somebody with `parts` may read a signal.

    The ambassador reads what is with them, and afterwards what they dealt with themselves; nobody else's.
    """
    held = frozenset(parts)
    if held - {Part.AMBASSADOR}:
        return True
    return Part.AMBASSADOR in held and (now is SignalStatus.RAISED or took_a_step)


def is_overdue(status: SignalStatus, due_on: date | None, today: date) -> bool:
    """Whether the day on which the sender was to have an answer is past."""
    return status in OPEN and due_on is not None and due_on < today


def course(steps: Iterable[tuple[SignalStatus, datetime]]) -> Course:
    """What a signal's steps, in their order, add up to; there is at least one."""
    answered_at = closed_at = None
    status = SignalStatus.RAISED
    for status, at in steps:
        if status in ANSWERS and answered_at is None:
            answered_at = at
        closed_at = at if status in CLOSED else None
    return Course(status, answered_at, closed_at)


def last_answer(steps: Iterable[tuple[SignalStatus, str | None]]) -> tuple[str, ...]:
    """What the sender was told, in words, since the signal was raised or last reopened."""
    told: list[str] = []
    for status, note in steps:
        if status is SignalStatus.REOPENED:
            told.clear()
        elif note and status in ANSWERS | CLOSED:
            told.append(note)
    return tuple(told)
