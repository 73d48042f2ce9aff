"""A colleague says thanks on a phone; the ambassador reads it, looks back, and prints what she did."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from ambassadors.activities.links import log_link
from ambassadors.activities.models import Activity
from ambassadors.results.rules import ResultStatus
from tests.journeys.conftest import PHONE, WIDE

pytestmark = pytest.mark.browser

WORDS = "Door jou durf ik gewoon te schrijven."


@pytest.fixture
def town(make):
    class Town:
        office, other = make.department("Burgerzaken", staff=40), make.department("Belastingen", staff=40)
        change = make.initiative("Duidelijke taal", code="DT", owner_name="Hilde Brouwers")
        person = make.person("Anna de Boer", office)
        seat = make.ambassadorship(change, office, person)
        user = make.user(person=person)
        sam = make.user(person=make.person("Sam Visser", office))

    make.activity(Town.seat, Town.other, kind="workshop", reached=(6, 15, 4))
    make.result(Town.change, Town.office, (ResultStatus.IN_USE, make.today))
    return Town


@pytest.mark.parametrize("size", [PHONE, WIDE])
def test_thanks_arrive_and_what_was_done_is_printed_on_one_sheet(walk, town, size):
    sam = walk(town.sam, PHONE).go("/ambassadors").press("Bedanken : Anna de Boer, Duidelijke taal")
    sam.fill("Wat wil je zeggen?", WORDS).press("Bedankje sturen")
    assert f"Anna de Boer 23 november 2026 {WORDS}" in sam.text()

    anna = walk(town.user, size).go("/").press("Wat jij in gang zette")
    assert "Collega’s van Belastingen deden mee." in anna.text()
    assert WORDS in anna.text()
    anna.press("Alles").press("Verwijderen : bedankje van Sam Visser, 23 november 2026")
    assert WORDS not in anna.text()

    with anna.page.expect_download() as download:
        anna.find("Mijn gegevens downloaden").page.keyboard.press("Enter")
    assert download.value.suggested_filename == "mijn-gegevens.zip"

    anna.press("Certificaat: Duidelijke taal, Burgerzaken")
    assert anna.page.get_by_role("button", name="Printen").is_visible()
    printed = anna.page.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", printed)) == 1
    anna.go("/account/messages/preview")


def test_the_link_of_a_reminder_keeps_what_was_typed_without_a_connection(walk, app, make, session, town):
    with app.app_context():
        path = log_link(town.user, town.seat.id, make.now + timedelta(days=14)).removeprefix("http://127.0.0.1:8000")
    somebody = walk(None, PHONE).go(path).choose("2–5").press("Meer: een titel, een verhaal, een link")
    somebody.fill("Titel", "Praatje bij de koffie").page.context.set_offline(True)
    somebody.find("Opslaan").page.keyboard.press("Enter")
    somebody.page.get_by_text("Nog niet opgeslagen: er is geen verbinding.").wait_for()
    somebody.complaints.clear()  # the browser tells of the connection in its console too

    somebody.page.context.set_offline(False)
    somebody.find("Opslaan").page.keyboard.press("Enter")
    somebody.page.wait_for_url("**/done")

    assert "Je kunt deze pagina sluiten." in somebody.check().text()
    session.rollback()
    assert session.scalars(select(Activity.title).order_by(Activity.id.desc())).first() == "Praatje bij de koffie"
