"""Who joins and holds what: a change, a department, and who appoints."""

import pytest

from ambassadors.network.queries import ambassadorships
from ambassadors.security.policy import Role


@pytest.fixture
def initiative(make):
    return make.initiative("Duidelijke taal", code="taal")


@pytest.fixture
def care(make):
    return make.department("Wmo", code="WMO")


@pytest.fixture
def manager(make, visit):
    return visit.as_user(make.user(Role.CHANGE_MANAGER))


def fresh(session):
    session.rollback()  # see what pages wrote meanwhile
    session.expire_all()
    return session


def statuses(session):
    return [[step.status for step in row.steps] for row in ambassadorships(fresh(session))]
