"""Which way a result goes: from to do to in use, and back when it must be redone. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from ambassadors.measures.results import Status


class ResultStatus(StrEnum):
    """How far a result is, in the order of its way."""

    TO_DO = "to_do"
    ADAPTED = "adapted"
    TESTED = "tested"
    IN_USE = "in_use"
    RECHECKED = "rechecked"


NEXT: Mapping[ResultStatus, tuple[ResultStatus, ...]] = {
    ResultStatus.TO_DO: (ResultStatus.ADAPTED,),
    # Not every letter is worth a panel of readers.
    ResultStatus.ADAPTED: (ResultStatus.TESTED, ResultStatus.IN_USE, ResultStatus.TO_DO),
    ResultStatus.TESTED: (ResultStatus.IN_USE, ResultStatus.TO_DO),
    ResultStatus.IN_USE: (ResultStatus.RECHECKED, ResultStatus.TO_DO),
    # Once more after a year: what is in use waters down.
    ResultStatus.RECHECKED: (ResultStatus.RECHECKED, ResultStatus.TO_DO),
}
"""What a result may become; the usual next step stands first. To do means: it must be done again."""

MEASURED = {status: Status[status.name] for status in ResultStatus}
"""What measure 1 calls them."""

USED = frozenset({ResultStatus.IN_USE, ResultStatus.RECHECKED})
OPEN = frozenset(ResultStatus) - USED

TIME_TO_UNDO = timedelta(days=1)
"""For how long a step can be taken back as a slip; after that, the result goes its way."""


@dataclass(frozen=True, slots=True)
class Step:
    """A step of a result: from `on` it has `status`. `undoes` is the number of the step that this one takes back."""

    number: int
    status: ResultStatus
    on: date
    recorded_at: datetime
    undoes: int | None = None


def standing(steps: Sequence[Step]) -> list[Step]:
    """The steps that still count, in their order: without those that were taken back, and what took them back."""
    undone = {step.undoes for step in steps}
    return [step for step in steps if step.undoes is None and step.number not in undone]


def usual_step(status: ResultStatus) -> ResultStatus:
    """What one press makes of a result."""
    return NEXT[status][0]


def problem_with(
    now: ResultStatus, since: date | None, then: ResultStatus, on: date, today: date, *, dropped: bool
) -> str | None:
    """Why a result that is `now` since some day (None: it took no step yet) cannot become `then`; None if it can."""
    if dropped:
        return "off_the_list"
    if then not in NEXT[now]:
        return "not_a_step"
    if on > today:
        return "in_future"
    if since is not None and on < since:
        return "before_last"
    return None


def step_to_undo(steps: Sequence[Step], now: datetime) -> Step | None:
    """The last step that counts, if it was set less than a day ago."""
    counting = standing(steps)
    if not counting or now - counting[-1].recorded_at >= TIME_TO_UNDO:
        return None
    return counting[-1]
