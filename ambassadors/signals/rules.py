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
    ASKED = "asked"
    REPLIED = "replied"
    ANSWERED = "answered"
    FED_BACK = "fed_back"
    CLOSED = "closed"
    REOPENED = "reopened"


class Severity(StrEnum):
    """How bad it is, in the eyes of who raised it."""

    SMALL = "small"
    HINDERS = "hinders"
    BLOCKS = "blocks"


class StepKind(StrEnum):
    """Whether a step was taken with this signal, or with the one that it is joined to; or it was joined or let go."""

    TAKEN = "taken"
    FOLLOWED = "followed"
    JOINED = "joined"
    LEFT = "left"


class Part(StrEnum):
    """What somebody is to one signal; `ambassador` is the nearest to its department, `owner` sees to an answer."""

    SENDER = "sender"
    AMBASSADOR = "ambassador"
    CHANGE_MANAGER = "change_manager"
    KERNGROEP = "kerngroep"
    CHAIR = "chair"
    OWNER = "owner"


NEXT: Mapping[SignalStatus, frozenset[SignalStatus]] = {
    SignalStatus.RAISED: frozenset({SignalStatus.SOLVED_LOCALLY, SignalStatus.ESCALATED}),
    SignalStatus.ESCALATED: frozenset({SignalStatus.ACKNOWLEDGED}),
    # Acknowledged once more: another owner, or another date.
    SignalStatus.ACKNOWLEDGED: frozenset({SignalStatus.ACKNOWLEDGED, SignalStatus.ASKED, SignalStatus.ANSWERED}),
    # Who does not reply keeps nobody from answering.
    SignalStatus.ASKED: frozenset({SignalStatus.REPLIED, SignalStatus.ACKNOWLEDGED, SignalStatus.ANSWERED}),
    SignalStatus.REPLIED: frozenset({SignalStatus.ACKNOWLEDGED, SignalStatus.ASKED, SignalStatus.ANSWERED}),
    SignalStatus.ANSWERED: frozenset({SignalStatus.FED_BACK}),
    SignalStatus.SOLVED_LOCALLY: frozenset({SignalStatus.CLOSED, SignalStatus.REOPENED}),
    SignalStatus.FED_BACK: frozenset({SignalStatus.CLOSED, SignalStatus.REOPENED}),
    SignalStatus.CLOSED: frozenset({SignalStatus.REOPENED}),
    SignalStatus.REOPENED: frozenset({SignalStatus.ACKNOWLEDGED}),
}

TAKEN_BY: Mapping[SignalStatus, frozenset[Part]] = {
    SignalStatus.SOLVED_LOCALLY: frozenset({Part.AMBASSADOR, Part.CHANGE_MANAGER}),
    # Anybody concerned: a signal never waits for an ambassador who is ill, or who has left.
    SignalStatus.ESCALATED: frozenset({Part.SENDER, Part.AMBASSADOR, Part.CHANGE_MANAGER, Part.KERNGROEP}),
    SignalStatus.ACKNOWLEDGED: frozenset({Part.KERNGROEP}),
    SignalStatus.ASKED: frozenset({Part.KERNGROEP}),
    SignalStatus.REPLIED: frozenset({Part.SENDER}),
    SignalStatus.ANSWERED: frozenset({Part.KERNGROEP}),
    SignalStatus.FED_BACK: frozenset({Part.KERNGROEP}),
    SignalStatus.CLOSED: frozenset({Part.SENDER, Part.KERNGROEP}),
    SignalStatus.REOPENED: frozenset({Part.SENDER}),
}

FOLLOWED = frozenset(
    {
        SignalStatus.SOLVED_LOCALLY,
        SignalStatus.ESCALATED,
        SignalStatus.ACKNOWLEDGED,
        SignalStatus.ANSWERED,
        SignalStatus.FED_BACK,
    }
)
"""Steps that a joined signal takes along with the one it is joined to, and never by itself."""

TOLD = frozenset({SignalStatus.SOLVED_LOCALLY, SignalStatus.FED_BACK})
"""Steps by which an answer reaches the sender."""
CLOSED = TOLD | {SignalStatus.CLOSED}
"""The sender was told; after `closed` there is nothing more to say, unless it is reopened."""
OPEN = frozenset(SignalStatus) - CLOSED
UNACKNOWLEDGED = frozenset({SignalStatus.ESCALATED, SignalStatus.REOPENED})
"""With the kerngroep, and nobody has taken it up yet."""

