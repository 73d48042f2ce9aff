"""Measure 4, nothing logged: how long it is since a contact activity reached a department."""

from dataclasses import dataclass

import numpy as np

from ambassadors.measures.arrays import Ints
from ambassadors.measures.log import ReachLog

NEVER = -1


@dataclass(frozen=True, eq=False, slots=True)
class Silence:
    """Per department, up to and including `until`: the last days as ordinals, -1 for never."""

    until: int
    last_contact: Ints
    nothing_to_report: Ints

    def days(self, department: int) -> int | None:
        """Days since the last contact; None when there never was one."""
        last = int(self.last_contact[department])
        return None if last == NEVER else self.until - last

    def weeks(self, department: int) -> int | None:
        """Full weeks since the last contact; None when there never was one."""
        days = self.days(department)
        return None if days is None else days // 7

    def reported_nothing(self, department: int) -> int | None:
        """The day of a "nothing to report" that is no older than the last contact, else None."""
        entry = int(self.nothing_to_report[department])
        return entry if entry != NEVER and entry >= self.last_contact[department] else None

    def longest_first(self) -> list[int]:
        """The departments, never reached first, then by the day of the last contact."""
        return [int(department) for department in np.argsort(self.last_contact, kind="stable")]


def silence(log: ReachLog, departments: int, until: int, entry_day: Ints, entry_department: Ints) -> Silence:
    """Silence on a day: when a contact activity last reached each department; DESIGN 5, measure 4.

    `entry_day` and `entry_department` hold the "nothing to report" entries, in any order.
    """
    contacts = log.until(until).contacts()
    by_now = entry_day <= until
    return Silence(
        until=until,
        last_contact=last_days(contacts.day, contacts.department, departments),
        nothing_to_report=last_days(entry_day[by_now], entry_department[by_now], departments),
    )


def last_days(day: Ints, department: Ints, departments: int) -> Ints:
    """The last day per department, or NEVER."""
    last = np.full(departments, NEVER, dtype=np.int64)
    np.maximum.at(last, department, day)
    return last
