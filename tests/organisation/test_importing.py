"""Departments come in from a file: all or nothing, dated, and twice is once."""

from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy import func, select

from ambassadors.db import BEGINNING, FOREVER
from ambassadors.imports.plan import Change, Counts
from ambassadors.imports.problems import Bilingual
from ambassadors.organisation.importing import DepartmentImporter
from ambassadors.organisation.models import Department, DepartmentVersion, Headcount, HeadcountUnit, Need
from ambassadors.organisation.queries import tree_on
from ambassadors.security.models import AuditEntry
from tests.conftest import TODAY
from tests.imports.importing import import_text, told

DEPARTMENTS = DepartmentImporter()
DATA = Path(__file__).parents[1] / "data"
HEAD = "code,name,parent_code,headcount"
TOWN = f"{HEAD}\nG,Gemeente,,0\nB,Burgerzaken,G,12\nW,Werk en Inkomen,G,30\n"
NEXT_YEAR = date(2027, 1, 1)


def names_on(session, day):
    return {row.code: row.name for row in tree_on(session, day).rows}


def parents_on(session, day):
    tree = tree_on(session, day)
    return {row.code: tree.by_id[row.parent_id].code if row.parent_id else None for row in tree.rows}


def staff_on(session, day):
    return {row.code: row.staff for row in tree_on(session, day).rows}


def test_a_first_import_without_dates_is_open_at_the_start(session):
    plan = import_text(session, DEPARTMENTS, TOWN)

    assert (plan.refused, plan.counts) == (False, Counts(new=3))
    assert names_on(session, date(1950, 1, 1)) == {"G": "Gemeente", "B": "Burgerzaken", "W": "Werk en Inkomen"}
    assert staff_on(session, date(1950, 1, 1)) == {"G": 0, "B": 12, "W": 30}
    assert parents_on(session, TODAY) == {"G": None, "B": "G", "W": "G"}


def test_a_parent_may_stand_below_its_parts(session):
    plan = import_text(session, DEPARTMENTS, f"{HEAD}\nB,Burgerzaken,G,12\nG,Gemeente,,0\n")
    assert plan.counts == Counts(new=2)
    assert parents_on(session, TODAY) == {"B": "G", "G": None}


def test_the_same_file_twice_changes_nothing(session):
    import_text(session, DEPARTMENTS, TOWN)
    rows = session.scalars(select(func.count(DepartmentVersion.id))).one()

    plan = import_text(session, DEPARTMENTS, TOWN, today=TODAY + timedelta(days=90))

    assert (plan.counts, plan.changes) == (Counts(unchanged=3), ())
    assert session.scalars(select(func.count(DepartmentVersion.id))).one() == rows
    assert session.scalars(select(func.count(AuditEntry.id))).one() == 1


def test_dutch_headings_semicolons_and_windows_letters_are_read(session):
    text = "Code;Naam;Bovenliggende code;Aantal medewerkers;Eenheid;Ambassadeur nodig\nZ;Zoë’s team;;5,5;FTE;nee\n"
    plan = import_text(session, DEPARTMENTS, text.encode("cp1252"))
    assert plan.counts == Counts(new=1)
    headcount = session.scalars(select(Headcount)).one()
    assert (headcount.amount, headcount.unit) == (5.5, HeadcountUnit.FTE)
    assert [row.shown_staff for row in tree_on(session, TODAY).rows] == [6]
    assert [(need.needed, need.initiative_id) for need in session.scalars(select(Need))] == [(False, None)]


def test_a_change_without_a_date_is_of_today_and_yesterday_stays_as_it_was(session):
    import_text(session, DEPARTMENTS, TOWN)
    plan = import_text(session, DEPARTMENTS, f"{HEAD}\nB,Publiek,G,14\n")

    assert plan.counts == Counts(changed=1)
    assert plan.changes == (
        Change(2, "B Publiek", "name", "Burgerzaken", "Publiek", TODAY),
        Change(2, "B Publiek", "headcount", Decimal(12), Decimal(14), TODAY),
    )
    yesterday = TODAY - timedelta(days=1)
    assert (names_on(session, yesterday)["B"], names_on(session, TODAY)["B"]) == ("Burgerzaken", "Publiek")
    assert (staff_on(session, yesterday)["B"], staff_on(session, TODAY)["B"]) == (12, 14)
    assert names_on(session, TODAY)["W"] == "Werk en Inkomen"


