"""The calendar as ambassadors use it: plan, come along, change, cancel, and log what took place."""

from datetime import time, timedelta

import pytest
from sqlalchemy import select

from ambassadors.activities.models import Activity
from ambassadors.activities.rules import ReachEntry
from ambassadors.activities.service import entry_of
from ambassadors.planning.models import Plan, PlanPart
from ambassadors.planning.rules import PlanStatus
from ambassadors.security.policy import Role
from tests.conftest import TODAY

IN_A_WEEK = TODAY + timedelta(weeks=1)


@pytest.fixture
def world(make, visit):
    """Fatima, ambassador of Burgerzaken, and Bram of Belastingen; both signed in."""

    class World:
        initiative = make.initiative("Duidelijke taal", code="DT")
        top = make.department("Publiek", code="PUB")
        here = make.department("Burgerzaken", parent=top, code="BZ")
        there = make.department("Belastingen", code="BEL")
        seat = make.ambassadorship(initiative, here, make.person("Fatima el Idrissi", here))
        other_seat = make.ambassadorship(initiative, there, make.person("Bram Vos", there))
        fatima = visit.as_user(make.user(person=seat.person))
        bram = visit.as_user(make.user(person=other_seat.person))
        manager = visit.as_user(make.user(Role.CHANGE_MANAGER))
        colleague = visit.as_user(make.user())

    return World


def plan_with(world, visitor=None, **values):
    visitor = visitor or world.fatima
    given = {"title": "Brieven voor en na", "on": IN_A_WEEK.isoformat(), **values}
    return visitor.send(visitor.get("/i/DT/calendar/new"), "leading", **given)


def plans(session):
    session.rollback()
    session.expire_all()
    return session.scalars(select(Plan).order_by(Plan.id)).all()


def takers(session):
    session.rollback()
    return session.execute(select(PlanPart.ambassadorship_id, PlanPart.leads).order_by(PlanPart.leads.desc())).all()


def made(make, world, on=IN_A_WEEK, seat=None, departments=(), **values):
    seat = seat or world.seat
    plan = Plan(
        initiative_id=world.initiative.id,
        kind_id=make.kind("workshop").id,
        on=on,
        title=values.pop("title", "Brieven voor en na"),
        changed_at=make.now,
        **values,
    )
    plan.parts.append(PlanPart(ambassadorship_id=seat.id, initiative_id=world.initiative.id, leads=True))
    make.session.add(plan)
    make.session.flush()
    for department in departments:
        make.session.execute(
            Plan.metadata.tables["plan_department"].insert().values(plan_id=plan.id, department_id=department.id)
        )
    make.session.commit()
    return plan


def test_an_empty_calendar_says_what_it_is_for(world):
    assert "In deze weken is niets gepland" in world.colleague.get("/i/DT/calendar").text
    assert "Iets plannen" not in world.colleague.get("/i/DT/calendar").links
    assert world.fatima.get("/i/DT/calendar").links["Iets plannen"] == "/i/DT/calendar/new"


def test_an_ambassador_plans_with_a_day_and_a_name(session, make, world):
    answer = plan_with(world, at="10:30", place="De kantine")

    (planned,) = plans(session)
    assert (planned.title, planned.on, planned.at, planned.place, planned.status) == (
        "Brieven voor en na",
        IN_A_WEEK,
        time(10, 30),
        "De kantine",
        PlanStatus.PLANNED,
    )
    assert planned.leading == (world.seat.id,)
    assert [each.department_id for each in planned.departments] == [world.here.id]
    assert "maandag 30 november 2026, 10:30" in world.fatima.follow(answer).text


def test_a_plan_is_no_activity_that_a_measure_could_see(session, world):
    plan_with(world)
    assert session.scalars(select(Activity)).all() == []


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"on": (TODAY - timedelta(days=1)).isoformat()}, "Deze dag is voorbij."),
        ({"on": "2036-01-01"}, "Dit is meer dan twee jaar vooruit."),
        ({"on": ""}, "Vul de dag in."),
        ({"leading": []}, "Kies wie het doet."),
        ({"at": "half elf"}, "Ongeldige waarde voor tijd."),
    ],
)
def test_what_cannot_be_planned_is_told_beside_its_field(session, world, values, sentence):
    answer = plan_with(world, **values)

    assert (answer.status, plans(session)) == (422, [])
    assert sentence in answer.text
    assert answer.form("leading").fields["title"] == ["Brieven voor en na"]


