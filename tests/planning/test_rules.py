"""What can be planned, and when one can still say that one comes along."""

from datetime import date, timedelta

import pytest

from ambassadors.activities.rules import Facts, Problem
from ambassadors.planning.rules import (
    Draft,
    PlanStatus,
    monday_of,
    month_after,
    month_before,
    problem_with_coming,
    problems,
)
from tests.conftest import TODAY

FACTS = Facts(TODAY - timedelta(days=9), None, "contact", frozenset({1}), frozenset({7}))


def draft(**values):
    held = {
        "initiative_id": 1,
        "kind_id": 1,
        "on": TODAY,
        "at": None,
        "title": None,
        "place": None,
        "department_ids": (7,),
        "leading": (1,),
    }
    return Draft(**held | values)


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({}, []),
        ({"department_ids": ()}, []),
        ({"on": TODAY - timedelta(days=1)}, [Problem("day_past", "on")]),
        ({"on": TODAY + timedelta(days=733)}, [Problem("too_far", "on")]),
        ({"leading": ()}, [Problem("nobody_leads", "leading")]),
        ({"leading": (1, 2)}, [Problem("not_serving", "leading")]),
        ({"department_ids": (7, 8)}, [Problem("department_not_then", "departments")]),
    ],
)
def test_problems_are_told_with_their_field(values, expected):
    assert list(problems(draft(**values), FACTS, TODAY)) == expected


def test_a_day_that_passed_may_stay_as_it_is():
    yesterday = TODAY - timedelta(days=1)
    assert list(problems(draft(on=yesterday), FACTS, TODAY, was_on=yesterday)) == []


def test_nothing_is_planned_outside_the_change():
    facts = Facts(TODAY + timedelta(days=3), TODAY + timedelta(days=5), None, frozenset({1}), frozenset({7}))
    assert list(problems(draft(), facts, TODAY)) == [Problem("before_start", "on"), Problem("kind_retired", "kind")]
    late = problems(draft(on=TODAY + timedelta(days=6)), facts, TODAY)
    assert list(late) == [Problem("after_end", "on"), Problem("kind_retired", "kind")]


@pytest.mark.parametrize(
    ("status", "days", "expected"),
    [
        (PlanStatus.PLANNED, 0, None),
        (PlanStatus.PLANNED, -1, "is_over"),
        (PlanStatus.CANCELLED, 3, "is_cancelled"),
        (PlanStatus.DONE, 0, "is_over"),
    ],
)
def test_one_comes_along_to_what_is_still_to_come(status, days, expected):
    assert problem_with_coming(status, TODAY + timedelta(days=days), TODAY) == expected


def test_weeks_begin_on_monday_and_months_follow_each_other():
    assert monday_of(date(2026, 11, 29)) == date(2026, 11, 23)
    assert month_after(date(2026, 12, 1)) == date(2027, 1, 1)
    assert month_before(date(2027, 1, 1)) == date(2026, 12, 1)
