"""Meetings of the kerngroep: planned, held with few keys, closed, and what comes back the next time."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DatabaseError

from ambassadors.background import worker_of
from ambassadors.db import db
from ambassadors.mail.models import Message
from ambassadors.mail.sending import PostOffice
from ambassadors.meetings.models import Agreement, Attendance, Meeting, MeetingPoint
from ambassadors.meetings.queries import last_meeting, next_meeting
from ambassadors.meetings.rules import AgreementKind, Outcome
from ambassadors.security.policy import Role
from ambassadors.signals.models import SignalStep
from ambassadors.signals.rules import SignalStatus
from tests.conftest import NOW, TODAY
from tests.mailbox import mail_server
from tests.statements import counted
from tests.visitor import Visitor

DAY = timedelta(days=1)
MEETINGS = "/i/DT/meetings"


@pytest.fixture
def meeting(make, session, change, hilde):
    made = Meeting(
        initiative_id=change.id, on=TODAY, time="10:00", place="Kamer 2", planned_by=hilde.id, planned_at=NOW
    )
    session.add(made)
    session.commit()
    return made


@pytest.fixture
def points(session, meeting):
    """Two points on the agenda."""
    made = [
        MeetingPoint(meeting_id=meeting.id, position=number, title=title)
        for number, title in enumerate(("Brieven", "Nieuwe ambassadeur"), 1)
    ]
    session.add_all(made)
    session.commit()
    return made


def agreed(session) -> list[Agreement]:
    session.rollback()
    session.expire_all()
    return list(session.scalars(select(Agreement).order_by(Agreement.id)))


def titles(page) -> list[str]:
    found = re.findall(r'<li class="agenda__point">\s*<span>(.*?)</span>', page.html, re.DOTALL)
    return [" ".join(re.sub("<.*?>", "", each).split()) for each in found]


def proposed(page) -> list[str]:
    return re.findall(r'<span class="proposed__title">(.*?)</span>', page.html)


def record(visitor, page, **values):
    return visitor.send(page, "what", **values)


def test_a_meeting_is_planned_and_its_agenda_proposes_itself(make, session, change, hilde, chair):
    department = make.department("Leeg", staff=9, code="LEEG")
    make.signal(change, department, make.user())
    session.add(
        Agreement(
            initiative_id=change.id,
            kind=AgreementKind.ACTION,
            what="Ina belt het hoofd",
            owner_id=hilde.id,
            due_on=TODAY + 3 * DAY,
            recorded_by=hilde.id,
            recorded_at=NOW,
        )
    )
    session.commit()

    answer = chair.send(chair.get(f"{MEETINGS}/new"), "time", on=(TODAY + 9 * DAY).isoformat(), time="9.30", place="")

    page = chair.follow(answer)
    assert "Meeting of 2 December 2026" in page.text
    assert proposed(page) == [
        "What changed since the last time",
        "Hilde, by 26 November 2026: Ina belt het hoofd",
        "Leeg (9 colleagues) never had an ambassador.",
        "A signal about Leeg has not been taken up since 23 November 2026: “De brieven worden weer langer”",
    ]
    assert next_meeting(session, change.id, TODAY) == TODAY + 9 * DAY
    assert "2 December 2026, 09:30" in chair.get(MEETINGS).text


@pytest.mark.parametrize(
    ("values", "sentence"), [({"on": ""}, "Fill in the day."), ({"time": "half tien"}, "Write 10:00.")]
)
def test_what_cannot_be_planned_is_told_beside_the_field(change, session, chair, values, sentence):
    answer = chair.send(chair.get(f"{MEETINGS}/new"), "time", **values)

    assert (answer.status, sentence in answer.text) == (422, True)
    assert session.scalar(select(Meeting)) is None


def test_members_choose_add_order_and_remove_points(make, change, meeting, chair):
    make.department("Leeg", staff=9, code="LEEG")
    home = f"{MEETINGS}/{meeting.id}"

    chair.post(f"{home}/agenda", chair.get(home), subject="gap:LEEG")
    chair.send(chair.get(home), "title", title="Rondvraag")
    page = chair.get(home)
    assert titles(page) == ["Leeg (9 colleagues) never had an ambassador.", "Rondvraag"]
    assert "gap:LEEG" not in page.html

    last = re.findall(rf"{home}/points/(\d+)", page.html)[-1]
    chair.post(f"{home}/points/{last}", page, up="1")
    assert titles(chair.get(home)) == ["Rondvraag", "Leeg (9 colleagues) never had an ambassador."]
    chair.post(f"{home}/points/{last}", page, remove="1")
    assert titles(chair.get(home)) == ["Leeg (9 colleagues) never had an ambassador."]


def test_all_that_is_proposed_goes_on_the_agenda_once(make, change, meeting, chair):
    make.department("Leeg", staff=9)
    home = f"{MEETINGS}/{meeting.id}"
    for _time in range(2):
        chair.post(f"{home}/agenda", chair.get(home), all="1")

    assert len(titles(chair.get(home))) == 2


def test_an_agenda_that_nobody_made_is_the_proposed_one_once_recording_begins(make, change, meeting, chair):
    make.department("Leeg", staff=9)
    page = chair.get(f"{MEETINGS}/{meeting.id}")

    answer = chair.send(page, "/begin")

    page = chair.follow(answer)
    assert "What changed since the last time" in page.text
    assert "Since 24 October 2026 nothing changed." in page.text
    assert len(titles(chair.get(f"{MEETINGS}/{meeting.id}"))) == 2


def test_each_entry_is_saved_at_once_and_leads_to_the_next_point(session, change, meeting, points, hilde, chair):
    page = chair.get(f"{MEETINGS}/{meeting.id}/record")
    answer = record(chair, page, what="Herlezen met het panel", due_on=(TODAY + 7 * DAY).isoformat())

    (made,) = agreed(session)
    assert (made.kind, made.what, made.owner_id, made.due_on, made.point_id) == (
        AgreementKind.ACTION,
        "Herlezen met het panel",
        hilde.id,
        TODAY + 7 * DAY,
        points[0].id,
    )
    page = chair.follow(answer)
    assert "Point 2 of 2" in page.text
    answer = record(chair, page, what="Ina wil wel", kind="note")
    assert answer.location.endswith("/close")
    session.rollback()
    session.refresh(points[1])
    assert (points[1].outcome, points[1].note) == (Outcome.NOTED, "Ina wil wel")


def test_more_than_one_thing_is_recorded_at_a_point_and_taken_back(session, change, meeting, points, chair):
    page = chair.get(f"{MEETINGS}/{meeting.id}/record")

    answer = record(chair, page, what="Eerste", more="1")
    page = chair.follow(answer)
    assert "Point 1 of 2" in page.text
    assert "Action: Eerste" in page.text
    chair.send(page, "/undo")

    assert agreed(session) == []


def test_a_point_is_skipped(session, change, meeting, points, chair):
    answer = chair.send(chair.get(f"{MEETINGS}/{meeting.id}/record"), "skip", skip="1")

    assert "Point 2 of 2" in chair.follow(answer).text
    session.refresh(points[0])
    assert points[0].outcome is Outcome.SKIPPED


def test_nothing_typed_leads_to_the_next_point(session, change, meeting, points, chair):
    answer = record(chair, chair.get(f"{MEETINGS}/{meeting.id}/record"), what=" ")

    assert "Point 2 of 2" in chair.follow(answer).text
    assert agreed(session) == []


def test_the_field_has_the_focus_also_when_something_was_wrong(change, meeting, points, chair):
    page = chair.get(f"{MEETINGS}/{meeting.id}/record")

    told = record(chair, page, what="Dit", due_on=(TODAY - DAY).isoformat())

    assert told.html.count("autofocus") == 1
    assert re.search(r"<input[^>]*autofocus[^>]*name=\"what\"", told.html)
    assert "required" not in re.search(r"<input[^>]*name=\"what\"[^>]*>", page.html)[0]


def test_a_concession_names_its_principle_and_holds_for_half_a_year_unless_said_otherwise(
    make, session, change, meeting, points, chair
):
    principle = make.principle(change)
    page = chair.get(f"{MEETINGS}/{meeting.id}/record")
    assert "Everybody who signs in reads a concession" in page.text
    concession = {"what": "Vergunningen blijven zo", "kind": "concession", "why": "Het systeem komt eerst"}

    told = record(chair, page, **concession)
    record(chair, page, **concession, principle=str(principle.id))

    assert "Choose the principle that it departs from." in told.text
    (made,) = agreed(session)
    assert (made.principle_id, made.due_on, made.why) == (
        principle.id,
        TODAY + 182 * DAY,
        "Het systeem komt eerst",
    )


@pytest.mark.parametrize(
    ("days", "sentence"),
    [
        (-32, "That is more than a month ago. Choose a later day."),
        (733, "That is more than two years away. Choose an earlier day."),
    ],
)
def test_a_meeting_is_not_planned_or_moved_to_a_day_that_must_be_a_slip(change, meeting, chair, days, sentence):
    on = (TODAY + days * DAY).isoformat()

    for path in (f"{MEETINGS}/new", f"{MEETINGS}/{meeting.id}/edit"):
        told = chair.send(chair.get(path), "time", on=on)
        assert (told.status, sentence in told.text) == (422, True)


def test_minutes_of_a_meeting_still_to_come_are_not_closed(session, change, meeting, points, chair):
    meeting.on = TODAY + DAY
    session.commit()
    page = chair.get(f"{MEETINGS}/{meeting.id}/close")
    assert "This meeting is still to come." in page.text

    told = chair.send(page, "present")

    assert (told.status, "Close it on its day" in told.text) == (409, True)
    session.rollback()
    session.refresh(meeting)
    assert meeting.closed_at is None


def test_signals_that_wait_are_one_point_with_a_list_and_so_in_the_minutes(
    make, session, change, meeting, karim, chair
):
    department = make.department("Leeg", staff=20)
    waits, own, *_others = (
        make.signal(change, department, make.user(), what=what, status=status, due_on=TODAY + DAY)
        for what, status in (
            ("De folders zijn oud", SignalStatus.ACKNOWLEDGED),
            ("Wie heeft een eigen punt", SignalStatus.ACKNOWLEDGED),
            ("Weer te lang", SignalStatus.REOPENED),
            ("Wat bedoel je", SignalStatus.ASKED),
        )
    )
    waits.owner_id = karim.id
    for position, subject in enumerate((f"signal_waits:{own.id}", "signals"), 1):
        session.add(MeetingPoint(meeting_id=meeting.id, position=position, subject=subject, title=f"Punt {subject}"))
    session.commit()
    group = session.scalars(select(MeetingPoint).where(MeetingPoint.subject == "signals")).one()

    page = chair.get(f"{MEETINGS}/{meeting.id}/record?point={group.id}")

    assert "Karim, by 24 November 2026 De folders zijn oud" in page.text
    assert "Weer te lang" in page.text
    assert [what for what in ("Wie heeft een eigen punt", "Wat bedoel je") if what in page.text] == []
    record(chair, page, what="Karim zoekt het uit", kind="note")
    chair.send(chair.get(f"{MEETINGS}/{meeting.id}/close"), "present")
    session.rollback()
    session.refresh(meeting)
    assert meeting.minutes["points"][1]["signal"] == [
        "“De folders zijn oud” · opgepakt · Karim, uiterlijk 24 november 2026",
        "“Weer te lang” · heropend",
    ]


def test_the_agenda_proposes_one_point_for_the_signals_that_wait(make, session, change, meeting, chair):
    department = make.department("Vol", staff=20)
    for number in range(9):
        make.signal(change, department, make.user(), what=f"Signaal {number}", status=SignalStatus.ACKNOWLEDGED)

    assert [each for each in proposed(chair.get(f"{MEETINGS}/{meeting.id}")) if "ignal" in each] == [
        "Signals that wait for us"
    ]


def test_points_of_which_nothing_was_recorded_are_a_list_of_titles_in_the_minutes(
    session, change, meeting, points, chair
):
    session.add(MeetingPoint(meeting_id=meeting.id, position=3, title="Rondvraag"))
    session.commit()
    page = chair.follow(record(chair, chair.get(f"{MEETINGS}/{meeting.id}/record"), what="Gelezen", kind="note"))
    chair.send(page, "skip", skip="1")
    chair.send(chair.get(f"{MEETINGS}/{meeting.id}/close"), "present")

    text = chair.get(f"{MEETINGS}/{meeting.id}").text

    assert "Brieven Gelezen Nothing recorded about Nieuwe ambassadeur Not discussed Rondvraag" in text
    assert "Nothing was recorded about this." not in text


def test_the_last_page_says_to_whom_the_minutes_go(app, change, meeting, points, chair):
    page = chair.get(f"{MEETINGS}/{meeting.id}/close")
    assert "No mail goes out" in page.text

    app.config["POST_OFFICE"] = PostOffice("smtp://localhost:1", "olievlek@example.nl")

    assert "Everybody on this list gets a mail" in chair.get(f"{MEETINGS}/{meeting.id}/close").text


def test_what_was_typed_while_a_colleague_closed_the_minutes_can_be_added_below_them(
    session, change, meeting, points, karim, chair, look
):
    other = look(karim)
    page = other.get(f"{MEETINGS}/{meeting.id}/record")
    closing = other.get(f"{MEETINGS}/{meeting.id}/close")
    chair.send(chair.get(f"{MEETINGS}/{meeting.id}/close"), "present")

    told = record(other, page, what="Herlezen met het panel")

    assert (told.status, "Hilde closed the minutes meanwhile" in told.text) == (409, True)
    assert told.form("text").fields["text"] == ["Herlezen met het panel"]
    other.send(told, "text")
    assert "Herlezen met het panel Karim, 23 November 2026" in other.get(f"{MEETINGS}/{meeting.id}").text
    assert "Hilde closed the minutes." in other.follow(other.send(closing, "present")).text


def test_everybody_was_there_unless_somebody_is_unticked(session, change, meeting, points, hilde, karim, chair):
    page = chair.get(f"{MEETINGS}/{meeting.id}/close")
    assert page.form("present").fields["present"] == [str(hilde.id), str(karim.id)]
    assert [box for box in re.findall(r"<input[^>]*>", page.html) if "checkbox" in box and "required" in box] == []

    told = chair.send(page, "present", present=None)
    assert (told.status, "Tick who was there." in told.text) == (422, True)

    chair.send(told, "present", present=[str(hilde.id), str(karim.id)])
    session.refresh(meeting)
    assert (meeting.minutes["present"], meeting.minutes["absent"]) == (["Hilde", "Karim"], [])


def test_a_point_about_a_signal_tells_who_sees_to_it_that_it_is_late_and_what_was_tried(
    make, session, change, meeting, hilde, karim, chair
):
    signal = make.signal(change, make.department("Leeg", staff=20), make.user(name="Zender"), urgent=True)
    for number, (status, note) in enumerate(
        [
            (SignalStatus.FED_BACK, "Een tweede lezer"),
            (SignalStatus.REOPENED, "De bijlagen zijn nog lang"),
            (SignalStatus.ACKNOWLEDGED, None),
        ],
        2,
    ):
        signal.steps.append(
            SignalStep(number=number, status=status, note=note, at=NOW - (20 - number) * DAY, by=karim.id)
        )
    signal.status, signal.owner_id, signal.due_on = SignalStatus.ACKNOWLEDGED, karim.id, TODAY - DAY
    point = MeetingPoint(meeting_id=meeting.id, position=1, subject=f"signal_late:{signal.id}", title="Signaal")
    session.add(point)
    session.commit()

    page = chair.get(f"{MEETINGS}/{meeting.id}/record")

    assert "too late urgent taken up It gets in the way · Leeg, only here" in page.text
    assert "Karim, by 22 November 2026" in page.text
    assert "Answered on 5 November 2026: “Een tweede lezer”" in page.text
    assert "Reopened on 6 November 2026: “De bijlagen zijn nog lang”" in page.text
    assert "Zender" not in page.text
    chair.send(chair.get(f"{MEETINGS}/{meeting.id}/close"), "present")
    session.refresh(meeting)
    told = meeting.minutes["points"][0]["signal"]
    assert told[2:] == [
        "Beantwoord op 5 november 2026: “Een tweede lezer”",
        "Heropend op 6 november 2026: “De bijlagen zijn nog lang”",
        "Er was nog geen nieuw antwoord.",
    ]


def test_the_second_of_two_who_record_is_told_and_nothing_is_lost(
    session, change, meeting, points, karim, chair, look
):
    other = look(karim)
    address = f"{MEETINGS}/{meeting.id}/record?point={points[0].id}"
    page, same = chair.get(address), other.get(address)
    record(chair, page, what="Van Hilde", kind="note")

    told = record(other, same, what="Van Karim", kind="note")

    assert (told.status, "Somebody else changed this" in told.text) == (409, True)
    assert "Van Hilde" in told.text
    assert told.form("what").fields["what"] == ["Van Karim"]
    assert record(other, told).status == 302
    session.refresh(points[0])
    assert points[0].note == "Van Hilde\nVan Karim"


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"what": " ", "more": "1"}, "Write it down, or skip the point."),
        ({"due_on": (TODAY - DAY).isoformat()}, "Choose today or a later day."),
        ({"kind": "concession"}, "Write down why: a concession without a reason stays for good."),
    ],
)
def test_what_cannot_be_recorded_is_told_and_what_was_typed_stays(
    session, change, meeting, points, chair, values, sentence
):
    page = chair.get(f"{MEETINGS}/{meeting.id}/record")

    answer = record(chair, page, **{"what": "Dit", **values})

    assert (answer.status, sentence in answer.text) == (422, True)
    assert answer.form("what").fields["what"] == [values.get("what", "Dit")]
    assert agreed(session) == []


@pytest.fixture
def closed(make, session, change, meeting, points, karim, chair):
    """The minutes of a meeting in which something was agreed, closed by Hilde."""
    make.department("Leeg", staff=9, code="LEEG")
    chair.send(chair.get(f"{MEETINGS}/{meeting.id}/record"), "what", what="Herlezen")
    chair.send(chair.get(f"{MEETINGS}/{meeting.id}/close"), "present", present=[str(karim.id)])
    session.refresh(meeting)
    return meeting


def test_closed_minutes_keep_the_figures_that_they_showed(make, session, closed, change, chair):
    chair.get(f"{MEETINGS}/{closed.id}")  # it was told once that they are closed
    before = chair.get(f"{MEETINGS}/{closed.id}")
    make.activity(make.ambassadorship(change, make.department(staff=500)), make.department(staff=300), on=TODAY)

    after = chair.get(f"{MEETINGS}/{closed.id}")

    assert after.text == before.text
    assert "Herlezen" in after.text
    assert closed.minutes["present"] == ["Karim"]
    assert closed.minutes["absent"] == ["Hilde"]
    assert closed.minutes["figures"]["headline"].startswith("De verandering heeft")  # the installation speaks Dutch
    assert session.scalars(select(Attendance.user_id)).all() != []
    assert last_meeting(session, change.id, TODAY + DAY) == TODAY


def test_the_database_holds_closed_minutes_as_they_are(session, closed):
    for statement in ("UPDATE meeting SET place = 'x'", "DELETE FROM meeting"):
        with pytest.raises(DatabaseError, match="append-only"):
            session.execute(text(statement))
        session.rollback()


def test_closed_minutes_are_corrected_by_a_dated_addition_alone(closed, chair):
    page = chair.get(f"{MEETINGS}/{closed.id}")

    chair.send(page, "text", text="Het panel komt op 9 december.")

    assert "Het panel komt op 9 december. Hilde, 23 November 2026, 10:00" in chair.get(f"{MEETINGS}/{closed.id}").text
    assert chair.client.get(f"{MEETINGS}/{closed.id}/record").location == f"{MEETINGS}/{closed.id}"
    answer = chair.send(chair.get(f"{MEETINGS}/{closed.id}"), "text", text="")
    assert (answer.status, "Write down what you add." in answer.text) == (422, True)


def test_closing_mails_the_members_where_the_minutes_are(app, session, change, meeting, points, hilde, karim, chair):
    app.config["POST_OFFICE"] = PostOffice("smtp://localhost:1", "olievlek@example.nl")

    chair.send(chair.get(f"{MEETINGS}/{meeting.id}/close"), "present")

    letters = session.scalars(select(Message).order_by(Message.user_id)).all()
    assert [each.user_id for each in letters] == [hilde.id, karim.id]
    assert f"{MEETINGS}/{meeting.id}" in letters[0].text
    assert letters[0].subject == "Notulen van de kerngroep, 23 november 2026"


def test_the_mail_of_the_minutes_links_to_them_and_says_nothing_of_what_is_in_them(
    app_with, make, meeting, points, hilde, visit
):
    make.department("Leeg", staff=9, code="LEEG")
    path = f"{MEETINGS}/{meeting.id}"
    with mail_server() as (mailbox, address):
        app = app_with(smtp_url=address)
        secretary = Visitor(app).as_user(hilde)
        secretary.send(secretary.get(f"{path}/record"), "what", what="Herlezen")
        secretary.send(secretary.get(f"{path}/close"), "present", present=[str(hilde.id)])
        with app.app_context():
            worker_of(app).do_all()

    (letter,) = [each for each in mailbox.messages if each["Subject"].startswith("Notulen")]
    words = letter.get_content()
    assert (letter["To"], letter.get_content_type()) == (hilde.email, "text/plain")
    assert list(letter.iter_attachments()) == []
    links = [line for line in words.splitlines() if "://" in line]
    assert [link[link.index("/i/") :] for link in links] == [path, f"{path}/minutes.pdf"]
    assert "cijfers van kleine afdelingen, die alleen voor de kerngroep zijn" in words
    assert [each for each in ("Herlezen", "Leeg", "Brieven") if each in words] == []
    # Who is signed out signs in first, and then gets the PDF.
    assert visit.get(f"{path}/minutes.pdf", 302).location == f"/sign-in?next={path}/minutes.pdf"
    assert secretary.client.get(f"{path}/minutes.pdf").data.startswith(b"%PDF")


def test_an_action_comes_back_until_it_is_done_and_is_ticked_off_on_the_start_page(session, closed, hilde, chair):
    listed = chair.get("/i/DT/agreements")
    assert "Herlezen" in listed.text
    start = chair.get("/")
    assert "Herlezen" in start.text

    answer = chair.send(start, "/done")

    assert "“Herlezen” is done." in chair.follow(answer).text
    assert "Herlezen" not in chair.get("/i/DT/agreements").text
    done = chair.get("/i/DT/agreements?show=done")
    chair.follow(chair.send(done, "/open"))
    assert "Herlezen" in chair.get("/i/DT/agreements").text


def test_an_action_that_came_back_is_ticked_off_at_its_point(session, change, closed, hilde, chair):
    (made,) = agreed(session)
    later = Meeting(initiative_id=change.id, on=TODAY + DAY, time="10:00", planned_by=hilde.id, planned_at=NOW)
    session.add(later)
    session.flush()
    point = MeetingPoint(meeting_id=later.id, position=1, subject=f"action:{made.id}", title="Hilde: Herlezen")
    session.add(point)
    session.commit()
    page = chair.get(f"{MEETINGS}/{later.id}/record")
    assert "Was to be done by 7 December 2026." in page.text

    answer = chair.send(page, "/done")

    assert "Done on 23 November 2026." in chair.follow(answer).text
    assert answer.location == f"{MEETINGS}/{later.id}/record?point={point.id}"


def test_an_agreement_is_changed_and_the_second_of_two_is_told(session, closed, chair):
    (made,) = agreed(session)
    address = f"/i/DT/agreements/{made.id}"
    page, same = chair.get(address), chair.get(address)
    assert chair.send(page, "what", what="Herlezen met Ina").status == 302

    told = chair.send(same, "what", what="Herlezen met Bo")

    assert (told.status, "Somebody else changed this" in told.text) == (409, True)
    assert [each.what for each in agreed(session)] == ["Herlezen met Ina"]


def test_a_meeting_is_moved_called_off_and_goes_on_after_all(session, change, meeting, chair):
    home = f"{MEETINGS}/{meeting.id}"
    chair.send(chair.get(f"{home}/edit"), "time", on=(TODAY + DAY).isoformat())
    page = chair.get(home)
    assert "Meeting of 24 November 2026" in page.text
    chair.send(page, "/call-off")
    assert next_meeting(session, change.id, TODAY) is None
    session.rollback()
    page = chair.get(home)
    assert "This meeting is called off." in page.text
    chair.send(page, "/call-off")
    assert next_meeting(session, change.id, TODAY) == TODAY + DAY


def test_the_dashboard_tells_what_changed_since_the_last_meeting(make, session, change, hilde, chair):
    make.department(staff=20)
    session.add(
        Meeting(
            initiative_id=change.id,
            on=TODAY - 11 * DAY,
            time="10:00",
            planned_by=hilde.id,
            planned_at=NOW,
            closed_by=hilde.id,
            closed_at=NOW,
            minutes={},
        )
    )
    session.commit()

    assert "What changed since 12 November 2026" in chair.get("/i/DT/dashboard").text


@pytest.mark.parametrize("count", [1, 300])
def test_lists_take_the_same_queries_for_one_and_for_three_hundred(app, session, change, hilde, chair, count):
    for number in range(count):
        session.add(
            Meeting(
                initiative_id=change.id,
                on=TODAY - number * DAY,
                time="10:00",
                planned_by=hilde.id,
                planned_at=NOW,
                closed_by=hilde.id,
                closed_at=NOW,
                minutes={},
            )
        )
        session.add(
            Agreement(
                initiative_id=change.id,
                kind=AgreementKind.ACTION,
                what=f"Actie {number}",
                owner_id=hilde.id,
                due_on=TODAY,
                recorded_by=hilde.id,
                recorded_at=NOW,
            )
        )
    session.commit()
    asked = {}
    for path in (MEETINGS, "/i/DT/agreements"):
        with app.app_context(), counted(db.session) as statements:
            page = chair.get(path)
        asked[path] = len(statements)
        assert ("1 to 20 of 300" in page.text) == (count == 300)

    assert asked == {MEETINGS: 7, "/i/DT/agreements": 6}


@pytest.mark.parametrize("role", [Role.EMPLOYEE, Role.ADMINISTRATOR])
def test_others_do_not_see_meetings(make, meeting, look, role):
    other = look(make.user(role))
    for path in (MEETINGS, f"{MEETINGS}/{meeting.id}", f"{MEETINGS}/{meeting.id}/record", "/i/DT/agreements"):
        other.get(path, 403)
