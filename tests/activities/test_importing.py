"""Activities from a file: all or nothing, every problem at once, the same file twice changes nothing."""

from datetime import timedelta

import pytest
from sqlalchemy import event, func, select

from ambassadors.activities.importing import ActivityImporter
from ambassadors.activities.models import Activity, DoneBy, Reach
from ambassadors.activities.service import entry_of, undo
from ambassadors.db import db
from ambassadors.initiatives.models import ActivityKind, Audience
from ambassadors.organisation.models import DepartmentVersion
from ambassadors.security.actor import Actor
from ambassadors.security.models import AuditEntry
from tests.conftest import TODAY
from tests.imports.importing import import_text, told

HEADINGS = "initiative,ref,person_code,date,kind,department_code,participants,first_timers,title\n"


@pytest.fixture
def world(make):
    """A change with two ambassadors in three departments."""

    class World:
        initiative = make.initiative("Duidelijke taal", code="DT", starts_on=TODAY - timedelta(days=300))
        here, there, third = (make.department(code=code) for code in ("HIER", "DAAR", "DERDE"))
        fatima, joost = make.person("Fatima", code="F1"), make.person("Joost", code="J1")
        of_fatima = make.ambassadorship(initiative, here, fatima)
        of_joost = make.ambassadorship(initiative, there, joost)

    return World


def bring(session, rows, headings=HEADINGS):
    return import_text(session, ActivityImporter(), headings + rows)


def kept(session):
    session.expire_all()
    return {each.ref: entry_of(each) for each in session.scalars(select(Activity).order_by(Activity.id))}


def numbers(session):
    return [
        tuple(row)
        for row in session.execute(
            select(Reach.department_id, Reach.low, Reach.high, Reach.first_timers).order_by(
                Reach.activity_id, Reach.department_id
            )
        )
    ]


def test_a_row_becomes_an_activity_that_nobody_is_said_to_have_logged(session, make, world):
    plan = bring(session, "DT,A-1,F1,2026-11-20,workshop,HIER,12,3,Een besluit in drie zinnen\n")

    activity = session.scalars(select(Activity)).one()
    assert (plan.counts.new, plan.counts.changed, plan.counts.unchanged) == (1, 0, 0)
    assert (activity.ref, activity.kind.code, activity.on.isoformat(), activity.title, activity.logged_by) == (
        "A-1",
        "workshop",
        "2026-11-20",
        "Een besluit in drie zinnen",
        None,
    )
    assert [each.ambassadorship_id for each in activity.done_by] == [world.of_fatima.id]
    assert numbers(session) == [(world.here.id, 12, 12, 3)]
    assert session.execute(
        select(AuditEntry.action, AuditEntry.details).where(AuditEntry.subject == "activity")
    ).all() == [
        (
            "imported",
            {
                "after": {
                    "kind": "workshop",
                    "on": "2026-11-20",
                    "done_by": ["F1"],
                    "whole_organisation": False,
                    "reached": {"HIER": [12, 12, 3]},
                }
            },
        )
    ]


def test_dutch_headings_and_names_of_kinds_are_read(session, world):
    headings = (
        "verandering;kenmerk;medewerkercode;datum;soort;afdelingscode;deelnemers_minimaal;deelnemers_maximaal\n"
    )
    bring(session, "DT;A-1;F1;20-11-2026;Gesprek;HIER;2;5\nDT;A-2;F1;20-11-2026;Letter rewritten;HIER;;\n", headings)

    assert [each.kind.code for each in session.scalars(select(Activity).order_by(Activity.id))] == [
        "conversation",
        "letter_rewritten",
    ]
    assert numbers(session) == [(world.here.id, 2, 5, None), (world.here.id, None, None, None)]


def test_rows_with_one_ref_are_one_activity_of_several_people_and_departments(session, world):
    bring(
        session,
        "DT,A-1,F1,2026-11-20,workshop,HIER,12,,\n"
        "DT,A-1,J1,2026-11-20,workshop,HIER,12,,\n"
        "DT,A-1,J1,2026-11-20,Workshop,DAAR,,,\n",
    )

    [activity] = kept(session).values()
    assert activity.ambassadorship_ids == (world.of_fatima.id, world.of_joost.id)
    assert numbers(session) == [(world.here.id, 12, 12, None), (world.there.id, None, None, None)]


def test_the_same_file_twice_changes_nothing(session, world):
    rows = "DT,A-1,F1,2026-11-20,workshop,HIER,12,3,Titel\nDT,A-2,J1,2026-11-20,newsletter,,,,\n"
    bring(session, rows)
    before = kept(session)

    again = bring(session, rows)

    assert (again.counts.new, again.counts.changed, again.counts.unchanged) == (0, 0, 2)
    assert kept(session) == before
    assert session.scalar(select(func.count()).select_from(AuditEntry).where(AuditEntry.subject == "activity")) == 2


