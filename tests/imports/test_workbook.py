"""Spreadsheets: what a person sees in a cell, which sheet, and files that mean harm."""

import io
import zipfile
from datetime import date
from decimal import Decimal

import pytest

from ambassadors.imports.problems import Problem, ProblemCode
from ambassadors.imports.reading import read_sheet
from ambassadors.imports.sheet import Limits, Row, as_text
from tests.imports.spreadsheets import ods, ods_row, ods_text, packed, sheet_xml, xlsx, xlsx_of


def read(content: bytes, *names: str, limits: Limits | None = None):
    return read_sheet(content, "a.xlsx", names=names, limits=limits)


def first_cell(value: object):
    (row,) = read(xlsx_of([["x"], [value]])).rows
    return row.cells[0]


@pytest.mark.parametrize(
    ("value", "seen"),
    [
        ("0012", "0012"),
        (12.0, Decimal(12)),
        (12.5, Decimal("12.5")),
        (-3, Decimal(-3)),
        (0.30000000000000004, Decimal("0.3")),
        (('s="1"', "46349"), date(2026, 11, 23)),
        (('s="1"', "46349.5"), date(2026, 11, 23)),
        (('s="2"', "12"), "00012"),
        (('s="2"', "123456"), "123456"),
        (('t="b"', "1"), "true"),
        (('t="b"', "0"), "false"),
        (('t="str"', "Zorg"), "Zorg"),
        ("  Zorg \n", "Zorg"),
    ],
)
def test_a_cell_is_read_as_a_person_sees_it(value, seen):
    assert first_cell(value) == seen


@pytest.mark.parametrize(
    ("cell", "text"),
    [(Decimal("12.0"), "12"), (Decimal("1E+3"), "1000"), (date(2026, 11, 23), "2026-11-23"), ("0012", "0012")],
)
def test_a_cell_becomes_text_without_a_trace_of_its_format(cell, text):
    assert as_text(cell) == text


def test_a_formula_that_failed_is_told_with_its_place():
    sheet = read(xlsx_of([["code", "fte"], ["A", ('t="e"', "#N/A")]]))
    assert sheet.problems == (Problem(ProblemCode.CELL_ERROR, 2, "fte", {"value": "#N/A"}),)


def test_lines_are_those_of_the_spreadsheet():
    sheet = read(xlsx(("Blad1", sheet_xml({3: ["code", "naam"], 5: ["A", "Zorg"], 9: ["", "Bouw"]}))))
    assert sheet.headings == ("code", "naam")
    assert sheet.rows == (Row(5, ("A", "Zorg")), Row(9, ("", "Bouw")))


def sheet_of(word: str) -> str:
    return sheet_xml({1: ["code"], 2: [word]})


def test_the_first_sheet_is_read_and_told():
    sheet = read(xlsx(("Een", sheet_of("een")), ("Twee", sheet_of("twee"))), "Afdelingen")
    assert sheet.rows[0].cells == ("een",)
    assert sheet.problems == (Problem(ProblemCode.SHEET_CHOSEN, params={"sheet": "Een", "count": 2}),)


def test_the_sheet_called_like_the_kind_is_read():
    sheet = read(xlsx(("Uitleg", sheet_of("een")), ("AFDELINGEN", sheet_of("twee"))), "Afdelingen")
    assert (sheet.rows[0].cells, sheet.problems) == (("twee",), ())


def test_a_hidden_sheet_is_passed_by():
    content = xlsx(("Lijst", sheet_of("een")), ("Blad", sheet_of("twee")), states={"Lijst": "hidden"})
    assert (read(content).rows[0].cells, read(content).problems) == (("twee",), ())


def test_a_large_sheet_that_is_not_read_does_no_harm():
    large = sheet_xml({1_048_576: ["x"] * 300})
    assert read(xlsx(("Blad1", sheet_of("een")), ("Data", large))).rows[0].cells == ("een",)


def corner(reference: str) -> bytes:
    xml = sheet_xml({1: ["code"]}).replace("</sheetData>", f'<row><c r="{reference}"><v>1</v></c></row></sheetData>')
    return xlsx(("Blad1", xml))


@pytest.mark.parametrize(
    ("reference", "limits", "code"),
    [
        ("XFD2", Limits(), ProblemCode.TOO_MANY_COLUMNS),
        ("A1048576", Limits(), ProblemCode.TOO_MANY_ROWS),
        ("CV90000", Limits(), ProblemCode.UNPACKED_TOO_LARGE),
        ("A0", Limits(), ProblemCode.NOT_A_WORKBOOK),
        ("nonsense", Limits(), ProblemCode.NOT_A_WORKBOOK),
    ],
)
def test_a_cell_far_away_is_refused_before_it_takes_memory(reference, limits, code):
    (problem,) = read(corner(reference), limits=limits).problems
    assert problem.code == code


