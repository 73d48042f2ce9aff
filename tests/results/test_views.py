"""The worklist as people see it: how far it is, ticking off, adding by hand."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from ambassadors.results.models import Result
from ambassadors.results.rules import ResultStatus
from ambassadors.security.policy import Role
from ambassadors.web.pagination import PER_PAGE
from tests.conftest import TODAY

TO_DO, ADAPTED, TESTED, IN_USE, RECHECKED = ResultStatus


@pytest.fixture
def initiative(make):
    return make.initiative(code="taal")


@pytest.fixture
def services(make):
    return make.department("Publiekszaken", code="PZ")


@pytest.fixture
def counter(make, services):
    """A team below the department that has an ambassador."""
    return make.department("Balie", parent=services, code="PZ-B")


@pytest.fixture
def as_english(visit):
    def sign_in(user):
        visitor = visit.as_user(user)
        with visitor.client.session_transaction() as cookie:
            cookie["language"] = "en"
        return visitor

    return sign_in


@pytest.fixture
def manager(make, as_english):
    return as_english(make.user(Role.CHANGE_MANAGER))


@pytest.fixture
def ambassador(make, as_english, initiative, services):
    person = make.person("Anne de Vries", department=services)
    make.ambassadorship(initiative, services, person)
    return as_english(make.user(person=person))


@pytest.fixture
def colleague(make, as_english):
    return as_english(make.user())


def statuses(session):
    session.rollback()
    session.expire_all()  # what is read next is read anew
    return {result.name: result.status for result in session.scalars(select(Result))}


def test_an_empty_worklist_says_what_to_do(manager, colleague, initiative):
    assert "There is no worklist yet" in colleague.get("/i/taal/results").text
    assert "Add the first result" not in colleague.get("/i/taal/results").text
    assert manager.get("/i/taal/results").links["Add the first result"] == "/i/taal/results/new"


def test_everybody_sees_how_far_it_is_and_how_far_it_was(make, colleague, initiative, services):
    make.result(initiative, services, (ADAPTED, date(2026, 8, 1)), (IN_USE, date(2026, 9, 1)))
    make.result(initiative, services, (ADAPTED, date(2026, 8, 1)), (IN_USE, TODAY))
    make.result(initiative, services)
    page = colleague.get("/i/taal/results")

    assert "2 of 3 in use. 30 days ago that was 1." in page.text
    assert [form.action for form in page.forms if "/tick" in form.action] == []


def test_the_worklist_is_found_by_department_status_and_words(make, manager, initiative, services, counter):
    make.result(initiative, services, name="Brief over leges")
    make.result(initiative, counter, (ADAPTED, TODAY), name="Formulier verhuizen")

    def found(query):
        text = manager.get(f"/i/taal/results?{query}").text
        return [name for name in ("Brief over leges", "Formulier verhuizen") if name in text]

    assert found("department=PZ") == ["Brief over leges"]
    assert found("status=adapted") == ["Formulier verhuizen"]
    assert found("q=VERHUIZ") == ["Formulier verhuizen"]
    assert found("q=100%25") == []
    assert found("") == ["Brief over leges", "Formulier verhuizen"]


def test_a_long_worklist_comes_in_pages(make, manager, initiative, services):
    for number in range(PER_PAGE + 1):
        make.result(initiative, services, name=f"Brief {number:02}")

    last = PER_PAGE + 1
    assert f"{last} to {last} of {last}" in manager.get("/i/taal/results?page=2").text


def test_one_press_takes_a_result_further_and_one_more_takes_it_back(session, make, ambassador, initiative, counter):
    result = make.result(initiative, counter, name="Formulier verhuizen")
    page = ambassador.get("/i/taal/results?department=mine&status=open")
    page = ambassador.follow(ambassador.send(page, "/tick"))
    assert statuses(session) == {"Formulier verhuizen": ADAPTED}
    assert "Formulier verhuizen: adapted." in page.text
    assert page.form("/tick").fields["status"] == ["open"]
    assert session.get(Result, result.id).steps[0].ambassadorship.person.name == "Anne de Vries"

    ambassador.send(page, "/undo")
    assert statuses(session) == {"Formulier verhuizen": TO_DO}


def test_an_ambassador_ticks_off_for_the_own_departments_alone(session, make, ambassador, initiative, services):
    own = make.result(initiative, services, name="Eigen brief")
    other = make.result(initiative, make.department("Elders"), name="Andere brief")
    page = ambassador.get("/i/taal/results")

    assert [form.action for form in page.forms if "/tick" in form.action] == [f"/i/taal/results/{own.id}/tick"]
    assert ambassador.post(f"/i/taal/results/{other.id}/tick", page, version=1).status == 403
    assert statuses(session) == {"Eigen brief": TO_DO, "Andere brief": TO_DO}


def test_pressing_on_a_list_that_is_no_longer_true_changes_nothing(session, make, manager, initiative, services):
    make.result(initiative, services, name="Brief")
    old = manager.get("/i/taal/results")
    manager.send(manager.get("/i/taal/results"), "/tick")
    page = manager.follow(manager.send(old, "/tick"))

    assert "Somebody else changed this" in page.text
    assert statuses(session) == {"Brief": ADAPTED}


def test_a_step_can_be_of_an_earlier_day_and_its_history_is_told(session, make, ambassador, initiative, services):
    result = make.result(initiative, services, (ADAPTED, date(2026, 10, 1)), name="Brief")
    page = ambassador.get(f"/i/taal/results/{result.id}")
    page = ambassador.follow(ambassador.send(page, "/step", status="in_use", on="2026-11-02"))

    assert "in use · 2 November 2026 by Anne de Vries, ambassador" in page.text
    assert "adapted · 1 October 2026" in page.text
    assert statuses(session) == {"Brief": IN_USE}


def test_who_took_a_step_is_told_to_that_person_and_to_the_change_manager_alone(
    make, manager, ambassador, colleague, initiative, services
):
    result = make.result(initiative, services, name="Brief")
    ambassador.send(ambassador.get("/i/taal/results"), "/tick")

    told = [
        "by Anne de Vries" in who.get(f"/i/taal/results/{result.id}").text for who in (ambassador, manager, colleague)
    ]
    assert told == [True, True, False]


@pytest.mark.parametrize(
    ("on", "sentence"),
    [
        (TODAY + timedelta(days=1), "Choose today or an earlier day."),
        (date(2026, 9, 30), "This is before the last step."),
    ],
)
def test_a_step_on_an_impossible_day_is_refused_beside_the_date(make, manager, initiative, services, on, sentence):
    result = make.result(initiative, services, (ADAPTED, date(2026, 10, 1)))
    page = manager.get(f"/i/taal/results/{result.id}")
    page = manager.send(page, "/step", status="in_use", on=on.isoformat())

    assert (page.status, sentence in page.text) == (409, True)


def test_a_change_manager_adds_a_result_by_hand_once(session, make, manager, initiative, services):
    values = {"name": "Brief over leges", "kind": "letter", "department": str(services.id), "code": "B-1"}
    manager.send(manager.get("/i/taal/results/new"), "code", **values)
    page = manager.send(manager.get("/i/taal/results/new"), "code", **values)

    assert page.status == 409
    assert "There is a result with this code already." in page.text
    assert statuses(session) == {"Brief over leges": TO_DO}


def test_a_change_manager_edits_drops_and_puts_back(session, make, manager, initiative, services):
    result = make.result(initiative, services, name="Brief")
    manager.send(manager.get(f"/i/taal/results/{result.id}/edit"), "name", name="Besluit")
    manager.follow(manager.send(manager.get(f"/i/taal/results/{result.id}"), "/drop"))
    assert "Besluit" not in manager.get("/i/taal/results").text
    assert "Besluit" in manager.get("/i/taal/results?status=dropped").text

    manager.send(manager.get(f"/i/taal/results/{result.id}"), "/put_back")
    assert statuses(session) == {"Besluit": TO_DO}
    assert session.get(Result, result.id).dropped_on is None


def test_a_result_of_another_change_is_not_found(make, manager, initiative, services):
    other = make.result(make.initiative("Iets anders"), services)

    manager.get(f"/i/taal/results/{other.id}", status=404)


def test_the_dashboard_shows_results_first_and_only_where_there_is_a_worklist(
    make, manager, initiative, services, counter
):
    assert "results in use" not in manager.get("/i/taal/dashboard").text
    make.result(initiative, services, (ADAPTED, date(2026, 8, 1)), (IN_USE, TODAY))
    make.result(initiative, counter)

    assert (
        "1 of 2 results in use 50% of the worklist. 30 days ago that was 0." in manager.get("/i/taal/dashboard").text
    )
    assert "0 of 1 result in use" in manager.get("/i/taal/dashboard?branch=PZ-B").text
    assert "0 of 2 results in use" in manager.get(f"/i/taal/dashboard?on={TODAY - timedelta(days=1)}").text


def test_a_department_and_the_start_page_show_their_results(make, manager, ambassador, initiative, services):
    make.result(initiative, services, (ADAPTED, TODAY), (IN_USE, TODAY), name="Brief in gebruik")
    make.result(initiative, services, name="Brief te doen")

    page = manager.get("/i/taal/departments/PZ")
    assert "1 of 2 in use." in page.text
    start = ambassador.get("/").text
    assert ("Brief te doen" in start, "Brief in gebruik" in start) == (True, False)
