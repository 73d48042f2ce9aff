"""The connection drops while somebody saves: nothing is lost, nothing is there twice."""

import pytest
from sqlalchemy import select

from ambassadors.activities.models import Activity
from tests.journeys.conftest import PHONE

pytestmark = pytest.mark.browser

CUT = "Nog niet opgeslagen: er is geen verbinding. We bewaren wat je typte."
BACK = "Er is weer verbinding. Druk op Opslaan."
KEPT = "Dit was nog niet opgeslagen. We hebben bewaard wat je typte."
TWICE = "Dit was al opgeslagen. Het staat er één keer."


@pytest.fixture
def anna(walk, make):
    """An ambassador on a phone, on the page to log."""
    office = make.department("Burgerzaken")
    person = make.person("Anna de Boer", office)
    make.ambassadorship(make.initiative("Duidelijke taal", code="DT"), office, person)
    return walk(make.user(person=person), PHONE).go("/log")


def fill_in(anna):
    anna.choose("6–15").press("Meer: andere dag, nog een afdeling, verhaal")
    return anna.fill("Titel", "Praatje bij de koffie")


def save(anna):
    """Press Save without a page that must come."""
    anna.find("Opslaan").page.keyboard.press("Enter")
    return anna


def told(anna, words):
    anna.page.get_by_text(words).wait_for()
    anna.complaints.clear()  # the browser tells of the connection in its console too
    return anna.check()


def kept(session):
    session.rollback()
    return [(each.title, each.reaches[0].high) for each in session.scalars(select(Activity).order_by(Activity.id))]


def test_saving_without_a_connection_is_told_and_saves_once_it_is_back(session, anna):
    fill_in(anna).page.context.set_offline(True)
    told(save(anna), CUT)
    told(save(anna), CUT)
    assert kept(session) == []

    anna.page.context.set_offline(False)
    told(anna, BACK)
    save(anna).page.wait_for_url("**/activities/*")

    assert "Opgeslagen. Dank je wel." in anna.check().text()
    assert kept(session) == [("Praatje bij de koffie", 15)]


def test_an_answer_that_never_came_does_not_save_twice(session, anna):
    fill_in(anna)
    anna.page.route("**/log*", lambda route: (route.fetch(max_redirects=0), route.abort("connectionreset")))
    told(save(anna), CUT)
    assert kept(session) == [("Praatje bij de koffie", 15)]

    anna.page.unroute("**/log*")
    save(anna).page.wait_for_url("**/activities/*")

    assert TWICE in anna.check().text()
    assert kept(session) == [("Praatje bij de koffie", 15)]


def test_what_was_typed_is_there_again_when_the_page_is_opened_anew(session, anna):
    fill_in(anna).page.context.set_offline(True)
    told(save(anna), CUT)
    anna.page.context.set_offline(False)
    told(anna.go("/log"), KEPT)

    save(anna).page.wait_for_url("**/activities/*")
    assert kept(session) == [("Praatje bij de koffie", 15)]

    anna.go("/log").page.wait_for_timeout(300)
    assert KEPT not in anna.text()
    assert anna.page.get_by_label("6–15").is_checked() is False


def test_a_page_opened_anew_finds_out_that_it_was_saved_after_all(session, anna):
    fill_in(anna)
    anna.page.route("**/log*", lambda route: (route.fetch(max_redirects=0), route.abort("connectionreset")))
    told(save(anna), CUT)
    anna.page.unroute("**/log*")

    anna.page.goto("/log")
    anna.page.wait_for_url("**/activities/*")

    assert TWICE in anna.check().text()
    assert kept(session) == [("Praatje bij de koffie", 15)]


def test_what_was_kept_can_be_thrown_away(session, anna):
    fill_in(anna).page.context.set_offline(True)
    told(save(anna), CUT)
    anna.page.context.set_offline(False)
    told(anna.go("/log"), KEPT)

    with anna.find("Weggooien").page.expect_event("load"):
        anna.page.keyboard.press("Enter")

    assert (kept(session), KEPT in anna.go("/log").text()) == ([], False)


def test_what_is_wrong_is_told_without_leaving_the_page(session, anna):
    save(anna)
    told(anna, "Dit is nog niet opgeslagen.")
    assert anna.page.evaluate("document.activeElement.getAttribute('role')") == "alert"

    anna.choose("2–5")
    save(anna).page.wait_for_url("**/activities/*")
    assert kept(session) == [(None, 5)]


def test_a_server_that_fails_is_told_apart_and_keeps_what_was_typed(session, anna):
    fill_in(anna)
    anna.page.route("**/log*", lambda route: route.fulfill(status=502, body="<html><main>Bad gateway</main></html>"))
    told(save(anna), "Nog niet opgeslagen: er ging bij ons iets mis.")

    anna.page.unroute("**/log*")
    save(anna).page.wait_for_url("**/activities/*")
    assert kept(session) == [("Praatje bij de koffie", 15)]


def test_what_is_corrected_after_a_refusal_stays_when_one_asks_for_one_more_department(session, anna):
    fill_in(anna).fill("Op welke dag?", "1999-01-15")
    told(save(anna), "Dit is nog niet opgeslagen.")

    anna.fill("Op welke dag?", "2026-11-23").fill("Titel", "Praatje bij de lunch").press("Nog een afdeling")

    assert [anna.page.input_value(name) for name in ("#on", "#title")] == ["2026-11-23", "Praatje bij de lunch"]
    assert anna.page.locator(".reach").count() == 2
    assert anna.page.locator(".log__more").get_attribute("open") is not None
    assert anna.focused()["group"] == "reaches-1-department"
    save(anna).page.wait_for_url("**/activities/*")
    assert kept(session) == [("Praatje bij de lunch", 15)]


def test_asking_for_more_of_the_form_without_a_connection_loses_nothing(session, anna):
    fill_in(anna).page.context.set_offline(True)
    told(anna.find("Nog een afdeling").page.keyboard.press("Enter") or anna, CUT)
    anna.page.context.set_offline(False)
    told(anna, BACK)

    anna.page.get_by_role("button", name="Nog een afdeling").click()
    anna.page.locator(".reach--more").wait_for()

    assert anna.check().page.input_value("#title") == "Praatje bij de koffie"
    told(anna.go("/log"), KEPT)


def test_looking_a_department_up_leaves_open_what_was_open_and_refuses_nothing(session, make, anna):
    other = make.department("Belastingen")
    fill_in(anna)
    anna.page.locator("#reaches-0-department").select_option("elsewhere")
    anna.fill("Naam of code van de afdeling", "belast").page.keyboard.press("Enter")
    anna.page.locator(f"#reaches-0-department option[value='{other.id}']").wait_for(state="attached")

    assert "Dit is nog niet opgeslagen." not in anna.text()
    assert anna.page.input_value("#reaches-0-department") == str(other.id)
    assert anna.focused()["group"] == "reaches-0-department"
    assert anna.page.locator(".log__more").get_attribute("open") is not None
