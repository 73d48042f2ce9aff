"""Measure 2, coverage: how much of the staff has an ambassador, and where the gaps are."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from ambassadors.measures.arrays import Bools, Floats, Ints, checked_staff
from ambassadors.measures.tree import NO_DEPARTMENT, depths, nearest


@dataclass(frozen=True, slots=True)
class Gap:
    """A unit that needs an ambassador and has none, and the staff that it is responsible for."""

    department: int
    staff: float


@dataclass(frozen=True, eq=False)
class Coverage:
    """Staff by who serves them (the four add up to all staff), and the gaps: units, and their staff, in any order.

    Per department: its responsible unit (-1: none), whether that unit has an ambassador, and one who works in it.
    """

    own: float
    elsewhere: float
    gap: float
    without_unit: float
    vacant: Ints
    dependent: Floats
    responsible: Ints
    covered: Bools
    by_colleague: Bools

    @cached_property
    def gaps(self) -> tuple[Gap, ...]:
        """The gaps, most staff first; made when they are asked for, since most days are asked for who is served."""
        order = np.lexsort((self.vacant, -self.dependent))
        columns = self.vacant[order].tolist(), self.dependent[order].tolist()
        return tuple(Gap(unit, staff) for unit, staff in zip(*columns, strict=True))

    @property
    def parts(self) -> tuple[float, float, float, float]:
        """All staff by who serves them: a colleague, somebody from elsewhere, nobody; and where nobody need."""
        return self.own, self.elsewhere, self.gap, self.without_unit

    @property
    def staff(self) -> float:
        """All staff."""
        return sum(self.parts)

    @property
    def share(self) -> float | None:
        """Staff with an ambassador as a share of all staff, 0 to 1; None of nobody."""
        return (self.own + self.elsewhere) / self.staff if self.staff else None


def coverage(parent: Ints, staff: Floats | Ints, needs: Bools, serves: Ints, works_in: Ints) -> Coverage:
    """Coverage on one day: staff whose responsible unit has an ambassador; DESIGN 5, measure 2.

    Per department: parent index (-1: none), staff, whether it needs an ambassador. Per active ambassador
    or stand-in: the department served and the one worked in (-1: not known, taken to be a colleague).
    ValueError on a loop in the tree.
    """
    people = checked_staff(staff)
    depth = depths(parent)
    responsible = nearest(parent, needs)
    served = _marked(len(parent), serves)
    colleague = _marked(len(parent), serves[_works_within(parent, depth, serves, works_in)])

    has_unit = responsible != NO_DEPARTMENT
    covered = has_unit & served[responsible]
    vacant = np.flatnonzero(needs & ~served)
    own = has_unit & colleague[responsible]
    return Coverage(
        own=float(people[own].sum()),
        elsewhere=float(people[covered & ~own].sum()),
        gap=float(people[has_unit & ~covered].sum()),
        without_unit=float(people[~has_unit].sum()),
        vacant=vacant,
        dependent=_dependent(people, responsible)[vacant],
        responsible=responsible,
        covered=covered,
        by_colleague=own,
    )


def _marked(departments: int, indexes: Ints) -> Bools:
    marks = np.zeros(departments, dtype=np.bool_)
    marks[indexes] = True
    return marks


def _works_within(parent: Ints, depth: Ints, serves: Ints, works_in: Ints) -> Bools:
    """Per ambassador: do they work in the unit that they serve, or somewhere below it."""
    above = np.append(parent, NO_DEPARTMENT)
    at = works_in
    within: Bools = (works_in == NO_DEPARTMENT) | (works_in == serves)
    for _ in range(int(depth.max(initial=0))):
        at = above[at]
        within |= at == serves
    return within


def _dependent(people: Floats, responsible: Ints) -> Floats:
    """The staff that each unit is responsible for."""
    has_unit = responsible != NO_DEPARTMENT
    dependent: Floats = np.bincount(responsible[has_unit], people[has_unit], len(people)).astype(np.float64)
    return dependent
