"""When a confirmation holds, and what may follow on it."""

from datetime import date, timedelta

import pytest

from ambassadors.meetings.rules import (
    Confirmed,
    State,
    problem_with_confirming,
    problem_with_withdrawing,
    since,
    year_later,
)

DAY = timedelta(days=1)
BEGIN = date(2025, 1, 6)
ON = date(2026, 3, 2)
UNTIL = date(2027, 3, 2)
TODAY = date(2026, 11, 23)
PLAIN = Confirmed(ON, UNTIL, None)


@pytest.mark.parametrize(
    ("day", "later"),
    [(ON, UNTIL), (date(2027, 2, 28), date(2028, 2, 28)), (date(2028, 2, 29), date(2029, 3, 1))],
)
def test_confirmation_is_valid_for_a_whole_year(day, later):
    assert year_later(day) == later


def test_confirmation_holds_from_its_day_up_to_a_year_later():
    assert [PLAIN.holds_on(day) for day in (ON - DAY, ON, UNTIL - DAY, UNTIL)] == [False, True, True, False]


def test_withdrawal_ends_it_on_its_day_and_on_the_first_day_it_never_held():
    ended, never = Confirmed(ON, UNTIL, ON + 9 * DAY), Confirmed(ON, UNTIL, ON)

    assert [ended.holds_on(day) for day in (ON, ON + 8 * DAY, ON + 9 * DAY)] == [True, True, False]
    assert not never.holds_on(ON)


@pytest.mark.parametrize(
    ("confirmed", "day", "state"),
    [
        (PLAIN, UNTIL - 61 * DAY, State.VALID),
        (PLAIN, UNTIL - 60 * DAY, State.ENDS_SOON),
        (PLAIN, UNTIL - DAY, State.ENDS_SOON),
        (PLAIN, UNTIL, State.EXPIRED),
        (Confirmed(ON, ON + 90 * DAY, None), ON + 89 * DAY, State.VALID),
        (Confirmed(ON, ON + 90 * DAY, None), ON + 90 * DAY, State.RENEWED),
        (Confirmed(ON, UNTIL, ON + 9 * DAY), ON + 8 * DAY, State.VALID),
        (Confirmed(ON, UNTIL, ON + 9 * DAY), ON + 9 * DAY, State.WITHDRAWN),
        (Confirmed(ON, UNTIL, ON + 9 * DAY), UNTIL, State.WITHDRAWN),
    ],
)
def test_state_follows_from_the_day(confirmed, day, state):
    assert confirmed.state_on(day) is state


def test_confirmed_since_is_the_start_of_an_unbroken_row():
    first, second, third = (
        Confirmed(date(2023, 5, 1), date(2024, 5, 1), None),
        Confirmed(date(2024, 6, 1), date(2025, 4, 1), None),
        Confirmed(date(2025, 4, 1), date(2026, 4, 1), None),
    )
    never_held = Confirmed(date(2025, 4, 1), date(2026, 4, 1), date(2025, 4, 1))
    row = [third, first, never_held, second]

    assert since(row, date(2026, 3, 31)) == date(2024, 6, 1)
    assert since(row, date(2024, 4, 30)) == date(2023, 5, 1)
    assert since(row, date(2024, 5, 15)) is None
    assert since(row, date(2026, 4, 1)) is None


@pytest.mark.parametrize(
    ("earlier", "on", "problem"),
    [
        ([], TODAY, None),
        ([], BEGIN, None),
        ([], TODAY + DAY, "in_future"),
        ([], BEGIN - DAY, "before_start"),
        ([PLAIN], ON + DAY, None),
        ([PLAIN], ON, "before_last"),
        ([PLAIN], ON - DAY, "before_last"),
        ([Confirmed(ON, UNTIL, ON + 30 * DAY)], ON + 30 * DAY, None),
        ([Confirmed(ON, UNTIL, ON + 30 * DAY)], ON + 29 * DAY, "before_withdrawal"),
        ([Confirmed(ON, UNTIL, ON)], ON - DAY, None),
    ],
)
def test_confirming_follows_on_what_was_confirmed_before(earlier, on, problem):
    assert problem_with_confirming(earlier, on, BEGIN, TODAY) == problem


@pytest.mark.parametrize(
    ("confirmed", "on", "problem"),
    [
        (PLAIN, TODAY, None),
        (PLAIN, ON, None),
        (PLAIN, TODAY + DAY, "in_future"),
        (PLAIN, ON - DAY, "before_confirmed"),
        (Confirmed(ON, UNTIL, ON + DAY), TODAY, "withdrawn_already"),
        (Confirmed(ON, ON + 90 * DAY, None), ON + DAY, "renewed_already"),
        (Confirmed(date(2025, 2, 3), date(2026, 2, 3), None), TODAY, "expired_already"),
        (Confirmed(date(2025, 2, 3), date(2026, 2, 3), None), date(2026, 2, 2), None),
    ],
)
def test_only_what_holds_can_be_withdrawn(confirmed, on, problem):
    assert problem_with_withdrawing(confirmed, on, TODAY) == problem
