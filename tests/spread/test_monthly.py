"""The stretches of days by which a log is added up."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from ambassadors.spread.monthly import stretches_between


def between(since: str, until: str) -> list[tuple[str, str]]:
    """The stretches between two days."""
    found = stretches_between(date.fromisoformat(since).toordinal(), date.fromisoformat(until).toordinal())
    return [(str(date.fromordinal(first)), str(date.fromordinal(last))) for first, last in found]


def test_stretches_are_months_with_the_last_week_apart():
    assert between("2026-09-10", "2026-11-23") == [
        ("2026-09-10", "2026-09-30"),
        ("2026-10-01", "2026-10-31"),
        ("2026-11-01", "2026-11-16"),
        ("2026-11-17", "2026-11-23"),
    ]


def test_the_last_week_may_begin_in_the_month_before():
    assert between("2026-10-01", "2026-11-03") == [("2026-10-01", "2026-10-27"), ("2026-10-28", "2026-11-03")]


def test_less_than_a_week_is_one_stretch():
    assert between("2026-11-30", "2026-12-02") == [("2026-11-30", "2026-12-02")]


@given(st.integers(1, 800_000), st.integers(0, 900))
def test_every_day_is_in_one_stretch(since, days):
    found = stretches_between(since, since + days)

    assert [day for first, last in found for day in range(first, last + 1)] == list(range(since, since + days + 1))
