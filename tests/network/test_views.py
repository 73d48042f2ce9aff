"""Joining, and finding one's ambassador."""

from datetime import timedelta

import pytest

from ambassadors.network.models import AmbassadorshipStep
from ambassadors.network.queries import ambassadorships
from ambassadors.network.rules import Source, Status
from ambassadors.organisation.queries import department_by_code
from ambassadors.security.policy import Role


@pytest.fixture
def initiative(make):
    return make.initiative("Duidelijke taal", code="taal", vision="Iedereen begrijpt ons.")


@pytest.fixture
def care(make):
    return make.department("Wmo", make.department("Zorg", code="ZORG"), code="WMO")


@pytest.fixture
def fatima(make, visit, care):
    """A colleague of Wmo, signed in."""
    return visit.as_user(make.user(person=make.person("Fatima Yilmaz", care)))


def statuses(session):
    session.rollback()  # see what pages wrote meanwhile
    session.expire_all()
    return [[step.status for step in row.steps] for row in ambassadorships(session)]


def test_who_wants_to_join_becomes_a_candidate_for_the_own_department(session, fatima, initiative, care):
    page = fatima.get("/i/taal/join")
    assert "Je meldt je aan voor Wmo." in page.text
    answer = fatima.send(page, "answer")

    assert "De programmamanager neemt contact met je op." in fatima.follow(answer).text
    row = ambassadorships(session)[0]
    assert (row.department_id, row.source, statuses(session)) == (care.id, Source.OWN_WISH, [[Status.CANDIDATE]])


def test_who_signed_up_can_withdraw_and_is_erased(session, fatima, initiative):
    answer = fatima.send(fatima.get("/i/taal/join"), "answer")
    fatima.send(fatima.follow(answer), "answer")

    assert statuses(session) == []


def test_who_was_asked_says_yes(session, make, visit, initiative, care):
    person = make.person("Bram Vos", care)
    make.ambassadorship(initiative, care, person, status=Status.ASKED)
    bram = visit.as_user(make.user(person=person))
    page = bram.get("/i/taal/join")
    accept = next(form for form in page.forms if form.fields.get("answer") == ["accept"])
    bram.client.post(accept.action, data={name: values[0] for name, values in accept.fields.items()})

    assert statuses(session) == [[Status.ASKED, Status.ACTIVE]]


def test_a_candidate_cannot_appoint_themselves(session, make, visit, initiative, care):
    person = make.person("Bram Vos", care)
    seat = make.ambassadorship(initiative, care, person, status=Status.CANDIDATE)
    bram = visit.as_user(make.user(person=person))
    answer = bram.post("/i/taal/join", bram.get("/i/taal/join"), answer="accept", ambassadorship=seat.id, version=1)

    assert answer.status == 409
    assert statuses(session) == [[Status.CANDIDATE]]


def test_nobody_withdraws_for_another(session, make, fatima, initiative, care):
    seat = make.ambassadorship(initiative, care, status=Status.CANDIDATE)
    answer = fatima.post(
        "/i/taal/join", fatima.get("/i/taal/join"), answer="withdraw", ambassadorship=seat.id, version=1
    )

    assert answer.status == 409
    assert statuses(session) == [[Status.CANDIDATE]]


def test_an_ambassador_does_not_leave_by_this_page(session, make, visit, initiative, care):
    person = make.person("Bram Vos", care)
    seat = make.ambassadorship(initiative, care, person)
    bram = visit.as_user(make.user(person=person))
    answer = bram.post("/i/taal/join", bram.get("/i/taal/join"), answer="withdraw", ambassadorship=seat.id, version=1)

    assert answer.status == 409
    assert statuses(session) == [[Status.ACTIVE]]


def test_who_is_not_in_the_staff_file_is_told_what_to_do(make, visit, initiative):
    page = visit.as_user(make.user()).get("/i/taal/join")

    assert "Je account is nog niet gekoppeld aan het personeelsbestand." in page.text
    assert not [form for form in page.forms if "answer" in form.fields]


