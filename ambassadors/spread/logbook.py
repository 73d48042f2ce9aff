"""All that was logged of one change, packed by month, and what it adds up to by any day. Pure."""

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import replace
from functools import cached_property, partial, reduce
from typing import Any

import numpy as np

from ambassadors.measures.arrays import Ints
from ambassadors.measures.attendance import Attendance, attendance
from ambassadors.measures.groups import merge
from ambassadors.measures.log import Audience, ReachLog
from ambassadors.measures.rhythm import weekly
from ambassadors.measures.silence import NEVER
from ambassadors.measures.traces import Heard, Met, Traces, Windows, heard_in, met_in, traces_of
from ambassadors.spread.keeping import Answer, Kept
from ambassadors.spread.monthly import DAY, Days, Month, first_day_of, month_of, months_between, stretches_between
from ambassadors.spread.packing import Packed

ANSWERS, STAGES, SUMS, YEARS, LATELY = range(5)
"""The shelves on which a logbook keeps what it answered: what is large, or often asked, pushes out its like alone."""

_MOST = {
    ANSWERS: 1_200,  # of ten years: some 120 months in four ways, and what is asked of days
    STAGES: 4_000,  # 120 months in two ways, for each viewer; 5 kB each at XL
    SUMS: 12,  # of a year, or of all months: some megabytes each
    YEARS: 100,  # all that came before the end of each year: 50 kB each at XL
    LATELY: 13,  # the same by the end of each month, of the year that is asked about
}
_MOST_GROUPED = 24  # ways to merge small departments: one per viewer's own departments and reorganisation


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
        self._shelves = {shelf: Kept(most) for shelf, most in _MOST.items()}
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
        made.take_over(self.true_without(changed))
        for key, grouped in self._grouped.items():
            made._grouped.answer(key, partial(grouped.of, made, changed))
        return made

    def true_without(self, changed: Ints) -> dict[int, list[tuple[Hashable, Any]]]:
        """The answers by shelf that rest on none of the days that changed."""
        return {shelf: _still_true(answers, changed) for shelf, answers in self._shelves.items()}

    def take_over(self, answers: Mapping[int, Iterable[tuple[Hashable, Any]]]) -> None:
        """Go on with answers, by shelf, that another logbook gave, and that are true of this one too."""
        self._shelves = {shelf: Kept(_MOST[shelf], given) for shelf, given in answers.items()}

    def kept(
        self, question: Hashable, since: int, until: int, make: Callable[[], Answer], shelf: int = ANSWERS
    ) -> Answer:
        """The answer to a question about these days alone, made once until something of them is corrected."""
        return self._shelves[shelf].answer((question, since, until), make)

    def added_up(
        self, question: Hashable, since: int, until: int, nothing: Answer, add: Callable[[Answer, Days], Answer]
    ) -> Answer:
        """What these days add up to, stretch by stretch, and always in that order.

        Kept without the last week, and without the month before it: nearly all that is written is about those.
        """
        stretches = stretches_between(since, until)
        total = nothing
        for some in (stretches[:-2], stretches[-2:-1]):
            if some:
                total = self.kept(question, since, some[-1][1], partial(reduce, add, some, total), SUMS)
        return add(total, stretches[-1])

    def grouped(self, key: Hashable, group: Ints, groups: int) -> "GroupedLogbook":
        """The logbook of groups: `group` is that of every department by id, or `groups` for one that is not shown."""
        return self._grouped.answer(key, lambda: GroupedLogbook(self, group, groups))

    def rows(self, since: int, until: int) -> ReachLog:
        """What was logged on the days (ordinals) from `since` up to and including `until`."""
        parts = [self.reach_in(month).window(until, until - since + 1) for month in self._between(since, until)]
        if len(parts) == 1:
            return parts[0]
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
        first = next((int(each.rows.column(DAY)[0]) for each in self._months.values() if len(each.rows)), None)
        return first is not None and first <= day

    def attendance_until(self, day: int) -> Attendance:
        """Attendance of all days up to and including `day`."""
        return self.kept("attendance until", 1, day, lambda: self._attendance_until(day))

    def _attendance_until(self, day: int) -> Attendance:
        month = month_of(day + 1)  # of a whole month what is kept will do
        first = first_day_of(month).toordinal()
        before = self._attendance_before(month)
        if first == day + 1:
            return before
        return before.joined(attendance(self.rows(first, day).contacts(), self.departments, since_start=True))

    def attendance_in(self, day: int, days: int) -> Attendance:
        """Attendance in the `days` days that end with, and include, `day`."""
        parts = [self._attended(*part) for part in months_between(day - days + 1, day)]
        return reduce(Attendance.joined, parts)

    def _attended(self, since: int, until: int) -> Attendance:
        return self._of_month("attendance in", since, until, lambda log: attendance(log.contacts(), self.departments))

    def contact_days(self, day: int, days: int) -> tuple[Ints, Ints]:
        """The last day with a contact in each week, and the department, in the `days` days that end with `day`.

        A week in which a month ends can have two.
        """
        parts = [self._contact_days(*part).columns() for part in months_between(day - days + 1, day)]
        on, department = map(np.concatenate, zip(*parts, strict=True))
        return on, department

    def _contact_days(self, since: int, until: int) -> Packed:
        def reckon(log: ReachLog) -> Packed:
            contacts = log.contacts()
            return Packed.of(weekly(contacts.day, contacts.department))

        return self._of_month("contact days", since, until, reckon)

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

    def _attendance_before(self, month: int) -> Attendance:
        """Attendance of all months before one of them, from what is kept of earlier years, and of this one."""
        summed = self._nothing
        first, after = min(self._months, default=month), min(month, 1 + max(self._months, default=month))
        for year in range(first // 12, after // 12):
            add = partial(self._month_by_month, summed, 12 * year, 12 * year + 12)
            summed = self.kept("attendance", 1, _last_day_before(12 * year + 12), add, YEARS)
        return Attendance.of(self._month_by_month(summed, max(first, after // 12 * 12), after).columns())

    def _month_by_month(self, summed: Packed, first: int, after: int) -> Packed:
        for month in range(first, after):
            add = partial(self._joined, summed, month)
            summed = self.kept("attendance", 1, _last_day_before(month + 1), add, LATELY)
        return summed

    def _joined(self, before: Packed, month: int) -> Packed:
        if month not in self._months:
            return before
        here = attendance(self.reach_in(month).contacts(), self.departments, since_start=True)
        return Packed.of(Attendance.of(before.columns()).joined(here).columns())

    @cached_property
    def _nothing(self) -> Packed:
        return Packed.of(attendance(ReachLog.from_rows([]), self.departments).columns())

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
        made.take_over(self.true_without(changed))
        months = {month_of(day) for day in changed.tolist()}
        made._merged = {month: kept for month, kept in self._merged.items() if month not in months}
        return made

    def reach_in(self, month: int) -> ReachLog:
        """What reached groups in one of its months."""
        if month not in self._merged:
            merged = merge(self._book.reach_in(month), self._group, self.departments + 1)
            self._merged[month] = merged.take(merged.department != self.departments)
        return self._merged[month]


def _last_day_before(month: int) -> int:
    return first_day_of(month).toordinal() - 1


def _still_true(answers: Kept, changed: Ints) -> list[tuple[Hashable, Any]]:
    """The answers that rest on none of the days that changed."""
    items = answers.items()
    since = np.array([key[1] for key, _ in items], dtype=np.int64)
    until = np.array([key[2] for key, _ in items], dtype=np.int64)
    # How many of the days that changed come before the first, and up to the last of them: as many, if none between.
    holds = np.searchsorted(changed, since) == np.searchsorted(changed, until, side="right")
    return [item for item, true in zip(items, holds.tolist(), strict=True) if true]