def test_an_empty_cell_far_away_does_not_count():
    xml = sheet_of("een").replace("</sheetData>", '<row r="1048576"><c r="XFD1048576" s="1"/></row></sheetData>')
    assert read(xlsx(("Blad1", xml))).rows == (Row(2, ("een",)),)


def test_a_zip_bomb_is_refused_by_what_its_directory_says():
    content = packed({"xl/workbook.xml": " " * 5_000_000})
    (problem,) = read(content, limits=Limits(unpacked=1 << 20)).problems
    assert problem == Problem(ProblemCode.UNPACKED_TOO_LARGE, params={"limit": 1})


@pytest.mark.parametrize("declared", ["<!DOCTYPE x>", '<!DOCTYPE x [<!ENTITY a "b">]>'])
def test_a_doctype_is_refused(declared):
    (problem,) = read(xlsx(("Blad1", declared + sheet_of("een")))).problems
    assert problem == Problem(ProblemCode.NOT_A_WORKBOOK)


def test_another_kind_of_archive_is_refused():
    assert read(packed({"word/document.xml": "<x/>"})).problems == (Problem(ProblemCode.NOT_A_WORKBOOK),)


def test_an_encrypted_archive_asks_for_one_without_password():
    content = bytearray(xlsx_of([["code"], ["A"]]))
    with zipfile.ZipFile(io.BytesIO(bytes(content))) as archive:
        start = archive.start_dir
    content[start + 8] |= 1
    assert read(bytes(content)).problems == (Problem(ProblemCode.PASSWORD),)


def test_a_workbook_without_sheets_is_refused():
    assert read(xlsx()).problems == (Problem(ProblemCode.NOT_A_WORKBOOK),)


def ods_number(value: str, shown: str) -> str:
    attributes = f'office:value-type="float" office:value="{value}"'
    return f"<table:table-cell {attributes}><text:p>{shown}</text:p></table:table-cell>"


def test_an_ods_file_is_read_as_a_person_sees_it():
    failed = '<table:table-cell office:value-type="string" calcext:value-type="error"><text:p>#N/B</text:p>'
    day = '<table:table-cell office:value-type="date" office:date-value="2026-11-23"/>'
    sheet = read(
        ods(
            (
                "Blad1",
                ods_row(ods_text("code"), ods_text("fte"), ods_text("van"), ods_text("som"))
                + ods_row('<table:table-cell table:number-columns-repeated="16384"/>', repeated=3)
                + ods_row(ods_number("12", "0012"), ods_number("1.5", "1,5"), day, failed + "</table:table-cell>")
                + ods_row('<table:table-cell table:number-columns-repeated="16384"/>', repeated=1_048_000),
            )
        )
    )
    assert sheet.headings == ("code", "fte", "van", "som")
    assert [row.line for row in sheet.rows] == [5]
    assert sheet.rows[0].cells[:3] == ("0012", Decimal("1.5"), date(2026, 11, 23))
    assert sheet.problems == (Problem(ProblemCode.CELL_ERROR, 5, "som", {"value": "#N/B"}),)


def test_the_table_of_an_ods_file_called_like_the_kind_is_read():
    tables = [(name, ods_row(ods_text("code")) + ods_row(ods_text(name))) for name in ("Uitleg", "Afdelingen")]
    assert read(ods(*tables), "afdelingen").rows == (Row(2, ("Afdelingen",)),)


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        (ods_row(ods_text("x", repeated=2_000_000_000)), ProblemCode.TOO_MANY_COLUMNS),
        (ods_row(ods_text("x"), repeated=2_000_000_000), ProblemCode.TOO_MANY_ROWS),
        (ods_row(ods_text("x", repeated=150), repeated=90_000), ProblemCode.UNPACKED_TOO_LARGE),
        ("<table:table-row>", ProblemCode.NOT_A_WORKBOOK),
        (ods_row(ods_text("x")).replace('"1"', '"many"'), ProblemCode.NOT_A_WORKBOOK),
    ],
)
def test_a_repeated_cell_in_ods_is_refused_before_it_takes_memory(rows, code):
    (problem,) = read(ods(("Blad1", rows))).problems
    assert problem.code == code


def test_an_ods_file_with_a_password_asks_for_one_without():
    content = ods(("Blad1", ""), manifest="<manifest:encryption-data/>")
    assert read(content).problems == (Problem(ProblemCode.PASSWORD),)
