"""Ambassadorships move by dated steps, in one transaction, and tell their trail."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from ambassadors.db import FOREVER, db, transaction
from ambassadors.network import service
from ambassadors.network.models import Ambassadorship, AmbassadorshipStep
from ambassadors.network.needs import set_need
from ambassadors.network.queries import ambassadorships
from ambassadors.network.rules import Source, Status, Step
from ambassadors.network.service import Origin, Recorder
from ambassadors.organisation.models import DepartmentVersion, Need
from ambassadors.organisation.queries import departments_needing, tree_on
from ambassadors.refusals import Refused
from ambassadors.security.models import AuditEntry


@pytest.fixture
def recorder(make):
    return Recorder(make.user().id, make.today, make.now)


@pytest.fixture
def place(make):
    """An initiative, a department and a colleague who works there."""
    department = make.department("Burgerzaken")
    return make.initiative(), department, make.person("Fatima Yilmaz", department)


def begun(session, place, recorder, status, days_ago=0, **origin):
    initiative, department, person = place
    first = Step(status, recorder.today - timedelta(days=days_ago))
    made = service.begin(session, initiative.id, department.id, person.id, first, recorder, Origin(**origin))
    session.commit()
    return made


def history(session, ambassadorship):
    steps = session.execute(
        select(AmbassadorshipStep.status, AmbassadorshipStep.on)
        .where(AmbassadorshipStep.ambassadorship_id == ambassadorship.id)
        .order_by(AmbassadorshipStep.number)
    )
    return [tuple(step) for step in steps]


def refusal(action, *arguments):
    with pytest.raises(Refused) as refused:
        action(*arguments)
    return refused.value.code


def test_from_candidate_to_ended_every_step_is_kept(session, place, recorder):
    made = begun(session, place, recorder, Status.CANDIDATE, 90, source=Source.OWN_WISH)
    days = [recorder.today - timedelta(days=ago) for ago in (90, 80, 70, 60, 30, 0)]
    service.ask(session, made, made.version, recorder, days[1])
    service.activate(session, made, made.version, recorder, days[2])
    service.pause(session, made, made.version, recorder, Step(Status.PAUSED, days[3], days[5]))
    service.activate(session, made, made.version, recorder, days[4])
    service.end(session, made, made.version, recorder, days[5])
    session.commit()

    words = [Status.CANDIDATE, Status.ASKED, Status.ACTIVE, Status.PAUSED, Status.ACTIVE, Status.ENDED]
    assert history(session, made) == list(zip(words, days, strict=True))
    assert (made.valid_from, made.valid_until, made.source) == (days[0], days[5], Source.OWN_WISH)
    trail = session.scalars(select(AuditEntry.action).where(AuditEntry.subject == "ambassadorship"))
    assert list(trail) == [status.value for status in words]


def test_who_saw_an_older_version_is_told(session, place, recorder):
    made = begun(session, place, recorder, Status.CANDIDATE)
    seen = made.version
    service.ask(session, made, seen, recorder, recorder.today)

    assert made.version == seen + 1
    assert refusal(service.activate, session, made, seen, recorder, recorder.today) == "changed_meanwhile"


def test_of_two_at_once_the_second_is_told(app, session, place, recorder):
    made = begun(session, place, recorder, Status.ACTIVE, 10)
    seen = made.version
    with app.app_context(), db.sessionmaker() as other:
        with transaction(session):
            service.end(session, made, seen, recorder, recorder.today)
        with transaction(other):
            theirs = other.get_one(Ambassadorship, made.id)
            assert refusal(service.end, other, theirs, seen, recorder, recorder.today) == "changed_meanwhile"

    assert [status for status, _on in history(session, made)] == [Status.ACTIVE, Status.ENDED]


def test_one_person_is_not_twice_ambassador_of_one_department(session, place, recorder):
    begun(session, place, recorder, Status.ACTIVE, 10)

    assert refusal(begun, session, place, recorder, Status.ACTIVE, 20) == "overlap"
    assert refusal(begun, session, place, recorder, Status.CANDIDATE) == "overlap"


def test_the_database_refuses_an_overlap_too(session, make, place):
    initiative, department, person = place
    make.ambassadorship(initiative, department, person)

    with pytest.raises(IntegrityError):
        make.ambassadorship(initiative, department, person, since=make.today)


def test_who_comes_back_after_an_end_begins_anew(session, place, recorder):
    first = begun(session, place, recorder, Status.ACTIVE, 30)
    service.end(session, first, first.version, recorder, recorder.today - timedelta(days=10))
    again = begun(session, place, recorder, Status.ACTIVE, 10)

    assert again.id != first.id
    assert refusal(service.undo, session, first, first.version, recorder) == "overlap"


def test_appointing_a_candidate_goes_on_from_the_candidacy(session, place, recorder):
    candidate = begun(session, place, recorder, Status.CANDIDATE, 20, source=Source.OWN_WISH)
    appointed = begun(session, place, recorder, Status.ACTIVE, 5)

    assert (appointed.id, appointed.source) == (candidate.id, Source.OWN_WISH)
    assert [status for status, _on in history(session, appointed)] == [Status.CANDIDATE, Status.ACTIVE]


def test_a_department_that_does_not_exist_then_gets_no_ambassador(session, make, place, recorder):
    version = session.scalars(select(DepartmentVersion)).one()
    version.valid_from = make.today - timedelta(days=5)
    session.commit()

    assert refusal(begun, session, place, recorder, Status.ACTIVE, 6) == "department_not_then"
    assert begun(session, place, recorder, Status.ACTIVE, 5).valid_until == FOREVER


def test_nobody_wins_over_or_replaces_themselves(session, place, recorder):
    _initiative, _department, person = place

    assert refusal(lambda: begun(session, place, recorder, Status.ASKED, recruited_by_id=person.id)) == (
        "recruited_by_self"
    )
    made = begun(session, place, recorder, Status.ACTIVE, 10)
    until = recorder.today + timedelta(days=7)
    self_in = Step(Status.PAUSED, recorder.today, until, person.id)
    assert refusal(service.pause, session, made, made.version, recorder, self_in) == "stand_in_self"
    assert refusal(service.hand_over, session, made, made.version, person.id, recorder.today, recorder) == (
        "successor_self"
    )


def test_who_is_declined_is_erased_and_the_trail_holds_no_name(session, place, recorder):
    made = begun(session, place, recorder, Status.CANDIDATE)
    service.decline(session, made, made.version, recorder)
    session.commit()

    assert session.scalars(select(Ambassadorship)).all() == []
    assert session.scalars(select(AmbassadorshipStep)).all() == []
    entries = session.scalars(select(AuditEntry).where(AuditEntry.action == "declined")).all()
    assert [entry.details for entry in entries] == [{}]


def test_an_active_ambassador_is_not_declined(session, place, recorder):
    made = begun(session, place, recorder, Status.ACTIVE)

    assert refusal(service.decline, session, made, made.version, recorder) == "not_possible_now"


def test_handing_over_ends_one_and_begins_another_on_the_same_day(session, make, place, recorder):
    old = begun(session, place, recorder, Status.ACTIVE, 100)
    on = recorder.today - timedelta(days=3)
    successor = make.person("Bram de Wit")
    origin = Origin(Source.COLLEAGUE, old.person_id)
    new = service.hand_over(session, old, old.version, successor.id, on, recorder, origin)
    session.commit()

    assert (old.valid_until, new.valid_from, new.department_id) == (on, on, old.department_id)
    assert (new.recruited_by_id, new.source) == (old.person_id, Source.COLLEAGUE)
    rows = {row.person_id: row for row in ambassadorships(session)}
    assert [rows[each.person_id].serves_on(on) for each in (old, new)] == [False, True]
    before = on - timedelta(days=1)
    assert [rows[each.person_id].serves_on(before) for each in (old, new)] == [True, False]


def test_undoing_takes_the_last_step_back(session, place, recorder):
    made = begun(session, place, recorder, Status.ACTIVE, 10)
    service.end(session, made, made.version, recorder, recorder.today)
    service.undo(session, made, made.version, recorder)
    session.commit()

    assert [status for status, _on in history(session, made)] == [Status.ACTIVE]
    assert made.valid_until == FOREVER


def test_undoing_the_first_step_leaves_nothing(session, place, recorder):
    made = begun(session, place, recorder, Status.ACTIVE)
    service.undo(session, made, made.version, recorder)
    session.commit()

    assert session.scalars(select(Ambassadorship)).all() == []


def test_an_ambassadorship_with_activities_is_not_undone_away(session, make, place, recorder):
    made = begun(session, place, recorder, Status.ACTIVE)
    make.activity(made, place[1])

    assert refusal(service.undo, session, made, made.version, recorder) == "has_activities"


def test_after_a_day_a_step_is_not_undone(session, place, recorder):
    made = begun(session, place, recorder, Status.ACTIVE)
    later = Recorder(recorder.user_id, recorder.today, recorder.now + timedelta(days=1))

    assert refusal(service.undo, session, made, made.version, later) == "undo_too_late"


def test_what_a_department_needs_is_dated(session, make, recorder):
    initiative, department = make.initiative(), make.department()
    yesterday = recorder.today - timedelta(days=1)
    old = Need(department_id=department.id, initiative_id=initiative.id, needed=True, valid_from=yesterday)
    session.add(old)
    session.flush()
    for needed in (False, True, False):
        set_need(session, initiative.id, department.id, needed, recorder)
    session.commit()

    needs = session.execute(select(Need.needed, Need.valid_from, Need.valid_until).order_by(Need.valid_from)).all()
    assert [tuple(need) for need in needs] == [
        (True, yesterday, recorder.today),
        (False, recorder.today, FOREVER),
    ]
    tree = tree_on(session, recorder.today)
    assert departments_needing(session, tree, initiative.id, recorder.today) == set()
    assert departments_needing(session, tree, initiative.id, yesterday) == {department.id}