def test_a_ref_with_another_number_is_changed_and_the_trail_tells_what(session, world):
    bring(session, "DT,A-1,F1,2026-11-20,workshop,HIER,12,3,Titel\n")

    plan = bring(session, "DT,A-1,F1,2026-11-20,workshop,DAAR,8,,Titel\n")

    assert [(each.line, each.what, each.field, each.before, each.after) for each in plan.changes] == [
        (2, "A-1", "reached", "HIER: 12 (3)", "DAAR: 8")
    ]
    assert numbers(session) == [(world.there.id, 8, 8, None)]
    trail = session.execute(
        select(AuditEntry.action, AuditEntry.details)
        .where(AuditEntry.subject == "activity")
        .order_by(AuditEntry.id.desc())
    ).first()
    assert trail == (
        "imported_again",
        {"before": {"reached": {"HIER": [12, 12, 3]}}, "after": {"reached": {"DAAR": [8, 8, None]}}, "texts": []},
    )
    assert session.scalars(select(Activity.version)).all() == [2]


def test_a_column_that_the_file_has_not_leaves_what_is_known(session, world):
    bring(session, "DT,A-1,F1,2026-11-20,workshop,HIER,12,3,Titel\n")

    headings = "initiative,ref,person_code,date,kind,department_code\n"
    plan = bring(session, "DT,A-1,F1,2026-11-20,workshop,HIER\n", headings)

    assert plan.counts.changes_nothing
    assert numbers(session) == [(world.here.id, 12, 12, 3)]


def test_what_was_undone_stays_undone_when_its_file_comes_again(session, make, world):
    rows = "DT,A-1,F1,2026-11-20,workshop,HIER,12,3,Titel\n"
    bring(session, rows)
    undo(session, Actor(make.user().id, "", ""), session.scalars(select(Activity)).one(), make.now)
    session.commit()

    assert bring(session, rows).counts.changes_nothing
    assert session.scalars(select(Activity.undone_at)).all() == [make.now]


def test_a_broadcast_without_department_is_for_the_whole_organisation(session, world):
    bring(session, "DT,A-1,F1,2026-11-20,newsletter,,,,\nDT,A-2,F1,2026-11-20,newsletter,HIER,,,\n")

    assert {ref: entry.whole_organisation for ref, entry in kept(session).items()} == {"A-1": True, "A-2": False}
    assert numbers(session) == [(world.here.id, None, None, None)]


def test_what_is_with_residents_reaches_no_department(session, world):
    bring(session, "DT,A-1,F1,2026-11-20,street_test,HIER,,,\n")

    assert (len(kept(session)), numbers(session)) == (1, [])


def test_a_person_with_two_ambassadorships_is_resolved_by_the_department(session, make, world):
    second = make.ambassadorship(world.initiative, world.there, world.fatima)

    bring(session, "DT,A-1,F1,2026-11-20,workshop,DAAR,3,,\n")

    assert [entry.ambassadorship_ids for entry in kept(session).values()] == [(second.id,)]


def test_a_person_with_two_ambassadorships_and_a_third_department_is_ambiguous(session, make, world):
    make.ambassadorship(world.initiative, world.there, world.fatima)

    plan = bring(session, "DT,A-1,F1,2026-11-20,workshop,DERDE,3,,\n")

    assert told(plan) == [("ambiguous_ambassadorship", 2, "person_code")]
    assert next(iter(plan.problems)).params["allowed"] == ("HIER", "DAAR")


def test_an_ambassadorship_that_had_ended_makes_nothing_ambiguous(session, make, world):
    make.ambassadorship(
        world.initiative,
        world.there,
        world.fatima,
        since=TODAY - timedelta(days=250),
        until=TODAY - timedelta(days=100),
    )

    bring(session, "DT,A-1,F1,2026-11-20,workshop,DERDE,3,,\n")

    assert [entry.ambassadorship_ids for entry in kept(session).values()] == [(world.of_fatima.id,)]


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ("XX,A-1,F1,2026-11-20,workshop,HIER,3,,", ("unknown_initiative", 2, "initiative")),
        ("DT,,F1,2026-11-20,workshop,HIER,3,,", ("empty_value", 2, "ref")),
        ("DT,A-1,NIEMAND,2026-11-20,workshop,HIER,3,,", ("unknown_person", 2, "person_code")),
        ("DT,A-1,F1,2026-11-24,workshop,HIER,3,,", ("future_date", 2, "date")),
        ("DT,A-1,F1,20 nov,workshop,HIER,3,,", ("not_a_date", 2, "date")),
        ("DT,A-1,F1,2026-11-20,feest,HIER,3,,", ("unknown_kind", 2, "kind")),
        ("DT,A-1,F1,2026-11-20,workshop,NERGENS,3,,", ("unknown_department", 2, "department_code")),
        ("DT,A-1,F1,2026-11-20,workshop,,3,,", ("empty_value", 2, "department_code")),
        ("DT,A-1,F1,2026-11-20,workshop,HIER,-3,,", ("below_zero", 2, "participants")),
        ("DT,A-1,F1,2026-11-20,workshop,HIER,veel,,", ("not_a_number", 2, "participants")),
        ("DT,A-1,F1,2026-11-20,workshop,HIER,9999999999,,", ("number_too_high", 2, "participants")),
        ("DT,A-1,F1,2026-11-20,workshop,HIER,3,4,", ("first_timers_above_participants", 2, "first_timers")),
        ("DT,A-1,F1,2026-03-01,workshop,HIER,3,,", ("no_ambassadorship", 2, "person_code")),
        ("DT,A-1,F1,2026-11-20,street_test,HIER,3,,", ("external_with_reach", 2, "kind")),
        ("DT,A-1,F1,2026-11-20,newsletter,,300,,", ("number_without_department", 2, "department_code")),
    ],
)
def test_bad_input_is_told_with_its_line_and_column_and_nothing_is_kept(session, world, row, problem):
    plan = bring(session, row + "\n")

    assert told(plan) == [problem]
    assert kept(session) == {}


