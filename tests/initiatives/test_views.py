"""Pages of the change."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from ambassadors.initiatives.models import Initiative, Principle
from ambassadors.security.models import AuditEntry
from ambassadors.security.policy import Role


@pytest.fixture
def initiative(make):
    return make.initiative(
        "Duidelijke taal", code="taal", vision="Iedereen begrijpt ons.", type_of_change="divergent"
    )


@pytest.fixture
def manager(make, visit):
    return visit.as_user(make.user(Role.CHANGE_MANAGER))


@pytest.fixture
def colleague(make, visit):
    return visit.as_user(make.user(person=make.person("Fatima Yilmaz", make.department())))


def now(session):
    session.rollback()  # see what pages wrote meanwhile
    session.expire_all()
    return session.scalars(select(Initiative)).one()


def titles(session):
    session.rollback()  # see what pages wrote meanwhile
    session.expire_all()
    return list(session.scalars(select(Principle.title).order_by(Principle.position)))


def test_everybody_sees_the_vision_before_the_principles(make, colleague, initiative):
    make.principle(initiative, "Elke brief is in gewone taal")
    text = colleague.get("/i/taal").text

    assert text.index("Iedereen begrijpt ons.") < text.index("Elke brief is in gewone taal")
    assert "Het breekt met hoe we nu werken" in text


def test_a_colleague_may_join_and_signal_but_not_edit(colleague, initiative):
    links = colleague.get("/i/taal").links

    assert links["Ik wil meedoen"] == "/i/taal/join"
    assert links["Meld dat iets niet goed gaat"] == "/signals/new?initiative=taal"
    assert not {"Wijzigen", "Ambassadeurs aanstellen"} & set(links)
    colleague.get("/i/taal/edit", 403)
    colleague.get("/i/taal/principles", 403)
    colleague.get("/initiatives/new", 403)


def test_an_unknown_change_is_not_found(manager):
    manager.get("/i/nergens", 404)
    manager.get("/i/nergens/edit", 404)


def test_a_change_manager_of_every_change_starts_one_and_goes_on_to_its_principles(session, make, manager):
    make.person("Els Smit", code="m-7")
    page = manager.get("/initiatives/new")
    answer = manager.send(page, "vision", name="Digitaal", code="digi", vision="Alles online.", owner="Els Smit")

    assert (answer.status, answer.location) == (302, "/i/digi/principles")
    made = now(session)
    assert (made.name, made.starts_on, made.owner.code, made.carries_days) == ("Digitaal", make.today, "m-7", 56)
    assert [entry.action for entry in session.scalars(select(AuditEntry))] == ["started"]


def test_an_administrator_starts_one_and_is_led_to_naming_its_change_manager(make, visit):
    administrator = visit.as_user(make.user(Role.ADMINISTRATOR))
    answer = administrator.send(administrator.get("/initiatives/new"), "vision", name="Digitaal", code="digi")

    assert answer.location == "/i/digi"
    assert administrator.follow(answer).links["Wijs de programmamanager aan"] == "/users/invite"


def test_who_runs_one_change_starts_no_other(make, visit, initiative):
    visit.as_user(make.user(Role.CHANGE_MANAGER, initiative=initiative)).get("/initiatives/new", 403)


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"code": "a/b"}, "Gebruik geen spaties en geen /"),
        ({"code": "taal"}, "Een andere verandering heeft deze code al."),
        ({"ends_on": "2020-01-01"}, "Het einde ligt voor het begin."),
        ({"takes_part_percent": "0"}, "Vul een percentage in van 1 tot en met 100."),
        ({"owner": "Jan de Boer"}, "Meer dan één collega heeft deze naam."),
    ],
)
def test_what_cannot_be_is_told_and_nothing_that_was_filled_in_is_lost(make, manager, initiative, wrong, sentence):
    for _ in range(2):
        make.person("Jan de Boer")
    answer = manager.send(manager.get("/initiatives/new"), "vision", **{"name": "Nieuw", "code": "nieuw", **wrong})

    assert answer.status == 422
    assert sentence in answer.text
    assert answer.form("vision").fields["name"] == ["Nieuw"]


def test_editing_changes_what_was_changed_and_leaves_the_rest(session, make, manager, initiative):
    answer = manager.send(
        manager.get("/i/taal/edit"), "vision", code="gewoon", owner="Taalteam", takes_part_percent="30"
    )

    assert answer.location == "/i/gewoon"
    made = now(session)
    assert (made.code, made.owner_name, made.owner_id, made.takes_part_share) == ("gewoon", "Taalteam", None, 0.3)
    assert (made.vision, made.type_of_change, made.version) == ("Iedereen begrijpt ons.", "divergent", 2)


def test_of_two_who_edit_at_once_the_second_is_told_and_loses_nothing(session, manager, initiative):
    first, second = manager.get("/i/taal/edit"), manager.get("/i/taal/edit")
    manager.send(first, "vision", vision="Van de eerste.")
    answer = manager.send(second, "vision", vision="Van de tweede.")

    assert answer.status == 409
    assert answer.form("vision").fields["vision"] == ["Van de tweede."]
    assert "Zo is het nu" in answer.text
    assert "Van de eerste." in answer.text
    assert now(session).vision == "Van de eerste."
    assert manager.send(answer, "vision").status == 302
    assert now(session).vision == "Van de tweede."


def test_principles_are_added_reworded_and_put_in_order(session, manager, initiative):
    for title in ("Een", "Twee", "Drie"):
        manager.send(manager.get("/i/taal/principles"), "watered_down", title=title)
    one, _two, three = session.scalars(select(Principle.id).order_by(Principle.position))
    page = manager.get("/i/taal/principles")
    manager.post(f"/i/taal/principles/{three}/move", page, to="up")
    manager.post(f"/i/taal/principles/{one}/move", page, to="up")
    assert titles(session) == ["Een", "Drie", "Twee"]

    manager.send(manager.get(f"/i/taal/principles/{one}"), "title", title="Eén", watered_down="Je ziet het zo.")
    assert titles(session) == ["Eén", "Drie", "Twee"]
    assert "Verwateren merk je hieraan: Je ziet het zo." in manager.get("/i/taal").text
    assert manager.post(f"/i/taal/principles/{one}/move", page, to="sideways").status == 400


def test_of_two_who_reword_a_principle_the_second_is_told(session, make, manager, initiative):
    principle = make.principle(initiative, "Kort")
    first, second = (manager.get(f"/i/taal/principles/{principle.id}") for _ in range(2))
    manager.send(first, "title", title="Kort en goed")
    answer = manager.send(second, "title", title="Kort maar goed")

    assert (answer.status, titles(session)) == (409, ["Kort en goed"])
    assert answer.form("title").fields["title"] == ["Kort maar goed"]
    assert manager.send(answer, "title").status == 302


def test_a_retired_principle_is_seen_by_editors_alone_until_it_holds_again(
    session, make, manager, colleague, initiative
):
    principle = make.principle(initiative, "Kort")
    page = manager.get("/i/taal/principles")
    manager.send(page, f"/{principle.id}/retire")

    assert "Kort" not in colleague.get("/i/taal").text
    page = manager.get("/i/taal/principles")
    assert "Gelden niet meer Kort" in page.text
    manager.send(page, f"/{principle.id}/restore")
    assert "Kort" in colleague.get("/i/taal").text


def test_a_principle_of_another_change_is_not_found(make, manager, initiative):
    principle = make.principle(make.initiative(code="digi"))

    manager.get(f"/i/taal/principles/{principle.id}", 404)


def test_kinds_of_activity_are_listed_for_editors_alone(manager, colleague, initiative):
    assert "Soorten activiteiten" in manager.get("/i/taal").text
    assert "Soorten activiteiten" not in colleague.get("/i/taal").text


def test_all_changes_are_listed_the_completed_ones_apart(make, colleague, initiative):
    make.initiative("Oud", code="oud", starts_on=date(2020, 1, 1), ends_on=make.today - timedelta(days=1))
    text = colleague.get("/initiatives").text

    assert text.index("Duidelijke taal") < text.index("Afgerond") < text.index("Oud")


def test_without_changes_a_page_says_what_to_do(manager, colleague):
    assert manager.get("/initiatives").links["Begin de eerste verandering"] == "/initiatives/new"
    assert "Begin de eerste verandering" not in colleague.get("/initiatives").text


def test_the_navigation_stays_with_the_change_that_was_visited_last(make, colleague, initiative):
    make.initiative("Digitaal", code="digi", starts_on=make.today)
    assert colleague.get("/initiatives").links["De verandering"] == "/i/digi"
    colleague.get("/i/taal")
    assert colleague.get("/initiatives").links["De verandering"] == "/i/taal"


def test_one_switches_to_the_same_page_of_another_change(make, manager, initiative):
    make.initiative("Digitaal", code="digi")

    assert manager.get("/i/taal/board").links["Digitaal"] == "/i/digi/board"
    assert manager.get("/account").links["Digitaal"] == "/i/digi"


def test_with_one_change_there_is_nothing_to_switch(manager, initiative):
    assert "switcher" not in manager.get("/i/taal").html
