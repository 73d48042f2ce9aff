"""An ambassador, and colleagues who may thank her."""

import pytest


@pytest.fixture
def office(make):
    return make.department("Burgerzaken", code="BZ", staff=40)


@pytest.fixture
def change(make):
    return make.initiative("Duidelijke taal", code="taal")


@pytest.fixture
def anna(make, office):
    return make.person("Anna de Boer", office)


@pytest.fixture
def seat(make, change, office, anna):
    return make.ambassadorship(change, office, anna)


@pytest.fixture
def to_anna(seat):
    """Where one thanks her."""
    return f"/i/taal/thanks/{seat.person_id}"


@pytest.fixture
def sam(make, office):
    return make.user(person=make.person("Sam Visser", office))
