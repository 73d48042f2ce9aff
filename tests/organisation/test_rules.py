"""The tree of departments: order, branches, loops, needs, and staff as people read it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ambassadors.organisation.rules import (
    DepartmentRow,
    find_loops,
    grow,
    needs_ambassador,
    whole_parts,
    whole_staff,
)


def row(number, name, parent=None):
    return DepartmentRow(number, name[0], name, parent, None)


TREE = grow([row(4, "Delta", 2), row(3, "Charlie", 1), row(2, "bravo", 1), row(1, "Alfa"), row(9, "Zoeloe", 77)])


def test_a_tree_is_read_depth_first_with_siblings_by_name():
    assert [each.name for each in TREE.rows] == ["Alfa", "bravo", "Delta", "Charlie", "Zoeloe"]


def test_a_parent_that_is_not_there_counts_as_none():
    assert TREE.by_id[9].parent_id is None
    assert [each.name for each in TREE.children[None]] == ["Alfa", "Zoeloe"]


def test_a_department_knows_what_stands_above_and_below():
    assert [each.name for each in TREE.ancestors(4)] == ["bravo", "Alfa"]
    assert [each.name for each in TREE.branch(1)] == ["Alfa", "bravo", "Delta", "Charlie"]
    assert (TREE.depth(1), TREE.depth(4)) == (0, 2)
    assert (TREE.path(1), TREE.path(4)) == ([], ["Alfa", "bravo"])


def test_the_nearest_of_some_departments_is_the_department_itself_or_above_it():
    among = {1, 2, 3}
    assert [TREE.nearest(number, among).name for number in (2, 4, 1)] == ["bravo", "bravo", "Alfa"]
    assert (TREE.nearest(9, among), TREE.nearest(77, among), TREE.nearest(4, {3})) == (None, None, None)


def test_every_loop_is_found_once_and_told_along_its_way():
    parents = {"a": "b", "b": "a", "c": "a", "d": "d", "e": None, "f": "e"}
    assert list(find_loops(parents, parents.get)) == [["a", "b", "a"], ["d", "d"]]


@given(st.dictionaries(st.integers(0, 15).map(str), st.integers(0, 15).map(str) | st.none()))
def test_a_loop_is_found_whenever_one_never_gets_to_the_top(parents):
    def reaches_top(code):
        for _ in range(20):
            code = parents.get(code)
            if code is None:
                return True
        return False

    assert (list(find_loops(parents, parents.get)) == []) == all(reaches_top(code) for code in parents)


@pytest.mark.parametrize(
    ("for_initiative", "for_all", "staff", "needed"),
    [
        (None, None, 12, True),
        (None, None, 0, False),
        (None, None, None, True),
        (None, False, 12, False),
        (None, True, 0, True),
        (True, False, 0, True),
        (False, True, 12, False),
    ],
)
def test_what_was_said_for_the_initiative_comes_before_what_was_said_for_all(for_initiative, for_all, staff, needed):
    assert needs_ambassador(for_initiative, for_all, staff) == needed


def test_part_of_a_person_is_a_person_but_noise_is_not():
    assert (whole_staff(5.01), whole_staff(5.0), whole_staff(0.1 + 0.2 - 0.3), whole_staff(0.3)) == (6, 5, 0, 1)


def test_parts_of_the_staff_add_up_to_the_whole_and_the_largest_fractions_are_rounded_up():
    assert whole_parts([0.0, 12.4, 0.5, 7.3]) == (0, 13, 1, 7)
    assert whole_parts([0.0, 12_799.27]) == (0, 12_800)
    assert whole_parts([0.1 + 0.2, 9.7]) == (0, 10)
    assert whole_parts([]) == ()


@given(st.lists(st.decimals(0, 5_000, places=2).map(float), max_size=6))
def test_parts_of_any_staff_add_up_and_each_is_less_than_one_off(parts):
    whole = whole_parts(parts)

    assert sum(whole) == whole_staff(sum(parts))
    assert all(abs(people - part) < 1 for people, part in zip(whole, parts, strict=True))
