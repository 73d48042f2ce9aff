"""Reading numbers as people write them: 1.234,5 and 1,234.5 and 12,5 and 0.125.

Only one thing is hard: a single mark with three digits behind it. To one person 1.234 is more than a
thousand, to another a bit more than one. A guess could be wrong a thousand times over, so the whole column
is asked first:

1. With 0, or with more than three digits, in front (0.125, 1234.567) it is a decimal mark.
2. A mark that elsewhere in the column has another number of digits behind it (5,67) is a decimal mark, and
   then the other mark is for thousands. A mark that repeats (1.234.567), or that stands before the other one
   (1.234,5), is for thousands, and then the other mark is a decimal mark.
3. In a column of whole numbers, a bare number below 1,000 (7) shows that no decimals are written, so 1.234 is
   1234. Where all have three decimals (7.000), as some databases write them, there is no bare number.
4. If the column says nothing, or contradicts itself, the number is refused, with the remedy.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from ambassadors.imports.problems import Bilingual, ProblemCode, RefusedError
from ambassadors.imports.sheet import Cell

LONGEST = 40
PLAIN = re.compile(r"[0-9]+")
ONE_MARK = re.compile(r"([0-9]*)([.,])([0-9]+)")
GROUPED = re.compile(r"[0-9]{1,3}(?:([.,])[0-9]{3})(?:\1[0-9]{3})+")
BOTH_MARKS = re.compile(r"([0-9]{1,3}(?:([.,])[0-9]{3})+)(?!\2)[.,]([0-9]+)")
# A space between thousands: ordinary, no-break or narrow.
SPACE_BETWEEN_GROUPS = re.compile("(?<=[0-9])[ \u00a0\u2009\u202f](?=[0-9]{3}(?:[^0-9]|$))")
OTHER_MARK = {".": ",", ",": "."}


@dataclass(frozen=True, slots=True)
class Notation:
    """How one column writes its numbers: which marks it uses for decimals, and which for thousands."""

    decimal_marks: frozenset[str] = frozenset()
    thousands_marks: frozenset[str] = frozenset()
    bare_below_thousand: bool = False

    def reads(self, mark: str) -> str | None:
        """Return what a mark before three digits is, "decimal" or "thousands"; None when nothing tells."""
        other = OTHER_MARK[mark]
        decimal = mark in self.decimal_marks or other in self.thousands_marks
        thousands = mark in self.thousands_marks or other in self.decimal_marks
        if decimal == thousands:
            return None
        return "decimal" if decimal else "thousands"


def find_notation(cells: Iterable[Cell], *, whole: bool) -> Notation:
    """Return how a column writes its numbers; with `whole`, a bare number below 1,000 is evidence too."""
    decimal: set[str] = set()
    thousands: set[str] = set()
    bare = False
    for cell in cells:
        text = _unsigned(cell)[1] if isinstance(cell, str) else ""
        if not text:
            continue
        if PLAIN.fullmatch(text):
            bare = bare or (whole and 0 < int(text) < 1000)
        elif match := GROUPED.fullmatch(text):
            thousands.add(match.group(1))
        elif match := BOTH_MARKS.fullmatch(text):
            thousands.add(match.group(2))
            decimal.add(OTHER_MARK[match.group(2)])
        elif (match := ONE_MARK.fullmatch(text)) and _surely_decimal(match):
            decimal.add(match.group(2))
    return Notation(frozenset(decimal), frozenset(thousands), bare)


def read_number(cell: Cell, notation: Notation) -> Decimal:
    """Return the number in a cell, below zero too; raise `RefusedError` when it is none, or perhaps two."""
    if isinstance(cell, Decimal):
        return cell
    if not isinstance(cell, str):
        # A spreadsheet makes a date of 1-5 or 5.10 as soon as it is typed or opened.
        raise RefusedError(ProblemCode.BECAME_A_DATE, value=cell)
    sign, text = _unsigned(cell)
    if PLAIN.fullmatch(text):
        return sign * Decimal(text)
    if GROUPED.fullmatch(text):
        return sign * Decimal(re.sub("[.,]", "", text))
    if match := BOTH_MARKS.fullmatch(text):
        return sign * Decimal(f"{re.sub('[.,]', '', match.group(1))}.{match.group(3)}")
    if match := ONE_MARK.fullmatch(text):
        return sign * _one_mark(match, cell, notation)
    raise RefusedError(ProblemCode.NOT_A_NUMBER, value=cell)


def _one_mark(match: re.Match[str], cell: str, notation: Notation) -> Decimal:
    before, mark, after = match.groups()
    reading = "decimal" if _surely_decimal(match) else notation.reads(mark)
    if reading is None and notation.bare_below_thousand and not notation.decimal_marks | notation.thousands_marks:
        reading = "thousands"
    if reading is None:
        # A fourth digit takes the doubt away, and the value stays as it was.
        decimals = Bilingual(english=f"{before}.{after}0", dutch=f"{before},{after}0")
        raise RefusedError(ProblemCode.AMBIGUOUS_NUMBER, value=cell, plain=before + after, decimals=decimals)
    return Decimal(before + after) if reading == "thousands" else Decimal(f"{before or '0'}.{after}")


def _surely_decimal(match: re.Match[str]) -> bool:
    before, _, after = match.groups()
    return len(after) != 3 or len(before) > 3 or before.startswith("0") or not before


def _unsigned(cell: str) -> tuple[int, str]:
    """Return sign and digits of a text, without spaces between thousands; too long a text becomes empty."""
    text = SPACE_BETWEEN_GROUPS.sub("", cell) if len(cell) <= LONGEST else ""
    negative = text.startswith(("-", "−"))
    return (-1, text[1:].lstrip()) if negative else (1, text)
