"""The worklist from a file: all or nothing, every problem at once, twice the same changes nothing."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from ambassadors.imports.plan import Counts
from ambassadors.results.importing import ResultImporter
from ambassadors.results.models import Result, ResultStep
from ambassadors.results.rules import ResultStatus
from tests.conftest import TODAY
from tests.imports.importing import import_text, told
from tests.statements import counted

HEADINGS = "initiative,code,department_code,name,kind,status,on"
ROWS = (
    "taal,B1,BZ,Brief over uitstel,letter,in use,2026-03-01",
    "taal,B2,BZ,Formulier verhuizing,form,,",
    "taal,B3,WMO,Besluit Wmo,letter,aangepast,",
)


@pytest.fixture
def town(make):
    """A change that began in 2026, and two departments."""
    for code in ("BZ", "WMO"):
        make.department(code=code)
    return make.initiative(code="taal", starts_on=date(2026, 1, 1))


def imported(session, *rows, headings=HEADINGS, on=None):
    return import_text(session, ResultImporter(), "\n".join([headings, *rows]), on)


def test_rows_become_results_with_the_day_of_their_status(session, town):
    assert imported(session, *ROWS).counts == Counts(new=3)

    results = session.scalars(select(Result).order_by(Result.code)).all()
    assert [(each.code, each.listed_on, each.status, each.since) for each in results] == [
        ("B1", date(2026, 1, 1), ResultStatus.IN_USE, date(2026, 3, 1)),
        ("B2", date(2026, 1, 1), ResultStatus.TO_DO, None),
        ("B3", date(2026, 1, 1), ResultStatus.ADAPTED, TODAY),
    ]
    assert [[step.on for step in each.steps] for each in results] == [[date(2026, 3, 1)], [], [TODAY]]


def test_importing_twice_changes_nothing(session, town):
    imported(session, *ROWS)

    assert imported(session, *ROWS).counts == Counts(unchanged=3)
    assert len(session.scalars(select(ResultStep)).all()) == 2


def test_a_later_file_dates_what_is_new_and_takes_over_what_differs(session, town):
    imported(session, *ROWS)
    plan = imported(
        session,
        "taal,B2,WMO,Formulier verhuizen,form,in use,2026-05-01",
        "taal,B4,BZ,Brief over leges,letter,,",
        on=date(2026, 6, 1),
    )

    assert plan.counts == Counts(new=1, changed=1)
    assert [(change.field, change.before, change.after) for change in plan.changes] == [
        ("department_code", "BZ", "WMO"),
        ("name", "Formulier verhuizing", "Formulier verhuizen"),
        ("status", "to_do", "in_use"),
        (None, None, None),
    ]
    second, fourth = session.scalars(select(Result).where(Result.code.in_(["B2", "B4"])).order_by(Result.code))
    assert (second.status, second.since) == (ResultStatus.IN_USE, date(2026, 5, 1))
    assert fourth.listed_on == date(2026, 6, 1)


def test_dutch_headings_are_known(session, town):
    headings = "verandering;code;afdelingscode;naam;soort;status;op"
    plan = imported(session, "taal;B1;BZ;Brief;brief;in gebruik;1-3-2026", headings=headings)

    assert (plan.counts, list(plan.problems)) == (Counts(new=1), [])


def test_every_problem_is_told_at_once(session, town):
    imported(session, *ROWS)
    plan = imported(
        session,
        "tal,B1,BZZ,Brief,letter,,",
        "taal,B5,BZ,Brief,letter,finished,",
        f"taal,B6,BZ,Brief,letter,in use,{TODAY + timedelta(days=1)}",
        "taal,B7,BZ,Brief,letter,,2026-03-01",
        "taal,B8,BZ,Brief,letter,,",
        "taal,B8,BZ,Brief,letter,,",
        "taal,B1,BZ,Brief over uitstel,letter,rechecked,2026-02-01",
        "taal,B9,BZ,,letter,,",
    )

    assert plan.refused
    assert told(plan) == [
        ("unknown_initiative", 2, "initiative"),
        ("unknown_department", 2, "department_code"),
        ("unknown_status", 3, "status"),
        ("future_date", 4, "on"),
        ("empty_value", 5, "status"),
        ("duplicate_code", 7, "code"),
        ("step_before_last", 8, "on"),
        ("empty_value", 9, "name"),
    ]


def test_what_was_taken_off_the_worklist_stays_off_and_that_is_told(session, make, town):
    imported(session, ROWS[0])
    session.scalars(select(Result)).one().dropped_on = TODAY
    session.commit()
    plan = imported(session, ROWS[0].replace("uitstel", "betalen"))

    assert (plan.refused, plan.counts) == (False, Counts(unchanged=1))
    assert told(plan) == [("off_the_list", 2, "code")]


@pytest.mark.parametrize("rows", [5, 200])
def test_an_import_takes_the_same_number_of_statements_whatever_its_size(session, town, rows):
    lines = [f"taal,R{number},BZ,Brief {number},letter,in use,2026-03-01" for number in range(rows)]

    with counted(session) as statements:
        assert imported(session, *lines).counts == Counts(new=rows)
    # PostgreSQL asks for the lock that SQLite's one writer has anyway.
    assert len([each for each in statements if "advisory" not in each]) == 12
