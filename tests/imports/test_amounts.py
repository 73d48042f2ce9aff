"""Numbers: whatever is typed, a number is never misread by a thousand times."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ambassadors.imports.amounts import find_notation, read_number
from ambassadors.imports.problems import Bilingual, ProblemCode, RefusedError


def read_column(cells, *, whole=False):
    """Each cell as a number, or the code of what is wrong with it."""
    notation = find_notation(cells, whole=whole)
    found = []
    for cell in cells:
        try:
            found.append(read_number(cell, notation))
        except RefusedError as refused:
            found.append(refused.code)
    return found


def numbers(*values: str) -> list[Decimal]:
    return [Decimal(value) for value in values]


AMBIGUOUS = ProblemCode.AMBIGUOUS_NUMBER


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("0", "0"),
        ("12", "12"),
        ("12.5", "12.5"),
        ("12,5", "12.5"),
        ("12.0", "12"),
        ("1.234,5", "1234.5"),
        ("1,234.5", "1234.5"),
        ("1.234.567", "1234567"),
        ("1,234,567.25", "1234567.25"),
        ("1 234,5", "1234.5"),
        ("1\u00a0234", "1234"),
        ("12\u202f345\u202f678", "12345678"),
        ("0.125", "0.125"),
        ("0,125", "0.125"),
        (".125", "0.125"),
        ("1234.567", "1234.567"),
        ("1.2345", "1.2345"),
        ("-3", "-3"),
        ("−3,5", "-3.5"),
        ("1.234,567", "1234.567"),
    ],
)
def test_a_number_that_can_be_read_in_one_way_is_read(typed, number):
    assert read_column([typed]) == numbers(number)


@pytest.mark.parametrize(
    "typed",
    [
        "twaalf",
        "1e3",
        "12%",
        "1.23.456",
        "1,23,456",
        "1.234.56",
        "1,234,5",
        "1..2",
        "5-6",
        "½",
        "١٢",
        "1" * 41,
        "+",
        "-",
    ],
)
def test_what_is_not_a_number_is_refused(typed):
    assert read_column([typed]) == [ProblemCode.NOT_A_NUMBER]


@pytest.mark.parametrize(
    ("cells", "found"),
    [
        (["1.234"], [AMBIGUOUS]),
        (["12,345", "7"], [AMBIGUOUS, Decimal(7)]),
        (["1.234", "5.67"], numbers("1.234", "5.67")),
        (["1.234", "5,67"], numbers("1234", "5.67")),
        (["1,234", "5.67"], numbers("1234", "5.67")),
        (["1.234", "0.125"], numbers("1.234", "0.125")),
        (["1.234", "1.234.567"], numbers("1234", "1234567")),
        (["1,234", "1.234.567"], numbers("1.234", "1234567")),
        (["1.234", "2.345,5"], numbers("1234", "2345.5")),
        (["1.234", "5.6", "5,6"], [AMBIGUOUS, *numbers("5.6", "5.6")]),
        (["-1.234", "5,6"], numbers("-1234", "5.6")),
        (["1.234", "4321"], [AMBIGUOUS, Decimal(4321)]),
    ],
)
def test_three_digits_behind_a_mark_are_decided_by_the_whole_column(cells, found):
    assert read_column(cells) == found


@pytest.mark.parametrize(
    ("cells", "found"),
    [
        (["1.234", "7"], numbers("1234", "7")),
        (["1,234", "7"], numbers("1234", "7")),
        (["7.000", "12.000"], [AMBIGUOUS, AMBIGUOUS]),
        (["7.000", "0.000"], numbers("7", "0")),
        (["1.234", "7", "2.5"], numbers("1.234", "7", "2.5")),
        (["1.234", "0"], [AMBIGUOUS, Decimal(0)]),
        (["12.000", "1234"], [AMBIGUOUS, Decimal(1234)]),
    ],
)
def test_in_a_column_of_whole_numbers_a_bare_small_number_counts_too(cells, found):
    assert read_column(cells, whole=True) == found


@pytest.mark.parametrize("typed", ["12.345", "12,345"])
def test_a_number_that_can_be_read_in_two_ways_comes_with_both_as_each_language_writes_them(typed):
    with pytest.raises(RefusedError) as refused:
        read_number(typed, find_notation([typed], whole=False))

    decimals = refused.value.params["decimals"]
    assert refused.value.params == {"value": typed, "plain": "12345", "decimals": Bilingual("12.3450", "12,3450")}
    assert read_column([decimals.english, decimals.dutch, "12345"]) == numbers("12.345", "12.345", "12345")


amounts = st.decimals(min_value=0, max_value=9_999_999, places=3)
grouped_like = st.sampled_from([(",", "."), (".", ","), ("", "."), ("", ","), (" ", ",")])


@given(values=st.lists(amounts, min_size=1, max_size=8), marks=grouped_like, trim=st.booleans())
def test_a_column_written_in_one_notation_is_never_misread(values, marks, trim):
    thousands, decimal = marks
    cells = []
    for value in values:
        text = f"{value:,}".replace(",", "\0").replace(".", decimal).replace("\0", thousands)
        cells.append(text.rstrip("0").rstrip(decimal) if trim and decimal in text else text)
    for found, value in zip(read_column(cells), values, strict=True):
        assert found in (value, AMBIGUOUS)


@given(st.lists(st.text("0123456789.,- \u00a0", max_size=12), max_size=6), st.booleans())
def test_any_marks_and_digits_give_a_number_or_a_code(cells, whole):
    assert len(read_column(cells, whole=whole)) == len(cells)
