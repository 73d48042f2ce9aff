"""What a cell of each type may hold, and what it means. An empty cell never gets here: it is None."""

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Protocol, TypeVar

from ambassadors.imports.amounts import find_notation, read_number
from ambassadors.imports.days import find_day_order, read_date
from ambassadors.imports.matching import Suggestions, match_key
from ambassadors.imports.problems import Bilingual, ProblemCode, RefusedError
from ambassadors.imports.sheet import Cell, as_text

T_co = TypeVar("T_co", covariant=True)

MOST = 10_000_000
# Marks that turn the direction of writing, or take no room: they make two names look the same that are not.
HIDDEN_MARKS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200b\u2060\ufeff\u00ad")
EMAIL = re.compile(r"[^@\s,;<>]+@[^@\s,;<>.]+(?:\.[^@\s,;<>.]+)+")


class CellType(Protocol[T_co]):
    """How the cells of a column are read. It sees the whole column first: 1.234 depends on its neighbours."""

    def reader(self, cells: Sequence[Cell]) -> Callable[[Cell], T_co]:
        """Return what turns a filled cell of this column into its value; that raises `RefusedError`."""


@dataclass(frozen=True, slots=True)
class Text:
    """Words: NFC, one line unless `multiline`, at most `longest` characters."""

    longest: int = 200
    multiline: bool = False

    def reader(self, _cells: Sequence[Cell]) -> Callable[[Cell], str]:
        """Return what reads a text."""
        return self._read

    def _read(self, cell: Cell) -> str:
        if isinstance(cell, date):
            raise RefusedError(ProblemCode.BECAME_A_DATE, value=cell)
        lines = unicodedata.normalize("NFC", as_text(cell)).splitlines()
        lines = [" ".join(line.split()) for line in lines]
        text = ("\n" if self.multiline else " ").join(lines).strip()
        if not text.isprintable() and any(map(_is_hidden, text)):
            raise RefusedError(ProblemCode.CONTROL_CHARACTER, value=text)
        if len(text) > self.longest:
            raise RefusedError(ProblemCode.TOO_LONG, value=text, limit=self.longest, found=len(text))
        return text


def _is_hidden(mark: str) -> bool:
    return (unicodedata.category(mark) == "Cc" and mark != "\n") or mark in HIDDEN_MARKS


@dataclass(frozen=True, slots=True)
class Code:
    """The organisation's own code: text without spaces, leading zeros kept, at most `longest` characters."""

    longest: int = 64

    def reader(self, _cells: Sequence[Cell]) -> Callable[[Cell], str]:
        """Return what reads a code."""
        text = Text(self.longest).reader(())

        def read(cell: Cell) -> str:
            code = text(cell)
            if " " in code:
                raise RefusedError(ProblemCode.SPACE_IN_CODE, value=code)
            return code

        return read


@dataclass(frozen=True, slots=True)
class DecimalNumber:
    """A number of 0 or more, with or without decimals."""

    most: int = MOST

    def reader(self, cells: Sequence[Cell]) -> Callable[[Cell], Decimal]:
        """Return what reads a number in the notation of this column."""
        notation = find_notation(cells, whole=False)
        return lambda cell: _within(read_number(cell, notation), self.most, cell)


@dataclass(frozen=True, slots=True)
class WholeNumber:
    """A whole number of 0 or more; 12.0 is whole."""

    most: int = MOST

    def reader(self, cells: Sequence[Cell]) -> Callable[[Cell], int]:
        """Return what reads a whole number in the notation of this column."""
        notation = find_notation(cells, whole=True)

        def read(cell: Cell) -> int:
            number = _within(read_number(cell, notation), self.most, cell)
            if number != number.to_integral_value():
                raise RefusedError(ProblemCode.NOT_WHOLE, value=cell)
            return int(number)

        return read


def _within(number: Decimal, most: int, cell: Cell) -> Decimal:
    if number < 0:
        raise RefusedError(ProblemCode.BELOW_ZERO, value=cell)
    if number > most:
        raise RefusedError(ProblemCode.NUMBER_TOO_HIGH, value=cell, limit=most)
    return number


@dataclass(frozen=True, slots=True)
class Day:
    """A date."""

    def reader(self, cells: Sequence[Cell]) -> Callable[[Cell], date]:
        """Return what reads a date in the notation of this column."""
        order = find_day_order(cells)
        return lambda cell: read_date(cell, order)


@dataclass(frozen=True, slots=True)
class YesNo:
    """Yes or no, in either language, or 1, 0 or x."""

    def reader(self, _cells: Sequence[Cell]) -> Callable[[Cell], bool]:
        """Return what reads a yes or a no."""
        return _yes_or_no


YES = frozenset({"ja", "j", "yes", "y", "1", "true", "waar", "x"})
NO = frozenset({"nee", "n", "no", "0", "false", "onwaar"})


def _yes_or_no(cell: Cell) -> bool:
    key = as_text(cell).casefold()
    if key not in YES | NO:
        raise RefusedError(ProblemCode.NOT_YES_NO, value=cell)
    return key in YES


@dataclass(frozen=True, slots=True)
class Email:
    """An e-mail address; only its shape is checked."""

    def reader(self, _cells: Sequence[Cell]) -> Callable[[Cell], str]:
        """Return what reads an e-mail address."""
        text = Text(254).reader(())

        def read(cell: Cell) -> str:
            address = text(cell)
            if not EMAIL.fullmatch(address):
                raise RefusedError(ProblemCode.NOT_AN_EMAIL, value=address)
            return address

        return read


@dataclass(frozen=True, slots=True)
class Option:
    """One of the answers that a choice allows: its code, its name in both languages, other names."""

    code: str
    english: str
    dutch: str
    aliases: tuple[str, ...] = ()

    @property
    def words(self) -> tuple[str, ...]:
        """All words by which this option is known."""
        return (self.code, self.english, self.dutch, *self.aliases)


@dataclass(frozen=True, slots=True)
class Choice:
    """One of a few options, by its code or by its name in either language; the value is the code."""

    options: tuple[Option, ...]
    unknown: ProblemCode = ProblemCode.UNKNOWN_CHOICE
    _codes: dict[str, str] = field(init=False, repr=False, compare=False)
    _suggestions: Suggestions = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Index the words; where options share one, a code wins from a name, the first from a later."""
        pairs = [(option.code, option.code) for option in self.options]
        pairs += [(word, option.code) for option in self.options for word in option.words]
        codes: dict[str, str] = {}
        for word, code in pairs:
            codes.setdefault(match_key(word), code)
        object.__setattr__(self, "_codes", codes)
        object.__setattr__(self, "_suggestions", Suggestions(word for word, _ in pairs))

    def find(self, word: str) -> str:
        """Return the code that a word stands for; raise `RefusedError`, with what is allowed, if none."""
        code = self._codes.get(match_key(word))
        if code is None:
            allowed = tuple(Bilingual(option.english, option.dutch) for option in self.options)
            raise RefusedError(self.unknown, value=word, allowed=allowed, suggestion=self._suggestions.near(word))
        return code

    def reader(self, _cells: Sequence[Cell]) -> Callable[[Cell], str]:
        """Return what reads one of the options."""
        return lambda cell: self.find(as_text(cell))
