import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ambassadors.measures.small_numbers import MINIMUM_STAFF, groups_inside, lookable, parents_of_groups, partition
from tests.measures.build import branch, flags, ints, trees


def groups(parent, staff, **options) -> list[int]:
    return partition(parent, staff, **options).group.tolist()


def test_large_departments_stay_apart():
    result = partition(ints(-1, 0, 0), ints(10, 11, 12))

    assert (result.group.tolist(), result.staff.tolist()) == ([0, 1, 2], [10, 11, 12])
    assert (result.shown.tolist(), len(result)) == ([True, True, True], 3)


def test_a_small_department_joins_its_parent():
    assert groups(ints(-1, 0, 0), ints(10, 3, 12)) == [0, 0, 1]


def test_a_small_parent_takes_the_smallest_sibling_in():
    assert groups(ints(-1, 0, 0, 0), ints(2, 3, 40, 30)) == [0, 0, 1, 0]


def test_of_equal_siblings_the_first_is_taken():
    assert groups(ints(-1, 0, 0, 0), ints(2, 3, 30, 30)) == [0, 0, 0, 1]


def test_without_siblings_it_goes_upward():
    assert groups(ints(-1, 0, 1, 0), ints(20, 2, 3, 15)) == [0, 0, 0, 1]


def test_a_small_department_with_large_children_goes_upward():
    assert groups(ints(-1, 0, 1, 1), ints(20, 2, 30, 40)) == [0, 0, 1, 2]


def test_small_roots_are_merged_with_each_other():
    assert groups(ints(-1, -1, -1), ints(6, 5, 30)) == [0, 0, 1]


def test_a_small_root_joins_the_smallest_other_root():
    assert groups(ints(-1, -1, -1), ints(6, 40, 30)) == [0, 1, 0]


def test_a_small_top_has_nowhere_to_go_but_down():
    assert groups(ints(-1, 0, 0), ints(1, 40, 30)) == [0, 1, 0]


def test_an_organisation_that_is_too_small_is_one_group_that_is_not_shown():
    result = partition(ints(-1, 0, 0), ints(1, 3, 5))

    assert (result.group.tolist(), result.shown.tolist()) == ([0, 0, 0], [False])


def test_no_departments_make_no_groups():
    result = partition(ints(), ints())

    assert (result.group.tolist(), result.staff.tolist(), len(result)) == ([], [], 0)
    assert lookable(ints(), result.group).tolist() == []


def test_just_under_ten_is_under_ten():
    assert groups(ints(-1, 0), np.array([10.0, 9.99])) == [0, 0]


def test_own_departments_are_kept_apart():
    result = partition(ints(-1, 0, 0), ints(10, 3, 12), keep=flags(0, 1, 0))

    assert (result.group.tolist(), result.shown.tolist()) == ([0, 1, 2], [True, True, True])


def test_what_is_left_of_a_group_is_merged_on_when_it_is_too_small():
    parent, staff = ints(-1, 0, 0, 0), ints(2, 3, 6, 15)

    assert groups(parent, staff) == [0, 0, 0, 1]
    assert groups(parent, staff, keep=flags(0, 1, 0, 0)) == [0, 1, 0, 0]


def test_who_works_in_all_but_a_few_sees_nothing_of_those_few():
    result = partition(ints(-1, 0), ints(30, 3), keep=flags(1, 0))

    assert (result.group.tolist(), result.shown.tolist()) == ([0, 1], [True, False])


def test_keeping_nothing_changes_nothing():
    parent, staff = ints(-1, 0, 0), ints(10, 3, 12)

    assert groups(parent, staff, keep=flags(0, 0, 0)) == groups(parent, staff)


def test_a_branch_counts_the_groups_that_are_wholly_in_it():
    result = partition(ints(-1, 0, 1, 1, 0), ints(20, 2, 30, 40, 15))

    assert result.group.tolist() == [0, 0, 1, 2, 3]
    assert groups_inside(result, flags(0, 1, 1, 1, 0)).tolist() == [False, True, True, False]


