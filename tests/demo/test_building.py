"""The made-up municipality: whole, allowed by both databases, and the same at every run."""

import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import func, select

from ambassadors.accounts.models import User
from ambassadors.accounts.passwords import matches
from ambassadors.accounts.queries import load_actor
from ambassadors.accounts.rules import password_problem
from ambassadors.activities.models import Activity, Reach
from ambassadors.db import transaction
from ambassadors.demo.building import build
from ambassadors.demo.cast import PASSWORD, PASSWORD_HASH, VISITORS, part
from ambassadors.initiatives.models import Initiative, Principle
from ambassadors.network.queries import ambassador_roles
from ambassadors.organisation.models import Level, Person, Placement
from ambassadors.organisation.queries import department_codes, departments_needing, tree_on
from ambassadors.security.policy import Role
from ambassadors.signals.models import Signal, SignalStep
from tests.conftest import TODAY
from tests.databases import KINDS
from tests.demo.fingerprint import built

PROJECT = Path(__file__).parents[2]


def fingerprint_elsewhere(file: Path, **environment: str) -> str:
    program = (sys.executable, "-m", "tests.demo.fingerprint", file, TODAY.isoformat())
    return subprocess.run(
        program, cwd=PROJECT, env=dict(os.environ) | environment, capture_output=True, text=True, check=True
    ).stdout


def test_every_run_makes_the_same_rows_whatever_the_place_or_the_database(templates, tmp_path):
    here = set()
    for kind in KINDS:
        with templates.fresh(kind) as address:
            here.add(built(address, TODAY))
    there = fingerprint_elsewhere(tmp_path / "a.sqlite", PYTHONHASHSEED="7", TZ="Pacific/Auckland")

    assert here == {there}


# At Christmas, in summer, on a day that most years do not have, and the day after the clock goes back.
@pytest.mark.parametrize("end", [date(2027, 1, 1), date(2027, 8, 1), date(2028, 2, 29), date(2026, 10, 26)])
def test_story_that_ends_on_a_hard_day_breaks_no_constraint_and_tells_nothing_of_later(session, end):
    with transaction(session):
        build(session, end)

    assert session.scalar(select(func.max(Activity.on))) < end
    for moment in (Activity.logged_at, Signal.raised_at, SignalStep.at, User.created_at):
        assert session.scalar(select(func.max(moment))).date() < end


def test_organisation_has_three_levels_and_a_thousand_people_of_whom_all_work_somewhere(municipality):
    tree = tree_on(municipality, TODAY)
    placed = select(func.count()).where(Placement.valid_from <= TODAY, Placement.valid_until > TODAY)

    assert [sum(tree.depth(row.id) == depth for row in tree.rows) for depth in range(4)] == [6, 23, 34, 0]
    assert municipality.scalar(select(func.count(Person.id))) == 1000
    assert municipality.scalar(placed) == 1000
    assert {person.level for person in municipality.scalars(select(Person))} == set(Level)


def test_departments_differ_in_size_and_some_count_full_time_jobs(municipality):
    tree = tree_on(municipality, TODAY)
    staff = [row.staff for row in tree.rows]

    assert (min(staff), max(staff)) == (4, 46)
    assert sum(amount < 10 for amount in staff) >= 10
    assert sum(amount % 1 > 0 for amount in staff) == 4


def test_every_afdeling_needs_an_ambassador_and_the_younger_initiative_asks_one_more(municipality):
    tree = tree_on(municipality, TODAY)
    asked = {
        initiative.code: {
            tree.by_id[each].code for each in departments_needing(municipality, tree, initiative.id, TODAY)
        }
        for initiative in municipality.scalars(select(Initiative))
    }

    assert asked["DT"] == {row.code for row in tree.rows if tree.depth(row.id) == 1}
    assert asked["TOEGANKELIJK"] - asked["DT"] == {"113"}


def test_two_teams_became_one_and_their_entries_still_name_them(municipality):
    codes = department_codes(municipality)
    names = {row.code for row in tree_on(municipality, TODAY).rows}
    reached = set(municipality.scalars(select(Reach.department_id)))

    assert {"133", "134"}.isdisjoint(names)
    assert {codes["133"], codes["134"], codes["131"]} <= reached


def test_every_initiative_has_an_owner_a_vision_and_principles_that_say_how_they_water_down(municipality):
    for initiative in municipality.scalars(select(Initiative)):
        assert initiative.owner is not None
        assert initiative.vision
        assert len(initiative.principles) >= 3
    assert municipality.scalar(select(func.count(Principle.id)).where(Principle.watered_down.is_(None))) == 0


def test_everybody_on_the_card_signs_in_with_the_password_that_it_prints(municipality):
    assert matches(PASSWORD, PASSWORD_HASH)
    roles = {}
    for visitor in VISITORS:
        user = municipality.scalars(select(User).where(User.email == part(visitor.key).email)).one()
        assert password_problem(PASSWORD, user.email) is None
        assert user.password_hash == PASSWORD_HASH
        actor = load_actor(municipality, user, TODAY, [ambassador_roles])
        roles[visitor.key] = {(held.role, held.initiative) for held in actor.roles} - {(Role.EMPLOYEE, None)}

    assert roles == {
        "marieke": {(Role.AMBASSADOR, "DT")},
        "lotte": {(Role.AMBASSADOR, "DT"), (Role.AMBASSADOR, "TOEGANKELIJK")},
        "esther": {(Role.CHANGE_MANAGER, None)},
        "hilde": {(Role.CHAIR, None)},
        "karim": {(Role.SECRETARY, "DT")},
        "mehmet": {(Role.KERNGROEP, None)},
        "roos": set(),
        "patrick": {(Role.ADMINISTRATOR, None)},
    }


def test_who_was_only_named_by_others_has_not_signed_in(municipality):
    without_password = set(municipality.scalars(select(User.name).where(User.password_hash.is_(None))))

    assert without_password == {"Gijs van Rossum", "Hanneke Bouman"}


def test_numbers_are_logged_the_way_people_log_them(municipality):
    spans = {(reach.low, reach.high) for reach in municipality.scalars(select(Reach))}
    counted = municipality.scalar(select(func.count()).where(Reach.first_timers.is_not(None)))
    guessed = municipality.scalar(select(func.count()).where(Reach.first_timers.is_(None), Reach.low.is_not(None)))

    assert {(1, 1), (2, 5), (6, 15), (16, 30), (None, None), (12, 12)} <= spans
    assert {high - low for low, high in spans if low} == {0, 3, 9, 14}
    assert 0 < counted < guessed
