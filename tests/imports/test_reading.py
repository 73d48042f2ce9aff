"""Whatever bytes are uploaded, they become a sheet or problems."""

import csv
import io

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from ambassadors.imports.problems import Problem, ProblemCode
from ambassadors.imports.reading import read_sheet
from ambassadors.imports.sheet import Limits
from tests.imports.spreadsheets import sheet_xml, xlsx, xlsx_of

HEADINGS = ("code", "naam", "bovenliggende_code", "aantal_medewerkers")
GOOD_XLSX = xlsx_of([HEADINGS, ["A", "Ruimte", "", 12.5]])

# Text as it can stand in a cell of any format, XML included: no control characters, no surrogates.
texts = st.text(st.characters(exclude_categories=("C", "Z"), include_characters=" ,;\t\"'\n"), max_size=12)


def one_line(text: str) -> str:
    return text.strip()


def table_strategy(cells: st.SearchStrategy[str]) -> st.SearchStrategy[list[list[str]]]:
    width = len(HEADINGS)
    return st.lists(st.lists(cells.map(one_line), min_size=width, max_size=width), min_size=1, max_size=6)


def written(rows: list[list[str]], delimiter: str, ending: str = "\r\n") -> str:
    file = io.StringIO(newline="")
    csv.writer(file, delimiter=delimiter, lineterminator=ending).writerows(rows)
    return file.getvalue()


def cells_of(content: bytes, filename: str = "x.csv") -> list[list[str]]:
    sheet = read_sheet(content, filename, expected=HEADINGS)
    assert sheet.headings == HEADINGS
    return [list(row.cells) for row in sheet.rows]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=table_strategy(texts))
def test_a_table_written_as_csv_reads_back_the_same(rows, delimiter, encoding):
    rows = [row for row in rows if any(row)] or [["A", "b", "", "1"]]
    content = written([list(HEADINGS), *rows], delimiter).encode(encoding)
    assert cells_of(content) == rows


@given(
    rows=table_strategy(st.text("abcé€ëÅ’ ,;", max_size=8)),
    delimiter=st.sampled_from(",;\t"),
    ending=st.sampled_from(["\r\n", "\n", "\r"]),
)
def test_a_table_in_windows_1252_reads_back_the_same(rows, delimiter, ending):
    # One certain é: a file whose bytes are all valid UTF-8 is read as UTF-8.
    rows = [*(row for row in rows if any(row)), ["é", "Café", "ë", "1"]]
    content = written([list(HEADINGS), *rows], delimiter, ending).encode("cp1252")
    assert cells_of(content) == rows


@given(rows=table_strategy(texts))
def test_a_table_written_as_xlsx_reads_back_the_same(rows):
    rows = [row for row in rows if any(row)] or [["A", "b", "", "1"]]
    assert cells_of(xlsx_of([HEADINGS, *rows]), "x.xlsx") == rows


@given(content=st.binary(max_size=400), filename=st.sampled_from(["a.csv", "a.xlsx", "a.ods", "a", ""]))
@example(b"\xff\xfe\x00", "a.csv")
@example(b'"', "a.csv")
@example(b"sep=;", "a.csv")
def test_any_bytes_give_a_sheet_or_problems(content, filename):
    sheet = read_sheet(content, filename)
    assert bool(sheet.rows) or bool(sheet.problems)


@given(changes=st.lists(st.tuples(st.integers(0, len(GOOD_XLSX) - 1), st.integers(0, 255)), max_size=6))
def test_a_damaged_workbook_gives_a_sheet_or_problems(changes):
    content = bytearray(GOOD_XLSX)
    for place, byte in changes:
        content[place] = byte
    sheet = read_sheet(bytes(content), "x.xlsx")
    assert bool(sheet.rows) or bool(sheet.problems)


