"""An enthusiastic colleague, on a phone: from wanting to join to having been an ambassador."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from ambassadors.network.models import Ambassadorship
from ambassadors.organisation.models import Level
from ambassadors.security.policy import Role
from tests.journeys.conftest import PHONE

pytestmark = pytest.mark.browser


def test_a_colleague_joins_takes_a_break_answers_questions_comes_back_and_hands_over(walk, make, session):
    care = make.department("Wmo", staff=40, code="WMO")
    initiative = make.initiative("Duidelijke taal", code="DT")
    person, boss = make.person("Anna de Boer", care), make.person("Karin de Wit", care)
    make.person("Bram Vos", care)
    boss.level = Level.MANAGER
    session.commit()
    anna = walk(make.user(person=person), PHONE)
    manager = walk(make.user(Role.CHANGE_MANAGER, initiative=initiative))

    anna.go("/").press("Ik wil meedoen").press("Ik wil meedoen")
    assert "De programmamanager neemt contact met je op." in anna.text()

    session.rollback()
    signed_up = session.scalars(select(Ambassadorship)).one()
    signed_up.valid_from = signed_up.steps[0].on = make.today - timedelta(days=9)
    session.commit()

    manager.go("/").press("Geef antwoord op het dekkingsbord")
    manager.press("Ik heb het gevraagd : Anna de Boer")
    manager.press("Uren vastleggen Anna de Boer").choose("Karin de Wit").fill("Uren per maand", "4")
    manager.fill("Tot", "2027-07-01").press("Vastleggen")

    anna.go("/").press("Ja, dat doe ik : Wmo")
    told = "Je leidinggevende Karin de Wit heeft afgesproken: 4 uur per maand, tot 1 juli 2027."
    assert told in anna.text()
    assert told in anna.go("/").text()

    manager.go("/i/DT/board?q=wmo").press("Pauzeren Anna de Boer")
    back = make.today + timedelta(days=5)
    manager.choose("Bram Vos").fill("Terug op", back.isoformat()).press("Pauzeren")
    assert "Bram Vos vervangt" in manager.text()

    anna.go("/").press("Alleen voor vragen : Wmo")
    assert "Je bent er vanaf vandaag alleen nog voor vragen." in anna.text()
    assert "Voor vragen: Anna de Boer" in anna.go("/ambassadors").text()
    anna.go("/").press("Ik ben er weer : Wmo")
    assert "Welkom terug!" in anna.text()

    manager.go("/i/DT/board?q=wmo").press("Overdragen Anna de Boer")
    manager.choose("Bram Vos").fill("De opvolger begint op", make.today.isoformat())
    manager.press("Overdragen", kinds=("submit",))
    assert "Bram Vos neemt het over van Anna de Boer." in manager.text()
    assert "Anna de Boer Wmo" in anna.go("/i/DT/alumni").text()
