"""Reading spreadsheets: XLSX and ODS, each cell as a person sees it."""

import io
from collections.abc import Collection, Iterator
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from python_calamine import CalamineError, PasswordError, load_workbook

from ambassadors.imports.package import Package, open_package
from ambassadors.imports.problems import Param, Problem, ProblemCode, RefusedError
from ambassadors.imports.scanning import Facts
from ambassadors.imports.sheet import Cell, Limits, Line, Sheet, as_text, to_sheet

Raw = int | float | str | bool | time | date | datetime | timedelta

# Excel itself keeps 15 digits; more would show 0.1 + 0.2 as 0.30000000000000004.
DIGITS = ".15g"


def read_workbook(content: bytes, names: Collection[str], limits: Limits) -> Sheet:
    """Read the sheet with one of `names` (match keys), else the first; raise `RefusedError` if none."""
    package = open_package(content, names, limits)
    grid = _parse(package)
    sheet = to_sheet(_lines(grid, package.facts), limits)
    problems = (*sheet.problems, *_failed_formulas(grid, sheet.headings, package.facts))
    if package.chosen_from > 1:
        chosen: dict[str, Param] = {"sheet": package.sheet, "count": package.chosen_from}
        problems = (Problem(ProblemCode.SHEET_CHOSEN, params=chosen), *problems)
    return Sheet(sheet.headings, sheet.rows, problems)


def _parse(package: Package) -> list[list[Raw]]:
    try:
        with load_workbook(io.BytesIO(package.content)) as workbook:
            # Empty lines at the top stay in, or the line numbers would not be those that people see.
            return workbook.get_sheet_by_index(package.index).to_python(skip_empty_area=False)
    except PasswordError:
        raise RefusedError(ProblemCode.PASSWORD) from None
    except CalamineError:
        raise RefusedError(ProblemCode.NOT_A_WORKBOOK) from None


def _lines(grid: list[list[Raw]], facts: Facts) -> Iterator[Line]:
    padded = facts.padded
    for line, raw in enumerate(grid, start=1):
        cells = [_cell(value) for value in raw]
        if padded:
            cells = [_pad(cell, padded.get((line, column), 0)) for column, cell in enumerate(cells)]
        yield line, cells


def _cell(value: Raw) -> Cell:
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return Decimal(format(value, DIGITS))
    if isinstance(value, datetime):
        return value.date()
    return value if isinstance(value, date) else str(value)


def _pad(cell: Cell, width: int) -> Cell:
    whole = width and isinstance(cell, Decimal) and cell == cell.to_integral_value() and cell >= 0
    return as_text(cell).zfill(width) if whole else cell


def _failed_formulas(grid: list[list[Raw]], headings: tuple[str, ...], facts: Facts) -> Iterator[Problem]:
    for (line, column), shown in sorted(facts.errors.items()):
        if line <= len(grid):
            heading = headings[column] if column < len(headings) else None
            yield Problem(ProblemCode.CELL_ERROR, line, heading, {"value": shown})
