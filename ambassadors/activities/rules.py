"""What a log entry says, and whether it can be so. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

CONTACT, BROADCAST, EXTERNAL = "contact", "broadcast", "external"

MOST_PARTICIPANTS = 1_000_000
BANDS = ((1, 1), (2, 5), (6, 15), (16, 30))
"""The numbers that one tap gives, as low and high."""


@dataclass(frozen=True, slots=True)
class ReachEntry:
    """How many of one department took part: from `low` to `high`, both empty when nobody knows."""

    department_id: int
    low: int | None = None
    high: int | None = None
    first_timers: int | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """What was done, by which ambassadorships, on which day, and whom it reached."""

    initiative_id: int
    kind_id: int
    on: date
    ambassadorship_ids: tuple[int, ...]
    reaches: tuple[ReachEntry, ...] = ()
    whole_organisation: bool = False
    title: str | None = None
    story: str | None = None
    link: str | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of an entry's day.

    `audience` is that of its kind, None if the kind cannot be logged for that day; `serving` are those of its
    ambassadorships that served then, `departments` those of its departments that existed then.
    """

    starts_on: date
    ends_on: date | None
    audience: str | None
    serving: frozenset[int]
    departments: frozenset[int]


@dataclass(frozen=True, slots=True)
class Problem:
    """Why an entry cannot be so; `field` is the part of the entry, `reaches-0-first_timers` that of a department."""

    code: str
    field: str


def said(entry: Entry, kind: str, doers: Mapping[int, str], departments: Mapping[int, str]) -> dict[str, Any]:
    """What the trail keeps of an entry: codes and numbers, for good."""
    return {
        "kind": kind,
        "on": entry.on.isoformat(),
        "done_by": sorted(doers[each] for each in entry.ambassadorship_ids),
        "whole_organisation": entry.whole_organisation,
        "reached": {
            departments[each.department_id]: [each.low, each.high, each.first_timers] for each in entry.reaches
        },
    }


def problems(entry: Entry, facts: Facts, today: date) -> Iterator[Problem]:
    """All that is wrong with an entry, the most telling first."""
    yield from _problems_of_day(entry, facts, today)
    yield from _problems_of_doers(entry, facts)
    if facts.audience is None:
        yield Problem("kind_retired", "kind")
    else:
        yield from _problems_of_audience(entry, facts.audience)
    yield from _problems_of_reach(entry, facts)
    if entry.link and not entry.link.lower().startswith(("https://", "http://")):
        yield Problem("link_strange", "link")


def _problems_of_day(entry: Entry, facts: Facts, today: date) -> Iterator[Problem]:
    code = problem_of_day(entry.on, facts.starts_on, facts.ends_on, today)
    if code:
        yield Problem(code, "on")


def problem_of_day(on: date, starts_on: date, ends_on: date | None, today: date) -> str | None:
    """Code of why nothing can be logged for a day, of a change with such a first and last day; or nothing."""
    if on > today:
        return "day_in_future"
    if on < starts_on:
        return "before_start"
    return "after_end" if ends_on is not None and on > ends_on else None


def _problems_of_doers(entry: Entry, facts: Facts) -> Iterator[Problem]:
    if not entry.ambassadorship_ids:
        yield Problem("nobody_named", "done_by")
    elif len(set(entry.ambassadorship_ids)) < len(entry.ambassadorship_ids):
        yield Problem("ambassador_twice", "done_by")
    elif not facts.serving.issuperset(entry.ambassadorship_ids):
        yield Problem("not_serving", "done_by" if len(entry.ambassadorship_ids) == 1 else "companions")


def _problems_of_audience(entry: Entry, audience: str) -> Iterator[Problem]:
    if audience == EXTERNAL and (entry.reaches or entry.whole_organisation):
        yield Problem("external_with_reach", "kind")
    elif audience == CONTACT and entry.whole_organisation:
        yield Problem("contact_with_all", "kind")
    elif entry.reaches and entry.whole_organisation:
        yield Problem("all_and_some", "whole_organisation")
    elif audience != EXTERNAL and not entry.reaches and not entry.whole_organisation:
        yield Problem("no_department", "reaches-0-department")


def _problems_of_reach(entry: Entry, facts: Facts) -> Iterator[Problem]:
    met: set[int] = set()
    for place, reach in enumerate(entry.reaches):
        if reach.department_id in met:
            yield Problem("department_twice", f"reaches-{place}-department")
        elif reach.department_id not in facts.departments:
            yield Problem("department_not_then", f"reaches-{place}-department")
        met.add(reach.department_id)
        problem = problem_of_numbers(reach.low, reach.high, reach.first_timers)
        if problem:
            yield Problem(problem.code, f"reaches-{place}-{problem.field}")


def problem_of_numbers(low: int | None, high: int | None, first_timers: int | None) -> Problem | None:
    """What is wrong with the number who took part and, of those, the number for whom it was the first time."""
    code = _problem_of_participants(low, high)
    if code:
        return Problem(code, "number")
    if first_timers is None:
        return None
    if first_timers < 0:
        return Problem("number_negative", "first_timers")
    if first_timers > (MOST_PARTICIPANTS if high is None else high):
        return Problem("first_timers_above", "first_timers")
    return None


def _problem_of_participants(low: int | None, high: int | None) -> str | None:
    if low is None and high is None:
        return None
    if low is None or high is None:
        return "number_half"
    if low < 0:
        return "number_negative"
    if low > high:
        return "low_above_high"
    return "number_too_high" if high > MOST_PARTICIPANTS else None
