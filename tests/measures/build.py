"""Short ways to write logs, trees and days in the tests of the measures."""

from datetime import date
from typing import Any

import numpy as np
from hypothesis import strategies as st

from ambassadors.measures.arrays import Bools, Floats, Ints
from ambassadors.measures.log import Audience, ReachLog, Row
from ambassadors.measures.stages import Snapshot

MONDAY = date(2026, 11, 23).toordinal()
CONTACT, BROADCAST, EXTERNAL = Audience


def ints(*numbers: int) -> Ints:
    return np.array(numbers, dtype=np.int64)


def flags(*marks: int) -> Bools:
    return np.array(marks, dtype=np.bool_)


def no_log() -> ReachLog:
    return ReachLog.from_rows([])


def contacts(*numbers: Any, day: int = MONDAY, department: int = 0) -> list[Row]:
    """Contact activities on one day: a number, None, or (low, high), or (low, high, first-timers)."""
    rows: list[Row] = []
    for activity, number in enumerate(numbers):
        low, high, *first = number if isinstance(number, tuple) else (number, number)
        rows.append((day, department, activity, CONTACT, low, high, first[0] if first else None))
    return rows


def snapshot(day: int, staff: Floats | Ints, served: Any = True, confirmed: Any = False) -> Snapshot:
    count = len(staff)
    return Snapshot(
        day=day,
        staff=staff,
        served=np.broadcast_to(np.asarray(served, dtype=np.bool_), count),
        confirmed=np.broadcast_to(np.asarray(confirmed, dtype=np.bool_), count),
        exists=np.ones(count, dtype=np.bool_),
    )


@st.composite
def trees(draw: st.DrawFn, largest: int = 40) -> Ints:
    """A forest of departments; parents may come after their children."""
    count = draw(st.integers(1, largest))
    above = [draw(st.integers(-1, index - 1)) for index in range(count)]
    name = draw(st.permutations(range(count)))
    parent = np.full(count, -1)
    for index, over in enumerate(above):
        parent[name[index]] = -1 if over < 0 else name[over]
    return parent


def branch(parent: Ints, head: int) -> set[int]:
    """The slow and plain way to find a department and everything below it."""
    found = {head}
    while more := {index for index, over in enumerate(parent.tolist()) if over in found} - found:
        found |= more
    return found
