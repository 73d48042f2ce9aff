"""What activities left behind in each department by one day: what was heard, who met. The stages rest on it."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ambassadors.measures.arrays import Bools, Ints
from ambassadors.measures.attendance import attendance
from ambassadors.measures.log import EVERYONE, Audience, ReachLog


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

    `heard` and `contacts` count activities in `heard_days`; `weeks` counts the different weeks with a contact and
    `reported` is the lower bound of people in `takes_part_days`; `last_contact` is an ordinal, -1 for never.
    """

    day: int
    heard: Ints
    contacts: Ints
    weeks: Ints
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


@dataclass(frozen=True, eq=False, slots=True)
class Heard:
    """Activities that each department heard of in a period, and the contacts among them."""

    heard: Ints
    contacts: Ints


@dataclass(frozen=True, eq=False, slots=True)
class Met:
    """Who met in a period: weeks with a contact from `first_week` on (weeks × departments), and people reported."""

    first_week: int
    weeks: Bools
    largest: Ints
    newcomers: Ints


def traces_on(log: ReachLog, day: int, windows: Windows, departments: int) -> Traces:
    """The traces on a day; later rows do not count."""
    return traces_of(
        day,
        [heard_in(log.window(day, windows.heard_days), departments)],
        [met_in(log.window(day, windows.takes_part_days), departments)],
        attendance(log.until(day).contacts(), departments).last,
    )


def traces_of(day: int, heard: Sequence[Heard], met: Sequence[Met], last_contact: Ints) -> Traces:
    """The traces on a day from the periods that make up its windows; one of each at least."""
    largest = np.maximum.reduce([each.largest for each in met])
    return Traces(
        day=day,
        heard=np.add.reduce([each.heard for each in heard]),
        contacts=np.add.reduce([each.contacts for each in heard]),
        weeks=_different_weeks([each for each in met if each.weeks.size], len(last_contact)),
        reported=np.maximum(largest, np.add.reduce([each.newcomers for each in met])),
        last_contact=last_contact,
    )


def _different_weeks(met: Sequence[Met], departments: int) -> Ints:
    """The number of weeks with a contact; a week that two periods share counts once."""
    first = min((each.first_week for each in met), default=0)
    last = max((each.first_week + len(each.weeks) for each in met), default=0)
    seen = np.zeros((last - first, departments), dtype=np.bool_)
    for each in met:
        begin = each.first_week - first
        seen[begin : begin + len(each.weeks)] |= each.weeks
    different: Ints = seen.sum(axis=0)
    return different


def heard_in(log: ReachLog, departments: int) -> Heard:
    """What each department heard of in a period."""
    audible = (log.audience != Audience.EXTERNAL) & (log.high != 0)
    named = log.department[audible & (log.department != EVERYONE)]
    to_everyone = int(audible.sum()) - len(named)
    contacts = np.bincount(log.department[_is_contact(log)], minlength=departments)
    heard = np.bincount(named, minlength=departments) + to_everyone
    return Heard(heard.astype(np.int32), contacts.astype(np.int32))


def met_in(log: ReachLog, departments: int) -> Met:
    """Who met in a period; weeks run from Monday to Sunday."""
    contact = _is_contact(log)
    department, week = log.department[contact], (log.day[contact] - 1) // 7  # ordinal 1 was a Monday
    first = int(week[0]) if len(week) else 0
    weeks = np.zeros((int(week[-1]) + 1 - first if len(week) else 0, departments), dtype=np.bool_)
    weeks[week - first, department] = True
    largest = np.zeros(departments, dtype=np.int32)
    np.maximum.at(largest, department, log.low[contact].astype(np.int32))
    newcomers = np.bincount(department, np.maximum(log.first_timers[contact], 0), departments).astype(np.int32)
    return Met(first, weeks, largest, newcomers)


def _is_contact(log: ReachLog) -> Bools:
    contact: Bools = (log.audience == Audience.CONTACT) & (log.high != 0)
    return contact
