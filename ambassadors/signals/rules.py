"""What may happen to a signal, and who may do it. Pure."""

from collections.abc import Mapping
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


NEXT: Mapping[SignalStatus, frozenset[SignalStatus]] = {
    SignalStatus.RAISED: frozenset({SignalStatus.SOLVED_LOCALLY, SignalStatus.ESCALATED}),
    SignalStatus.ESCALATED: frozenset({SignalStatus.ACKNOWLEDGED}),
    SignalStatus.ACKNOWLEDGED: frozenset({SignalStatus.ANSWERED}),
    SignalStatus.ANSWERED: frozenset({SignalStatus.FED_BACK}),
    SignalStatus.SOLVED_LOCALLY: frozenset({SignalStatus.REOPENED}),
    SignalStatus.FED_BACK: frozenset({SignalStatus.REOPENED}),
    SignalStatus.REOPENED: frozenset({SignalStatus.ACKNOWLEDGED}),
}

OPEN = frozenset(SignalStatus) - {SignalStatus.SOLVED_LOCALLY, SignalStatus.FED_BACK}


def may_become(now: SignalStatus, then: SignalStatus) -> bool:
    """Whether the step from `now` to `then` is allowed."""
    return then in NEXT[now]
