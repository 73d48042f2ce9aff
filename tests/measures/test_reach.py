import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ambassadors.measures.log import ReachLog, Row
from ambassadors.measures.reach import ReachRange, reach_in_window, reach_since_start
from tests.measures.build import BROADCAST, CONTACT, EXTERNAL, MONDAY, contacts, ints, no_log


def in_window(rows: list[Row], staff: float) -> ReachRange:
    return reach_in_window(ReachLog.from_rows(rows), np.array([staff]), MONDAY, 365).of(0)


def since_start(rows: list[Row], staff: float) -> ReachRange:
    return reach_since_start(ReachLog.from_rows(rows), np.array([staff]), MONDAY).of(0)


# From data/reference_values.json, block "reach", computed apart from this program:
# "N=40,a=12,15,10", "N=25,a=8x5", "N=600,a=30x12" and "N=12,a=12,4".
@pytest.mark.parametrize(
    ("staff", "numbers", "lower", "upper"),
    [(40, [12, 15, 10], 15, 37), (25, [8] * 5, 8, 25), (600, [30] * 12, 30, 360), (12, [12, 4], 12, 12)],
)
def test_the_range_equals_the_reference_values(staff, numbers, lower, upper):
    assert in_window(contacts(*numbers), staff) == ReachRange(staff, lower, upper, False, False)


def test_first_timers_lift_the_lower_bound():
    assert in_window(contacts((12, 12, 12), (15, 15, 9), (10, 10, 0)), 40) == ReachRange(40, 21, 37, False, False)


def test_since_the_start_first_timers_also_lower_the_upper_bound():
    assert since_start(contacts((12, 12, 12), (15, 15, 9), (10, 10, None)), 40) == ReachRange(
        40, 21, 31, False, False
    )


def test_a_class_of_numbers_gives_its_ends_to_the_bounds():
    assert in_window(contacts((2, 5), (6, 15)), 40) == ReachRange(40, 6, 20, False, False)


def test_an_unknown_number_makes_it_or_more():
    assert in_window(contacts(12, None), 40) == ReachRange(40, 12, 12, True, False)


def test_nobodys_number_known_is_nought_or_more():
    assert in_window(contacts(None, None), 40) == ReachRange(40, 0, 0, True, False)


def test_an_unknown_number_with_first_timers_counts_those():
    assert in_window(contacts((None, None, 4)), 40) == ReachRange(40, 4, 4, True, False)


def test_more_than_everybody_is_never_or_more():
    assert in_window(contacts(40, None), 40) == ReachRange(40, 40, 40, False, False)


def test_more_participants_than_staff_are_shown():
    assert in_window(contacts(15), 12) == ReachRange(12, 12, 12, False, True)


def test_a_department_without_staff_has_no_share():
    reach = in_window(contacts(3), 0)

    assert (reach, reach.lower_share, reach.upper_share) == (ReachRange(0, 0, 0, False, True), None, None)


def test_shares_are_of_the_staff():
    reach = in_window(contacts(10, 20), 40)

    assert (reach.lower_share, reach.upper_share) == (0.5, 0.75)


def test_fractional_staff_is_rounded_up():
    assert in_window(contacts(40), 39.2) == ReachRange(40, 40, 40, False, False)


def test_newcomers_from_another_department_do_not_turn_the_range_around():
    assert since_start(contacts((10, 10, 0)), 40) == ReachRange(40, 10, 10, False, False)


def test_only_contacts_in_the_window_count():
    rows: list[Row] = [
        (MONDAY - 365, 0, 0, CONTACT, 9, 9, None),
        (MONDAY - 364, 0, 1, CONTACT, 3, 3, None),
        (MONDAY, 0, 2, BROADCAST, 30, 30, None),
        (MONDAY, 0, 3, EXTERNAL, 30, 30, None),
        (MONDAY + 1, 0, 4, CONTACT, 9, 9, None),
    ]

    assert in_window(rows, 40) == ReachRange(40, 3, 3, False, False)
    assert since_start(rows, 40) == ReachRange(40, 9, 12, False, False)


def test_departments_add_up_in_the_total():
    rows = [*contacts(12, None), *contacts(5, day=MONDAY - 1, department=1)]
    reach = reach_in_window(ReachLog.from_rows(rows), np.array([40, 4.5, 7]), MONDAY, 56)

    assert reach.total() == ReachRange(52, 17, 17, True, False)


def test_nobody_reached_and_no_departments_are_nought():
    nobody = reach_in_window(no_log(), ints(40, 0), MONDAY, 365)
    nothing = reach_since_start(no_log(), ints(), MONDAY)

    assert nobody.total() == ReachRange(40, 0, 0, False, False)
    assert (nothing.total(), nothing.total().upper_share) == (ReachRange(0, 0, 0, False, False), None)


@pytest.mark.parametrize("staff", [-1.0, float("nan"), float("inf")])
def test_a_headcount_that_is_no_count_is_refused(staff):
    with pytest.raises(ValueError, match="headcount"):
        reach_in_window(no_log(), np.array([staff]), MONDAY, 365)


@given(seed=st.integers(0, 10_000), staff=st.integers(1, 60), events=st.integers(0, 12))
def test_the_range_contains_the_truth_with_regulars_unknowns_and_partly_counted_first_timers(seed, staff, events):
    rng = np.random.default_rng(seed)
    eagerness = rng.gamma(0.3, size=staff) + 1e-9
    met: set[int] = set()
    recent: set[int] = set()
    rows: list[Row] = []
    for event in range(events):
        size = int(rng.integers(1, staff + 1))
        came = set(rng.choice(staff, size=size, replace=False, p=eagerness / eagerness.sum()).tolist())
        first_timers = len(came - met) if rng.random() < 0.5 else None
        low, high = [(size, size), (max(1, size - 2), size + 3), (None, None)][rng.integers(3)]
        rows.append((MONDAY - 10 * (events - event), 0, event, CONTACT, low, high, first_timers))
        met |= came
        if MONDAY - 10 * (events - event) > MONDAY - 56:
            recent |= came
    log = ReachLog.from_rows(rows)

    window = reach_in_window(log, ints(staff), MONDAY, 56).of(0)
    start = reach_since_start(log, ints(staff), MONDAY).of(0)

    for truth, reach in ((len(recent), window), (len(met), start)):
        assert reach.lower <= truth <= (reach.staff if reach.or_more else reach.upper)
