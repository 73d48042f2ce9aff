"""What a colleague may not see: numbers of fewer than ten people, on any page, in any file, in any figure.

The data could leak: the small department has numbers that occur nowhere else.
"""

from datetime import timedelta

import pytest

from ambassadors.security.policy import Role
from tests.conftest import NOW, TODAY
from tests.dashboard.conftest import figure_of, rows_of


@pytest.fixture
def town(make, three_weeks):
    """Domein (30) with Klein (8) below it, and Elders (50). Only in Klein something was done."""
    change = make.initiative(code="DT")
    domain = make.department("Domein", staff=30, code="DOM")
    small = make.department("Klein", domain, staff=8, code="KLEIN")
    elsewhere = make.department("Elders", staff=50, code="ELDERS")
    ambassador = make.ambassadorship(change, small)
    three_weeks(ambassador, small, 7)
    make.signal(change, small, make.user(), at=NOW - timedelta(days=4))
    return {"change": change, "domain": domain, "small": small, "elsewhere": elsewhere, "ambassador": ambassador}


def test_kerngroep_sees_the_small_department_apart(town, kerngroep):
    text = kerngroep.get("/i/DT/departments/KLEIN").text

    assert "carries it" in text
    assert "between 7 and 8 of 8" in text
    assert "1 signal is open." in text


def test_colleague_sees_it_together_with_its_parent(town, colleague):
    page = colleague.get("/i/DT/departments/KLEIN")

    assert "For this small part we show one figure together with Domein." in page.text
    assert "In the last half year between 7 and 21 of 38" in page.text
    assert "of 8" not in page.text
    assert "What was done here" not in page.text
    assert "signal is open" not in page.text


def test_parent_does_not_tell_by_subtraction(town, colleague):
    page = colleague.get("/i/DT/departments/DOM")

    assert "between 7 and 21 of 38" in page.text
    assert "nobody of 30" not in page.text
    assert "What was done here" not in page.text


def test_stages_of_both_are_that_of_the_group(town, colleague):
    rows = rows_of(colleague.get("/i/DT/dashboard/departments.csv"))

    assert [(row[0], row[3], row[-1]) for row in rows[1:]] == [
        ("DOM", "heard of it", "Klein"),
        ("KLEIN", "heard of it", "Domein"),
        ("ELDERS", "not reached", ""),
    ]


def test_file_and_figure_of_reach_have_one_row_for_the_group(town, colleague):
    rows = rows_of(colleague.get("/i/DT/dashboard/reach.csv"))
    figure = figure_of(colleague.get("/i/DT/dashboard/in-depth"), "reach")

    assert rows[1:] == [
        ["Domein and 1 other small one", "38", "7", "21", "no", "7", "21", "no"],
        ["Elders", "50", "0", "0", "no", "0", "0", "no"],
    ]
    assert figure["data"][0]["x"] == [0, pytest.approx(700 / 38)]
    assert figure["data"][0]["hovertext"] == [
        "Elders: nobody of 50",
        "Domein and 1 other small one: between 7 and 21 of 38",
    ]


def test_months_are_those_of_the_group(town, colleague, kerngroep):
    mine, theirs = (figure_of(who.get("/i/DT/dashboard/in-depth"), "months") for who in (colleague, kerngroep))

    assert [trace["y"][-1] for trace in mine["data"]] == [0, 0, 0, 38, 50]
    assert [trace["y"][-1] for trace in theirs["data"]] == [0, 8, 0, 0, 80]


def test_branch_of_the_small_department_becomes_that_of_its_parent(town, colleague):
    page = colleague.get("/i/DT/dashboard?branch=KLEIN")

    assert "The part that you asked for is too small to show apart." in page.text
    assert "Domein. Of the 38 colleagues, nobody works in a department that takes part" in page.text


def test_ambassador_sees_the_own_small_department_and_no_other_apart(town, make, look, session):
    user = make.user(person=session.merge(town["ambassador"]).person)

    own, parent = (look(user).get(f"/i/DT/departments/{code}") for code in ("KLEIN", "DOM"))

    assert "between 7 and 8 of 8" in own.text
    assert "What was done here" in own.text
    assert "nobody of 30" in parent.text


def test_kerngroep_of_another_change_is_a_colleague_here(town, make, look):
    other = look(make.user(Role.KERNGROEP, initiative=make.initiative("Iets anders")))

    assert "of 8" not in other.get("/i/DT/departments/KLEIN").text


def test_organisation_that_is_too_small_tells_colleagues_nothing(make, colleague, kerngroep, three_weeks):
    change = make.initiative(code="DT")
    department = make.department("Klein", staff=6, code="KLEIN")
    three_weeks(make.ambassadorship(change, department), department, 6)

    dashboard, page = colleague.get("/i/DT/dashboard"), colleague.get("/i/DT/departments/KLEIN")

    assert "Your organisation is too small to show this to everybody" in dashboard.text
    assert "There are too few colleagues to show this without pointing at people." in page.text
    for file in ("departments", "reach", "coverage", "months"):
        colleague.get(f"/i/DT/dashboard/{file}.csv", 404)
    assert "100% work in a department that takes part" in kerngroep.get("/i/DT/dashboard").text


def test_file_of_an_earlier_day_is_protected_too(town, colleague):
    day = TODAY - timedelta(days=1)

    rows = rows_of(colleague.get(f"/i/DT/dashboard/reach.csv?on={day}"))

    assert [row[1] for row in rows[1:]] == ["38", "50"]


def test_nothing_to_report_of_the_small_department_is_that_of_the_group(town, make, session, colleague):
    make.nothing_to_report(session.merge(town["ambassador"]), TODAY)

    rows = rows_of(colleague.get("/i/DT/dashboard/departments.csv"))

    assert [(row[0], row[6]) for row in rows[1:]] == [
        ("DOM", "yes"),
        ("KLEIN", "yes"),
        ("ELDERS", ""),
    ]


def test_confirmation_of_a_small_department_is_for_who_sees_it_apart(town, make, look, colleague, kerngroep, session):
    make.confirmation(town["change"], town["small"], evidence="Alle acht doen het")
    make.confirmation(town["change"], town["elsewhere"], evidence="De hele afdeling")
    ambassador = look(make.user(person=session.merge(town["ambassador"]).person))
    addresses = (
        "/i/DT/confirmations",
        "/i/DT/departments/KLEIN",
        "/i/DT/departments/DOM",
        "/i/DT/departments",
        "/i/DT/dashboard",
    )

    mine, theirs, own = (
        " ".join(who.get(each).html for each in addresses) for who in (colleague, kerngroep, ambassador)
    )

    assert [("Alle acht" in text, "De hele afdeling" in text) for text in (mine, theirs, own)] == [
        (False, True),
        (True, True),
        (True, True),
    ]
    assert "/departments/KLEIN" not in colleague.get("/i/DT/confirmations").html
    assert "Confirmation of the kerngroep" not in colleague.get("/i/DT/departments/DOM").text
    assert "so they are not in this list" in colleague.get("/i/DT/confirmations").text
