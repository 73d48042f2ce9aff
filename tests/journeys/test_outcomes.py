"""A letter test on the market, a panel that comes back, and the way back to the organisation; by keyboard alone."""

import pytest

from ambassadors.security.policy import Role
from tests.journeys.conftest import PHONE, WIDE

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("size", [PHONE, WIDE])
def test_a_kind_is_added_logged_in_a_series_and_taken_back(make, walk, size):
    initiative, office = make.initiative("Duidelijke taal", code="DT"), make.department("Burgerzaken", staff=40)
    person = make.person("Anna de Boer", office)
    make.ambassadorship(initiative, office, person)
    esther = walk(make.user(Role.CHANGE_MANAGER, initiative=initiative), size)
    esther.go("/i/DT").press("Soorten activiteit")
    esther.fill("Naam in het Nederlands", "Keukentafelpanel").fill("Naam in het Engels", "Kitchen table panel")
    esther.choose("met inwoners: heeft een uitkomst, bereikt geen collega’s")
    esther.choose("stemmen voor de oude en de nieuwe versie").press("Toevoegen")
    assert "De soort is toegevoegd." in esther.text()

    anna = walk(make.user(person=person), size)
    anna.go("/i/DT").press("Alle uitkomsten en reeksen").press("Reeks beginnen")
    anna.fill("Naam van de reeks", "Aan de keukentafel").pick("Wat is het?", "Keukentafelpanel")
    anna.press("Opslaan").press("Deze keer loggen")
    anna.fill("Kozen de nieuwe", "31").fill("Kozen de oude", "9").fill("Wat vergeleken ze?", "De klachtbrief")
    anna.press("Opslaan")
    assert "de nieuwe wint." in anna.text()
    anna.fill("Hoe?", "In het werkoverleg").press("Opslaan als teruggegeven")
    assert "In het werkoverleg" in anna.text()

    told = anna.go("/i/DT/outcomes").text()
    assert "1 brieventest; bij 1 won de nieuwe versie. 1 van de 1 uitkomst is teruggegeven" in told
    assert "Aan de keukentafel" in told