def test_a_completed_change_takes_nobody_any_more(session, make, fatima, care):
    make.initiative(code="oud", ends_on=make.today - timedelta(days=1))
    page = fatima.get("/i/oud/join")

    assert "Meedoen kan niet meer." in page.text
    assert fatima.post("/i/oud/join", page, answer="join").status == 409


def test_my_own_department_comes_first(make, fatima, initiative, care):
    make.ambassadorship(initiative, care, make.person("Bram Vos", care, email="bram@example.nl"))
    page = fatima.get("/ambassadors")

    assert "Jouw afdeling: Wmo Bram Vos bram@example.nl" in page.text
    assert page.links["bram@example.nl"] == "mailto:bram@example.nl"


def test_a_department_without_one_leans_on_the_nearest_above(session, make, fatima, initiative, care):
    top = make.department("Gemeente")
    make.ambassadorship(initiative, top, make.person("Ver Weg"))
    page = fatima.get("/ambassadors")
    assert "Jouw afdeling: Wmo Nog niemand." in page.text

    make.ambassadorship(initiative, department_by_code(session, "ZORG"), make.person("Els Smit"))
    text = fatima.get("/ambassadors").text
    assert "Je eigen afdeling heeft er nog geen. Dit is de dichtstbijzijnde: Zorg. Iets voor jou? Els Smit" in text


def test_a_stand_in_is_shown_instead_of_who_is_on_a_break(session, make, fatima, initiative, care):
    seat = make.ambassadorship(initiative, care, make.person("Bram Vos", care))
    session.add(
        AmbassadorshipStep(
            ambassadorship_id=seat.id,
            number=2,
            status=Status.PAUSED,
            on=make.today,
            until=make.today + timedelta(days=9),
            stand_in_id=make.person("Els Smit", care).id,
            recorded_at=make.now,
        )
    )
    session.commit()

    assert "Jouw afdeling: Wmo Els Smit vervangt Bram Vos" in fatima.get("/ambassadors").text


def test_candidates_are_not_shown_to_colleagues(make, fatima, initiative, care):
    make.ambassadorship(initiative, care, make.person("Stille Wens", care), status=Status.CANDIDATE)

    assert "Stille Wens" not in fatima.get("/ambassadors").text


def test_searching_finds_departments_and_colleagues(make, fatima, initiative, care):
    road = make.department("Wegen", code="WEG")
    make.ambassadorship(initiative, road, make.person("Bram Vos", road))
    by_department = fatima.get("/ambassadors?q=wegen").text
    by_name = fatima.get("/ambassadors?q=vos").text

    assert "Afdelingen Afdeling Ambassadeur Hulp vragen Wegen Bram Vos" in by_department
    assert "Collega's Collega Afdeling Ambassadeur Hulp vragen Bram Vos Wegen Bram Vos" in by_name
    assert "Niets gevonden" in fatima.get("/ambassadors?q=zzz").text


def test_a_long_list_has_pages(make, fatima, initiative):
    for _ in range(51):
        make.department()

    assert "1 tot en met 20 van 53" in fatima.get("/ambassadors").text


def test_without_a_running_change_there_is_nobody_to_find(make, fatima):
    assert "Er loopt geen verandering" in fatima.get("/ambassadors").text


def test_of_several_changes_each_is_named(make, fatima, initiative, care):
    other = make.initiative("Digitaal", code="digi")
    make.ambassadorship(initiative, care, make.person("Bram Vos", care))
    make.ambassadorship(other, care, make.person("Els Smit", care))
    text = fatima.get("/ambassadors").text

    assert "Duidelijke taal Bram Vos" in text
    assert "Digitaal Els Smit" in text


def test_only_change_managers_see_the_board(make, visit, fatima, initiative):
    fatima.get("/i/taal/board", 403)
    visit.as_user(make.user(Role.KERNGROEP, initiative=initiative)).get("/i/taal/board", 403)
    visit.as_user(make.user(Role.CHANGE_MANAGER, initiative=initiative)).get("/i/taal/board")
