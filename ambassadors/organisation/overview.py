"""The tree as people look through it: each department with what stands below it. Pure."""

from dataclasses import dataclass

from ambassadors.organisation.rules import DepartmentRow, Tree, whole_staff


@dataclass(frozen=True, slots=True)
class Staffed:
    """Staff of one or more departments added up; `known` tells whether anybody gave a number."""

    amount: float = 0
    externals: float = 0
    known: bool = False
    in_people: bool = False
    in_fte: bool = False

    def __add__(self, other: "Staffed") -> "Staffed":
        return Staffed(
            self.amount + other.amount,
            self.externals + other.externals,
            self.known or other.known,
            self.in_people or other.in_people,
            self.in_fte or other.in_fte,
        )

    @property
    def shown(self) -> int | None:
        """As people read it, rounded up; None where nobody gave a number."""
        return whole_staff(self.amount) if self.known else None

    @property
    def shown_externals(self) -> int:
        """Hired staff, rounded up."""
        return whole_staff(self.externals)


@dataclass(frozen=True, slots=True)
class Summary:
    """A department with how many stand below it, and the staff of all of them and itself."""

    row: DepartmentRow
    own: Staffed
    below: int
    total: Staffed


def own_staff(row: DepartmentRow) -> Staffed:
    """Staff of a department itself. None at all says nothing of how they are counted."""
    if row.staff is None:
        return Staffed()
    counted = row.staff > 0
    return Staffed(row.staff, row.externals or 0, True, counted and not row.in_fte, counted and row.in_fte)


def summaries(tree: Tree) -> dict[int, Summary]:
    """Each department of the tree by id, summed from the leaves up."""
    below = dict.fromkeys(tree.by_id, 0)
    totals = {row.id: own_staff(row) for row in tree.rows}
    for row in reversed(tree.rows):
        if row.parent_id is not None:
            below[row.parent_id] += below[row.id] + 1
            totals[row.parent_id] += totals[row.id]
    return {row.id: Summary(row, own_staff(row), below[row.id], totals[row.id]) for row in tree.rows}


def search(tree: Tree, words: str) -> list[DepartmentRow]:
    """Departments whose name or code holds every one of `words`, in the order of the tree."""
    asked = words.casefold().split()
    return [row for row in tree.rows if all(word in f"{row.name} {row.code}".casefold() for word in asked)]
