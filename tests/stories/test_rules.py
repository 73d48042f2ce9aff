"""Which months there is a text of."""

from datetime import date

import pytest

from ambassadors.stories.rules import Month, last_full_month, month_of, months_around
from tests.conftest import TODAY

STARTS = date(2026, 9, 20)
SEPTEMBER, OCTOBER = Month(date(2026, 9, 1), date(2026, 9, 30)), Month(date(2026, 10, 1), date(2026, 10, 31))
NOVEMBER = Month(date(2026, 11, 1), TODAY)


@pytest.mark.parametrize(
    ("code", "month"),
    [
        ("2026-09", SEPTEMBER),
        ("2026-10", OCTOBER),
        ("2026-11", NOVEMBER),
        *((code, None) for code in ("2026-12", "2026-08", "2026-13", "2026-1", "202610", "october", "")),
    ],
)
def test_a_month_is_there_from_the_first_of_the_change_to_the_one_that_is_going_on(code, month):
    assert month_of(code, STARTS, TODAY) == month


def test_a_month_stands_between_the_one_before_and_the_one_after():
    assert months_around(OCTOBER, STARTS, TODAY) == (SEPTEMBER, NOVEMBER)
    assert months_around(SEPTEMBER, STARTS, TODAY) == (None, OCTOBER)
    assert months_around(NOVEMBER, STARTS, TODAY) == (OCTOBER, None)


def test_the_month_to_begin_with_is_the_last_that_is_over_or_the_first_of_all():
    assert last_full_month(STARTS, TODAY) == OCTOBER
    assert last_full_month(date(2026, 11, 3), TODAY) == NOVEMBER
    assert last_full_month(date(2026, 12, 1), TODAY) is None