@given(st.text("<>/=\"' rct0A1BZ&;-e.", max_size=30), st.integers(0, 200), st.integers(0, 30))
def test_damaged_xml_in_a_workbook_gives_a_sheet_or_problems(noise, place, length):
    xml = sheet_xml({1: HEADINGS, 2: ["A", ('t="s"', "7"), ('s="1"', "46349"), 3]})
    sheet = read_sheet(xlsx(("Blad1", xml[:place] + noise + xml[place + length :])), "x.xlsx")
    assert bool(sheet.rows) or bool(sheet.problems)


def only_problem(content: bytes, filename: str, limits: Limits | None = None) -> Problem:
    sheet = read_sheet(content, filename, limits=limits)
    assert (sheet.headings, sheet.rows) == ((), ())
    (problem,) = sheet.problems
    return problem


@pytest.mark.parametrize("content", [b"", b" \r\n\r\n", b"\xef\xbb\xbf", b"\xef\xbb\xbf\r\n", b"\0" * 9])
def test_a_file_with_nothing_in_it_is_refused(content):
    assert only_problem(content, "a.csv") == Problem(ProblemCode.EMPTY_FILE)


def test_a_workbook_with_nothing_in_it_is_refused():
    assert only_problem(xlsx(("Blad1", sheet_xml({}))), "a.xlsx") == Problem(ProblemCode.EMPTY_FILE)


def test_headings_without_rows_are_refused():
    assert only_problem(b"code;naam\r\n;\r\n", "a.csv") == Problem(ProblemCode.NO_ROWS)


def test_fifty_megabytes_of_rubbish_are_refused_unread():
    problem = only_problem(b"\x8d" * (50 << 20), "a.csv")
    assert problem == Problem(ProblemCode.TOO_LARGE, params={"limit": 20})


def test_more_rows_than_the_limit_are_refused():
    problem = only_problem(b"code\r\n" + b"A\r\n" * 4, "a.csv", Limits(rows=3))
    assert problem == Problem(ProblemCode.TOO_MANY_ROWS, params={"limit": 3})


def test_more_columns_than_the_limit_are_refused():
    problem = only_problem(b"a,b,c,d\r\n1\r\n", "a.csv", Limits(columns=3))
    assert problem == Problem(ProblemCode.TOO_MANY_COLUMNS, params={"limit": 3})


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@pytest.mark.parametrize(
    ("content", "filename", "code"),
    [
        (b"code,naam\r\nA,B\x00C\r\n", "a.csv", ProblemCode.WRONG_ENCODING),
        (b"code,naam\r\nA,\x81\r\n", "a.csv", ProblemCode.WRONG_ENCODING),
        ("code,naam\r\nA,é\r\n".encode("utf-16")[:-1], "a.csv", ProblemCode.WRONG_ENCODING),
        ("code,naam\r\nA,é\r\n".encode("utf-16-le"), "a.csv", ProblemCode.WRONG_ENCODING),
        (b"%PDF-1.7 ...", "a.csv", ProblemCode.NOT_A_TABLE),
        (b"<html><table><tr><td>code</td></tr></table>", "a.xls", ProblemCode.NOT_A_TABLE),
        (b"code,naam\r\nA,B\r\n", "a.xlsx", ProblemCode.NOT_A_WORKBOOK),
        (b"PK\x03\x04 no archive at all", "a.xlsx", ProblemCode.NOT_A_WORKBOOK),
        (GOOD_XLSX[:-40], "a.xlsx", ProblemCode.NOT_A_WORKBOOK),
        (OLE + b"\0" * 600, "a.xls", ProblemCode.OLD_EXCEL),
        (OLE + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"), "a.xlsx", ProblemCode.PASSWORD),
    ],
)
def test_a_file_that_is_no_readable_table_says_what_it_is(content, filename, code):
    assert only_problem(content, filename) == Problem(code)


def test_a_workbook_called_csv_is_read_as_what_it_is():
    assert cells_of(GOOD_XLSX, "a.csv")[0][:2] == ["A", "Ruimte"]