@pytest.mark.parametrize(
    ("cells", "problem"),
    [
        ("6,5,", ("low_above_high", 2, "participants_low")),
        ("6,,", ("empty_value", 2, "participants_high")),
        ("2,5,4", ("two_ways_to_count", 2, "participants")),
    ],
)
def test_a_lowest_and_a_highest_number_fit_each_other(session, world, cells, problem):
    headings = (
        "initiative,ref,person_code,date,kind,department_code,participants_low,participants_high,participants\n"
    )
    plan = bring(session, f"DT,A-1,F1,2026-11-20,workshop,HIER,{cells}\n", headings)

    assert told(plan) == [problem]


@pytest.mark.parametrize(
    ("second", "column"),
    [
        ("DT,A-1,J1,2026-11-19,workshop,HIER,3,,Titel", "date"),
        ("DT,A-1,J1,2026-11-20,demo,HIER,3,,Titel", "kind"),
        ("DT,A-1,J1,2026-11-20,workshop,HIER,4,,Titel", "participants"),
        ("DT,A-1,J1,2026-11-20,workshop,HIER,3,,Anders", "title"),
    ],
)
def test_rows_with_one_ref_agree(session, world, second, column):
    plan = bring(session, f"DT,A-1,F1,2026-11-20,workshop,HIER,3,,Titel\n{second}\n")

    assert told(plan) == [("rows_disagree", 3, column)]
    assert (next(iter(plan.problems)).params["ref"], next(iter(plan.problems)).params["other"]) == ("A-1", 2)


def test_a_day_outside_the_change_or_after_the_end_of_a_kind_is_told(session, make, world):
    world.initiative.ends_on = TODAY - timedelta(days=2)
    session.add(
        ActivityKind(
            initiative_id=world.initiative.id,
            code="oud",
            name_nl="Oud",
            name_en="Old",
            audience=Audience.CONTACT,
            position=99,
            retired_on=TODAY - timedelta(days=50),
        )
    )
    make.ambassadorship(world.initiative, world.third, world.fatima, since=TODAY - timedelta(days=400))
    session.commit()
    rows = "".join(
        f"DT,A-{number},F1,{(TODAY - timedelta(days=back)).isoformat()},{kind},DERDE,3,,\n"
        for number, (back, kind) in enumerate([(301, "demo"), (1, "demo"), (40, "oud"), (60, "oud")])
    )

    assert told(bring(session, rows)) == [
        ("before_start", 2, "date"),
        ("after_end", 3, "date"),
        ("kind_retired", 4, "kind"),
    ]


def test_a_department_that_did_not_exist_that_day_is_told(session, make, world):
    late = make.department(code="NIEUW")
    version = session.scalars(select(DepartmentVersion).where(DepartmentVersion.department_id == late.id)).one()
    version.valid_from = TODAY - timedelta(days=1)
    session.commit()

    plan = bring(session, "DT,A-1,F1,2026-11-20,workshop,NIEUW,3,,\n")

    assert told(plan) == [("department_not_then", 2, "department_code")]


def test_every_problem_is_told_at_once(session, world):
    plan = bring(session, "XX,A-1,F1,2026-11-20,workshop,HIER,3,,\nDT,A-2,F1,2026-11-24,feest,NERGENS,3,4,\n")

    assert sorted(told(plan)) == sorted(
        [
            ("unknown_initiative", 2, "initiative"),
            ("future_date", 3, "date"),
            ("unknown_kind", 3, "kind"),
            ("unknown_department", 3, "department_code"),
            ("first_timers_above_participants", 3, "first_timers"),
        ]
    )


def test_many_rows_take_as_many_queries_as_few(session, make, world):
    def statements(rows):
        sent = []

        def note(_connection, _cursor, statement, *_rest):
            sent.append(statement)

        event.listen(db.engine, "before_cursor_execute", note)
        bring(session, rows)
        event.remove(db.engine, "before_cursor_execute", note)
        return len(sent)

    def rows(letter, count):
        return "".join(f"DT,{letter}-{each},F1,2026-11-20,workshop,HIER,3,1,\n" for each in range(count))

    # PostgreSQL takes rows by the thousand in one statement, so a second full batch is no query per row either.
    few, many = statements(rows("A", 1)), statements(rows("B", 800))

    assert (few, session.scalar(select(func.count()).select_from(DoneBy))) == (many, 801)
