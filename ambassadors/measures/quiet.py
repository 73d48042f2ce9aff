"""Quiet days: holidays and elections, in which silence does not count."""

from dataclasses import dataclass

import numpy as np

from ambassadors.measures.arrays import Bools, Ints


@dataclass(frozen=True, eq=False, slots=True)
class QuietDays:
    """Which days are quiet for which department; no department at all stands for any number without quiet days.

    `edges` are the ordinals between which nothing changes: part p of the time runs from edges[p] up to, and not
    including, edges[p + 1]. `marked` (calendars × parts) tells the quiet ones, and `calendar` gives every
    department its calendar. Make one by `quiet_days`.
    """

    edges: Ints
    marked: Bools
    calendar: Ints

    def since(self, day: Ints, until: int) -> Ints:
        """Per department the quiet days after its `day`, up to and including `until`."""
        if not len(self.calendar):
            return np.zeros(len(day), dtype=np.int64)
        before = self._before()
        by_now = self._by_the_end_of(before, self.calendar, np.full(len(day), until))
        return by_now - self._by_the_end_of(before, self.calendar, day)

    def until(self, department: Ints, day: Ints) -> Ints:
        """The quiet days up to and including each `day`, for the department beside it."""
        if not len(self.calendar):
            return np.zeros(len(day), dtype=np.int64)
        return self._by_the_end_of(self._before(), self.calendar[department], day)

    def day_after(self, department: int, day: int, days: int) -> int:
        """The first day that lies `days` days that are not quiet after `day`, for one department."""
        if not len(self.calendar):
            return day + days
        before, calendar = self._before(), self.calendar[[department]]
        start = int(self._by_the_end_of(before, calendar, np.array([day]))[0])
        found, missing = day, days
        while missing:
            found += missing
            quiet = int(self._by_the_end_of(before, calendar, np.array([found]))[0]) - start
            missing = days - (found - day - quiet)
        return found

    def _before(self) -> Ints:
        """Per calendar the quiet days before each edge."""
        passed = np.cumsum(self.marked * np.diff(self.edges), axis=1)
        return np.pad(passed, ((0, 0), (1, 0)))

    def _by_the_end_of(self, before: Ints, calendar: Ints, day: Ints) -> Ints:
        """The quiet days up to and including each `day`, by the calendar beside it."""
        last = np.clip(day + 1, self.edges[0], self.edges[-1])
        part = np.minimum(np.searchsorted(self.edges, last, side="right") - 1, len(self.edges) - 2)
        return before[calendar, part] + self.marked[calendar, part] * (last - self.edges[part])


NO_QUIET_DAYS = QuietDays(
    np.array([], dtype=np.int64), np.zeros((0, 0), dtype=np.bool_), np.array([], dtype=np.int64)
)


def quiet_days(first: Ints, until: Ints, holds: Bools) -> QuietDays:
    """Quiet days from periods: [first, until) as ordinals, and for which departments (departments × periods) each
    holds. A day in several periods is one quiet day.
    """
    if not len(first) or not len(holds):
        return NO_QUIET_DAYS
    edges = np.unique(np.concatenate([first, until]))
    parts = (first[:, None] <= edges[:-1]) & (edges[:-1] < until[:, None])
    calendars, calendar = distinct(holds)
    return QuietDays(edges, calendars @ parts, calendar)


def distinct(rows: Bools) -> tuple[Bools, Ints]:
    """The different ones among rows of marks, and for each row which of these it is."""
    # As texts of eight marks a sign they are sorted at once: 1 ms for 5,000 rows, where np.unique by row takes 130.
    packed = np.ascontiguousarray(np.packbits(rows, axis=1))
    _, first, place = np.unique(packed.view(f"S{packed.shape[1]}")[:, 0], return_index=True, return_inverse=True)
    return rows[first], place
