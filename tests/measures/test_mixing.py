import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ambassadors.measures.log import ReachLog
from ambassadors.measures.mixing import Mixing, excess, mixing
from ambassadors.measures.ties import Ties
from tests.measures.build import CONTACT, MONDAY, contacts, ints, no_log
from tests.measures.reference import table

# Ambassador 0 works in department 0 and serves department 1; ambassador 1 belongs to department 2.
OWN = (ints(0, 0, 1), ints(0, 1, 2))


def mixed(rows, activity, by):
    return mixing(ReachLog.from_rows(rows), Ties.from_pairs(ints(*activity), ints(*by), *OWN), MONDAY)


# From data/reference_values.json, block "from_department_counts_only": igraph and netseg on the same network.
def test_the_table_alone_gives_the_reference_values():
    email = Mixing.from_matrix(table("email_eu_departments"))

    assert (email.total, email.internal) == (24929, 8645)
    assert email.ei_index() == pytest.approx(0.30643026194392076, abs=1e-12)
    assert email.assortativity() == pytest.approx(0.3140730733959005, abs=1e-12)


def test_what_reaches_an_own_unit_is_within_it():
    result = mixed(contacts(5, department=1), [0], [0])

    assert (result.source.tolist(), result.target.tolist(), result.count.tolist()) == ([1], [1], [1])


def test_a_visit_is_shared_by_the_own_units():
    result = mixed(contacts(5, department=2), [0], [0])

    assert result.matrix(3).tolist() == [[0, 0, 0.5], [0, 0, 0.5], [0, 0, 0]]


def test_an_activity_is_shared_by_its_ambassadors():
    result = mixed(contacts(5, department=2), [0, 0], [0, 1])

    assert result.matrix(3).tolist() == [[0, 0, 0.25], [0, 0, 0.25], [0, 0, 0.5]]


def test_divisions_take_in_what_stays_between_their_departments():
    result = mixed(contacts(5, department=2), [0], [0]).merged(ints(0, 1, 1))

    assert result.matrix(2).tolist() == [[0, 0.5], [0, 0.5]]
    assert result.ei_index() == 0


def test_all_within_departments_is_minus_one_and_all_between_is_one():
    within, between = Mixing.from_matrix(np.eye(3)), Mixing.from_matrix(1 - np.eye(3))

    assert (within.ei_index(), within.assortativity()) == (-1, 1)
    assert (between.ei_index(), between.assortativity()) == (1, pytest.approx(-0.5))


def test_nothing_and_one_department_have_no_answer():
    nothing = mixing(no_log(), Ties.from_pairs(ints(), ints(), ints(), ints()), MONDAY)
    alone = Mixing.from_matrix(ints(7).reshape(1, 1))

    assert (nothing.total, nothing.ei_index(), nothing.assortativity()) == (0, None, None)
    assert (alone.ei_index(), alone.assortativity()) == (-1, None)


def test_one_department_that_only_reaches_another_is_no_division_by_nothing():
    assert Mixing.from_matrix(np.array([[0, 7], [0, 0]])).assortativity() == 0


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 1)), min_size=1, max_size=12))
def test_every_contact_counts_for_one(done):
    rows = [(MONDAY, department, place, CONTACT, 5, 5, None) for place, (department, _) in enumerate(done)]
    result = mixed(rows, range(len(done)), [ambassador for _, ambassador in done])

    assert result.total == pytest.approx(len(done))
    assert -1 <= result.ei_index() <= 1


def test_a_cell_is_set_beside_what_its_row_and_column_give():
    result = excess(np.array([[8.0, 2.0], [2.0, 8.0]]))

    assert result.expected.tolist() == [[5, 5], [5, 5]]
    # Adjusted residual (Haberman 1973): 3 / √(5 × ½ × ½) = 2.68, beyond 2.
    assert result.leans.tolist() == [[1, -1], [-1, 1]]


def test_a_difference_of_less_than_two_errors_leans_nowhere():
    # (6 − 5) / √(5 × ½ × ½) = 0.89
    assert excess(np.array([[6.0, 4.0], [4.0, 6.0]])).leans.tolist() == [[0, 0], [0, 0]]


def test_empty_rows_and_an_empty_table_lean_nowhere():
    one_row = excess(np.array([[5.0, 0.0], [0.0, 0.0]]))
    nothing = excess(np.zeros((2, 2)))

    assert (one_row.expected.tolist(), one_row.leans.any()) == ([[5, 0], [0, 0]], False)
    assert (nothing.expected.any(), nothing.leans.any()) == (False, False)


@given(st.lists(st.lists(st.integers(0, 9), min_size=4, max_size=4), min_size=4, max_size=4))
def test_what_is_expected_has_the_rows_and_columns_of_what_there_is(cells):
    observed = np.array(cells, dtype=float)
    result = excess(observed)

    assert result.expected.sum(axis=0) == pytest.approx(observed.sum(axis=0))
    assert result.expected.sum(axis=1) == pytest.approx(observed.sum(axis=1))
    assert not (result.leans * (observed - result.expected) < 0).any()
