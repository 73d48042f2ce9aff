"""Each department's own rhythm: how long it usually is between two contacts, and from when on it is silent.

See docs/measures.md, "Own rhythm", for the rule and why it is this one.
"""

from dataclasses import dataclass

import numpy as np

from ambassadors.measures.arrays import Floats, Ints
from ambassadors.measures.quiet import NO_QUIET_DAYS, QuietDays

WINDOW_DAYS = 365
ENOUGH_GAPS = 5
SHORTEST, LONGEST = 28, 56
"""Days that count: nobody is silent sooner than the first, and everybody is beyond the second."""
TIMES_USUAL, NEARLY_ALL = 2, 90
"""Silent is longer than so many times the usual gap, and longer than so many in a hundred of the gaps."""
UNKNOWN = 0
_BITS = 22  # hold the ordinal of any day


@dataclass(frozen=True, eq=False, slots=True)
class Rhythm:
    """Per department, in days that count: the usual gap, and the longest time without contact that is no silence.

    `usual` is UNKNOWN where there were too few gaps; there `limit` is LONGEST.
    """

    usual: Floats
    limit: Ints

    def weeks(self, department: int) -> int | None:
        """The usual gap in whole weeks, one at least; None where it is not known."""
        usual = float(self.usual[department])
        return None if usual == UNKNOWN else max(1, round(usual / 7))


def rhythm_of(day: Ints, department: Ints, departments: int, quiet: QuietDays = NO_QUIET_DAYS) -> Rhythm:
    """The rhythm of each department from the days on which a contact activity reached it, in any order.

    The caller gives the days of WINDOW_DAYS. Of several days in one week only the last counts.
    """
    day, department = weekly(day, department)
    counted = day - quiet.until(department, day)
    same = department[1:] == department[:-1]
    # A contact on a quiet day may follow another one after no day that counts.
    gap, of = np.maximum(1, np.diff(counted)[same]), department[1:][same]
    (of, gap), number = _in_order(of, gap), np.bincount(of, minlength=departments)
    start = np.cumsum(number) - number
    enough = np.flatnonzero(number >= ENOUGH_GAPS)
    usual, limit = np.full(departments, float(UNKNOWN)), np.full(departments, LONGEST)
    usual[enough] = _percentile(gap, start[enough], number[enough], 50)
    long = _percentile(gap, start[enough], number[enough], NEARLY_ALL)
    # Rounded first: 33.000000000000007 days are 33.
    own = np.ceil(np.round(np.maximum(TIMES_USUAL * usual[enough], long), 6)).astype(np.int64)
    limit[enough] = np.clip(own, SHORTEST, LONGEST)
    return Rhythm(usual, limit)


def weekly(day: Ints, department: Ints) -> tuple[Ints, Ints]:
    """The last of these days in each week, from Monday to Sunday, per department; by department and day."""
    department, day = _in_order(department, day)
    week = (day - 1) // 7  # ordinal 1 was a Monday
    last = np.ones(len(day), dtype=np.bool_)
    last[:-1] = (week[1:] != week[:-1]) | (department[1:] != department[:-1])
    return day[last], department[last]


def _in_order(first: Ints, second: Ints) -> tuple[Ints, Ints]:
    """Pairs of numbers from 0, of which the second is below 2²², by the first and then the second."""
    # As one number each they are sorted ten times as fast as by two columns.
    pairs = np.sort((first.astype(np.int64) << _BITS) | second)
    return pairs >> _BITS, pairs & ((1 << _BITS) - 1)


def _percentile(ordered: Ints, start: Ints, number: Ints, percent: int) -> Floats:
    """Of each stretch of numbers that are in order, interpolated linearly (Hyndman and Fan 1996, type 7)."""
    place = (number - 1) * percent / 100
    below = np.floor(place).astype(np.int64)
    low, high = ordered[start + below], ordered[start + np.minimum(below + 1, number - 1)]
    found: Floats = low + (place - below) * (high - low)
    return found
