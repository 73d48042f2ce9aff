"""A front-line colleague, on her phone: from wanting to join to having handed over, and all that lies between."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from ambassadors.network.models import Ambassadorship
from ambassadors.organisation.models import Level
from ambassadors.security.policy import Role
from tests.journeys.conftest import PHONE

pytestmark = pytest.mark.browser

PLAN = "Plan voor de nieuwe folder"


@pytest.fixture
def town(make, session):
    class Town:
        care = make.department("Wmo", staff=40, code="WMO")
        desk = make.department("Balie", care, staff=30, code="BALIE")
        change = make.initiative("Duidelijke taal", code="DT")
        anna, bram = make.person("Anna de Boer", care), make.person("Bram Vos", care)
        boss = make.person("Karin de Wit", care)
        roos = make.person("Roos Meijer", desk)

    Town.anna.level, Town.boss.level = Level.FRONT_LINE, Level.MANAGER
    session.commit()
    return Town


def test_one_front_line_colleague_from_wanting_to_join_to_former_ambassador(walk, make, session, town):
    anna, bram = walk(make.user(person=town.anna), PHONE), walk(make.user(person=town.bram), PHONE)
    roos = walk(make.user(person=town.roos))
    manager = walk(make.user(Role.CHANGE_MANAGER, initiative=town.change))

    wants_to_join(anna)
    nine_days_pass(make, session)
    has_hours_and_begins(anna, manager)
    logs_first_and_tries_a_letter_out(anna)
    looks_along_on_request(anna, roos)
    takes_a_break(make, anna, bram, manager)
    leaves_something_open(make, anna, roos)
    hands_over(make, anna, bram, manager)


def wants_to_join(anna):
    anna.go("/").press("Ik wil meedoen").press("Ik wil meedoen")
    assert "De programmamanager neemt contact met je op." in anna.text()


def nine_days_pass(make, session):
    session.rollback()
    signed_up = session.scalars(select(Ambassadorship)).one()
    signed_up.valid_from = signed_up.steps[0].on = make.today - timedelta(days=9)
    session.commit()


def has_hours_and_begins(anna, manager):
    manager.go("/").press("Geef antwoord op het dekkingsbord").press("Ik heb het gevraagd : Anna de Boer")
    manager.press("Uren vastleggen Anna de Boer").choose("Karin de Wit").fill("Uren per maand", "4")
    manager.fill("Tot", "2027-07-01").press("Vastleggen")

    anna.go("/").press("Ja, dat doe ik : Wmo")
    told = "Je leidinggevende Karin de Wit heeft afgesproken: 4 uur per maand, tot 1 juli 2027."
    assert told in anna.text()


def logs_first_and_tries_a_letter_out(anna):
    anna.go("/").press("Loggen").choose("2–5").press("Opslaan")
    assert "Opgeslagen. Dank je wel." in anna.text()

    anna.go("/").press("Loggen").press("Andere soort…").choose("Brieventest")
    anna.fill("Kozen de nieuwe", "31").fill("Kozen de oude", "9").fill("Wat vergeleken ze?", "De klachtbrief")
    anna.press("Opslaan")
    assert (
        "31 van de 40 kozen de nieuwe. Het echte aandeel ligt bijna zeker tussen 62% en 89%: de nieuwe wint."
        in anna.text()
    )


def looks_along_on_request(anna, roos):
    roos.go("/").press("Hulp vragen").press("Vraag om mee te kijken")
    roos.fill("Waar gaat het over?", "Onze nieuwe folder").press("Hulp vragen")
    anna.go("/").press("Ik doe het : Onze nieuwe folder")
    anna.choose("2–5").fill("Met welk plan keek je mee? (niet verplicht)", PLAN)
    anna.fill("Wat was je advies? (niet verplicht)", "Begin met wat er verandert").press("Log het")
    assert "Het telt als activiteit." in anna.text()
    anna.press("Naar wat gelogd is: verbeteren of ongedaan maken")
    assert PLAN in anna.text()
    anna.choose("opgevolgd").press("Opslaan")
    roos.go("/help").press("Bekijk wat ermee is gedaan : Onze nieuwe folder")
    assert PLAN in roos.go("/i/DT/outcomes").text()


def takes_a_break(make, anna, bram, manager):
    manager.go("/i/DT/board?q=wmo").press("Pauzeren Anna de Boer")
    manager.choose("Bram Vos").fill("Terug op", (make.today + timedelta(days=5)).isoformat()).press("Pauzeren")
    assert "Bram Vos vervangt" in manager.text()
    bram.go("/").press("Loggen").choose("1").press("Opslaan")
    anna.go("/").press("Ik ben er weer : Wmo")
    assert "Welkom terug!" in anna.text()


def leaves_something_open(make, anna, roos):
    roos.go("/help/ask").choose("Kom langs, om te vertellen of te helpen")
    roos.fill("Waar gaat het over?", "Een uurtje bij de balie").press("Hulp vragen")
    anna.go("/").press("Iets plannen").fill("Hoe heet het? (niet verplicht)", "Brieven voor en na")
    anna.fill("Op welke dag?", (make.today + timedelta(days=9)).isoformat()).press("Opslaan")
    anna.go("/i/DT").press("Alle uitkomsten en reeksen").press("Reeks beginnen")
    anna.fill("Naam van de reeks", "Aan de keukentafel").press("Opslaan")


def hands_over(make, anna, bram, manager):
    manager.go("/i/DT/board?q=wmo").press("Overdragen Anna de Boer")
    for open_work in ("Een uurtje bij de balie", "Aan de keukentafel", "Brieven voor en na, 2 december 2026"):
        assert open_work in manager.text()
    manager.choose("Bram Vos").fill("De opvolger begint op", make.today.isoformat())
    manager.press("Overdragen", kinds=("submit",))
    assert "Bram Vos neemt het over van Anna de Boer." in manager.text()

    start = bram.go("/").text()
    assert "Een uurtje bij de balie" in start
    assert "Brieven voor en na" in start
    bram.go("/i/DT").press("Alle uitkomsten en reeksen").press("Aan de keukentafel").press("Deze keer loggen")
    assert "Anna de Boer Wmo" in anna.go("/i/DT/alumni").text()
    assert "Brieven voor en na" not in anna.go("/").text()
    anna.go("/me")
