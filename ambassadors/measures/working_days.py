"""Working days: Monday to Friday, without the public holidays of the Netherlands and without quiet weeks."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from ambassadors.measures.arrays import Ints

Period = tuple[date, date]
"""The first day, and the first day after it."""

_DAY = timedelta(days=1)
_SATURDAY, _SUNDAY = 5, 6
_EPOCH = date(1970, 1, 1).toordinal()


class LiberationDay(StrEnum):
    """In which years 5 May is a day off: every year, as for the government's own staff, or once in five years."""

    EVERY_YEAR = "every_year"
    EVERY_FIVE_YEARS = "every_five_years"


@dataclass(frozen=True, slots=True)
class Observed:
    """What employers differ in: Good Friday is a day off with some of them, Liberation Day not each year."""

    good_friday: bool = False
    liberation_day: LiberationDay = LiberationDay.EVERY_YEAR


USUAL = Observed()
"""What most employers do."""


@dataclass(frozen=True, slots=True)
class WorkingDays:
    """A calendar; `quiet` are periods [first, until) in which nobody is expected to work on an answer."""

    observed: Observed = USUAL
    quiet: tuple[Period, ...] = ()

    def is_working(self, day: date) -> bool:
        """Whether somebody may be expected to work that day."""
        if day.weekday() >= _SATURDAY or day in public_holidays(day.year, self.observed):
            return False
        return not any(first <= day < until for first, until in self.quiet)

    def after(self, day: date, count: int) -> date:
        """The working day that comes `count` working days after `day`, which itself is 0; `day` itself for none."""
        found = day
        for _each in range(count):
            found = self._next(found)
        return found

    def between(self, first: date, last: date) -> int:
        """The working days after `first`, up to and including `last`; 0 where `last` is not later."""
        return sum(self.is_working(first + number * _DAY) for number in range(1, (last - first).days + 1))

    def between_all(self, first: Ints, last: Ints) -> Ints:
        """`between` of many pairs of days (ordinals) at once."""
        days, later = np.zeros(len(first), dtype=np.int64), np.flatnonzero(last > first)
        if len(later):
            first, last = first[later], last[later]
            free = _dates(np.array(sorted(self._free(int(first.min()), int(last.max()))), dtype=np.int64))
            days[later] = np.busday_count(_dates(first + 1), _dates(last + 1), holidays=free)
        return days

    def _free(self, since: int, until: int) -> set[int]:
        """The holidays and quiet days among these days (ordinals)."""
        years = range(date.fromordinal(since).year, date.fromordinal(until).year + 1)
        free = {day.toordinal() for year in years for day in public_holidays(year, self.observed)}
        for first, after in self.quiet:
            free.update(range(max(since, first.toordinal()), min(until + 1, after.toordinal())))
        return free

    def _next(self, day: date) -> date:
        following = day + _DAY
        while not self.is_working(following):
            following += _DAY
        return following


def easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar, by the rule of Meeus, Jones and Butcher (1876)."""
    golden = year % 19
    century, of_century = divmod(year, 100)
    leap_centuries, left = divmod(century, 4)
    correction = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - leap_centuries - correction + 15) % 30
    leap_years, rest = divmod(of_century, 4)
    to_sunday = (32 + 2 * left + 2 * leap_years - epact - rest) % 7
    late = (golden + 11 * epact + 22 * to_sunday) // 451
    month, day = divmod(epact + to_sunday - 7 * late + 114, 31)
    return date(year, month, day + 1)


@lru_cache(maxsize=256)
def public_holidays(year: int, observed: Observed = USUAL) -> frozenset[date]:
    """The days of a year that are public holidays in the Netherlands; the Sundays among them included."""
    return frozenset(_holidays(year, observed))


def _holidays(year: int, observed: Observed) -> Iterator[date]:
    sunday = easter(year)
    yield date(year, 1, 1)
    if observed.good_friday:
        yield sunday - 2 * _DAY
    yield from (sunday, sunday + _DAY)
    yield _kings_day(year)
    if observed.liberation_day is LiberationDay.EVERY_YEAR or year % 5 == 0:
        yield date(year, 5, 5)
    # Ascension, Whit Sunday and Whit Monday.
    yield from (sunday + 39 * _DAY, sunday + 49 * _DAY, sunday + 50 * _DAY)
    yield from (date(year, 12, 25), date(year, 12, 26))


def _kings_day(year: int) -> date:
    """27 April, or the Saturday before where that is a Sunday."""
    birthday = date(year, 4, 27)
    return birthday - _DAY if birthday.weekday() == _SUNDAY else birthday


def _dates(ordinals: Ints) -> NDArray[np.datetime64]:
    return (ordinals - _EPOCH).astype("datetime64[D]")
