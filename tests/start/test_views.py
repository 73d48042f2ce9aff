"""The start page: who finds what there, and that everybody finds something."""

from datetime import timedelta

import pytest

from ambassadors.db import db
from ambassadors.meetings.models import Agreement
from ambassadors.meetings.rules import AgreementKind
from ambassadors.network.models import AmbassadorshipStep
from ambassadors.network.rules import Status
from ambassadors.security.policy import Role
from ambassadors.signals import service
from ambassadors.signals.rules import Involved, Part, Severity, SignalStatus
from tests.statements import counted

DAY = timedelta(days=1)


@pytest.fixture
def change(make):
    return make.initiative("Duidelijke taal", code="taal", vision="Iedereen begrijpt onze brieven.")


@pytest.fixture
def office(make):
    return make.department("Burgerzaken", code="BZ", staff=40)


@pytest.fixture
def ambassador(make, change, office):
    person = make.person("Fatima Yilmaz", office)
    make.ambassadorship(change, office, person)
    return make.user(person=person)


def headings(page):
    """What stands in the headings of second level, in order."""
    parts = page.html.split("<h2")[1:]
    return [part.split(">", 1)[1].split("<")[0].strip() for part in parts]


def test_an_ambassador_starts_with_the_button_to_log(visit, make, ambassador, office):
    page = visit.as_user(ambassador).get("/")

    assert page.links["Loggen"] == "/log"
    assert page.html.count("utrecht-button--primary-action") == 1
    assert headings(page) == ["Mijn agenda", "Mijn afdelingen"]
    assert page.links["Burgerzaken"] == "/i/taal/departments/BZ"


def test_an_ambassador_finds_what_was_logged_last_to_log_again(visit, make, change, ambassador, office):
    own, other = make.ambassadorship(change, office), make.department("Belastingen")
    make.activity(own, other, kind="demo", logged_by=ambassador.id)
    made = make.activity(own, office, kind="workshop", logged_by=ambassador.id)
    make.activity(own, other, logged_by=ambassador.id, undone_at=make.now)
    make.activity(own, other)

    page = visit.as_user(ambassador).get("/")

    assert page.links["Opnieuw loggen: Workshop, Burgerzaken"] == f"/log?again={made.id}"


def test_an_ambassador_sees_the_last_contact_of_the_own_department(visit, session, make, change, ambassador, office):
    colleague = make.ambassadorship(change, office)
    make.activity(colleague, office, on=make.today - 9 * DAY)
    make.activity(colleague, office, on=make.today - 5 * DAY, undone_at=make.now)
    make.activity(colleague, office, on=make.today - 4 * DAY, reached=(0, 0, None))
    make.activity(colleague, office, on=make.today - 3 * DAY, kind="intranet_post")
    elsewhere = make.initiative("Toegankelijk")
    make.activity(make.ambassadorship(elsewhere, office), office, on=make.today - 2 * DAY)

    text = visit.as_user(ambassador).get("/").text

    assert "laatste contact op 14 november 2026" in text


def test_who_stands_in_finds_the_button_to_log_too(visit, session, make, change, office):
    fatima = make.ambassadorship(change, office, make.person("Fatima Yilmaz", office))
    stand_in = make.person("Tom Bakker", office)
    session.add(
        AmbassadorshipStep(
            ambassadorship_id=fatima.id,
            number=2,
            status=Status.PAUSED,
            on=make.today,
            until=make.today + 7 * DAY,
            stand_in_id=stand_in.id,
            recorded_at=make.now,
        )
    )
    session.commit()
    visitor = visit.as_user(make.user(person=stand_in))

    page = visitor.get("/")

    assert page.links["Loggen"] == "/log"
    assert "Burgerzaken je valt in voor Fatima Yilmaz" in page.text
    assert "je neemt pauze" not in page.text
    assert "Burgerzaken" in visitor.get("/log").text


def test_without_contact_that_is_told(visit, ambassador):
    assert "nog geen contact gelogd" in visit.as_user(ambassador).get("/").text


