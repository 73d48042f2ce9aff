"""Rules of a signal's way: every row of the tables, and what steps add up to."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ambassadors.signals.rules import (
    CLOSED,
    FOLLOWED,
    JOINABLE,
    NEXT,
    TAKEN_BY,
    Course,
    Part,
    SignalStatus,
    course,
    is_overdue,
    knows_answer,
    knows_sender,
    last_answer,
    may_see,
    may_step,
    steps_for,
    told_status,
    way_along,
)

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
LATER = NOON + timedelta(days=3)
LATEST = NOON + timedelta(days=9)


def test_every_step_says_who_takes_it():
    reachable = {then for following in NEXT.values() for then in following}

    assert reachable == set(TAKEN_BY)
    assert set(NEXT) == set(SignalStatus)


@pytest.mark.parametrize(
    ("part", "now", "then"),
    [
        (Part.AMBASSADOR, SignalStatus.RAISED, {SignalStatus.SOLVED_LOCALLY, SignalStatus.ESCALATED}),
        (Part.CHANGE_MANAGER, SignalStatus.RAISED, {SignalStatus.SOLVED_LOCALLY, SignalStatus.ESCALATED}),
        (Part.KERNGROEP, SignalStatus.RAISED, {SignalStatus.ESCALATED}),
        (Part.SENDER, SignalStatus.RAISED, {SignalStatus.ESCALATED}),
        (Part.KERNGROEP, SignalStatus.ESCALATED, {SignalStatus.ACKNOWLEDGED}),
        (Part.CHANGE_MANAGER, SignalStatus.ESCALATED, set()),
        (Part.AMBASSADOR, SignalStatus.ESCALATED, set()),
        (
            Part.KERNGROEP,
            SignalStatus.ACKNOWLEDGED,
            {SignalStatus.ACKNOWLEDGED, SignalStatus.ASKED, SignalStatus.ANSWERED},
        ),
        (Part.SENDER, SignalStatus.ASKED, {SignalStatus.REPLIED}),
        (Part.KERNGROEP, SignalStatus.ASKED, {SignalStatus.ACKNOWLEDGED, SignalStatus.ANSWERED}),
        (Part.SENDER, SignalStatus.REPLIED, set()),
        (Part.CHAIR, SignalStatus.ESCALATED, set()),
        (Part.OWNER, SignalStatus.ACKNOWLEDGED, set()),
        (Part.KERNGROEP, SignalStatus.ANSWERED, {SignalStatus.FED_BACK}),
        (Part.SENDER, SignalStatus.FED_BACK, {SignalStatus.CLOSED, SignalStatus.REOPENED}),
        (Part.SENDER, SignalStatus.SOLVED_LOCALLY, {SignalStatus.CLOSED, SignalStatus.REOPENED}),
        (Part.SENDER, SignalStatus.CLOSED, {SignalStatus.REOPENED}),
        (Part.KERNGROEP, SignalStatus.FED_BACK, {SignalStatus.CLOSED}),
        (Part.KERNGROEP, SignalStatus.REOPENED, {SignalStatus.ACKNOWLEDGED}),
    ],
)
def test_a_part_may_take_its_own_steps_and_no_others(part, now, then):
    assert steps_for([part], now) == then


@given(st.frozensets(st.sampled_from(Part)), st.sampled_from(SignalStatus), st.sampled_from(SignalStatus))
def test_more_parts_never_allow_less(parts, now, then):
    allowed = any(may_step([part], now, then) for part in parts)

    assert may_step(parts, now, then) == allowed


@pytest.mark.parametrize(
    ("parts", "now", "took_a_step", "sees"),
    [
        ([], SignalStatus.RAISED, True, False),
        ([Part.SENDER], SignalStatus.FED_BACK, False, True),
        ([Part.KERNGROEP], SignalStatus.RAISED, False, True),
        ([Part.CHANGE_MANAGER], SignalStatus.ANSWERED, False, True),
        ([Part.AMBASSADOR], SignalStatus.RAISED, False, True),
        ([Part.AMBASSADOR], SignalStatus.ESCALATED, False, False),
        ([Part.AMBASSADOR], SignalStatus.ESCALATED, True, True),
    ],
)
def test_who_may_see_a_signal(parts, now, took_a_step, sees):
    assert may_see(parts, now, took_a_step=took_a_step) is sees


@pytest.mark.parametrize(
    ("status", "due_on", "overdue"),
    [
        (SignalStatus.ACKNOWLEDGED, date(2026, 3, 1), True),
        (SignalStatus.ACKNOWLEDGED, date(2026, 3, 2), False),
        (SignalStatus.ACKNOWLEDGED, None, False),
        (SignalStatus.FED_BACK, date(2026, 3, 1), False),
        (SignalStatus.ESCALATED, date(2026, 3, 1), True),
        (SignalStatus.ASKED, date(2026, 3, 1), False),
    ],
)
def test_overdue_is_open_after_the_day_itself(status, due_on, overdue):
    assert is_overdue(status, due_on, date(2026, 3, 2)) is overdue


def test_a_course_keeps_the_first_answer_and_forgets_a_closing_that_was_undone():
    steps = [
        (SignalStatus.RAISED, NOON),
        (SignalStatus.SOLVED_LOCALLY, LATER),
        (SignalStatus.REOPENED, LATEST),
    ]

    assert course(steps) == Course(SignalStatus.REOPENED, LATER, None)
    assert course(steps[:2]) == Course(SignalStatus.SOLVED_LOCALLY, LATER, LATER)
    assert course(steps[:1]) == Course(SignalStatus.RAISED, None, None)


def test_the_last_answer_is_what_was_told_since_reopening():
    first = [(SignalStatus.RAISED, None), (SignalStatus.ESCALATED, "Ik kan dit niet"), (SignalStatus.ANSWERED, "Ja")]
    again = [(SignalStatus.FED_BACK, None), (SignalStatus.REOPENED, "Nee"), (SignalStatus.ANSWERED, "Toch anders")]

    assert last_answer(first) == ("Ja",)
    assert last_answer(first + again) == ("Toch anders",)
    assert last_answer([*first, *again, (SignalStatus.FED_BACK, "Met dank")]) == ("Toch anders", "Met dank")


def test_after_closed_there_is_nothing_for_anybody_but_the_sender():
    others = set(Part) - {Part.SENDER}

    assert {now for now in SignalStatus if steps_for(others, now) <= {SignalStatus.CLOSED}} == CLOSED
    assert steps_for(others, SignalStatus.CLOSED) == set()


def test_closing_keeps_the_moment_at_which_the_sender_was_told():
    steps = [(SignalStatus.RAISED, NOON), (SignalStatus.SOLVED_LOCALLY, LATER), (SignalStatus.CLOSED, LATEST)]

    assert course(steps) == Course(SignalStatus.CLOSED, LATER, LATER)


@given(st.frozensets(st.sampled_from(Part)), st.sampled_from(SignalStatus))
def test_a_joined_signal_takes_none_of_the_steps_that_it_takes_along(parts, now):
    assert steps_for(parts, now, joined=True) == steps_for(parts, now) - FOLLOWED


@given(st.sampled_from(SignalStatus), st.sampled_from(SignalStatus))
def test_a_joined_signal_goes_along_only_by_steps_of_the_table(now, then):
    way = way_along(now, then)

    assert way == () or way[-1] is then
    assert all(later in NEXT[earlier] and later in FOLLOWED for earlier, later in pairwise((now, *way)))


@pytest.mark.parametrize("now", sorted(JOINABLE))
def test_whatever_can_be_joined_can_come_to_the_answer_of_the_other(now):
    assert way_along(now, SignalStatus.ANSWERED)[-1] is SignalStatus.ANSWERED


@pytest.mark.parametrize("part", Part)
def test_who_raised_a_confidential_signal_is_known_to_three(part):
    assert knows_sender([part], confidential=True) is (part in {Part.SENDER, Part.CHAIR, Part.OWNER})
    assert knows_sender([part], confidential=False)


def test_an_answer_is_the_kerngroeps_until_the_sender_is_told():
    knows = {part for part in Part if knows_answer({part}, SignalStatus.ANSWERED)}

    assert knows == {Part.KERNGROEP, Part.CHANGE_MANAGER}
    assert all(knows_answer({part}, SignalStatus.FED_BACK) for part in Part)
    assert {status for status in SignalStatus if told_status(status) is not status} == {SignalStatus.ANSWERED}
    assert told_status(SignalStatus.ANSWERED) is SignalStatus.ACKNOWLEDGED
