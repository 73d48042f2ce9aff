"""Rules of the tree of departments, and of quiet weeks. Pure."""

from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from math import ceil, floor

LONGEST_QUIET = timedelta(weeks=12)
"""Longer than that is no holiday: then nothing happens."""
EARLIEST_QUIET, LATEST_QUIET = date(2000, 1, 1), date(2099, 12, 31)


@dataclass(frozen=True, slots=True)
class DepartmentRow:
    """A department on one day. `staff` counts own staff, children excluded; None where nobody gave a number.

    It counts people, or full-time equivalents where that is all that is known (`in_fte`).
    """

    id: int
    code: str
    name: str
    parent_id: int | None
    staff: float | None
    externals: float | None = None
    in_fte: bool = False

    @property
    def shown_staff(self) -> int | None:
        """Staff as people read it: rounded up, since part of a person is a person."""
        return None if self.staff is None else whole_staff(self.staff)


@dataclass(frozen=True, slots=True)
class Tree:
    """All departments of a day, each under its parent, in the order in which people read them."""

    rows: tuple[DepartmentRow, ...]
    by_id: Mapping[int, DepartmentRow]
    children: Mapping[int | None, tuple[DepartmentRow, ...]]

    def ancestors(self, department_id: int) -> list[DepartmentRow]:
        """From the parent up to the root."""
        found = []
        parent_id = self.by_id[department_id].parent_id
        while parent_id is not None:
            found.append(self.by_id[parent_id])
            parent_id = self.by_id[parent_id].parent_id
        return found

    def nearest(self, department_id: int, among: Container[int]) -> DepartmentRow | None:
        """The department itself if its id is `among` these, else the nearest above it; nothing where none is."""
        here = self.by_id.get(department_id)
        upward = [here, *self.ancestors(department_id)] if here else []
        return next((row for row in upward if row.id in among), None)

    def path(self, department_id: int) -> list[str]:
        """The names of the departments above it, from the top."""
        return [row.name for row in reversed(self.ancestors(department_id))]

    def branch(self, department_id: int) -> list[DepartmentRow]:
        """The department and all below it, parents before children."""
        found, waiting = [], [self.by_id[department_id]]
        while waiting:
            row = waiting.pop()
            found.append(row)
            waiting.extend(reversed(self.children.get(row.id, ())))
        return found

    def branch_of(self, code: str) -> set[int] | None:
        """Ids of the department with that code and of all below it; None where there is no such department."""
        head = next((row for row in self.rows if row.code == code), None)
        return None if head is None else {row.id for row in self.branch(head.id)}

    def depth(self, department_id: int) -> int:
        """How many departments stand above it."""
        return len(self.ancestors(department_id))


def grow(rows: Iterable[DepartmentRow]) -> Tree:
    """The tree of some rows, depth first, siblings by name. A parent that is not among the rows counts as none."""
    given = list(rows)
    known = {row.id for row in given}
    under: dict[int | None, list[DepartmentRow]] = {}
    for row in given:
        under.setdefault(row.parent_id if row.parent_id in known else None, []).append(row)
    for siblings in under.values():
        siblings.sort(key=lambda row: (row.name.lower(), row.code))
    ordered: list[DepartmentRow] = []
    waiting = list(reversed(under.get(None, [])))
    while waiting:
        row = waiting.pop()
        ordered.append(row)
        waiting.extend(reversed(under.get(row.id, [])))
    rooted = [row if row.parent_id in known else replace(row, parent_id=None) for row in ordered]
    by_id = {row.id: row for row in rooted}
    children = {
        parent: tuple(by_id[row.id] for row in siblings if row.id in by_id) for parent, siblings in under.items()
    }
    return Tree(tuple(rooted), by_id, children)


def find_loops(starts: Iterable[str], parent_of: Callable[[str], str | None]) -> Iterator[list[str]]:
    """Each loop of parents that one runs into above `starts`: its codes, the first repeated at the end."""
    seen: set[str] = set()
    for start in starts:
        path: dict[str, int] = {}
        code: str | None = start
        while code is not None and code not in seen and code not in path:
            path[code] = len(path)
            code = parent_of(code)
        if code is not None and code in path:
            yield [*list(path)[path[code] :], code]
        seen.update(path)


def needs_ambassador(said_for_initiative: bool | None, said_for_all: bool | None, staff: float | None) -> bool:
    """Whether a department needs an ambassador of its own: as was said, else if it has staff (or nobody knows)."""
    if said_for_initiative is not None:
        return said_for_initiative
    if said_for_all is not None:
        return said_for_all
    return staff is None or staff > 0


def whole_staff(staff: float) -> int:
    """Staff rounded up; what is beyond two decimals is noise of adding."""
    return ceil(round(staff, 2))


def whole_parts(parts: Iterable[float]) -> tuple[int, ...]:
    """Parts of the staff as whole people who add up to `whole_staff` of all: what rounding leaves over goes to the
    largest fractions (largest remainder). Nobody stays nobody.
    """
    exact = [round(part, 2) for part in parts]
    whole = [floor(part) for part in exact]
    by_fraction = sorted(range(len(exact)), key=lambda place: whole[place] - exact[place])
    for place in by_fraction[: whole_staff(sum(exact)) - sum(whole)]:
        whole[place] += 1
    return tuple(whole)


def quiet_in(
    tree: Tree, periods: Iterable[tuple[date, date, int | None]], department_id: int
) -> tuple[tuple[date, date], ...]:
    """The quiet periods of one department: of everybody, of itself or of one above it.

    Each period tells for whom it is, None for everybody. Of a department that is no more those of everybody hold.
    """
    there = department_id in tree.by_id
    above = {department_id, *(row.id for row in tree.ancestors(department_id))} if there else set()
    return tuple((first, until) for first, until, where in periods if where is None or where in above)


def problem_with_quiet(first: date, last: date) -> str | None:
    """Code of why the days from `first` up to and including `last` cannot be quiet weeks; or nothing."""
    if not (EARLIEST_QUIET <= first <= LATEST_QUIET and EARLIEST_QUIET <= last <= LATEST_QUIET):
        return "quiet_far_away"
    if last < first:
        return "quiet_order"
    return "quiet_too_long" if last - first >= LONGEST_QUIET else None
