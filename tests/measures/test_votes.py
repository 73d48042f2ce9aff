"""The exact interval of a letter test, against published values, the binomial itself, and what must always hold."""

from math import comb

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ambassadors.measures.lacking import Lack
from ambassadors.measures.votes import MINIMUM_VOTES, Preference, Winner, exact_interval, preference


# Newcombe 1998, table I, method 5 (Clopper-Pearson).
@pytest.mark.parametrize(
    ("hits", "count", "low", "high"),
    [
        (81, 263, 0.2527, 0.3676),
        (15, 148, 0.0578, 0.1617),
        (0, 20, 0.0000, 0.1684),
        (1, 29, 0.0009, 0.1776),
    ],
)
def test_the_interval_equals_the_published_one(hits, count, low, high):
    assert exact_interval(hits, count) == pytest.approx((low, high), abs=5e-5)


@pytest.mark.parametrize("count", [1, 6, 10, 40, 1000])
def test_where_all_chose_alike_the_interval_has_a_closed_form(count):
    bound = 0.025 ** (1 / count)

    assert exact_interval(count, count) == pytest.approx((bound, 1), abs=1e-9)
    assert exact_interval(0, count) == pytest.approx((0, 1 - bound), abs=1e-9)


def chance(count, hits, share):
    return comb(count, hits) * share**hits * (1 - share) ** (count - hits)


@given(st.integers(1, 60), st.floats(0.001, 0.999))
def test_whatever_the_truth_is_the_interval_holds_it_in_95_of_100_or_more(count, truth):
    covered = sum(
        chance(count, hits, truth)
        for hits in range(count + 1)
        if exact_interval(hits, count)[0] <= truth <= exact_interval(hits, count)[1]
    )

    assert covered >= 0.95 - 1e-9


@given(st.integers(0, 400), st.integers(1, 400))
def test_the_bounds_are_where_the_tails_have_a_chance_of_2_5_percent(hits, more):
    count = hits + more
    low, high = exact_interval(hits, count)

    assert 0 <= low <= hits / count < high <= 1
    assert sum(chance(count, each, high) for each in range(hits + 1)) == pytest.approx(0.025, rel=1e-6)
    assert (low == 0) == (hits == 0)


@given(st.integers(0, 300), st.integers(0, 300))
def test_new_and_old_change_places(new, old):
    one, other = preference(new, old), preference(old, new)

    if one.why is None:
        assert (one.low, one.high) == pytest.approx((1 - other.high, 1 - other.low))
        swapped = {Winner.NEW: Winner.OLD, Winner.OLD: Winner.NEW, Winner.NEITHER: Winner.NEITHER}
        assert one.winner is swapped[other.winner]


def test_31_of_40_win_and_24_of_40_do_not():
    won, open_still = preference(31, 9), preference(24, 16)

    assert (round(won.low, 2), round(won.high, 2), won.winner) == (0.62, 0.89, Winner.NEW)
    assert (round(open_still.low, 2), round(open_still.high, 2), open_still.winner) == (0.43, 0.75, Winner.NEITHER)


def test_with_fewer_than_six_nothing_is_said_since_not_even_all_alike_would_tell():
    assert preference(5, 0) == Preference(5, 0, None, None, None, None, Lack.TOO_FEW_VOTES)
    assert preference(0, 0).why is Lack.TOO_FEW_VOTES
    assert preference(MINIMUM_VOTES, 0).winner is Winner.NEW
    assert exact_interval(5, 5)[0] < 0.5 < exact_interval(6, 6)[0]


def test_a_hundred_thousand_votes_are_no_trouble():
    assert exact_interval(50_000, 100_000) == pytest.approx((0.4969, 0.5031), abs=1e-4)


@pytest.mark.parametrize(("hits", "count"), [(-1, 3), (4, 3), (0, 0)])
def test_hits_that_are_no_part_of_a_count_are_an_error(hits, count):
    with pytest.raises(ValueError, match="part of a count"):
        exact_interval(hits, count)
