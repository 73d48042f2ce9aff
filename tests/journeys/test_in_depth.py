"""The figures in depth in a real browser: taken in by the dashboard, on a page of their own, and on paper."""

from datetime import timedelta

import pytest

from ambassadors.network.rules import Status
from ambassadors.security.policy import Role
from tests.conftest import TODAY
from tests.journeys.conftest import PHONE, WIDE

pytestmark = pytest.mark.browser

DRAWN = "[data-drawn]"
CHARTS = ("against-chance", "who-meets-whom", "vulnerability", "outlook")


@pytest.fixture
def town(make):
    """Six departments of which five have an ambassador, who all met the own one and the next; one has a candidate."""
    change = make.initiative(code="DT")
    departments = [make.department(f"Afdeling {number}", staff=20 + number) for number in range(6)]
    for number, department in enumerate(departments[:5]):
        ambassador = make.ambassadorship(change, department, since=TODAY - timedelta(days=300))
        for week in range(3):
            on = TODAY - timedelta(days=20 + 7 * week)
            make.activity(ambassador, department, on=on, reached=(8, 8, None))
            make.activity(ambassador, departments[number + 1], on=on, reached=(3, 3, None))
    make.ambassadorship(change, departments[5], status=Status.CANDIDATE)
    return change


def draw_all(walker) -> None:
    """Scroll to every chart in depth until it is drawn."""
    for code in CHARTS:
        walker.page.locator(f"#{code}").scroll_into_view_if_needed()
        walker.page.wait_for_selector(f'[data-figure="{code}-chart"]{DRAWN}')


@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
def test_dashboard_takes_the_figures_in_when_they_come_near(walk, make, town, size):
    walker = walk(make.user(Role.CHANGE_MANAGER), size).go("/i/DT/dashboard")

    walker.page.locator("#in-depth").scroll_into_view_if_needed()
    walker.page.wait_for_selector("#figures-in-depth")
    draw_all(walker)

    walker.check()
    assert "Begin bij Afdeling 5: iemand wil." in walker.text()
    assert walker.page.locator("[data-takes-in]").count() == 0
    walker.press("Iemand uitnodigen : Afdeling 5")
    assert "Is gevraagd: ik wacht op antwoord" in walker.text()  # the form on the board


@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
def test_page_of_its_own_opens_its_tables_with_the_keyboard(walk, make, town, size):
    walker = walk(make.user(), size).go("/i/DT/dashboard/in-depth")
    draw_all(walker)

    walker.press("De cijfers in een tabel : Wie ontmoet wie?")

    assert walker.page.locator("#who-meets-whom table").is_visible()
    assert "meer dan bij toeval" in walker.page.locator("#who-meets-whom table").inner_text()


def test_without_scripts_a_link_leads_to_the_figures_and_their_tables_stand_open(walk, make, town, chromium, address):
    page = walk(make.user()).page
    context = chromium.new_context(
        base_url=address, java_script_enabled=False, storage_state=page.context.storage_state()
    )
    plain = context.new_page()
    plain.goto("/i/DT/dashboard")
    with plain.expect_event("load"):
        plain.get_by_role("link", name="Bekijk de verdiepende cijfers").click()

    assert plain.locator("#who-meets-whom table").is_visible()
    assert plain.locator("#vulnerability table").is_visible()
    context.close()


def test_figures_that_cannot_be_had_leave_the_link_where_it_is(walk, make, town):
    walker = walk(make.user())
    walker.page.route("**/in-depth?part=figures", lambda route: route.fulfill(status=404, body="gone"))
    walker.go("/i/DT/dashboard")

    with walker.page.expect_response("**/in-depth?part=figures"):
        walker.page.locator("#in-depth").scroll_into_view_if_needed()

    assert walker.page.get_by_role("link", name="Bekijk de verdiepende cijfers").is_visible()


def test_paper_shows_the_tables_of_what_was_not_drawn(walk, make, town):
    walker = walk(make.user(), (1280, 300)).go("/i/DT/dashboard/in-depth")

    walker.page.evaluate("window.dispatchEvent(new Event('beforeprint'))")

    assert walker.page.locator("#vulnerability table").is_visible()


def test_paper_says_what_it_is_of_and_where_the_figures_are_that_it_does_not_hold(walk, make, town):
    walker = walk(make.user(), (1280, 300)).go("/i/DT/dashboard")

    on_screen = walker.page.locator(".print-only:visible").count()
    walker.page.emulate_media(media="print")
    told = " ".join(walker.page.locator(".print-only").all_inner_texts())

    assert on_screen == 0
    assert "De hele organisatie, op 23 november 2026." in told
    assert f"vanaf hun eigen pagina: {walker.page.url}/in-depth" in told
    assert walker.page.locator("details:not([open]):visible").count() == 0
