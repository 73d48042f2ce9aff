"""Each department's own rhythm, and from when on it is silent beyond it."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ambassadors.measures.quiet import NO_QUIET_DAYS
from ambassadors.measures.rhythm import ENOUGH_GAPS, LONGEST, SHORTEST, UNKNOWN, rhythm_of, weekly
from tests.measures.build import MONDAY, ints
from tests.measures.test_quiet import periods, quiet

DAYS = st.lists(st.integers(MONDAY - 364, MONDAY), max_size=60)


def of_one(days, quiet_days=NO_QUIET_DAYS) -> tuple[float, int]:
    """The usual gap and the limit of one department."""
    found = rhythm_of(ints(*days), ints(*[0] * len(days)), 1, quiet_days)
    return float(found.usual[0]), int(found.limit[0])


def every(weeks: int, times: int, last: int = MONDAY) -> list[int]:
    return [last - 7 * weeks * number for number in range(times)]


@pytest.mark.parametrize(
    ("weeks", "limit"), [(1, SHORTEST), (2, SHORTEST), (3, 42), (4, LONGEST), (6, LONGEST), (8, LONGEST)]
)
def test_silent_is_twice_the_usual_gap_never_before_four_weeks_and_always_after_eight(weeks, limit):
    assert of_one(every(weeks, 6)) == (7.0 * weeks, limit)


def test_with_fewer_than_five_gaps_the_rhythm_is_not_known_and_eight_weeks_hold():
    assert of_one(every(1, ENOUGH_GAPS)) == (UNKNOWN, LONGEST)
    assert of_one(every(1, ENOUGH_GAPS + 1)) == (7.0, SHORTEST)


def test_several_days_in_a_week_are_one_contact():
    twice_a_week = [*every(3, 6), *(day + 2 for day in every(3, 6, MONDAY - 21))]

    assert of_one(twice_a_week)[0] == pytest.approx(21, abs=2)


def test_one_long_gap_changes_neither_what_is_usual_nor_the_limit_much():
    steady = every(2, 12)

    assert of_one([*steady, min(steady) - 70]) == (14.0, SHORTEST)


def test_who_meets_at_odd_times_may_be_silent_for_longer():
    gaps = [7, 35, 14, 42, 7, 14, 49, 14, 7, 42]
    days = (MONDAY - np.cumsum([0, *gaps])).tolist()

    assert of_one(days) == (14.0, 43)  # nine in ten gaps are no longer than 42.7 days


def test_quiet_weeks_do_not_lengthen_a_gap():
    summer = quiet((MONDAY - 112, MONDAY - 70, (True,)))  # six of the nine weeks of the longest gap
    days = [*every(3, 4), MONDAY - 126, MONDAY - 147]

    assert of_one(days) == (21.0, 47)  # nine in ten gaps are no longer than 46.2 days
    assert of_one(days, summer) == (21.0, 42)


def test_the_last_day_of_each_week_is_kept_per_department():
    day, department = weekly(ints(MONDAY + 6, MONDAY, MONDAY + 2, MONDAY + 7), ints(0, 0, 1, 0))

    assert list(zip(day.tolist(), department.tolist(), strict=True)) == [
        (MONDAY + 6, 0),
        (MONDAY + 7, 0),
        (MONDAY + 2, 1),
    ]


def test_no_contacts_have_no_rhythm():
    assert of_one([]) == (UNKNOWN, LONGEST)
    assert len(rhythm_of(ints(), ints(), 0).limit) == 0


@given(DAYS)
def test_the_limit_lies_between_four_and_eight_weeks(days):
    usual, limit = of_one(days)

    assert SHORTEST <= limit <= LONGEST
    assert limit == LONGEST or limit >= 2 * usual


@given(DAYS, st.randoms(use_true_random=False))
def test_neither_the_order_nor_a_second_contact_on_a_day_matters(days, chance):
    again = days + days[: len(days) // 2]
    chance.shuffle(again)

    assert of_one(again) == of_one(days)


@given(DAYS, st.integers(-50, 50))
def test_whole_weeks_earlier_or_later_the_rhythm_is_the_same(days, weeks):
    assert of_one([day + 7 * weeks for day in days]) == of_one(days)


@given(st.lists(DAYS, min_size=1, max_size=4), periods(4))
def test_departments_together_are_reckoned_as_each_alone(days, some):
    calendar = quiet(*some)
    day = ints(*(day for each in days for day in each))
    department = ints(*(number for number, each in enumerate(days) for _ in each))
    together = rhythm_of(day, department, len(days), calendar)

    for number, each in enumerate(days):
        alone = rhythm_of(ints(*each), ints(*[number] * len(each)), number + 1, calendar)
        assert (together.usual[number], together.limit[number]) == (alone.usual[number], alone.limit[number])


@given(DAYS)
def test_it_is_what_the_slow_and_plain_way_gives(days):
    last = {(day - 1) // 7: day for day in sorted(days)}
    gaps = np.diff(sorted(last.values()))
    if len(gaps) < ENOUGH_GAPS:
        assert of_one(days) == (UNKNOWN, LONGEST)
        return
    usual, limit = of_one(days)

    assert usual == np.median(gaps)
    assert limit == min(LONGEST, max(SHORTEST, np.ceil(round(max(2 * usual, np.percentile(gaps, 90)), 6))))


@given(DAYS, periods(1))
def test_more_quiet_days_never_lengthen_the_usual_gap(days, some):
    usual, known = of_one(days)[0], of_one(days, quiet(*some))[0]

    assert known <= max(usual, 1)
