"""What the dashboard and the start page read about signals."""

from datetime import timedelta

import pytest

from ambassadors.security.policy import Role
from ambassadors.signals import queries, service
from ambassadors.signals.queries import Counts, SignalFact
from ambassadors.signals.rules import Involved, Part, Severity, SignalStatus

DAY = timedelta(days=1)


@pytest.fixture
def told(session, make):
    """A signal that was raised 20 days ago, answered 5 days ago, and reopened yesterday; with its sender."""
    change, department, sender = make.initiative(), make.department(), make.user()
    member = make.user(Role.KERNGROEP, initiative=change)
    draft = service.Draft(change, department.id, "De brief is onleesbaar", Severity.BLOCKS, make.today)
    signal = service.raise_signal(session, draft, sender.id, make.now - 20 * DAY, make.today)
    kerngroep = Involved(member.id, frozenset({Part.KERNGROEP}))
    sorting = service.Sorting(member.id, make.today)
    service.acknowledge(session, signal, kerngroep, signal.version, make.now - 15 * DAY, sorting, make.today)
    service.answer(session, signal, kerngroep, signal.version, make.now - 5 * DAY, "Zo doen we het", tell=True)
    session.commit()
    return signal, Involved(sender.id, frozenset({Part.SENDER}))


def test_facts_tell_how_signals_stood_at_any_moment(session, make, told):
    signal, sender = told
    service.reopen(session, signal, sender, signal.version, make.now - DAY, "Nog niet", make.today)

    def fact(status, answered=None, closed=None):
        answered_at = None if answered is None else make.now - answered * DAY
        closed_at = None if closed is None else make.now - closed * DAY
        raised_at = make.now - 20 * DAY
        return SignalFact(signal.id, signal.department_id, raised_at, answered_at, status, Severity.BLOCKS, closed_at)

    change = signal.initiative_id
    assert queries.signal_facts(session, change) == [fact(SignalStatus.REOPENED, answered=5)]
    assert queries.signal_facts(session, change, make.now - 2 * DAY) == [fact(SignalStatus.FED_BACK, 5, 5)]
    assert queries.signal_facts(session, change, make.now - 16 * DAY) == [fact(SignalStatus.ESCALATED)]
    assert queries.signal_facts(session, change, make.now - 21 * DAY) == []
    assert queries.signal_facts(session, make.initiative().id) == []


def test_an_answer_is_new_for_two_weeks(session, make, told):
    signal, sender = told

    def new(days):
        return [row.id for row in queries.new_answers(session, sender.user_id, make.now + days * DAY)]

    assert new(0) == [signal.id]
    assert new(9) == [signal.id]
    assert new(10) == []


def test_what_one_solved_oneself_is_no_news(session, make):
    change, department = make.initiative(), make.department()
    person = make.person(department=department)
    make.ambassadorship(change, department, person)
    user = make.user(person=person)
    signal = make.signal(change, department, user, status=SignalStatus.RAISED)
    by = Involved(user.id, frozenset({Part.SENDER, Part.AMBASSADOR}))
    service.solve_locally(session, signal, by, signal.version, make.now, "Al gedaan")

    assert queries.new_answers(session, user.id, make.now) == []


def test_a_reopened_signal_is_no_longer_an_answer(session, make, told):
    signal, sender = told
    service.reopen(session, signal, sender, signal.version, make.now, "Nog niet", make.today)

    assert queries.new_answers(session, sender.user_id, make.now) == []


def test_counts_are_per_change_of_what_is_open(session, make, told):
    user = make.user()
    change = make.initiative("Toegankelijk")
    late = make.signal(change, make.department(), user, status=SignalStatus.ACKNOWLEDGED)
    late.due_on = make.today - DAY
    make.signal(change, make.department(), user)
    make.signal(change, make.department(), user, status=SignalStatus.RAISED)
    session.commit()

    assert queries.counts(session, make.today) == {change.id: Counts(open=3, answers=3, overdue=1, unacknowledged=1)}


def test_joined_signals_count_each_and_take_one_answer(session, make):
    change, office = make.initiative(), make.department()
    lead = make.signal(change, office, make.user(), due_on=make.today - DAY)
    for _each in range(2):
        make.signal(change, office, make.user(), joined_to_id=lead.id, due_on=make.today - DAY)
    make.signal(change, office, make.user(), status=SignalStatus.REOPENED)

    assert queries.counts(session, make.today) == {
        change.id: Counts(open=4, answers=2, overdue=1, unacknowledged=2, reopened=1)
    }
