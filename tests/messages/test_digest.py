"""The weekly digest: once a week, only what there is to tell, and off in one request."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from ambassadors.mail.models import Message
from ambassadors.messages.models import Unwanted
from ambassadors.messages.rules import MessageKind
from ambassadors.network.rules import Status
from ambassadors.security.policy import Role
from ambassadors.signals.models import SignalStep
from ambassadors.signals.rules import SignalStatus
from ambassadors.thanks.models import Thanks

DAY = timedelta(days=1)


@pytest.fixture
def change(make):
    return make.initiative("Duidelijke taal", code="taal")


@pytest.fixture
def office(make):
    return make.department("Burgerzaken", staff=40)


@pytest.fixture
def ambassador(make, account, change, office):
    person = make.person("Fatima Yilmaz", office)
    # New, so that no reminder comes between.
    ambassadorship = make.ambassadorship(change, office, person, since=make.today - 20 * DAY)
    return account(person=person, email="fatima@example.nl"), ambassadorship


def body(message, kind="plain"):
    return message.get_body((kind,)).get_content()


def test_it_tells_in_both_forms_what_waits_and_what_the_network_did(post, make, session, ambassador, change, office):
    _user, ambassadorship = ambassador
    make.signal(change, office, make.user(), status=SignalStatus.RAISED)
    make.activity(ambassadorship, office, on=make.today - DAY, logged_at=make.now - DAY)
    make.activity(ambassadorship, office, on=make.today - DAY, logged_at=make.now - 8 * DAY)

    message = post.work()["fatima@example.nl"]

    assert message["Subject"] == "Je week in Olievlek"
    for form in ("plain", "html"):
        assert "1 signaal wacht op jou." in body(message, form)
        assert "Duidelijke taal: 1 activiteit gelogd, 1 afdeling bereikt." in body(message, form)
    assert "Dag Fatima Yilmaz," in body(message)
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_nothing_to_tell_is_no_message(post, ambassador):
    assert post.work() == {}


def test_there_is_one_a_week_however_often_the_worker_looks(post, make, ambassador, change, office):
    make.signal(change, office, make.user(), status=SignalStatus.RAISED)

    sent = [list(post.work())]
    for _each in range(8):
        post.pass_by(days=1)
        sent.append(list(post.work()))

    assert sent == [["fatima@example.nl"], [], [], [], [], [], [], ["fatima@example.nl"], []]


def test_an_answer_is_told_once_to_who_raised_the_signal(post, make, session, account, change, office):
    sender = account(email="sam@example.nl")
    signal = make.signal(change, office, sender, "De brieven worden langer", SignalStatus.SOLVED_LOCALLY)
    session.add(
        SignalStep(
            signal_id=signal.id,
            number=2,
            status=SignalStatus.SOLVED_LOCALLY,
            at=make.now - DAY,
            by=make.user().id,
            note="De standaardbrief is ingekort. " + "De rest staat op intranet, en daar staat nog veel meer. " * 6,
        )
    )
    session.commit()

    first = post.work()["sam@example.nl"]
    post.pass_by(days=7)
    second = post.work()

    for form in ("plain", "html"):
        assert "De brieven worden langer" in body(first, form)
        assert "Het antwoord: De standaardbrief is ingekort. De rest staat op intranet," in body(first, form)
    assert body(first).count("De rest staat op intranet") == 4
    assert second == {}


def thanked(make, session, person, words="Je meedenken hielp echt."):
    session.add(
        Thanks(
            initiative_id=make.initiative().id,
            person_id=person.id,
            sender_id=make.user(name="Sam Visser").id,
            words=words,
            on=make.today,
            sent_at=make.now - DAY,
        )
    )
    session.commit()


def test_thanks_are_told_once_to_who_got_them_alone(post, make, session, account, office):
    person = make.person("Fatima Yilmaz", office)
    account(person=person, email="fatima@example.nl")
    account(person=make.person("Kim", office), email="kim@example.nl")
    thanked(make, session, person)

    first = post.work()
    post.pass_by(days=7)

    assert list(first) == ["fatima@example.nl"]
    for form in ("plain", "html"):
        assert "Sam Visser bedankt je." in body(first["fatima@example.nl"], form)
        assert "“Je meedenken hielp echt.”" in body(first["fatima@example.nl"], form)
    assert post.work() == {}


def test_what_it_would_tell_now_can_be_seen_without_sending_it(post, make, session, account, office):
    person = make.person("Fatima Yilmaz", office)
    user = account(person=person, email="fatima@example.nl")
    thanked(make, session, person, words=None)
    visitor = post.visit.as_user(user)

    page = visitor.get(visitor.get("/account/messages").links["Bekijk wat je weekbericht nu zou vertellen"])

    assert page.links["Sam Visser bedankt je."] == "http://127.0.0.1:8000/me"
    assert "BEDANKT DOOR COLLEGA’S" in page.text
    assert "/messages/off/" in page.text
    session.rollback()
    assert session.scalars(select(Message.id)).all() == []
    assert "Sam Visser bedankt je." in body(post.work()["fatima@example.nl"])


def test_the_preview_says_where_the_message_does_not_come(post, visit, make, account, session):
    user = account()
    assert "Er is niets te vertellen" in post.visit.as_user(user).get("/account/messages/preview").text
    session.add(Unwanted(user_id=user.id, kind=MessageKind.DIGEST))
    session.commit()

    assert "Je hebt dit bericht uitgezet" in post.visit.as_user(user).get("/account/messages/preview").text
    assert "Hier gaat geen mail uit" in visit.as_user(user).get("/account/messages/preview").text


def test_the_change_manager_is_told_who_waits_and_the_kerngroep_of_its_signals(post, make, account, change, office):
    account(Role.CHANGE_MANAGER, initiative=change, email="kim@example.nl")
    account(Role.CHAIR, initiative=change, email="chris@example.nl")
    account(email="niemand@example.nl")
    make.ambassadorship(change, office, status=Status.CANDIDATE)
    make.signal(change, office, make.user(), status=SignalStatus.ESCALATED)

    sent = post.work()

    assert "1 collega die misschien meedoet, wacht op antwoord." in body(sent["kim@example.nl"])
    assert "1 signaal wacht op de kerngroep." in body(sent["chris@example.nl"])
    assert sorted(sent) == ["chris@example.nl", "kim@example.nl"]


def test_it_is_in_the_language_that_somebody_chose(post, make, session, ambassador, change, office):
    user, _ambassadorship = ambassador
    make.signal(change, office, make.user(), status=SignalStatus.RAISED)
    visitor = post.visit.as_user(user)
    page = visitor.get("/account/messages")

    answer = visitor.send(page, "digest", language="en")

    assert visitor.follow(answer).title == "Messages – Olievlek"
    assert post.work()["fatima@example.nl"]["Subject"] == "Your week in Olievlek"


def test_what_somebody_switches_off_does_not_come(post, make, session, ambassador, change, office):
    user, _ambassadorship = ambassador
    make.signal(change, office, make.user(), status=SignalStatus.RAISED)
    visitor = post.visit.as_user(user)
    page = visitor.get("/account/messages")
    assert (page.form("digest").fields["digest"], page.form("digest").fields["language"]) == (["y"], ["nl"])

    visitor.send(page, "digest", digest=None)

    assert post.work() == {}
    assert visitor.get("/account/messages").form("digest").fields["digest"] == []


def test_only_who_runs_a_change_is_offered_what_it_tells_of_silence_and_saving_keeps_that_choice(
    post, account, session
):
    manager, colleague = account(Role.CHANGE_MANAGER), account()
    session.add_all(Unwanted(user_id=each.id, kind=MessageKind.SILENCE) for each in (manager, colleague))
    session.commit()

    offered = []
    for each in (manager, colleague):
        visitor = post.visit.as_user(each)
        page = visitor.get("/account/messages")
        offered.append("silence" in page.form("digest").fields)
        visitor.send(page, "digest", reminder=None)
    session.expire_all()

    kept = {(each.id, kind) for each in (manager, colleague) for kind in (MessageKind.SILENCE, MessageKind.REMINDER)}
    assert offered == [True, False]
    assert set(session.execute(select(Unwanted.user_id, Unwanted.kind)).all()) == kept


def test_a_mail_program_switches_it_off_in_one_request_without_signing_in(
    post, make, session, ambassador, change, office, link
):
    make.signal(change, office, make.user(), status=SignalStatus.RAISED)
    message = post.work()["fatima@example.nl"]
    path = message["List-Unsubscribe"].strip("<>").removeprefix("http://127.0.0.1:8000")

    looked = post.visit.get(path)
    session.rollback()
    before = session.scalars(select(Unwanted.kind)).all()
    session.rollback()
    answer = post.visit.client.post(path, data={"List-Unsubscribe": "One-Click"})
    post.pass_by(days=7)

    assert (looked.title, before) == ("Zet dit bericht uit – Olievlek", [])
    assert (answer.status_code, session.scalars(select(Unwanted.kind)).all()) == (200, ["digest"])
    session.rollback()
    assert post.work() == {}
    assert link(message, "/messages/off/") == path


def test_a_link_to_switch_off_that_is_made_up_does_nothing(post):
    assert post.visit.get("/messages/off/verzonnen", 404).title == "Deze link werkt niet meer – Olievlek"
    assert post.visit.client.post("/messages/off/verzonnen").status_code == 400
