"""What activities left behind in each department by one day: what was heard, who met. The stages rest on it."""

from dataclasses import dataclass

import numpy as np

from ambassadors.measures.arrays import Bools, Ints
from ambassadors.measures.attendance import Attendance, attendance
from ambassadors.measures.log import EVERYONE, ReachLog


@dataclass(frozen=True, slots=True)
class Windows:
    """How many days back the stages look: for what was heard, and for who took part."""

    heard_days: int
    takes_part_days: int

    @property
    def longest(self) -> int:
        """How many days of the log they ask for."""
        return max(self.heard_days, self.takes_part_days)


@dataclass(frozen=True, eq=False, slots=True)
class Traces:
    """Per department, up to and including `day`.

    `heard` and `contacts` count activities in `heard_days`; `weeks` (departments × weeks) marks those with a contact
    and `reported` is the lower bound of people in `takes_part_days`; `last_contact` is an ordinal, -1 for never.
    """

    day: int
    heard: Ints
    contacts: Ints
    weeks: Bools
    reported: Ints
    last_contact: Ints

    def __len__(self) -> int:
        return len(self.heard)

    def at(self, places: Ints) -> "Traces":
        """Of these departments, in their order."""
        return Traces(
            day=self.day,
            heard=self.heard[places],
            contacts=self.contacts[places],
            weeks=self.weeks[places],
            reported=self.reported[places],
            last_contact=self.last_contact[places],
        )


def traces_on(
    log: ReachLog, day: int, windows: Windows, departments: int, until_now: Attendance | None = None
) -> Traces:
    """The traces on a day; later rows do not count.

    The log may begin as late as `windows.longest` days before, where `until_now` holds all attendance up to the day.
    """
    heard = log.window(day, windows.heard_days).heard()
    met = log.window(day, windows.takes_part_days).contacts()
    everything = until_now or attendance(log.until(day).contacts(), departments)
    named = heard.department[heard.department != EVERYONE]
    return Traces(
        day=day,
        heard=np.bincount(named, minlength=departments) + (len(heard) - len(named)),
        contacts=np.bincount(heard.contacts().department, minlength=departments),
        weeks=_weeks(met, departments),
        reported=attendance(met, departments).reported,
        last_contact=everything.last,
    )


def _weeks(contacts: ReachLog, departments: int) -> Bools:
    """The weeks, Monday to Sunday, in which each department had a contact."""
    if not len(contacts):
        return np.zeros((departments, 0), dtype=np.bool_)
    week = (contacts.day - 1) // 7  # ordinal 1 was a Monday
    week -= week[0]
    seen = np.zeros((departments, int(week[-1]) + 1), dtype=np.bool_)
    seen[contacts.department, week] = True
    return seen
