"""What each type of column takes, and what it refuses."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ambassadors.imports.problems import Bilingual, ProblemCode, RefusedError
from ambassadors.imports.values import (
    Choice,
    Code,
    Day,
    DecimalNumber,
    Email,
    Option,
    Text,
    WholeNumber,
    YesNo,
)

KINDS = Choice(
    (
        Option("conversation", "Conversation", "Gesprek"),
        Option("reader_panel", "Reader panel", "Lezerspanel", ("panel",)),
        Option("demo", "Demonstration", "Demonstratie"),
    ),
    ProblemCode.UNKNOWN_KIND,
)
ALL_TYPES = (Text(), Text(multiline=True), Code(), WholeNumber(), DecimalNumber(), Day(), YesNo(), Email(), KINDS)


def read(cell_type, cell):
    """The value of a column with only this cell, or the code of what is wrong with it."""
    try:
        return cell_type.reader([cell])(cell)
    except RefusedError as refused:
        return refused.code


@pytest.mark.parametrize(
    ("cell_type", "cell", "value"),
    [
        (Text(), "Zorg\n en  welzijn", "Zorg en welzijn"),
        (Text(multiline=True), "Zorg  en\r\nwelzijn", "Zorg en\nwelzijn"),
        (Text(), "Cafe\u0301", "Café"),
        (Text(), Decimal("12.50"), "12.5"),
        (Text(4), "vier", "vier"),
        (Text(4), "vijf!", ProblemCode.TOO_LONG),
        (Text(), "Zorg\x07", ProblemCode.CONTROL_CHARACTER),
        (Text(), "Zorg\u202egroZ", ProblemCode.CONTROL_CHARACTER),
        (Text(), "Zo\u200brg", ProblemCode.CONTROL_CHARACTER),
        (Text(), date(2026, 5, 1), ProblemCode.BECAME_A_DATE),
        (Code(), "0012", "0012"),
        (Code(), Decimal(12), "12"),
        (Code(), "AF 12", ProblemCode.SPACE_IN_CODE),
        (Code(), "AF\n12", ProblemCode.SPACE_IN_CODE),
        (Code(), "x" * 65, ProblemCode.TOO_LONG),
        (Code(), date(2026, 5, 1), ProblemCode.BECAME_A_DATE),
        (WholeNumber(), "12", 12),
        (WholeNumber(), "12.0", 12),
        (WholeNumber(), Decimal(12), 12),
        (WholeNumber(), "12,5", ProblemCode.NOT_WHOLE),
        (WholeNumber(), "-1", ProblemCode.BELOW_ZERO),
        (WholeNumber(), Decimal(-1), ProblemCode.BELOW_ZERO),
        (WholeNumber(), "99999999999", ProblemCode.NUMBER_TOO_HIGH),
        (WholeNumber(), "onbekend", ProblemCode.NOT_A_NUMBER),
        (WholeNumber(), date(2026, 5, 1), ProblemCode.BECAME_A_DATE),
        (DecimalNumber(), "5,67", Decimal("5.67")),
        (DecimalNumber(), "-0", Decimal(0)),
        (DecimalNumber(), "-0,5", ProblemCode.BELOW_ZERO),
        (DecimalNumber(most=10), "10,1", ProblemCode.NUMBER_TOO_HIGH),
        (Day(), "23-11-2026", date(2026, 11, 23)),
        (Day(), "morgen", ProblemCode.NOT_A_DATE),
        (YesNo(), "Ja", True),
        (YesNo(), "x", True),
        (YesNo(), Decimal(1), True),
        (YesNo(), "true", True),
        (YesNo(), "NEE", False),
        (YesNo(), Decimal(0), False),
        (YesNo(), "-1", ProblemCode.NOT_YES_NO),
        (YesNo(), "misschien", ProblemCode.NOT_YES_NO),
        (Email(), "j.de.vries@gemeente.nl", "j.de.vries@gemeente.nl"),
        (Email(), "j.de.vries", ProblemCode.NOT_AN_EMAIL),
        (Email(), "a@b.nl, c@d.nl", ProblemCode.NOT_AN_EMAIL),
        (Email(), "a@b..nl", ProblemCode.NOT_AN_EMAIL),
        (KINDS, "conversation", "conversation"),
        (KINDS, "gesprek", "conversation"),
        (KINDS, "Reader-Panel", "reader_panel"),
        (KINDS, "panel", "reader_panel"),
        (KINDS, "borrel", ProblemCode.UNKNOWN_KIND),
    ],
)
def test_a_cell_is_read_by_the_type_of_its_column(cell_type, cell, value):
    assert read(cell_type, cell) == value


def test_an_unknown_choice_lists_what_is_allowed_and_what_was_meant():
    with pytest.raises(RefusedError) as refused:
        KINDS.find("lezerpanel")
    assert refused.value.params == {
        "value": "lezerpanel",
        "allowed": (
            Bilingual("Conversation", "Gesprek"),
            Bilingual("Reader panel", "Lezerspanel"),
            Bilingual("Demonstration", "Demonstratie"),
        ),
        "suggestion": "Lezerspanel",
    }


def test_a_code_wins_from_a_name_that_looks_the_same():
    choice = Choice((Option("a", "B", "Bee"), Option("b", "A", "Aa")))
    assert (choice.find("b"), choice.find("Bee"), choice.find("aa")) == ("b", "a", "b")


@given(
    st.one_of(st.text(min_size=1, max_size=30), st.decimals(allow_nan=False, allow_infinity=False), st.dates()),
    st.sampled_from(ALL_TYPES),
)
def test_any_cell_gives_a_value_or_a_code(cell, cell_type):
    assert read(cell_type, cell) is not None
