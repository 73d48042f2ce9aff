import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ambassadors.measures.joining import Cells, distinct, matches
from ambassadors.measures.log import ReachLog
from ambassadors.measures.ties import Ties, visits
from tests.measures.build import CONTACT, MONDAY, ints, no_log

numbers = st.lists(st.integers(0, 5), max_size=12)


@given(numbers, numbers)
def test_matches_are_all_pairs_of_places_with_equal_numbers(left, right):
    one, other = matches(ints(*left), ints(*right))

    plain = [(i, j) for i, number in enumerate(left) for j, same in enumerate(right) if number == same]
    assert list(zip(one.tolist(), other.tolist(), strict=True)) == plain


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=12))
def test_distinct_takes_out_repeats(pairs):
    first, second = distinct(ints(*(pair[0] for pair in pairs)), ints(*(pair[1] for pair in pairs)))

    assert list(zip(first.tolist(), second.tolist(), strict=True)) == sorted(set(pairs))


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3), st.sampled_from([1 / 3, 0.1, 2.0])), max_size=20))
def test_cells_hold_the_same_to_the_bit_in_how_many_parts_they_come(rows):
    row, column = ints(*(one for one, _, _ in rows)), ints(*(other for _, other, _ in rows))
    count = np.array([count for *_, count in rows], dtype=np.float64)
    at_once, in_parts = Cells.none(4).added(row, column, count), Cells.none(4)
    for part in (slice(0, 5), slice(5, 6), slice(6, None)):
        in_parts = in_parts.added(row[part], column[part], count[part])

    plain: dict[tuple[int, int], float] = {}
    for one, other, amount in rows:
        plain[one, other] = plain.get((one, other), 0.0) + amount
    for cells in (at_once, in_parts):
        found = zip(cells.row.tolist(), cells.column.tolist(), cells.count.tolist(), strict=True)
        assert [((one, other), amount) for one, other, amount in found] == sorted(plain.items())


def test_a_visit_is_a_row_with_each_ambassador_who_did_the_activity():
    log = ReachLog.from_rows(
        [
            (MONDAY, 0, 7, CONTACT, 5, 5, None),
            (MONDAY, 1, 7, CONTACT, 5, 5, None),
            (MONDAY, 1, 8, CONTACT, 5, 5, None),
        ]
    )
    visit = visits(log, Ties.from_pairs(ints(7, 7, 7, 8), ints(0, 0, 1, 1), ints(0, 1), ints(0, 1)))

    assert visit.row.tolist() == [0, 0, 1, 1, 2]
    assert visit.ambassador.tolist() == [0, 1, 0, 1, 1]
    assert visit.inside.tolist() == [True, False, False, True, True]
    assert visit.share.tolist() == [0.5, 0.5, 0.5, 0.5, 1]


def test_an_ambassador_without_a_known_unit_is_left_out():
    log = ReachLog.from_rows([(MONDAY, 0, 7, CONTACT, 5, 5, None)])
    visit = visits(log, Ties.from_pairs(ints(7, 7), ints(0, 1), ints(0), ints(3)))

    assert (visit.ambassador.tolist(), visit.share.tolist()) == ([0], [1.0])


def test_dependents_of_a_served_unit_are_own_units_too():
    ties = Ties.from_pairs(ints(), ints(), ints(0, 1), ints(1, 3)).with_dependents(ints(-1, 1, 1, 3))

    assert (ties.ambassador.tolist(), ties.unit.tolist()) == ([0, 0, 1], [1, 2, 3])


def test_nothing_logged_by_nobody_is_no_visit():
    nobody = Ties.from_pairs(ints(), ints(), ints(), ints())

    assert (nobody.ambassadors, len(visits(no_log(), nobody).row)) == (0, 0)


@pytest.mark.parametrize("by", [ints(0, 1), ints(-1)])
def test_pairs_that_make_no_sense_are_refused(by):
    with pytest.raises(ValueError):
        Ties.from_pairs(ints(7), by, ints(0), ints(0))


def test_merged_ties_have_groups_as_own_units_each_once():
    ties = Ties.from_pairs(ints(7), ints(0), ints(0, 0, 1), ints(0, 2, 1)).merged(ints(0, 1, 0))

    assert (ties.ambassador.tolist(), ties.unit.tolist()) == ([0, 1], [0, 1])
