"""Initiatives from a file."""

from datetime import date

from sqlalchemy import select

from ambassadors.imports.plan import Counts, read_for
from ambassadors.imports.problems import ProblemCode
from ambassadors.initiatives.importing import InitiativeImporter
from ambassadors.initiatives.models import Initiative
from ambassadors.initiatives.queries import initiative_by_code

HEADINGS = "code,name,starts_on,vision,owner"


def planned(session, make, *rows, headings=HEADINGS):
    importer = InitiativeImporter()
    content = "\n".join([headings, *rows]).encode()
    return importer.plan(session, read_for(importer, content, "initiatives.csv"), None, make.today)


def imported(session, make, *rows, **choices):
    plan = planned(session, make, *rows, **choices)
    assert not plan.refused, list(plan.problems)
    InitiativeImporter().apply(session, plan, None, make.now)
    session.commit()
    return plan.counts


ROWS = (
    "taal,Duidelijke taal,2024-09-01,Iedereen begrijpt onze brieven.,Fatima Yilmaz",
    "digi,Digitaal op orde,2027-01-01,,Buurtplatform",
)


def test_an_owner_who_is_one_colleague_is_linked_and_other_words_are_kept(session, make):
    fatima = make.person("Fatima Yilmaz")
    assert imported(session, make, *ROWS) == Counts(new=2)

    taal, digi = (initiative_by_code(session, code) for code in ("taal", "digi"))
    assert (taal.owner_id, taal.owner_name, taal.starts_on) == (fatima.id, None, date(2024, 9, 1))
    assert (digi.owner_id, digi.owner_name, digi.vision) == (None, "Buurtplatform", None)


def test_an_owner_is_found_by_code_and_by_address_too(session, make):
    fatima = make.person("Fatima Yilmaz", code="m-17", email="f.yilmaz@example.nl")
    make.person("Fatima Yilmaz")
    imported(
        session, make, "a,A,2026-01-01,,m-17", "b,B,2026-01-01,,F.Yilmaz@example.nl", "c,C,2026-01-01,,Fatima Yilmaz"
    )

    owners = session.execute(select(Initiative.owner_id, Initiative.owner_name).order_by(Initiative.code)).all()
    assert [tuple(owner) for owner in owners] == [(fatima.id, None), (fatima.id, None), (None, "Fatima Yilmaz")]


def test_importing_twice_changes_nothing(session, make):
    make.person("Fatima Yilmaz")
    imported(session, make, *ROWS)

    assert imported(session, make, *ROWS) == Counts(unchanged=2)
    assert [each.version for each in session.scalars(select(Initiative))] == [1, 1]


def test_what_differs_is_told_and_an_empty_cell_leaves_what_is_known(session, make):
    imported(session, make, *ROWS)
    rows = ("taal,Gewone taal,2024-10-01,,", "digi,Digitaal op orde,2027-01-01,Alles online,Els Smit")
    plan = planned(session, make, *rows)

    assert [(change.line, change.field, change.before, change.after) for change in plan.changes] == [
        (2, "name", "Duidelijke taal", "Gewone taal"),
        (2, "starts_on", date(2024, 9, 1), date(2024, 10, 1)),
        (3, "vision", None, "Alles online"),
        (3, "owner", "Buurtplatform", "Els Smit"),
    ]
    assert imported(session, make, *rows) == Counts(changed=2)
    assert initiative_by_code(session, "taal").vision == "Iedereen begrijpt onze brieven."


def test_every_problem_is_told_at_once(session, make):
    make.initiative(code="oud", starts_on=date(2020, 1, 1), ends_on=date(2021, 1, 1))
    plan = planned(
        session,
        make,
        "taal/2,Duidelijke taal,2024-09-01,,",
        "digi,,2027-01-01,,",
        "digi,Digitaal,2027-01-01,,",
        "oud,Oud,2022-01-01,,",
        "leeg,Leeg,morgen,,",
    )

    assert [(problem.code, problem.line, problem.column) for problem in plan.problems] == [
        (ProblemCode.SLASH_IN_CODE, 2, "code"),
        (ProblemCode.EMPTY_VALUE, 3, "name"),
        (ProblemCode.DUPLICATE_CODE, 4, "code"),
        (ProblemCode.PERIOD_ORDER, 5, "starts_on"),
        (ProblemCode.NOT_A_DATE, 6, "starts_on"),
    ]


def test_a_missing_column_is_told(session, make):
    plan = planned(session, make, "taal,Duidelijke taal", headings="code,naam")

    assert [problem.params["english"] for problem in plan.problems] == ["starts_on"]
