"""Ambassadorships from a file: all or nothing, every problem at once, twice the same changes nothing."""

from datetime import date, timedelta

import pytest
from sqlalchemy import func, select

from ambassadors.db import FOREVER
from ambassadors.imports.plan import Counts, read_for
from ambassadors.imports.problems import ProblemCode
from ambassadors.network.importing import AmbassadorImporter
from ambassadors.network.models import Ambassadorship, AmbassadorshipStep
from ambassadors.network.queries import ambassadorships
from ambassadors.network.rules import LONGEST_PAUSE, Source, Status, Step
from ambassadors.organisation.models import DepartmentVersion, Person
from tests.statements import counted

HEADINGS = "initiative,person_code,department_code,from,until,recruited_by,source,status"


@pytest.fixture
def town(make):
    """One initiative, two departments, three colleagues."""
    make.initiative(code="taal")
    for code in ("BZ", "WMO"):
        make.department(code=code)
    for code in ("p1", "p2", "p3"):
        make.person(code=code)


def planned(session, make, *rows, headings=HEADINGS, on=None):
    content = "\n".join([headings, *rows]).encode()
    importer = AmbassadorImporter()
    return importer.plan(session, read_for(importer, content, "ambassadors.csv"), on, make.today)


def imported(session, make, *rows, **choices):
    plan = planned(session, make, *rows, **choices)
    assert not plan.refused, list(plan.problems)
    AmbassadorImporter().apply(session, plan, None, make.now)
    session.commit()
    return plan.counts


def problems(session, make, *rows):
    plan = planned(session, make, *rows)
    assert plan.refused
    return [(problem.code, problem.line, problem.column) for problem in plan.problems]


ROWS = (
    "taal,p1,BZ,2026-01-05,,,own wish,",
    "taal,p2,BZ,2025-03-01,2026-02-01,p1,collega,",
    "taal,p2,WMO,2026-03-01,,p1,,paused",
    "taal,p3,WMO,2026-10-01,,,,kandidaat",
    "taal,p3,BZ,2026-10-01,2027-01-01,,,",
)


def test_each_status_becomes_its_steps(session, make, town):
    assert imported(session, make, *ROWS) == Counts(new=5)

    rows = {(row.person_id, row.department_id): row for row in ambassadorships(session)}
    steps = [row.steps for row in sorted(rows.values(), key=lambda row: row.id)]
    pause = Step(Status.PAUSED, make.today, make.today + LONGEST_PAUSE)
    assert steps == [
        (Step(Status.ACTIVE, date(2026, 1, 5)),),
        (Step(Status.ACTIVE, date(2025, 3, 1)), Step(Status.ENDED, date(2026, 2, 1))),
        (Step(Status.ACTIVE, date(2026, 3, 1)), pause),
        (Step(Status.CANDIDATE, date(2026, 10, 1)),),
        (Step(Status.ACTIVE, date(2026, 10, 1)), Step(Status.ENDED, date(2027, 1, 1))),
    ]
    second = sorted(rows.values(), key=lambda row: row.id)[1]
    assert (second.source, second.valid_until) == (Source.COLLEAGUE, date(2026, 2, 1))


def test_importing_twice_changes_nothing(session, make, town):
    imported(session, make, *ROWS)
    counts = select(func.count(AmbassadorshipStep.id)), select(func.sum(Ambassadorship.version))
    before = [session.scalar(count) for count in counts]

    assert imported(session, make, *ROWS) == Counts(unchanged=5)
    assert [session.scalar(count) for count in counts] == before


def test_a_pause_counts_from_the_day_that_was_named(session, make, town):
    imported(session, make, "taal,p1,BZ,2026-01-05,,,,paused", on=date(2026, 11, 2))

    assert ambassadorships(session)[0].steps[1].on == date(2026, 11, 2)


def test_a_known_one_gets_its_end_source_and_recruiter(session, make, town):
    imported(session, make, "taal,p1,BZ,2026-01-05", headings="initiative,person_code,department_code,from")
    row = "taal,p1,BZ,2026-01-05,2026-11-01,p2,project,"
    plan = planned(session, make, row)
    told = [(change.field, change.before, change.after) for change in plan.changes]
    assert told == [
        ("until", None, date(2026, 11, 1)),
        ("source", None, "project"),
        ("recruited_by", None, "p2"),
    ]
    assert imported(session, make, row) == Counts(changed=1)

    known = ambassadorships(session)[0]
    assert (known.valid_until, known.source, known.version) == (date(2026, 11, 1), Source.PROJECT, 2)
    assert known.status_on(date(2026, 11, 1)) is Status.ENDED


def test_an_end_can_be_corrected(session, make, town):
    imported(session, make, "taal,p1,BZ,2026-01-05,2026-11-01,,,")
    imported(session, make, "taal,p1,BZ,2026-01-05,2026-12-01,,,")

    known = ambassadorships(session)[0]
    assert known.steps == (Step(Status.ACTIVE, date(2026, 1, 5)), Step(Status.ENDED, date(2026, 12, 1)))
    assert known.status_on(make.today) is Status.ACTIVE


