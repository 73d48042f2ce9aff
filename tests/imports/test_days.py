"""Dates: as they are written here, and never month and day mixed up."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ambassadors.imports.days import find_day_order, read_date
from ambassadors.imports.problems import ProblemCode, RefusedError

DAY = date(2026, 11, 23)


def read_column(cells):
    """Each cell as a date, or the code of what is wrong with it."""
    order = find_day_order(cells)
    found = []
    for cell in cells:
        try:
            found.append(read_date(cell, order))
        except RefusedError as refused:
            found.append(refused.code)
    return found


@pytest.mark.parametrize(
    "typed",
    [
        DAY,
        "2026-11-23",
        "2026/11/23",
        "2026-11-23 00:00:00",
        "2026-11-23T09:30",
        "23-11-2026",
        "23.11.2026",
        "23/11/2026",
        "23-11-2026 0:00",
        "23 november 2026",
        "23 nov 2026",
        "23-nov-2026",
        "23 nov. 2026",
        "23 November 2026",
    ],
)
def test_a_date_is_read_in_the_notations_of_offices(typed):
    assert read_column([typed]) == [DAY]


@pytest.mark.parametrize(
    ("word", "month"), [("mrt", 3), ("maart", 3), ("March", 3), ("mei", 5), ("okt", 10), ("oct", 10)]
)
def test_a_month_is_known_in_both_languages(word, month):
    assert read_column([f"1 {word} 2026"]) == [date(2026, month, 1)]


@pytest.mark.parametrize(
    "typed",
    [
        "31-02-2026",
        "29-2-2025",
        "23-11-26",
        "0-11-2026",
        "13-13-2026",
        "2026-13-01",
        "2026-11",
        "1 brumaire 2026",
        "gisteren",
        "23-11/2026",
        "01-01-0001",
        "46349",
        Decimal(46349),
        date(1899, 12, 31),
    ],
)
def test_what_is_not_a_date_is_refused(typed):
    assert read_column([typed]) == [ProblemCode.NOT_A_DATE]


AMBIGUOUS, AMERICAN = ProblemCode.AMBIGUOUS_DATE, ProblemCode.AMERICAN_DATE


@pytest.mark.parametrize(
    ("cells", "found"),
    [
        (["03/04/2026"], [AMBIGUOUS]),
        (["04/04/2026"], [date(2026, 4, 4)]),
        (["03/04/2026", "23/11/2026"], [date(2026, 4, 3), DAY]),
        (["03/04/2026", "11/23/2026"], [AMBIGUOUS, AMERICAN]),
        (["03/04/2026", "11/23/2026", "23/11/2026"], [AMBIGUOUS, AMERICAN, DAY]),
        (["03-04-2026"], [date(2026, 4, 3)]),
        (["11-23-2026"], [AMERICAN]),
    ],
)
def test_day_and_month_are_decided_by_the_whole_column(cells, found):
    assert read_column(cells) == found


def test_a_date_that_can_be_read_in_two_ways_comes_with_both():
    with pytest.raises(RefusedError) as refused:
        read_date("03/04/2026", find_day_order(["03/04/2026"]))
    assert refused.value.params == {"value": "03/04/2026", "one": "2026-04-03", "other": "2026-03-04"}


def test_an_american_date_comes_with_what_it_means():
    with pytest.raises(RefusedError) as refused:
        read_date("11/23/2026", find_day_order(["11/23/2026"]))
    assert refused.value.params == {"value": "11/23/2026", "meant": "2026-11-23"}


@given(
    st.lists(st.dates(date(1900, 1, 1), date(2199, 12, 31)), min_size=1, max_size=6),
    st.sampled_from(["%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y", "%m/%d/%Y", "%d.%m.%Y"]),
)
def test_a_column_written_in_one_notation_is_never_misread(days, notation):
    cells = [day.strftime(notation) for day in days]
    for found, day in zip(read_column(cells), days, strict=True):
        assert found in (day, AMBIGUOUS, AMERICAN)


@given(st.lists(st.text("0123456789-/. :Tmei", max_size=20), max_size=5))
def test_any_text_gives_a_date_or_a_code(cells):
    assert len(read_column(cells)) == len(cells)
