"""A list of the rows behind a number: what every such list has, how it is sorted, and its file."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _

from ambassadors.dashboard.asking import Asked
from ambassadors.dashboard.departments import Departments
from ambassadors.dashboard.tables import Table

Cell = str | int | date | None


@dataclass(frozen=True, slots=True)
class Behind:
    """What a list is made from: what was asked, and the departments as they are told of."""

    found: Asked
    told: Departments


@dataclass(frozen=True, slots=True)
class Column:
    """A column; `code` names it in addresses, `lacking` stands where nothing is known.

    One that does not `sort` holds sentences, or is what the rows are in the order of already.
    """

    code: str
    name: str
    number: bool = False
    sorts: bool = True
    lacking: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A row. `code`: of the department whose page tells more. `meetings`: that department has some to look at."""

    cells: tuple[Cell, ...]
    code: str = ""
    meetings: bool = False
    result_id: int | None = None


@dataclass(frozen=True, slots=True)
class FactList:
    """The rows behind a number, the most telling first.

    `conclusion` repeats the number, `order` says in which order the rows are given, `choice` is the one of `choices`
    (names by code) that they are of, and `nothing` says what is so and what to do where there are none.
    """

    title: str
    conclusion: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    how: str
    nothing: tuple[str, str]
    order: str
    choices: Mapping[str, str]
    choice: str

    def sorted(self, code: str) -> tuple[Row, ...]:
        """The rows by a column: text from a to z, numbers and days from the highest; what is not known comes last."""
        place = next((place for place, each in enumerate(self.columns) if each.sorts and each.code == code), None)
        if place is None:
            return self.rows
        known = [row for row in self.rows if row.cells[place] is not None]
        unknown = [row for row in self.rows if row.cells[place] is None]
        if known and isinstance(known[0].cells[place], str):
            known.sort(key=lambda row: str(row.cells[place]).casefold())
        else:
            known.sort(key=lambda row: _as_number(row.cells[place]), reverse=True)
        return (*known, *unknown)

    def table(self, code: str) -> Table:
        """The same rows for a file, each with the code of its department where it has one."""
        rows = self.sorted(code)
        has_codes = any(row.code for row in rows)
        headings = tuple(column.name for column in self.columns)
        lines = tuple(
            tuple(_for_a_file(cell, column) for cell, column in zip(row.cells, self.columns, strict=True))
            for row in rows
        )
        if not has_codes:
            return Table(headings, lines)
        return Table((_("Code"), *headings), tuple((row.code, *line) for row, line in zip(rows, lines, strict=True)))


def of_departments(*others: Column) -> tuple[Column, ...]:
    """The columns of a list of departments: name and staff, and what it tells of them."""
    return (Column("name", _("Department")), Column("staff", _("Staff"), number=True), *others)


def chosen(choices: Mapping[str, str], asked: str) -> str:
    """The choice that was asked for, else the first."""
    return asked if asked in choices else next(iter(choices))


def _as_number(cell: Cell) -> int:
    return cell.toordinal() if isinstance(cell, date) else int(cell or 0)


def _for_a_file(cell: Cell, column: Column) -> str | int:
    if cell is None:
        return column.lacking
    return cell.isoformat() if isinstance(cell, date) else cell
