"""A made-up organisation is valid, as large as asked, and the same at every run."""

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ambassadors.accounts.models import User
from ambassadors.activities.models import Activity, DoneBy, Reach
from ambassadors.app import create_app
from ambassadors.db import db
from ambassadors.initiatives.models import ActivityKind, Audience, Initiative
from ambassadors.network.queries import ambassadorships
from ambassadors.organisation.models import DepartmentVersion, Succession
from ambassadors.organisation.queries import tree_on
from ambassadors.signals.models import Signal, SignalStep
from benchmarks.generator.sizes import Plan
from benchmarks.loading import HasData, load
from config import Settings
from tests.benchmarks.conftest import TINY, opened
from tests.conftest import NOW, TODAY
from tests.databases import Templates
from tests.demo.fingerprint import fingerprint
from tests.visitor import Visitor


@pytest.fixture
def tiny(engine):
    with Session(engine) as session:
        yield session


def printed(templates: Templates, seed: int) -> str:
    with templates.fresh("sqlite") as address, opened(address) as engine:
        load(engine, Plan(TINY, seed))
        with Session(engine) as session:
            return fingerprint(session)


def test_same_seed_makes_the_same_rows_and_another_seed_makes_others(templates, tiny):
    assert printed(templates, seed=1) == fingerprint(tiny)
    assert printed(templates, seed=2) != fingerprint(tiny)


def test_a_database_with_data_stays_as_it_is(engine, tiny):
    before = fingerprint(tiny)

    with pytest.raises(HasData):
        load(engine, Plan(TINY, seed=2))

    assert fingerprint(tiny) == before


def test_it_is_as_large_as_asked(tiny):
    tree = tree_on(tiny, TODAY)
    activities = tiny.scalar(select(func.count()).select_from(Activity))
    reach = tiny.scalar(select(func.count()).select_from(Reach))

    assert len(tree.rows) == TINY.departments
    assert sum(row.staff or 0 for row in tree.rows) == TINY.staff
    assert max(tree.depth(row.id) for row in tree.rows) < TINY.levels
    assert activities == TINY.activities
    assert 2.7 < reach / activities < 3.3
    assert tiny.scalar(select(func.count()).select_from(Succession)) >= 2


def test_what_was_done_reached_departments_that_were_there(tiny):
    reached = select(func.count()).select_from(Reach).join(Activity)
    there = reached.join(DepartmentVersion, DepartmentVersion.department_id == Reach.department_id).where(
        DepartmentVersion.valid_from <= Activity.on, Activity.on < DepartmentVersion.valid_until
    )

    assert tiny.scalar(there) == tiny.scalar(select(func.count()).select_from(Reach))


def test_what_was_done_was_done_by_who_served_then(tiny):
    known = {row.id: row for row in ambassadorships(tiny)}
    deeds = tiny.execute(select(Activity.on, DoneBy.ambassadorship_id).join(DoneBy)).all()

    assert [deed for deed in deeds if not known[deed.ambassadorship_id].serves_on(deed.on)] == []
    assert len(deeds) > TINY.activities


def test_reach_is_as_its_audience_allows(tiny):
    reaches = (
        select(ActivityKind.audience, Activity.whole_organisation, func.count(Reach.activity_id))
        .select_from(Activity)
        .join(ActivityKind)
        .outerjoin(Reach, Reach.activity_id == Activity.id)
        .group_by(Activity.id, ActivityKind.audience, Activity.whole_organisation)
    )
    found = {(audience, to_all, count > 0) for audience, to_all, count in tiny.execute(reaches)}

    assert found == {
        (Audience.CONTACT, False, True),
        (Audience.BROADCAST, False, True),
        (Audience.BROADCAST, True, False),
        (Audience.EXTERNAL, False, False),
    }


def test_nothing_was_done_before_its_change_began_or_after_the_last_day(tiny):
    early = select(func.count()).select_from(Activity).join(Initiative).where(Activity.on < Initiative.starts_on)

    assert tiny.scalar(early) == 0
    assert tiny.scalar(select(func.max(Activity.on))) <= TODAY
    assert tiny.scalar(select(func.max(SignalStep.at))).date() <= TODAY


def test_a_signal_has_the_status_of_its_last_step(tiny):
    steps = select(SignalStep.signal_id, SignalStep.status).order_by(SignalStep.signal_id, SignalStep.number)
    last = dict(tiny.execute(steps).all())

    assert dict(tiny.execute(select(Signal.id, Signal.status)).all()) == last


def test_everybody_can_look_at_it(address, tiny):
    app = create_app(Settings(database_url=address, secret_key="k" * 40), clock=lambda: NOW)
    for user in tiny.scalars(select(User)):
        Visitor(app).as_user(user).get("/i/DT/dashboard")
    with app.app_context():
        db.engine.dispose()


def test_what_is_logged_later_gets_an_id_of_its_own(tiny):
    tiny.add(Activity(initiative_id=1, kind_id=1, on=TODAY, logged_at=NOW))
    tiny.flush()

    assert tiny.scalar(select(func.max(Activity.id))) == TINY.activities + 1
