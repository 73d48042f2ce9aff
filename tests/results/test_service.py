"""Results are listed, take steps, are taken back, and leave the worklist."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DatabaseError

from ambassadors.network.service import Recorder
from ambassadors.refusals import Refused
from ambassadors.results import service
from ambassadors.results.progress import listed_on, progress_on, tallies_on
from ambassadors.results.queries import worklist_of
from ambassadors.results.rules import MEASURED, ResultStatus
from ambassadors.results.service import Draft
from ambassadors.security.models import AuditEntry
from tests.conftest import NOW, TODAY

BY = Recorder(None, TODAY, NOW)
TO_DO, ADAPTED, TESTED, IN_USE, RECHECKED = ResultStatus


@pytest.fixture
def letter(make):
    return make.result(make.initiative(), make.department())


def counted(session, result, day=TODAY):
    progress = progress_on(worklist_of(session, result.initiative_id), day)
    return progress.now.in_use, progress.now.worklist


def test_steps_lead_a_result_into_use_and_the_measure_follows_day_by_day(session, letter):
    for status, on in ((ADAPTED, date(2026, 9, 1)), (TESTED, date(2026, 9, 1)), (IN_USE, date(2026, 10, 1))):
        service.take_step(session, letter, letter.version, status, on, BY)

    assert (letter.status, letter.since) == (IN_USE, date(2026, 10, 1))
    assert counted(session, letter, date(2026, 9, 30)) == (0, 1)
    assert counted(session, letter, date(2026, 10, 1)) == (1, 1)


def test_what_must_be_redone_is_in_use_no_longer(session, letter):
    for status in (ADAPTED, IN_USE, TO_DO):
        service.take_step(session, letter, letter.version, status, TODAY, BY)

    assert counted(session, letter) == (0, 1)


def test_a_slip_is_taken_back_without_a_trace_in_the_measure_but_with_one_in_the_steps(session, letter):
    service.take_step(session, letter, letter.version, ADAPTED, date(2026, 9, 1), BY)
    service.take_step(session, letter, letter.version, IN_USE, TODAY, BY)
    service.undo(session, letter, letter.version, BY)

    assert (letter.status, letter.since) == (ADAPTED, date(2026, 9, 1))
    assert [(step.number, step.status, step.undoes) for step in letter.steps] == [
        (1, ADAPTED, None),
        (2, IN_USE, None),
        (3, ADAPTED, 2),
    ]
    worklist = worklist_of(session, letter.initiative_id).worklist
    assert worklist.step_day.tolist() == [date(2026, 9, 1).toordinal()]
    assert worklist.step_status.tolist() == [MEASURED[ADAPTED]]


def test_after_a_slip_the_right_step_may_be_of_an_earlier_day(session, letter):
    service.take_step(session, letter, letter.version, ADAPTED, TODAY, BY)
    service.undo(session, letter, letter.version, BY)
    service.take_step(session, letter, letter.version, ADAPTED, date(2026, 9, 1), BY)

    facts = worklist_of(session, letter.initiative_id)
    assert [(fact.id, status) for fact, status in listed_on(facts, TODAY)] == [(letter.id, ADAPTED)]


def test_a_step_of_yesterday_is_taken_back_no_longer(session, letter):
    service.take_step(session, letter, letter.version, ADAPTED, TODAY, BY)
    tomorrow = Recorder(None, TODAY + timedelta(days=1), NOW + timedelta(days=1))

    with pytest.raises(Refused, match="nothing_to_undo"):
        service.undo(session, letter, letter.version, tomorrow)


def test_who_looks_at_an_older_version_is_refused(session, letter):
    seen = letter.version
    service.take_step(session, letter, seen, ADAPTED, TODAY, BY)

    with pytest.raises(Refused, match="changed_meanwhile"):
        service.take_step(session, letter, seen, TESTED, TODAY, BY)


def test_a_code_stands_once_in_an_initiative_and_may_stand_in_another(session, make):
    department = make.department()
    one, other = make.initiative(), make.initiative("Iets anders")
    draft = Draft("Brief over uitstel", "brief", department.id)
    service.add(session, one.id, "B1", draft, BY)
    service.add(session, other.id, "B1", draft, BY)

    with pytest.raises(Refused, match="code_taken"):
        service.add(session, one.id, "B1", draft, BY)
    assert session.scalars(select(AuditEntry.action)).all() == ["listed", "listed"]


def test_what_is_dropped_counts_until_that_day_and_again_when_it_is_put_back(session, letter):
    service.drop(session, letter, letter.version, BY)
    assert counted(session, letter) == (0, 0)
    assert counted(session, letter, TODAY - timedelta(days=1)) == (0, 1)

    service.put_back(session, letter, letter.version, BY)
    assert counted(session, letter) == (0, 1)


def test_a_result_gets_another_name_and_department(session, make, letter):
    elsewhere = make.department()
    service.edit(session, letter, letter.version, Draft("Brief over betalen", "formulier", elsewhere.id), BY)

    assert list(tallies_on(worklist_of(session, letter.initiative_id), TODAY)) == [elsewhere.id]
    with pytest.raises(Refused, match="no_such_department"):
        service.edit(session, letter, letter.version, Draft("Brief", "brief", 12345), BY)


@pytest.mark.parametrize("change", ["UPDATE result_step SET number = 9", "DELETE FROM result_step"])
def test_the_database_lets_nobody_change_a_step(session, letter, change):
    service.take_step(session, letter, letter.version, ADAPTED, TODAY, BY)

    with pytest.raises(DatabaseError, match="append-only"):
        session.execute(text(change))
    session.rollback()
