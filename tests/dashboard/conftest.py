"""People who look at the spread, in English, and short ways to fill it."""

import csv
import json
import re
from collections.abc import Callable
from datetime import timedelta
from io import StringIO

import pytest

from ambassadors.accounts.models import User
from ambassadors.security.policy import Role
from tests.conftest import TODAY
from tests.visitor import Page, Visitor


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
def kerngroep(make, look) -> Visitor:
    """A member of the kerngroep of every change."""
    return look(make.user(Role.KERNGROEP))


@pytest.fixture
def colleague(make, look) -> Visitor:
    """Somebody who may sign in, and no more."""
    return look(make.user())


@pytest.fixture
def three_weeks(make):
    """Logs a contact with so many people in each of three weeks."""

    def log(ambassadorship, department, people: int, last=TODAY):
        return [
            make.activity(
                ambassadorship, department, on=last - timedelta(days=7 * week), reached=(people, people, None)
            )
            for week in range(3)
        ]

    return log


def figure_of(page: Page, code: str) -> dict:
    """The chart of a figure as the browser gets it."""
    found = re.search(rf'<script type="application/json" id="{code}-chart">(.*?)</script>', page.html, re.DOTALL)
    assert found, f"no figure {code}"
    return json.loads(found.group(1))


def rows_of(page: Page) -> list[list[str]]:
    """The rows of a file in English, headings included."""
    return list(csv.reader(StringIO(page.html.removeprefix("\ufeff"))))
