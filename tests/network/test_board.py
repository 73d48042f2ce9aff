"""The coverage board: what it counts, shows and lets one do."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from ambassadors.network.board import board_of
from ambassadors.network.models import Ambassadorship, AmbassadorshipStep
from ambassadors.network.queries import ambassadorships
from ambassadors.network.rules import Source, Status
from ambassadors.organisation.models import Department, DepartmentVersion, Need
from ambassadors.security.policy import Role
from tests.statements import counted


@pytest.fixture
def town(make):
    """A town of three departments and an initiative."""

    class Town:
        initiative = make.initiative("Duidelijke taal", code="taal")
        top = make.department("Gemeente", staff=0, code="G")
        counter = make.department("Burgerzaken", top, 30, code="BZ")
        care = make.department("Wmo", top, 50, code="WMO")
        roads = make.department("Wegen", top, 20, code="WEG")

    return Town()


@pytest.fixture
def manager(make, visit):
    return visit.as_user(make.user(Role.CHANGE_MANAGER))


def board(session, make, town):
    return board_of(session, town.initiative.id, make.today, make.now)


def test_the_board_counts_who_is_served_and_puts_the_largest_gap_first(session, make, town):
    make.ambassadorship(town.initiative, town.counter)
    made = board(session, make, town)

    assert made.figures.share == pytest.approx(0.3)
    assert [row.department.code for row in made.gaps] == ["WMO", "WEG"]
    assert [row.department.code for row in made.rows] == ["G", "BZ", "WEG", "WMO"]


def test_the_parts_of_staff_in_fte_add_up_to_all_of_it(session, make, town, manager):
    make.need(make.department("Beheer", town.top, 7.3, code="BEH"), False, town.initiative)
    make.ambassadorship(town.initiative, make.department("Post", town.top, 12.4, code="POS"))

    assert sum(board(session, make, town).staff) == 120
    text = manager.get("/i/taal/board").text
    assert (
        "120 medewerkers: 13 met een ambassadeur die er zelf werkt, of in de afdeling waar zij onder vallen" in text
    )
    assert "100 zonder 7 waar er geen nodig is" in text


def test_more_than_a_thousand_gaps_are_written_with_a_mark(make, town, manager):
    for number in range(997):
        make.department(f"Team {number}", town.top, 5, code=f"T{number}")
    text = manager.get("/i/taal/board").text

    assert "1.000 afdelingen zitten nog zonder." in text
    assert "Alle 1.000 gaten" in text


def test_an_ambassador_is_shown_since_the_day_of_the_appointment(session, make, town, manager):
    signed_up, agreed = (make.today - timedelta(days=days) for days in (90, 30))
    made = make.ambassadorship(town.initiative, town.care, status=Status.CANDIDATE, since=signed_up)
    made.steps.append(AmbassadorshipStep(number=2, status=Status.ACTIVE, on=agreed, recorded_at=make.now))
    session.commit()

    [seat] = [seat for row in board(session, make, town).rows for seat in row.seats]
    assert (seat.began, seat.status) == (agreed, Status.ACTIVE)
    assert "sinds 24 oktober 2026" in manager.get("/i/taal/departments/WMO").text


def test_a_department_without_own_need_leans_on_the_one_above(session, make, town):
    make.need(town.top, True, town.initiative)
    make.need(town.roads, False, town.initiative)
    make.ambassadorship(town.initiative, town.top)
    rows = {row.department.code: row for row in board(session, make, town).rows}

    assert (rows["WEG"].needed, rows["WEG"].covered, rows["WEG"].leans_on) == (False, True, "Gemeente")
    assert (rows["WMO"].is_gap, rows["BZ"].is_gap) == (True, True)


def test_who_waits_comes_oldest_first_and_does_not_close_the_gap(session, make, town):
    early = make.ambassadorship(town.initiative, town.care, status=Status.ASKED, since=make.today - timedelta(days=9))
    late = make.ambassadorship(town.initiative, town.care, status=Status.CANDIDATE, since=make.today)
    made = board(session, make, town)

    assert [seat.id for seat in made.waiting] == [early.id, late.id]
    assert "WMO" in {row.department.code for row in made.gaps}


def test_an_ambassador_who_works_elsewhere_is_counted_apart(session, make, town):
    make.ambassadorship(town.initiative, town.care, make.person(department=town.roads))

    figures = board(session, make, town).figures
    assert (figures.own, figures.elsewhere, figures.gap) == (0, 50, 50)


def test_ambassadors_of_a_department_that_is_gone_are_not_lost(session, make, town):
    seat = make.ambassadorship(town.initiative, town.roads)
    version = session.scalars(select(DepartmentVersion).where(DepartmentVersion.name == "Wegen")).one()
    version.valid_until = make.today
    session.commit()

    left = board(session, make, town).left_behind
    assert [(each.id, each.department_name) for each in left] == [(seat.id, "Wegen")]


@pytest.mark.parametrize("departments", [1, 300])
def test_the_board_asks_the_same_number_of_questions_whatever_its_size(session, make, departments):
    initiative = make.initiative()
    made = [Department(code=f"T{number}") for number in range(departments)]
    session.add_all(made)
    session.flush()
    session.add_all(DepartmentVersion(department_id=each.id, name=f"Team {each.code}") for each in made)
    make.ambassadorship(initiative, made[0])
    session.commit()

    with counted(session) as statements:
        board_of(session, initiative.id, make.today, make.now)
    assert len(statements) == 8


def test_the_page_says_coverage_in_words(make, manager, town):
    make.ambassadorship(town.initiative, town.counter)
    page = manager.get("/i/taal/board")

    assert "30% van de medewerkers heeft een ambassadeur. 2 afdelingen zitten nog zonder." in page.text


def test_searching_finds_a_department_by_its_name_and_by_its_ambassador(make, manager, town):
    make.ambassadorship(town.initiative, town.counter, make.person("Fatima Yilmaz"))

    def ids(address):
        return [each for each in manager.get(address).ids if each.startswith("tree-d-")]

    assert ids("/i/taal/board?q=weg") == ["tree-d-WEG"]
    assert ids("/i/taal/board?q=yilmaz") == ["tree-d-BZ"]
    assert ids("/i/taal/board?show=gaps") == ["tree-d-WMO", "tree-d-WEG"]
    assert ids("/i/taal/board?q=niemand") == []


def opened(visitor, action, of, place="tree"):
    return visitor.get(f"/i/taal/board?do={action}&of={of}&at={place}")


def only(session):
    session.rollback()  # see what pages wrote meanwhile
    session.expire_all()
    return session.scalars(select(Ambassadorship)).one()


def test_appointing_somebody_from_the_list_of_the_department(session, make, manager, town):
    person = make.person("Fatima Yilmaz", town.care)
    page = opened(manager, "invite", "d-WMO", "gaps")
    answer = manager.send(page, "who", person=str(person.id), source="own_wish")

    assert (answer.status, answer.location) == (302, f"/i/taal/board#tree-a-{only(session).id}")
    assert "Fatima Yilmaz is nu ambassadeur." in manager.follow(answer).text
    assert (only(session).person_id, only(session).source) == (person.id, Source.OWN_WISH)


def test_nobody_is_offered_to_take_their_own_place(make, manager, town):
    seat = make.ambassadorship(town.initiative, town.care, make.person("Fatima Yilmaz", town.care))
    colleague = make.person("Bram Vos", town.care)
    page = opened(manager, "pause", f"a-{seat.id}")

    again = manager.send(page, "who", person=str(seat.person_id), until="", on="")

    assert page.form("who").choices["person"] == [str(colleague.id)]
    assert again.form("who").choices["person"] == [str(colleague.id)]


def test_words_that_mean_several_colleagues_offer_them_to_pick_from(session, make, manager, town):
    people = [make.person(f"Jan de {name}", town.roads) for name in ("Boer", "Wit")]
    page = opened(manager, "invite", "d-WMO")
    answer = manager.send(page, "who", who="jan de", status="asked")

    assert answer.status == 422
    assert answer.form("who").choices["person"] == [str(person.id) for person in people]
    assert answer.form("who").fields["who"] == ["jan de"]
    manager.send(answer, "who", person=str(people[1].id))
    assert [row.steps[0].status for row in ambassadorships(session)] == [Status.ASKED]
    assert only(session).person_id == people[1].id


def test_words_that_mean_nobody_are_told(make, manager, town):
    answer = manager.send(opened(manager, "invite", "d-WMO"), "who", who="Zebedeus")

    assert answer.status == 422
    assert "Niemand gevonden." in answer.text


def test_pausing_with_a_stand_in_keeps_the_department_served(session, make, manager, town):
    seat = make.ambassadorship(town.initiative, town.care)
    stand_in = make.person("Bram Vos", town.care)
    until = make.today + timedelta(days=20)
    page = opened(manager, "pause", f"a-{seat.id}")
    manager.send(page, "until", until=until.isoformat(), person=str(stand_in.id))

    step = ambassadorships(session)[0].steps[-1]
    assert (step.status, step.until, step.stand_in_id) == (Status.PAUSED, until, stand_in.id)
    assert "Bram Vos vervangt" in manager.get("/i/taal/board").text


def test_a_pause_that_is_too_long_is_told_beside_its_field_and_keeps_what_was_filled_in(make, manager, town):
    seat = make.ambassadorship(town.initiative, town.care)
    until = (make.today + timedelta(days=85)).isoformat()
    answer = manager.send(opened(manager, "pause", f"a-{seat.id}"), "until", until=until)

    assert answer.status == 422
    assert "Een pauze duurt hoogstens 12 weken." in answer.text
    assert answer.form("until").fields["until"] == [until]


def test_stopping_and_undoing_it(session, make, manager, town):
    seat = make.ambassadorship(town.initiative, town.care)
    manager.send(opened(manager, "end", f"a-{seat.id}"), "on")
    page = manager.get("/i/taal/board?q=wmo")
    assert "gestopt" in page.text
    answer = manager.send(page, f"/board/{seat.id}/undo")

    assert "teruggedraaid" in manager.follow(answer).text
    assert [step.status for step in ambassadorships(session)[0].steps] == [Status.ACTIVE]


def test_a_candidate_is_asked_then_appointed(session, make, manager, town):
    seat = make.ambassadorship(town.initiative, town.care, status=Status.CANDIDATE)
    manager.send(manager.get("/i/taal/board"), f"/board/{seat.id}/ask")
    manager.send(opened(manager, "appoint", f"a-{seat.id}", "waiting"), "on")

    steps = [step.status for step in ambassadorships(session)[0].steps]
    assert steps == [Status.CANDIDATE, Status.ASKED, Status.ACTIVE]


def test_a_candidate_who_is_declined_leaves_no_trace_but_the_trail(session, make, manager, town):
    seat = make.ambassadorship(town.initiative, town.care, status=Status.CANDIDATE)
    manager.send(manager.get("/i/taal/board?q=wmo"), f"/board/{seat.id}/decline")

    assert ambassadorships(session) == []


def test_two_managers_at_once_and_the_second_is_told(session, make, manager, town):
    seat = make.ambassadorship(town.initiative, town.care)
    first, second = (opened(manager, "end", f"a-{seat.id}") for _ in range(2))
    manager.send(first, "on")
    answer = manager.send(second, "on")

    assert answer.status == 409
    assert "Iemand anders heeft dit veranderd" in answer.text
    assert [step.status for step in ambassadorships(session)[0].steps] == [Status.ACTIVE, Status.ENDED]


def test_pressing_save_twice_appoints_once(session, make, manager, town):
    person = make.person("Fatima Yilmaz", town.care)
    page = opened(manager, "invite", "d-WMO")
    answers = [manager.send(page, "who", person=str(person.id)) for _ in range(2)]

    assert [answer.location for answer in answers] == [f"/i/taal/board#tree-a-{only(session).id}"] * 2


def test_saying_that_a_department_needs_none_closes_its_gap(session, make, manager, town):
    answer = manager.send(opened(manager, "need", "d-WEG"), "needed")

    assert answer.status == 302
    need = session.scalars(select(Need)).one()
    assert (need.needed, need.valid_from, need.initiative_id) == (False, make.today, town.initiative.id)


def test_a_new_ambassador_who_cannot_sign_in_gets_a_link(session, make, manager, town):
    seat = make.ambassadorship(town.initiative, town.care, make.person("Noor Bakker", email="noor@example.nl"))
    page = manager.get("/i/taal/board")
    answer = manager.send(page, f"/board/{seat.id}/link")

    assert answer.status == 201
    assert "/invitation/" in answer.html


def test_who_runs_another_change_does_nothing_here(make, visit, town):
    other = make.initiative("Digitaal", code="digi")
    seat = make.ambassadorship(town.initiative, town.care)
    stranger = visit.as_user(make.user(Role.CHANGE_MANAGER, initiative=other))
    page = stranger.get("/i/digi/board")

    assert stranger.get("/i/taal/board", 403).status == 403
    assert stranger.post(f"/i/taal/board/{seat.id}/end", page).status == 403
    assert stranger.post(f"/i/digi/board/{seat.id}/end", page).status == 404
    assert "board__form" not in stranger.get(f"/i/digi/board?do=end&of=a-{seat.id}&at=tree").html


def test_an_address_of_nonsense_opens_no_form(manager, town):
    for nonsense in (
        "do=end&of=a-9&at=tree",
        "do=fly&of=d-BZ&at=tree",
        "do=end&of=d-BZ&at=tree",
        "do=invite&of=d-X&at=tree",
    ):
        assert "board__form" not in manager.get(f"/i/taal/board?{nonsense}").html
