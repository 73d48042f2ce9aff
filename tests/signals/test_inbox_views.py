"""The pages beside the inbox: how fast people get an answer, and what was agreed about that."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from ambassadors.db import db
from ambassadors.measures.answering import ENOUGH
from ambassadors.organisation.models import DepartmentVersion
from ambassadors.security.policy import Role
from ambassadors.signals.models import SignalStep, SignalTerms
from ambassadors.signals.rules import SignalStatus
from tests.statements import counted
from tests.visitor import Visitor

DAY = timedelta(days=1)


@pytest.fixture
def change(make):
    return make.initiative("Duidelijke taal", code="taal")


@pytest.fixture
def office(make):
    return make.department("Burgerzaken")


@pytest.fixture
def member(make, change):
    return make.user(Role.KERNGROEP, initiative=change)


@pytest.fixture
def manager(make, change):
    return make.user(Role.CHANGE_MANAGER, initiative=change)


@pytest.fixture
def answered(make, session, change, office, member):
    """A signal that was raised so many days before, taken up a day later and answered today, or `on` another day."""

    def made(days, on=make.now):
        signal = make.signal(change, office, member, at=on - days * DAY)
        for number, (status, ago) in enumerate(
            [(SignalStatus.ACKNOWLEDGED, days - 1), (SignalStatus.ANSWERED, 0), (SignalStatus.FED_BACK, 0)], start=2
        ):
            at = on - ago * DAY
            signal.steps.append(SignalStep(number=number, status=status, at=at, by=member.id))
        signal.status = SignalStatus.FED_BACK
        session.commit()

    return made


def test_how_fast_people_got_an_answer_is_told_per_quarter(visit, member, answered):
    for days in (7, 7, 14, 14):
        answered(days)
    few = visit.as_user(member).get("/i/taal/inbox/answers").text
    assert "In kwartaal 4 van 2026 kregen 4 melders antwoord. Dat is te weinig" in few
    assert "de helft binnen" not in few
    for days in (7, 14):
        answered(days)

    page = visit.as_user(member).get("/i/taal/inbox/answers")

    assert "In kwartaal 4 van 2026 kreeg de helft van de melders antwoord binnen 7,5 werkdagen" in page.text
    assert "negen van de tien binnen 10" in page.text
    assert "0 van 6" in page.text


def test_the_dashboard_counts_the_same_working_days(visit, make, member, office, answered):
    make.quiet_period(make.today - 13 * DAY, make.today - 6 * DAY, office)
    make.quiet_period(make.today - 6 * DAY, make.today - 4 * DAY, make.department("Elders"))
    for _each in range(ENOUGH):
        answered(20)
    visitor = visit.as_user(member)

    # Of the fourteen days from Monday to Friday five were quiet here, and those elsewhere do not matter.
    assert "de helft van de melders antwoord binnen 9 werkdagen" in visitor.get("/i/taal/inbox/answers").text
    assert "kregen 5 antwoord, de helft binnen 9 werkdagen." in visitor.get("/i/taal/dashboard").text


def test_a_department_that_ends_changes_nothing_of_how_long_people_waited(
    visit, make, member, session, office, answered
):
    above = make.department("Boven")
    version = session.scalars(select(DepartmentVersion).where(DepartmentVersion.department_id == office.id)).one()
    version.parent_id = above.id
    make.quiet_period(make.today - 13 * DAY, make.today - 6 * DAY, above)
    for _each in range(ENOUGH):
        answered(20)

    version.valid_until = make.today
    session.commit()

    visitor = visit.as_user(member)
    assert "kregen 5 antwoord, de helft binnen 9 werkdagen." in visitor.get("/i/taal/dashboard").text
    assert "de helft van de melders antwoord binnen 9 werkdagen" in visitor.get("/i/taal/inbox/answers").text


@pytest.mark.parametrize(("off", "days"), [(False, 2), (True, 1)])
def test_both_keep_the_holidays_that_this_organisation_keeps(app_with, make, answered, member, off, days):
    app = app_with(good_friday_off=off)
    for _each in range(ENOUGH):
        answered(5, on=datetime(2026, 4, 7, 12, tzinfo=UTC))  # from Maundy Thursday to the Tuesday after Easter
    visitor = Visitor(app).as_user(member)

    assert f"de helft van de melders antwoord binnen {days} werkdagen" in visitor.get("/i/taal/inbox/answers").text
    assert f"kregen 5 antwoord, de helft binnen {days} werkdagen" in visitor.get("/i/taal/dashboard").text


def test_without_answers_the_page_says_so(visit, member):
    assert "Er is nog niets beantwoord" in visit.as_user(member).get("/i/taal/inbox/answers").text


def test_the_page_asks_as_much_for_300_signals_as_for_one(app, visit, member, answered):
    visitor = visit.as_user(member)

    def asked():
        with app.app_context(), counted(db.session) as statements:
            visitor.get("/i/taal/inbox/answers")
        return len(statements)

    answered(7)
    one = asked()
    for _each in range(299):
        answered(7)

    assert asked() == one


def test_the_change_manager_sets_the_days_and_the_kerngroep_reads_them(visit, session, member, manager, change):
    visitor = visit.as_user(manager)
    page = visitor.get("/i/taal/inbox/terms")
    assert page.form("acknowledge").fields["acknowledge"] == ["5"]

    assert visitor.send(page, "acknowledge", acknowledge="3").status == 302

    assert session.get(SignalTerms, change.id).acknowledge == 3
    read = visit.as_user(member).get("/i/taal/inbox/terms")
    assert "3 werkdagen" in read.text
    assert [form for form in read.forms if "acknowledge" in form.fields] == []


def test_days_that_cannot_be_are_told_beside_the_field(visit, manager, change):
    visitor = visit.as_user(manager)

    page = visitor.send(visitor.get("/i/taal/inbox/terms"), "acknowledge", acknowledge="0")

    assert (page.status, "van 1 tot en met 90" in page.text) == (422, True)


def test_the_second_of_two_who_set_the_days_is_told(visit, session, manager, change):
    visitor = visit.as_user(manager)
    first, second = visitor.get("/i/taal/inbox/terms"), visitor.get("/i/taal/inbox/terms")
    visitor.send(first, "acknowledge", acknowledge="3")

    answer = visitor.send(second, "acknowledge", acknowledge="4")

    assert (answer.status, "Iemand anders" in answer.text) == (409, True)
    assert session.get(SignalTerms, change.id).acknowledge == 3


@pytest.mark.parametrize("path", ["/i/taal/inbox/answers", "/i/taal/inbox/terms"])
def test_the_pages_are_for_who_reads_the_inbox(visit, make, change, path):
    visit.as_user(make.user()).get(path, 403)
