"""What the tasks of an ambassador's week cost in taps and fields; docs/effort.md tells the same."""

import re
from pathlib import Path

import pytest
from sqlalchemy import select

from ambassadors.activities.models import Activity, NothingToReport
from ambassadors.activities.outcome_models import Followed, Review
from ambassadors.signals.models import Signal
from ambassadors.thanks.models import Thanks
from tests.journeys.conftest import PHONE

pytestmark = pytest.mark.browser

DOCUMENT = Path(__file__).parents[2] / "docs" / "effort.md"
SHEET = "\n".join(f"{day}-11-2026\tGesprek\tBurgerzaken\t1\tja" for day in range(1, 13))


@pytest.fixture
def world(walk, make):
    """Anna on a phone, on the start page, and Tom, an ambassador of another department."""

    class World:
        initiative = make.initiative("Duidelijke taal", code="DT")
        office, other = make.department("Burgerzaken", staff=40), make.department("Belastingen", staff=40)
        person = make.person("Anna de Boer", office)
        own = make.ambassadorship(initiative, office, person)
        tom = make.ambassadorship(initiative, other, make.person("Tom Bakker", other))
        user = make.user(person=person)
        anna = walk(user, PHONE)

    return World


def documented(task):
    """Taps and fields of a task by the table."""
    found = re.search(rf"^\| {re.escape(task)} \| (\d+) \| (\d+) \|", DOCUMENT.read_text(), re.MULTILINE)
    assert found, f"docs/effort.md does not tell of “{task}”"
    return int(found[1]), int(found[2])


def cost(walker):
    return walker.taps, walker.fields


def kept(session):
    """Kind, ambassadors, departments with their lowest number, of all that was logged."""
    session.rollback()
    return [
        (each.kind.code, len(each.done_by), [(reach.department_id, reach.low) for reach in each.reaches])
        for each in session.scalars(select(Activity).order_by(Activity.id))
    ]


def test_the_first_entry_is_one_tap_the_number_and_save(session, world):
    world.anna.go("/").press("Loggen").choose("2–5").press("Opslaan")

    assert kept(session) == [("conversation", 1, [(world.office.id, 2)])]
    assert cost(world.anna) == documented("Log for the first time") == (3, 0)


def test_logging_again_is_one_tap_the_number_and_save(session, make, world):
    make.activity(world.own, world.other, kind="demo", logged_by=world.user.id)
    world.anna.go("/").press("Opnieuw loggen: Demonstratie, Belastingen").choose("6–15").press("Opslaan")

    assert kept(session)[-1] == ("demo", 1, [(world.other.id, 6)])
    assert cost(world.anna) == documented("Log again what you logged last") == (3, 0)


def test_another_of_the_usual_kinds_is_one_tap_beside_that_of_last_time(session, make, world):
    make.activity(world.own, world.office, logged_by=world.user.id)
    world.anna.go("/").press("Loggen").choose("Workshop").choose("16–30").press("Opslaan")

    assert kept(session)[-1] == ("workshop", 1, [(world.office.id, 16)])
    assert cost(world.anna) == documented("Log another kind than last time, one of your usual five") == (4, 0)


def test_a_kind_that_one_seldom_logs_stands_behind_one_toggle(session, make, world):
    make.activity(world.own, world.office, logged_by=world.user.id)
    anna = world.anna.go("/").press("Loggen").press("Andere soort…").choose("Overleg")
    anna.choose("16–30").press("Opslaan")

    assert kept(session)[-1] == ("meeting", 1, [(world.office.id, 16)])
    assert cost(anna) == documented("Log a kind that you seldom log") == (5, 0)


def test_a_letter_test_takes_two_numbers_and_tells_what_they_say(session, make, world):
    make.activity(world.own, kind="letter_test", logged_by=world.user.id)
    anna = (
        world.anna.go("/").press("Loggen").fill("Kozen de nieuwe", "31").fill("Kozen de oude", "9").press("Opslaan")
    )

    assert kept(session)[-1] == ("letter_test", 1, [])
    assert "31 van de 40 kozen de nieuwe. Het echte aandeel ligt bijna zeker tussen 62% en 89%" in anna.text()
    assert cost(anna) == documented("Log a letter test, as the last time") == (2, 2)


