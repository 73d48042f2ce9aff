"""Change managers add, rename and retire kinds of activity; what was logged stays."""

import pytest
from sqlalchemy import select

from ambassadors.activities.models import Activity
from ambassadors.initiatives.models import ActivityKind, Asks, Audience
from ambassadors.security.policy import Role


@pytest.fixture
def world(make, visit):
    """The change manager of one change and of all, and an ambassador."""

    class World:
        initiative, elsewhere = make.initiative("Duidelijke taal", code="DT"), make.initiative("Iets", code="Y")
        here = make.department("Burgerzaken", code="BZ")
        person = make.person("Fatima el Idrissi", here)
        ambassadorship = make.ambassadorship(initiative, here, person)
        user = make.user(person=person)
        fatima = visit.as_user(user)
        esther = visit.as_user(make.user(Role.CHANGE_MANAGER, initiative=initiative))
        everywhere = visit.as_user(make.user(Role.CHANGE_MANAGER))

    return World


NEW = {"name_nl": "Schrijfspreekuur", "name_en": "Writing clinic", "audience": "contact", "asks": "nothing"}


def own(session):
    session.rollback()
    session.expire_all()
    return session.scalars(select(ActivityKind).where(ActivityKind.initiative_id.is_not(None))).all()


def test_a_kind_that_is_added_can_be_logged_at_once_for_this_change_alone(session, world):
    answer = world.esther.send(world.esther.get("/i/DT/kinds"), "name_nl", **NEW | {"asks": "votes"})

    assert "De soort is toegevoegd." in world.esther.follow(answer).text
    made = own(session)[0]
    assert (made.code, made.audience, made.asks) == ("writing_clinic", Audience.CONTACT, Asks.VOTES)
    assert "Schrijfspreekuur" in world.fatima.get("/log").text
    assert "Schrijfspreekuur" not in world.everywhere.get("/i/Y/kinds").text


def test_what_is_missing_or_there_already_is_told_beside_its_field(session, world):
    page = world.esther.get("/i/DT/kinds")
    empty = world.esther.send(page, "name_nl", name_nl="", name_en="Writing clinic", asks="nothing")
    taken = world.esther.send(page, "name_nl", **NEW | {"name_nl": "gesprek"})

    assert empty.status == 422
    assert (taken.status, "Er is al een soort met deze naam" in taken.text) == (422, True)
    assert own(session) == []


def test_retiring_leaves_what_was_logged_and_it_can_be_brought_back(session, make, world):
    world.esther.send(world.esther.get("/i/DT/kinds"), "name_nl", **NEW)
    kind = own(session)[0]
    activity = make.activity(world.ambassadorship, world.here, logged_by=world.user.id)
    activity.kind_id = kind.id
    session.commit()
    path = f"/i/DT/kinds/{kind.id}"
    page = world.esther.follow(world.esther.send(world.esther.get("/i/DT/kinds"), f"{path}/retire"))

    assert "Schrijfspreekuur tot 23 november 2026" in page.text
    assert "Schrijfspreekuur" not in world.fatima.get("/log").text
    assert "Schrijfspreekuur" in world.fatima.get("/activities").text
    session.rollback()
    assert session.get(Activity, activity.id).kind_id == kind.id
    edit = world.fatima.get(f"/activities/{activity.id}/edit")
    assert "Deze soort is niet meer in gebruik." in world.fatima.send(edit, "kind", title="Verder alles").text
    assert "Schrijfspreekuur" in world.fatima.get("/activities").text
    world.esther.send(page, f"{path}/restore")
    assert "Schrijfspreekuur" in world.fatima.get("/log").text


def test_a_new_name_stands_in_what_was_logged_too(session, make, world):
    world.esther.send(world.esther.get("/i/DT/kinds"), "name_nl", **NEW)
    kind = own(session)[0]
    path = f"/i/DT/kinds/{kind.id}"
    taken = world.esther.send(world.esther.get(path), "name_nl", name_en="Workshop")
    assert (taken.status, "Er is al een soort met deze naam" in taken.text) == (422, True)
    world.esther.send(world.esther.get(path), "name_nl", name_nl="Schrijfhulp")

    assert (own(session)[0].name_nl, own(session)[0].code) == ("Schrijfhulp", "writing_clinic")


def test_kinds_of_every_change_are_changed_by_who_runs_every_change_alone(session, make, world):
    shared = make.kind("demo")
    page, path = world.esther.get("/i/DT/kinds"), f"/i/DT/kinds/{shared.id}"
    assert "Alleen een programmamanager van alle veranderingen kan ze hernoemen of weghalen." in page.text
    assert [
        world.esther.client.get(path).status_code,
        world.esther.post(f"{path}/retire", page).status,
        world.esther.post(f"{path}/restore", page).status,
        world.esther.post("/i/Y/kinds", page, **NEW).status,
    ] == [403, 403, 403, 403]

    world.everywhere.send(world.everywhere.get("/i/DT/kinds"), f"{path}/retire")
    assert "Demonstratie" not in world.fatima.get("/log").text


def test_who_runs_every_change_adds_a_kind_for_all_and_nobody_else_does(session, world):
    world.everywhere.send(world.everywhere.get("/i/DT/kinds"), "name_nl", everywhere="y", **NEW)
    assert own(session) == []
    assert "Schrijfspreekuur" in world.everywhere.get("/i/Y/kinds").text
    other = NEW | {"name_nl": "Schrijfuur", "name_en": "Writing hour"}
    world.esther.send(world.esther.get("/i/DT/kinds"), "name_nl", everywhere="y", **other)

    assert [each.name_nl for each in own(session)] == ["Schrijfuur"]


def test_a_kind_of_another_change_is_not_found(session, make, world):
    world.everywhere.send(world.everywhere.get("/i/Y/kinds"), "name_nl", **NEW)

    assert world.esther.client.get(f"/i/DT/kinds/{own(session)[0].id}").status_code == 404


def test_the_last_kind_that_every_change_has_stays(session, make, world):
    for kind in session.scalars(select(ActivityKind)).all():
        if kind.code != "demo":
            kind.retired_on = make.today
    session.commit()
    page = world.everywhere.get("/i/DT/kinds")
    answer = world.everywhere.send(page, f"/i/DT/kinds/{make.kind('demo').id}/retire")

    assert "Dit is de laatste soort die elke verandering heeft." in world.everywhere.follow(answer).text
