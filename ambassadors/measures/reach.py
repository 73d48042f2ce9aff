"""Measure 3, reach: how many different colleagues took part, as the range that the log can prove."""

from dataclasses import dataclass

import numpy as np

from ambassadors.measures.arrays import Bools, Floats, Ints, checked_staff, whole_people
from ambassadors.measures.attendance import Attendance, attendance
from ambassadors.measures.log import ReachLog


@dataclass(frozen=True, slots=True)
class ReachRange:
    """One range in plain numbers: between `lower` and `upper` (`or_more`) of `staff` people."""

    staff: int
    lower: int
    upper: int
    or_more: bool
    above_staff: bool

    @property
    def lower_share(self) -> float | None:
        """The lower bound as a share of staff, 0 to 1; None of nobody."""
        return self.lower / self.staff if self.staff else None

    @property
    def upper_share(self) -> float | None:
        """The upper bound as a share of staff, 0 to 1; None of nobody."""
        return self.upper / self.staff if self.staff else None


@dataclass(frozen=True, eq=False, slots=True)
class Reach:
    """Per department: the range of people, and what was reported before the headcount capped it.

    `or_more`: a number is unknown, so the truth lies between `lower` and `staff`.
    """

    staff: Ints
    lower: Ints
    upper: Ints
    or_more: Bools
    reported: Ints

    @property
    def above_staff(self) -> Bools:
        """Where more people took part than there are staff: guests, or an old headcount."""
        return self.reported > self.staff

    def of(self, department: int) -> ReachRange:
        """The range of one department."""
        return ReachRange(
            staff=int(self.staff[department]),
            lower=int(self.lower[department]),
            upper=int(self.upper[department]),
            or_more=bool(self.or_more[department]),
            above_staff=bool(self.reported[department] > self.staff[department]),
        )

    def total(self) -> ReachRange:
        """The range of all departments together: nobody works in two, so ranges add up."""
        return ReachRange(
            staff=int(self.staff.sum()),
            lower=int(self.lower.sum()),
            upper=int(self.upper.sum()),
            or_more=bool(self.or_more.any()),
            above_staff=bool(self.above_staff.any()),
        )


def reach_in_window(log: ReachLog, staff: Floats | Ints, until: int, days: int) -> Reach:
    """Range of unique people per department in the `days` days that include `until`.

    lower = min(N, max(max a, sum of first-timers)), upper = min(N, sum of a); DESIGN 5, measure 3.
    """
    return reach_of(attendance(log.window(until, days).contacts(), len(staff)), staff)


def reach_since_start(log: ReachLog, staff: Floats | Ints, until: int) -> Reach:
    """Range of unique people per department up to and including `until`.

    As in a window, but who was counted as no first-timer was counted before:
    upper = min(N, sum of (first-timers where counted, else a)).
    """
    return reach_of(attendance(log.until(until).contacts(), len(staff), since_start=True), staff)


def reach_of(found: Attendance, staff: Floats | Ints) -> Reach:
    """The range that attendance proves, of so many staff per department."""
    people = whole_people(checked_staff(staff))
    lower = np.minimum(people, found.reported)
    # Somebody who moved here from another department took part without ever being new here, so
    # the newcomers can add up to fewer than one workshop saw.
    upper = np.maximum(lower, np.minimum(people, found.summed))
    return Reach(people, lower, upper, found.unknown & (upper < people), found.reported)
