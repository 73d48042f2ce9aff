"""Which way a result goes, and how a slip is taken back."""

from datetime import UTC, date, datetime, timedelta

import pytest

from ambassadors.results.rules import (
    NEXT,
    OPEN,
    USED,
    ResultStatus,
    Step,
    problem_with,
    standing,
    step_to_undo,
    usual_step,
)

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
TODAY = NOW.date()
TO_DO, ADAPTED, TESTED, IN_USE, RECHECKED = ResultStatus


def test_presses_lead_from_to_do_to_in_use_and_then_to_rechecked_every_year():
    way = [TO_DO]
    for _press in range(5):
        way.append(usual_step(way[-1]))

    assert way == [TO_DO, ADAPTED, TESTED, IN_USE, RECHECKED, RECHECKED]


def test_everything_that_was_begun_can_be_done_again():
    assert {status for status in ResultStatus if TO_DO in NEXT[status]} == set(ResultStatus) - {TO_DO}


def test_whatever_is_rechecked_is_in_use():
    assert sorted(USED) == [IN_USE, RECHECKED]
    assert frozenset(ResultStatus) - USED == OPEN


@pytest.mark.parametrize(
    ("now", "then", "on", "dropped", "problem"),
    [
        (TO_DO, ADAPTED, TODAY, False, None),
        (ADAPTED, IN_USE, TODAY, False, None),
        (TO_DO, IN_USE, TODAY, False, "not_a_step"),
        (ADAPTED, TESTED, TODAY + timedelta(days=1), False, "in_future"),
        (ADAPTED, TESTED, date(2026, 10, 31), False, "before_last"),
        (ADAPTED, TESTED, date(2026, 11, 1), False, None),
        (ADAPTED, TESTED, TODAY, True, "off_the_list"),
    ],
)
def test_a_step_is_allowed_or_its_problem_is_told(now, then, on, dropped, problem):
    since = None if now is TO_DO else date(2026, 11, 1)

    assert problem_with(now, since, then, on, TODAY, dropped=dropped) == problem


def test_what_never_took_a_step_may_have_been_adapted_long_before_it_was_written_down():
    assert problem_with(TO_DO, None, ADAPTED, date(2020, 1, 1), TODAY, dropped=False) is None


def test_a_step_that_was_taken_back_does_not_count_nor_does_what_took_it_back():
    hour = timedelta(hours=1)
    steps = [
        Step(1, ADAPTED, TODAY, NOW - 3 * hour),
        Step(2, TESTED, TODAY, NOW - 2 * hour),
        Step(3, ADAPTED, TODAY, NOW - hour, undoes=2),
    ]

    assert standing(steps) == steps[:1]
    assert step_to_undo(steps, NOW) == steps[0]


def test_a_step_can_be_taken_back_for_a_day():
    step = Step(1, ADAPTED, TODAY, NOW)

    assert step_to_undo([step], NOW + timedelta(hours=23)) == step
    assert step_to_undo([step], NOW + timedelta(hours=24)) is None
    assert step_to_undo([], NOW) is None