def test_changes_are_dated_by_the_day_that_is_given(session):
    import_text(session, DEPARTMENTS, TOWN)
    text = f"{HEAD}\nB,Publiek,W,12\nN,Nieuw,G,3\n"

    assert import_text(session, DEPARTMENTS, text, on=NEXT_YEAR).counts == Counts(new=1, changed=1)

    assert names_on(session, TODAY)["B"] == "Burgerzaken"
    assert names_on(session, NEXT_YEAR)["B"] == "Publiek"
    assert parents_on(session, NEXT_YEAR) == {"G": None, "B": "W", "W": "G", "N": "G"}
    assert "N" not in names_on(session, NEXT_YEAR - timedelta(days=1))
    assert import_text(session, DEPARTMENTS, text, on=NEXT_YEAR).counts == Counts(unchanged=2)


def test_a_day_in_the_row_wins_from_the_day_of_the_file(session):
    import_text(session, DEPARTMENTS, TOWN)
    text = f"{HEAD},valid_from\nB,Publiek,G,12,2026-06-01\nW,Werk,G,30,\n"

    import_text(session, DEPARTMENTS, text, on=NEXT_YEAR)

    assert (names_on(session, date(2026, 5, 31))["B"], names_on(session, date(2026, 6, 1))["B"]) == (
        "Burgerzaken",
        "Publiek",
    )
    assert (names_on(session, TODAY)["W"], names_on(session, NEXT_YEAR)["W"]) == ("Werk en Inkomen", "Werk")


def test_a_new_department_in_an_organisation_that_is_known_begins_today(session):
    import_text(session, DEPARTMENTS, TOWN)
    plan = import_text(session, DEPARTMENTS, f"{HEAD}\nN,Nieuw,G,3\n")
    assert plan.changes == (Change(2, "N Nieuw", since=TODAY),)
    assert "N" not in names_on(session, TODAY - timedelta(days=1))


def test_a_headcount_that_nobody_knew_holds_from_the_start(session):
    import_text(session, DEPARTMENTS, f"{HEAD}\nB,Burgerzaken,,\n")
    import_text(session, DEPARTMENTS, f"{HEAD}\nB,Burgerzaken,,12\n")
    assert staff_on(session, date(1990, 1, 1)) == {"B": 12}


def test_an_empty_cell_leaves_what_is_known_as_it_is(session):
    head = f"{HEAD},headcount_unit,externals,needs_ambassador"
    import_text(session, DEPARTMENTS, f"{head}\nB,Burgerzaken,,12,fte,3,no\n")
    plan = import_text(session, DEPARTMENTS, f"{head}\nB,Burgerzaken,,,,,\n")
    assert plan.counts == Counts(unchanged=1)


def test_each_thing_that_changes_is_told(session):
    head = f"{HEAD},headcount_unit,externals,needs_ambassador"
    import_text(session, DEPARTMENTS, f"{head}\nB,Burgerzaken,,12,people,,\n")
    plan = import_text(session, DEPARTMENTS, f"{head}\nB,Burgerzaken,,12,fte,3,ja\n")
    assert [(change.field, change.before, change.after) for change in plan.changes] == [
        ("headcount_unit", Bilingual("people", "personen"), Bilingual("FTE", "fte")),
        ("externals", None, Decimal(3)),
        ("needs_ambassador", None, Bilingual("yes", "ja")),
    ]


