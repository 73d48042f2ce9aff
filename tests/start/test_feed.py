"""The private calendar, read back as calendars read it."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar
from sqlalchemy import insert, select

from ambassadors.activities.outcome_models import Rhythm, Series, SeriesEntry, SeriesMember
from ambassadors.db import db
from ambassadors.meetings.models import Meeting
from ambassadors.planning.models import Plan, PlanPart
from ambassadors.planning.rules import PlanStatus
from ambassadors.security.models import AuditEntry
from ambassadors.security.policy import Role
from ambassadors.start.feed import Event, Whose, calendar_of
from ambassadors.start.models import CalendarFeed
from tests.conftest import NOW, TODAY
from tests.statements import counted

AMSTERDAM = ZoneInfo("Europe/Amsterdam")


@pytest.fixture
def world(make, visit):
    """Fatima, ambassador, with a page of her own."""

    class World:
        initiative = make.initiative("Duidelijke taal", code="DT")
        here = make.department("Burgerzaken", code="BZ")
        seat = make.ambassadorship(initiative, here, make.person("Fatima el Idrissi", here))
        other = make.ambassadorship(initiative, here, make.person("Bram Vos", here))
        panel = make.kind("resident_panel").id
        user = make.user(person=seat.person)
        fatima = visit.as_user(user)

    return World


def planned(make, world, leads, along=(), **values):
    held = {
        "kind_id": make.kind("workshop").id,
        "on": TODAY + timedelta(days=3),
        "title": "Brieven",
        "changed_at": NOW,
    }
    plan = Plan(initiative_id=world.initiative.id, **held | values)
    for seat, does_it in ((leads, True), *((each, False) for each in along)):
        plan.parts.append(PlanPart(ambassadorship_id=seat.id, initiative_id=world.initiative.id, leads=does_it))
    make.session.add(plan)
    make.session.commit()
    return plan


def new_address(visitor):
    page = visitor.follow(visitor.send(visitor.get("/account/calendar"), "/renew"))
    return next(each.split('"')[0] for each in page.html.split('value="') if "/calendar/" in each).removeprefix(
        "http://127.0.0.1:8000"
    )


def read(visitor, address):
    answer = visitor.client.get(address)
    assert answer.status_code == 200
    return Calendar.from_ical(answer.data)


def test_what_one_does_and_comes_along_to_is_in_it_and_nothing_of_others(make, world, visit):
    planned(make, world, world.seat, title="Zelf", at=time(10, 30), place="Zaal 2")
    planned(make, world, world.other, along=[world.seat], title="Mee")
    planned(make, world, world.other, title="Van een ander")
    calendar = read(visit, new_address(world.fatima))
    events = {str(each["summary"]): each for each in calendar.events}

    assert sorted(events) == ["Mee", "Zelf"]
    own = events["Zelf"]
    assert own["dtstart"].dt == datetime(2026, 11, 26, 10, 30, tzinfo=AMSTERDAM)
    assert own["dtstart"].params["TZID"] == "Europe/Amsterdam"
    assert (own["duration"].dt, str(own["location"]), str(own["status"])) == (
        timedelta(hours=1),
        "Zaal 2",
        "CONFIRMED",
    )
    assert str(own["uid"]) == f"plan-{make.session.scalars(select(Plan.id)).first()}@127.0.0.1"
    assert (own["dtstamp"].dt, own["sequence"]) == (NOW, 1)
    assert [zone.tz_name for zone in calendar.timezones] == ["Europe/Amsterdam"]
    assert (events["Mee"].DTSTART, events["Mee"]["dtend"].dt) == (date(2026, 11, 26), date(2026, 11, 27))
    assert "Bram" not in calendar.to_ical().decode()


def test_what_is_cancelled_stays_in_it_as_cancelled_and_of_a_later_version(make, world, visit):
    plan = planned(make, world, world.seat)
    address = new_address(world.fatima)
    world.fatima.send(world.fatima.get(f"/i/DT/calendar/{plan.id}"), "why", why="Geen zaal")
    (event,) = read(visit, address).events

    assert (str(event["status"]), event["sequence"]) == ("CANCELLED", 2)


def test_hostile_text_stays_text(session, make, world, visit):
    title = "Één; twee, drie\\vier\nEND:VEVENT\r\nBEGIN:VEVENT\x0b" + "é" * 200
    planned(make, world, world.seat, title=title, place="a;b")
    raw = visit.client.get(new_address(world.fatima)).data
    (event,) = Calendar.from_ical(raw).events

    assert str(event["summary"]) == title.replace("\r", " ").replace("\x0b", " ")
    assert max(map(len, raw.split(b"\r\n"))) <= 75
    assert raw.count(b"BEGIN:VEVENT") - raw.count(b"nBEGIN:VEVENT") == 1


def test_a_reader_is_told_that_nothing_changed_and_that_something_did(make, world, visit):
    plan = planned(make, world, world.seat)
    address = new_address(world.fatima)
    etag = visit.client.get(address).headers["ETag"]

    assert visit.client.get(address, headers={"If-None-Match": etag}).status_code == 304
    world.fatima.send(world.fatima.get(f"/i/DT/calendar/{plan.id}"), "why", why="")
    assert visit.client.get(address, headers={"If-None-Match": etag}).status_code == 200


def test_the_address_is_shown_once_and_only_its_digest_is_kept(session, world):
    address = new_address(world.fatima)
    token = address.removeprefix("/calendar/").removesuffix(".ics")

    assert token not in world.fatima.get("/account/calendar").html
    assert token not in session.scalars(select(CalendarFeed.digest)).one()


def test_a_new_address_replaces_the_old_one_and_a_revoked_one_is_gone(world, visit):
    old, new = new_address(world.fatima), new_address(world.fatima)
    assert [visit.client.get(each).status_code for each in (old, new)] == [404, 200]

    world.fatima.send(world.fatima.get("/account/calendar"), "/revoke")
    assert visit.client.get(new).status_code == 404
    assert "Je hebt nog geen adres." in world.fatima.get("/account/calendar").text


def test_a_closed_account_has_no_calendar_and_a_made_up_address_neither(session, make, world, visit):
    address = new_address(world.fatima)
    session.get_one(type(world.user), world.user.id).closed_at = NOW
    session.commit()
    assert [visit.client.get(each).status_code for each in (address, "/calendar/x.ics")] == [404, 404]


def test_that_it_was_read_is_kept_nowhere(session, world, visit):
    address = new_address(world.fatima)
    before = len(session.scalars(select(AuditEntry)).all())
    session.rollback()
    visit.client.get(address)
    assert len(session.scalars(select(AuditEntry)).all()) == before


def test_who_is_no_ambassador_has_an_empty_calendar(make, visit):
    nobody = visit.as_user(make.user())
    assert read(visit, new_address(nobody)).events == []


def test_the_night_on_which_the_clock_goes_back_is_written_in_local_time(session):
    event = Event("x", "Nachtdienst", date(2026, 10, 25), time(2, 30), "/x", datetime(2026, 1, 1, tzinfo=UTC), 1)
    whose = Whose(1, None, date(2026, 10, 1))
    written = calendar_of(session, [lambda _session, _whose: [event]], whose, "Agenda", "https://olievlek.example.nl")
    (read_back,) = Calendar.from_ical(written).events

    assert b"DTSTART;TZID=Europe/Amsterdam:20261025T023000" in written
    assert str(read_back["url"]) == "https://olievlek.example.nl/x"


def kept_going(world, seat, name="Lezerspanel", **values):
    """A series of a month that an ambassadorship keeps going; the next one is in nine days."""
    held = {"every": 1, "unit": Rhythm.MONTH, "next_on": TODAY + timedelta(days=9)} | values
    return Series(
        initiative_id=world.initiative.id,
        name=name,
        kind_id=world.panel,
        members=[SeriesMember(ambassadorship_id=seat.id, initiative_id=world.initiative.id)],
        **held,
    )


def test_the_next_one_of_my_series_is_in_it_and_moves_on_once_there_was_one(session, make, world, visit):
    series = kept_going(world, world.seat)
    session.add_all(
        [series, kept_going(world, world.other, "Van Bram"), kept_going(world, world.seat, ended_on=TODAY)]
    )
    session.commit()
    address = new_address(world.fatima)
    (event,) = read(visit, address).events
    assert (str(event["summary"]), event.DTSTART, event["sequence"]) == ("Lezerspanel", TODAY + timedelta(days=9), 1)
    assert str(event["url"]) == f"http://127.0.0.1:8000/i/DT/series/{series.id}"
    assert "De volgende van een reeks. Duidelijke taal" in str(event["description"])
    world.fatima.get(f"/i/DT/series/{series.id}")

    held = make.activity(world.seat, kind="resident_panel", on=TODAY + timedelta(days=9))
    session.add(SeriesEntry(activity_id=held.id, series_id=series.id, initiative_id=world.initiative.id))
    session.commit()
    (after,) = read(visit, address).events
    assert date(2027, 1, 2) == after.DTSTART
    assert str(after["uid"]) != str(event["uid"])


def test_the_wished_day_of_help_that_i_took_is_in_it_until_it_is_done(session, make, world, visit):
    wished = {"wished_on": TODAY + timedelta(days=4)}
    mine = make.help_request(world.initiative, world.here, taken_by=world.seat, **wished)
    make.help_request(world.initiative, world.here, taken_by=world.seat)
    make.help_request(world.initiative, world.here, about="Van Bram", taken_by=world.other, **wished)
    make.help_request(world.initiative, world.here, **wished)
    address = new_address(world.fatima)
    (event,) = read(visit, address).events
    assert (str(event["summary"]), event.DTSTART) == (
        "Langs bij Burgerzaken (gewenste dag)",
        TODAY + timedelta(days=4),
    )
    assert (str(event["url"]), event["dtstamp"].dt) == (f"http://127.0.0.1:8000/help/{mine.id}", NOW)
    assert "Onze brieven over afval\nDuidelijke taal" in str(event["description"])

    world.fatima.send(world.fatima.get(f"/help/{mine.id}"), "/done", number="2-5")
    assert read(visit, address).events == []


@pytest.mark.parametrize("many", [1, 300])
def test_it_asks_the_same_number_of_questions_however_full(app, session, make, world, visit, many):
    row = {"initiative_id": world.initiative.id, "kind_id": make.kind().id, "on": TODAY, "changed_at": NOW}
    row["status"] = PlanStatus.PLANNED
    ids = session.scalars(insert(Plan).returning(Plan.id), [row] * many).all()
    part = {"ambassadorship_id": world.seat.id, "initiative_id": world.initiative.id, "leads": True}
    session.execute(insert(PlanPart), [{"plan_id": each, **part} for each in ids])
    session.add_all([kept_going(world, world.seat) for _each in range(many)])
    asker = make.user()
    for _each in range(many):
        make.help_request(world.initiative, world.here, asker, taken_by=world.seat, wished_on=TODAY)
    session.commit()
    address = new_address(world.fatima)
    with app.app_context(), counted(db.session) as statements:
        answer = visit.client.get(address)
    assert (len(Calendar.from_ical(answer.data).events), len(statements)) == (3 * many, 18)


def test_who_meets_with_the_kerngroep_finds_its_meetings_and_others_do_not(session, make, world, visit):
    member = make.user(Role.KERNGROEP, initiative=world.initiative)
    elsewhere = make.initiative("Toegankelijk", code="TO")
    for change, on, place in (
        (world.initiative, TODAY + timedelta(days=9), "Raadzaal"),
        (world.initiative, TODAY + timedelta(days=16), None),
        (elsewhere, TODAY + timedelta(days=9), "Elders"),
    ):
        session.add(
            Meeting(
                initiative_id=change.id,
                on=on,
                time="14:00",
                place=place,
                planned_by=member.id,
                planned_at=NOW,
                called_off_at=None if place else NOW,
            )
        )
    session.commit()
    events = read(visit, new_address(visit.as_user(member))).events

    assert [(each["dtstart"].dt, str(each.get("location")), str(each["status"])) for each in events] == [
        (datetime(2026, 12, 2, 14, 0, tzinfo=AMSTERDAM), "Raadzaal", "CONFIRMED"),
        (datetime(2026, 12, 9, 14, 0, tzinfo=AMSTERDAM), "None", "CANCELLED"),
    ]
    assert str(events[0]["summary"]) == f"Kerngroep: {world.initiative.name}"
    assert read(visit, new_address(world.fatima)).events == []
