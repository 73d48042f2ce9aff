"""What is said against it, and what came out of it: heard and told on a phone, kept in order at a desk."""

import pytest

from ambassadors.security.policy import Role
from tests.journeys.conftest import PHONE

pytestmark = pytest.mark.browser

NEXT_MONTH = "november 2026 \N{SINGLE RIGHT-POINTING ANGLE QUOTATION MARK}"
MORE = "Meer: andere dag, nog een afdeling, verhaal"


@pytest.fixture
def world(walk, make):
    """Anna, an ambassador on a phone; Esther, the change manager at a desk."""

    class World:
        initiative = make.initiative("Duidelijke taal", code="DT")
        office = make.department("Burgerzaken", staff=40)
        person = make.person("Anna de Boer", office)
        own = make.ambassadorship(initiative, office, person)
        anna = walk(make.user(person=person), PHONE)
        esther = walk(make.user(Role.CHANGE_MANAGER, initiative=initiative, name="Esther Vermeulen"))

    return World


def test_an_objection_is_logged_answered_joined_and_taken_along(world):
    anna, esther = world.anna, world.esther
    anna.go("/").press("Loggen").choose("2–5").press(MORE)
    anna.fill("Wat zeiden ze ertegen?", "Wij hebben geen tijd").press("Opslaan")
    anna.press("Kijk wat je kunt zeggen, of voeg toe wat jij zei")
    anna.fill("Wat kun je zeggen?", "Begin met één brief.").press("Voeg dit antwoord toe")
    assert "Begin met één brief. Nog niemand zei dat het werkte" in anna.text()

    esther.go("/i/DT").press("Wat zeg je als…").press("Tegenwerping toevoegen")
    esther.fill("Wat zeggen mensen?", "Daar is geen tijd voor").press("Opslaan")
    esther.press("Voeg deze twee samen : Wij hebben geen tijd")
    assert "2 keer gehoord" in esther.text()
    esther.press("Dit werkte voor mij : Begin met één brief.")
    assert "Werkte voor 1 collega" in esther.text()
    esther.press("Haal uit elkaar : Wij hebben geen tijd")
    assert "Nog niemand schreef een antwoord op." in esther.text()

    anna.go("/").press("Wat zeg je als…").press("Kaartje voor in je zak")
    assert "“Wij hebben geen tijd” Begin met één brief." in anna.text()


def test_a_story_is_shared_told_on_the_intranet_and_hidden(world):
    anna, esther = world.anna, world.esther
    anna.go("/").press("Loggen").choose("2–5").press(MORE)
    anna.fill("Wat willen anderen hierover weten?", "Na een uur was de helft korter.").press("Opslaan")
    anna.tick("Zet mijn naam erbij").press("Deel dit verhaal").press("Bekijk alle verhalen")
    assert "Na een uur was de helft korter. Burgerzaken · Anna de Boer" in anna.text()

    esther.go("/i/DT").press("Lees de verhalen van collega’s").press("Tekst voor het intranet")
    esther.press(NEXT_MONTH)
    assert "Na een uur was de helft korter." in esther.text()
    esther.press("Kopieer de gewone tekst")
    assert "Gekopieerd" in esther.text()
    esther.go("/i/DT/stories").press("Verbergen : Gesprek").fill("Waarom verberg je dit verhaal?", "Te vroeg.")
    esther.press("Verberg het")
    assert "Nog niemand deelde een verhaal" in esther.text()
