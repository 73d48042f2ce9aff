"""From what changed to the rows behind a number and back, by keyboard alone, on a desk and on a phone."""

from datetime import timedelta

import pytest

from ambassadors.security.policy import Role
from tests.conftest import NOW, TODAY
from tests.journeys.conftest import PHONE, WIDE

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
def test_kerngroep_sees_what_changed_and_why_a_number_is_what_it_is(walk, make, size):
    change = make.initiative(code="DT")
    zorg, wonen = make.department("Zorg", staff=40), make.department("Wonen", staff=30)
    ambassador = make.ambassadorship(change, zorg)
    for days in (20, 10, 3):
        make.activity(ambassador, zorg, on=TODAY - timedelta(days=days), reached=(12, 12, None))
    make.activity(ambassador, wonen, on=TODAY - timedelta(days=90), logged_at=NOW)

    hilde = walk(make.user(Role.KERNGROEP), size).go("/i/DT/dashboard")
    assert "1 afdeling kwam verder, met 40 medewerkers" in hilde.text()
    assert "1 activiteit van 24 oktober 2026 of eerder is pas later gelogd." in hilde.text()

    hilde.press("Bereik per afdeling")
    assert "12 kwamen naar de grootste bijeenkomst" in hilde.text()
    hilde.press("Bijeenkomsten : Zorg")
    assert "3 bijeenkomsten in 3 verschillende weken." in hilde.text()
    hilde.press("Zorg").press("De bijeenkomsten achter deze cijfers").press("alle bijeenkomsten").press(
        "Verspreiding"
    )
    hilde.press("Dekking per afdeling").press("waar een ambassadeur ontbreekt")
    assert "Wonen" in hilde.text()
    hilde.check()