def test_a_day_that_has_passed_changes_nothing_of_what_there_is_to_choose_from(session, make, world):
    world.other_seat.valid_from = TODAY - timedelta(days=1)
    make.kind("demo").retired_on = TODAY
    session.commit()
    offered = world.fatima.get("/i/DT/calendar/new").form("leading").choices

    for day in ((TODAY - timedelta(days=2)).isoformat(), ""):
        answer = plan_with(world, on=day)
        assert answer.status == 422
        assert {name: sorted(answer.form("leading").choices[name]) for name in ("kind", "leading")} == {
            name: sorted(offered[name]) for name in ("kind", "leading")
        }


def test_one_plans_only_what_one_does_oneself_and_a_change_manager_for_anybody(session, world):
    assert "Noem jezelf ook." in plan_with(world, leading=[str(world.other_seat.id)]).text
    plan_with(world, world.manager, leading=[str(world.other_seat.id)])

    assert [each.leading for each in plans(session)] == [(world.other_seat.id,)]


def test_a_department_is_looked_up_by_name_and_nothing_typed_is_lost(session, world):
    answer = plan_with(world, department_name="belasting", step="search")
    fields = answer.form("leading").fields

    assert plans(session) == []
    assert sorted(fields["departments"]) == sorted([str(world.here.id), str(world.there.id)])
    assert fields["title"] == ["Brieven voor en na"]
    nothing = plan_with(world, department_name="zeevaart", step="search")
    assert "We vinden niets voor “zeevaart”" in nothing.text
    assert (nothing.status, "Dit is nog niet opgeslagen." in nothing.text) == (200, False)


def test_enter_looks_up_a_name_that_is_typed_and_saves_where_none_is(session, world):
    page = plan_with(world, leading_name="bram", step="enter")
    ticked = sorted(page.form("leading").fields["leading"])

    assert (page.status, ticked, plans(session)) == (200, sorted(map(str, (world.seat.id, world.other_seat.id))), [])
    assert world.fatima.send(page, "leading", step="enter").status == 302
    assert [each.leading for each in plans(session)] == [(world.seat.id, world.other_seat.id)]


def test_a_name_of_several_is_settled_once_one_of_them_is_ticked(session, make, world):
    make.ambassadorship(world.initiative, world.there, make.person("Bram Bakker", world.there))
    page = plan_with(world, leading_name="bram", step="enter")
    assert "Er is meer dan één “bram”. Kies uit de lijst." in page.text

    leading = [str(world.seat.id), str(world.other_seat.id)]
    assert world.fatima.send(page, "leading", leading=leading, step="save").status == 302


def test_another_ambassador_comes_along_with_one_press_and_not_after_all_with_another(session, make, world):
    made(make, world)
    page = world.bram.get("/i/DT/calendar")
    world.bram.send(page, "/come")

    assert takers(session) == [(world.seat.id, True), (world.other_seat.id, False)]
    page = world.bram.get("/i/DT/calendar")
    assert "gaat mee: Bram Vos" in page.text
    world.bram.send(page, "/stay")
    assert takers(session) == [(world.seat.id, True)]


def test_pressing_twice_comes_along_once(session, make, world):
    plan = made(make, world)
    page = world.bram.get("/i/DT/calendar")
    world.bram.send(page, "/come")
    world.bram.post(f"/i/DT/calendar/{plan.id}/come", page)

    assert takers(session) == [(world.seat.id, True), (world.other_seat.id, False)]


def test_who_does_it_is_not_asked_to_come_along_nor_who_is_no_ambassador(make, world):
    plan = made(make, world)

    assert [form.action for form in world.fatima.get("/i/DT/calendar").forms if "/come" in form.action] == []
    assert [form.action for form in world.manager.get("/i/DT/calendar").forms if "/come" in form.action] == []
    answer = world.manager.post(f"/i/DT/calendar/{plan.id}/come", world.manager.get("/i/DT/calendar"))
    assert "Alleen wie op die dag ambassadeur is, kan mee." in world.manager.follow(answer).text


