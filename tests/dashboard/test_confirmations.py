"""Confirming that a department does it by itself: who may, what is refused, and what everybody reads."""

from datetime import timedelta

import pytest
from sqlalchemy import event, select

from ambassadors.db import db
from ambassadors.meetings.models import Confirmation
from ambassadors.organisation.models import DepartmentVersion
from ambassadors.security.policy import Role
from tests.conftest import TODAY

EVIDENCE = "Van 20 brieven waren er 19 goed"
CONFIRM = "/i/DT/confirmations/confirm/ZORG"


@pytest.fixture
def town(make):
    change = make.initiative(code="DT")
    zorg = make.department("Zorg", staff=40, code="ZORG")
    return {"change": change, "zorg": zorg, "wonen": make.department("Wonen", staff=30, code="WONEN")}


def kept(session) -> list[Confirmation]:
    session.rollback()
    session.expire_all()
    return list(session.scalars(select(Confirmation).order_by(Confirmation.id)))


def test_kerngroep_confirms_on_the_page_of_the_department_and_everybody_reads_it(town, session, kerngroep, colleague):
    page = kerngroep.get("/i/DT/departments/ZORG")
    form = kerngroep.get(page.links["Confirm that it does this by itself"])

    answer = kerngroep.send(form, "evidence", evidence=EVIDENCE)

    (made,) = kept(session)
    assert (made.department_id, made.evidence, made.on) == (town["zorg"].id, EVIDENCE, TODAY)
    assert "Zorg is confirmed." in kerngroep.follow(answer).text
    text = colleague.get("/i/DT/departments/ZORG").text
    assert "The kerngroep has confirmed since 23 November 2026 that it does this by itself." in text
    assert "That is valid until 23 November 2027." in text
    assert EVIDENCE in text
    assert "Confirm again" not in text
    assert "does it by itself 1 department, 40 colleagues" in colleague.get("/i/DT/dashboard").text


def test_department_that_carries_it_is_told_how_to_come_further(town, make, kerngroep, three_weeks):
    three_weeks(make.ambassadorship(town["change"], town["zorg"]), town["zorg"], 12)

    text = kerngroep.get("/i/DT/departments/ZORG").text

    assert "What would lift it to “does it by itself”" in text
    assert "Show the kerngroep that it goes by itself. Then they can confirm it." in text


@pytest.mark.parametrize(
    ("values", "status", "sentence"),
    [
        ({"evidence": "  "}, 422, "Write down what shows it."),
        ({"on": ""}, 422, "Fill in the day."),
        ({"on": (TODAY + timedelta(days=1)).isoformat()}, 422, "Choose today or an earlier day."),
        ({"on": (TODAY - timedelta(days=401)).isoformat()}, 422, "The change had not started yet on this day."),
        ({"on": (TODAY - timedelta(days=91)).isoformat()}, 422, "This department did not exist on that day."),
    ],
)
def test_what_cannot_be_is_told_beside_the_field_and_nothing_is_kept(
    town, session, kerngroep, values, status, sentence
):
    version = session.scalars(
        select(DepartmentVersion).where(DepartmentVersion.department_id == town["zorg"].id)
    ).one()
    version.valid_from = TODAY - timedelta(days=90)
    session.commit()

    answer = kerngroep.send(kerngroep.get(CONFIRM), "evidence", **{"evidence": EVIDENCE, **values})

    assert (answer.status, sentence in answer.text) == (status, True)
    assert kept(session) == []


def test_pressing_twice_confirms_once(town, session, kerngroep):
    form = kerngroep.get(CONFIRM)

    for _press in range(2):
        answer = kerngroep.send(form, "evidence", evidence=EVIDENCE)

    assert answer.status == 302
    assert len(kept(session)) == 1


def test_confirming_again_begins_a_new_year_and_keeps_the_day_of_the_first(town, make, session, kerngroep):
    make.confirmation(town["change"], town["zorg"], TODAY - timedelta(days=320))

    page = kerngroep.get("/i/DT/departments/ZORG")
    form = kerngroep.get(page.links["Confirm again"])
    kerngroep.send(form, "evidence", evidence=EVIDENCE)

    assert "ends soon" in page.text
    assert "It is confirmed already, until 7 January 2027." in form.text
    assert [each.valid_until for each in kept(session)] == [TODAY, TODAY.replace(year=2027)]
    text = kerngroep.get("/i/DT/departments/ZORG").text
    assert "confirmed since 7 January 2026 that it does this by itself. That is valid until 23 November 2027." in text


def test_withdrawal_tells_why_and_gives_back_the_earned_stage(town, make, session, kerngroep, colleague):
    made = make.confirmation(town["change"], town["zorg"], TODAY - timedelta(days=100))

    form = kerngroep.get(kerngroep.get("/i/DT/departments/ZORG").links["Withdraw"])
    refused = kerngroep.send(form, "why", why="")
    answer = kerngroep.send(form, "why", why="De oude zinnen zijn terug")

    assert (refused.status, "Write down why." in refused.text) == (422, True)
    assert "The confirmation of Zorg is withdrawn." in kerngroep.follow(answer).text
    assert "not reached" in colleague.get("/i/DT/departments/ZORG").text
    assert "Withdrawn: De oude zinnen zijn terug" in colleague.get("/i/DT/confirmations").text
    assert "does it by itself" in colleague.get(f"/i/DT/departments/ZORG?on={TODAY - timedelta(days=1)}").text
    assert [each.id for each in kept(session)] == [made.id]


