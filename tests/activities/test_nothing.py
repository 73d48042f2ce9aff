"""“Nothing to report”: in one tap, once a day, and taken back as easily."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from ambassadors.activities import nothing
from ambassadors.activities.models import NothingToReport
from ambassadors.network.models import AmbassadorshipStep
from ambassadors.network.rules import Status
from ambassadors.refusals import Refused
from ambassadors.security.actor import Actor
from ambassadors.security.models import AuditEntry
from ambassadors.security.policy import Role
from tests.conftest import NOW, TODAY

SAID = "/nothing-to-report"


@pytest.fixture
def world(make, visit):
    """Fatima, ambassador of Burgerzaken, who is signed in."""

    class World:
        initiative = make.initiative("Duidelijke taal", code="DT")
        here = make.department("Burgerzaken", code="BZ")
        person = make.person("Fatima el Idrissi", here)
        ambassadorship = make.ambassadorship(initiative, here, person)
        user = make.user(person=person)
        actor = Actor(user.id, user.name, user.email, person.id)
        fatima = visit.as_user(user)

    return World


def kept(session):
    session.rollback()
    session.expire_all()
    return [
        (each.ambassadorship_id, each.department_id, each.on, each.logged_by, each.undone_at is None)
        for each in session.scalars(select(NothingToReport).order_by(NothingToReport.id))
    ]


def trail(session):
    return list(session.scalars(select(AuditEntry.action).order_by(AuditEntry.id)))


def test_where_there_was_contact_this_week_it_is_not_offered_and_refused_with_the_reason(session, make, world):
    for days, offered in ((7, True), (6, False)):
        make.activity(world.ambassadorship, world.here, on=TODAY - timedelta(days=days))
        assert (SAID in world.fatima.get("/").html) is offered
    page = world.fatima.follow(world.fatima.send(world.fatima.get("/log"), SAID))

    assert "Hier was deze week nog contact, en dat telt al. Je hoeft verder niets te melden." in page.text
    assert kept(session) == []


@pytest.mark.parametrize("page", ["/", "/log"])
def test_one_tap_says_it_from_the_start_page_and_from_the_log(session, world, page):
    answer = world.fatima.send(world.fatima.get(page), SAID)

    assert kept(session) == [(world.ambassadorship.id, world.here.id, TODAY, world.user.id, True)]
    assert trail(session) == ["logged"]
    text = world.fatima.follow(answer).text
    assert (
        "zo weten we dat het rustig is, en dat jullie het niet vergeten zijn. "
        "Klopt het niet? Draai het in deze lijst terug." in text
    )
    assert "23 november 2026 · Duidelijke taal Niets te melden Burgerzaken" in text


def test_saying_it_twice_on_a_day_says_it_once(session, world):
    for _tap in range(2):
        world.fatima.send(world.fatima.get("/"), SAID)

    assert len(kept(session)) == 1
    assert trail(session) == ["logged"]


def test_it_is_undone_and_put_back_from_the_own_log(session, world):
    world.fatima.send(world.fatima.get("/"), SAID)

    world.fatima.send(world.fatima.get("/activities"), "/undo")
    undone = kept(session)
    page = world.fatima.get("/activities")
    world.fatima.send(page, "/put-back")

    assert (undone[0][-1], kept(session)[0][-1]) == (False, True)
    assert "Niets te melden ongedaan gemaakt" in page.text
    assert trail(session) == ["logged", "undone", "put_back"]


def test_saying_it_again_after_undoing_puts_it_back(session, make, world):
    make.nothing_to_report(world.ambassadorship, TODAY, world.user, undone_at=NOW)

    world.fatima.send(world.fatima.get("/"), SAID)

    assert [entry[-1] for entry in kept(session)] == [True]


def test_log_tells_activities_and_nothing_in_one_row_of_days(make, world):
    make.activity(world.ambassadorship, world.here, on=TODAY - timedelta(days=9))
    make.nothing_to_report(world.ambassadorship, TODAY - timedelta(days=5), world.user)
    make.activity(world.ambassadorship, world.here, on=TODAY - timedelta(days=2))

    text = world.fatima.get("/activities").text

    places = [text.index(day) for day in ("21 november", "18 november", "14 november")]
    assert places == sorted(places)


def test_long_log_comes_in_pages_of_both(make, world):
    for back in range(24):
        make.nothing_to_report(world.ambassadorship, TODAY - timedelta(days=back), world.user)
    make.activity(world.ambassadorship, world.here, on=TODAY)

    assert "1 tot en met 20 van 25" in world.fatima.get("/activities").text


def test_who_does_not_serve_the_department_cannot_say_it(session, make, visit, world):
    other = make.person("Tom Bakker", world.here)
    make.ambassadorship(world.initiative, make.department(), other)
    tom = visit.as_user(make.user(person=other))

    answer = tom.post(SAID, tom.get("/"), ambassadorship=str(world.ambassadorship.id))

    assert "Je bent nu geen ambassadeur van deze afdeling." in tom.follow(answer).text
    assert kept(session) == []


@pytest.mark.parametrize("sent", ["", "x", "99999999999"])
def test_what_is_no_ambassadorship_is_refused(session, world, sent):
    assert world.fatima.post(SAID, world.fatima.get("/"), ambassadorship=sent).status == 400
    assert kept(session) == []


def test_who_is_no_ambassador_has_no_button_and_no_way(make, visit, world):
    colleague = visit.as_user(make.user())

    assert colleague.post(SAID, colleague.get("/"), ambassadorship=str(world.ambassadorship.id)).status == 403


def test_entry_of_somebody_else_is_not_found_but_for_the_change_manager(session, make, visit, world):
    entry = make.nothing_to_report(world.ambassadorship, TODAY, world.user)
    other = make.person("Tom Bakker", world.here)
    make.ambassadorship(world.initiative, make.department(), other)
    tom, manager = visit.as_user(make.user(person=other)), visit.as_user(make.user(Role.CHANGE_MANAGER))

    answers = [who.post(f"{SAID}/{entry.id}/undo", who.get("/")).status for who in (tom, manager)]

    assert answers == [404, 302]
    assert kept(session)[0][-1] is False


@pytest.mark.parametrize(
    ("back", "code"), [(-1, "not_yours"), (0, None), (200, None), (201, "not_yours"), (401, "not_yours")]
)
def test_it_is_said_of_days_on_which_the_ambassador_served(session, world, back, code):
    day = TODAY - timedelta(days=back)

    def say():
        nothing.report_nothing(session, world.actor, world.ambassadorship.id, day, TODAY, NOW)

    if code is None:
        say()
        assert session.scalar(select(NothingToReport.on)) == day
    elif back < 0:
        with pytest.raises(Refused, match="day_in_future"):
            say()
    else:
        with pytest.raises(Refused, match=code):
            say()


def test_during_a_break_who_stands_in_says_it_and_without_a_stand_in_nobody(session, make, visit, world):
    stand_in = make.person("Tom Bakker", world.here)
    pause = AmbassadorshipStep(
        ambassadorship_id=world.ambassadorship.id,
        number=2,
        status=Status.PAUSED,
        on=TODAY - timedelta(days=3),
        until=TODAY + timedelta(days=30),
        stand_in_id=stand_in.id,
        recorded_at=NOW,
    )
    session.add(pause)
    session.commit()
    tom = visit.as_user(make.user(person=stand_in))

    tom.send(tom.get("/"), SAID)
    said = kept(session)
    session.merge(pause).stand_in_id = None
    session.commit()

    assert [entry[:3] for entry in said] == [(world.ambassadorship.id, world.here.id, TODAY)]
    assert [form for form in world.fatima.get("/").forms if form.action == SAID] == []
