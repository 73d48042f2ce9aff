"""The staff file: who works where, since when."""

from datetime import date, timedelta

import pytest

from ambassadors.imports.plan import Change, Counts
from ambassadors.organisation.importing import DepartmentImporter, PersonImporter
from ambassadors.organisation.models import Level
from ambassadors.organisation.queries import person_by_code, person_row
from tests.conftest import TODAY
from tests.imports.importing import import_text, told
from tests.imports.spreadsheets import xlsx_of

PEOPLE = PersonImporter()
HEAD = "code,name,department_code,email,level"
STAFF = f"{HEAD}\nP1,Anne de Vries,B,Anne.deVries@Example.nl,adviseur\nP2,Bram Bos,W,,\n"
YESTERDAY = TODAY - timedelta(days=1)


@pytest.fixture(autouse=True)
def town(session):
    head = "code,name,parent_code,headcount"
    import_text(session, DepartmentImporter(), f"{head}\nB,Burgerzaken,,12\nW,Werk en Inkomen,,30\n")


def works_at(session, code, day):
    return person_row(session, person_by_code(session, code).id, day).department_code


def test_a_first_staff_file_holds_from_the_start(session):
    plan = import_text(session, PEOPLE, STAFF)
    anne = person_by_code(session, "P1")
    assert plan.counts == Counts(new=2)
    assert (anne.name, anne.email, anne.level) == ("Anne de Vries", "anne.devries@example.nl", Level.ADVISER)
    assert works_at(session, "P1", date(2000, 1, 1)) == "B"


def test_the_same_file_twice_changes_nothing(session):
    import_text(session, PEOPLE, STAFF)
    plan = import_text(session, PEOPLE, STAFF, today=TODAY + timedelta(days=30))
    assert (plan.counts, plan.changes) == (Counts(unchanged=2), ())


def test_dutch_headings_in_a_spreadsheet_are_read_and_a_code_keeps_its_zeros(session):
    content = xlsx_of([["Code", "Naam", "Afdelingscode", "E-mail"], ["0012", "Cem Çelik", "B", "cem@example.nl"]])
    assert import_text(session, PEOPLE, content).counts == Counts(new=1)
    assert person_by_code(session, "0012").name == "Cem Çelik"


def test_who_moves_works_elsewhere_from_today_and_the_past_stays(session):
    import_text(session, PEOPLE, STAFF)
    plan = import_text(session, PEOPLE, f"{HEAD}\nP1,Anne Bos,W,,manager\n")
    assert plan.changes == (
        Change(2, "P1 Anne Bos", "name", "Anne de Vries", "Anne Bos"),
        Change(2, "P1 Anne Bos", "level", "adviser", "manager"),
        Change(2, "P1 Anne Bos", "department_code", "B", "W", TODAY),
    )
    assert (works_at(session, "P1", YESTERDAY), works_at(session, "P1", TODAY)) == ("B", "W")
    assert person_by_code(session, "P1").email == "anne.devries@example.nl"


def test_a_move_is_dated_by_the_day_that_is_given(session):
    import_text(session, PEOPLE, STAFF)
    next_year = date(2027, 1, 1)
    import_text(session, PEOPLE, f"{HEAD}\nP1,Anne de Vries,W,,\nP3,Nieuw,B,,\n", on=next_year)
    assert (works_at(session, "P1", TODAY), works_at(session, "P1", next_year)) == ("B", "W")
    assert (works_at(session, "P3", TODAY), works_at(session, "P3", next_year)) == (None, "B")


def test_who_has_no_department_any_more_works_nowhere_from_today(session):
    import_text(session, PEOPLE, STAFF)
    plan = import_text(session, PEOPLE, f"{HEAD}\nP2,Bram Bos,,,\n")
    assert plan.changes == (Change(2, "P2 Bram Bos", "department_code", "W", None, TODAY),)
    assert (works_at(session, "P2", YESTERDAY), works_at(session, "P2", TODAY)) == ("W", None)
    assert import_text(session, PEOPLE, f"{HEAD}\nP2,Bram Bos,,,\n").counts == Counts(unchanged=1)


def test_who_came_today_and_leaves_today_never_worked_there(session):
    import_text(session, PEOPLE, STAFF, on=TODAY)
    import_text(session, PEOPLE, f"{HEAD}\nP2,Bram Bos,,,\n")
    assert works_at(session, "P2", TODAY) is None


def test_every_problem_is_told_at_once_and_nothing_is_written(session):
    plan = import_text(
        session,
        PEOPLE,
        f"{HEAD}\n"
        "P1,Anne,b,anne@example.nl,\n"
        "P1,Anne,B,,\n"
        "P2,Bram,B,geen adres,\n"
        "P3,,B,,baas\n"
        "P4,Cem,B,ANNE@example.nl,\n",
    )
    assert told(plan) == [
        ("unknown_department", 2, "department_code"),
        ("duplicate_code", 3, "code"),
        ("not_an_email", 4, "email"),
        ("empty_value", 5, "name"),
        ("unknown_level", 5, "level"),
        ("duplicate_email", 6, "email"),
    ]
    assert person_by_code(session, "P1") is None


def test_an_unknown_department_is_told_with_the_code_that_was_meant(session):
    plan = import_text(session, PEOPLE, f"{HEAD}\nP1,Anne,b,,\n")
    assert [problem.params for problem in plan.problems] == [{"value": "b", "suggestion": "B"}]


def test_a_department_that_has_ended_is_refused(session):
    head = "code,name,parent_code,headcount,valid_until"
    import_text(session, DepartmentImporter(), f"{head}\nB,Burgerzaken,,12,2026-01-01\n")
    plan = import_text(session, PEOPLE, f"{HEAD}\nP1,Anne,B,,\n")
    assert told(plan) == [("department_not_then", 2, "department_code")]


def test_the_address_of_somebody_else_is_refused_and_two_may_swap_theirs(session):
    import_text(session, PEOPLE, f"{HEAD}\nP1,Anne,B,a@example.nl,\nP2,Bram,B,b@example.nl,\n")
    plan = import_text(session, PEOPLE, f"{HEAD}\nP3,Cem,B,A@example.nl,\n")
    assert [(problem.code.value, problem.params) for problem in plan.problems] == [
        ("email_taken", {"value": "a@example.nl", "person": "Anne"})
    ]
    swapped = import_text(session, PEOPLE, f"{HEAD}\nP1,Anne,B,b@example.nl,\nP2,Bram,B,a@example.nl,\n")
    assert swapped.counts == Counts(changed=2)


def test_a_whole_organisation_of_people_comes_in_at_once(session):
    rows = "".join(f"N{number:05},Naam {number},{'BW'[number % 2]},n{number}@example.nl,\n" for number in range(3000))
    assert import_text(session, PEOPLE, f"{HEAD}\n{rows}").counts == Counts(new=3000)
    assert import_text(session, PEOPLE, f"{HEAD}\n{rows}").counts == Counts(unchanged=3000)
