"""Thanks are for two: who sends them, and who gets them."""

from datetime import date

import pytest
from sqlalchemy import select

from ambassadors.activities.models import DoneBy
from ambassadors.security.models import AuditEntry
from ambassadors.security.policy import Role
from ambassadors.thanks.models import Thanks

WORDS = "Je meedenken hielp echt."


def kept(session):
    session.rollback()
    return session.scalars(select(Thanks).order_by(Thanks.id)).all()


def thank(visitor, path, **values):
    return visitor.send(visitor.get(path), "words", **values)


@pytest.mark.parametrize(("said", "words"), [(f"  {WORDS} ", WORDS), ("", None)])
def test_a_colleague_thanks_an_ambassador_with_a_sentence_or_without(visit, session, sam, to_anna, said, words):
    visitor = visit.as_user(sam)

    page = visitor.follow(thank(visitor, to_anna, words=said))

    assert "Je bedankje is onderweg naar Anna de Boer. Niemand anders ziet het." in page.text
    found = [(each.words, each.sender_id, each.on) for each in kept(session)]
    assert found == [(words, sam.id, date(2026, 11, 23))]


def test_who_gets_them_reads_them_and_nobody_else_does(visit, make, session, sam, anna, change, to_anna):
    thank(visit.as_user(sam), to_anna, words=WORDS)
    others = [make.user(role, initiative=change) for role in (Role.CHANGE_MANAGER, Role.CHAIR)]
    others += [make.user(Role.ADMINISTRATOR), make.user(person=make.person("Kim", None))]

    assert WORDS in visit.as_user(make.user(person=anna)).get("/me").text
    for other in others:
        for path in ("/me", "/", "/ambassadors", "/i/taal/alumni", "/i/taal/departments/BZ", "/i/taal/dashboard"):
            assert WORDS not in visit.as_user(other).get(path).text, path
    session.rollback()
    assert session.scalars(select(AuditEntry.action)).all() == []


def test_once_a_day_is_enough(visit, session, sam, to_anna):
    visitor = visit.as_user(sam)
    thank(visitor, to_anna, words=WORDS)

    again = thank(visitor, to_anna, words="En nog eens!")

    assert again.status == 409
    assert "Je hebt deze collega vandaag al bedankt. Morgen kan het weer." in again.text
    assert again.form("words").fields["words"] == ["En nog eens!"]
    assert len(kept(session)) == 1


def test_a_text_that_is_too_long_is_told_beside_the_field_and_kept_there(visit, session, sam, to_anna):
    answer = thank(visit.as_user(sam), to_anna, words="a" * 281)

    assert (answer.status, kept(session)) == (422, [])
    assert "Dit is te lang. Gebruik hooguit 280 tekens." in answer.text
    assert answer.form("words").fields["words"] == ["a" * 281]


def test_one_does_not_thank_oneself(visit, make, session, anna, to_anna):
    visitor = visit.as_user(make.user(person=anna))
    page = visitor.get(to_anna)

    forced = visitor.post(to_anna, page, words="Goed gedaan!")

    assert "Alleen een collega kan je bedanken." in page.text
    assert "Bedanken" not in visitor.get("/ambassadors").text
    assert (forced.status, kept(session)) == (409, [])


def test_only_who_is_or_was_ambassador_of_that_change_can_be_thanked(visit, make, sam, anna, seat, office):
    make.initiative("Iets anders", code="anders")
    colleague = make.person("Kim", office)

    for path in (f"/i/taal/thanks/{colleague.id}", f"/i/anders/thanks/{anna.id}"):
        assert visit.as_user(sam).get(path, 404).status == 404


def test_the_card_of_my_ambassador_leads_to_it(visit, sam, to_anna):
    page = visit.as_user(sam).get("/ambassadors")

    assert page.links[": Anna de Boer, Duidelijke taal"] == to_anna


def test_who_sent_them_takes_them_back_and_nobody_else_can(visit, make, session, sam, to_anna):
    visitor, stranger = visit.as_user(sam), visit.as_user(make.user())
    thank(visitor, to_anna, words=WORDS)
    path = f"/thanks/{kept(session)[0].id}/take-back"

    refused = stranger.post(path, stranger.get("/me"))
    page = visitor.follow(visitor.send(visitor.get("/me"), path))

    assert (refused.status, kept(session)) == (404, [])
    assert "Teruggenomen. Het is weg." in page.text
    assert visitor.post(path, page).status == 404


def test_who_got_them_removes_them_for_good_and_they_do_not_come_again_that_day(
    visit, make, session, sam, anna, to_anna
):
    visitor, receiver = visit.as_user(sam), visit.as_user(make.user(person=anna))
    thank(visitor, to_anna, words=WORDS)
    path = f"/thanks/{kept(session)[0].id}/remove"

    refused = visitor.post(path, visitor.get("/me"))
    page = receiver.follow(receiver.send(receiver.get("/me"), path))

    assert refused.status == 404
    assert "Verwijderd. De tekst is voorgoed weg." in page.text
    assert [(each.words, each.removed_at is None) for each in kept(session)] == [(None, False)]
    assert WORDS not in receiver.get("/me").text + visitor.get("/me").text
    assert thank(visitor, to_anna, words=WORDS).status == 409


def test_for_an_activity_one_thanks_who_did_it(visit, make, session, sam, seat, office, to_anna):
    activity = make.activity(seat, office, kind="workshop", on=date(2026, 11, 20))
    visitor = visit.as_user(sam)
    links = visitor.get("/i/taal/departments/BZ").links

    form = visitor.get(links[": Workshop, 20 november 2026"], 302).location
    visitor.send(visitor.get(form), "words", words=WORDS)

    assert form == f"{to_anna}?activity={activity.id}"
    assert "Voor: Workshop, 20 november 2026" in visitor.get(form).text
    assert [each.activity_id for each in kept(session)] == [activity.id]


def test_where_two_did_it_one_chooses(visit, make, session, sam, seat, office, change):
    activity = make.activity(seat, office)
    other = make.ambassadorship(change, make.department(), make.person("Bram Vos"))
    session.add(DoneBy(activity_id=activity.id, ambassadorship_id=other.id, initiative_id=change.id))
    session.commit()

    page = visit.as_user(sam).get(f"/thanks/activity/{activity.id}")

    assert page.links["Bram Vos"] == f"/i/taal/thanks/{other.person_id}?activity={activity.id}"
    assert "Anna de Boer" in page.links


def test_who_did_an_activity_is_told_only_where_ones_own_department_took_part(visit, make, sam, seat, office):
    elsewhere = make.activity(seat, make.department("Wegen", code="WEG"))
    undone = make.activity(seat, office, undone_at=make.now)
    visitor = visit.as_user(sam)

    for each in (elsewhere, undone):
        assert visitor.get(f"/thanks/activity/{each.id}", 404).status == 404
    assert visit.as_user(make.user()).get(f"/thanks/activity/{elsewhere.id}", 404).status == 404
    assert "Bedanken" not in visitor.get("/i/taal/departments/WEG").text


def test_who_did_it_alone_is_not_asked_to_thank_themselves(visit, make, anna, seat, office):
    activity = make.activity(seat, office)

    page = visit.as_user(make.user(person=anna)).get(f"/thanks/activity/{activity.id}")

    assert "Dit deed je zelf" in page.text
