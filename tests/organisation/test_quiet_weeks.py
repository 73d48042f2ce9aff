"""The page of quiet weeks: who reads it, who adds to it, and what is refused."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from ambassadors.organisation.models import QuietPeriod
from ambassadors.organisation.rules import problem_with_quiet
from ambassadors.security.models import AuditEntry
from ambassadors.security.policy import Role
from tests.conftest import TODAY

SUMMER = {"name": "Zomervakantie", "first": "2027-07-10", "last": "2027-08-22"}
ADDRESS = "/quiet-weeks"


@pytest.fixture
def administrator(make, visit):
    return visit.as_user(make.user(Role.ADMINISTRATOR))


def kept(session):
    session.rollback()
    return session.execute(
        select(QuietPeriod.name, QuietPeriod.valid_from, QuietPeriod.valid_until, QuietPeriod.department_id).order_by(
            QuietPeriod.id
        )
    ).all()


def add(visitor, **values):
    return visitor.send(visitor.get(ADDRESS), "first", **{**SUMMER, **values})


def test_weeks_are_added_for_everybody_with_their_last_day_in_them(session, administrator):
    answer = add(administrator)

    assert kept(session) == [("Zomervakantie", date(2027, 7, 10), date(2027, 8, 23), None)]
    text = administrator.follow(answer).text
    assert "Zomervakantie telt niet mee als stilte." in text
    assert "10 jul 2027 tot en met 22 aug 2027 de hele organisatie" in text


def test_change_manager_of_one_change_adds_weeks_for_a_department(session, make, visit):
    department = make.department("Burgerzaken")
    manager = visit.as_user(make.user(Role.CHANGE_MANAGER, initiative=make.initiative(code="DT")))

    answer = add(manager, name="Verkiezingen", department=str(department.id))

    assert kept(session) == [("Verkiezingen", date(2027, 7, 10), date(2027, 8, 23), department.id)]
    assert "Burgerzaken en alles daaronder" in manager.follow(answer).text


def test_everybody_reads_which_weeks_do_not_count_and_may_not_change_them(make, visit):
    made = make.quiet_period(TODAY, TODAY + timedelta(days=7))
    colleague = visit.as_user(make.user())

    page = colleague.get(ADDRESS)

    assert "Zomervakantie nu" in page.text
    assert [form.action for form in page.forms if "quiet" in form.action] == []
    assert colleague.post(ADDRESS, page, **SUMMER).status == 403
    assert colleague.post(f"{ADDRESS}/{made.id}/remove", page).status == 403


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"name": " "}, "Vul een naam in."),
        ({"first": ""}, "Vul de dag in."),
        ({"last": "2027-07-09"}, "De laatste dag ligt vóór de eerste."),
        ({"last": "2027-10-02"}, "Langer dan 12 weken is geen vakantie meer."),
        ({"first": "1999-12-31", "last": "2000-01-05"}, "Kies een dag tussen 2000 en 2099."),
        ({"first": "9999-12-30", "last": "9999-12-31"}, "Kies een dag tussen 2000 en 2099."),
        ({"department": "99"}, "Ongeldige keuze"),
    ],
)
def test_what_cannot_be_is_told_beside_the_field_and_nothing_is_kept(session, administrator, values, sentence):
    answer = add(administrator, **values)

    assert (answer.status, sentence in answer.text) == (422, True)
    assert kept(session) == []


def test_the_same_days_are_not_added_twice_but_may_be_for_a_department(session, make, administrator):
    department = make.department("Burgerzaken")
    add(administrator)

    again, elsewhere = add(administrator, name="Vakantie"), add(administrator, department=str(department.id))

    assert (again.status, "Deze dagen staan al in de lijst." in again.text) == (422, True)
    assert elsewhere.status == 302
    assert len(kept(session)) == 2


def test_weeks_are_removed_and_the_trail_tells_which(session, make, administrator):
    removed_id = make.quiet_period(date(2026, 7, 11), date(2026, 8, 22)).id

    answer = administrator.send(administrator.get(ADDRESS), "/remove")

    assert "Zomervakantie is verwijderd." in administrator.follow(answer).text
    assert kept(session) == []
    assert session.execute(select(AuditEntry.action, AuditEntry.subject_id, AuditEntry.details)).all() == [
        ("removed", removed_id, {"department": None, "valid_from": "2026-07-11", "valid_until": "2026-08-22"})
    ]


def test_what_is_to_come_stands_first_and_a_long_list_comes_in_pages(make, visit):
    for year in range(2005, 2028):
        make.quiet_period(date(year, 7, 10), date(year, 8, 20), name=f"Zomer {year}")
    colleague = visit.as_user(make.user())

    first, second = colleague.get(ADDRESS).text, colleague.get(f"{ADDRESS}?page=2").text

    assert first.index("Zomer 2027") < first.index("Zomer 2026")
    assert ("Zomer 2007" in first, "Zomer 2007" in second) == (False, True)


def test_list_without_weeks_says_who_adds_them(make, visit):
    assert (
        "Een beheerder of programmamanager zet hier de vakanties in." in visit.as_user(make.user()).get(ADDRESS).text
    )


@pytest.mark.parametrize(("days", "problem"), [(84, None), (85, "quiet_too_long"), (1, None), (0, "quiet_order")])
def test_twelve_weeks_are_the_longest(days, problem):
    assert problem_with_quiet(TODAY, TODAY + timedelta(days=days - 1)) == problem
