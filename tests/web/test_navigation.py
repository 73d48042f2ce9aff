"""The main menu tells where one is: on the page of a link, or elsewhere in its section."""

import re

import pytest

from ambassadors.rooms import ENTRIES
from ambassadors.security.policy import Role


@pytest.fixture
def manager(make, visit):
    make.department("Zorg", staff=40, code="ZORG")
    make.initiative("Duidelijke taal", code="taal")
    return visit.as_user(make.user(Role.ADMINISTRATOR, Role.CHANGE_MANAGER))


def marked(page):
    """What the menus mark, as (kind of mark, label)."""
    return set(re.findall(r'aria-current="(page|true)">([^<]+)</a>', page.html))


@pytest.mark.parametrize(
    ("path", "mark"),
    [
        ("/i/taal/dashboard", ("page", "Verspreiding")),
        ("/i/taal/departments/ZORG", ("true", "Verspreiding")),
        ("/i/taal/inbox", ("true", "Signalen")),
        ("/i/taal/principles", ("true", "De verandering")),
        ("/i/taal/team", ("true", "De verandering")),
        ("/import", ("true", "Organisatie")),
        ("/organisation/ZORG", ("true", "Organisatie")),
        ("/users/invite", ("true", "Gebruikers")),
    ],
)
def test_a_page_marks_the_link_that_it_stands_under(manager, path, mark):
    assert marked(manager.get(path)) == {mark}


def test_a_page_under_no_link_marks_none(manager):
    assert marked(manager.get("/account")) == set()
    assert marked(manager.get("/nowhere", 404)) == set()


def test_every_page_stands_under_one_link_at_most_and_sections_name_what_exists(app):
    endpoints = {rule.endpoint for rule in app.url_map.iter_rules()}

    assert {endpoint: sum(entry.current(endpoint) is not None for entry in ENTRIES) for endpoint in endpoints} == {
        endpoint: any(entry.current(endpoint) for entry in ENTRIES) for endpoint in endpoints
    }
    assert {name for entry in ENTRIES for name in entry.section} <= endpoints | set(app.blueprints)
