"""Confirming, renewing and withdrawing, on both databases."""

from datetime import timedelta

import pytest
from sqlalchemy import delete, select
from sqlalchemy.exc import DatabaseError

from ambassadors.meetings import service
from ambassadors.meetings.models import Confirmation
from ambassadors.meetings.queries import confirmations_of, confirmed_periods
from ambassadors.meetings.rules import year_later
from ambassadors.organisation.models import DepartmentVersion
from ambassadors.refusals import Refused
from ambassadors.security.actor import Actor
from ambassadors.security.models import AuditEntry
from tests.conftest import NOW, TODAY

DAY = timedelta(days=1)


@pytest.fixture
def change(make):
    return make.initiative(code="DT")


@pytest.fixture
def office(make):
    return make.department("Burgerzaken")


@pytest.fixture
def confirm(session, make, change):
    user = make.user()
    actor = Actor(user.id, user.name, user.email)

    def write(department, on=TODAY, evidence="19 van de 20 brieven zijn goed"):
        return service.confirm(session, actor, change, department.id, evidence, on, TODAY, NOW)

    write.actor = actor
    return write


@pytest.fixture
def withdraw(session, confirm):
    def write(confirmation, on=TODAY, version=None):
        seen = confirmation.version if version is None else version
        service.withdraw(session, confirm.actor, confirmation, seen, "De oude zinnen zijn terug", on, TODAY, NOW)

    return write


def periods(session, change):
    session.flush()
    return sorted((on, ends) for on, ends, _department in confirmed_periods(session, change.id))


def trail(session):
    return session.execute(
        select(AuditEntry.action, AuditEntry.details)
        .where(AuditEntry.subject == "confirmation")
        .order_by(AuditEntry.id)
    ).all()


def test_confirmation_holds_for_a_year_and_the_trail_tells_no_text(session, change, office, confirm):
    confirm(office, TODAY - 3 * DAY)

    (row,) = confirmations_of(session, change.id)
    assert (row.department_id, row.evidence) == (office.id, "19 van de 20 brieven zijn goed")
    assert periods(session, change) == [(TODAY - 3 * DAY, year_later(TODAY - 3 * DAY))]
    assert trail(session) == [("confirmed", {"department": office.id, "on": (TODAY - 3 * DAY).isoformat()})]


def test_new_one_while_one_holds_renews_it_and_leaves_no_gap_and_no_overlap(session, change, office, confirm):
    confirm(office, TODAY - 300 * DAY)

    confirm(office)

    assert periods(session, change) == [(TODAY - 300 * DAY, TODAY), (TODAY, year_later(TODAY))]
    assert [action for action, _details in trail(session)] == ["confirmed", "renewed"]


def test_departments_and_changes_do_not_renew_each_other(session, make, change, office, confirm):
    make.confirmation(make.initiative("Iets anders"), office, TODAY - 30 * DAY)
    confirm(make.department(), TODAY - 30 * DAY)

    confirm(office)

    assert periods(session, change) == [
        (TODAY - 30 * DAY, year_later(TODAY - 30 * DAY)),
        (TODAY, year_later(TODAY)),
    ]


def test_department_must_exist_on_the_day(session, office, confirm):
    version = session.scalars(select(DepartmentVersion)).one()
    version.valid_from = TODAY - 5 * DAY
    session.flush()

    with pytest.raises(Refused) as refused:
        confirm(office, TODAY - 6 * DAY)

    assert (refused.value.code, refused.value.field) == ("department_not_then", "on")


def test_withdrawal_is_a_step_that_stays(session, change, office, confirm, withdraw):
    made = confirm(office, TODAY - 30 * DAY)

    withdraw(made, TODAY - DAY)

    assert periods(session, change) == [(TODAY - 30 * DAY, TODAY - DAY)]
    assert (made.withdrawn_why, made.withdrawn_at) == ("De oude zinnen zijn terug", NOW)
    assert trail(session)[-1] == ("withdrawn", {"on": (TODAY - DAY).isoformat()})


def test_withdrawn_renewal_does_not_bring_back_the_one_before(session, change, office, confirm, withdraw):
    confirm(office, TODAY - 300 * DAY)
    renewal = confirm(office, TODAY - 30 * DAY)

    withdraw(renewal)

    assert periods(session, change) == [(TODAY - 300 * DAY, TODAY - 30 * DAY), (TODAY - 30 * DAY, TODAY)]


def test_renewal_by_mistake_gives_back_what_it_renewed(session, change, office, confirm, withdraw):
    confirm(office, TODAY - 300 * DAY)
    mistake = confirm(office)

    withdraw(mistake)

    assert periods(session, change) == [
        (TODAY - 300 * DAY, year_later(TODAY - 300 * DAY)),
        (TODAY, TODAY),
    ]


def test_after_a_mistake_the_right_one_can_be_confirmed_on_the_same_day(session, change, office, confirm, withdraw):
    withdraw(confirm(office))

    confirm(office)

    assert periods(session, change) == [(TODAY, TODAY), (TODAY, year_later(TODAY))]


def test_who_saw_an_older_version_cannot_withdraw(office, confirm, withdraw):
    made = confirm(office, TODAY - 30 * DAY)

    with pytest.raises(Refused, match="changed_meanwhile"):
        withdraw(made, version=made.version - 1)


def test_two_that_overlap_are_refused_by_the_database(make, change, office):
    make.confirmation(change, office, TODAY - 30 * DAY)

    with pytest.raises(DatabaseError, match="ex_confirmation_overlap"):
        make.confirmation(change, office, TODAY)


def test_confirmation_cannot_be_removed(session, make, change, office):
    make.confirmation(change, office)

    with pytest.raises(DatabaseError, match="append-only"):
        session.execute(delete(Confirmation))
