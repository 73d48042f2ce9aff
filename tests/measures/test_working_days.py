"""Working days are right over weekends, King's Day, Easter, quiet weeks and a change of clock."""

from datetime import UTC, date, datetime, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ambassadors.measures.working_days import LiberationDay, Observed, WorkingDays, easter, public_holidays
from ambassadors.web.clock import LOCAL

PLAIN = WorkingDays()
DAY = timedelta(days=1)
DAYS = st.dates(date(2000, 1, 1), date(2099, 12, 31))
PERIODS = st.lists(st.tuples(DAYS, st.integers(1, 60)), max_size=4).map(
    lambda found: tuple((first, first + length * DAY) for first, length in found)
)
CALENDARS = st.builds(WorkingDays, st.builds(Observed, st.booleans(), st.sampled_from(LiberationDay)), PERIODS)

EASTERS = {2024: (3, 31), 2025: (4, 20), 2026: (4, 5), 2027: (3, 28), 2028: (4, 16), 2029: (4, 1), 2030: (4, 21)}
KINGS_DAYS = {2024: 27, 2025: 26, 2026: 27, 2027: 27, 2028: 27, 2029: 27, 2030: 27, 2031: 26}


@pytest.mark.parametrize(("year", "day"), EASTERS.items())
def test_easter_is_when_the_almanac_says(year, day):
    assert easter(year) == date(year, *day)


@given(st.integers(1900, 2199))
def test_easter_is_a_sunday_from_22_march_to_25_april(year):
    assert easter(year).weekday() == 6
    assert date(year, 3, 22) <= easter(year) <= date(year, 4, 25)


@pytest.mark.parametrize(("year", "day"), KINGS_DAYS.items())
def test_kings_day_is_on_saturday_where_the_27th_is_a_sunday(year, day):
    assert {each for each in public_holidays(year) if each.month == 4 and each.day in {26, 27}} == {
        date(year, 4, day)
    }


def test_the_holidays_of_2026_are_those_of_the_calendar():
    on_workdays = {each for each in public_holidays(2026) if each.weekday() < 5}

    assert on_workdays == {
        date(2026, 1, 1),
        date(2026, 4, 6),
        date(2026, 4, 27),
        date(2026, 5, 5),
        date(2026, 5, 14),
        date(2026, 5, 25),
        date(2026, 12, 25),
    }


def test_the_holidays_of_2024_are_those_of_the_calendar():
    on_workdays = {each for each in public_holidays(2024, Observed(good_friday=True)) if each.weekday() < 5}

    assert on_workdays == {
        date(2024, 1, 1),
        date(2024, 3, 29),
        date(2024, 4, 1),
        date(2024, 5, 9),
        date(2024, 5, 20),
        date(2024, 12, 25),
        date(2024, 12, 26),
    }


@pytest.mark.parametrize(("year", "off"), [(year, year in {2025, 2030}) for year in range(2024, 2031)])
def test_liberation_day_may_be_a_day_off_once_in_five_years(year, off):
    rare = Observed(liberation_day=LiberationDay.EVERY_FIVE_YEARS)

    assert (date(year, 5, 5) in public_holidays(year, rare)) is off
    assert date(year, 5, 5) in public_holidays(year)


@pytest.mark.parametrize(
    ("day", "count", "expected"),
    [
        (date(2026, 11, 20), 1, date(2026, 11, 23)),  # over a weekend
        (date(2026, 11, 21), 1, date(2026, 11, 23)),  # from a Saturday
        (date(2026, 11, 24), 0, date(2026, 11, 24)),
        (date(2026, 4, 2), 2, date(2026, 4, 7)),  # Good Friday is worked, Easter Monday is not
        (date(2025, 4, 25), 1, date(2025, 4, 28)),  # King's Day on Saturday 26 April: Monday is worked
        (date(2026, 4, 24), 1, date(2026, 4, 28)),  # King's Day on a Monday
        (date(2026, 5, 13), 1, date(2026, 5, 15)),  # Ascension
        (date(2026, 12, 24), 1, date(2026, 12, 28)),  # Christmas on Friday and Saturday
        (date(2026, 12, 31), 1, date(2027, 1, 4)),  # the new year
    ],
)
def test_deadlines_skip_what_is_no_working_day(day, count, expected):
    assert PLAIN.after(day, count) == expected
    assert PLAIN.between(day, expected) == count


def test_quiet_weeks_are_no_working_days():
    summer = WorkingDays(quiet=((date(2026, 7, 11), date(2026, 8, 22)),))

    assert summer.after(date(2026, 7, 9), 2) == date(2026, 8, 24)
    assert summer.between(date(2026, 7, 9), date(2026, 8, 24)) == 2


def test_the_day_is_the_local_one_whatever_the_clock_does():
    # In the night of 29 March 2026 the clock goes forward, in that of 25 October back.
    friday = datetime(2026, 3, 27, 22, 30, tzinfo=UTC).astimezone(LOCAL).date()
    monday = datetime(2026, 3, 29, 22, 30, tzinfo=UTC).astimezone(LOCAL).date()
    assert (friday, monday) == (date(2026, 3, 27), date(2026, 3, 30))
    assert PLAIN.between(friday, monday) == 1

    sunday = datetime(2026, 10, 25, 22, 30, tzinfo=UTC).astimezone(LOCAL).date()
    assert sunday == date(2026, 10, 25)
    assert PLAIN.between(date(2026, 10, 23), sunday) == 0


@given(CALENDARS, DAYS, st.integers(1, 40))
def test_counting_forward_and_back_agree_and_end_on_a_working_day(calendar, day, count):
    found = calendar.after(day, count)

    assert calendar.is_working(found)
    assert calendar.between(day, found) == count
    assert calendar.between(day, found - DAY) == count - 1


@given(CALENDARS, DAYS, st.integers(0, 200), st.integers(0, 200))
def test_working_days_of_two_stretches_add_up(calendar, day, first, second):
    middle, last = day + first * DAY, day + (first + second) * DAY

    assert calendar.between(day, last) == calendar.between(day, middle) + calendar.between(middle, last)


@given(CALENDARS, DAYS)
def test_nothing_lies_between_a_day_and_an_earlier_one(calendar, day):
    assert calendar.between(day, day) == calendar.between(day, day - DAY) == 0


@given(CALENDARS, st.lists(st.tuples(DAYS, st.integers(-30, 400)), max_size=8))
def test_many_pairs_of_days_at_once_are_counted_as_each_alone(calendar, pairs):
    first = np.array([day.toordinal() for day, _ in pairs], dtype=np.int64)
    last = first + np.array([later for _, later in pairs], dtype=np.int64)

    assert calendar.between_all(first, last).tolist() == [
        calendar.between(day, day + later * DAY) for day, later in pairs
    ]