def test_the_status_of_a_known_one_is_left_to_the_board_and_that_is_told(session, make, town):
    imported(session, make, "taal,p1,BZ,2026-01-05,,,,")
    plan = planned(session, make, "taal,p1,BZ,2026-01-05,,,,paused")

    assert (plan.refused, plan.counts) == (False, Counts(unchanged=1))
    assert [(problem.code, problem.line) for problem in plan.problems] == [(ProblemCode.STATUS_LEFT, 2)]


def test_every_problem_is_told_at_once(session, make, town):
    found = problems(
        session,
        make,
        "tal,p9,BZZ,2026-01-05,,,,",
        "taal,p1,BZ,2026-11-24,,,,",
        "taal,p1,BZ,2026-01-05,2026-01-05,,,",
        "taal,p1,WMO,2026-01-05,2026-02-05,,,asked",
        "taal,p2,WMO,2026-01-05,2027-02-05,,,ended",
        "taal,p2,BZ,2026-01-05,,,,ended",
        "taal,p2,BZ,2026-01-05,,p2,,",
        "taal,p2,BZ,2026-01-05,,,gossip,resting",
    )

    assert sorted(found[:4]) == sorted(
        [
            (ProblemCode.UNKNOWN_INITIATIVE, 2, "initiative"),
            (ProblemCode.UNKNOWN_PERSON, 2, "person_code"),
            (ProblemCode.UNKNOWN_DEPARTMENT, 2, "department_code"),
            (ProblemCode.FUTURE_DATE, 3, "from"),
        ]
    )
    assert [code for code, _line, _column in found[4:]] == [
        ProblemCode.PERIOD_ORDER,
        ProblemCode.NO_END_YET,
        ProblemCode.FUTURE_DATE,
        ProblemCode.EMPTY_VALUE,
        ProblemCode.WON_OVER_BY_SELF,
        ProblemCode.UNKNOWN_SOURCE,
        ProblemCode.UNKNOWN_STATUS,
        ProblemCode.OVERLAP,
    ]


def test_an_unknown_code_comes_with_the_nearest_one(session, make, town):
    make.person(code="medewerker-0042")
    plan = planned(session, make, "TAAL,medewerker-042,wmo,2026-01-05,,,,")

    assert [problem.params["suggestion"] for problem in plan.problems] == ["taal", "medewerker-0042", "WMO"]


def test_a_department_must_exist_when_it_begins(session, make, town):
    version = session.scalars(select(DepartmentVersion).order_by(DepartmentVersion.id)).first()
    version.valid_from = date(2026, 6, 1)
    session.commit()

    assert problems(session, make, "taal,p1,BZ,2026-05-31,,,,") == [
        (ProblemCode.DEPARTMENT_NOT_THEN, 2, "department_code")
    ]


def test_overlaps_are_told_within_the_file_and_with_what_is_known(session, make, town):
    imported(session, make, "taal,p1,BZ,2026-01-05,,,,")

    assert problems(session, make, "taal,p1,BZ,2026-03-01,,,,") == [(ProblemCode.OVERLAP_KNOWN, 2, "from")]
    assert problems(session, make, "taal,p2,BZ,2026-01-05,2026-05-01,,,", "taal,p2,BZ,2026-03-01,,,,") == [
        (ProblemCode.OVERLAP, 3, "from")
    ]
    assert problems(session, make, "taal,p2,BZ,2026-03-01,,,,", "taal,p2,BZ,2026-03-01,,,,") == [
        (ProblemCode.OVERLAP, 3, "from")
    ]
    assert problems(session, make, "taal,p1,BZ,2026-01-05,,,,", "taal,p1,BZ,2026-01-05,,,,") == [
        (ProblemCode.OVERLAP, 3, "from")
    ]


def test_one_may_end_and_begin_again_in_one_file(session, make, town):
    imported(session, make, "taal,p1,BZ,2026-01-05,,,,")
    counts = imported(session, make, "taal,p1,BZ,2026-01-05,2026-06-01,,,", "taal,p1,BZ,2026-06-01,,,,")

    assert counts == Counts(new=1, changed=1)
    assert [row.valid_until for row in ambassadorships(session)] == [date(2026, 6, 1), FOREVER]


def test_an_end_before_a_step_that_was_set_is_refused(session, make, town):
    imported(session, make, "taal,p1,BZ,2026-01-05,,,,paused")

    assert problems(session, make, "taal,p1,BZ,2026-01-05,2026-06-01,,,") == [
        (ProblemCode.END_BEFORE_STEP, 2, "until")
    ]


def test_dutch_headings_are_known(session, make, town):
    headings = "verandering;medewerkercode;afdelingscode;vanaf;tot;enthousiast_gemaakt_door;bron;status"
    row = "taal;p1;BZ;5-1-2026;;p2;leidinggevende;actief"

    assert imported(session, make, row, headings=headings) == Counts(new=1)
    assert ambassadorships(session)[0].source is Source.MANAGER


@pytest.mark.parametrize("rows", [5, 200])
def test_an_import_takes_the_same_number_of_statements_whatever_its_size(session, make, town, rows):
    session.add_all(Person(code=f"m{number}", name=f"Medewerker {number}") for number in range(rows))
    session.commit()
    lines = [f"taal,m{number},BZ,{make.today - timedelta(days=number)},,,," for number in range(rows)]

    with counted(session) as statements:
        assert imported(session, make, *lines) == Counts(new=rows)
    assert len(statements) == 11