def test_a_branch_without_a_whole_group_has_no_sum_to_show():
    parent = ints(-1, 0, 1, 0)
    group = partition(parent, ints(20, 2, 3, 15)).group

    assert group.tolist() == [0, 0, 0, 1]
    assert lookable(parent, group).tolist() == [True, False, False, True]


def test_two_thousand_small_departments_under_one_parent_are_one_group():
    parent = np.append(-1, np.zeros(2000, dtype=np.int64))

    assert partition(parent, np.full(2001, 5.0)).staff.tolist() == [10005]


def test_a_tree_twelve_deep_with_three_staff_each_makes_groups_of_four():
    assert partition(np.arange(12) - 1, np.full(12, 3.0)).staff.tolist() == [12, 12, 12]


def test_a_loop_is_refused():
    with pytest.raises(ValueError, match="loop"):
        partition(ints(1, 0), ints(1, 1))


@st.composite
def organisations(draw):
    parent = draw(trees())
    staff = draw(st.lists(st.integers(0, 25), min_size=len(parent), max_size=len(parent)))
    keep = draw(st.lists(st.sampled_from([False, False, False, True]), min_size=len(parent), max_size=len(parent)))
    return parent, np.array(staff, dtype=np.float64), np.array(keep)


@given(organisations())
def test_every_group_has_ten_staff_unless_all_together_have_less(organisation):
    parent, staff, _ = organisation

    result = partition(parent, staff)

    assert np.array_equal(result.staff, np.bincount(result.group, weights=staff))
    if staff.sum() < MINIMUM_STAFF:
        assert (len(result), result.shown.tolist()) == (1, [False])
    else:
        assert result.staff.min() >= MINIMUM_STAFF
        assert result.shown.all()


@given(organisations())
def test_beside_the_own_departments_every_shown_group_has_ten_others(organisation):
    parent, staff, keep = organisation

    result = partition(parent, staff, keep=keep)

    own = set(result.group[keep].tolist())
    assert len(own) == keep.sum()
    others = [group for group in range(len(result)) if group not in own]
    if staff[~keep].sum() < MINIMUM_STAFF:
        assert [bool(result.shown[group]) for group in others] == [False] * min(1, int((~keep).sum()))
    else:
        assert all(result.staff[group] >= MINIMUM_STAFF and result.shown[group] for group in others)


@given(organisations())
def test_the_groups_beside_the_own_departments_are_whole_public_groups(organisation):
    parent, staff, keep = organisation

    public, own = partition(parent, staff).group, partition(parent, staff, keep=keep).group

    for group in range(public.max() + 1):
        assert len(set(own[(public == group) & ~keep].tolist())) <= 1


@given(organisations(), st.data())
def test_a_branch_sums_whole_groups_and_there_is_one_where_it_may_be_looked_into(organisation, data):
    parent, staff, keep = organisation
    result = partition(parent, staff, keep=keep if data.draw(st.booleans()) else None)
    may_look = lookable(parent, result.group)

    for head in range(len(parent)):
        members = branch(parent, head)
        inside = groups_inside(result, np.isin(np.arange(len(parent)), list(members)))
        for group in range(len(result)):
            assert inside[group] == (set(np.flatnonzero(result.group == group).tolist()) <= members)
        assert may_look[head] == inside.any()


@given(organisations())
def test_the_groups_are_the_same_every_time(organisation):
    parent, staff, keep = organisation

    assert groups(parent, staff, keep=keep) == groups(parent.copy(), staff.copy(), keep=keep.copy())


def test_a_group_stands_below_the_group_of_its_head():
    # A hall with a domain of 2, whose team of 3 is together with it, and a team of 30.
    parent = ints(-1, 0, 1, 1)
    found = partition(parent, ints(20, 9, 3, 30))

    assert found.group.tolist() == [0, 1, 1, 2]
    assert parents_of_groups(parent, found.group, len(found)).tolist() == [-1, 0, 1]