ANSWERS = frozenset({SignalStatus.SOLVED_LOCALLY, SignalStatus.ANSWERED})
"""Steps by which the sender gets an answer."""

TAKEN_UP = frozenset({SignalStatus.ACKNOWLEDGED, SignalStatus.ASKED, SignalStatus.REPLIED})
"""Somebody sees to an answer."""
AWAITING_ANSWER = TAKEN_UP - {SignalStatus.ASKED}
"""It is the kerngroep's turn to answer."""
JOINABLE = UNACKNOWLEDGED | TAKEN_UP | {SignalStatus.RAISED}
"""Others can still join: there is no answer yet."""
ANSWERS_SIGNALS = frozenset({Part.KERNGROEP, Part.CHANGE_MANAGER})
"""Who reads an answer before the sender is told."""
NAMES_KNOWN_TO = frozenset({Part.SENDER, Part.CHAIR, Part.OWNER})
"""Who sees who raised a confidential signal."""

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


def may_step(parts: Iterable[Part], now: SignalStatus, then: SignalStatus, *, joined: bool = False) -> bool:
    """Whether somebody with `parts` may take a signal from `now` to `then`; `joined`: to another signal."""
    if joined and then in FOLLOWED:
        return False
    return then in NEXT[now] and not TAKEN_BY[then].isdisjoint(parts)


def steps_for(parts: Iterable[Part], now: SignalStatus, *, joined: bool = False) -> frozenset[SignalStatus]:
    """All that somebody with `parts` may take a signal to from `now`."""
    held = frozenset(parts)
    return frozenset(then for then in NEXT[now] if may_step(held, now, then, joined=joined))


def way_along(now: SignalStatus, then: SignalStatus) -> tuple[SignalStatus, ...]:
    """The steps by which a joined signal that is at `now` comes to `then` with the other; the fewest, () for none."""
    ways: list[tuple[SignalStatus, ...]] = [()]
    seen: set[SignalStatus] = set()
    while ways:
        way = ways.pop(0)
        here = way[-1] if way else now
        following = NEXT[here] & FOLLOWED
        if then in following:
            return (*way, then)
        ways += [(*way, each) for each in sorted(following - seen)]
        seen |= following
    return ()


def knows_sender(parts: Iterable[Part], *, confidential: bool) -> bool:
    """Whether somebody with `parts`, who may see a signal, also sees who raised it."""
    return not confidential or not NAMES_KNOWN_TO.isdisjoint(parts)


def knows_answer(parts: Iterable[Part], now: SignalStatus) -> bool:
    """Whether somebody with `parts` may read the answer: until the sender is told, only who answers signals."""
    return now is not SignalStatus.ANSWERED or not ANSWERS_SIGNALS.isdisjoint(parts)


def told_status(now: SignalStatus) -> SignalStatus:
    """How a signal stands for who is told the answer later: until then somebody sees to it."""
    return SignalStatus.ACKNOWLEDGED if now is SignalStatus.ANSWERED else now


def may_see(parts: Iterable[Part], now: SignalStatus, *, took_a_step: bool) -> bool:
    """Whether somebody with `parts` may read a signal.

    The ambassador reads what is with them, and afterwards what they dealt with themselves; nobody else's.
    """
    held = frozenset(parts)
    if held - {Part.AMBASSADOR}:
        return True
    return Part.AMBASSADOR in held and (now is SignalStatus.RAISED or took_a_step)


def is_overdue(status: SignalStatus, due_on: date | None, today: date) -> bool:
    """Whether the day of the kerngroep's next step is past. While the sender is asked something, nobody is late."""
    return status in OPEN - {SignalStatus.ASKED} and due_on is not None and due_on < today


def course(steps: Iterable[tuple[SignalStatus, datetime]]) -> Course:
    """What a signal's steps, in their order, add up to; there is at least one."""
    answered_at = closed_at = None
    status = SignalStatus.RAISED
    for status, at in steps:
        if status in ANSWERS and answered_at is None:
            answered_at = at
        closed_at = (closed_at or at) if status in CLOSED else None
    return Course(status, answered_at, closed_at)


def last_answer(steps: Iterable[tuple[SignalStatus, str | None]]) -> tuple[str, ...]:
    """What the sender was told, in words, since the signal was raised or last reopened."""
    told: list[str] = []
    for status, note in steps:
        if status is SignalStatus.REOPENED:
            told.clear()
        elif note and status in ANSWERS | TOLD:
            told.append(note)
    return tuple(told)
