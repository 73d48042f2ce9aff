import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from ambassadors.measures.quiet import NO_QUIET_DAYS, QuietDays, quiet_days
from tests.measures.build import MONDAY, flags, ints

Periods = list[tuple[int, int, tuple[bool, ...]]]
"""From, until, and for which departments."""


def quiet(*periods: tuple[int, int, tuple[bool, ...]]) -> QuietDays:
    first, until, holds = zip(*periods, strict=True)
    return quiet_days(ints(*first), ints(*until), np.array(holds, dtype=np.bool_).T)


def periods(departments: int) -> st.SearchStrategy[Periods]:
    period = st.builds(
        lambda first, days, holds: (MONDAY + first, MONDAY + first + days, tuple(holds)),
        st.integers(-420, 40),
        st.integers(1, 84),
        st.lists(st.booleans(), min_size=departments, max_size=departments),
    )
    return st.lists(period, min_size=1, max_size=6)


def counted(given_periods: Periods, department: int, after: int, until: int) -> int:
    """The slow and plain way: day by day."""
    return sum(
        any(first <= day < end and holds[department] for first, end, holds in given_periods)
        for day in range(after + 1, until + 1)
    )


def test_the_first_day_is_quiet_and_the_last_is_not():
    holiday = quiet((MONDAY - 14, MONDAY - 7, (True,)))

    found = [int(holiday.since(ints(day), MONDAY)[0]) for day in (MONDAY - 15, MONDAY - 14, MONDAY - 8, MONDAY - 7)]

    assert found == [7, 6, 0, 0]


def test_what_is_quiet_after_the_day_does_not_count_yet():
    assert quiet((MONDAY - 2, MONDAY + 5, (True,))).since(ints(MONDAY - 30), MONDAY).tolist() == [3]


def test_a_day_in_two_periods_is_one_quiet_day():
    both = quiet((MONDAY - 14, MONDAY - 7, (True,)), (MONDAY - 10, MONDAY - 5, (True,)))

    assert both.since(ints(MONDAY - 30), MONDAY).tolist() == [9]


def test_every_department_has_its_own_quiet_days():
    mixed = quiet((MONDAY - 14, MONDAY - 7, (True, True, False)), (MONDAY - 5, MONDAY - 2, (False, True, False)))

    assert mixed.since(ints(*[MONDAY - 30] * 3), MONDAY).tolist() == [7, 10, 0]


def test_without_periods_or_departments_nothing_is_quiet():
    nothing = np.zeros((2, 0), dtype=np.bool_)

    assert quiet_days(ints(), ints(), nothing) is NO_QUIET_DAYS
    assert quiet_days(ints(1), ints(2), np.zeros((0, 1), dtype=np.bool_)) is NO_QUIET_DAYS
    assert NO_QUIET_DAYS.since(ints(1, 2, 3), MONDAY).tolist() == [0, 0, 0]
    assert NO_QUIET_DAYS.day_after(2, MONDAY, 56) == MONDAY + 56


def test_a_window_is_longer_by_the_quiet_days_in_it():
    holidays = quiet((MONDAY + 50, MONDAY + 60, (True, False)), (MONDAY + 62, MONDAY + 69, (True, True)))

    assert [holidays.day_after(department, MONDAY, 56) for department in (0, 1)] == [MONDAY + 73, MONDAY + 56]


def test_a_window_never_ends_on_a_quiet_day():
    assert quiet((MONDAY + 56, MONDAY + 60, (True,))).day_after(0, MONDAY, 56) == MONDAY + 60


@given(periods(2), st.integers(0, 500), st.integers(0, 400))
def test_quiet_days_are_those_counted_day_by_day(found, before, length):
    after = MONDAY - before
    marked = quiet(*found)

    since = marked.since(ints(after, after), after + length).tolist()

    assert since == [counted(found, department, after, after + length) for department in (0, 1)]


@given(periods(2), st.integers(0, 500), st.integers(1, 100))
def test_a_window_ends_on_the_first_day_by_which_it_is_full(found, before, days):
    after = MONDAY - before

    end = quiet(*found).day_after(1, after, days)

    assert end - after - counted(found, 1, after, end) == days
    assert end - 1 - after - counted(found, 1, after, end - 1) == days - 1


def test_departments_with_the_same_quiet_days_share_a_calendar():
    holds = np.array([[True, False], [True, True], [True, False]])

    made = quiet_days(ints(MONDAY, MONDAY + 9), ints(MONDAY + 7, MONDAY + 12), holds)

    assert len(made.marked) == 2
    assert flags(*(made.calendar == made.calendar[0])).tolist() == [True, False, True]
