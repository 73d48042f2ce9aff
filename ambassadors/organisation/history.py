"""The organisation through time: read once, then asked for any day. Pure."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from ambassadors.organisation.rules import DepartmentRow, Tree, find_loops, grow

Version = tuple[date, date, int, str, str, int | None]
"""From, until, and in that period: id, code, name, parent's id."""
Staff = tuple[date, date, int, float, float | None]
"""From, until, and in that period: department's id, own staff, hired staff."""
Quiet = tuple[date, date, int | None]
"""From, until, and in that period: id of a department where silence does not count, None for everywhere."""
Said = tuple[date, date, int, bool, bool]
"""From, until, and in that period: department's id, said for this change alone, needs an ambassador."""
Passage = tuple[date, int, int]
"""The day, the id of a department, and the id of another that it went over into."""


@dataclass(frozen=True, slots=True)
class History:
    """All versions, headcounts and needs of all departments, whatever the day."""

    versions: tuple[Version, ...]
    headcounts: tuple[Staff, ...]
    needs: tuple[Said, ...]

    def change_days(self) -> list[date]:
        """The days on which something changed, in order; between two of them all days are alike."""
        periods: tuple[Iterable[tuple[date, date]], ...] = tuple(
            ((row[0], row[1]) for row in rows) for rows in (self.versions, self.headcounts, self.needs)
        )
        return sorted({day for rows in periods for period in rows for day in period})

    def tree_on(self, day: date) -> Tree:
        """All departments that exist on `day`; as `queries.tree_on` reads it."""
        staff = {row[2]: (row[3], row[4]) for row in self.headcounts if row[0] <= day < row[1]}
        return grow(self._rows(day, staff))

    def last_day_of(self, department_id: int, day: date) -> date:
        """The last day up to `day` on which a department existed; `day` itself where it never had."""
        ends = [until for _from, until, id_, *_rest in self.versions if id_ == department_id and until <= day]
        return max(ends) - timedelta(days=1) if ends else day

    def loops(self) -> list[tuple[date, str]]:
        """Where the tree bites its tail: the first day, and the code of a department that stands below itself."""
        found: dict[str, date] = {}
        for day in self.change_days():
            rows = [row for row in self.versions if row[0] <= day < row[1]]
            code = {row[2]: row[3] for row in rows}
            above = {row[3]: code.get(row[5]) if row[5] else None for row in rows}
            for loop in find_loops(above, above.get):
                found.setdefault(min(loop), day)
        return [(day, each) for each, day in found.items()]

    def _rows(self, day: date, staff: dict[int, tuple[float, float | None]]) -> Iterator[DepartmentRow]:
        for valid_from, valid_until, department_id, code, name, parent_id in self.versions:
            if valid_from <= day < valid_until:
                amount, externals = staff.get(department_id, (None, None))
                yield DepartmentRow(department_id, code, name, parent_id, amount, externals)
