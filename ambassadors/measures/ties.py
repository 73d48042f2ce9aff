"""Who did what, and where they belong: from elsewhere, or from the department itself."""

from dataclasses import dataclass

import numpy as np

from ambassadors.measures.arrays import Bools, Ints
from ambassadors.measures.joining import distinct, matches
from ambassadors.measures.log import ReachLog


@dataclass(frozen=True, eq=False, slots=True)
class Ties:
    """Two lists of pairs: (activity, ambassador who did it: `by`) and (ambassador, own unit).

    Activities have the numbers of the log; ambassadors and units are indexes. Own units are all that an
    ambassador has (works in) or serves. Make one by `from_pairs`, which takes out repeats.
    """

    activity: Ints
    by: Ints
    ambassador: Ints
    unit: Ints

    @classmethod
    def from_pairs(cls, activity: Ints, by: Ints, ambassador: Ints, unit: Ints) -> "Ties":
        """Ties from pairs in any order; ValueError when columns differ in length or hold a negative number."""
        columns = (activity, by, ambassador, unit)
        if len(activity) != len(by) or len(ambassador) != len(unit):
            raise ValueError("the two sides of a list of pairs must have the same length")
        if any(len(column) and column.min() < 0 for column in columns):
            raise ValueError("activities, ambassadors and units are numbers of 0 or more")
        return cls(*distinct(activity, by), *distinct(ambassador, unit))

    @property
    def ambassadors(self) -> int:
        """One more than the highest index of an ambassador."""
        return 1 + max(int(self.by.max(initial=-1)), int(self.ambassador.max(initial=-1)))

    def with_dependents(self, responsible: Ints) -> "Ties":
        """The ties with, as own units too, every department whose responsible unit is an own unit.

        Who is the ambassador of a domain is no stranger to its teams. `responsible`: see `Coverage`.
        """
        pair, dependent = matches(self.unit, responsible)
        ambassador = np.append(self.ambassador, self.ambassador[pair])
        return Ties(self.activity, self.by, *distinct(ambassador, np.append(self.unit, dependent)))

    def merged(self, group: Ints) -> "Ties":
        """The ties with groups of departments (those of `partition`) as own units."""
        return Ties(self.activity, self.by, *distinct(self.ambassador, group[self.unit]))


@dataclass(frozen=True, eq=False, slots=True)
class Visits:
    """One element per row of the log and ambassador who did that activity.

    `row` is the place in the log; `inside`: the department is an own unit of this ambassador; `share`:
    1 divided by the number of ambassadors of the activity, so that the shares of a row add up to 1.
    """

    row: Ints
    ambassador: Ints
    inside: Bools
    share: np.ndarray[tuple[int], np.dtype[np.float64]]


def visits(contacts: ReachLog, ties: Ties) -> Visits:
    """Who brought the change where. An ambassador without a known unit is from nowhere, and left out."""
    belongs = np.isin(ties.by, ties.ambassador)
    row, pair = matches(contacts.activity, ties.activity[belongs])
    ambassador = ties.by[belongs][pair]
    department = contacts.department[row]
    width = 1 + max(int(department.max(initial=0)), int(ties.unit.max(initial=0)))
    own = np.append(ties.ambassador * width + ties.unit, -1)  # in order, but for the one that is never found
    key = ambassador * width + department
    inside = own[np.searchsorted(own[:-1], key)] == key
    together = np.bincount(row, minlength=len(contacts))
    return Visits(row, ambassador, inside, 1 / together[row])
