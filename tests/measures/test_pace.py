from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ambassadors.measures.lacking import Lack
from ambassadors.measures.log import ReachLog
from ambassadors.measures.pace import Comparison, Trend, exact_mcnemar, pace
from tests.measures.build import BROADCAST, MONDAY, contacts, flags, no_log

LONG_AGO = MONDAY - 1000
SUNDAY = MONDAY - 1
LAST = SUNDAY - 14  # of the 12 weeks that are compared
EIGHT = flags(*[1] * 8)


def visited(departments, day):
    return [row for department in departments for row in contacts(5, day=day, department=department)]


def measured(rows, since=LONG_AGO, until=MONDAY, exists=EIGHT):
    return pace(ReachLog.from_rows(rows), exists, since, until)


# From data/reference_values.json, block "momentum", computed apart from this program.
@pytest.mark.parametrize(
    ("gained", "lost", "p"), [(18, 9, 0.12207812070846558), (30, 12, 0.007915897334896727), (6, 2, 0.2890625)]
)
def test_the_exact_test_equals_the_reference_values(gained, lost, p):
    assert exact_mcnemar(gained, lost) == pytest.approx(p, rel=1e-12)
    assert exact_mcnemar(lost, gained) == exact_mcnemar(gained, lost)


def test_the_exact_test_bears_many_departments():
    assert exact_mcnemar(2500, 2400) == pytest.approx(0.1573, abs=1e-4)
    assert (exact_mcnemar(5000, 0), exact_mcnemar(2500, 2500), exact_mcnemar(0, 0)) == (0, 1, 1)


def test_six_more_departments_and_none_less_is_rising():
    result = measured([*visited([6], LAST - 90), *visited(range(7), LAST)])

    assert result.before == Comparison(1, 6, 0, 0.03125, Trend.RISING, None)
    assert result.year_ago == Comparison(0, 7, 0, 0.015625, Trend.RISING, None)
    assert result.recent == 7


def test_six_less_and_none_more_is_falling():
    assert measured(visited(range(6), LAST - 84)).before == Comparison(6, 0, 6, 0.03125, Trend.FALLING, None)


def test_five_more_may_be_chance():
    assert measured(visited(range(5), LAST)).before == Comparison(0, 5, 0, 0.0625, Trend.CANNOT_SAY, None)


def test_the_same_departments_say_nothing_about_a_trend():
    result = measured([*visited([1, 2], LAST - 84), *visited([1, 2], LAST)])

    assert result.before == Comparison(2, 0, 0, None, Trend.CANNOT_SAY, Lack.NOTHING_DIFFERS)


@pytest.mark.parametrize(("until", "last"), [(SUNDAY, LAST), (SUNDAY - 1, LAST - 7), (MONDAY, LAST)])
def test_weeks_are_full_and_the_latest_two_are_left_out(until, last):
    result = measured(visited([0], last + 1), until=until)

    assert (result.first, result.last, result.recent) == (last - 83, last, 0)
    assert (date.fromordinal(result.first).weekday(), date.fromordinal(last).weekday()) == (0, 6)
    assert measured(visited([0], last), until=until).recent == 1


def test_the_year_before_has_the_same_weeks():
    rows = [*visited([0], LAST - 364), *visited([1], LAST - 364 - 83), *visited([2, 3], LAST - 364 - 84)]

    assert measured([*rows, *visited([4], LAST - 363)]).year_ago.earlier == 2


def test_weeks_before_the_change_began_are_not_compared():
    began = LAST - 2 * 84 + 1

    assert measured([], since=began).before.why == Lack.NOTHING_DIFFERS
    assert measured([], since=began + 1).before == Comparison(
        None, None, None, None, Trend.CANNOT_SAY, Lack.NOT_BEGUN
    )
    assert measured([], since=MONDAY + 1).year_ago.why == Lack.NOT_BEGUN


def test_posts_and_departments_that_came_or_went_do_not_count():
    rows = [(LAST, 0, 0, BROADCAST, 5, 5, None), *contacts(5, day=LAST, department=1)]

    assert measured(rows, exists=flags(1, 0, 1)).recent == 0


def test_no_departments_have_no_trend():
    assert pace(no_log(), flags(), LONG_AGO, MONDAY).before.why == Lack.NOTHING_DIFFERS


@given(st.integers(0, 60), st.integers(0, 60))
def test_p_is_a_probability_and_evener_splits_are_likelier(gained, lost):
    p = exact_mcnemar(gained, lost)

    assert 0 < p <= 1
    assert exact_mcnemar(gained, lost + 1) <= p or lost < gained
