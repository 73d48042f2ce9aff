"""A sheet as it was read: headings, and rows that know their line. No meaning is given to a cell yet."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from ambassadors.imports.problems import Problem, ProblemCode, RefusedError

Cell = str | Decimal | date
"""Text as typed (trimmed, "" when empty); from a spreadsheet also a number or a date."""

MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """How much we are willing to read: bytes of the file and of what it unpacks to, rows, columns, cells."""

    size: int = 20 * MEGABYTE
    unpacked: int = 150 * MEGABYTE
    rows: int = 100_000
    columns: int = 200
    cells: int = 5_000_000


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of one row, as many as there are headings, and the line on which it starts."""

    line: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a file holds; when it could not be read at all, only its problems."""

    headings: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()
    problems: tuple[Problem, ...] = ()


Line = tuple[int, Sequence[Cell]]


def to_sheet(lines: Iterable[Line], limits: Limits) -> Sheet:
    """Take the first filled line as headings, the others as rows; raise `RefusedError` beyond limits."""
    filled = ((line, trimmed(cells)) for line, cells in lines)
    filled = ((line, cells) for line, cells in filled if cells)
    headings = tuple(as_text(cell) for cell in next(filled, (0, ()))[1])
    if not headings:
        raise RefusedError(ProblemCode.EMPTY_FILE)
    if len(headings) > limits.columns:
        raise RefusedError(ProblemCode.TOO_MANY_COLUMNS, limit=limits.columns)
    rows: list[Row] = []
    problems: list[Problem] = []
    for line, cells in filled:
        if len(rows) == limits.rows:
            raise RefusedError(ProblemCode.TOO_MANY_ROWS, limit=limits.rows)
        if len(cells) > len(headings):
            counts = {"expected": len(headings), "found": len(cells)}
            problems.append(Problem(ProblemCode.ROW_TOO_WIDE, line, None, counts))
        missing = len(headings) - len(cells)
        rows.append(Row(line, (*cells[: len(headings)], *("",) * missing)))
    if not rows:
        raise RefusedError(ProblemCode.NO_ROWS)
    return Sheet(headings, tuple(rows), tuple(problems))


def trimmed(cells: Sequence[Cell]) -> tuple[Cell, ...]:
    """Return the cells without space around them and without the empty ones at the end."""
    kept = [cell.strip() if isinstance(cell, str) else cell for cell in cells]
    while kept and kept[-1] == "":
        kept.pop()
    return tuple(kept)


def as_text(cell: Cell) -> str:
    """Return a cell as a person sees it: 12 for 12.0, 2026-11-23 for a date."""
    if isinstance(cell, Decimal):
        return format(cell.normalize(), "f")
    return cell.isoformat() if isinstance(cell, date) else cell
