"""Who may do what with a request, in one table; and when it has waited too long."""

from datetime import UTC, date, datetime, timedelta

import pytest

from ambassadors.helprequests.rules import (
    BECOMES,
    WHO_MAY,
    HelpStatus,
    Move,
    Part,
    is_overdue,
    may_see,
    moves_for,
    problem_with_wish,
)

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
OPEN, TAKEN, DONE = HelpStatus.OPEN, HelpStatus.TAKEN, HelpStatus.DONE
DECLINED, WITHDRAWN = HelpStatus.DECLINED, HelpStatus.WITHDRAWN


@pytest.mark.parametrize(
    ("part", "status", "moves"),
    [
        (Part.ASKER, OPEN, {Move.WITHDRAWN}),
        (Part.ASKER, TAKEN, {Move.WITHDRAWN}),
        (Part.ASKER, DONE, set()),
        (Part.ASKER, DECLINED, set()),
        (Part.ASKER, WITHDRAWN, {Move.REOPENED}),
        (Part.MEANT, OPEN, {Move.TAKEN, Move.PASSED_ON, Move.DECLINED}),
        (Part.MEANT, TAKEN, set()),
        (Part.AMBASSADOR, OPEN, {Move.TAKEN}),
        (Part.AMBASSADOR, TAKEN, set()),
        (Part.TAKER, TAKEN, {Move.DONE, Move.GIVEN_BACK, Move.PASSED_ON, Move.DECLINED}),
        (Part.TAKER, DONE, set()),
        (Part.DECLINER, DECLINED, {Move.REOPENED}),
        (Part.CHANGE_MANAGER, OPEN, {Move.PASSED_ON, Move.DECLINED}),
        (Part.CHANGE_MANAGER, TAKEN, {Move.DONE, Move.PASSED_ON, Move.DECLINED}),
        (Part.CHANGE_MANAGER, DECLINED, {Move.REOPENED}),
        (Part.CHANGE_MANAGER, WITHDRAWN, set()),
    ],
)
def test_each_part_may_do_this_and_nothing_else(part, status, moves):
    assert moves_for({part}, status) == moves


def test_every_state_is_in_the_table_and_every_move_leads_to_a_state():
    assert set(WHO_MAY) == set(HelpStatus)
    assert set(BECOMES) == set(Move) - {Move.HANDED_OVER}


@pytest.mark.parametrize(
    ("parts", "status", "took_a_step", "sees"),
    [
        ({Part.ASKER}, DONE, True, True),
        ({Part.CHANGE_MANAGER}, TAKEN, False, True),
        ({Part.AMBASSADOR}, OPEN, False, True),
        ({Part.AMBASSADOR}, TAKEN, False, False),
        ({Part.AMBASSADOR}, DECLINED, True, True),
        (set(), OPEN, True, False),
    ],
)
def test_other_ambassadors_read_what_is_open_or_what_they_had_a_part_in(parts, status, took_a_step, sees):
    assert may_see(parts, status, took_a_step=took_a_step) is sees


def test_a_week_is_too_long_and_a_second_less_is_not():
    assert is_overdue(NOW - timedelta(days=7), NOW)
    assert not is_overdue(NOW - timedelta(days=7) + timedelta(seconds=1), NOW)


def test_a_day_can_be_wished_for_from_today_up_to_a_year_ahead():
    today = date(2026, 11, 23)

    assert [
        problem_with_wish(each, today)
        for each in (None, today, date(2026, 11, 22), date(2027, 11, 23), date(2027, 11, 24))
    ] == [None, None, "wish_past", None, "wish_too_far"]
