"""The organisation through time in columns, for who asks about many days at once. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np

from ambassadors.measures.arrays import Bools, Floats, Ints
from ambassadors.measures.tree import NO_DEPARTMENT
from ambassadors.organisation.history import History


@dataclass(frozen=True, eq=False, slots=True)
class There:
    """The departments of one day: id, id of the parent (NO_DEPARTMENT: none that is there too), own staff (NaN where
    nobody gave a number), and whether it needs an ambassador of its own.
    """

    ids: Ints
    parents: Ints
    staff: Floats
    needs: Bools


class Epochs:
    """A history, asked by the day; as `History.tree_on` tells it, but in no order, and without growing a tree."""

    def __init__(self, history: History) -> None:
        self._versions = _Periods(history.versions)
        self._ids, self._parents = (self._versions.column(place) for place in (2, 5))
        self._headcounts = _Periods(history.headcounts)
        self._counted, self._staff = self._headcounts.column(2), self._headcounts.column(3, np.float64)
        self._needs = _Periods(history.needs)
        self._said_of, self._for_change, self._needed = (self._needs.column(place) for place in (2, 3, 4))
        ids = (self._ids, self._parents, self._counted, self._said_of)
        self._size = 1 + max(int(each.max(initial=0)) for each in ids)

    def there(self, day: date) -> There:
        """The departments that exist on a day."""
        held = self._versions.hold(day)
        ids, parents = self._ids[held], self._parents[held]
        exists = np.zeros(self._size, dtype=np.bool_)
        exists[ids] = True
        staff = np.full(self._size, np.nan)
        counted = self._headcounts.hold(day)
        staff[self._counted[counted]] = self._staff[counted]
        under = np.where((parents != NO_DEPARTMENT) & exists[parents], parents, NO_DEPARTMENT)
        return There(ids, under, staff[ids], self._needing(staff, day)[ids])

    def _needing(self, staff: Floats, day: date) -> Bools:
        """By id, as `needs_ambassador` rules: what was said for the change goes before what was said for all."""
        needs = np.isnan(staff) | (staff > 0)
        held = self._needs.hold(day)
        for for_change in (False, True):
            said = held & (self._for_change == for_change)
            needs[self._said_of[said]] = self._needed[said] == 1
        return needs


class _Periods:
    """Rows that each begin with the day from which they hold, and the day from which they do so no more."""

    def __init__(self, rows: Sequence[tuple[Any, ...]]) -> None:
        self._rows = rows
        self._since = np.array([row[0].toordinal() for row in rows], dtype=np.int64)
        self._until = np.array([row[1].toordinal() for row in rows], dtype=np.int64)

    def column(self, place: int, kind: type = np.int64) -> Any:
        """One of the other columns; nothing becomes NO_DEPARTMENT."""
        return np.array([NO_DEPARTMENT if row[place] is None else row[place] for row in self._rows], dtype=kind)

    def hold(self, day: date) -> Bools:
        """Which of the rows hold on a day."""
        held: Bools = (self._since <= day.toordinal()) & (day.toordinal() < self._until)
        return held
