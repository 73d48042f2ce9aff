import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ambassadors.measures.chance import AgainstChance, against_chance, ratio_interval, student_t
from ambassadors.measures.lacking import Lack
from ambassadors.measures.log import ReachLog
from ambassadors.measures.ties import Ties
from tests.measures.build import CONTACT, MONDAY, ints, no_log

STAFF = ints(*[10] * 10)


def logged(done, staff=STAFF, day=MONDAY):
    """Activities as (ambassador, department, number); ambassador n belongs to department n."""
    rows = [
        (day, department, place, CONTACT, number, number, None) for place, (_, department, number) in enumerate(done)
    ]
    by = ints(*(ambassador for ambassador, _, _ in done))
    own = np.arange(len(staff))
    return against_chance(
        ReachLog.from_rows(rows), Ties.from_pairs(np.arange(len(done)), by, own, own), staff, MONDAY
    )


def test_the_share_outside_is_compared_with_what_headcounts_give():
    result = logged([(person, person, 6) for person in range(5)] + [(person, 9, 4) for person in range(5)])

    assert (result.activities, result.ambassadors, result.without_number, result.why) == (10, 5, 0, None)
    assert (result.outside, result.by_chance) == pytest.approx((0.4, 0.9))
    assert result.difference == pytest.approx(-0.5)
    # Everybody did exactly the same, so there is nothing that would differ in another sample.
    assert (result.low, result.high) == pytest.approx((-0.5, -0.5))


def test_what_chance_gives_is_weighted_by_the_participants():
    staff = ints(90, 2, 2, 2, 2, 2)
    result = logged([(0, 1, 9), *[(person, 0, 1) for person in range(1, 5)], *[(5, 0, 1)] * 5], staff)

    assert result.by_chance == pytest.approx((9 * 0.1 + 9 * 0.98) / 18)


def test_ambassadors_share_an_activity_evenly():
    done = [(person, person, 10) for person in range(5)] * 2
    rows = [(MONDAY, department, place, CONTACT, 10, 10, None) for place, (_, department, _) in enumerate(done)]
    own = np.arange(10)
    with_guest = Ties.from_pairs(
        np.append(np.arange(10), 0), np.append([person for person, _, _ in done], 9), own, own
    )

    assert against_chance(ReachLog.from_rows(rows), with_guest, STAFF, MONDAY).outside == pytest.approx(0.05)


def test_an_activity_with_an_unknown_number_is_left_out_and_counted():
    result = logged([(person, 9, 4) for person in range(6)] * 2 + [(0, 9, None)])

    assert (result.activities, result.without_number) == (12, 1)


def test_a_class_of_numbers_counts_for_its_middle():
    rows = [(MONDAY, place % 5, place, CONTACT, 2, 5, None) for place in range(5)]
    rows += [(MONDAY, 9, place, CONTACT, 7, 7, None) for place in range(5, 10)]
    own = np.arange(10)
    ties = Ties.from_pairs(own, own % 5, own, own)

    assert against_chance(ReachLog.from_rows(rows), ties, STAFF, MONDAY).outside == pytest.approx(7 / 10.5)


@pytest.mark.parametrize(
    ("done", "staff", "why"),
    [
        ([(person % 5, 9, 4) for person in range(9)], STAFF, Lack.TOO_FEW_ACTIVITIES),
        ([(person % 4, 9, 4) for person in range(10)], STAFF, Lack.TOO_FEW_AMBASSADORS),
        ([(person % 5, 9, 4) for person in range(10)], ints(*[0] * 10), Lack.NO_STAFF),
    ],
)
def test_too_little_says_why_and_nothing_else(done, staff, why):
    result = logged(done, staff)

    assert (result.outside, result.by_chance, result.difference, result.low, result.high) == (None,) * 5
    assert result.why == why


def test_an_empty_log_has_too_few_activities():
    nobody = Ties.from_pairs(ints(), ints(), ints(), ints())

    assert against_chance(no_log(), nobody, ints(5), MONDAY) == AgainstChance(
        0, 0, 0, None, None, None, None, Lack.TOO_FEW_ACTIVITIES
    )


def test_only_the_year_counts():
    assert logged([(person % 5, 9, 4) for person in range(10)], day=MONDAY - 365).activities == 0


