from datetime import date

import pytest

from ambassadors.measures.answering import Answering, Part, Quarter, Waits, quarter_of, quarters_of

AUTUMN, SUMMER = date(2026, 10, 1), date(2026, 7, 1)


def told(day, waited=0, **marks):
    return Answering(None, day, day, 0, waited, waited, **marks)


def test_nothing_done_is_no_quarter():
    assert quarters_of([]) == quarters_of([Answering(None, None, None)]) == []


def test_a_step_counts_in_the_quarter_in_which_it_was_taken():
    found = quarters_of([Answering(date(2026, 9, 30), date(2026, 10, 1), None, 2, 3)])

    assert found == [
        Quarter(AUTUMN, None, Waits(1, 3, 3), None, Part(0, 1), None),
        Quarter(SUMMER, Waits(1, 2, 2), None, None, None, None),
    ]


def test_half_and_nine_in_ten_of_eleven_waits_lie_on_them():
    assert quarters_of(told(AUTUMN, waited) for waited in range(11))[0].told == Waits(11, 5, 9)


def test_four_waits_say_too_little_and_five_enough():
    found = [quarters_of(told(AUTUMN, waited) for waited in range(count))[0].told for count in (4, 5)]

    assert [each.says_enough for each in found] == [False, True]


def test_shares_are_of_what_was_answered_and_of_who_was_told():
    found = quarters_of([told(AUTUMN, solved_locally=True), told(AUTUMN), told(AUTUMN), told(AUTUMN, reopened=True)])

    assert (found[0].solved_locally, found[0].reopened) == (Part(1, 4), Part(1, 4))


@pytest.mark.parametrize(("month", "first"), [(1, 1), (3, 1), (4, 4), (9, 7), (12, 10)])
def test_quarters_begin_in_january_april_july_and_october(month, first):
    assert quarter_of(date(2026, month, 28)) == date(2026, first, 1)