def test_it_is_cancelled_with_a_word_and_put_back(session, make, world):
    plan = made(make, world)
    address = f"/i/DT/calendar/{plan.id}"
    answer = world.fatima.send(world.fatima.get(address), "why", why="De zaal is dubbel geboekt")

    page = world.fatima.follow(answer)
    assert "Dit gaat niet door. De zaal is dubbel geboekt" in page.text
    assert "De zaal is dubbel geboekt" in world.colleague.get("/i/DT/calendar").text
    world.fatima.send(page, "/put-back")
    assert [(each.status, each.why) for each in plans(session)] == [(PlanStatus.PLANNED, None)]


def test_nobody_changes_or_cancels_what_others_do(make, world):
    plan = made(make, world)
    page = world.bram.get(f"/i/DT/calendar/{plan.id}")

    assert "Wijzigen" not in page.links
    world.bram.get(f"/i/DT/calendar/{plan.id}/edit", status=403)
    assert world.bram.post(f"/i/DT/calendar/{plan.id}/cancel", page).status == 403


def test_it_is_changed_and_who_comes_along_stays(session, make, world):
    plan = made(make, world)
    world.bram.send(world.bram.get("/i/DT/calendar"), "/come")
    page = world.fatima.get(f"/i/DT/calendar/{plan.id}/edit")
    world.fatima.send(page, "leading", place="Zaal 2")

    assert [each.place for each in plans(session)] == ["Zaal 2"]
    assert takers(session) == [(world.seat.id, True), (world.other_seat.id, False)]


def test_who_changes_an_older_version_is_told_and_loses_nothing(session, make, world):
    plan = made(make, world)
    page = world.fatima.get(f"/i/DT/calendar/{plan.id}/edit")
    world.manager.send(world.manager.get(f"/i/DT/calendar/{plan.id}/edit"), "leading", place="Zaal 1")
    answer = world.fatima.send(page, "leading", place="Zaal 2")

    assert answer.status == 409
    assert answer.form("leading").fields["place"] == ["Zaal 2"]
    assert [each.place for each in plans(session)] == ["Zaal 1"]


def test_after_its_day_the_log_opens_filled_in_and_the_plan_is_done(session, make, world):
    plan = made(make, world, on=TODAY - timedelta(days=2), departments=[world.there])
    make.session.add(
        PlanPart(
            plan_id=plan.id, ambassadorship_id=world.other_seat.id, initiative_id=plan.initiative_id, leads=False
        )
    )
    make.session.commit()
    page = world.fatima.get("/")
    assert "Ging het door?" in page.text
    page = world.fatima.get(page.links["Log het"])
    fields = page.form("kind").fields
    assert (fields["on"], fields["title"], fields["companions"]) == (
        [plan.on.isoformat()],
        ["Brieven voor en na"],
        [str(world.other_seat.id)],
    )
    world.fatima.send(page, "kind", **{"reaches-0-number": "6-15"})

    (planned,) = plans(session)
    entry = entry_of(session.scalars(select(Activity)).one())
    assert (planned.status, planned.activity_id is not None) == (PlanStatus.DONE, True)
    assert (entry.on, entry.kind_id, entry.reaches) == (plan.on, plan.kind_id, (ReachEntry(world.there.id, 6, 15),))
    assert sorted(entry.ambassadorship_ids) == sorted([world.seat.id, world.other_seat.id])
    assert "Ging het door?" not in world.fatima.get("/").text


def test_a_plan_is_logged_once_and_not_by_others_nor_before_its_day(session, make, world):
    plan = made(make, world, on=TODAY)
    page, again = world.fatima.get(f"/log?plan={plan.id}"), world.manager.get(f"/log?plan={plan.id}")
    world.bram.get(f"/log?plan={plan.id}", status=404)
    world.fatima.get(f"/log?plan={made(make, world).id}", status=404)
    world.fatima.get("/log?plan=nonsense", status=404)
    world.fatima.send(page, "kind", **{"reaches-0-department": str(world.here.id), "reaches-0-number": "2-5"})
    answer = world.manager.send(
        again, "kind", **{"reaches-0-department": str(world.here.id), "reaches-0-number": "2-5"}
    )

    (activity,) = session.scalars(select(Activity)).all()
    assert (answer.status, answer.location) == (302, f"/activities/{activity.id}")
    assert "Dit is al gelogd. Hier staat het; je kunt het aanpassen." in world.manager.follow(answer).text
    world.bram.get(f"/log?plan={plan.id}", status=404)


