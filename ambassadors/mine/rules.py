"""Which days a page tells of. Pure."""

from dataclasses import dataclass
from datetime import date, datetime, time, tzinfo
from enum import StrEnum

EVER = date(2000, 1, 1)
"""Before any change began."""


class Period(StrEnum):
    """What one looks back on."""

    YEAR = "year"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class Span:
    """The days from `first` up to and including `today`, and the instant at which they begin."""

    first: date
    start: datetime
    today: date


def span_of(period: Period, today: date, zone: tzinfo) -> Span:
    """The days that a period holds, by the local clock."""
    first = date(today.year, 1, 1) if period is Period.YEAR else EVER
    return Span(first, datetime.combine(first, time(), zone), today)