def test_an_ambassador_finds_signals_that_wait_and_new_answers(visit, session, make, change, ambassador, office):
    waiting = make.signal(change, office, make.user(), what="Wacht op Fatima", status=SignalStatus.RAISED)
    member = make.user(Role.KERNGROEP, initiative=change)
    draft = service.Draft(change, office.id, "Beantwoord door de kerngroep", Severity.SMALL, make.today, direct=True)
    answered = service.raise_signal(session, draft, ambassador.id, make.now, make.today)
    by = Involved(member.id, frozenset({Part.KERNGROEP}))
    sorting = service.Sorting(member.id, make.today)
    service.acknowledge(session, answered, by, answered.version, make.now, sorting, make.today)
    service.answer(session, answered, by, answered.version, make.now, "Vanaf maandag", tell=True)
    session.commit()

    page = visit.as_user(ambassador).get("/")

    assert headings(page) == [
        "Antwoord op je signaal",
        "Signalen die op jou wachten",
        "Mijn agenda",
        "Mijn afdelingen",
    ]
    assert page.links["Wacht op Fatima"] == f"/signals/{waiting.id}"
    assert "Vanaf maandag" in page.text


def test_the_kerngroep_sees_which_signals_need_a_step(visit, session, make, change, office):
    member = make.user(Role.SECRETARY, initiative=change)
    make.signal(change, office, member)
    late = make.signal(change, office, member, status=SignalStatus.ACKNOWLEDGED)
    late.due_on = make.today - DAY
    make.signal(make.initiative("Toegankelijk", starts_on=make.today - 500 * DAY), office, member)
    session.commit()

    page = visit.as_user(member).get("/")

    assert headings(page) == ["Wat aandacht vraagt", "Signalen voor de kerngroep", "Duidelijke taal"]
    assert page.links["Naar de lijst"] == "/i/taal/attention"
    assert "1 signaal heeft nog geen antwoord" in page.text
    assert "1 signaal moet nog worden opgepakt" in page.text
    assert "2 signalen open in totaal" in page.text
    assert page.links["Naar de inbox"] == "/i/taal/inbox"
    assert page.links["Bekijk de verspreiding"] == "/i/taal/dashboard"


def test_who_sees_to_a_signal_finds_it_with_its_day(visit, session, make, change, office):
    mehmet, karim = make.user(Role.KERNGROEP, initiative=change), make.user(Role.KERNGROEP, initiative=change)
    theirs = {"status": SignalStatus.ACKNOWLEDGED, "owner_id": mehmet.id}
    make.signal(change, office, karim, what="Die mag wachten", due_on=make.today + 4 * DAY, **theirs)
    make.signal(change, office, karim, what="Die is te laat", due_on=make.today - DAY, urgent=True, **theirs)
    make.signal(change, office, karim, what="Al beantwoord", **theirs | {"status": SignalStatus.FED_BACK})
    make.signal(change, office, karim, what="De melder is aan zet", **theirs | {"status": SignalStatus.ASKED})

    page, other = visit.as_user(mehmet).get("/"), visit.as_user(karim).get("/")

    text = page.text[page.text.index("Signalen waar jij voor zorgt") : page.text.index("Wat aandacht vraagt")]
    assert text.startswith("Signalen waar jij voor zorgt Die is te laat te laat spoed Burgerzaken · opgepakt")
    assert "Die mag wachten Burgerzaken · opgepakt · uiterlijk 27 november 2026" in text
    assert "Al beantwoord" not in text
    assert "De melder is aan zet" not in text
    assert "Signalen waar jij voor zorgt" not in other.text


def test_a_concession_is_not_ended_by_one_press_on_the_start_page(visit, session, make, change):
    member = make.user(Role.SECRETARY, initiative=change)
    kept = {"initiative_id": change.id, "owner_id": member.id, "due_on": make.today + 40 * DAY}
    kept |= {"recorded_by": member.id, "recorded_at": make.now}
    action = Agreement(kind=AgreementKind.ACTION, what="Griffie bellen", **kept)
    given = Agreement(kind=AgreementKind.CONCESSION, what="Moties blijven zo", why="Te kort", **kept)
    session.add_all([action, given])
    session.commit()

    page = visit.as_user(member).get("/")

    assert [form.action for form in page.forms if "/done" in form.action] == [f"/i/taal/agreements/{action.id}/done"]
    assert f'"/i/taal/agreements#agreement-{given.id}">Naar de afspraken<' in page.html


