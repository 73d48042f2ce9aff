"""The tree, one department with its history, and reorganising by hand."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from ambassadors.organisation.importing import DepartmentImporter
from ambassadors.organisation.models import Succession
from ambassadors.organisation.queries import department_codes, tree_on
from ambassadors.organisation.reading import read_departments
from ambassadors.security.models import AuditEntry
from ambassadors.security.policy import Role
from tests.conftest import TODAY
from tests.imports.importing import import_text

HEAD = "code,name,parent_code,headcount,headcount_unit,externals"
TOWN = f"{HEAD}\nG,Gemeente,,0,,\nB,Burgerzaken,G,12,,3\nW,Werk en Inkomen,G,30.5,fte,\nWB,Bijstand,W,8.25,fte,\n"
NEXT_YEAR = date(2027, 1, 1)


@pytest.fixture
def town(session):
    import_text(session, DepartmentImporter(), TOWN)


@pytest.fixture
def employee(make, visit):
    return visit.as_user(make.user())


@pytest.fixture
def administrator(make, visit):
    return visit.as_user(make.user(Role.ADMINISTRATOR))


def rows(session, day):
    session.rollback()
    tree = tree_on(session, day)
    return {
        row.code: (row.name, tree.by_id[row.parent_id].code if row.parent_id else None, row.staff)
        for row in tree.rows
    }


def test_an_empty_organisation_tells_each_what_to_do(employee, administrator):
    assert "Je beheerder zet ze erin." in employee.get("/organisation").text
    assert administrator.get("/organisation").links["Afdelingen importeren"] == "/import/departments"


def test_below_a_single_top_its_parts_are_shown_at_once_with_all_their_staff(employee, town):
    page = employee.get("/organisation")
    assert "Burgerzaken B 12" in page.text
    assert "Werk en Inkomen W 1 31 fte 39 fte" in page.text
    assert "51 personen en fte Medewerkers" not in page.text
    assert "Bijstand" not in page.text


def test_several_tops_are_listed(employee, make):
    make.department("Oost")
    make.department("West")
    assert [word for word in ("Oost", "West") if word in employee.get("/organisation").links] == ["Oost", "West"]


def test_a_search_finds_all_through_the_tree_with_the_path(employee, town):
    page = employee.get("/organisation?q=bijst")
    assert "1 afdeling gevonden" in page.text
    assert "Bijstand Gemeente \N{SINGLE RIGHT-POINTING ANGLE QUOTATION MARK} Werk en Inkomen WB" in page.text
    assert "Niets gevonden" in employee.get("/organisation?q=onzin").text


def test_a_long_list_comes_in_pages(employee, session):
    text = "".join(f"D{number:03},Team {number:03},,1,,\n" for number in range(120))
    import_text(session, DepartmentImporter(), f"{HEAD}\n{text}")
    page = employee.get("/organisation?page=6")
    assert "101 tot en met 120 van 120" in page.text
    assert "Team 119" in page.text
    assert "Team 099" not in page.text


def test_the_tree_is_shown_as_it_was_on_a_day_and_links_keep_it(employee, session, town):
    import_text(session, DepartmentImporter(), f"{HEAD}\nB,Publiek,G,12,,\n", on=NEXT_YEAR)
    page = employee.get("/organisation?day=2027-01-01")
    assert page.links["Publiek"] == "/organisation/B?day=2027-01-01"
    assert "Burgerzaken" in employee.get("/organisation").links
    assert "Burgerzaken" in employee.get("/organisation?day=onzin").links


def test_a_department_tells_its_place_staff_and_history(employee, session, town):
    import_text(session, DepartmentImporter(), f"{HEAD}\nB,Publiek,W,14,,\n", on=TODAY)
    page = employee.get("/organisation/B")
    assert page.links["Werk en Inkomen"] == "/organisation/W"
    assert "vanaf 23 november 2026 Publiek Werk en Inkomen" in page.text
    assert "tot 23 november 2026 Burgerzaken Gemeente" in page.text
    assert "vanaf 23 november 2026 14 personen 3" in page.text
    assert "Wijzigen" not in page.links


def test_a_department_that_has_ended_still_tells_its_history(employee, session, town):
    import_text(session, DepartmentImporter(), f"{HEAD},valid_until\nB,Burgerzaken,G,12,,,2026-01-01\n")
    page = employee.get("/organisation/B")
    assert "Deze afdeling is er niet op 23 november 2026." in page.text
    assert "tot 1 januari 2026 Burgerzaken" in page.text


def test_a_department_nobody_knows_is_not_found(employee, town):
    employee.get("/organisation/nergens", 404)


def test_a_change_holds_from_its_day_and_the_past_stays(administrator, session, town):
    form = administrator.get("/departments/change/B")
    assert form.form("since").fields["headcount"] == ["12"]
    answer = administrator.send(
        form, "since", name="Publiek", parent="W", headcount="12,5", unit="fte", needed="no", since="2027-01-01"
    )
    assert answer.location == "/organisation/B"
    assert rows(session, TODAY)["B"] == ("Burgerzaken", "G", 12)
    assert rows(session, NEXT_YEAR)["B"] == ("Publiek", "W", 12.5)
    known = read_departments(session)["B"]
    assert (known.needs.on(TODAY), known.needs.on(NEXT_YEAR)) == (None, False)
    assert [
        entry.action for entry in session.scalars(select(AuditEntry).where(AuditEntry.subject == "department"))
    ] == ["changed"]


@pytest.mark.parametrize(
    ("values", "status", "told"),
    [
        ({"name": ""}, 422, "Naam"),
        ({"headcount": "veel"}, 422, "‘veel’ is geen getal."),
        ({"headcount": "-1"}, 422, "‘-1’ is kleiner dan nul."),
        ({"headcount": "1.234"}, 422, "‘1.234’ kun je op twee manieren lezen."),
        ({"parent": "Z"}, 409, "Er is geen afdeling met code ‘Z’."),
        ({"parent": "WB"}, 409, "Dan staan de afdelingen in een kring onder elkaar."),
    ],
)
def test_what_cannot_be_is_told_beside_the_field_and_nothing_changes(
    administrator, session, town, values, status, told
):
    answer = administrator.send(administrator.get("/departments/change/W"), "since", **values)
    assert (answer.status, told in answer.text) == (status, True)
    assert rows(session, TODAY)["W"] == ("Werk en Inkomen", "G", 30.5)


def test_of_two_who_change_at_once_the_second_is_told_and_loses_nothing(administrator, session, town):
    first, second = administrator.get("/departments/change/B"), administrator.get("/departments/change/B")
    assert administrator.send(first, "since", name="Publiek").status == 302
    answer = administrator.send(second, "since", name="Balie")
    assert (answer.status, answer.form("since").fields["name"]) == (409, ["Balie"])
    assert "Iemand anders" in answer.text
    assert rows(session, TODAY)["B"][0] == "Publiek"
    assert administrator.send(answer, "since").status == 302
    assert rows(session, TODAY)["B"][0] == "Balie"


def test_a_department_is_added_from_a_day(administrator, session, town):
    page = administrator.get("/departments/new")
    answer = administrator.send(
        page, "since", code="N/1", name="Nieuw", parent="G", headcount="4", since="2027-01-01"
    )
    assert answer.location == "/organisation/N/1"
    assert ("N/1" in rows(session, TODAY), rows(session, NEXT_YEAR)["N/1"]) == (False, ("Nieuw", "G", 4))
    again = administrator.send(administrator.get("/departments/new"), "since", code="N/1", name="Nog eens")
    assert (again.status, "Een andere afdeling heeft deze code." in again.text) == (409, True)


def test_a_merge_closes_a_department_and_tells_what_it_became(administrator, session, town):
    answer = administrator.send(
        administrator.get("/departments/close/B"), "successors", on="2027-01-01", successors="W, G"
    )
    assert answer.location == "/organisation/B"
    assert ("B" in rows(session, NEXT_YEAR - timedelta(days=1)), "B" in rows(session, NEXT_YEAR)) == (True, False)
    ids = department_codes(session)
    found = {(each.from_id, each.to_id, each.on) for each in session.scalars(select(Succession))}
    assert found == {(ids["B"], ids["W"], NEXT_YEAR), (ids["B"], ids["G"], NEXT_YEAR)}
    page = administrator.get("/organisation/B?day=2027-01-01")
    assert "Op 1 januari 2027 ging deze afdeling op in Werk en Inkomen ." in page.text
    assert "Op 1 januari 2027 kwam hierin op: Burgerzaken ." in administrator.get("/organisation/W").text


@pytest.mark.parametrize(
    ("code", "values", "told"),
    [
        ("B", {"successors": "Z"}, "Er is op die dag geen afdeling met code ‘Z’."),
        ("B", {"successors": "B"}, "Een afdeling kan niet in zichzelf opgaan."),
        ("W", {}, "De afdeling ‘WB’ staat dan nog onder deze."),
        ("B", {"on": "0001-01-01"}, "Deze afdeling loopt niet door tot die dag."),
    ],
)
def test_a_department_that_cannot_close_stays(administrator, session, town, code, values, told):
    answer = administrator.send(administrator.get(f"/departments/close/{code}"), "successors", **values)
    assert (answer.status, told in answer.text) == (409, True)
    assert code in rows(session, NEXT_YEAR)


def test_a_department_that_has_ended_cannot_close_again(administrator, session, town):
    administrator.send(administrator.get("/departments/close/B"), "successors", on="2026-06-01")
    answer = administrator.send(administrator.get("/departments/close/B"), "successors", on="2027-01-01")
    assert (answer.status, "Deze afdeling loopt niet door tot die dag." in answer.text) == (409, True)


def test_only_an_administrator_reorganises(employee, town):
    for path in ("/departments/new", "/departments/change/B", "/departments/close/B"):
        employee.get(path, 403)
