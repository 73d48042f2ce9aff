"""Which part of the calendar a page shows, and how it is laid out by week."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from ambassadors.planning.queries import Planned
from ambassadors.planning.rules import monday_of, month_after, month_before

COMING = timedelta(weeks=6)
"""How far the coming weeks go."""
WEEK = timedelta(weeks=1)
_MONTH = re.compile(r"(2\d{3})-(0[1-9]|1[0-2])")


@dataclass(frozen=True, slots=True)
class Window:
    """The days that a page shows, from `first` up to `until`; of `month`, or the coming weeks (None)."""

    first: date
    until: date
    month: date | None

    @property
    def before(self) -> date:
        """The month to go back to."""
        return month_before(self.month) if self.month else self.first.replace(day=1)

    @property
    def after(self) -> date:
        """The month to go on to."""
        return month_after(self.month) if self.month else self.until.replace(day=1)


@dataclass(frozen=True, slots=True)
class Week:
    """The plans of one week; `weeks_away` counts from this one."""

    monday: date
    weeks_away: int
    plans: Sequence[Planned]

    @property
    def number(self) -> int:
        """Number of the week, as people in the Netherlands count."""
        return self.monday.isocalendar().week

    @property
    def sunday(self) -> date:
        """Its last day."""
        return self.monday + timedelta(days=6)


def window(asked: str, today: date) -> Window:
    """The month that an address asks for (2026-11), or the coming weeks from this Monday on."""
    named = _MONTH.fullmatch(asked)
    if named is None:
        return Window(monday_of(today), monday_of(today) + COMING, None)
    first = date(int(named[1]), int(named[2]), 1)
    return Window(first, month_after(first), first)


def by_week(plans: Sequence[Planned], today: date) -> list[Week]:
    """Plans in the order of their days, by week."""
    this = monday_of(today)
    return [
        Week(monday, (monday - this) // WEEK, list(some))
        for monday, some in groupby(plans, key=lambda each: monday_of(each.on))
    ]
