"""Who is in the kerngroep and the network, against the organisation: counts, and never of a few."""

import re

import pytest

from ambassadors.organisation.models import Level, Placement
from ambassadors.security.policy import Role
from tests.conftest import TODAY


def rows(page) -> list[list[str]]:
    found = re.findall(r"<tr><th scope=\"row\">(.*?)</th>(.*?)</tr>", page.html)
    return [[name, *re.findall(r"<td[^>]*>(.*?)</td>", cells)] for name, cells in found]


@pytest.fixture
def town(make, session, change):
    """Two parts with 12 colleagues each at the front line, 10 advisers, 3 managers and a director."""
    zorg, wonen = make.department("Zorg", staff=30), make.department("Wonen", staff=12)
    staff = [(Level.FRONT_LINE, zorg, 12), (Level.FRONT_LINE, wonen, 12), (Level.ADVISER, zorg, 10)]
    staff += [(Level.MANAGER, zorg, 3), (Level.DIRECTOR, zorg, 1)]
    people = {}
    for level, department, count in staff:
        made = [make.person(department=department) for _each in range(count)]
        for each in made:
            each.level = level
        people[level, department.id] = made
    session.commit()
    adviser, director = people[Level.ADVISER, zorg.id][0], people[Level.DIRECTOR, zorg.id][0]
    make.user(Role.KERNGROEP, person=adviser)
    make.user(Role.CHAIR, person=director)
    make.ambassadorship(change, wonen, people[Level.FRONT_LINE, wonen.id][0])
    return people


def test_levels_and_parts_are_compared_and_what_is_missing_is_said(town, chair):
    page = chair.get("/i/DT/mix")

    assert rows(page) == [
        ["front line", "24 (63%)", "0 (0%)", "1 (100%)"],
        ["directors, managers, and advisers", "14 (37%)", "2 (100%)", "0 (0%)"],
        ["Wonen", "12 (32%)", "0 (0%)", "1 (100%)"],
        ["Zorg", "26 (68%)", "2 (100%)", "0 (0%)"],
    ]
    assert "Nobody in the kerngroep is from: front line." in page.text
    assert "No ambassador is from: Zorg." in page.text


def test_it_says_why_other_pages_count_other_numbers(town, make, chair):
    make.user(Role.CHANGE_MANAGER)

    text = chair.get("/i/DT/mix").text

    assert (
        "The staff file has 38 colleagues. Other pages count the headcounts of the departments, 42 together" in text
    )
    assert "The kerngroep has 3 members here; a meeting lists 4, as change managers meet too." in text


def test_without_a_staff_file_there_is_nothing_to_compare(make, change, chair):
    make.department(staff=20)

    assert "The staff file does not tell" in chair.get("/i/DT/mix").text


def test_the_mix_is_of_today(make, change, town, chair, session):
    for placement in session.query(Placement):
        placement.valid_until = TODAY
    session.commit()

    assert "The staff file does not tell" in chair.get("/i/DT/mix").text
