"""The rows of a table of activities as they were typed or pasted, and as the importer reads them. Pure."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from itertools import chain

from ambassadors.imports.delimited import find_delimiter, read_delimited
from ambassadors.imports.matching import match_key
from ambassadors.imports.problems import Problem, RefusedError
from ambassadors.imports.sheet import Limits, Row, Sheet, as_text

MOST_ROWS = 200
_LIMITS = Limits(rows=MOST_ROWS)

DAY, KIND, DEPARTMENT, NUMBER, FIRST_TIMERS, WHO = "day", "kind", "department", "number", "first_timers", "who"
_LOW, _HIGH = "low", "high"
_HEADINGS: Mapping[str, tuple[str, ...]] = {
    DAY: ("date", "day", "datum", "dag", "wanneer"),
    KIND: ("kind", "soort", "soort_activiteit", "activiteit", "wat"),
    DEPARTMENT: ("department", "department_code", "afdeling", "afdelingscode"),
    NUMBER: ("number", "how_many", "hoeveel", "participants", "aantal", "deelnemers", "aantal_deelnemers"),
    FIRST_TIMERS: ("first_timers", "first_time", "voor_het_eerst", "nieuw"),
    WHO: ("who", "ambassador", "ambassadors", "person_code", "wie", "ambassadeur", "ambassadeurs", "medewerkercode"),
    _LOW: ("participants_low", "deelnemers_minimaal", "deelnemers_laag"),
    _HIGH: ("participants_high", "deelnemers_maximaal", "deelnemers_hoog"),
}
"""By which headings a pasted sheet is understood; those of the table on the page and the importer's among them."""
_PART_OF = {match_key(heading): part for part, headings in _HEADINGS.items() for heading in headings}

_BAND = re.compile(r"(\d{1,9})\s*(?:-|–|—|t/m|to)\s*(\d{1,9})")
_UNKNOWN = frozenset({"weetniet", "weetikniet", "onbekend", "dontknow", "unknown"})
_YES, _NO = frozenset({"ja", "yes"}), frozenset({"nee", "no"})

IMPORT_HEADINGS = (
    "initiative", "ref", "person_code", "date", "kind", "department_code",
    "participants", "participants_low", "participants_high", "first_timers",
)  # fmt: skip
PART_OF_COLUMN = {
    "person_code": WHO,
    "date": DAY,
    "kind": KIND,
    "department_code": DEPARTMENT,
    "participants": NUMBER,
    "participants_low": NUMBER,
    "participants_high": NUMBER,
    "first_timers": FIRST_TIMERS,
}
"""In which cell of ours a column of the importer stands."""


@dataclass(frozen=True, slots=True)
class TypedRow:
    """One activity as it was typed: each cell is text, perhaps empty."""

    day: str = ""
    kind: str = ""
    department: str = ""
    number: str = ""
    first_timers: str = ""
    who: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether nothing is filled in at all."""
        return not any(asdict(self).values())


PARTS = tuple(each.name for each in fields(TypedRow))


@dataclass(frozen=True, slots=True)
class Pasted:
    """What a pasted text holds: its rows, the headings that mean nothing here, and why it cannot be read."""

    rows: tuple[TypedRow, ...] = ()
    unused: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()


def read_pasted(text: str) -> Pasted:
    """Read rows as a spreadsheet copies them, or CSV; without headings the columns are in the order of the page."""
    delimiter = find_delimiter(text, _PART_OF)
    first = text.lstrip("\r\n").splitlines()[:1] or [""]
    cells = [cell.strip().strip('"') for cell in first[0].split(delimiter)]
    if 2 * sum(match_key(cell) in _PART_OF for cell in cells) < len([cell for cell in cells if cell]):
        text = delimiter.join(PARTS) + "\n" + text
    try:
        sheet = read_delimited(text.encode(), _PART_OF, _LIMITS)
    except RefusedError as refused:
        return Pasted(problems=(Problem(refused.code, params=refused.params),))
    parts = [_PART_OF.get(match_key(heading)) for heading in sheet.headings]
    unused = tuple(heading for heading, part in zip(sheet.headings, parts, strict=True) if heading and not part)
    return Pasted(tuple(_typed(parts, row) for row in sheet.rows), unused, sheet.problems)


def _typed(parts: Sequence[str | None], row: Row) -> TypedRow:
    cells = {part: as_text(cell) for part, cell in zip(parts, row.cells, strict=True) if part}
    low, high = cells.pop(_LOW, ""), cells.pop(_HIGH, "")
    if low and high and not cells.get(NUMBER):
        cells[NUMBER] = low if low == high else f"{low}–{high}"
    return TypedRow(**cells)


def is_unknown(number: str) -> bool:
    """Whether a cell says that nobody knows how many there were."""
    return number.strip() == "?" or match_key(number) in _UNKNOWN


def names_in(who: str) -> list[str]:
    """The people whom a cell names."""
    return [name for name in (part.strip() for part in re.split(r"[;,\n]", who)) if name]


def to_sheet(initiative: str, rows: Iterable[tuple[int, TypedRow, Sequence[str]]]) -> Sheet:
    """Rows as the importer knows them, one for each person; each with its place, and the codes of its people."""
    told = (_import_rows(initiative, place, typed, people) for place, typed, people in rows)
    return Sheet(IMPORT_HEADINGS, tuple(chain.from_iterable(told)))


def _import_rows(initiative: str, place: int, typed: TypedRow, people: Sequence[str]) -> list[Row]:
    exact, low, high = typed.number, "", ""
    if band := _BAND.fullmatch(typed.number):
        exact, low, high = "", band[1], band[2]
    elif is_unknown(typed.number):
        exact = ""
    first = match_key(typed.first_timers)
    first_timers = "1" if first in _YES else "0" if first in _NO else typed.first_timers
    rest = (typed.day, typed.kind, typed.department, exact, low, high, first_timers)
    return [Row(place, (initiative, str(place), person, *rest)) for person in people or [""]]
