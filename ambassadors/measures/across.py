"""Measure 6, across: where the change was brought by somebody from elsewhere."""

from dataclasses import dataclass

import numpy as np

from ambassadors.measures.arrays import Bools
from ambassadors.measures.lacking import Lack
from ambassadors.measures.log import ReachLog
from ambassadors.measures.ties import Ties, visits

WINDOW_DAYS = 365


@dataclass(frozen=True, eq=False, slots=True)
class Across:
    """Per department: does it exist on the day, and did an ambassador of another department reach it."""

    exists: Bools
    reached: Bools

    @property
    def count(self) -> int:
        """Departments reached from elsewhere."""
        return int(self.reached.sum())

    @property
    def departments(self) -> int:
        """Departments that exist."""
        return int(self.exists.sum())

    @property
    def share(self) -> float | None:
        """Reached from elsewhere as a share of the departments, 0 to 1; None of no departments."""
        return self.count / self.departments if self.departments else None

    @property
    def why(self) -> Lack | None:
        """Why there is no share."""
        return None if self.departments else Lack.NO_DEPARTMENTS


def across(log: ReachLog, ties: Ties, exists: Bools, until: int, days: int = WINDOW_DAYS) -> Across:
    """Departments that an ambassador of another department reached in the window; DESIGN 5, measure 6.

    Another department: outside all own units of the ambassador. Of several ambassadors, one is enough.
    """
    contacts = log.window(until, days).contacts()
    visit = visits(contacts, ties)
    reached = np.zeros(len(exists), dtype=np.bool_)
    reached[contacts.department[visit.row[~visit.inside]]] = True
    return Across(exists, reached & exists)