def test_a_department_ends_on_the_day_that_is_given(session):
    import_text(session, DEPARTMENTS, TOWN)
    text = f"{HEAD},valid_until\nB,Burgerzaken,G,12,2027-01-01\n"

    plan = import_text(session, DEPARTMENTS, text)

    assert plan.changes == (Change(2, "B Burgerzaken", "valid_until", None, NEXT_YEAR, NEXT_YEAR),)
    assert "B" in names_on(session, NEXT_YEAR - timedelta(days=1))
    assert "B" not in names_on(session, NEXT_YEAR)
    ends = session.scalars(select(Headcount.valid_until).join(Department).where(Department.code == "B")).all()
    assert ends == [NEXT_YEAR]
    assert import_text(session, DEPARTMENTS, text).counts == Counts(unchanged=1)
    assert import_text(session, DEPARTMENTS, text, today=date(2028, 1, 1)).counts == Counts(unchanged=1)


def test_a_new_department_that_has_ended_already_is_open_at_the_start(session):
    import_text(session, DEPARTMENTS, TOWN)
    import_text(session, DEPARTMENTS, f"{HEAD},valid_until\nO,Oud,G,5,2020-01-01\n")
    assert (names_on(session, date(2019, 12, 31))["O"], "O" in names_on(session, date(2020, 1, 1))) == ("Oud", False)


def test_every_problem_is_told_at_once_and_nothing_is_written(session):
    plan = import_text(
        session,
        DEPARTMENTS,
        f"{HEAD},needs_ambassador,valid_from,valid_until\n"
        "A,Alfa,,-3,,,\n"
        "A,Alfa nog eens,,4,,,\n"
        "B,Bravo,X,veel,,,\n"
        "C,,A,1,misschien,,\n"
        "D,Delta,E,1,,,\n"
        "E,Echo,D,1,,,\n"
        "F,Foxtrot,F,1,,31-31-2026,\n"
        "G,Golf,A,1,,2026-05-01,2026-04-01\n",
    )
    assert told(plan) == [
        ("below_zero", 2, "headcount"),
        ("duplicate_code", 3, "code"),
        ("not_a_number", 4, "headcount"),
        ("unknown_parent", 4, "parent_code"),
        ("empty_value", 5, "name"),
        ("not_yes_no", 5, "needs_ambassador"),
        ("loop", 6, "parent_code"),
        ("not_a_date", 8, "valid_from"),
        ("loop", 8, "parent_code"),
        ("period_order", 9, "valid_until"),
    ]
    assert session.scalars(select(func.count(Department.id))).one() == 0


def test_a_circle_tells_who_stands_under_whom(session):
    plan = import_text(session, DEPARTMENTS, f"{HEAD}\nA,Alfa,C,1\nB,Bravo,A,1\nC,Charlie,B,1\n")
    assert [problem.params["path"] for problem in plan.problems] == [("A", "C", "B", "A")]


def test_a_circle_through_what_is_known_already_is_refused(session):
    import_text(session, DEPARTMENTS, f"{HEAD}\nA,Alfa,,1\nB,Bravo,A,1\n")
    plan = import_text(session, DEPARTMENTS, f"{HEAD}\nA,Alfa,B,1\n")
    assert told(plan) == [("loop", 2, "parent_code")]
    assert parents_on(session, TODAY) == {"A": None, "B": "A"}


def test_a_circle_that_closes_only_later_is_refused(session):
    import_text(session, DEPARTMENTS, f"{HEAD}\nA,Alfa,,1\nB,Bravo,,1\n")
    import_text(session, DEPARTMENTS, f"{HEAD}\nA,Alfa,B,1\n", on=NEXT_YEAR)
    plan = import_text(session, DEPARTMENTS, f"{HEAD}\nB,Bravo,A,1\n")
    assert told(plan) == [("loop", 2, "parent_code")]


def test_two_that_change_places_on_one_day_are_no_circle(session):
    import_text(session, DEPARTMENTS, f"{HEAD}\nA,Alfa,,1\nB,Bravo,A,1\n")
    plan = import_text(session, DEPARTMENTS, f"{HEAD}\nA,Alfa,B,1\nB,Bravo,,1\n")
    assert plan.counts == Counts(changed=2)
    assert parents_on(session, TODAY) == {"A": "B", "B": None}


