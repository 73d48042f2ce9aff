from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ambassadors.measures.lacking import Lack
from ambassadors.measures.recruitment import (
    Recruited,
    interval,
    intervals,
    mean_cumulative,
    recruited_within,
    recruits_on,
    starts_per_period,
)
from tests.measures.build import MONDAY, ints
from tests.measures.reference import table

# From data/reference_values.json, block "recruitment_toy": A to F, observed on day 60.
TOY_START, TOY_BY = ints(0, 0, 10, 20, 50, 55), ints(-1, -1, 0, 0, 2, 3)


def jazz():
    """Recruiter per recruit, and the number of musicians, who all had the same time."""
    musicians = table("nyjazz_recruits")
    place = {musician: number for number, musician in enumerate(musicians[:, 0].tolist())}
    return ints(*(place[by] for by in musicians[:, 1].tolist() if by)), len(musicians)


def test_the_toy_equals_the_reference_values():
    curve = mean_cumulative(*recruits_on(TOY_START, TOY_BY, 60))

    assert [curve.at(age) for age in (9, 30, 45)] == pytest.approx([0, 0.45, 0.95])
    assert (curve.age.tolist(), curve.at_risk.tolist()) == ([10, 20, 35, 40], [5, 4, 4, 4])


# From data/reference_values.json, block "recruitment_nyjazz": R_raw and R_boot95.
def test_jazz_with_equal_exposure_equals_the_reference_values():
    recruiter, musicians = jazz()
    exposure = np.ones(musicians, dtype=np.int64)
    low, high = interval(recruiter, 0 * recruiter, exposure)

    assert mean_cumulative(recruiter, 0 * recruiter, exposure).at(0) == pytest.approx(0.9507575757575758)
    assert (low, high) == pytest.approx((0.7840909090909091, 1.1174242424242424), abs=0.02)
    assert interval(recruiter, 0 * recruiter, exposure) == (low, high)


def test_a_recruit_from_before_the_start_of_the_recruiter_counts_from_the_start():
    recruiter, age, exposure = recruits_on(ints(20, 10), ints(-1, 0), 60)

    assert (recruiter.tolist(), age.tolist(), exposure.tolist()) == ([0], [0], [40, 50])


def test_what_starts_after_the_day_is_not_known_yet():
    recruiter, age, exposure = recruits_on(TOY_START, TOY_BY, 50)

    assert (recruiter.tolist(), age.tolist()) == ([0, 0, 2], [10, 20, 40])
    assert exposure.tolist() == [50, 50, 40, 30, 0, 0]


def test_a_recruit_after_the_time_observed_is_refused():
    with pytest.raises(ValueError, match="after the time observed"):
        mean_cumulative(ints(0), ints(5), ints(4))


def test_a_year_counts_recruits_in_the_first_year_of_each():
    start = MONDAY - 400 + np.append(np.zeros(10, dtype=np.int64), [100, 366, 390])
    result = recruited_within(start, ints(*[-1] * 10, 0, 1, 10), MONDAY)

    assert (result.ambassadors, result.recruits, result.why) == (13, 2, None)
    # At 100 days 11 of 13 are still observed; the recruit of the eleventh came at 290 days, when 11 were too.
    assert result.mean == pytest.approx(1 / 11 + 1 / 11)
    assert 0 <= result.low <= result.mean <= result.high


def test_fewer_than_ten_who_had_the_time_say_why():
    start = MONDAY - np.append(np.full(9, 365), [364])

    assert recruited_within(start, ints(*[-1] * 9, 0), MONDAY) == Recruited(
        365, 10, 1, None, None, None, (), Lack.TOO_FEW_AMBASSADORS
    )
    assert recruited_within(ints(), ints(), MONDAY).why == Lack.TOO_FEW_AMBASSADORS


def test_nobody_recruited_is_a_mean_of_nought():
    result = recruited_within(np.full(12, MONDAY - 500), np.full(12, -1), MONDAY)

    assert (result.mean, result.low, result.high, result.why) == (0, 0, 0, None)


def test_new_ambassadorships_per_year_equal_the_published_counts():
    new = table("kfamily_villages")[:, 2:].sum(axis=0)
    january = [date(year, 1, 1).toordinal() for year in range(1964, 1975)]
    start = np.repeat(ints(*january[:-1]), new)

    assert starts_per_period(start, ints(*january)).tolist() == [69, 94, 81, 86, 65, 62, 53, 53, 73, 37]


def test_starts_outside_the_periods_do_not_count():
    assert starts_per_period(ints(1, 5, 6, 9, 10), ints(5, 8, 10)).tolist() == [2, 1]
    assert starts_per_period(ints(1), ints()).tolist() == []


@given(st.lists(st.tuples(st.integers(0, 60), st.integers(-1, 9)), min_size=10, max_size=20), st.integers(0, 80))
def test_the_curve_rises_and_with_equal_time_ends_at_recruits_per_ambassador(rows, until):
    start, by = ints(*(row[0] for row in rows)), ints(*(row[1] for row in rows))
    recruiter, age, exposure = recruits_on(start, by, until)
    curve = mean_cumulative(recruiter, age, exposure)
    equal = mean_cumulative(recruiter, age, np.full(len(start), 100))

    assert np.all(np.diff(curve.mean) > 0)
    assert equal.at(100) == pytest.approx(len(recruiter) / len(start))
    assert curve.at(100) >= equal.at(100) - 1e-12


def test_the_way_to_a_year_is_twelve_steps_that_end_at_the_answer():
    start = np.append(np.full(11, MONDAY - 365), [MONDAY - 300, MONDAY - 100])
    result = recruited_within(start, np.append(np.full(11, -1), [0, 1]), MONDAY)

    assert [step.days for step in result.course] == [0, 30, 61, 91, 122, 152, 182, 213, 243, 274, 304, 335, 365]
    assert (result.course[0].mean, result.course[0].high) == (0, 0)
    assert [(step.mean, step.low, step.high) for step in result.course[-1:]] == [
        (result.mean, result.low, result.high)
    ]
    assert all(step.low <= step.mean <= step.high for step in result.course)


def test_intervals_at_several_ages_end_at_the_interval_of_all():
    recruiter, musicians = jazz()
    age, exposure = np.arange(len(recruiter)), np.full(musicians, len(recruiter))

    low, high = intervals(recruiter, age, exposure, ints(-1, 50, len(recruiter)))

    assert (low[0], high[0]) == (0, 0)
    assert (low[2], high[2]) == interval(recruiter, age, exposure)
    assert low[1] < low[2]
