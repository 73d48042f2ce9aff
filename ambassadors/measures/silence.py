"""Measure 4, nothing logged: how long it is since a contact activity reached a department."""

from dataclasses import dataclass

import numpy as np

from ambassadors.measures.arrays import Bools, Ints
from ambassadors.measures.log import ReachLog
from ambassadors.measures.quiet import NO_QUIET_DAYS, QuietDays

NEVER = -1


@dataclass(frozen=True, eq=False, slots=True)
class Silence:
    """Per department, up to and including `until`: the last days as ordinals, -1 for never.

    `quiet` are the days since the last contact that do not count.
    """

    until: int
    last_contact: Ints
    nothing_to_report: Ints
    quiet: Ints

    def days(self, department: int) -> int | None:
        """Days since the last contact that count; None when there never was one."""
        last = int(self.last_contact[department])
        return None if last == NEVER else self.until - last - int(self.quiet[department])

    def longer_than(self, days: int | Ints) -> Bools:
        """Where there was contact once, and the days since then that count are more than `days`, or its own."""
        longer: Bools = (self.last_contact != NEVER) & (self.until - self.last_contact - self.quiet > days)
        return longer

    def weeks(self, department: int) -> int | None:
        """Full weeks since the last contact, of the days that count; None when there never was one."""
        days = self.days(department)
        return None if days is None else days // 7

    def weeks_in_all(self, department: int) -> int | None:
        """Full weeks since the last contact, quiet days and all; None when there never was one."""
        last = int(self.last_contact[department])
        return None if last == NEVER else (self.until - last) // 7

    def reported_nothing(self, department: int) -> int | None:
        """The day of a "nothing to report" that is no older than the last contact, else None."""
        entry = int(self.nothing_to_report[department])
        return entry if entry != NEVER and entry >= self.last_contact[department] else None

    def longest_first(self) -> list[int]:
        """The departments, never reached first, then by the days that count since the last contact."""
        order: list[int] = np.argsort(self.last_contact + self.quiet, kind="stable").tolist()
        return order


def silence(
    log: ReachLog,
    departments: int,
    until: int,
    entry_day: Ints,
    entry_department: Ints,
    quiet: QuietDays = NO_QUIET_DAYS,
) -> Silence:
    """Silence on a day: when a contact activity last reached each department; DESIGN 5, measure 4.

    `entry_day` and `entry_department` hold the "nothing to report" entries, in any order. Quiet days do not count.
    """
    contacts = log.until(until).contacts()
    last_contact = last_days(contacts.day, contacts.department, departments)
    return silence_since(last_contact, until, entry_day, entry_department, quiet)


def silence_since(
    last_contact: Ints, until: int, entry_day: Ints, entry_department: Ints, quiet: QuietDays = NO_QUIET_DAYS
) -> Silence:
    """Silence on a day from the last contact of each department by then: see `silence`."""
    by_now = entry_day <= until
    return Silence(
        until=until,
        last_contact=last_contact,
        nothing_to_report=last_days(entry_day[by_now], entry_department[by_now], len(last_contact)),
        quiet=quiet_since(last_contact, until, quiet),
    )


def quiet_since(last_contact: Ints, until: int, quiet: QuietDays) -> Ints:
    """The quiet days since the last contact of each department; none where there never was one."""
    return np.where(last_contact == NEVER, 0, quiet.since(last_contact, until))


def last_days(day: Ints, department: Ints, departments: int) -> Ints:
    """The last day per department, or NEVER."""
    last = np.full(departments, NEVER, dtype=np.int64)
    np.maximum.at(last, department, day)
    return last
