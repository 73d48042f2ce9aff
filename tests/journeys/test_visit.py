"""A colleague finds her ambassador, asks for a visit, and gets it; it is logged in one tap and counts."""

from datetime import timedelta

import pytest

from tests.journeys.conftest import PHONE

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("size", [PHONE, (1280, 900)])
def test_a_colleague_finds_her_ambassador_and_gets_a_visit(walk, make, size):
    initiative = make.initiative("Duidelijke taal", code="DT")
    care = make.department("Zorg", staff=40, code="ZORG")
    desk = make.department("Wmo-loket", care, staff=30, code="WMO")
    make.department("Archief", staff=20)
    anna_person = make.person("Anna de Boer", care, email="anna@example.nl")
    make.ambassadorship(initiative, care, anna_person, since=make.today - timedelta(days=90))
    roos = walk(make.user(person=make.person("Roos Meijer", desk, email="roos@example.nl")), size)
    anna = walk(make.user(person=anna_person), size)

    anna.go("/").press("Waarvoor kunnen collega’s je vragen? Zorg")
    anna.fill("Waarvoor kunnen collega’s je vragen?", "Besluiten herschrijven").press("Opslaan")

    roos.go("/").press("Hulp vragen")
    assert "Dit is de dichtstbijzijnde: Zorg" in roos.text()
    roos.fill("Afdeling, collega of onderwerp", "besluiten").press("Zoeken")
    assert "Anna de Boer Zorg Besluiten herschrijven" in roos.text()
    roos.press("Vraag om langs te komen")
    assert "Je vraag gaat naar Anna de Boer." in roos.text()
    roos.fill("Waar gaat het over?", "Onze besluiten, met het hele team.")
    roos.fill("Welke dag komt jou goed uit?", "2026-12-01").press("Hulp vragen")
    assert "Je vraag is gesteld." in roos.text()
    assert "Wacht op Anna de Boer" in roos.text()

    anna.taps = 0
    anna.go("/").press("Ik doe het : Onze besluiten, met het hele team.")
    assert anna.taps == 1
    assert "Jij doet het. Spreek een dag af met Roos Meijer." in anna.text()

    assert "Anna de Boer doet het, en spreekt een dag met je af." in roos.go("/").text()

    anna.go("/").press("Het is gedaan : Onze besluiten, met het hele team.").choose("6–15").press("Log het")
    assert "Het telt als activiteit." in anna.text()

    roos.go("/help").press("Bekijk wat ermee is gedaan : Onze besluiten, met het hele team.")
    assert "Bezoek aan Wmo-loket klaar" in roos.text()
    told = roos.go("/i/DT/departments/WMO").text()
    assert "tussen 6 en 15" in told
