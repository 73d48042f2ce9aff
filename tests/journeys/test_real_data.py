"""The months of real units of British public bodies are played, from their files to the oil slick."""

import pytest

from ambassadors.security.policy import Role
from tests.conftest import TODAY
from tests.journeys.conftest import PHONE, WIDE
from tests.real_organisations import UNITS, britain, import_all

pytestmark = pytest.mark.browser


@pytest.fixture
def government(session):
    import_all(session, britain(UNITS, TODAY, each=30), TODAY)


def fills(page) -> list[str]:
    """The fills of all areas on the sheet that is shown."""
    return page.locator(".slick:visible .slick__areas rect").evaluate_all(
        "rects => rects.map(each => each.getAttribute('fill'))"
    )


@pytest.mark.parametrize("roles", [(Role.KERNGROEP,), ()], ids=["kerngroep", "employee"])
@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
def test_the_months_of_the_british_units_are_stepped_through_without_a_request(walk, make, government, roles, size):
    walker = walk(make.user(*roles), size).go("/i/PLAIN/dashboard")
    page = walker.page
    now = fills(page)
    with page.expect_response("**/months.json"):
        walker.find("Maand van de olievlek")
    asked = []
    page.on("request", lambda request: asked.append(request.url))

    page.keyboard.press("Home")
    page.get_by_text("Eind januari 2023").first.wait_for()
    seen = [fills(page)]
    for _month in range(46):
        page.keyboard.press("ArrowRight")
        seen.append(fills(page))

    assert len(set(map(tuple, seen))) > 10
    assert seen[-1] == now != seen[0]
    # The figures below come, and load plotly, when they are near.
    assert [each for each in asked if "plotly" not in each and "in-depth" not in each] == []
    walker.check()
