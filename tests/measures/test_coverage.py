import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ambassadors.measures.coverage import Gap, coverage
from tests.measures.build import flags, ints, trees

# A town hall (0) with two domains (1 and 2), two teams under the first (3 and 4), and a loose office (5).
PARENT = ints(-1, 0, 0, 1, 1, -1)
STAFF = ints(2, 5, 20, 8, 12, 3)


def test_staff_is_split_by_who_serves_them():
    result = coverage(PARENT, STAFF, flags(0, 1, 1, 0, 1, 0), serves=ints(1, 4), works_in=ints(3, 2))

    assert (result.own, result.elsewhere, result.gap, result.without_unit) == (13, 12, 20, 5)
    assert (result.staff, result.share) == (50, 0.5)
    assert result.responsible.tolist() == [-1, 1, 2, 1, 4, -1]
    assert result.covered.tolist() == [False, True, False, True, True, False]
    assert result.gaps == (Gap(2, 20.0),)


def test_gaps_come_with_most_staff_first():
    result = coverage(PARENT, STAFF, flags(1, 1, 1, 1, 1, 1), serves=ints(1), works_in=ints(1))

    assert result.gaps == (Gap(2, 20.0), Gap(4, 12.0), Gap(3, 8.0), Gap(5, 3.0), Gap(0, 2.0))


def test_a_colleague_beside_somebody_from_elsewhere_makes_it_an_own_colleague():
    result = coverage(ints(-1, -1), ints(6, 4), flags(1, 1), serves=ints(0, 0), works_in=ints(1, 0))

    assert (result.own, result.elsewhere) == (6, 0)


def test_an_ambassador_without_a_place_in_the_staff_file_is_taken_to_be_a_colleague():
    result = coverage(ints(-1), ints(6), flags(1), serves=ints(0), works_in=ints(-1))

    assert (result.own, result.elsewhere) == (6, 0)


def test_an_ambassador_of_a_unit_that_needs_none_covers_nobody():
    result = coverage(ints(-1, 0), ints(6, 4), flags(1, 0), serves=ints(1), works_in=ints(1))

    assert (result.share, result.gaps) == (0, (Gap(0, 10.0),))


def test_a_tree_twelve_deep_leans_on_its_root():
    result = coverage(np.arange(12) - 1, np.ones(12), np.arange(12) == 0, ints(0), ints(11))

    assert (result.own, result.share, result.gaps) == (12, 1, ())


def test_two_thousand_departments_under_one_parent_lean_on_it():
    parent = np.append(-1, np.zeros(2000, dtype=np.int64))
    result = coverage(parent, np.ones(2001), np.arange(2001) == 0, ints(), ints())

    assert (result.gap, result.gaps) == (2001, (Gap(0, 2001.0),))


def test_nobody_has_no_share():
    empty = coverage(ints(), ints(), flags(), ints(), ints())
    unstaffed = coverage(ints(-1), ints(0), flags(1), ints(0), ints(0))

    assert (empty.share, empty.staff, empty.gaps) == (None, 0, ())
    assert (unstaffed.share, unstaffed.covered.tolist()) == (None, [True])


def test_a_loop_is_refused():
    with pytest.raises(ValueError, match="loop"):
        coverage(ints(1, 0), ints(1, 1), flags(1, 1), ints(), ints())


@given(trees(), st.data())
def test_every_member_of_staff_is_counted_once(parent, data):
    count = len(parent)
    some = st.lists(st.integers(0, count - 1), max_size=6)
    serves = ints(*data.draw(some))
    works_in = ints(*data.draw(st.lists(st.integers(-1, count - 1), min_size=6, max_size=6)))[: len(serves)]
    needs = np.isin(np.arange(count), data.draw(some))
    staff = np.arange(count) + 1.0

    result = coverage(parent, staff, needs, serves, works_in)

    assert result.staff == staff.sum()
    assert sum(gap.staff for gap in result.gaps) == result.gap
