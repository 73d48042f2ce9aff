"""A change manager tells all ambassadors something: looked at first, sent once, and each may switch the mail off."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from ambassadors.messages.models import Announcement
from ambassadors.security.policy import Role

TEXT = "Vrijdag is er taart.\n\nTot dan!"


@pytest.fixture
def world(make, account):
    """Two departments with an ambassador each, and the change manager."""

    class World:
        initiative = make.initiative("Duidelijke taal", code="DT")
        top = make.department("Publiek", code="PUB")
        here = make.department("Burgerzaken", parent=top, code="BZ")
        there = make.department("Belastingen", code="BEL")
        seats = (make.ambassadorship(initiative, here), make.ambassadorship(initiative, there))
        fatima, bram = (account(person=each.person) for each in seats)
        esther = account(Role.CHANGE_MANAGER, initiative=initiative)
        roos = account()

    return World


def look(visitor, **values):
    page = visitor.get("/i/DT/messages/new")
    return visitor.send(page, "subject", **{"subject": "Taart", "text": TEXT, **values})


def send(visitor, **values):
    return visitor.send(look(visitor, **values), "subject", step="send")


def letters_of(post):
    """What was mailed by who got it, the weekly digest left out."""
    return {to: letter for to, letter in post.work().items() if letter["Subject"].startswith("Duidelijke taal: ")}


def told(session):
    session.rollback()
    return session.execute(select(Announcement.subject, Announcement.told, Announcement.mailed)).all()


def test_it_is_looked_at_before_it_is_sent(post, session, world):
    esther = post.visit.as_user(world.esther)
    page = look(esther)

    assert "2 ambassadeurs krijgen dit. (alle ambassadeurs)" in page.text
    assert told(session) == []
    assert esther.send(page, "subject", step="change").form("subject").fields["text"] == [TEXT]


def test_every_ambassador_gets_it_once_by_mail_and_on_the_start_page(post, session, world):
    answer = send(post.visit.as_user(world.esther))
    letters = letters_of(post)

    assert answer.location == "/i/DT/messages"
    assert sorted(letters) == sorted([world.fatima.email, world.bram.email])
    letter = letters[world.fatima.email]
    assert letter["Subject"] == "Duidelijke taal: Taart"
    assert TEXT in letter.get_body(("plain",)).get_content().replace("\r\n", "\n")
    assert letter["List-Unsubscribe"] is not None
    assert "Taart" in post.visit.as_user(world.bram).get("/").links
    assert "Taart" not in post.visit.as_user(world.roos).get("/").links
    assert told(session) == [("Taart", 2, 2)]
    assert letters_of(post) == {}


def test_pressing_send_twice_sends_it_once(post, session, world):
    esther = post.visit.as_user(world.esther)
    page = look(esther)
    esther.send(page, "subject", step="send")
    again = esther.send(page, "subject", step="send")

    assert again.status == 302
    assert told(session) == [("Taart", 2, 2)]
    assert len(letters_of(post)) == 2


def test_it_goes_to_one_part_of_the_organisation(post, session, world):
    esther = post.visit.as_user(world.esther)
    send(esther, department=str(world.top.id))

    assert list(letters_of(post)) == [world.fatima.email]
    assert "Taart" in post.visit.as_user(world.fatima).get("/").links
    assert "Taart" not in post.visit.as_user(world.bram).get("/").links
    post.visit.as_user(world.bram).get("/i/DT/messages/1", status=403)
    assert "Vrijdag is er taart." in post.visit.as_user(world.fatima).get("/i/DT/messages/1").text


def test_nobody_to_tell_is_told_beside_the_field(post, session, make, world):
    empty = make.department("Griffie")
    answer = look(post.visit.as_user(world.esther), department=str(empty.id))

    assert (answer.status, "Daar is geen ambassadeur." in answer.text, told(session)) == (422, True, [])


def test_who_switched_it_off_reads_it_on_the_start_page_alone(post, session, world, link):
    esther = post.visit.as_user(world.esther)
    send(esther)
    off = link(letters_of(post)[world.bram.email], "/messages/off/")
    post.visit.send(post.visit.get(off), "/messages/off")
    send(esther, subject="Nog iets")

    assert list(letters_of(post)) == [world.fatima.email]
    assert told(session)[1] == ("Nog iets", 2, 1)
    assert "Nog iets" in post.visit.as_user(world.bram).get("/").links


def test_after_three_a_day_it_waits_until_tomorrow(post, session, world):
    esther = post.visit.as_user(world.esther)
    for number in range(3):
        send(esther, subject=f"Bericht {number}")
    answer = send(esther, subject="Te veel")

    assert (answer.status, "Er zijn vandaag al drie berichten verstuurd." in answer.text) == (409, True)
    post.pass_by(days=1)
    assert send(esther, subject="Morgen").status == 302


def test_after_two_weeks_it_is_off_the_start_page(post, world):
    send(post.visit.as_user(world.esther))
    post.pass_by(days=14)
    assert "Taart" not in post.visit.as_user(world.bram).get("/").links


def test_without_a_mail_server_it_stands_on_the_start_page_alone(visit, session, world):
    esther = visit.as_user(world.esther)
    page = look(esther)
    assert "Niemand krijgt het per mail." in page.text
    esther.send(page, "subject", step="send")

    assert told(session) == [("Taart", 2, 0)]
    assert "Taart" in visit.as_user(world.bram).get("/").links


def test_what_was_sent_is_listed_with_how_many_got_it(post, world):
    esther = post.visit.as_user(world.esther)
    assert "Er is nog niets verstuurd" in esther.get("/i/DT/messages").text
    answer = send(esther)
    page = esther.follow(answer)

    assert "Verstuurd aan 2 ambassadeurs." in page.text
    assert "alle ambassadeurs 2 2" in page.text


def test_an_ambassador_who_stopped_is_not_told(make, post, session, world):
    ended = make.ambassadorship(
        world.initiative, world.there, since=make.today - timedelta(days=90), until=make.today - timedelta(days=3)
    )
    assert ended.id
    send(post.visit.as_user(world.esther))
    assert told(session) == [("Taart", 2, 2)]
