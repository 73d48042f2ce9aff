"""An ambassador of Klantcontact, with a colleague whom she brought in."""

from types import SimpleNamespace

import pytest


@pytest.fixture
def town(make, session):
    contact = make.department("Klantcontact", code="KCC", staff=40)
    desk = make.department("Balie", parent=contact, code="BAL")
    taxes = make.department("Belastingen", code="BEL", staff=30)
    owner = make.person("Hilde Brouwers", taxes)
    change = make.initiative("Duidelijke taal", code="taal", owner_id=owner.id)
    anna = make.person("Anna de Boer", contact)
    seat = make.ambassadorship(change, contact, anna)
    return SimpleNamespace(
        contact=contact, desk=desk, taxes=taxes, change=change, anna=anna, seat=seat, user=make.user(person=anna)
    )


@pytest.fixture
def anna(visit, town):
    """Anna, who visits pages."""
    return visit.as_user(town.user)
