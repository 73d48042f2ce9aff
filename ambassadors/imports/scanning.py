"""Walking through the cells of a spreadsheet: how far they reach, and what only a person would see."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from xml.etree import ElementTree
from xml.parsers import expat

from ambassadors.imports.problems import ProblemCode, RefusedError
from ambassadors.imports.sheet import Limits

Place = tuple[int, int]
"""Line from 1, column from 0."""

COLUMN = re.compile("[A-Z]{1,3}")
DIGITS = "0123456789"
ZEROS = re.compile("0{2,}")
LONGEST_CODE = 64


@dataclass(slots=True)
class Facts:
    """What the parser does not tell: numbers shown with leading zeros, and formulas that failed."""

    padded: dict[Place, int] = field(default_factory=dict)
    errors: dict[Place, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Table:
    """One sheet of an ODS file."""

    name: str
    facts: Facts


class _Extent:
    """The rectangle that the cells fill so far; refuses when it grows too large to parse."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._rows = 0
        self._columns = 0

    def reach(self, rows: int, columns: int) -> None:
        if rows <= self._rows and columns <= self._columns:
            return
        self._rows = max(rows, self._rows)
        self._columns = max(columns, self._columns)
        if self._columns > self._limits.columns:
            raise RefusedError(ProblemCode.TOO_MANY_COLUMNS, limit=self._limits.columns)
        if self._rows > self._limits.rows + 1:
            raise RefusedError(ProblemCode.TOO_MANY_ROWS, limit=self._limits.rows)
        if self._rows * self._columns > self._limits.cells:
            raise RefusedError(ProblemCode.UNPACKED_TOO_LARGE, limit=self._limits.unpacked >> 20)


def _parser() -> expat.XMLParserType:
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse_doctype
    return parser


def _refuse_doctype(*_: object) -> None:
    # No spreadsheet program writes one; it is how entities that explode are smuggled in.
    raise RefusedError(ProblemCode.NOT_A_WORKBOOK)


def parse_part(content: bytes) -> ElementTree.Element:
    """Return the tree of a small part; raise ParseError when it is no XML."""
    if b"<!DOCTYPE" in content:
        _refuse_doctype()
    return ElementTree.fromstring(content)  # noqa: S314  there are no entities without a doctype


def scan_xlsx(sheet: bytes, styles: bytes, limits: Limits) -> Facts:
    """Scan one sheet of an XLSX file; raise `RefusedError` when too large and ExpatError when no XML."""
    return _XlsxScan(_padded_styles(styles), limits).scan(sheet)


def _padded_styles(styles: bytes) -> Mapping[str, int]:
    """Return how many digits each cell style pads to, for the styles whose number format is zeros alone."""
    if not styles:
        return {}
    root = parse_part(styles)
    widths = {
        form.get("numFmtId"): min(len(form.get("formatCode", "")), LONGEST_CODE)
        for form in root.iterfind(".//{*}numFmt")
        if ZEROS.fullmatch(form.get("formatCode", ""))
    }
    cell_styles = root.find("{*}cellXfs")
    forms = [] if cell_styles is None else [style.get("numFmtId") for style in cell_styles]
    return {str(index): widths[form] for index, form in enumerate(forms) if form in widths}


class _XlsxScan:
    def __init__(self, padded: Mapping[str, int], limits: Limits) -> None:
        self._padded = padded
        self._extent = _Extent(limits)
        self._facts = Facts()
        self._line = 0
        self._column = -1
        self._cell: dict[str, str] = {}
        self._columns: dict[str, int] = {}
        self._failed: Place | None = None

    def scan(self, sheet: bytes) -> Facts:
        self._parser = _parser()
        self._parser.StartElementHandler = self._start
        self._parser.Parse(sheet, True)
        return self._facts

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        local = name.rpartition(":")[2]
        if local == "c":
            self._cell = attributes
            self._column += 1
            self._failed = None
            if "r" in attributes:
                self._line, self._column = self._place(attributes["r"])
        elif local in ("v", "is"):
            self._value()
        elif local == "row":
            self._line = int(attributes.get("r", self._line + 1))
            self._column = -1

    def _value(self) -> None:
        self._extent.reach(self._line, self._column + 1)
        place = (self._line, self._column)
        if self._cell.get("t") == "e":
            self._failed = place
            # Only now: texts are many, failed formulas few.
            self._parser.CharacterDataHandler = self._read_error
        elif (style := self._cell.get("s", "")) in self._padded:
            self._facts.padded[place] = self._padded[style]

    def _place(self, reference: str) -> Place:
        """Return the place of a reference such as AB12; ValueError when it is none."""
        letters = reference.rstrip(DIGITS)
        column = self._columns.get(letters)
        if column is None:
            column = self._columns[letters] = _column_index(letters)
        line = int(reference[len(letters) :])
        if line == 0:
            raise ValueError(reference)
        return line, column

    def _read_error(self, text: str) -> None:
        if self._failed is not None:
            self._facts.errors[self._failed] = (self._facts.errors.get(self._failed, "") + text).strip()


def _column_index(letters: str) -> int:
    """Return the column of letters such as AB, from 0; ValueError when they are no column."""
    if COLUMN.fullmatch(letters) is None:
        raise ValueError(letters)
    index = 0
    for letter in letters:
        index = 26 * index + ord(letter) - ord("A") + 1
    return index - 1


def scan_ods(content: bytes, limits: Limits) -> list[Table]:
    """Scan all sheets of an ODS file; raise `RefusedError` when too large and ExpatError when no XML."""
    return _OdsScan(limits).scan(content)


class _OdsScan:
    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._tables: list[Table] = []
        self._line = self._rows = self._column = self._columns = 0
        self._cell: dict[str, str] = {}
        self._text = ""

    def scan(self, content: bytes) -> list[Table]:
        parser = _parser()
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._read
        parser.Parse(content, True)
        return self._tables

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "table:table":
            self._tables.append(Table(attributes.get("table:name", ""), Facts()))
            self._extent = _Extent(self._limits)
            self._line = self._rows = 0
        elif name == "table:table-row":
            self._line += self._rows
            self._rows = int(attributes.get("table:number-rows-repeated", 1))
            self._column = self._columns = 0
        elif name in ("table:table-cell", "table:covered-table-cell"):
            self._column += self._columns
            self._columns = int(attributes.get("table:number-columns-repeated", 1))
            self._cell = attributes
            self._text = ""

    def _read(self, text: str) -> None:
        self._text += text

    def _end(self, name: str) -> None:
        if name not in ("table:table-cell", "table:covered-table-cell") or not self._tables:
            return
        if self._text.strip() or "office:value-type" in self._cell:
            self._extent.reach(self._line + self._rows, self._column + self._columns)
            self._note()

    def _note(self) -> None:
        facts = self._tables[-1].facts
        text = self._text.strip()
        failed = self._cell.get("calcext:value-type") == "error"
        padded = self._cell.get("office:value-type") == "float" and re.fullmatch("0[0-9]+", text)
        if not failed and not padded:
            return
        for line in range(self._line + 1, self._line + self._rows + 1):
            for column in range(self._column, self._column + self._columns):
                if failed:
                    facts.errors[line, column] = text
                else:
                    facts.padded[line, column] = min(len(text), LONGEST_CODE)
