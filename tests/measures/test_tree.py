import numpy as np
import pytest
from hypothesis import given

from ambassadors.measures.tree import branch_sums, children_of, depths, levels, nearest
from tests.measures.build import branch, flags, ints, trees


def test_depth_counts_the_steps_to_the_root():
    assert depths(ints(-1, 0, 1, 1, -1)).tolist() == [0, 1, 2, 2, 0]


def test_a_chain_of_five_thousand_is_as_deep_as_it_is_long():
    assert depths(np.arange(5000) - 1).tolist() == list(range(5000))


@pytest.mark.parametrize("parent", [ints(0), ints(1, 0), ints(-1, 0, 3, 4, 2)])
def test_a_loop_is_refused(parent):
    with pytest.raises(ValueError, match="loop"):
        depths(parent)


@pytest.mark.parametrize("parent", [ints(1), ints(-2)])
def test_a_parent_outside_the_tree_is_refused(parent):
    with pytest.raises(ValueError, match="not in the tree"):
        depths(parent)


def test_an_empty_tree_has_no_levels():
    assert (depths(ints()).tolist(), levels(ints()), nearest(ints(), flags()).tolist()) == ([], [], [])


def test_nearest_prefers_the_department_itself():
    assert nearest(ints(-1, 0, 1, 2, -1), flags(1, 0, 1, 0, 0)).tolist() == [0, 0, 2, 2, -1]


def test_children_come_in_order_and_roots_last():
    assert children_of(ints(-1, 0, 0, 1, -1)) == [[1, 2], [3], [], [], [], [0, 4]]


@given(trees())
def test_a_branch_sums_itself_and_everything_below(parent):
    numbers = np.arange(len(parent)) + 1.5

    expected = [sum(numbers[index] for index in branch(parent, head)) for head in range(len(parent))]

    assert branch_sums(parent, numbers).tolist() == expected