# Table of Student's t, two-sided 95%.
@pytest.mark.parametrize(
    ("freedom", "point"), [(1, 12.706), (2, 4.303), (4, 2.776), (10, 2.228), (30, 2.042), (120, 1.980), (5000, 1.960)]
)
def test_students_t_equals_the_table(freedom, point):
    assert student_t(freedom) == pytest.approx(point, abs=6e-4)


def test_five_ambassadors_with_equal_weights_get_the_ordinary_interval_of_a_mean():
    part = np.array([3.0, 5, 1, 6, 2])
    low, high = ratio_interval(part, np.ones(5))

    assert (low + high) / 2 == pytest.approx(part.mean())
    assert (high - low) / 2 == pytest.approx(student_t(4) * part.std(ddof=1) / np.sqrt(5))


def test_the_interval_is_the_same_at_every_run():
    part, whole = np.arange(12.0) ** 2, np.arange(1.0, 13)

    assert ratio_interval(part, whole) == ratio_interval(part, whole)
    assert ratio_interval(part, whole) != ratio_interval(part, whole, seed=2)


def test_resamples_that_are_all_alike_are_left_out():
    one_differs, all_alike = np.array([1.0] + [0.0] * 7), np.zeros(8)

    assert np.isfinite(ratio_interval(one_differs, np.ones(8))).all()
    assert ratio_interval(all_alike, np.ones(8)) == (0, 0)


def simulated(rng, ambassadors, habit, diligence):
    """A log in which ambassadors stay inside as is their habit (Beta), and are more or less busy (Gamma).

    With the ties of the activities, and ties in which every activity has an ambassador of its own.
    """
    stays = rng.beta(*habit, ambassadors)
    busy = 2 + rng.poisson(rng.gamma(diligence, 6 / diligence, ambassadors))
    by = np.repeat(np.arange(ambassadors), busy)
    inside = rng.random(len(by)) < stays[by]
    unit = rng.integers(0, 40, ambassadors)
    department = np.where(inside, unit[by], (unit[by] + rng.integers(1, 40, len(by))) % 40)
    number = rng.integers(2, 30, len(by))
    place = np.arange(len(by))
    contact, unknown, day = np.full(len(by), int(CONTACT)), np.full(len(by), -1), np.full(len(by), MONDAY)
    log = ReachLog.from_columns(day, department, place, contact, number, number, unknown)
    people = np.arange(ambassadors)
    return log, Ties.from_pairs(place, by, people, unit), Ties.from_pairs(place, place, place, unit[by])


# Habits that differ; and habits that are opposite, mostly to stay inside, where a few do nearly everything.
@pytest.mark.parametrize(
    ("habit", "diligence", "networks"), [((2, 2), 2, [5, 8, 12, 40]), ((1.2, 0.4), 0.7, [12, 20, 40])]
)
def test_the_interval_covers_the_truth_in_93_to_97_of_100_when_ambassadors_differ(habit, diligence, networks):
    rng = np.random.default_rng(2026)
    truth = habit[1] / sum(habit) - 39 / 40
    staff, rounds = ints(*[25] * 40), 200
    held = 0
    for ambassadors in networks * rounds:
        log, ties, _ = simulated(rng, ambassadors, habit, diligence)
        result = against_chance(log, ties, staff, MONDAY)
        held += result.low <= truth <= result.high

    assert 0.93 <= held / (rounds * len(networks)) <= 0.97


def test_resampling_activities_would_cover_far_less():
    rng = np.random.default_rng(2026)
    truth = 0.5 - 39 / 40
    held = 0
    for _ in range(100):
        log, _, each_on_its_own = simulated(rng, 12, (1, 1), 1)
        result = against_chance(log, each_on_its_own, ints(*[25] * 40), MONDAY)
        held += result.low <= truth <= result.high

    assert held < 80


@given(
    st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9), st.integers(1, 30)), max_size=30),
    st.lists(st.integers(0, 90), min_size=10, max_size=10),
)
def test_the_interval_lies_around_the_difference_and_in_its_range(done, staff):
    result = logged(done, ints(*staff))

    if result.why is None:
        assert -1 <= -result.by_chance - 1e-12 <= result.low <= result.difference + 1e-12
        assert result.difference - 1e-12 <= result.high <= 1 - result.by_chance + 1e-12 <= 1 + 1e-9
    else:
        assert (result.outside, result.low, result.high) == (None, None, None)