def test_an_unknown_parent_is_told_with_the_code_that_was_meant(session):
    import_text(session, DEPARTMENTS, f"{HEAD}\nBURG-01,Burgerzaken,,1\n")
    plan = import_text(session, DEPARTMENTS, f"{HEAD}\nX,Balie,burg01,1\n")
    assert [problem.params for problem in plan.problems] == [{"value": "burg01", "suggestion": "BURG-01"}]


def test_a_parent_that_is_not_there_yet_is_refused(session):
    plan = import_text(session, DEPARTMENTS, f"{HEAD},valid_from\nA,Alfa,,1,2020-01-01\nB,Bravo,A,1,\n")
    assert [(problem.code.value, problem.line, problem.params) for problem in plan.problems] == [
        ("department_not_then", 3, {"value": "A", "day": date(2019, 12, 31)})
    ]


def test_a_department_that_still_has_parts_cannot_end(session):
    import_text(session, DEPARTMENTS, TOWN)
    plan = import_text(session, DEPARTMENTS, f"{HEAD},valid_until\nG,Gemeente,,0,2027-01-01\n")
    assert [(problem.code.value, problem.line, problem.params) for problem in plan.problems] == [
        ("still_has_parts", 2, {"value": "B", "day": NEXT_YEAR}),
        ("still_has_parts", 2, {"value": "W", "day": NEXT_YEAR}),
    ]


def test_hired_staff_without_own_staff_is_refused(session):
    plan = import_text(session, DEPARTMENTS, f"{HEAD},externals\nA,Alfa,,,4\n")
    assert told(plan) == [("empty_value", 2, "headcount")]


@pytest.mark.parametrize(
    ("content", "codes"),
    [
        (b"", ["empty_file"]),
        (b"code,name,parent_code,headcount\n", ["no_rows"]),
        (b"code,name,headcount\nA,Alfa,1\n", ["missing_column"]),
        (b"code,name,parent_code,headcount\nA,Caf\x81\x8d,,1\n", ["wrong_encoding"]),
        (bytes(range(256)) * 4000, ["wrong_encoding"]),
    ],
    ids=["empty", "headings only", "a missing column", "wrong encoding", "rubbish"],
)
def test_a_file_that_cannot_be_read_is_refused(session, content, codes):
    plan = import_text(session, DEPARTMENTS, content)
    assert (plan.refused, [problem.code.value for problem in plan.problems]) == (True, codes)


def test_the_environment_agency_comes_in_whole(session):
    plan = import_text(session, DEPARTMENTS, (DATA / "environment_agency.csv").read_bytes())

    tree = tree_on(session, TODAY)
    assert plan.counts == Counts(new=139)
    assert round(sum(row.staff for row in tree.rows), 2) == 12_618.05 + 181
    assert [len(tree.children[None]), len(tree.children[tree.rows[0].id])] == [1, 138]
    assert import_text(session, DEPARTMENTS, (DATA / "environment_agency.csv").read_bytes()).counts == Counts(
        unchanged=139
    )


def test_a_dutch_ministry_comes_in_seven_layers_deep_without_headcounts(session):
    plan = import_text(session, DEPARTMENTS, (DATA / "ministry_of_education.csv").read_bytes())
    tree = tree_on(session, TODAY)
    assert plan.counts.new == len(tree.rows) > 100
    assert max(tree.depth(row.id) for row in tree.rows) == 6
    assert {row.staff for row in tree.rows} == {None}


def test_periods_are_kept_as_the_database_wants_them(session):
    import_text(session, DEPARTMENTS, TOWN)
    import_text(session, DEPARTMENTS, f"{HEAD}\nB,Publiek,G,12\n", on=NEXT_YEAR)
    rows = session.execute(
        select(DepartmentVersion.valid_from, DepartmentVersion.valid_until)
        .join(Department, Department.id == DepartmentVersion.department_id)
        .where(Department.code == "B")
        .order_by(DepartmentVersion.valid_from)
    ).all()
    assert [tuple(row) for row in rows] == [(BEGINNING, NEXT_YEAR), (NEXT_YEAR, FOREVER)]
