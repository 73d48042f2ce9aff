"""Headings in either language, and the table that comes of them."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ambassadors.imports.columns import Column, known_headings, to_table
from ambassadors.imports.problems import Problem, ProblemCode
from ambassadors.imports.sheet import Row, Sheet
from ambassadors.imports.values import Code, DecimalNumber, Text

CODE = Column("code", ("code", "afdelingscode"), Code(), required=True, filled=True)
NAME = Column("name", ("naam",), Text(), required=True)
PARENT = Column("parent_code", ("bovenliggende_code",), Code())
HEADCOUNT = Column("headcount", ("aantal_medewerkers", "formatie"), DecimalNumber(), aliases=("staff",))
COLUMNS = (CODE, NAME, PARENT, HEADCOUNT)


def table(headings, *rows):
    filled = tuple(Row(line, tuple(cells)) for line, cells in enumerate(rows, start=2))
    return to_table(Sheet(tuple(headings), filled), COLUMNS)


def problems(headings, *rows):
    return list(table(headings, *rows).problems)


@pytest.mark.parametrize(
    "heading",
    [
        "headcount",
        "Head count",
        "HEAD_COUNT",
        "aantal_medewerkers",
        "Aantal medewerkers",
        "aantal-medewérkers",
        "Staff",
    ],
)
def test_a_heading_is_known_in_either_language_however_it_is_written(heading):
    found = table(["code", "naam", heading], ["A", "Zorg", "1,5"])
    assert [record[HEADCOUNT] for record in found] == [Decimal("1.5")]
    assert list(found.problems) == []


def test_columns_may_stand_in_any_order():
    (record,) = table(["naam", "formatie", "code"], ["Zorg", "2", "A"])
    assert (record.line, record[CODE], record[NAME], record[HEADCOUNT]) == (2, "A", "Zorg", Decimal(2))


def test_an_empty_cell_is_none_and_an_absent_column_is_told_apart():
    found = table(["code", "naam", "headcount"], ["A", "", ""])
    (record,) = found
    assert (record[NAME], record[HEADCOUNT], record[PARENT]) == (None, None, None)
    assert (found.has(HEADCOUNT), found.has(PARENT)) == (True, False)


def test_a_missing_column_is_named_in_both_languages():
    assert problems(["afdelingscode", "formatie"], ["A", "1"]) == [
        Problem(ProblemCode.MISSING_COLUMN, params={"english": "name", "dutch": "naam"})
    ]


def test_the_same_column_twice_is_refused():
    assert problems(["code", "naam", "Name"], ["A", "Zorg", "Zorg"]) == [
        Problem(ProblemCode.DUPLICATE_COLUMN, params={"first": "naam", "second": "Name"})
    ]


def test_an_unknown_column_is_left_out_with_a_warning_and_a_suggestion():
    assert problems(["code", "naam", "bovenligende code", "kleur"], ["A", "Zorg", "B", "blauw"]) == [
        Problem(
            ProblemCode.UNKNOWN_COLUMN,
            params={"heading": "bovenligende code", "suggestion": "bovenliggende_code"},
        ),
        Problem(ProblemCode.UNKNOWN_COLUMN, params={"heading": "kleur", "suggestion": None}),
    ]


def test_a_column_without_heading_is_told_only_when_something_stands_in_it():
    told = [Problem(ProblemCode.UNNAMED_COLUMN, params={"number": 2})]
    assert problems(["code", "", "naam"], ["A", "?", "Zorg"]) == told
    assert problems(["code", "", "naam"], ["A", "", "Zorg"]) == []


def test_all_problems_are_told_at_once_in_the_words_of_the_file():
    found = problems(["code", "naam", "formatie"], ["", "Zorg", "-3"], ["B C", "x" * 201, "veel"])
    assert [(problem.code, problem.line, problem.column) for problem in found] == [
        (ProblemCode.EMPTY_VALUE, 2, "code"),
        (ProblemCode.BELOW_ZERO, 2, "formatie"),
        (ProblemCode.SPACE_IN_CODE, 3, "code"),
        (ProblemCode.TOO_LONG, 3, "naam"),
        (ProblemCode.NOT_A_NUMBER, 3, "formatie"),
    ]


def test_problems_of_the_sheet_come_along():
    broken = Problem(ProblemCode.EMPTY_FILE)
    found = to_table(Sheet(problems=(broken,)), COLUMNS)
    assert (list(found.problems), found.records) == ([broken], ())


def test_a_room_reports_in_the_words_of_the_file():
    found = table(["code", "naam", "Bovenliggende code"], ["A", "Zorg", "Z"])
    found.report(ProblemCode.UNKNOWN_PARENT, found.records[0], PARENT, value="Z")
    found.report(ProblemCode.LOOP, column=HEADCOUNT)
    assert list(found.problems) == [
        Problem(ProblemCode.LOOP, None, "headcount"),
        Problem(ProblemCode.UNKNOWN_PARENT, 2, "Bovenliggende code", {"value": "Z"}),
    ]


def test_asking_for_a_value_that_is_not_there_is_an_error():
    (record,) = table(["code", "naam"], ["A", ""])
    assert record.filled(CODE) == "A"
    with pytest.raises(ValueError, match="line 2 has no name"):
        record.filled(NAME)


def test_known_headings_are_all_names_of_all_columns():
    assert known_headings((NAME, HEADCOUNT)) == {
        "name",
        "naam",
        "headcount",
        "aantal_medewerkers",
        "formatie",
        "staff",
    }


@given(
    st.lists(st.sampled_from(["code", "naam", "name", "", "formatie", "kleur", "Å", "-"]), min_size=1, max_size=8),
    st.data(),
)
def test_any_sheet_gives_a_table(headings, data):
    cells = st.lists(st.text(max_size=6), min_size=len(headings), max_size=len(headings))
    rows = data.draw(st.lists(cells, max_size=4))
    assert len(table(headings, *rows).records) == len(rows)
