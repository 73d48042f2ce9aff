"""Who took part, as far as it was written down: sums per department that can be added up over periods."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

import numpy as np

from ambassadors.measures.arrays import Bools, Ints
from ambassadors.measures.log import UNKNOWN, ReachLog
from ambassadors.measures.silence import NEVER, last_days


@dataclass(frozen=True, eq=False, slots=True)
class Attendance:
    """Per department, of the contact activities in a period and before headcounts come into it.

    `largest`: the largest low of one activity; `newcomers`: the sum of first-timers; `summed`: the sum of the
    numbers that bound reach from above, as far as known; `unknown`: some of these are not; `last`: the last day.
    """

    largest: Ints
    newcomers: Ints
    summed: Ints
    unknown: Bools
    last: Ints

    def __len__(self) -> int:
        return len(self.largest)

    @classmethod
    def of(cls, columns: Iterable[Ints]) -> Self:
        """What `columns` told."""
        largest, newcomers, summed, unknown, last = columns
        return cls(largest, newcomers, summed, unknown.astype(np.bool_), last)

    def columns(self) -> tuple[Ints, ...]:
        """The five columns as whole numbers."""
        return self.largest, self.newcomers, self.summed, self.unknown.astype(np.int64), self.last

    @property
    def reported(self) -> Ints:
        """The lower bound before the headcount caps it: max(largest, newcomers)."""
        return np.maximum(self.largest, self.newcomers)

    def joined(self, other: "Attendance") -> "Attendance":
        """Of both periods together; departments that one of them does not have are at its end."""
        one, two = self, other
        if len(self) != len(other):
            places = np.arange(max(len(self), len(other)))
            one, two = self.at(places), other.at(places)
        return Attendance(
            largest=np.maximum(one.largest, two.largest),
            newcomers=one.newcomers + two.newcomers,
            summed=one.summed + two.summed,
            unknown=one.unknown | two.unknown,
            last=np.maximum(one.last, two.last),
        )

    def at(self, places: Ints) -> "Attendance":
        """Of these departments in their order; nothing of those that are beyond the end."""
        there = np.where(places < len(self), places, len(self))
        return Attendance(
            largest=np.append(self.largest, 0)[there],
            newcomers=np.append(self.newcomers, 0)[there],
            summed=np.append(self.summed, 0)[there],
            unknown=np.append(self.unknown, False)[there],
            last=np.append(self.last, NEVER)[there],
        )


def attendance(contacts: ReachLog, departments: int, *, since_start: bool = False) -> Attendance:
    """What contact activities add up to; `since_start`: the first-timers bound from above where they were counted."""
    at_most = contacts.high
    if since_start:
        at_most = np.where(contacts.first_timers != UNKNOWN, contacts.first_timers, contacts.high)
    unknown = at_most == UNKNOWN
    known = np.where(unknown, np.maximum(np.maximum(contacts.low, contacts.first_timers), 0), at_most)
    largest = np.zeros(departments, dtype=np.int64)
    np.maximum.at(largest, contacts.department, contacts.low)
    open_ended = np.zeros(departments, dtype=np.bool_)
    open_ended[contacts.department[unknown]] = True
    return Attendance(
        largest=largest,
        newcomers=_summed(contacts.department, np.maximum(contacts.first_timers, 0), departments),
        summed=_summed(contacts.department, known, departments),
        unknown=open_ended,
        last=last_days(contacts.day, contacts.department, departments),
    )


def _summed(department: Ints, numbers: Ints, departments: int) -> Ints:
    return np.bincount(department, weights=numbers, minlength=departments).astype(np.int64)
