from ambassadors.measures.signals import Signals
from ambassadors.measures.signals import signals as signals_waited
from ambassadors.measures.working_days import WorkingDays
from tests.measures.build import MONDAY, ints

FRIDAY = MONDAY - 3


def signals(until, raised, answered, closed):
    """By the calendar without quiet weeks."""
    return signals_waited(until, raised, answered, closed, WorkingDays().between_all(raised, answered))


def test_open_signals_and_the_oldest_of_them_are_counted():
    result = signals(MONDAY, ints(MONDAY - 40, MONDAY - 10), ints(-1, -1), ints(MONDAY - 5, -1))

    assert result == Signals(raised=2, open=1, oldest_days=10, answered=0, median_working_days=None)


def test_a_weekend_is_no_time_to_wait():
    assert signals(MONDAY, ints(FRIDAY), ints(MONDAY), ints(MONDAY)).median_working_days == 1


def test_an_answer_on_the_same_day_took_no_time():
    assert signals(MONDAY, ints(MONDAY), ints(MONDAY), ints(-1)).median_working_days == 0


def test_only_what_was_answered_by_then_waited():
    answered = ints(MONDAY, MONDAY + 1, -1)

    assert signals_waited(MONDAY, ints(*[FRIDAY] * 3), answered, answered, ints(1, 90, 90)).median_working_days == 1


def test_the_median_of_two_answers_lies_between_them():
    result = signals(MONDAY, ints(FRIDAY, MONDAY - 7), ints(MONDAY, MONDAY), ints(-1, -1))

    assert result == Signals(raised=2, open=2, oldest_days=7, answered=2, median_working_days=3)


def test_what_came_after_the_day_is_not_known_yet():
    raised, later = ints(MONDAY - 7, MONDAY + 1), ints(MONDAY + 1, MONDAY + 2)

    assert signals(MONDAY, raised, later, later) == Signals(1, 1, 7, 0, None)


def test_no_signals_have_no_oldest_and_no_median():
    assert signals(MONDAY, ints(), ints(), ints()) == Signals(0, 0, None, 0, None)