def test_what_needs_attention_says_of_which_change_it_is_and_leads_to_that_of_the_others(visit, make, change, office):
    other = make.initiative("Toegankelijk", code="toegankelijk", starts_on=change.starts_on)
    visitor = visit.as_user(make.user(Role.CHAIR))
    visitor.get("/i/taal")

    page = visitor.get("/")

    assert "Wat aandacht vraagt Duidelijke taal. Dat is de verandering die bovenaan is gekozen." in page.text
    assert f'"/i/{other.code}/attention">Toegankelijk</a>' in page.html


def test_who_is_in_the_kerngroep_of_several_changes_sees_all_of_them_the_most_urgent_first(
    visit, session, make, change, office
):
    other = make.initiative("Aandacht", starts_on=make.today - 500 * DAY)
    member = make.user(Role.CHAIR)
    make.signal(other, office, member, status=SignalStatus.ACKNOWLEDGED)
    late = make.signal(change, office, member, status=SignalStatus.ACKNOWLEDGED)
    late.due_on = make.today - DAY
    session.commit()

    page = visit.as_user(member).get("/")

    told = ["Aandacht", "Duidelijke taal", *["Signalen voor de kerngroep"] * 2, "Wat aandacht vraagt"]
    assert sorted(headings(page)) == told
    assert "Signalen voor de kerngroep Duidelijke taal te laat 1 signaal" in page.text
    assert page.text.index("te laat") < page.text.index(
        "Signalen voor de kerngroep Aandacht 1 signaal open in totaal"
    )
    assert page.html.count("utrecht-button--primary-action") == 1


def test_a_change_manager_of_several_changes_sees_who_waits_in_each(visit, make, change, ambassador, office):
    other = make.initiative("Aandacht", starts_on=make.today - 500 * DAY)
    for initiative, name in ((change, "Sanne de Graaf"), (other, "Tom Bakker")):
        make.ambassadorship(initiative, office, make.person(name, office), Status.CANDIDATE, since=make.today)

    page = visit.as_user(make.user(Role.CHANGE_MANAGER)).get("/")

    assert "Wie wil meedoen Duidelijke taal Sanne de Graaf" in page.text
    assert "Wie wil meedoen Aandacht Tom Bakker" in page.text
    assert headings(page).count("Waar een ambassadeur ontbreekt") == 1
    assert page.html.count("utrecht-button--primary-action") == 1


def test_coverage_is_told_in_one_sentence(visit, make, change, ambassador, office):
    make.department("Belastingen", staff=60)
    member = make.user(Role.CHAIR, initiative=change)

    assert "40% van de collega’s heeft een ambassadeur." in visit.as_user(member).get("/").text


def test_a_change_manager_sees_who_wants_to_join_then_gaps(visit, make, change, ambassador, office):
    manager = make.user(Role.CHANGE_MANAGER, initiative=change)
    for name, staff in (("Klein", 5), ("Groot", 90), ("Middel", 50), ("Tweede", 70.5)):
        department = make.department(name, staff=staff)
    sanne = make.person("Sanne de Graaf", department)
    make.ambassadorship(change, department, sanne, Status.CANDIDATE, since=make.today - DAY)

    page = visit.as_user(manager).get("/")

    assert headings(page) == [
        "Wie wil meedoen",
        "Waar een ambassadeur ontbreekt",
        "Signalen voor de kerngroep",
        "Duidelijke taal",
    ]
    assert "Sanne de Graaf Tweede · sinds 22 november 2026" in page.text
    assert "4 afdelingen hebben geen ambassadeur." in page.text
    assert "Groot 90 collega’s Tweede 71 collega’s Middel 50 collega’s" in page.text
    assert "Klein" not in page.text


