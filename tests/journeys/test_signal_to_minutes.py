"""Two departments hear the same: from a signal to one answer, the minutes that tell it, and what is reopened."""

import pytest

from ambassadors.security.policy import Role
from tests.journeys.conftest import PHONE, WIDE

pytestmark = pytest.mark.browser

LETTERS = "De brieven aan inwoners worden weer langer dan een bladzijde"
LIKEWISE = "De brieven worden weer langer dan een bladzijde"
ANSWER = "Vanaf 1 december leest een tweede collega elke brief"


@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
def test_two_departments_get_one_answer_of_which_the_minutes_tell(walk, make, size):
    roads, tax = make.department("Wegen", code="WEGEN", staff=40), make.department("Belastingen", staff=30)
    change = make.initiative("Duidelijke taal", code="DT")
    make.principle(change)
    marieke, sem = make.person("Marieke Smit", roads), make.person("Sem Kok", tax)
    make.ambassadorship(change, marieke, roads)
    marieke_user, sem_user = make.user(person=marieke), make.user(person=sem)
    hilde = make.user(Role.CHAIR, name="Hilde Brouwers")

    first = walk(marieke_user, size).go("/signals/new").fill("Wat is er aan de hand?", LETTERS)
    first.choose("Het zit in de weg").pick("Welk uitgangspunt komt in de knel?", "Elke brief is in gewone taal")
    first.press("Versturen")
    assert "wacht op de kerngroep" in first.text()

    second = walk(sem_user, size).go("/signals/new").fill("Wat is er aan de hand?", LIKEWISE)
    second.choose("Het zit in de weg").pick("Welk uitgangspunt komt in de knel?", "Elke brief is in gewone taal")
    second.press("Vertrouwelijk, of voor iemand anders?")
    second.tick("Vertrouwelijk: alleen de voorzitter en wie voor een antwoord zorgt, mogen zien dat het van mij komt")
    second.press("Versturen").press(f"Dit hoor ik ook : {LETTERS}")
    assert "Anderen" in second.text()

    chair = walk(hilde, size).go("/i/DT/meetings").press("Overleg plannen").fill("Tijd", "9:30").press("Plannen")
    chair.press(f"Toevoegen : Een signaal over Wegen is sinds 23 november 2026 niet opgepakt: “{LETTERS}”")
    meeting = chair.page.url.split("#")[0]
    chair.press("Vastleggen")
    assert "in 2 afdelingen" in chair.text()

    chair.press("Naar het signaal en weer terug").press("Oppakken")
    chair.fill("Je antwoord", ANSWER).press("Beantwoord en koppel terug").press("Terug naar waar je was")
    assert ANSWER in chair.text()
    chair.choose("notitie").fill("Wat leg je vast?", "Besproken").press("Opslaan, volgend punt")
    chair.press("Notulen sluiten")
    heard = f"Het signaal: “{LETTERS}” Dit speelt bij 2 afdelingen."
    told = f"{heard} Het antwoord: “{ANSWER}” Het antwoord is teruggekoppeld."
    assert told in chair.text()
    assert [name for name in ("Marieke Smit", "Sem Kok") if name in chair.text()] == []

    first.go("/signals").press(f"Bekijk wat ermee is gedaan : {LETTERS}")
    assert ANSWER in first.text()
    second.go("/signals").press(f"Bekijk wat ermee is gedaan : {LIKEWISE}")
    assert ANSWER in second.text()

    first.press("Dit is nog niet opgelost").fill("Wat is er nog niet opgelost?", "De bijlagen zijn nog lang")
    first.press("Heropen dit signaal")
    assert told in chair.go(meeting).text()
    chair.go("/i/DT/meetings").press("Overleg plannen").fill("Tijd", "9:30").press("Plannen")
    assert f"Heropend: het antwoord aan Wegen loste dit niet op: “{LETTERS}”" in chair.text()
    chair.go("/i/DT/attention")
