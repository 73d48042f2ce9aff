"""Requests for help by mail: an answer soon, what waits in the digest, and each off in one request."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from ambassadors.background import worker_of
from ambassadors.helprequests.models import HelpRequest
from ambassadors.helprequests.rules import TOLD_AFTER
from ambassadors.helprequests.service import TELL
from ambassadors.jobs.models import Job
from ambassadors.mail.models import Message
from ambassadors.messages.models import Unwanted
from ambassadors.messages.rules import MessageKind
from ambassadors.security.policy import Role
from tests.conftest import NOW

DAY = timedelta(days=1)


@pytest.fixture
def change(make):
    return make.initiative("Duidelijke taal", code="taal")


@pytest.fixture
def office(make):
    return make.department("Burgerzaken", staff=40)


@pytest.fixture
def anna(make, account, change, office):
    person = make.person("Anna de Boer", office)
    make.ambassadorship(change, office, person, since=make.today - 20 * DAY)
    return account(person=person, email="anna@example.nl")


@pytest.fixture
def roos(make, account, office):
    return account(person=make.person("Roos Meijer", office), email="roos@example.nl")


def body(message):
    return message.get_body(("plain",)).get_content()


def take(post, user):
    visitor = post.visit.as_user(user)
    answer = visitor.send(visitor.get("/"), "/take")
    assert "/help" in answer.location, answer.location or answer.text
    return answer


def press(post, user, session, what):
    session.rollback()
    # Columns, since the session may still hold the request as it was made.
    id_, version = session.execute(select(HelpRequest.id, HelpRequest.version)).one()
    visitor = post.visit.as_user(user)
    answer = visitor.post(f"/help/{id_}", visitor.get(f"/help/{id_}"), press=what, version=str(version))
    session.rollback()
    assert session.scalars(select(HelpRequest.version)).one() > version, answer.location or answer.text
    return answer


def test_the_digest_tells_the_ambassador_what_waits_and_the_manager_what_waits_too_long(
    post, make, account, change, office, anna
):
    account(Role.CHANGE_MANAGER, initiative=change, email="kim@example.nl")
    make.help_request(change, office, at=make.now - 7 * DAY)
    make.help_request(change, office)

    sent = post.work()

    assert "2 verzoeken om hulp wachten op jou." in body(sent["anna@example.nl"])
    assert "Duidelijke taal: 1 verzoek om hulp heeft al een week geen antwoord" in body(sent["kim@example.nl"])


def test_who_asked_is_told_once_that_somebody_takes_it_and_never_in_the_first_minutes(
    post, make, change, office, anna, roos
):
    make.help_request(change, office, roos)
    post.work()
    take(post, anna)

    at_once = post.work()
    post.time += TOLD_AFTER
    later = post.work()

    assert at_once == {}
    assert list(later) == ["roos@example.nl"]
    assert later["roos@example.nl"]["Subject"] == "Anna de Boer helpt je"
    assert "Anna de Boer doet het, en spreekt een dag met je af." in body(later["roos@example.nl"])
    assert post.work() == {}


def test_a_tap_by_mistake_that_is_taken_back_is_not_told(post, make, session, change, office, anna, roos):
    make.help_request(change, office, roos)
    post.work()
    take(post, anna)
    post.time += timedelta(minutes=3)
    press(post, anna, session, "give-back")
    post.time += TOLD_AFTER

    assert post.work() == {}


def test_that_it_is_given_back_is_told_where_it_was_told_before(post, make, session, change, office, anna, roos):
    make.help_request(change, office, roos)
    post.work()
    take(post, anna)
    post.time += TOLD_AFTER
    post.work()
    post.time += timedelta(hours=2)
    press(post, anna, session, "give-back")
    post.time += TOLD_AFTER

    assert post.work()["roos@example.nl"]["Subject"] == "Je verzoek wacht weer"


def test_who_would_come_is_told_that_it_is_withdrawn(post, make, session, change, office, anna, roos):
    make.help_request(change, office, roos)
    post.work()
    take(post, anna)
    post.time += TOLD_AFTER
    post.work()
    press(post, roos, session, "withdraw")
    post.time += TOLD_AFTER

    assert post.work()["anna@example.nl"]["Subject"] == "Een verzoek dat je zou doen, is ingetrokken"


def test_a_no_comes_with_its_reason(post, make, session, change, office, anna, roos):
    request = make.help_request(change, office, roos)
    post.work()
    visitor = post.visit.as_user(anna)
    visitor.send(visitor.get(f"/help/{request.id}"), "why", press="decline", why="In december zit ik vol.")
    post.time += TOLD_AFTER

    message = post.work()["roos@example.nl"]

    assert message["Subject"] == "Niemand kan helpen met je verzoek"
    assert "In december zit ik vol." in body(message)


def test_it_is_switched_off_in_one_request(post, make, session, change, office, anna, roos):
    make.help_request(change, office, roos)
    post.work()
    take(post, anna)
    post.time += TOLD_AFTER
    message = post.work()["roos@example.nl"]
    path = message["List-Unsubscribe"].strip("<>").removeprefix("http://127.0.0.1:8000")

    post.visit.client.post(path, data={"List-Unsubscribe": "One-Click"})

    session.rollback()
    assert session.execute(select(Unwanted.user_id, Unwanted.kind)).all() == [(roos.id, MessageKind.HELP)]
    press(post, anna, session, "give-back")
    post.time += TOLD_AFTER
    assert post.work() == {}


def test_where_no_mail_is_sent_the_work_is_done_all_the_same(app, make, session, change, office, anna, roos, visit):
    make.help_request(change, office, roos)
    visitor = visit.as_user(anna)
    visitor.send(visitor.get("/"), "/take")
    app.config["CLOCK"] = lambda: NOW + TOLD_AFTER

    with app.app_context():
        worker_of(app).do_all()

    session.rollback()
    jobs = session.scalars(select(Job).where(Job.kind == TELL)).all()
    assert [job.done_at is not None for job in jobs] == [True]
    assert session.scalars(select(Message)).all() == []
