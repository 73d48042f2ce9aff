"""Handing over: one stops, the other begins, and what is open goes over."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from ambassadors.network.queries import ambassadorships
from ambassadors.network.rules import Status
from ambassadors.planning.models import Plan, PlanPart
from ambassadors.security.models import AuditEntry
from ambassadors.security.policy import Role
from ambassadors.signals.rules import SignalStatus


@pytest.fixture
def place(make):
    """An initiative, a department, its ambassador and a colleague who will take over."""
    care = make.department("Wmo", code="WMO")
    initiative = make.initiative("Duidelijke taal", code="taal")
    fatima, bram = make.person("Fatima Yilmaz", care), make.person("Bram Vos", care)
    return initiative, care, make.ambassadorship(initiative, care, fatima), bram


@pytest.fixture
def manager(make, visit):
    return visit.as_user(make.user(Role.CHANGE_MANAGER))


def test_the_page_tells_what_goes_over_and_the_successor_finds_it(session, make, visit, manager, place):
    initiative, care, seat, bram = place
    elsewhere = make.department("Wegen")
    colleague = make.user()
    signal = make.signal(initiative, care, colleague, "De balie krijgt geen uitleg", SignalStatus.RAISED)
    make.signal(initiative, elsewhere, colleague, "Niet van hier", SignalStatus.RAISED)
    make.signal(initiative, care, colleague, "Ligt bij de kerngroep", SignalStatus.ESCALATED)
    page = manager.get(f"/i/taal/hand-over/{seat.id}")
    assert "Signalen om op te lossen (1) De balie krijgt geen uitleg" in page.text
    assert "Niet van hier" not in page.text
    assert "Ligt bij de kerngroep" not in page.text
    assert page.form("who").choices["person"] == [str(bram.id)]
    answer = manager.send(page, "who", person=str(bram.id))

    assert "Bram Vos neemt het over van Fatima Yilmaz." in manager.follow(answer).text
    session.rollback()
    rows = ambassadorships(session, initiative.id)
    assert [row.status_on(make.today) for row in rows] == [Status.ENDED, Status.ACTIVE]
    moved = session.scalars(select(AuditEntry.subject_id).where(AuditEntry.action == "handed_over"))
    assert list(moved) == [signal.id]
    assert "De balie krijgt geen uitleg" in visit.as_user(make.user(person=bram)).get("/").text


def test_what_is_planned_goes_over_and_who_comes_along_stays(session, make, manager, place):
    initiative, _care, seat, bram = place
    other = make.ambassadorship(initiative, make.department("Wegen"))
    plan = Plan(
        initiative_id=initiative.id,
        kind_id=make.kind("workshop").id,
        on=make.today + timedelta(days=9),
        title="Brieven voor en na",
        changed_at=make.now,
    )
    for each, leads in ((seat, True), (other, False)):
        plan.parts.append(PlanPart(ambassadorship_id=each.id, initiative_id=initiative.id, leads=leads))
    session.add(plan)
    session.commit()
    page = manager.get(f"/i/taal/hand-over/{seat.id}")
    assert "Gepland in de agenda (1) Brieven voor en na, 2 december 2026" in page.text
    manager.send(page, "who", person=str(bram.id))

    session.rollback()
    successor = max(row.id for row in ambassadorships(session, initiative.id))
    parts = session.execute(select(PlanPart.ambassadorship_id, PlanPart.leads).order_by(PlanPart.leads)).all()
    assert parts == [(other.id, False), (successor, True)]


def test_without_open_work_the_page_says_so(manager, place):
    assert "Er staat niets open." in manager.get(f"/i/taal/hand-over/{place[2].id}").text


def test_what_is_wrong_is_told_beside_its_field(make, manager, place):
    page = manager.get(f"/i/taal/hand-over/{place[2].id}")
    nobody = manager.send(page, "who")
    future = manager.send(page, "who", who="bram vos", on=(make.today + timedelta(days=1)).isoformat())

    assert (nobody.status, future.status) == (422, 422)
    assert "Kies een collega, of vul een naam in." in nobody.text
    assert "Deze dag moet nog komen." in future.text


def test_an_ambassadorship_of_another_change_is_not_found_here(make, manager, place):
    make.initiative("Digitaal", code="digi")

    assert manager.get(f"/i/digi/hand-over/{place[2].id}", 404).status == 404


def test_only_change_managers_hand_over(make, visit, place):
    visit.as_user(make.user(Role.KERNGROEP)).get(f"/i/taal/hand-over/{place[2].id}", 403)


def test_requests_for_help_go_over_as_they_stand(session, make, visit, manager, place):
    initiative, care, seat, bram = place
    make.help_request(initiative, care, about="Wacht op wie het dichtst bij is")
    make.help_request(initiative, care, about="Al toegezegd", taken_by=seat)
    elsewhere = make.ambassadorship(initiative, make.department("Wegen"))
    make.help_request(initiative, care, about="Al van een ander", taken_by=elsewhere)
    page = manager.get(f"/i/taal/hand-over/{seat.id}")
    assert "Verzoeken om hulp (2) Wacht op wie het dichtst bij is Al toegezegd" in page.text

    manager.send(page, "who", person=str(bram.id))

    desk = visit.as_user(make.user(person=bram)).get("/help/waiting").text
    assert "1 wacht op jou. 1 doe jij." in desk
    assert "Al van een ander" not in desk
