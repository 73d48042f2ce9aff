"""What was logged, as columns: one row per activity and department that it reached."""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from enum import IntEnum

import numpy as np

from ambassadors.measures.arrays import Bools, Ints

UNKNOWN = -1
EVERYONE = -1


class Audience(IntEnum):
    """For whom a kind of activity is."""

    CONTACT = 0
    BROADCAST = 1
    EXTERNAL = 2


Row = tuple[int, int, int, int, int | None, int | None, int | None]


@dataclass(frozen=True, eq=False, slots=True)
class ReachLog:
    """Columns of equal length, by day: ordinals, indexes, and people (-1: don't know, or not counted).

    `activity` is any number that tells activities apart; a department occurs once per activity, at most.
    `department` is an index, or EVERYONE for a broadcast to the whole organisation.
    Make one by `from_rows` or `from_columns`, which check; its parts need no second look.
    """

    day: Ints
    department: Ints
    activity: Ints
    audience: Ints
    low: Ints
    high: Ints
    first_timers: Ints

    @classmethod
    def from_rows(cls, rows: Iterable[Row]) -> "ReachLog":
        """A log from rows in any order: the columns as a tuple, None for an unknown number."""
        table = np.array(list(rows), dtype=np.float64).reshape(-1, len(fields(cls)))
        numbers = np.nan_to_num(table, nan=UNKNOWN).astype(np.int64)
        order = np.lexsort((numbers[:, 1], numbers[:, 2], numbers[:, 0]))
        return cls.from_columns(*numbers[order].T.copy())

    @classmethod
    def from_columns(cls, *columns: Ints) -> "ReachLog":
        """A log from the seven columns, in order of day; ValueError when they contradict each other."""
        log = cls(*columns)
        if len({len(column) for column in columns}) != 1:
            raise ValueError("the columns of a log must have the same length")
        if np.any(np.diff(log.day) < 0):
            raise ValueError("the rows of a log must be in order of day")
        if np.any((log.department == EVERYONE) & (log.audience == Audience.CONTACT)):
            raise ValueError("a contact activity names the departments that it reached")
        return log

    def columns(self) -> tuple[Ints, ...]:
        """The seven columns, in the order of a row."""
        return tuple(getattr(self, field.name) for field in fields(self))

    def __len__(self) -> int:
        return len(self.day)

    def take(self, rows: slice | Bools | Ints) -> "ReachLog":
        """The log of some of the rows, which must stay in order of day."""
        if not isinstance(rows, slice) and rows.dtype == np.bool_:
            rows = np.flatnonzero(rows)  # seven columns are taken, so that it pays to look for the rows once
        return ReachLog(*(column[rows] for column in self.columns()))

    def until(self, day: int) -> "ReachLog":
        """The rows up to and including a day."""
        return self.take(slice(0, int(np.searchsorted(self.day, day, side="right"))))

    def window(self, until: int, days: int) -> "ReachLog":
        """The rows of the `days` days that end with, and include, `until`."""
        first, last = np.searchsorted(self.day, [until - days + 1, until + 1])
        return self.take(slice(int(first), int(last)))

    def heard(self) -> "ReachLog":
        """The rows by which colleagues heard: nothing for residents, nothing where nobody came."""
        return self.take((self.audience != Audience.EXTERNAL) & (self.high != 0))

    def contacts(self) -> "ReachLog":
        """The rows of contact activities that somebody came to."""
        return self.take((self.audience == Audience.CONTACT) & (self.high != 0))
