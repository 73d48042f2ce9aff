"""The kerngroep meets: from what needs attention to closed minutes and the report, by keyboard alone."""

import pytest

from ambassadors.security.policy import Role
from tests.journeys.conftest import PHONE, WIDE

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
def test_a_meeting_is_planned_held_and_closed_and_the_board_gets_a_page(walk, make, size):
    make.initiative("Duidelijke taal", code="DT")
    make.department("Wegen", code="WEGEN", staff=40)
    make.department("Havens", code="HAVENS", staff=12)
    hilde = make.user(Role.CHAIR, name="Hilde Brouwers")
    make.user(Role.KERNGROEP, name="Karim Haddad")

    chair = walk(hilde, size).go("/i/DT/attention")
    assert "Wegen (40 medewerkers) heeft nog nooit een ambassadeur gehad." in chair.text()
    chair.press("Later : Havens (12 medewerkers) heeft nog nooit een ambassadeur gehad.")
    chair.fill("Waarom kan het wachten?", "Het hoofd is nieuw").press("Uitstellen")
    assert "Hilde Brouwers schreef op 23 november 2026: Het hoofd is nieuw" in chair.text()

    chair.press("Overleggen").press("Overleg plannen").fill("Tijd", "9:30").fill("Plaats", "Kamer 2").press("Plannen")
    assert "Overleg van 23 november 2026" in chair.text()
    chair.fill("Een eigen punt", "Rondvraag").press("Toevoegen").press("Alles op de agenda zetten").press(
        "Vastleggen"
    )
    taps = chair.taps
    chair.page.keyboard.type("Marieke komt vertellen")  # the field has the focus already
    with chair.page.expect_event("load"):
        chair.page.keyboard.press("Enter")
    chair.check()
    assert "Punt 2 van 3" in chair.text()
    chair.choose("notitie").fill("Wat leg je vast?", "Rustig kwartaal").press("Opslaan, volgend punt")
    chair.press("Niets meer hier: volgend punt")
    assert chair.taps - taps == 3
    chair.tick("Karim Haddad").press("Notulen sluiten")
    assert "Aanwezig Hilde Brouwers Afwezig Karim Haddad" in chair.text()
    assert "Actie: Marieke komt vertellen Hilde Brouwers, uiterlijk 7 december 2026" in chair.text()
    assert "Rustig kwartaal" in chair.text()
    chair.fill("Wat voeg je toe?", "Marieke komt op 9 december").press("Toevoegen")
    assert "Marieke komt op 9 december" in chair.text()

    chair.go("/i/DT/agreements").press("Klaar : Marieke komt vertellen")
    chair.go("/i/DT/report").fill("Wat vraag je het bestuur?", "Geef Wegen ruimte").press("Opslaan")
    assert "Geef Wegen ruimte" in chair.text()
    chair.go("/i/DT/mix").go("/i/DT").go("/i/DT/meetings")
