"""What a planned activity says, and whether it can be so. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time, timedelta
from enum import StrEnum

from ambassadors.activities.rules import Entry, Facts, Problem, ReachEntry

SUBJECT = "plan"
"""What the audit trail calls it."""
UNDONE = "undone"
"""What the trail says of a plan whose activity was undone; its details name the activity."""
FURTHEST = timedelta(days=732)
"""Up to so far ahead one can plan; beyond that it is a slip of the year."""


class PlanStatus(StrEnum):
    """What became of a plan: still to come, logged as an activity, or it does not or did not take place."""

    PLANNED = "planned"
    DONE = "done"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Draft:
    """What is planned, when, for which departments (none: for everybody), and who does it."""

    initiative_id: int
    kind_id: int
    on: date
    at: time | None
    title: str | None
    place: str | None
    department_ids: tuple[int, ...]
    leading: tuple[int, ...]

    @property
    def entry(self) -> Entry:
        """The same as the entry that it becomes once it is logged, without numbers."""
        return Entry(
            initiative_id=self.initiative_id,
            kind_id=self.kind_id,
            on=self.on,
            ambassadorship_ids=self.leading,
            reaches=tuple(ReachEntry(each) for each in self.department_ids),
            whole_organisation=not self.department_ids,
            title=self.title,
        )


def problems(draft: Draft, facts: Facts, today: date, was_on: date | None = None) -> Iterator[Problem]:
    """All that is wrong with a plan that was for `was_on` until now: that day may stay as it is."""
    if draft.on < today and draft.on != was_on:
        yield Problem("day_past", "on")
    elif draft.on - today > FURTHEST:
        yield Problem("too_far", "on")
    elif draft.on < facts.starts_on:
        yield Problem("before_start", "on")
    elif facts.ends_on is not None and draft.on > facts.ends_on:
        yield Problem("after_end", "on")
    if not draft.leading:
        yield Problem("nobody_leads", "leading")
    elif not facts.serving.issuperset(draft.leading):
        yield Problem("not_serving", "leading")
    if facts.audience is None:
        yield Problem("kind_retired", "kind")
    if not facts.departments.issuperset(draft.department_ids):
        yield Problem("department_not_then", "departments")


def problem_with_coming(status: PlanStatus, on: date, today: date) -> str | None:
    """Why nobody can say any more that they come along to a plan, or stay away; or nothing."""
    if status is PlanStatus.CANCELLED:
        return "is_cancelled"
    return "is_over" if status is PlanStatus.DONE or on < today else None


def monday_of(day: date) -> date:
    """The first day of the week of `day`."""
    return day - timedelta(days=day.weekday())


def month_after(first: date) -> date:
    """The first day of the month after the one that begins on `first`."""
    return (first + timedelta(days=31)).replace(day=1)


def month_before(first: date) -> date:
    """The first day of the month before the one that begins on `first`."""
    return (first - timedelta(days=1)).replace(day=1)
