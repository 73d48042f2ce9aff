"""When the next one of a series is. Pure."""

from calendar import monthrange
from datetime import date, timedelta

WEEK, MONTH = "week", "month"


def next_day(wished: date, last: date | None, every: int, unit: str) -> date:
    """The day of the next one: as wished, until there was one on that day or after it; then by the rhythm."""
    return wished if last is None or last < wished else after(last, every, unit)


def after(day: date, every: int, unit: str) -> date:
    """The day that is so many weeks or months after `day`; the last of a month where it is too short."""
    if unit == WEEK:
        return day + timedelta(weeks=every)
    months = day.year * 12 + day.month - 1 + every
    year, month = divmod(months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
