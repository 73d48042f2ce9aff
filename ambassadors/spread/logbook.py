"""All that was logged of one change, packed by month, and what it adds up to by any day. Pure."""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from itertools import pairwise
from typing import Any, Self

import numpy as np

from ambassadors.measures.arrays import Ints
from ambassadors.measures.attendance import Attendance, attendance
from ambassadors.measures.groups import merge
from ambassadors.measures.log import Audience, ReachLog
from ambassadors.measures.silence import NEVER
from ambassadors.measures.traces import Heard, Met, Traces, Windows, heard_in, met_in, traces_of
from ambassadors.spread.keeping import Answer, Kept
from ambassadors.spread.packing import Packed

_MOST_ANSWERS = 1_200  # of ten years: some 120 months in four ways, and what is asked of days
_MOST_GROUPED = 24  # ways to merge small departments: one per viewer's own departments and reorganisation
_DAY = 0


@dataclass(frozen=True, eq=False, slots=True)
class Month:
    """What was logged in one month, both tables in order of day.

    `rows`: day (ordinal), department's id (EVERYONE: all), activity's id, kind's id, low, high and first-timers.
    `deeds`: day, activity's id, and the id of an ambassadorship that it belongs to.
    """

    rows: Packed
    deeds: Packed

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
        """Whether both hold the same, to the bit."""
        return (self.rows.to_bytes(), self.deeds.to_bytes()) == (other.rows.to_bytes(), other.deeds.to_bytes())


def month_of(day: int) -> int:
    """The number of the month in which a day (ordinal) falls, counted from year 0."""
    on = date.fromordinal(day)
    return on.year * 12 + on.month - 1


