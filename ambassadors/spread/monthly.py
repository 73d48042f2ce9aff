"""What was logged, packed by the month: the pages of a logbook. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import pairwise
from typing import Self, TypeAlias

import numpy as np

from ambassadors.measures.arrays import Ints
from ambassadors.spread.packing import Columns, Packed, Pressed

DAY = 0
"""The column of the day, in both tables."""

Days: TypeAlias = tuple[int, int]
"""The first and the last day (ordinals) of a stretch."""


@dataclass(frozen=True, eq=False, slots=True)
class Month:
    """What was logged in one month, both tables in order of day.

    `rows`: day (ordinal), department's id (EVERYONE: all), activity's id, kind's id, low, high and first-timers.
    `deeds`: day, activity's id, and the id of an ambassadorship that it belongs to.
    """

    rows: Columns
    deeds: Columns

    @classmethod
    def of(cls, rows: Sequence[Ints], deeds: Sequence[Ints]) -> Self:
        """The month of these columns, whose rows may come in any order."""
        return cls(_packed(rows), _packed(deeds))

    @classmethod
    def nothing(cls) -> Self:
        """A month in which nothing was logged."""
        none = np.array([], dtype=np.int64)
        return cls.of([none] * 7, [none] * 3)

    def corrected(self, gone: Ints, now: "Month") -> Self:
        """The month in which on the days `gone` was logged what `now` holds."""
        return type(self)(_corrected(self.rows, gone, now.rows), _corrected(self.deeds, gone, now.deeds))

    @property
    def is_empty(self) -> bool:
        """Whether nothing was logged in it."""
        return not len(self.rows) and not len(self.deeds)

    def same_as(self, other: "Month") -> bool:
        """Whether both hold the same numbers in the same order; how they are pressed may hang on the machine."""
        both = ((self.rows, other.rows), (self.deeds, other.deeds))
        return all(
            len(mine) == len(theirs) and all(map(np.array_equal, mine.columns(), theirs.columns()))
            for mine, theirs in both
        )

    def pressed(self) -> tuple[bytes, bytes]:
        """Both tables for a database: the same for the same numbers."""
        return _pressed(self.rows), _pressed(self.deeds)

    @classmethod
    def from_bytes(cls, rows: bytes, deeds: bytes) -> Self:
        """Read what `pressed` told; ValueError when it is of another format."""
        return cls(Pressed.from_bytes(rows), Pressed.from_bytes(deeds))


def month_of(day: int) -> int:
    """The number of the month in which a day (ordinal) falls, counted from year 0."""
    on = date.fromordinal(day)
    return on.year * 12 + on.month - 1


@cache
def first_day_of(month: int) -> date:
    """The first day of a month by its number."""
    return date(month // 12, month % 12 + 1, 1)


def months_between(since: int, until: int) -> list[tuple[int, int]]:
    """The first and the last day (ordinals) of each month, or part of one, from `since` to `until`, both included."""
    months = range(month_of(since), month_of(until) + 1)
    edges = [since, *(first_day_of(month).toordinal() for month in months[1:]), until + 1]
    return [(first, after - 1) for first, after in pairwise(edges)]


def stretches_between(since: int, until: int) -> list[Days]:
    """The same with the last week apart, since nearly all that is written is about that."""
    week = max(since, until - 6)
    return [*(months_between(since, week - 1) if week > since else []), (week, until)]


def months_of_columns(rows: Sequence[Ints], deeds: Sequence[Ints]) -> dict[int, Month]:
    """The months, by their number, of columns whose rows may come in any order."""
    tables = [_by_month(rows), _by_month(deeds)]
    nothing = [[column[:0] for column in columns] for columns in (rows, deeds)]
    return {
        month: Month.of(*(table.get(month, none) for table, none in zip(tables, nothing, strict=True)))
        for month in sorted({month for table in tables for month in table})
    }


def _by_month(columns: Sequence[Ints]) -> dict[int, list[Ints]]:
    order = np.argsort(columns[DAY], kind="stable")
    day = columns[DAY][order]
    months = range(month_of(int(day[0])), month_of(int(day[-1])) + 1) if len(day) else range(0)
    edges = np.searchsorted(day, [first_day_of(month).toordinal() for month in (*months, *months[-1:])])
    edges[len(months) :] = len(day)
    return {
        month: [column[order[begin:end]] for column in columns]
        for month, begin, end in zip(months, edges[:-1].tolist(), edges[1:].tolist(), strict=True)
        if begin < end
    }


def _pressed(columns: Columns) -> bytes:
    return columns.content if isinstance(columns, Pressed) else Pressed.of(columns.columns()).content


def _packed(columns: Sequence[Ints]) -> Packed:
    """In order of day, and then of everything else, so that the same facts are the same to the bit."""
    order = np.lexsort([*columns[:DAY:-1], columns[DAY]])
    return Packed.of([column[order] for column in columns])


def _corrected(packed: Columns, gone: Ints, now: Columns) -> Packed:
    """A day is kept as it was or is new, as a whole; so within days all is in order already."""
    kept = ~np.isin(packed.column(DAY), gone)
    both = zip(packed.columns(), now.columns(), strict=True)
    columns = [np.append(column[kept], new) for column, new in both]
    order = np.argsort(columns[DAY], kind="stable")
    return Packed.of([column[order] for column in columns])
