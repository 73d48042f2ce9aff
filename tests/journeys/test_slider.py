"""The months of the oil slick are replayed, by keyboard alone, on a desk and on a phone."""

from datetime import date, timedelta

import pytest

from ambassadors.security.policy import Role
from tests.conftest import TODAY
from tests.journeys.conftest import PHONE, WIDE

pytestmark = pytest.mark.browser

STARTED = date(2026, 6, 1)


@pytest.fixture
def town(make):
    """A town since June: Zorg carries it since November, Wonen heard of it in July; 61 teams in one domain."""
    change = make.initiative(code="DT", starts_on=STARTED)
    zorg, wonen = make.department("Zorg", staff=400, code="ZORG"), make.department("Wonen", staff=300, code="WONEN")
    domain = make.department("Domein", staff=None, code="DOM")
    teams = [make.department(f"Team {number:02}", domain, staff=10) for number in range(61)]
    ambassador = make.ambassadorship(change, zorg)
    for week in range(3):
        make.activity(ambassador, zorg, on=TODAY - timedelta(weeks=week), reached=(120, 120, None))
    make.activity(ambassador, wonen, on=date(2026, 7, 10), reached=(5, 5, None))
    make.activity(ambassador, teams[0], on=date(2026, 8, 10), reached=(5, 5, None))
    return change


def fills(walker, name: str) -> list[str]:
    """The fills of an area on the sheet that is shown, by the beginning of its title."""
    area = f'.slick:visible a:has(title:text-matches("^{name}"))'
    return walker.page.locator(f"{area} rect").evaluate_all(
        "rects => rects.filter(each => each.getAttribute('width') > 0 && each.getAttribute('height') > 0)"
        ".map(each => each.getAttribute('fill'))"
    )


@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
def test_the_slider_replays_the_months_without_asking_the_server(walk, make, town, size):
    walker = walk(make.user(Role.KERNGROEP), size).go("/i/DT/dashboard")
    page = walker.page
    assert fills(walker, "Zorg") == ["url(#stage-3)"]

    with page.expect_response("**/months.json"):
        walker.find("Maand van de olievlek")
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.keyboard.press("ArrowLeft")
    page.get_by_text("Eind oktober 2026 werkte niemand in een afdeling die meedoet").wait_for()

    assert page.locator("#slick-month").get_attribute("aria-valuetext") == "oktober 2026"
    assert (fills(walker, "Zorg"), fills(walker, "Wonen")) == (["url(#stage-0)"], ["url(#stage-1)"])
    assert "hoorde ervan 2 afdelingen, 310 medewerkers" in walker.text()
    page.keyboard.press("Home")
    page.get_by_text("Eind juni 2026").first.wait_for()
    assert fills(walker, "Wonen") == ["url(#stage-0)"]
    page.locator('.slick:visible title:has-text("Wonen, juni 2026: niet bereikt")').wait_for(state="attached")
    walker.check()

    walker.press("Terug naar 23 november 2026")
    assert walker.focused()["name"] == "Maand van de olievlek"
    assert fills(walker, "Zorg") == ["url(#stage-3)"]
    walker.press("Vorige maand", kinds=("button",))
    assert fills(walker, "Zorg") == ["url(#stage-0)"]
    # The figures below come, and load plotly, when they are near.
    assert [each for each in asked if "plotly" not in each and "in-depth" not in each] == []


def test_play_goes_through_the_months_and_stops_where_it_is_told(walk, make, town):
    walker = walk(make.user(Role.KERNGROEP)).go("/i/DT/dashboard")
    page, sentence = walker.page, walker.page.locator(".slider__sentence")

    walker.find("Afspelen")
    page.keyboard.press("Enter")
    page.get_by_text("Eind augustus 2026").first.wait_for()
    assert sentence.get_attribute("aria-live") == "off"
    page.keyboard.press("Enter")

    assert sentence.get_attribute("aria-live") == "polite"
    stopped = page.locator("output").inner_text()
    page.wait_for_timeout(1000)
    assert page.locator("output").inner_text() == stopped
    page.keyboard.press("Enter")
    page.get_by_text("Op 23 november 2026 werkte 31% van de medewerkers").wait_for()
    assert walker.focused()["name"] == "Afspelen"
    walker.check()


def test_slices_of_a_division_follow_the_month(walk, make, town):
    walker = walk(make.user(Role.KERNGROEP), PHONE).go("/i/DT/dashboard")
    page = walker.page
    drawn = page.locator(".slick--narrow .slick__divided").inner_html()
    assert fills(walker, "Domein") == ["url(#stage-1)", "url(#stage-0)"]

    walker.find("Maand van de olievlek")
    page.keyboard.press("Home")
    page.get_by_text("Eind juni 2026").first.wait_for()
    assert fills(walker, "Domein") == ["url(#stage-0)"]
    page.locator('.slick--narrow title:has-text("Domein, juni 2026: 100% niet bereikt")').wait_for(state="attached")

    page.keyboard.press("End")
    page.locator('.slick--narrow title:has-text("medewerkers, hoorde ervan")').first.wait_for(state="attached")
    assert page.locator(".slick--narrow .slick__divided").inner_html() == drawn


def test_months_that_do_not_come_are_told(walk, make, town):
    walker = walk(make.user(Role.KERNGROEP)).go("/i/DT/dashboard")
    walker.page.route("**/months.json", lambda route: route.abort())

    walker.find("Maand van de olievlek")

    walker.page.get_by_text("Het lukte niet om de maanden op te halen. Laad deze pagina opnieuw.").wait_for()
    assert walker.page.locator("#slick-month").input_value() == "5"
    assert fills(walker, "Zorg") == ["url(#stage-3)"]