def first_day_of(month: int) -> date:
    """The first day of a month by its number."""
    return date(month // 12, month % 12 + 1, 1)


def months_between(since: int, until: int) -> list[tuple[int, int]]:
    """The first and the last day (ordinals) of each month, or part of one, from `since` to `until`, both included."""
    months = range(month_of(since), month_of(until) + 1)
    edges = [since, *(first_day_of(month).toordinal() for month in months[1:]), until + 1]
    return [(first, after - 1) for first, after in pairwise(edges)]


def months_of_columns(rows: Sequence[Ints], deeds: Sequence[Ints]) -> dict[int, Month]:
    """The months, by their number, of columns whose rows may come in any order."""
    tables = [_by_month(rows), _by_month(deeds)]
    nothing = [[column[:0] for column in columns] for columns in (rows, deeds)]
    return {
        month: Month.of(*(table.get(month, none) for table, none in zip(tables, nothing, strict=True)))
        for month in sorted({month for table in tables for month in table})
    }


class Logbook:
    """The months of one change; answers about days are kept as long as nothing is corrected that they rest on.

    Departments are ids, below `departments`. `audiences` tells for whom each kind of activity (by id) is.
    """

    def __init__(self, months: Mapping[int, Month], audiences: Mapping[int, Audience], departments: int) -> None:
        self._months = {month: each for month, each in sorted(months.items()) if not each.is_empty}
        self._audiences = dict(audiences)
        self._audience = np.zeros(max(audiences, default=0) + 1, dtype=np.int64)
        self._audience[list(audiences)] = list(audiences.values())
        self.departments = departments
        self._answers = Kept(_MOST_ANSWERS)
        self._grouped = Kept(_MOST_GROUPED)

    @property
    def months(self) -> Mapping[int, Month]:
        """The months with anything logged, by their number, in order."""
        return self._months

    def is_of(self, audiences: Mapping[int, Audience], departments: int) -> bool:
        """Whether it knows these kinds of activity and so many departments."""
        return self._audiences == dict(audiences) and self.departments == departments

    def corrected(self, days: Iterable[int], now: Mapping[int, Month]) -> "Logbook":
        """The logbook in which on these days was logged what `now` holds; what they do not touch stays answered."""
        changed = np.array(sorted(days), dtype=np.int64)
        nothing = Month.nothing()
        months = {
            month: self._months.get(month, nothing).corrected(changed, now.get(month, nothing))
            for month in {month_of(day) for day in changed.tolist()}
        }
        made = Logbook(self._months | months, self._audiences, self.departments)
        made.take_over(self._still_true(changed))
        for key, grouped in self._grouped.items():
            made._grouped.answer(key, partial(grouped.of, made, changed))
        return made

    def take_over(self, answers: Iterable[tuple[Hashable, Any]]) -> None:
        """Go on with answers that another logbook gave, and that are true of this one too."""
        self._answers = Kept(_MOST_ANSWERS, answers)

    def kept(self, question: Hashable, since: int, until: int, make: Callable[[], Answer]) -> Answer:
        """The answer to a question about these days alone, made once until something of them is corrected."""
        return self._answers.answer((question, since, until), make)

    def grouped(self, key: Hashable, group: Ints, groups: int) -> "GroupedLogbook":
        """The logbook of groups: `group` is that of every department by id, or `groups` for one that is not shown."""
        return self._grouped.answer(key, lambda: GroupedLogbook(self, group, groups))

    def rows(self, since: int, until: int) -> ReachLog:
        """What was logged on the days (ordinals) from `since` up to and including `until`."""
        parts = [self.reach_in(month).window(until, until - since + 1) for month in self._between(since, until)]
        if not parts:
            return ReachLog.from_rows([])
        return ReachLog(*map(np.concatenate, zip(*(part.columns() for part in parts), strict=True)))

    def deeds(self, since: int, until: int) -> tuple[Ints, Ints]:
        """Pairs of activity and ambassadorship that it belongs to (ids), on the days from `since` until `until`."""
        parts = [self._months[month].deeds.columns() for month in self._between(since, until)]
        if not parts:
            return np.array([], dtype=np.int64), np.array([], dtype=np.int64)
        day, activity, ambassadorship = map(np.concatenate, zip(*parts, strict=True))
        first, last = np.searchsorted(day, [since, until + 1])
        return activity[first:last], ambassadorship[first:last]

    def anything_until(self, day: int) -> bool:
        """Whether anything reached a department by a day."""
        first = next((int(each.rows.column(_DAY)[0]) for each in self._months.values() if len(each.rows)), None)
        return first is not None and first <= day

    def attendance_until(self, day: int) -> Attendance:
        """Attendance of all days up to and including `day`."""
        month = month_of(day + 1)  # of a whole month what is kept will do
        before = [each for each in self._months if each < month]
        if first_day_of(month).toordinal() == day + 1:
            return self._attendance_through(before[-1]) if before else self._nothing()
        recent = self.rows(first_day_of(month).toordinal(), day)
        here = attendance(recent.contacts(), self.departments, since_start=True)
        return self._attendance_through(before[-1]).joined(here) if before else here

    def attendance_in(self, day: int, days: int) -> Attendance:
        """Attendance in the `days` days that end with, and include, `day`."""
        return attendance(self.rows(day - days + 1, day).contacts(), self.departments)

    def traces(self, day: int, windows: Windows) -> Traces:
        """What activities left behind by a day."""
        first_heard, first_met = day - windows.heard_days + 1, day - windows.takes_part_days + 1

        def reckoned() -> Traces:
            return traces_of(
                day,
                [self._heard(*part) for part in months_between(first_heard, day)],
                [self._met(*part) for part in months_between(first_met, day)],
                np.full(self.departments, NEVER),
            )

        found = self.kept(("traces", windows), min(first_heard, first_met), day, reckoned)
        return replace(found, last_contact=self.attendance_until(day).last)

    def _heard(self, since: int, until: int) -> Heard:
        return self._of_month("heard", since, until, lambda log: heard_in(log, self.departments))

    def _met(self, since: int, until: int) -> Met:
        return self._of_month("met", since, until, lambda log: met_in(log, self.departments))

    def _of_month(self, question: str, since: int, until: int, reckon: Callable[[ReachLog], Answer]) -> Answer:
        """What is reckoned of a month, which is kept, or of a part of one, which is not: of those there are many."""
        if month_of(since - 1) != month_of(since) != month_of(until + 1):
            return self.kept(question, since, until, lambda: reckon(self.rows(since, until)))
        return reckon(self.rows(since, until))

    def _still_true(self, changed: Ints) -> list[tuple[Hashable, Any]]:
        """The answers that rest on none of the days that changed."""
        return [
            (key, kept)
            for key, kept in self._answers.items()
            if not np.any((changed >= key[1]) & (changed <= key[2]))
        ]

    def _attendance_through(self, last: int) -> Attendance:
        """Attendance of all months up to and including one of them."""
        summed = self._nothing()
        for month in self._months:
            if month > last:
                break
            end = first_day_of(month + 1).toordinal() - 1
            summed = self.kept("attendance", 1, end, partial(self._joined, summed, month))
        return summed

    def _joined(self, before: Attendance, month: int) -> Attendance:
        return before.joined(attendance(self.reach_in(month).contacts(), self.departments, since_start=True))

    def _nothing(self) -> Attendance:
        return attendance(ReachLog.from_rows([]), self.departments)

    def _between(self, since: int, until: int) -> list[int]:
        first, last = month_of(max(since, 1)), month_of(until)
        return [month for month in self._months if first <= month <= last]

    def reach_in(self, month: int) -> ReachLog:
        """What reached departments in one of its months."""
        day, department, activity, kind, low, high, first_timers = self._months[month].rows.columns()
        return ReachLog(day, department, activity, self._audience[kind], low, high, first_timers)


class GroupedLogbook(Logbook):
    """The same of groups of departments, by their numbers, merged month by month as it is asked for."""

    def __init__(self, book: Logbook, group: Ints, groups: int) -> None:
        super().__init__({}, {}, groups)
        self._book, self._group = book, group
        self._months = dict(book.months)
        self._merged: dict[int, ReachLog] = {}

    def of(self, book: Logbook, changed: Ints) -> "GroupedLogbook":
        """The same of a logbook in which what was logged on these days changed."""
        made = GroupedLogbook(book, self._group, self.departments)
        made.take_over(self._still_true(changed))
        months = {month_of(day) for day in changed.tolist()}
        made._merged = {month: kept for month, kept in self._merged.items() if month not in months}
        return made

    def reach_in(self, month: int) -> ReachLog:
        """What reached groups in one of its months."""
        if month not in self._merged:
            merged = merge(self._book.reach_in(month), self._group, self.departments + 1)
            self._merged[month] = merged.take(merged.department != self.departments)
        return self._merged[month]


def _by_month(columns: Sequence[Ints]) -> dict[int, list[Ints]]:
    order = np.argsort(columns[_DAY], kind="stable")
    day = columns[_DAY][order]
    months = range(month_of(int(day[0])), month_of(int(day[-1])) + 1) if len(day) else range(0)
    edges = np.searchsorted(day, [first_day_of(month).toordinal() for month in (*months, *months[-1:])])
    edges[len(months) :] = len(day)
    return {
        month: [column[order[begin:end]] for column in columns]
        for month, begin, end in zip(months, edges[:-1].tolist(), edges[1:].tolist(), strict=True)
        if begin < end
    }


def _packed(columns: Sequence[Ints]) -> Packed:
    """In order of day, and then of everything else, so that the same facts are the same to the bit."""
    order = np.lexsort([*columns[:_DAY:-1], columns[_DAY]])
    return Packed.of([column[order] for column in columns])


def _corrected(packed: Packed, gone: Ints, now: Packed) -> Packed:
    kept = ~np.isin(packed.column(_DAY), gone)
    both = zip(packed.columns(), now.columns(), strict=True)
    return _packed([np.append(column[kept], new) for column, new in both])
