"""When the next one of a series is."""

from datetime import date

import pytest

from ambassadors.outcomes.rules import MONTH, WEEK, after, next_day


@pytest.mark.parametrize(
    ("day", "every", "unit", "then"),
    [
        (date(2026, 11, 23), 1, WEEK, date(2026, 11, 30)),
        (date(2026, 11, 23), 3, WEEK, date(2026, 12, 14)),
        (date(2026, 11, 23), 1, MONTH, date(2026, 12, 23)),
        (date(2026, 12, 31), 2, MONTH, date(2027, 2, 28)),
        (date(2027, 12, 31), 2, MONTH, date(2028, 2, 29)),
        (date(2026, 12, 1), 12, MONTH, date(2027, 12, 1)),
    ],
)
def test_the_rhythm_counts_weeks_or_months(day, every, unit, then):
    assert after(day, every, unit) == then


@pytest.mark.parametrize(
    ("last", "then"),
    [
        (None, date(2026, 12, 2)),
        (date(2026, 11, 20), date(2026, 12, 2)),
        (date(2026, 12, 2), date(2027, 1, 2)),
        (date(2026, 12, 4), date(2027, 1, 4)),
    ],
)
def test_what_was_wished_holds_until_there_was_one(last, then):
    assert next_day(date(2026, 12, 2), last, 1, MONTH) == then
