"""When messages go out, and after how much silence."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ambassadors.messages.rules import beginning, on_workdays, reminder_due, weekly

ZONE = ZoneInfo("Europe/Amsterdam")
TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("now", "sent"),
    [
        ("2026-11-23T07:00", "2026-11-23T07:00"),  # Monday 08:00 in winter
        ("2026-11-23T06:59", "2026-11-16T07:00"),
        ("2026-11-29T23:00", "2026-11-23T07:00"),
        ("2026-07-06T06:00", "2026-07-06T06:00"),  # and in summer
        ("2026-10-26T07:00", "2026-10-26T07:00"),  # the day after the clock went back
    ],
)
def test_a_digest_goes_out_on_monday_at_eight_by_the_local_clock(now, sent):
    found = weekly(datetime.fromisoformat(now).replace(tzinfo=UTC), 0, 8, ZONE)

    assert found.astimezone(UTC) == datetime.fromisoformat(sent).replace(tzinfo=UTC)


@given(st.integers(0, 10 * 365 * 24 * 60), st.integers(0, 6), st.integers(0, 23))
def test_there_is_one_digest_a_week_whatever_the_hour(minutes, weekday, hour):
    now = datetime(2020, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
    found = weekly(now, weekday, hour, ZONE)

    assert found <= now < found + timedelta(days=7, hours=1)
    assert (found.weekday(), found.hour) == (weekday, hour)


@pytest.mark.parametrize(
    ("now", "sent"),
    [
        ("2026-11-24T07:00", "2026-11-24"),
        ("2026-11-24T06:00", "2026-11-23"),
        ("2026-11-22T12:00", "2026-11-20"),  # a Sunday
        ("2026-11-23T06:00", "2026-11-20"),
    ],
)
def test_reminders_go_out_on_workdays(now, sent):
    found = on_workdays(datetime.fromisoformat(now).replace(tzinfo=UTC), 8, ZONE)

    assert (found.date(), found.hour) == (date.fromisoformat(sent), 8)


@pytest.mark.parametrize(("days", "weeks"), [(0, None), (27, None), (28, 4), (55, 4), (56, 8), (400, 8)])
def test_somebody_is_told_after_four_and_after_eight_weeks(days, weeks):
    assert reminder_due(date(2025, 1, 1), days, TODAY, quiet_today=False) == weeks


@pytest.mark.parametrize(("ambassador_for", "weeks"), [(55, None), (56, 4)])
def test_a_newcomer_is_left_alone(ambassador_for, weeks):
    assert reminder_due(TODAY - timedelta(days=ambassador_for), 30, TODAY, quiet_today=False) == weeks


def test_nobody_is_told_in_weeks_that_do_not_count():
    assert reminder_due(date(2025, 1, 1), 100, TODAY, quiet_today=True) is None


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Dank je. Het is gelukt.", "Dank je. Het is gelukt."),
        ("Dank je.\nHet is  gelukt.", "Dank je. Het is gelukt."),
        ("Het is gelukt. Om 16.00 uur komt er nog een workshop bij.", "Het is gelukt."),
        ("Een zin zonder einde die maar doorgaat", "Een zin zonder einde die…"),
    ],
)
def test_of_a_long_text_the_first_sentences_are_told(text, told):
    assert beginning(text, 26) == told
