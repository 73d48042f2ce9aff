"""Which months there is a text of, and how stories are chosen for it. Pure."""

from dataclasses import dataclass
from datetime import date, timedelta

MOST_IN_MONTH = 3
"""So many stories stand in the text of a month: who reads an intranet, reads no more."""


@dataclass(frozen=True, slots=True)
class Month:
    """A calendar month up to `last`: its end, or today where it is not over."""

    first: date
    last: date

    @property
    def code(self) -> str:
        """As it stands in an address: 2026-10."""
        return f"{self.first:%Y-%m}"

    @property
    def day_before(self) -> date:
        """The day that the month is compared with."""
        return self.first - timedelta(days=1)


def month_of(code: str, starts_on: date, today: date) -> Month | None:
    """The month with that code, if the change was there in it and it is not still to come."""
    try:
        first = date.fromisoformat(f"{code}-01")
    except ValueError:
        return None
    found = Month(first, min(_next(first) - timedelta(days=1), today))
    return found if found.code == code and first <= today and starts_on <= found.last else None


def months_around(month: Month, starts_on: date, today: date) -> tuple[Month | None, Month | None]:
    """The month before and the one after, where there is one."""
    before = f"{month.day_before:%Y-%m}" if month.first.year > 1 else ""
    return month_of(before, starts_on, today), month_of(f"{_next(month.first):%Y-%m}", starts_on, today)


def last_full_month(starts_on: date, today: date) -> Month | None:
    """The last month that is over, or the first of the change; nothing where it has not begun."""
    before = today.replace(day=1) - timedelta(days=1)
    return month_of(f"{before:%Y-%m}", starts_on, today) or month_of(f"{today:%Y-%m}", starts_on, today)


def _next(first: date) -> date:
    return (first + timedelta(days=31)).replace(day=1)
