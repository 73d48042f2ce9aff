"""Reading dates as people write them: 2026-11-23, 23-11-2026, 23/11/2026, 23 november 2026.

With - or . between, the day comes first, as everywhere in the Netherlands. With / it may be American
(11/23/2026): 03/04/2026 is taken as 3 April only when another date with / in the column shows that the day
comes first, and none shows that the month does.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from ambassadors.imports.problems import ProblemCode, RefusedError
from ambassadors.imports.sheet import Cell

YEARS = range(1900, 2200)
TIME = r"(?:[T ]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?"
ISO = re.compile(r"(\d{4})([-/])(\d{1,2})\2(\d{1,2})" + TIME, re.ASCII)
NUMBERS = re.compile(r"(\d{1,2})([-./])(\d{1,2})\2(\d{4})" + TIME, re.ASCII)
WORDS = re.compile(r"(\d{1,2})[ -]([a-z]+)\.?[ -](\d{4})", re.ASCII)

MONTHS = {
    name: month
    for month, names in enumerate(
        (
            "januari january jan",
            "februari february feb",
            "maart march mrt mar",
            "april apr",
            "mei may",
            "juni june jun",
            "juli july jul",
            "augustus august aug",
            "september sept sep",
            "oktober october okt oct",
            "november nov",
            "december dec",
        ),
        start=1,
    )
    for name in names.split()
}


@dataclass(frozen=True, slots=True)
class DayOrder:
    """What the dates with / of one column show: some have the day first, some have the month first."""

    day_first: bool = False
    month_first: bool = False


def find_day_order(cells: Iterable[Cell]) -> DayOrder:
    """Return what the dates with a / in a column show about the order of day and month."""
    day_first = month_first = False
    for cell in cells:
        match = NUMBERS.fullmatch(cell) if isinstance(cell, str) else None
        if match and match.group(2) == "/":
            first, second = int(match.group(1)), int(match.group(3))
            day_first = day_first or first > 12 >= second
            month_first = month_first or second > 12 >= first
    return DayOrder(day_first, month_first)


def read_date(cell: Cell, order: DayOrder) -> date:
    """Return the date in a cell; raise `RefusedError` when it is none, American, or perhaps two."""
    if isinstance(cell, date):
        return _date(cell.year, cell.month, cell.day, cell)
    if isinstance(cell, str):
        if match := ISO.fullmatch(cell):
            year, _, month, day = match.groups()
            return _date(int(year), int(month), int(day), cell)
        if match := NUMBERS.fullmatch(cell):
            return _numbers(match, cell, order)
        if (match := WORDS.fullmatch(cell.lower())) and match.group(2) in MONTHS:
            return _date(int(match.group(3)), MONTHS[match.group(2)], int(match.group(1)), cell)
    raise RefusedError(ProblemCode.NOT_A_DATE, value=cell)


def _numbers(match: re.Match[str], cell: str, order: DayOrder) -> date:
    first, second, year = int(match.group(1)), int(match.group(3)), int(match.group(4))
    if second > 12 >= first:
        meant = _date(year, first, second, cell)
        raise RefusedError(ProblemCode.AMERICAN_DATE, value=cell, meant=meant.isoformat())
    unclear = match.group(2) == "/" and first != second and first <= 12
    if unclear and (order.month_first or not order.day_first):
        one, other = _date(year, second, first, cell), _date(year, first, second, cell)
        raise RefusedError(ProblemCode.AMBIGUOUS_DATE, value=cell, one=one.isoformat(), other=other.isoformat())
    return _date(year, second, first, cell)


def _date(year: int, month: int, day: int, cell: Cell) -> date:
    try:
        found = date(year, month, day)
    except ValueError:
        raise RefusedError(ProblemCode.NOT_A_DATE, value=cell) from None
    if found.year not in YEARS:
        raise RefusedError(ProblemCode.NOT_A_DATE, value=cell)
    return found