def test_second_of_two_who_withdraw_is_told(town, make, kerngroep):
    make.confirmation(town["change"], town["zorg"], TODAY - timedelta(days=100))
    form = kerngroep.get(kerngroep.get("/i/DT/departments/ZORG").links["Withdraw"])
    other = kerngroep.get(kerngroep.get("/i/DT/departments/ZORG").links["Withdraw"])
    kerngroep.send(form, "why", why="De oude zinnen zijn terug")

    answer = kerngroep.send(other, "why", why="Ik zag het ook")

    assert (answer.status, "Somebody else changed this" in answer.text) == (409, True)
    assert "Ik zag het ook" in answer.html


def test_list_begins_with_what_ends_first(town, make, kerngroep):
    for name, days in (("Later", 10), ("Verlopen", 380), ("Straks", 320), ("Eerst", 350)):
        department = make.department(name, staff=20)
        make.confirmation(town["change"], department, TODAY - timedelta(days=days))
    make.confirmation(
        town["change"],
        town["zorg"],
        TODAY - timedelta(days=100),
        withdrawn_on=TODAY,
        withdrawn_why="De oude zinnen zijn terug",
    )

    page, expired = kerngroep.get("/i/DT/confirmations"), kerngroep.get("/i/DT/confirmations?state=expired")

    names = ("Eerst", "Straks", "Later", "Verlopen", "Zorg", "Wonen")
    assert [label for label in page.links if label in names] == ["Eerst", "Straks", "Later", "Verlopen", "Zorg"]
    assert [label for label in expired.links if label in names] == ["Verlopen"]
    assert page.html.count("/confirm/") == 3  # those that end soon, and the expired one
    assert "Nothing found" in kerngroep.get("/i/DT/confirmations?state=renewed").text


def test_expired_one_does_not_ask_again_where_a_later_one_took_its_place(town, make, kerngroep):
    make.confirmation(town["change"], town["zorg"], TODAY - timedelta(days=500))
    make.confirmation(town["change"], town["zorg"], TODAY - timedelta(days=20))

    assert "/confirm/" not in kerngroep.get("/i/DT/confirmations").html


def test_list_without_confirmations_says_so(town, colleague):
    assert "Nothing is confirmed yet" in colleague.get("/i/DT/confirmations").text


@pytest.mark.parametrize("count", [1, 45])
def test_list_takes_the_same_queries_and_comes_in_pages(app, town, make, kerngroep, count):
    for number in range(count):
        make.confirmation(town["change"], make.department(f"Team {number:02}", staff=20), TODAY)
    asked = []
    with app.app_context():
        event.listen(db.engine, "before_cursor_execute", lambda *each: asked.append(each[2]))

    page = kerngroep.get("/i/DT/confirmations")

    assert len([each for each in asked if each.startswith("SELECT")]) == 18
    assert ("1 to 20 of 45" in page.text) == (count == 45)


def test_department_that_is_no_more_stays_in_the_list_without_a_link(town, make, session, kerngroep):
    make.confirmation(town["change"], town["zorg"], TODAY - timedelta(days=100))
    version = session.scalars(
        select(DepartmentVersion).where(DepartmentVersion.department_id == town["zorg"].id)
    ).one()
    version.valid_until = TODAY
    session.commit()

    page = kerngroep.get("/i/DT/confirmations")

    assert "Zorg valid" in page.text
    assert "Zorg" not in page.links


@pytest.mark.parametrize("role", [Role.CHANGE_MANAGER, Role.ADMINISTRATOR])
def test_only_the_kerngroep_confirms_and_withdraws(town, make, look, role):
    made = make.confirmation(town["change"], town["zorg"], TODAY - timedelta(days=100))
    other = look(make.user(role))

    page = other.get("/i/DT/departments/ZORG")

    assert {"Confirm again", "Withdraw"} & set(page.links) == set()
    other.get(CONFIRM, 403)
    assert other.post(CONFIRM, page, evidence=EVIDENCE, on=TODAY.isoformat()).status == 403
    assert other.post(f"/i/DT/confirmations/{made.id}/withdraw", page, why="x").status == 403


@pytest.mark.parametrize("address", ["/i/DT/confirmations/confirm/XX", "/i/DT/confirmations/99/withdraw"])
def test_unknown_department_or_confirmation_is_not_found(town, kerngroep, address):
    kerngroep.get(address, 404)


def test_confirmation_of_another_change_is_not_found(town, make, kerngroep):
    other = make.initiative("Iets anders", code="X")
    made = make.confirmation(other, town["zorg"])

    kerngroep.get(f"/i/DT/confirmations/{made.id}/withdraw", 404)
