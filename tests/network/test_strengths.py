"""What colleagues can ask an ambassador: told at one place, and found by its words."""

import pytest

from ambassadors.network.rules import Status


@pytest.fixture
def change(make):
    made = make.initiative("Duidelijke taal", code="DT")
    make.principle(made, "Elke brief begint met wat de lezer wil weten")
    return made


@pytest.fixture
def office(make):
    return make.department("Burgerzaken", code="BZ")


@pytest.fixture
def anna(make, visit, change, office):
    person = make.person("Anna de Boer", office)
    serves = make.ambassadorship(change, office, person)
    return visit.as_user(make.user(person=person)), serves


@pytest.fixture
def roos(make, visit):
    return visit.as_user(make.user(person=make.person("Roos Meijer", make.department("Wegen"))))


def told(visitor, serves, words):
    path = f"/ambassadors/{serves.id}/strengths"
    return visitor.send(visitor.get(path), "strengths", strengths=words)


def test_an_ambassador_tells_it_and_colleagues_find_it_by_a_part_of_a_word(anna, roos):
    visitor, serves = anna
    assert visitor.get("/").html.count(f'href="/ambassadors/{serves.id}/strengths"') == 1

    answer = told(visitor, serves, "Besluiten herschrijven, en formulieren")

    assert answer.location == "/ambassadors"
    page = roos.get("/ambassadors?q=formulier BESLUIT")
    assert "Ambassadeurs die hier veel van weten Anna de Boer Burgerzaken Besluiten herschrijven" in page.text
    assert "Vraag gerust over: Besluiten herschrijven, en formulieren" in roos.get("/ambassadors?q=burger").text


def test_it_is_taken_away_by_leaving_it_empty(anna, roos):
    visitor, serves = anna
    told(visitor, serves, "Formulieren")

    told(visitor, serves, " ")

    assert "Niets gevonden" in roos.get("/ambassadors?q=formulier").text


def test_too_many_words_are_told_beside_the_field(anna):
    visitor, serves = anna

    answer = told(visitor, serves, "x" * 301)

    assert (answer.status, "x" * 301 in answer.html) == (422, True)


def test_nobody_tells_it_for_another_and_who_stopped_is_not_found(make, visit, change, office, roos):
    person = make.person("Bram Vos", office)
    ended = make.ambassadorship(change, office, person, until=make.today)
    ended.strengths = "Formulieren"
    resting = make.ambassadorship(change, office, status=Status.CANDIDATE)
    make.session.commit()

    for serves in (ended, resting):
        visit.as_user(make.user(person=make.person(department=office))).get(
            f"/ambassadors/{serves.id}/strengths", 404
        )
    assert "Bram Vos" not in roos.get("/ambassadors?q=formulier").text


def test_a_word_finds_its_plural_and_its_singular(make, change, office, roos):
    make.ambassadorship(change, office, make.person("Els Smit", office)).strengths = "Brieven en een website"
    make.session.commit()

    assert "Els Smit" in roos.get("/ambassadors?q=brief").text
    assert "Els Smit" in roos.get("/ambassadors?q=websites").text
    assert "Dit gaat over: Duidelijke taal" in roos.get("/ambassadors?q=brieven").text


def test_words_of_a_change_and_of_its_principles_lead_to_its_ambassadors(roos, change, anna):
    by_principle, by_name = roos.get("/ambassadors?q=lezer weten"), roos.get("/ambassadors?q=duidelijke")

    assert "Dit gaat over: Duidelijke taal Elke brief begint met wat de lezer wil weten" in by_principle.text
    assert "Dit gaat over: Duidelijke taal" in by_name.text
    assert by_principle.links["Vraag het de ambassadeur in de buurt"] == "/help/ask?initiative=DT"


def test_more_than_five_who_know_about_it_are_on_pages_of_their_own(make, change, office, roos):
    for number in range(23):
        serves = make.ambassadorship(change, office, make.person(f"Ambassadeur {number:02}", office))
        serves.strengths = "Alles over formulieren"
    make.session.commit()

    first = roos.get("/ambassadors?q=formulieren")
    assert first.text.count("Alles over formulieren") == 5
    every = roos.get(first.links["Alle 23 ambassadeurs die hier veel van weten"])
    assert every.text.count("Alles over formulieren") == 20
    assert "/ambassadors?q=formulieren&what=subject&page=2" in every.links.values()