def test_an_employee_reads_what_it_is_about_and_who_is_near(visit, make, change, ambassador, office):
    team = make.department("Team Balie", parent=office)
    colleague = make.user(person=make.person("Tom Bakker", team))

    page = visit.as_user(colleague).get("/")

    assert headings(page) == ["Duidelijke taal", "Doe mee"]
    assert "Iedereen begrijpt onze brieven." in page.text
    assert "Je ambassadeur is Fatima Yilmaz ." in page.text
    assert page.links["Ik wil meedoen"] == "/i/taal/join"
    assert page.links["Signaal geven"] == "/signals/new"


def test_who_signed_up_is_not_asked_again(visit, make, change, office):
    person = make.person(department=office)
    make.ambassadorship(change, office, person, Status.CANDIDATE, since=make.today)

    page = visit.as_user(make.user(person=person)).get("/")

    assert "Ik wil meedoen" not in page.links
    assert "De programmamanager neemt contact met je op." in page.text


def test_somebody_with_all_roles_sees_each_part_once(visit, make, change, office):
    person = make.person(department=office)
    make.ambassadorship(change, office, person)
    roles = (Role.ADMINISTRATOR, Role.CHANGE_MANAGER, Role.KERNGROEP, Role.CHAIR, Role.SECRETARY)

    page = visit.as_user(make.user(*roles, person=person)).get("/")

    assert headings(page) == [
        "Wat aandacht vraagt",
        "Signalen voor de kerngroep",
        "Wie wil meedoen",
        "Waar een ambassadeur ontbreekt",
        "Duidelijke taal",
        "Mijn agenda",
        "Mijn afdelingen",
        "Beheer",
    ]
    assert page.html.count("utrecht-button--primary-action") == 1


def test_an_empty_installation_tells_an_administrator_what_to_do_first(visit, make):
    page = visit.as_user(make.user(Role.ADMINISTRATOR)).get("/")

    assert headings(page) == ["Eerste stappen"]
    assert page.links["Importeren"] == "/import"
    assert page.html.count("utrecht-button--primary-action") == 1
    assert "klaar" not in page.text


def test_first_steps_tell_what_is_done_and_go_when_all_are(visit, session, make, office):
    administrator = make.user(Role.ADMINISTRATOR)

    half = visit.as_user(administrator).get("/")
    assert "De organisatie importeren klaar" in half.text
    assert "Importeren" not in half.links
    assert half.links["Starten"] == "/initiatives/new"
    make.initiative()
    make.user(Role.CHANGE_MANAGER)

    assert "Eerste stappen" not in visit.as_user(administrator).get("/").text


def test_an_empty_installation_tells_others_to_wait(visit, make):
    page = visit.as_user(make.user()).get("/")

    assert "Er is nog geen verandering" in page.text
    assert "Een verandering starten" not in page.links


def test_a_change_manager_without_a_change_starts_one(visit, make):
    page = visit.as_user(make.user(Role.CHANGE_MANAGER)).get("/")

    assert page.links["Een verandering starten"] == "/initiatives/new"


def test_the_start_page_asks_as_much_of_a_big_organisation_as_of_a_small_one(
    app, visit, make, change, ambassador, office
):
    person = make.person(department=office)
    make.ambassadorship(change, office, person)
    roles = (Role.ADMINISTRATOR, Role.CHANGE_MANAGER, Role.CHAIR)
    user = make.user(*roles, person=person)
    visitor = visit.as_user(user)

    def grow(amount):
        for _each in range(amount):
            department = make.department(parent=office)
            make.ambassadorship(change, department, person)
            make.activity(make.ambassadorship(change, department), department)
            make.signal(change, department, user, status=SignalStatus.RAISED)

    def asked():
        visitor.get("/")  # what the process remembers of the facts is brought up to date
        with app.app_context(), counted(db.session) as statements:
            visitor.get("/")
        return len(statements)

    grow(1)
    few = asked()
    grow(40)

    assert (few, asked()) == (48, 48)