def test_who_goes_back_to_log_a_plan_that_was_logged_is_brought_to_the_entry(world, logged):
    assert world.fatima.get("/log?plan=1", status=302).location == logged


@pytest.fixture
def logged(session, make, world):
    """A plan of two days ago, logged as an entry."""
    plan = made(make, world, on=TODAY - timedelta(days=2), departments=[world.there])
    world.fatima.send(world.fatima.get(f"/log?plan={plan.id}"), "kind", **{"reaches-0-number": "6-15"})
    return f"/activities/{session.scalars(select(Activity.id)).one()}"


@pytest.mark.parametrize(("at", "asks"), [(time(9, 59), True), (time(10, 1), False), (None, False)])
def test_what_began_earlier_today_can_be_logged_from_the_start_page(make, world, at, asks):
    made(make, world, on=TODAY, at=at)  # it is ten o'clock in Amsterdam

    page = world.fatima.get("/")

    assert ("Ging het door?" in page.text, "Log het" in page.links) == (asks, asks)


def test_where_its_entry_is_undone_a_plan_waits_to_be_logged_and_is_done_again_once_that_is_put_back(
    session, world, logged
):
    world.fatima.send(world.fatima.get(logged), "/undo")
    (planned,) = plans(session)
    assert (planned.status, planned.activity_id) == (PlanStatus.PLANNED, None)
    assert "Ging het door?" in world.fatima.get("/").text

    world.fatima.send(world.fatima.get(logged), "/put-back")
    (planned,) = plans(session)
    assert (planned.status, logged) == (PlanStatus.DONE, f"/activities/{planned.activity_id}")
    assert "Ging het door?" not in world.fatima.get("/").text


def test_an_entry_that_is_put_back_leaves_a_plan_alone_that_was_logged_or_cancelled_meanwhile(session, world, logged):
    world.fatima.send(world.fatima.get(logged), "/undo")
    (planned,) = plans(session)
    world.fatima.send(world.fatima.get(f"/log?plan={planned.id}"), "kind", **{"reaches-0-number": "2-5"})
    world.fatima.send(world.fatima.get(logged), "/put-back")
    (planned,) = plans(session)
    again = f"/activities/{planned.activity_id}"
    assert again != logged

    world.fatima.send(world.fatima.get(again), "/undo")
    world.fatima.send(world.fatima.get(f"/i/DT/calendar/{planned.id}"), "why", why="Toch niet")
    world.fatima.send(world.fatima.get(again), "/put-back")
    assert [each.status for each in plans(session)] == [PlanStatus.CANCELLED]


def test_the_calendar_shows_a_month_a_branch_and_where_one_takes_part(make, world):
    made(make, world, title="Nu", departments=[world.here])
    made(make, world, title="Straks", on=TODAY + timedelta(days=70), seat=world.other_seat, departments=[world.there])

    def named(address):
        links = world.fatima.get(address).links
        return [name for name in ("Nu", "Straks") if name in links]

    assert named("/i/DT/calendar") == ["Nu"]
    assert named("/i/DT/calendar?month=2027-02") == ["Straks"]
    assert named("/i/DT/calendar?month=2027-02&department=mine") == []
    assert named("/i/DT/calendar?department=PUB") == ["Nu"]
    assert named("/i/DT/calendar?department=BEL") == []
    assert named("/i/DT/calendar?month=2026-99&page=7") == ["Nu"]


def test_months_go_back_and_on(world):
    links = world.colleague.get("/i/DT/calendar?month=2027-01").links
    assert [url for url in links.values() if "month=" in url] == [
        "/i/DT/calendar?month=2026-12",
        "/i/DT/calendar?month=2027-02",
    ]


def test_the_start_page_tells_what_is_coming(make, world):
    made(make, world)
    text = world.fatima.get("/").text

    assert "Mijn agenda Brieven voor en na maandag 30 november · iedereen" in text
    assert "Er staat niets in je agenda." in world.bram.get("/").text


def test_what_people_write_is_shown_as_text(make, world):
    made(make, world, title="<script>alert(1)</script>", place="<b>hier</b>")
    html = world.fatima.get("/i/DT/calendar").html
    assert "<script>alert" not in html
    assert "&lt;b&gt;hier" in html
