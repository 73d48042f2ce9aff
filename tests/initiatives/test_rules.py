"""Which initiative a page is about, and the order of principles."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from ambassadors.initiatives.rules import Running, at_hand, moved

TODAY = date(2026, 11, 23)
NEXT = Running("next", date(2027, 1, 1), None)
NEW = Running("new", date(2026, 1, 1), None)
OLDER = Running("older", date(2025, 1, 1), date(2026, 11, 23))
OVER = Running("over", date(2020, 1, 1), date(2021, 1, 1))
ALL = (NEXT, NEW, OLDER, OVER)


def test_the_one_in_the_address_wins_then_the_last_one_visited():
    assert at_hand(ALL, "over", "older", {"new"}, TODAY) == "over"
    assert at_hand(ALL, None, "older", {"new"}, TODAY) == "older"


def test_one_that_is_gone_is_passed_over():
    assert at_hand(ALL, "gone", "gone too", set(), TODAY) == "new"


def test_without_a_visit_ones_own_newest_running_one_wins():
    assert at_hand(ALL, None, None, {"older", "over"}, TODAY) == "older"
    assert at_hand(ALL, None, None, {"over"}, TODAY) == "new"


def test_where_none_runs_the_newest_one_is_taken_and_where_there_is_none_nothing():
    assert at_hand((NEXT, OVER), None, None, set(), TODAY) == "next"
    assert at_hand((), "new", "new", {"new"}, TODAY) is None


@given(st.lists(st.integers(), unique=True, min_size=1), st.data())
def test_moving_keeps_all_and_moving_back_undoes_it(order, data):
    item = data.draw(st.sampled_from(order))
    by = data.draw(st.sampled_from([-1, 1]))
    after = moved(order, item, by)

    assert sorted(after) == sorted(order)
    at_end = order.index(item) + by in (-1, len(order))
    assert moved(after, item, -by) == order or at_end
    assert (after == order) == at_end