def test_whether_an_advice_was_followed_is_two_taps_from_my_log(session, make, world):
    make.activity(world.own, world.office, kind="review", logged_by=world.user.id)
    activity = session.scalars(select(Activity)).one()
    session.add(Review(activity_id=activity.id, plan="Winkelcentrum"))
    session.commit()
    anna = world.anna.go("/activities").press("Bekijk wat wacht").press("deels opgevolgd : Winkelcentrum")

    session.rollback()
    assert session.scalars(select(Review.followed)).all() == [Followed.PARTLY]
    assert cost(anna) == documented("Answer whether an advice was followed, from my log") == (2, 0)


def test_a_colleague_who_did_it_too_is_ticked(session, world):
    world.anna.go("/").press("Loggen").choose("1").choose("ja").press("Meer: andere dag, nog een afdeling, verhaal")
    world.anna.tick("Tom Bakker (Belastingen)").press("Opslaan")

    assert kept(session) == [("conversation", 2, [(world.office.id, 1)])]
    assert "1 collega, voor het eerst" in world.anna.text()
    assert "Anna de Boer, Tom Bakker" in world.anna.text()
    assert cost(world.anna) == documented("Log with another ambassador, and that it was the first time") == (6, 0)


def test_nothing_to_report_is_one_tap(session, world):
    world.anna.go("/").press("Niets te melden : Burgerzaken")

    assert len(session.scalars(select(NothingToReport)).all()) == 1
    assert cost(world.anna) == documented("Say that there is nothing to report") == (1, 0)


def test_what_was_wrong_is_undone_with_one_tap(session, world):
    world.anna.go("/log").choose("2–5").press("Opslaan")
    world.anna.taps = 0
    world.anna.press("Ongedaan maken")

    assert session.scalars(select(Activity)).one().undone_at is not None
    assert cost(world.anna) == documented("Undo what you just logged") == (1, 0)


def test_twelve_entries_are_pasted_from_a_sheet_at_once(session, world):
    anna = (
        world.anna.go("/")
        .press("Loggen")
        .press("Meer tegelijk loggen")
        .press("Plakken uit Excel of een andere lijst")
    )
    anna.find("Plak hier je rijen", kinds=("textarea",)).page.keyboard.insert_text(SHEET)
    anna.fields += 1
    anna.press("Zet in de tabel").press("Opslaan")

    assert kept(session) == [("conversation", 1, [(world.office.id, 1)])] * 12
    assert cost(anna) == documented("Log twelve at once from a sheet") == (5, 1)


def test_a_request_for_help_is_answered_with_one_tap(session, make, world):
    request = make.help_request(world.initiative, world.office, about="Onze folder")
    world.anna.go("/").press("Ik doe het : Onze folder")

    session.refresh(request)
    assert request.taken_by_id == world.own.id
    assert cost(world.anna) == documented("Answer a request for help") == (1, 0)


def test_what_was_asked_and_done_is_logged_with_two_taps_and_the_number(session, make, world):
    make.help_request(world.initiative, world.office, about="Onze folder", taken_by=world.own)
    world.anna.go("/").press("Het is gedaan : Onze folder").choose("6–15").press("Log het", kinds=("submit",))

    assert kept(session) == [("conversation", 1, [(world.office.id, 6)])]
    assert cost(world.anna) == documented("Log a request for help that is done") == (3, 0)


def test_a_signal_takes_four_interactions(session, world):
    anna = world.anna.go("/").press("Signaal geven").fill("Wat is er aan de hand?", "De brieven worden weer langer.")
    anna.choose("Het zit in de weg").press("Versturen")

    raised = session.scalars(select(Signal)).one()
    assert (raised.department_id, raised.initiative_id) == (world.office.id, world.initiative.id)
    assert cost(anna) == documented("Raise a signal") == (3, 1)


def test_thanks_take_four_taps(session, make, walk, world):
    sam = walk(make.user(person=make.person("Sam Visser", world.office)), PHONE).go("/")
    sam.press("Menu").press("Wie is mijn ambassadeur?").press("Bedanken : Anna de Boer, Duidelijke taal")
    sam.press("Bedankje sturen")

    assert session.scalars(select(Thanks)).one().person_id == world.person.id
    assert cost(sam) == documented("Thank your ambassador") == (4, 0)
