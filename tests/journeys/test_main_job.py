"""One change through the real Environment Agency, by three people, by keyboard alone, on a desk and on a phone."""

import re

import pytest
from click.testing import CliRunner

from ambassadors.cli import main
from ambassadors.security.policy import Role
from tests.journeys.conftest import PHONE, WIDE

pytestmark = pytest.mark.browser

PEOPLE = """code,name,department_code,email,level
P1,Anna de Boer,GB-08-05-003,anna.de.boer@agency.example,front_line
P2,Kees van Dijk,GB-08-05-004,kees.van.dijk@agency.example,manager
P3,Samira Haddou,GB-08-05-003,samira.haddou@agency.example,adviser
"""
PASSWORD = "vier losse woorden"


@pytest.fixture
def agency(database_url, real_data, tmp_path, monkeypatch):
    """The Environment Agency, 138 units, brought in by command as its administrator would."""
    monkeypatch.setenv("DATABASE_URL", database_url)
    people = tmp_path / "people.csv"
    people.write_text(PEOPLE)
    for kind, file in (("departments", real_data / "environment_agency.csv"), ("people", people)):
        result = CliRunner().invoke(main, ["import", kind, str(file)])
        assert result.exit_code == 0, result.output


def link_on(walker) -> str:
    """The single-use link that a page shows, as an address within the app."""
    return re.sub(r"^https?://[^/]+", "", walker.page.locator("#link").input_value())


def open_menu(walker) -> None:
    if walker.page.viewport_size["width"] == PHONE[0]:
        walker.press("Menu")


@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
def test_a_change_is_started_carried_logged_signalled_answered_and_seen(walk, make, agency, size):
    manager = walk(make.user(Role.CHANGE_MANAGER, name="Petra Manager"), size).go("/initiatives/new")
    manager.fill("Naam van de verandering", "Duidelijke taal").fill(
        "Waar we voor gaan", "Elke brief is te begrijpen."
    )
    manager.fill("Korte code", "DT").press("Begin deze verandering")
    manager.fill("Uitgangspunt", "Elke brief is in gewone taal").press("Toevoegen")

    manager.go("/i/DT/team").press("Iemand uitnodigen")
    manager.fill("E-mailadres", "kees.van.dijk@agency.example").press("Maak de link")
    kees = walk(None, size).go(link_on(manager))
    kees.fill("Nieuw wachtwoord", PASSWORD).fill("Nog een keer hetzelfde wachtwoord", PASSWORD).press(
        "Opslaan en verder"
    )
    open_menu(manager)
    manager.press("Dekking").fill("Afdeling of ambassadeur", "Anglian - Central").press("Zoeken")
    manager.press("Stel iemand aan Anglian - Central")
    manager.choose("Anna de Boer").press("Opslaan")
    assert "Anna de Boer is nu ambassadeur." in manager.text()
    manager.press("Link om in te loggen")
    anna = walk(None, size).go(link_on(manager))
    anna.fill("Nieuw wachtwoord", PASSWORD).fill("Nog een keer hetzelfde wachtwoord", PASSWORD).press(
        "Opslaan en verder"
    )
    anna.taps = 0
    anna.press("Loggen")
    anna.choose("6–15").press("Opslaan")
    assert "Opgeslagen. Dank je wel." in anna.text()
    assert "Anglian - Central: 6–15 collega’s" in anna.text()
    assert anna.taps == 3, "from the start page: log, the number, save"

    anna.go("/").press("Signaal geven")
    anna.fill("Wat is er aan de hand?", "De nieuwe brieven worden toch weer langer.")
    anna.choose("Het zit in de weg").choose("Direct naar de kerngroep").press("Versturen")

    kees.go("/").press("Naar de inbox")
    kees.press("De nieuwe brieven worden toch weer langer.")
    kees.press("Oppakken").fill("Je antwoord", "We korten de twee standaardbrieven in, voor 7 december.")
    kees.press("Beantwoord en koppel terug")

    anna.go("/")
    assert "We korten de twee standaardbrieven in, voor 7 december." in anna.text()

    open_menu(kees)
    kees.press("Verspreiding")
    assert "3% van de medewerkers heeft een ambassadeur" in kees.text()
    assert "6–15 van de 12.800 medewerkers deden mee in het laatste half jaar" in kees.text()
    assert "137 van de 138 afdelingen hadden nog geen contact" in kees.text()
    kees.go("/i/DT/departments/GB-08-05-003")
    assert "Hoorde ervan" in kees.text()
    assert "Er was contact in 1 week van de laatste 182 dagen; 3 zijn nodig." in kees.text()


def test_what_was_logged_for_the_wrong_department_is_undone_edited_and_gone_from_the_dashboard(walk, make):
    sector = make.department("Dienstverlening", staff=0)
    own = make.department("Burgerzaken", parent=sector, staff=40)
    meant = make.department("Belastingen", parent=sector, staff=60)
    initiative = make.initiative("Duidelijke taal", code="DT")
    person = make.person("Anna de Boer", department=own)
    make.ambassadorship(initiative, own, person)
    anna, manager = walk(make.user(person=person), PHONE), walk(make.user(Role.CHANGE_MANAGER, initiative=initiative))

    def reached(department: str) -> bool:
        return "Hoorde ervan" in manager.go(f"/i/DT/departments/{department}").text()

    anna.go("/log").choose("16–30").press("Opslaan")
    assert (reached(own.code), reached(meant.code)) == (True, False)

    anna.press("Ongedaan maken")
    assert (reached(own.code), reached(meant.code)) == (False, False)

    anna.press("Zet terug")
    assert (reached(own.code), reached(meant.code)) == (True, False)

    anna.press("Aanpassen").pick("Afdeling", "een andere afdeling…")
    anna.fill("Naam of code van de afdeling", "Belas").press("Zoeken")
    anna.press("Opslaan")
    assert (reached(own.code), reached(meant.code)) == (False, True)


def test_an_administrator_looks_at_an_import_before_it_changes_anything(walk, make, real_data, tmp_path):
    administrator = walk(make.user(Role.ADMINISTRATOR), PHONE).go("/import/departments")
    broken = tmp_path / "kapot.csv"
    broken.write_text("code;naam;aantal_medewerkers\nA;Afdeling A;-3\nA;Afdeling A;veel\n")

    administrator.page.set_input_files("input[type=file]", broken)
    administrator.press("Kijk wat er verandert")
    told = administrator.text()
    assert "Er is niets geïmporteerd. Verbeter dit in het bestand en kies het opnieuw." in told
    assert "De kolom ‘bovenliggende_code’ (in het Engels ‘parent_code’) ontbreekt." in told
    assert "Regel 2, aantal_medewerkers: ‘-3’ is kleiner dan nul." in told
    assert "Regel 3, aantal_medewerkers: ‘veel’ is geen getal." in told

    administrator.page.set_input_files("input[type=file]", real_data / "environment_agency.csv")
    administrator.press("Kijk wat er verandert")
    assert "Er is nog niets veranderd. nieuw 139 gewijzigd 0 blijven gelijk 0" in administrator.text()
    administrator.press("Importeren", kinds=("submit",))
    assert "Afdelingen: 139 rijen zijn overgenomen." in administrator.text()

    administrator.press("Afdelingen importeren")
    administrator.page.set_input_files("input[type=file]", real_data / "environment_agency.csv")
    administrator.press("Kijk wat er verandert")
    assert "Alles in dit bestand is al bekend." in administrator.text()
    administrator.go("/organisation")
    assert "Environment Agency" in administrator.text()
