"""Which department reaches which, and from that table alone: how much groups keep to themselves."""

from dataclasses import dataclass

import numpy as np

from ambassadors.measures.arrays import Floats, Ints
from ambassadors.measures.joining import matches
from ambassadors.measures.log import ReachLog
from ambassadors.measures.ties import Ties, Visits, visits

CLEARLY = 2.0  # errors off what chance gives
_ALIKE = 1e-9  # an error that is rounding alone


@dataclass(frozen=True, eq=False, slots=True)
class Mixing:
    """The filled cells of the department × department table: from, to, and how many; each cell once."""

    source: Ints
    target: Ints
    count: Floats

    @classmethod
    def from_cells(cls, source: Ints, target: Ints, count: Floats) -> "Mixing":
        """The table from cells that may repeat."""
        width = int(target.max(initial=0)) + 1
        key, cell = np.unique(source.astype(np.int64) * width + target, return_inverse=True)
        summed: Floats = np.bincount(cell, weights=count, minlength=len(key)).astype(np.float64)
        return cls(key // width, key % width, summed)

    @classmethod
    def from_matrix(cls, matrix: Floats | Ints) -> "Mixing":
        """The table from a square matrix, row reaches column."""
        source, target = np.nonzero(matrix)
        return cls(source, target, np.asarray(matrix[source, target], dtype=np.float64))

    @property
    def total(self) -> float:
        """All contacts."""
        return float(self.count.sum())

    @property
    def internal(self) -> float:
        """Contacts within a department."""
        return float(self.count[self.source == self.target].sum())

    def merged(self, group: Ints) -> "Mixing":
        """The table between groups of departments (divisions, or those of `partition`)."""
        return Mixing.from_cells(group[self.source], group[self.target], self.count)

    def matrix(self, size: int) -> Floats:
        """The table as a square matrix; meant for groups, since 5,000 departments fill 200 MB."""
        cells = np.zeros((size, size))
        cells[self.source, self.target] = self.count
        return cells

    def ei_index(self) -> float | None:
        """(external − internal) / (external + internal), −1 to 1; None of nothing. Krackhardt & Stern 1988."""
        return 1 - 2 * self.internal / self.total if self.total else None

    def assortativity(self) -> float | None:
        """(sum e_ii − sum a_i b_i) / (1 − sum a_i b_i), at most 1; Newman 2003, equation 2.

        e: shares of all contacts; a, b: of rows and columns. None when all is from and to one department.
        """
        if not self.total:
            return None
        size = 1 + int(max(self.source.max(), self.target.max()))
        rows = np.bincount(self.source, weights=self.count, minlength=size) / self.total
        columns = np.bincount(self.target, weights=self.count, minlength=size) / self.total
        by_chance = float(rows @ columns)
        if len(self.count) == 1 and self.internal:
            return None
        return (self.internal / self.total - by_chance) / (1 - by_chance)


@dataclass(frozen=True, eq=False, slots=True)
class Excess:
    """A square table against chance: what is `expected` of each cell, and what `leans` to: 1 more, -1 less.

    0 where the difference can be chance, and where there is nothing to compare.
    """

    observed: Floats
    expected: Floats
    leans: Ints


def excess(observed: Floats) -> Excess:
    """Each cell against what its row and column give; rows and columns of a square table of contacts.

    expected = row × column / all. A cell leans one way when it is 2 errors or more off: the adjusted residual
    (observed − expected) / √(expected × (1 − row / all) × (1 − column / all)), Haberman 1973.
    """
    total = float(observed.sum())
    rows, columns = observed.sum(axis=1, keepdims=True), observed.sum(axis=0, keepdims=True)
    expected: Floats = rows * columns / total if total else np.zeros_like(observed)
    error = np.sqrt(expected * (1 - rows / total) * (1 - columns / total)) if total else expected
    known = error > _ALIKE
    off = np.zeros_like(observed)
    off[known] = (observed - expected)[known] / error[known]
    return Excess(observed, expected, np.where(np.abs(off) >= CLEARLY, np.sign(off), 0).astype(np.int64))


def mixing(log: ReachLog, ties: Ties, until: int, days: int = 365) -> Mixing:
    """Contact activities in the window by ambassador's unit and department reached; each row counts for 1.

    Its ambassadors share it evenly. What reaches an own unit is within that unit; what reaches another
    department is shared evenly by the own units of the ambassador.
    """
    contacts = log.window(until, days).contacts()
    return Mixing.from_cells(*shares(contacts, visits(contacts, ties), ties))


def shares(contacts: ReachLog, visit: Visits, ties: Ties) -> tuple[Ints, Ints, Floats]:
    """The same part by part: from, to, and how much; cells may repeat."""
    reached = contacts.department[visit.row]
    away = np.flatnonzero(~visit.inside)
    place, pair = matches(visit.ambassador[away], ties.ambassador)
    units = np.bincount(ties.ambassador, minlength=ties.ambassadors)[visit.ambassador[away]]
    return (
        np.append(reached[visit.inside], ties.unit[pair]),
        np.append(reached[visit.inside], reached[away][place]),
        np.append(visit.share[visit.inside], (visit.share[away] / units)[place]),
    )
