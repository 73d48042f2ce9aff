"""A town whose kerngroep meets, and who looks at its pages, in English."""

from collections.abc import Callable

import pytest

from ambassadors.accounts.models import User
from ambassadors.security.policy import Role
from tests.visitor import Visitor


@pytest.fixture
def look(visit) -> Callable[[User], Visitor]:
    """A visitor who is signed in and reads English."""

    def as_user(user: User) -> Visitor:
        visitor = visit.as_user(user)
        with visitor.client.session_transaction() as cookie:
            cookie["language"] = "en"
        return visitor

    return as_user


@pytest.fixture
def change(make):
    return make.initiative(code="DT")


@pytest.fixture
def hilde(make):
    return make.user(Role.CHAIR, name="Hilde")


@pytest.fixture
def karim(make):
    return make.user(Role.KERNGROEP, name="Karim")


@pytest.fixture
def chair(hilde, look) -> Visitor:
    return look(hilde)
