"""The administrator sees what went wrong in the background, and can do something about it."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from ambassadors.jobs.models import Job
from ambassadors.mail.models import Message, MessageState
from ambassadors.security.policy import Role
from tests.conftest import NOW


@pytest.fixture
def administrator(visit, make):
    return visit.as_user(make.user(Role.ADMINISTRATOR))


@pytest.fixture
def job(session):
    def add(**values):
        made = Job(kind="send_message", payload={"message": 1}, created_at=NOW, **({"due_at": NOW} | values))
        session.add(made)
        session.commit()
        return made

    return add


@pytest.fixture
def message(session, make):
    def add(state):
        values = {"subject": "Je week", "text": "Beste collega"}
        made = Message(
            message_id=f"<{state}>", user_id=make.user().id, kind="digest", state=state, queued_at=NOW, **values
        )
        session.add(made)
        session.commit()
        return made

    return add


def test_when_all_is_well_the_pages_say_so_quietly(administrator, job):
    job(due_at=NOW + timedelta(hours=1))

    assert "Er gaat iets mis op de achtergrond" not in administrator.get("/users").text
    assert "Alles is in orde. 1 taak wacht op zijn tijd." in administrator.get("/background").text


def test_work_that_waits_tells_that_the_worker_does_not_run(administrator, job):
    job(due_at=NOW - timedelta(minutes=20))

    assert "Er gaat iets mis op de achtergrond" in administrator.get("/users").text
    page = administrator.get("/background").text
    assert "Er gebeurt nu niets. Er wacht werk sinds 23 november 2026, 09:40." in page


def test_what_was_given_up_is_told_and_tried_again(administrator, job, session):
    job(given_up_at=NOW, attempts=12, last_error="Refused")
    page = administrator.get("/background")

    answer = administrator.send(page, "/background/again")

    assert "1 × een bericht versturen" in page.text
    assert "Fout: Refused." in page.text
    assert "Het wordt opnieuw geprobeerd" in administrator.follow(answer).text
    session.expire_all()
    assert session.execute(select(Job.given_up_at, Job.attempts, Job.due_at)).all() == [(None, 0, NOW)]


def test_messages_that_may_not_have_arrived_are_sent_again_when_the_administrator_says_so(
    administrator, message, session
):
    unsure, sent = message(MessageState.UNSURE), message(MessageState.SENT)
    page = administrator.get("/background")

    administrator.send(page, "/background/messages/again")

    assert "1 bericht · weekbericht niet zeker" in page.text
    session.expire_all()
    assert (unsure.state, sent.state) == (MessageState.QUEUED, MessageState.SENT)
    assert session.scalars(select(Job.payload)).all() == [{"message": unsure.id}]


def test_messages_that_were_refused_can_be_left(administrator, message, session):
    refused = message(MessageState.REFUSED)
    page = administrator.get("/background")

    administrator.send(page, "/background/messages/leave")

    assert "1 bericht · weekbericht geweigerd" in page.text
    session.expire_all()
    assert (refused.state, refused.text) == (MessageState.DROPPED, None)
    assert "Alles is in orde. Er wacht niets." in administrator.get("/background").text
