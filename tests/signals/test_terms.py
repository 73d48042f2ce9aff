"""By when a signal is taken up and answered."""

from datetime import date

from ambassadors.measures.working_days import WorkingDays
from ambassadors.signals.terms import Days, Terms

THURSDAY = date(2026, 4, 23)  # King's Day is on Monday the 27th
TERMS = Terms(THURSDAY)


def test_taking_up_takes_five_working_days_and_two_if_it_is_urgent():
    assert TERMS.acknowledge_by(urgent=False) == date(2026, 5, 1)
    assert TERMS.acknowledge_by(urgent=True) == date(2026, 4, 28)


def test_an_answer_comes_five_working_days_after_the_next_meeting():
    terms = Terms(THURSDAY, next_meeting=date(2026, 4, 28))

    # Liberation Day is on Tuesday 5 May.
    assert terms.answer_by(THURSDAY, urgent=False) == date(2026, 5, 6)


def test_without_a_meeting_an_answer_has_a_number_of_days_of_its_own():
    assert Terms(THURSDAY, Days(without_meeting=2)).answer_by(THURSDAY, urgent=False) == date(2026, 4, 28)


def test_an_urgent_answer_counts_from_when_it_came_but_is_never_due_before_the_next_working_day():
    assert TERMS.answer_by(date(2026, 4, 20), urgent=True) == date(2026, 5, 6)
    assert TERMS.answer_by(date(2026, 3, 2), urgent=True) == date(2026, 4, 24)


def test_the_days_of_waiting_for_the_sender_do_not_count():
    assert TERMS.resumed(date(2026, 4, 24), date(2026, 4, 21)) == date(2026, 4, 29)


def test_it_climbs_when_more_than_five_working_days_have_passed():
    assert not TERMS.climbs(date(2026, 4, 16))
    assert TERMS.climbs(date(2026, 4, 15))


def test_quiet_weeks_move_every_day():
    quiet = Terms(THURSDAY, calendar=WorkingDays(quiet=((date(2026, 4, 24), date(2026, 5, 11)),)))

    assert quiet.acknowledge_by(urgent=True) == date(2026, 5, 12)
