"""What an ambassadorship can become, and what it was on a day. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum


class Status(StrEnum):
    """State of an ambassadorship."""

    NAMED = "named"
    CANDIDATE = "candidate"
    ASKED = "asked"
    ACTIVE = "active"
    PAUSED = "paused"
    QUESTIONS = "questions"
    ENDED = "ended"
    DECLINED = "declined"


class Source(StrEnum):
    """How somebody came to it."""

    OWN_WISH = "own_wish"
    COLLEAGUE = "colleague"
    PROJECT = "project"
    MANAGER = "manager"


NEXT: Mapping[Status, frozenset[Status]] = {
    # Named by a colleague: saying yes makes a candidate of them, whom the change manager then asks or appoints.
    Status.NAMED: frozenset({Status.CANDIDATE, Status.ASKED, Status.ACTIVE, Status.DECLINED}),
    Status.CANDIDATE: frozenset({Status.ASKED, Status.ACTIVE, Status.DECLINED}),
    Status.ASKED: frozenset({Status.ACTIVE, Status.DECLINED}),
    Status.ACTIVE: frozenset({Status.PAUSED, Status.QUESTIONS, Status.ENDED}),
    Status.PAUSED: frozenset({Status.ACTIVE, Status.QUESTIONS, Status.ENDED}),
    Status.QUESTIONS: frozenset({Status.ACTIVE, Status.ENDED}),
    Status.ENDED: frozenset(),
    Status.DECLINED: frozenset(),
}

YES: Mapping[Status, Status] = {Status.NAMED: Status.CANDIDATE, Status.ASKED: Status.ACTIVE}
"""What saying yes makes of who was named or asked."""

FIRST = frozenset({Status.NAMED, Status.CANDIDATE, Status.ASKED, Status.ACTIVE})
"""What an ambassadorship can begin as."""

WAITING = frozenset({Status.NAMED, Status.CANDIDATE, Status.ASKED})
"""Not yet agreed."""

HOLDING = frozenset({Status.ACTIVE, Status.PAUSED})
"""Somebody is ambassador, on a break or not. Who only answers questions is not: the work is nobody's then."""

IN_OFFICE = HOLDING | {Status.QUESTIONS}
"""Agreed, and not ended."""

LONGEST_PAUSE = timedelta(weeks=12)
UNDO_WITHIN = timedelta(days=1)
ANSWER_WITHIN = timedelta(weeks=4)
"""Who waits for an answer for so long is erased."""
ASKS_BEFORE = timedelta(weeks=1)
"""How long before the end of a pause it is asked what comes after it."""
EXPIRES_SOON = timedelta(weeks=6)
"""How long before its end an agreement on hours is shown as about to end."""
MOST_NAMED = 5
"""Colleagues whom one person may have named and who have not answered yet."""
MOST_HOURS = 160
"""Hours a month: a whole job."""


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
    current = step_on(taken, then.on)
    if not (_may_follow(current, then) if current else then.status in FIRST and not steps):
        return "not_possible_now"
    if then.status is Status.ENDED and then.on <= min(step.on for step in steps):
        return "ends_on_first_day"
    return _problem_with_pause(then) if then.status is Status.PAUSED else None


def _may_follow(current: Step, then: Step) -> bool:
    """Whether a step may come after `current`. A pause that is over asks what now, and takes its answers too."""
    now = status_of(current, then.on)
    return any(may_become(each, then.status) for each in {current.status, now} if each)


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


def pause_to_answer(step: Step | None, day: date) -> date | None:
    """The day on which a pause ends or ended, where it must be told what comes after it; else nothing."""
    asks = step is not None and step.status is Status.PAUSED and step.until is not None
    return step.until if step and step.until and asks and step.until - ASKS_BEFORE <= day else None


def is_unanswered(status: Status | None, on: date, recorded_at: datetime, today: date, now: datetime) -> bool:
    """Whether somebody waited four weeks for an answer since a step, counted from when it was written down too."""
    waited = today - on >= ANSWER_WITHIN and now - recorded_at >= ANSWER_WITHIN
    return status in WAITING and waited


def answer_by(on: date) -> date:
    """The day on which who waits since `on` is erased, if nobody answers."""
    return on + ANSWER_WITHIN


def problem_with_hours(hours: int, until: date, on: date, today: date) -> tuple[str, str] | None:
    """Code and field of why an agreement on `hours` a month, made on a day, cannot be kept; or nothing."""
    if not 1 <= hours <= MOST_HOURS:
        return "hours_out_of_range", "hours"
    if on > today:
        return "in_the_future", "on"
    if until <= max(on, today):
        return "agreement_over", "until"
    return None


def expires_soon(until: date, day: date) -> bool:
    """Whether an agreement ends within six weeks after `day`, or has ended."""
    return until - EXPIRES_SOON <= day
