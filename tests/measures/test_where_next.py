from itertools import combinations
from math import e

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ambassadors.measures.log import ReachLog
from ambassadors.measures.where_next import Nearby, Proposal, Reason, greedy_cover, nearby, where_next
from tests.measures.build import BROADCAST, CONTACT, MONDAY, flags, ints, no_log
from tests.measures.reference import table


def together(*meetings, audience=CONTACT, day=MONDAY):
    return ReachLog.from_rows(
        [
            (day, department, place, audience, 5, 5, None)
            for place, meeting in enumerate(meetings)
            for department in meeting
        ]
    )


def pairs(reach):
    return list(zip(reach.unit.tolist(), reach.department.tolist(), strict=True))


def none(count):
    return np.zeros(count, dtype=np.bool_)


# From data/reference_values.json, block "weighted_max_coverage_email_eu_departments"; there the optimum too.
@pytest.mark.parametrize(
    ("links", "picks", "values"),
    [
        (100, [36, 21, 17, 9, 6, 4, 35, 38], {1: 726, 2: 774, 3: 809, 5: 869, 8: 919}),
        (50, [36, 4, 2, 31, 24, 15, 30, 40], {1: 943, 2: 958, 3: 968, 5: 982, 8: 995}),
    ],
)
def test_the_greedy_picks_equal_the_reference_values(links, picks, values):
    matrix, size = table("email_eu_departments"), table("email_eu_sizes")[:, 1].astype(np.float64)
    unit, department = np.nonzero((matrix + matrix.T >= links) | np.eye(42, dtype=np.bool_))
    chosen = greedy_cover(Nearby.from_pairs(unit, department), size, ~none(42), none(42), 8)

    assert [unit for unit, _, _ in chosen] == picks
    covered = np.cumsum([staff for _, staff, _ in chosen])
    assert {number: covered[number - 1] for number in values} == values


# From data/reference_values.json, block "max_coverage_toy": greedy finds 5 where 6 is possible.
def test_the_toy_equals_the_reference_values():
    reach = Nearby.from_pairs(ints(0, 0, 0, 0, 1, 1, 1, 2, 2, 2), ints(0, 1, 2, 3, 0, 1, 4, 2, 3, 5))

    assert greedy_cover(reach, np.ones(6), flags(1, 1, 1, 0, 0, 0), none(6), 2) == [(0, 4, 4), (1, 1, 1)]


def test_within_reach_are_itself_parent_children_and_who_met_twice():
    reach = nearby(ints(-1, 0, 0, -1), together([2, 3], [2, 3], [1, 3]), MONDAY)

    assert pairs(reach) == [(0, 0), (0, 1), (0, 2), (1, 0), (1, 1), (2, 0), (2, 2), (2, 3), (3, 2), (3, 3)]


def test_posts_large_meetings_and_last_year_bring_nobody_within_reach():
    apart = ints(*[-1] * 51)
    alone = [(department, department) for department in range(51)]

    assert pairs(nearby(apart, together(range(51), range(51)), MONDAY)) == alone
    assert pairs(nearby(apart, together([0, 1], [0, 1], audience=BROADCAST), MONDAY)) == alone
    assert pairs(nearby(apart, together([0, 1], [0, 1], day=MONDAY - 365), MONDAY)) == alone
    assert len(pairs(nearby(apart, together(range(50), range(50)), MONDAY))) == 50 * 50 + 1


def test_units_come_by_their_first_reason_and_then_by_what_they_add():
    reach = Nearby.from_pairs(np.arange(6), np.arange(6))
    proposals = where_next(
        reach,
        weight=ints(1, 2, 3, 4, 5, 6),
        covered=none(6),
        vacant=flags(1, 1, 1, 1, 1, 0),
        candidate=flags(1, 1, 0, 0, 0, 1),
        asked=flags(1, 0, 1, 0, 0, 0),
        had_contact=flags(1, 1, 1, 1, 0, 0),
    )

    assert [(proposal.department, proposal.reason.value) for proposal in proposals] == [
        (1, "candidate"),
        (0, "candidate"),
        (2, "asked_for_help"),
        (3, "had_contact"),
        (4, "staff"),
    ]


def test_what_a_stronger_reason_brings_within_reach_is_not_counted_again():
    reach = Nearby.from_pairs(ints(0, 0, 1, 1), ints(0, 2, 1, 2))
    proposals = where_next(reach, ints(1, 5, 9), none(3), flags(1, 1, 0), flags(1, 0, 0), none(3), none(3))

    assert proposals == (Proposal(0, Reason.CANDIDATE, 10.0, 2), Proposal(1, Reason.STAFF, 5.0, 1))


def test_what_an_ambassador_has_within_reach_already_adds_nothing():
    reach = Nearby.from_pairs(ints(0, 1, 1, 2), ints(0, 1, 2, 2))
    covered = reach.around(flags(0, 1, 0))
    proposals = where_next(reach, ints(4, 5, 6), covered, flags(1, 0, 1), none(3), none(3), none(3), picks=9)

    assert covered.tolist() == [False, True, True]
    assert proposals == (Proposal(0, Reason.STAFF, 4.0, 1), Proposal(2, Reason.STAFF, 0.0, 0))


def test_no_more_are_proposed_than_asked_for():
    reach = Nearby.from_pairs(np.arange(6), np.arange(6))

    assert len(where_next(reach, np.ones(6), none(6), ~none(6), flags(1, 1, 1, 0, 0, 0), none(6), none(6), 2)) == 2


def test_without_vacant_units_and_without_departments_nothing_is_proposed():
    reach = nearby(ints(-1), no_log(), MONDAY)
    nothing = nearby(ints(), no_log(), MONDAY)

    assert where_next(reach, ints(5), none(1), none(1), none(1), none(1), none(1)) == ()
    assert where_next(nothing, ints(), none(0), none(0), none(0), none(0), none(0)) == ()


@given(
    st.lists(st.tuples(st.integers(0, 6), st.integers(0, 7)), max_size=30),
    st.lists(st.integers(0, 20), min_size=8, max_size=8),
    st.integers(1, 4),
)
def test_greedy_reaches_63_percent_of_the_best_possible_at_least(near, staff, picks):
    reach = Nearby.from_pairs(ints(*(pair[0] for pair in near)), ints(*(pair[1] for pair in near)))
    units, weight = flags(1, 1, 1, 1, 1, 1, 1, 0), np.array(staff, dtype=np.float64)

    def value(chosen):
        return weight[reach.around(np.isin(np.arange(8), chosen))].sum()

    chosen = greedy_cover(reach, weight, units, none(8), picks)
    best = max(value(some) for some in combinations(range(7), picks))

    assert sum(staff for _, staff, _ in chosen) == value([unit for unit, _, _ in chosen])
    assert value([unit for unit, _, _ in chosen]) >= (1 - 1 / e) * best - 1e-9
    assert [staff for _, staff, _ in chosen] == sorted((staff for _, staff, _ in chosen), reverse=True)
