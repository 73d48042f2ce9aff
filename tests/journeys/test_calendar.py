"""What is planned: from the idea to the log, with somebody who comes along, on a phone and on a desk."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from ambassadors.planning.models import Plan
from ambassadors.security.policy import Role
from tests.journeys.conftest import PHONE, WIDE

pytestmark = pytest.mark.browser


def test_a_workshop_is_planned_joined_and_logged(walk, make, session):
    initiative = make.initiative("Duidelijke taal", code="DT")
    here, there = make.department("Burgerzaken", code="BZ"), make.department("Belastingen", code="BEL")
    fatima_seat = make.ambassadorship(initiative, here, make.person("Fatima el Idrissi", here))
    bram_seat = make.ambassadorship(initiative, there, make.person("Bram Vos", there))
    fatima, bram = walk(make.user(person=fatima_seat.person), PHONE), walk(make.user(person=bram_seat.person))

    fatima.go("/").press("Iets plannen").fill("Hoe heet het? (niet verplicht)", "Brieven voor en na")
    fatima.fill("Op welke dag?", make.today.isoformat()).press("Opslaan")
    assert "Het staat in de agenda." in fatima.text()

    bram.go("/").press("Naar de agenda").press("Ik ga mee : Brieven voor en na")
    assert "gaat mee: Bram Vos" in bram.text()
    bram.press("Ik ga toch niet mee : Brieven voor en na").press("Ik ga mee : Brieven voor en na")

    session.rollback()
    planned = session.scalars(select(Plan)).one()
    planned.on = make.today - timedelta(days=1)
    session.commit()

    fatima.go("/").press("Log het").choose("6–15").press("Opslaan", kinds=("submit",))
    assert "Fatima el Idrissi, Bram Vos" in fatima.text() or "Bram Vos, Fatima el Idrissi" in fatima.text()
    fatima.go("/i/DT/calendar?department=mine&month=2026-11")
    assert "gelogd" in fatima.text()


@pytest.mark.parametrize("screen", [WIDE, PHONE])
def test_toolbox_poster_message_and_own_calendar_can_be_used_by_everybody(walk, make, screen):
    initiative = make.initiative("Duidelijke taal", code="DT")
    here = make.department("Burgerzaken", code="BZ")
    seat = make.ambassadorship(initiative, here)
    manager = make.user(Role.CHANGE_MANAGER, initiative=initiative, person=seat.person)
    esther = walk(manager, screen)

    esther.go("/i/DT/toolbox").press("Iets toevoegen").press("Verhaal").fill("Hoe heet het?", "Ons verhaal")
    esther.fill("Waar is het goed voor? (niet verplicht)", "In twee minuten").press("Opslaan")
    assert "Ons verhaal zit in de gereedschapskist." in esther.text()
    esther.press("Verwijderen : Ons verhaal").press("Zet terug")
    esther.go("/i/DT/poster?size=a5").go("/i/DT/poster?lang=en&opens=log")
    esther.go("/i/DT/messages").press("Bericht schrijven").fill("Waar gaat het over?", "Taart")
    esther.fill("Je bericht", "Vrijdag is er taart.").press("Eerst bekijken").press("Versturen")
    assert "Verstuurd aan 1 ambassadeur." in esther.text()
    esther.go("/").press("Taart").go("/account/calendar").press("Maak een adres")
    assert "Dit is je adres" in esther.text()


def test_a_file_that_is_too_large_is_told_when_it_is_chosen_and_the_title_stays(walk, make, tmp_path):
    initiative = make.initiative("Duidelijke taal", code="DT")
    esther = walk(make.user(Role.CHANGE_MANAGER, initiative=initiative)).go("/i/DT/toolbox/new?sort=slides")
    film = tmp_path / "film.pdf"
    film.write_bytes(b"%PDF-" + bytes(11 * 1024 * 1024))
    esther.fill("Hoe heet het?", "Onze film")
    esther.page.set_input_files("#file", film)
    esther.find("Opslaan").page.keyboard.press("Enter")

    told = esther.page.locator("#file").evaluate("(field) => field.validationMessage")
    assert told.startswith("Dit bestand is te groot: ten hoogste 10 MB.")
    assert esther.check().page.input_value("#title") == "Onze film"
    short = tmp_path / "kort.pdf"
    short.write_bytes(b"%PDF-1.4 kort")
    esther.page.set_input_files("#file", short)
    assert esther.page.locator("#file").evaluate("(field) => field.validationMessage") == ""
    assert "Onze film zit in de gereedschapskist." in esther.press("Opslaan").text()
