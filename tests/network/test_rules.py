"""What an ambassadorship can become: the rules, tried with histories of every kind."""

import itertools
from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from ambassadors.network.rules import (
    LONGEST_PAUSE,
    NEXT,
    Status,
    Step,
    end_of,
    first_day,
    may_undo,
    problem_with,
    serves,
    status_of,
    step_on,
)

TODAY = date(2026, 11, 23)
DAYS = st.integers(-400, 5).map(lambda days: TODAY + timedelta(days=days))


@st.composite
def any_step(draw):
    on = draw(DAYS)
    status = draw(st.sampled_from(Status))
    until = on + timedelta(days=draw(st.integers(-3, 100))) if status is Status.PAUSED else None
    return Step(status, on, until, draw(st.sampled_from([None, 7])) if status is Status.PAUSED else None)


def history_of(attempts):
    """The attempts that the rules let through, one after the other."""
    steps = []
    for attempt in attempts:
        if problem_with(steps, attempt, TODAY) is None:
            steps.append(attempt)
    return steps


@given(st.lists(any_step(), max_size=30))
def test_a_history_that_the_rules_let_through_keeps_the_rules(attempts):
    steps = history_of(attempts)

    assert all(step.on <= TODAY for step in steps)
    assert [step.on for step in steps] == sorted(step.on for step in steps)
    for before, after in itertools.pairwise(steps):
        assert after.status in NEXT[status_of(before, after.on)] | NEXT[before.status]
    assert [step.status for step in steps].count(Status.ENDED) <= 1
    assert all(step.until - step.on <= LONGEST_PAUSE for step in steps if step.status is Status.PAUSED)


@given(st.lists(any_step(), max_size=30), DAYS)
def test_the_state_of_a_day_is_that_of_the_last_step_up_to_it(attempts, day):
    steps = history_of(attempts)
    begun = [step for step in steps if step.on <= day]

    assert step_on(steps, day) == (begun[-1] if begun else None)
    end = end_of(steps)
    assert (status_of(step_on(steps, day), day) is Status.ENDED) == (end is not None and day >= end)


@given(st.lists(any_step(), max_size=30), DAYS)
def test_a_department_is_served_by_who_is_active_or_has_a_stand_in(attempts, day):
    step = step_on(history_of(attempts), day)
    status = status_of(step, day)

    assert serves(step, day) == (
        status is Status.ACTIVE or (status is Status.PAUSED and step.stand_in_id is not None)
    )


def day(days: int) -> date:
    return TODAY + timedelta(days=days)


ACTIVE = Step(Status.ACTIVE, day(-100))


def test_a_pause_that_is_over_can_be_followed_by_another():
    steps = [ACTIVE, Step(Status.PAUSED, day(-50), day(-10))]
    again = Step(Status.PAUSED, day(0), day(7))

    assert problem_with(steps, again, TODAY) is None
    assert problem_with([ACTIVE, Step(Status.PAUSED, day(-50), day(10))], again, TODAY) == "not_possible_now"


def test_a_pause_lasts_at_most_twelve_weeks_and_at_least_a_day():
    def paused(until):
        return problem_with([ACTIVE], Step(Status.PAUSED, day(0), until), TODAY)

    assert paused(day(84)) is None
    assert paused(day(85)) == "pause_too_long"
    assert paused(day(0)) == "pause_order"
    assert paused(None) == "pause_order"


def test_nothing_is_set_in_the_future_or_before_the_last_step():
    assert problem_with([ACTIVE], Step(Status.ENDED, day(1)), TODAY) == "in_the_future"
    assert problem_with([ACTIVE], Step(Status.ENDED, day(-101)), TODAY) == "before_last_step"
    assert problem_with([ACTIVE], Step(Status.ENDED, day(-100)), TODAY) == "ends_on_first_day"


def test_a_planned_end_does_not_stand_in_the_way_of_a_pause_before_it():
    steps = [ACTIVE, Step(Status.ENDED, day(30))]

    assert problem_with(steps, Step(Status.PAUSED, day(0), day(7), 7), TODAY) is None
    paused = [*steps, Step(Status.PAUSED, day(0), day(60))]
    assert status_of(step_on(paused, day(29)), day(29)) is Status.PAUSED
    assert status_of(step_on(paused, day(30)), day(30)) is Status.ENDED


def test_the_earliest_end_counts():
    assert end_of([ACTIVE, Step(Status.ENDED, day(30)), Step(Status.ENDED, day(-2))]) == day(-2)
    assert end_of([ACTIVE]) is None


def test_a_step_can_be_undone_for_a_day():
    set_at = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)

    assert may_undo(set_at, set_at + timedelta(hours=23))
    assert not may_undo(set_at, set_at + timedelta(hours=24))


def test_somebody_is_ambassador_from_the_first_step_that_says_so_not_from_the_day_they_signed_up():
    signed_up, agreed = TODAY - timedelta(days=90), TODAY - timedelta(days=60)
    waiting = [Step(Status.CANDIDATE, signed_up), Step(Status.ASKED, signed_up + timedelta(days=7))]
    rest = Step(Status.PAUSED, agreed + timedelta(days=20), TODAY)
    back = Step(Status.ACTIVE, TODAY)

    assert first_day([*waiting, Step(Status.ACTIVE, agreed), rest, back]) == agreed
    assert first_day(waiting) is None
