"""Which columns a file has, and the table that comes of them: each cell read by the type of its column."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from ambassadors.imports.matching import Suggestions, match_key
from ambassadors.imports.problems import Param, Problem, ProblemCode, Problems, RefusedError
from ambassadors.imports.sheet import Cell, Row, Sheet
from ambassadors.imports.values import CellType

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)


@dataclass(frozen=True, slots=True)
class Column(Generic[T_co]):
    """A column that a kind of file may have.

    `name` is the English heading, `dutch` the Dutch ones; the first of those is the documented one.
    `required`: the file must have the column. `filled`: every row must have something in it.
    """

    name: str
    dutch: tuple[str, ...]
    type: CellType[T_co] = field(compare=False)
    required: bool = False
    filled: bool = False
    aliases: tuple[str, ...] = ()

    @property
    def headings(self) -> tuple[str, ...]:
        """All headings by which this column is known."""
        return (self.name, *self.dutch, *self.aliases)


@dataclass(frozen=True, slots=True)
class Record:
    """One row with its values, asked by column: `record[CODE]` is of the type of CODE, None when empty."""

    line: int
    values: Mapping[str, Any]

    def __getitem__(self, column: Column[T]) -> T | None:
        found: T | None = self.values.get(column.name)
        return found

    def filled(self, column: Column[T]) -> T:
        """Return the value of a column that was checked to be filled; ValueError when it is empty."""
        found = self[column]
        if found is None:
            raise ValueError(f"line {self.line} has no {column.name}")
        return found


@dataclass(frozen=True, slots=True)
class Table:
    """All rows of a file with their values, how it heads its columns, and what is wrong so far."""

    records: tuple[Record, ...]
    headings: Mapping[str, str]
    problems: Problems

    def __iter__(self) -> Iterator[Record]:
        return iter(self.records)

    def has(self, column: Column[Any]) -> bool:
        """Whether the file has this column at all: an absent column changes nothing, an empty cell may."""
        return column.name in self.headings

    def heading(self, column: Column[Any]) -> str:
        """Return how the file heads this column, or its English name when the file has it not."""
        return self.headings.get(column.name, column.name)

    def report(
        self,
        code: ProblemCode,
        record: Record | None = None,
        column: Column[Any] | None = None,
        **params: Param,
    ) -> None:
        """Note a problem at a row and a column, in the words of the file."""
        line = record.line if record else None
        self.problems.add(Problem(code, line, self.heading(column) if column else None, params))


def known_headings(columns: Sequence[Column[Any]]) -> frozenset[str]:
    """Return all headings that a kind of file knows, for `read_sheet(expected=...)`."""
    return frozenset(heading for column in columns for heading in column.headings)


def to_table(sheet: Sheet, columns: Sequence[Column[Any]]) -> Table:
    """Match the headings and read every cell; all problems together, those of the sheet included."""
    problems = Problems(sheet.problems)
    if not sheet.headings:
        return Table((), {}, problems)
    places = _match(sheet, columns, problems)
    readers = [_reader(sheet, columns_place, problems) for columns_place in places.items()]
    records = tuple(Record(row.line, {name: read(row) for name, read in readers}) for row in sheet.rows)
    headings = {column.name: sheet.headings[index] for column, index in places.items()}
    return Table(records, headings, problems)


def _match(sheet: Sheet, columns: Sequence[Column[Any]], problems: Problems) -> dict[Column[Any], int]:
    """Return where each column stands, in the order of the file."""
    known = {match_key(heading): column for column in columns for heading in column.headings}
    keys = [match_key(heading) for heading in sheet.headings]
    places: dict[Column[Any], int] = {}
    unknown: list[int] = []
    for index, key in enumerate(keys):
        column = known.get(key)
        if column is None:
            unknown.append(index)
        elif column in places:
            params = {"first": sheet.headings[places[column]], "second": sheet.headings[index]}
            problems.add(Problem(ProblemCode.DUPLICATE_COLUMN, params=params))
        else:
            places[column] = index
    for column in columns:
        if column.required and column not in places:
            names = {"english": column.name, "dutch": column.dutch[0]}
            problems.add(Problem(ProblemCode.MISSING_COLUMN, params=names))
    absent = Suggestions(heading for column in columns if column not in places for heading in column.headings)
    for index in unknown:
        _warn_unknown(sheet, index, absent, problems)
    return places


def _warn_unknown(sheet: Sheet, index: int, absent: Suggestions, problems: Problems) -> None:
    heading = sheet.headings[index]
    if heading:
        params = {"heading": heading, "suggestion": absent.near(heading)}
        problems.add(Problem(ProblemCode.UNKNOWN_COLUMN, params=params))
    elif any(row.cells[index] != "" for row in sheet.rows):
        problems.add(Problem(ProblemCode.UNNAMED_COLUMN, params={"number": index + 1}))


def _reader(sheet: Sheet, place: tuple[Column[Any], int], problems: Problems) -> tuple[str, Callable[[Row], object]]:
    column, index = place
    heading = sheet.headings[index]
    read_cell = column.type.reader([row.cells[index] for row in sheet.rows])
    known: dict[Cell, object] = {}

    def read(row: Row) -> object:
        cell = row.cells[index]
        if cell == "":
            if column.filled:
                problems.add(Problem(ProblemCode.EMPTY_VALUE, row.line, heading))
            return None
        if cell in known:
            return known[cell]
        try:
            value = read_cell(cell)
        except RefusedError as refused:
            problems.add(Problem(refused.code, row.line, heading, refused.params))
            return None
        known[cell] = value
        return value

    return column.name, read
