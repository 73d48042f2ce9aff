"""What an ambassadorship can become, and what it was on a day. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
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

FIRST = frozenset({Status.CANDIDATE, Status.ASKED, Status.ACTIVE})
"""What an ambassadorship can begin as."""

WAITING = frozenset({Status.CANDIDATE, Status.ASKED})
"""Not yet agreed."""

HOLDING = frozenset({Status.ACTIVE, Status.PAUSED})
"""Somebody is ambassador, on a break or not."""

LONGEST_PAUSE = timedelta(weeks=12)
UNDO_WITHIN = timedelta(days=1)


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
    """The last of `steps` that had begun on `day`: by date, and of one date the last that was set."""
    current: Step | None = None
    for step in steps:
        if step.on <= day and (current is None or step.on >= current.on):
            current = step
    return current


def status_of(step: Step | None, day: date) -> Status | None:
    """What a step that began by `day` makes the ambassadorship on `day`; a pause that is over makes it active."""
    if step is None:
        return None
    pause_is_over = step.status is Status.PAUSED and step.until is not None and step.until <= day
    return Status.ACTIVE if pause_is_over else step.status


def serves(step: Step | None, day: date) -> bool:
    """Whether a department is served on `day`: active, or paused with a stand-in, or past the end of a pause."""
    status = status_of(step, day)
    if step is not None and status is Status.PAUSED:
        return step.stand_in_id is not None
    return status is Status.ACTIVE


def problem_with(steps: Sequence[Step], then: Step, today: date) -> str | None:
    """Code of why `then` cannot be set after `steps`, or nothing.

    An end that was planned for a day to come stays where it is; steps before it may still be set.
    """
    taken = [step for step in steps if step.on <= today]
    if then.on > today:
        return "in_the_future"
    if any(then.on < step.on for step in taken):
        return "before_last_step"
    now = status_of(step_on(taken, then.on), then.on)
    if not (may_become(now, then.status) if now else then.status in FIRST and not steps):
        return "not_possible_now"
    if then.status is Status.ENDED and then.on <= min(step.on for step in steps):
        return "ends_on_first_day"
    return _problem_with_pause(then) if then.status is Status.PAUSED else None


def _problem_with_pause(pause: Step) -> str | None:
    if pause.until is None or pause.until <= pause.on:
        return "pause_order"
    return "pause_too_long" if pause.until - pause.on > LONGEST_PAUSE else None


def first_day(steps: Iterable[Step]) -> date | None:
    """The day from which steps say that somebody is ambassador, after any time of waiting; nothing before that."""
    return min((step.on for step in steps if step.status in HOLDING), default=None)


def end_of(steps: Iterable[Step]) -> date | None:
    """The day from which steps say that it has ended, or nothing."""
    return min((step.on for step in steps if step.status is Status.ENDED), default=None)


def may_undo(recorded_at: datetime, now: datetime) -> bool:
    """Whether a step was set so lately that it can be taken back."""
    return now - recorded_at < UNDO_WITHIN
