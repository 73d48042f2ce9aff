"""What an ambassadorship can become, and what it was on a day. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Status(StrEnum):
    """State of an ambassadorship."""

    CANDIDATE = "candidate"
    ASKED = "asked"
    ACTIVE = "active"
    PAUSED = "paused"
    ENDED = "ended"
    DECLINED = "declined"


class Source(StrEnum):
    """How somebody came to it."""

    OWN_WISH = "own_wish"
    COLLEAGUE = "colleague"
    PROJECT = "project"
    MANAGER = "manager"


NEXT: Mapping[Status, frozenset[Status]] = {
    Status.CANDIDATE: frozenset({Status.ASKED, Status.ACTIVE, Status.DECLINED}),
    Status.ASKED: frozenset({Status.ACTIVE, Status.DECLINED}),
    Status.ACTIVE: frozenset({Status.PAUSED, Status.ENDED}),
    Status.PAUSED: frozenset({Status.ACTIVE, Status.ENDED}),
    Status.ENDED: frozenset(),
    Status.DECLINED: frozenset(),
}


@dataclass(frozen=True, slots=True)
class Step:
    """From `on` (and during a pause until `until`) the ambassadorship has `status`."""

    status: Status
    on: date
    until: date | None = None
    stand_in_id: int | None = None


def may_become(now: Status, then: Status) -> bool:
    """Whether the step from `now` to `then` is allowed."""
    return then in NEXT[now]


def step_on(steps: Iterable[Step], day: date) -> Step | None:
    """The last of `steps`, in the order in which they were set, that had begun on `day`."""
    current = None
    for step in steps:
        if step.on <= day:
            current = step
    return current


def serves(step: Step | None, day: date) -> bool:
    """Whether a department is served on `day`: active, or paused with a stand-in, or past the end of a pause."""
    if step is None:
        return False
    if step.status is Status.PAUSED:
        pause_is_over = step.until is not None and step.until <= day
        return pause_is_over or step.stand_in_id is not None
    return step.status is Status.ACTIVE
