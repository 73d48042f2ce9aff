"""Measure 13, where next: which vacant unit should get the next ambassador, and why."""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from ambassadors.measures.arrays import Bools, Floats, Ints, checked_staff
from ambassadors.measures.joining import Cells, distinct, matches
from ambassadors.measures.log import ReachLog
from ambassadors.measures.tree import NO_DEPARTMENT

SHARED_ACTIVITIES = 2
LARGEST_MEETING = 50


class Reason(StrEnum):
    """Why a unit is proposed: the first of these that holds."""

    CANDIDATE = "candidate"
    ASKED_FOR_HELP = "asked_for_help"
    HAD_CONTACT = "had_contact"
    STAFF = "staff"


@dataclass(frozen=True, slots=True)
class Proposal:
    """A vacant unit, the reason, and what it adds: staff below stage 2 (and departments) newly within reach.

    `only_asked`: of a candidate, that nobody offered; somebody was asked.
    """

    department: int
    reason: Reason
    staff: float
    departments: int
    only_asked: bool = False


@dataclass(frozen=True, eq=False, slots=True)
class Nearby:
    """Pairs without repeats: an ambassador of `unit` has `department` within reach."""

    unit: Ints
    department: Ints

    @classmethod
    def from_pairs(cls, unit: Ints, department: Ints) -> "Nearby":
        """Pairs in any order, with repeats."""
        return cls(*distinct(unit, department))

    def around(self, units: Bools) -> Bools:
        """Per department: is it within reach of one of these units."""
        reached = np.zeros(len(units), dtype=np.bool_)
        reached[self.department[units[self.unit]]] = True
        return reached


def nearby(parent: Ints, log: ReachLog, until: int, days: int = 365) -> Nearby:
    """What a unit has within reach: itself, parent, children, and who shared 2 contact activities or more.

    Meetings of more than 50 departments say nothing about who knows whom, and are left out.
    """
    one, other = sharing(log.window(until, days).contacts())
    return nearby_by(parent, Cells.none(len(parent)).added(one, other))


def nearby_by(parent: Ints, shared: Cells) -> Nearby:
    """The same of how many activities pairs of departments shared in a window, each pair once."""
    own = np.arange(len(parent))
    child = own[parent != NO_DEPARTMENT]
    above = parent[child]
    often = shared.count >= SHARED_ACTIVITIES
    one, other = shared.row[often], shared.column[often]
    return Nearby.from_pairs(
        np.concatenate([own, child, above, one, other]),
        np.concatenate([own, above, child, other, one]),
    )


def where_next(
    reach: Nearby,
    weight: Floats | Ints,
    covered: Bools,
    vacant: Bools,
    candidate: Bools,
    asked: Bools,
    had_contact: Bools,
    picks: int = 5,
) -> tuple[Proposal, ...]:
    """The next vacant units, at most `picks`, by reason and then by greedy coverage; DESIGN 5, measure 13.

    Per department: its staff below stage 2 (0 in higher stages), whether an ambassador has it within reach
    already (`reach.around`), whether it is vacant, has a candidate, asked for help, had a contact.
    """
    people = checked_staff(weight)
    within = covered.copy()
    left = vacant.copy()
    proposals: list[Proposal] = []
    for reason, holds in zip(Reason, (candidate, asked, had_contact, vacant), strict=True):
        chosen = greedy_cover(reach, people, left & holds, within, picks - len(proposals))
        proposals += [Proposal(unit, reason, staff, departments) for unit, staff, departments in chosen]
        within |= reach.around(np.isin(np.arange(len(people)), [unit for unit, _, _ in chosen]))
        left &= ~holds
    return tuple(proposals)


def greedy_cover(
    reach: Nearby, weight: Floats, units: Bools, covered: Bools, picks: int
) -> list[tuple[int, float, int]]:
    """Units in the order of the weight that each newly covers: unit, weight, and departments with weight.

    Greedy weighted maximum coverage: at least 1 − 1/e (63%) of the best possible (Nemhauser, Wolsey & Fisher
    1978). Equals go by index. A unit that adds nothing still gets its place.
    """
    mine = units[reach.unit]
    unit, department = reach.unit[mine], reach.department[mine]
    waiting, covered = units.copy(), covered.copy()
    order: list[tuple[int, float, int]] = []
    for _ in range(min(picks, int(units.sum()))):
        adds = np.bincount(unit, weights=weight[department] * ~covered[department], minlength=len(weight))
        best = int(np.argmax(np.where(waiting, adds, -1.0)))
        near = department[unit == best]
        newly = near[~covered[near] & (weight[near] > 0)]
        order.append((best, float(adds[best]), len(newly)))
        covered[near] = True
        waiting[best] = False
    return order


def sharing(contacts: ReachLog) -> tuple[Ints, Ints]:
    """The pairs of departments that shared an activity, once for each: the lower index, and the higher."""
    _, activity, size = np.unique(contacts.activity, return_inverse=True, return_counts=True)
    small = (size[activity] > 1) & (size[activity] <= LARGEST_MEETING)
    activity, department = activity[small], contacts.department[small]
    one, other = matches(activity, activity)
    one, other = department[one], department[other]
    return one[one < other], other[one < other]
