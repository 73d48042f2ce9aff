"""Nothing to report, weeks that do not count, and a department that does it by itself: by keyboard alone."""

import pytest

from ambassadors.security.policy import Role
from tests.journeys.conftest import PHONE, WIDE

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
def test_what_goes_by_itself_is_confirmed_and_what_is_quiet_is_told(walk, make, size):
    change = make.initiative("Duidelijke taal", code="DT")
    office = make.department("Burgerzaken", code="BZ", staff=40)
    person = make.person("Fatima Yilmaz", office)
    make.ambassadorship(change, office, person)

    fatima = walk(make.user(person=person), size).go("/")
    fatima.press("Niets te melden : Burgerzaken")
    assert fatima.taps == 1
    assert "Niets te melden Burgerzaken" in fatima.text()
    fatima.press("Terugdraaien : Niets te melden uit Burgerzaken").press(
        "Zet terug : Niets te melden uit Burgerzaken"
    )

    manager = walk(make.user(Role.CHANGE_MANAGER), size).go("/organisation")
    manager.press("Weken die niet meetellen, zoals vakanties").fill("Wat is het?", "Kerstvakantie")
    manager.fill("Eerste dag", "2026-12-19").fill("Laatste dag", "2026-01-03").press("Toevoegen")
    assert "De laatste dag ligt vóór de eerste." in manager.text()
    manager.fill("Laatste dag", "2027-01-03").press("Toevoegen")
    assert "19 dec 2026 tot en met 3 jan 2027" in manager.text()

    chair = walk(make.user(Role.CHAIR), size).go("/i/DT/departments/BZ")
    assert "meldde in de laatste 8 weken dat er niets te melden is." in chair.text()
    chair.press("Dit bevestigen").fill("Waaruit blijkt het?", "Van 20 brieven waren er 19 goed").press("Bevestigen")
    assert "Volgens de kerngroep gaat het hier vanzelf, sinds 23 november 2026." in chair.text()
    chair.press("Alle bevestigingen").press("Burgerzaken").press("Intrekken").fill("Waarom?", "Een vergissing")
    chair.press("Intrekken")
    assert "De bevestiging van Burgerzaken is ingetrokken." in chair.text()
