"""Signals that are too late climb: to who sees to them, then to the chair, and nobody is told twice."""

from datetime import timedelta

import pytest

from ambassadors.messages.rules import MessageKind
from ambassadors.messages.service import switch_off
from ambassadors.organisation.models import QuietPeriod
from ambassadors.security.policy import Role
from ambassadors.signals.rules import SignalStatus

DAY = timedelta(days=1)


@pytest.fixture
def change(make):
    return make.initiative("Duidelijke taal", code="taal")


@pytest.fixture
def office(make):
    return make.department("Burgerzaken", staff=40)


@pytest.fixture
def member(account, session, change):
    """Somebody in the kerngroep, who reads no digest: on Mondays that would come between."""

    def made(role, email):
        user = account(role, initiative=change, email=email)
        switch_off(session, user.id, MessageKind.DIGEST)
        session.commit()
        return user

    return made


@pytest.fixture
def els(member):
    return member(Role.KERNGROEP, "els@example.nl")


@pytest.fixture
def chair(member):
    return member(Role.CHAIR, "chair@example.nl")


@pytest.fixture
def late(make, session, change, office, els):
    """A signal of Els that was due so many days ago; today is a Monday."""

    def made(days, status=SignalStatus.ACKNOWLEDGED, **values):
        values = {"owner_id": els.id, "due_on": make.today - days * DAY} | values
        sender = make.user(name="Sanne de Boer")
        return make.signal(change, office, sender, what="Het formulier klopt niet", status=status, **values)

    return made


@pytest.mark.parametrize(
    ("days", "told"),
    [
        (0, []),
        (3, ["els@example.nl"]),  # due on Friday
        (7, ["els@example.nl"]),  # five working days ago
        (10, ["chair@example.nl", "els@example.nl"]),  # six
    ],
)
def test_who_is_told_after_how_many_days(post, els, chair, late, days, told):
    late(days)

    assert sorted(post.work()) == told


def test_nobody_is_told_twice_of_the_same_lateness_and_the_chair_after_five_working_days(post, els, chair, late):
    late(3)
    assert sorted(post.work()) == ["els@example.nl"]

    told = []
    for _day in range(6):
        post.pass_by(days=1)
        told.append([each for each in sorted(post.work()) if each == "chair@example.nl"])

    # Due on Friday: Monday is 1, so on the next Monday six working days have passed.
    assert told == [[]] * 6
    post.pass_by(days=1)
    assert sorted(each for each in post.work() if each == "chair@example.nl") == ["chair@example.nl"]
    post.pass_by(days=1)
    assert post.work() == {}


def test_another_date_that_passes_is_told_anew(post, make, session, els, late):
    signal = late(3)
    post.work()
    signal.due_on = make.today
    session.commit()
    post.pass_by(days=1)

    assert sorted(post.work()) == ["els@example.nl"]


def test_what_is_not_taken_up_goes_to_the_secretary(post, member, els, late):
    member(Role.SECRETARY, "secretary@example.nl")
    late(3, SignalStatus.ESCALATED, owner_id=None)

    assert sorted(post.work()) == ["secretary@example.nl"]


def test_while_the_sender_is_asked_something_nobody_is_late(post, els, late):
    late(3, SignalStatus.ASKED)

    assert post.work() == {}


def test_a_day_off_is_no_day_for_reminders(post, make, session, els, late):
    late(3)
    session.add(
        QuietPeriod(name="Verkiezingen", department_id=None, valid_from=make.today, valid_until=make.today + DAY)
    )
    session.commit()

    assert "els@example.nl" not in post.work()


def test_the_message_tells_what_where_and_when_and_never_who(post, els, late):
    late(3, confidential=True)

    text = post.work()["els@example.nl"].get_body(("plain",)).get_content()

    assert "Het formulier klopt niet" in text
    assert "BURGERZAKEN" in text
    assert "20 november 2026" in text
    assert "Sanne" not in text


def test_who_switched_it_off_gets_nothing(post, session, els, late):
    late(3)
    switch_off(session, els.id, MessageKind.LATE_SIGNAL)
    session.commit()

    assert post.work() == {}
