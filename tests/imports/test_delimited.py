"""Comma, semicolon or tab; line numbers; damaged text."""

import pytest

from ambassadors.imports.problems import Problem, ProblemCode
from ambassadors.imports.reading import read_sheet
from ambassadors.imports.sheet import Row


def read(text: str, *expected: str):
    return read_sheet(text.encode(), "a.csv", expected=expected)


@pytest.mark.parametrize(
    ("text", "headings"),
    [
        ("code;naam, voluit;fte\nA;Zorg, welzijn;1,5\nB;Bouw, wonen;2,5\n", ("code", "naam, voluit", "fte")),
        ('"code","naam; kort","fte"\n"A","a;b;c","1.5"\n', ("code", "naam; kort", "fte")),
        ("code\tnaam\nA\tZorg, welzijn; jeugd\n", ("code", "naam")),
        ("code\nA, b\nC, d\n", ("code",)),
        ("code,naam,fte,van,tot\nA,Zorg\nB,Bouw\n", ("code", "naam", "fte", "van", "tot")),
        ('code, "naam", fte\nA, "Zorg, welzijn", 3\n', ("code", "naam", "fte")),
    ],
)
def test_the_mark_between_cells_is_found_among_other_marks(text, headings):
    assert read(text).headings == headings


def test_known_headings_decide_when_rows_mislead():
    text = "code;naam, voluit;fte\n" + "A;Zorg;1,5;te veel\n" * 3
    assert read(text, "code", "fte").headings == ("code", "naam, voluit", "fte")


@pytest.mark.parametrize("first", ["sep=;\n", '"sep=;"\r\n', "SEP=;\r"])
def test_a_first_line_that_tells_the_mark_is_obeyed_and_counted(first):
    sheet = read(first + "code;a,b,c\nA;1,2,3\n")
    assert sheet.headings == ("code", "a,b,c")
    assert sheet.rows == (Row(3, ("A", "1,2,3")),)


def test_blank_lines_are_skipped_and_counted():
    sheet = read("\n\ncode;naam\n\n ; \nA;Zorg\n\nB;Bouw\n")
    assert [row.line for row in sheet.rows] == [6, 8]


def test_a_line_break_inside_a_cell_counts_as_a_line():
    sheet = read('code,naam\nA,"Zorg\nen welzijn"\nB,Bouw\n')
    assert sheet.rows == (Row(2, ("A", "Zorg\nen welzijn")), Row(4, ("B", "Bouw")))


def test_cells_that_are_not_there_are_empty():
    assert read("code,naam,fte\nA\n").rows == (Row(2, ("A", "", "")),)


def test_empty_columns_at_the_end_are_left_out():
    sheet = read("code,naam,,\nA,Zorg,,\n")
    assert (sheet.headings, sheet.rows) == (("code", "naam"), (Row(2, ("A", "Zorg")),))


def test_a_row_with_too_many_cells_is_told_with_its_line():
    sheet = read("code,naam\nA,Zorg\nB,Bouw, wonen\n")
    assert sheet.problems == (Problem(ProblemCode.ROW_TOO_WIDE, 3, None, {"expected": 2, "found": 3}),)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('code,naam\nA,Zorg\nB,"Bouw\nC,Jeugd\n', 3),
        ('code,naam\nA,"Zorg" en meer\n', 2),
        ("code,naam\nA," + "z" * 200_000, 2),
    ],
)
def test_a_quotation_mark_out_of_place_is_told_with_its_line(text, line):
    assert read(text).problems == (Problem(ProblemCode.BROKEN_QUOTES, line),)


def test_a_quotation_mark_inside_a_word_is_only_a_mark():
    assert read('code,naam\nA,Buis 5" rond\n').rows == (Row(2, ("A", 'Buis 5" rond')),)


@pytest.mark.parametrize(
    ("text", "value"),
    [("code;naam\nA;Caf\u00c3\u00a9 Zuid\n", "Caf\u00c3\u00a9 Zuid"), ("code;naam\nA;Caf\ufffd\n", "Caf\ufffd")],
)
def test_garbled_letters_are_warned_of(text, value):
    assert read(text).problems == (Problem(ProblemCode.GARBLED_TEXT, 2, None, {"value": value}),)


def test_ordinary_accents_are_not_taken_for_garbled():
    assert read("code;naam\nA;Ärzte, Ñandú, Âge, ÃO, 3 €\n").problems == ()
