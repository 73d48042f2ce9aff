"""Reading text files with a comma, semicolon or tab between the cells, in the encodings of offices."""

import codecs
import csv
import io
import re
from collections.abc import Collection, Iterator
from itertools import islice

from ambassadors.imports.matching import match_key
from ambassadors.imports.problems import Problem, ProblemCode, RefusedError
from ambassadors.imports.sheet import Limits, Line, Sheet, to_sheet

DELIMITERS = (",", ";", "\t")
SAMPLE = 50

# UTF-8 that was once read as Windows-1252 and saved again: "é" has become "Ã©", a dash "â€“". And U+FFFD,
# which stands where a letter was lost.
UPPER_HALF = bytes(set(range(0x80, 0xC0)) - {0x81, 0x8D, 0x8F, 0x90, 0x9D}).decode("cp1252")
GARBLED = re.compile(f"[ÃÂ][{UPPER_HALF}]|â€|\ufffd")
SEPARATOR_LINE = re.compile(r'"?sep=([,;\t])"?(?:\r\n|\r|\n|$)', re.IGNORECASE)


def read_delimited(content: bytes, expected: Collection[str], limits: Limits) -> Sheet:
    """Read a text file; `expected` holds match keys of headings, by which the delimiter is known best."""
    text = decode(content)
    told = SEPARATOR_LINE.match(text)
    body, offset = (text[told.end() :], 1) if told else (text, 0)
    delimiter = told.group(1) if told else find_delimiter(body, expected)
    try:
        sheet = to_sheet(_lines(body, delimiter, offset), limits)
    except _BrokenError as broken:
        return Sheet(problems=(Problem(ProblemCode.BROKEN_QUOTES, broken.line),))
    return Sheet(sheet.headings, sheet.rows, (*sheet.problems, *_garbled(text)))


def decode(content: bytes) -> str:
    """Return the text of UTF-8, UTF-16 with a byte order mark or Windows-1252; else raise `RefusedError`."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encodings = ["utf-16"]
    elif content.startswith(codecs.BOM_UTF8):
        encodings = ["utf-8-sig"]
    else:
        encodings = ["utf-8", "cp1252"]
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" in text:
            break
        return text
    raise RefusedError(ProblemCode.WRONG_ENCODING)


def find_delimiter(text: str, expected: Collection[str]) -> str:
    """Return the delimiter that gives the most expected headings, then the most even table."""
    return max(DELIMITERS, key=lambda delimiter: _fit(text, delimiter, expected))


def _fit(text: str, delimiter: str, expected: Collection[str]) -> tuple[float, ...]:
    widths: list[int] = []
    headings: list[str] = []
    try:
        for _, cells in islice(_lines(text, delimiter, 0), SAMPLE):
            if any(cells):
                headings = headings or [match_key(str(cell)) for cell in cells]
                widths.append(len(cells))
    except _BrokenError:
        if not widths:
            return (-1.0,)
    width = len(headings)
    rows = widths[1:] or [width]
    not_wider = sum(found <= width for found in rows) / len(rows)
    as_wide = sum(found == width for found in rows) / len(rows)
    return (len(set(headings).intersection(expected)), width > 1, not_wider, as_wide, width)


class _BrokenError(Exception):
    """The text is no table from this line on: a quotation mark is never closed, or stands in the middle."""

    def __init__(self, line: int) -> None:
        super().__init__(line)
        self.line = line


def _lines(text: str, delimiter: str, offset: int) -> Iterator[Line]:
    """Yield each record with the line, as an editor counts, on which it starts."""
    # strict: without it, a quotation mark that is never closed silently swallows all rows after it.
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, skipinitialspace=True, strict=True)
    start = 1
    while True:
        try:
            cells = next(reader, None)
        except csv.Error:
            raise _BrokenError(start + offset) from None
        if cells is None:
            return
        yield start + offset, cells
        start = reader.line_num + 1


def _garbled(text: str) -> tuple[Problem, ...]:
    found = GARBLED.search(text)
    if found is None:
        return ()
    line = 1 + len(re.findall(r"\r\n|\r|\n", text[: found.start()]))
    around = re.split(r"[\r\n,;\t]", text[max(0, found.start() - 20) : found.start()])[-1]
    rest = re.split(r"[\r\n,;\t]", text[found.start() : found.end() + 20])[0]
    return (Problem(ProblemCode.GARBLED_TEXT, line, None, {"value": around + rest}),)
