"""What may happen to a request for help, who may do it, and when it has waited too long. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum


class HelpKind(StrEnum):
    """What is asked of an ambassador: to come and tell or help, or to look along with something that is made."""

    VISIT = "visit"
    REVIEW = "review"


class HelpStatus(StrEnum):
    """Where a request is on its way."""

    OPEN = "open"
    TAKEN = "taken"
    DONE = "done"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


class Move(StrEnum):
    """What happened in a step."""

    ASKED = "asked"
    TAKEN = "taken"
    PASSED_ON = "passed_on"
    GIVEN_BACK = "given_back"
    HANDED_OVER = "handed_over"
    DONE = "done"
    UNDONE = "undone"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    REOPENED = "reopened"


class Part(StrEnum):
    """What somebody is to one request.

    `meant` is who it waits for: the ambassador who was asked by name, else the nearest. `taker` took it, `ambassador`
    is any other of the change, and `decliner` is who declined it last.
    """

    ASKER = "asker"
    MEANT = "meant"
    TAKER = "taker"
    AMBASSADOR = "ambassador"
    DECLINER = "decliner"
    CHANGE_MANAGER = "change_manager"


WHO_MAY: Mapping[HelpStatus, Mapping[Move, frozenset[Part]]] = {
    HelpStatus.OPEN: {
        Move.TAKEN: frozenset({Part.MEANT, Part.AMBASSADOR}),
        Move.PASSED_ON: frozenset({Part.MEANT, Part.CHANGE_MANAGER}),
        Move.DECLINED: frozenset({Part.MEANT, Part.CHANGE_MANAGER}),
        Move.WITHDRAWN: frozenset({Part.ASKER}),
    },
    HelpStatus.TAKEN: {
        Move.DONE: frozenset({Part.TAKER, Part.CHANGE_MANAGER}),
        # Also how one takes back a tap by mistake.
        Move.GIVEN_BACK: frozenset({Part.TAKER}),
        Move.PASSED_ON: frozenset({Part.TAKER, Part.CHANGE_MANAGER}),
        Move.DECLINED: frozenset({Part.TAKER, Part.CHANGE_MANAGER}),
        Move.WITHDRAWN: frozenset({Part.ASKER}),
    },
    # Undone by undoing the activity that it became.
    HelpStatus.DONE: {},
    HelpStatus.DECLINED: {Move.REOPENED: frozenset({Part.DECLINER, Part.CHANGE_MANAGER})},
    HelpStatus.WITHDRAWN: {Move.REOPENED: frozenset({Part.ASKER})},
}
"""What may happen to a request in each state, and who may do it."""

BECOMES: Mapping[Move, HelpStatus] = {
    Move.ASKED: HelpStatus.OPEN,
    Move.TAKEN: HelpStatus.TAKEN,
    Move.PASSED_ON: HelpStatus.OPEN,
    Move.GIVEN_BACK: HelpStatus.OPEN,
    Move.DONE: HelpStatus.DONE,
    Move.UNDONE: HelpStatus.TAKEN,
    Move.DECLINED: HelpStatus.DECLINED,
    Move.WITHDRAWN: HelpStatus.WITHDRAWN,
    Move.REOPENED: HelpStatus.OPEN,
}
"""The state after each step; handing over leaves it as it is."""

GOES_ON = frozenset({HelpStatus.OPEN, HelpStatus.TAKEN})
ANSWERS = frozenset({Move.TAKEN, Move.DECLINED, Move.DONE})
"""Steps by which the asker hears something."""

TIME_TO_ANSWER = timedelta(days=7)
"""What nobody took for so long, goes to the change manager."""
STAYS_NEW = timedelta(days=14)
"""For how long an answer is shown to the asker as new."""
TOLD_AFTER = timedelta(minutes=15)
"""An answer is mailed after so long, if it still stands: a tap by mistake is taken back by then."""
FURTHEST = timedelta(days=365)
"""How far ahead a day can be wished for."""


@dataclass(frozen=True, slots=True)
class Involved:
    """Somebody and the parts that they have in one request, today."""

    user_id: int
    parts: frozenset[Part]


def may(parts: Iterable[Part], status: HelpStatus, move: Move) -> bool:
    """Whether somebody with `parts` may do `move` with a request in that state."""
    return not WHO_MAY[status].get(move, frozenset()).isdisjoint(parts)


def moves_for(parts: Iterable[Part], status: HelpStatus) -> frozenset[Move]:
    """All that somebody with `parts` may do with a request in that state."""
    held = frozenset(parts)
    return frozenset(move for move in WHO_MAY[status] if may(held, status, move))


def may_see(parts: Iterable[Part], status: HelpStatus, *, took_a_step: bool) -> bool:
    """Whether somebody with `parts` may read a request: other ambassadors while it is open, or had a part in it."""
    held = frozenset(parts)
    if held - {Part.AMBASSADOR}:
        return True
    return Part.AMBASSADOR in held and (status is HelpStatus.OPEN or took_a_step)


def is_overdue(since: datetime, now: datetime) -> bool:
    """Whether nobody took a request for a week."""
    return now - since >= TIME_TO_ANSWER


def problem_with_wish(wished_on: date | None, today: date) -> str | None:
    """Code of why a day cannot be wished for, or nothing."""
    if wished_on is None:
        return None
    if wished_on < today:
        return "wish_past"
    return "wish_too_far" if wished_on - today > FURTHEST else None
