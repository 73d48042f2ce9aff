"""Which days the page tells of."""

from datetime import UTC, date, datetime

from ambassadors.mine.rules import Period, span_of
from ambassadors.web.clock import LOCAL


def test_this_year_begins_on_the_first_of_january_by_the_local_clock():
    span = span_of(Period.YEAR, date(2026, 11, 23), LOCAL)

    assert (span.first, span.start) == (date(2026, 1, 1), datetime(2025, 12, 31, 23, tzinfo=UTC))


def test_all_of_it_begins_before_any_change():
    assert span_of(Period.ALL, date(2026, 11, 23), LOCAL).first == date(2000, 1, 1)
