"""The attention list on its page: every cause with its reason and action, and what is put off."""

import re
from datetime import UTC, datetime, timedelta

import pytest

from ambassadors.db import db
from ambassadors.meetings.models import Snooze
from ambassadors.network.models import HoursAgreement
from ambassadors.results.rules import ResultStatus
from ambassadors.security.policy import Role
from tests.conftest import NOW, TODAY
from tests.statements import counted

DAY = timedelta(days=1)
LIST = "/i/DT/attention"


def matters(page) -> list[str]:
    found = re.findall(r'<p class="matter__sentence">(.*?)</p>', page.html, re.DOTALL)
    return [" ".join(each.split()) for each in found]


def quiet_town(make, change, name="Zorg", staff=20):
    """A department about which there is nothing to say."""
    department = make.department(name, staff=staff, code=name.upper())
    ambassador = make.ambassadorship(change, department)
    make.activity(ambassador, department, on=TODAY - 3 * DAY)
    return department, ambassador


def test_every_cause_has_its_reason_and_its_action(make, session, change, hilde, chair):
    zorg, by = quiet_town(make, change)
    late = make.signal(change, zorg, make.user(), at=NOW - 30 * DAY)
    late.due_on = TODAY - 9 * DAY
    make.department("Leeg", staff=9, code="LEEG")
    silent = make.department("Stil", staff=8, code="STIL")
    make.activity(make.ambassadorship(change, silent), silent, on=TODAY - 100 * DAY)
    never = make.department("Nooit", staff=7, code="NOOIT")
    make.ambassadorship(change, never, since=TODAY - 80 * DAY)
    quiet_town(make, change, "Groot", staff=50)
    make.result(change, zorg, (ResultStatus.ADAPTED, TODAY - 120 * DAY), code="R")
    ina, _ = quiet_town(make, change, "Ina", staff=6)
    make.confirmation(change, ina, on=TODAY - 330 * DAY)
    session.add(
        HoursAgreement(
            ambassadorship_id=by.id,
            line_manager_id=make.person().id,
            hours=4,
            on=TODAY - 340 * DAY,
            until=TODAY + 10 * DAY,
            recorded_at=NOW,
        )
    )
    session.commit()

    page = chair.get(f"{LIST}?all=1")

    assert set(matters(page)) == {
        "Zorg should have had an answer by 14 November 2026: “De brieven worden weer langer”",
        "Leeg (9 colleagues) never had an ambassador.",
        "In Stil nobody met about it for 14 weeks.",
        "In Nooit nobody met about it yet, with an ambassador since 4 September 2026.",
        "Groot has one ambassador for 50 colleagues.",
        "1 result of Zorg was begun and stands still since 26 July 2026.",
        "The confirmation of Ina ends on 28 December 2026.",
        "The hours agreed for an ambassador of Zorg end on 3 December 2026.",
    }
    assert {"/signals/", "/departments/LEEG", "/departments/STIL", "/results?department=ZORG"} <= {
        part
        for part in ("/signals/", "/departments/LEEG", "/departments/STIL", "/results?department=ZORG")
        if part in page.html
    }


def test_a_department_is_silent_by_its_own_rhythm_and_the_row_says_so(make, change, chair):
    for name, weeks, ago in (("Druk", 1, 29), ("Vast", 3, 43), ("Traag", 6, 55), ("Net niet", 3, 42)):
        department = make.department(name, staff=20)
        by = make.ambassadorship(change, department)
        for number in range(6):
            make.activity(by, department, on=TODAY - (ago + 7 * weeks * number) * DAY)

    assert set(matters(chair.get(LIST))) == {
        "In Druk people mostly met about it every week; now not for 4 weeks.",
        "In Vast people mostly met about it every 3 weeks; now not for 6 weeks.",
    }


def test_a_quiet_week_does_not_make_a_department_silent(make, change, chair):
    department = make.department("Vast", staff=20)
    by = make.ambassadorship(change, department)
    for number in range(6):
        make.activity(by, department, on=TODAY - (43 + 21 * number) * DAY)
    assert len(matters(chair.get(LIST))) == 1

    make.quiet_period(TODAY - 20 * DAY, TODAY - 13 * DAY)

    assert matters(chair.get(LIST)) == []


def test_the_row_of_a_gap_leads_to_that_gap_for_who_can_fill_it_and_to_its_page_for_others(make, change, chair, look):
    make.department("Leeg", staff=9, code="LEEG")
    manager = look(make.user(Role.CHANGE_MANAGER))
    board = "/i/DT/board?q=Leeg&do=invite&of=d-LEEG&at=tree"

    assert f'"{board}#tree-d-LEEG">Invite somebody<'.replace("&", "&amp;") in manager.get(LIST).html
    assert '"/i/DT/departments/LEEG">To the department<' in chair.get(LIST).html
    assert "tree-d-LEEG" in manager.get(board).ids


def test_a_row_has_one_date_and_tells_the_numbers_of_its_order(make, change, chair):
    make.department("Leeg", staff=9, code="LEEG")
    zorg, _by = quiet_town(make, change)
    make.result(change, zorg, (ResultStatus.ADAPTED, TODAY - 120 * DAY), code="R")

    text = chair.get(LIST).text

    assert "Leeg (9 colleagues) never had an ambassador. 9 colleagues · counts for 26 weeks" in text
    assert "stands still since 26 July 2026. 20 colleagues · counts for 5 weeks" in text


def test_a_department_that_fell_back_since_the_last_meeting_is_told_with_its_stage(make, change, chair):
    zorg = make.department("Zorg", staff=20, code="ZORG")
    by = make.ambassadorship(change, zorg)
    for days in (75, 68, 61):
        make.activity(by, zorg, on=TODAY - days * DAY, reached=(12, 12, None))

    assert matters(chair.get(LIST)) == ["Zorg fell back to “takes part” after 24 October 2026."]


def test_an_urgent_signal_that_nobody_took_up_is_told_first_and_as_urgent(make, change, hilde, chair):
    small = make.department("Klein", staff=2, code="KLEIN")
    make.ambassadorship(change, small, since=TODAY - 9 * DAY)
    make.department("Leeg", staff=200, code="LEEG")
    make.signal(change, small, hilde, urgent=True)

    assert matters(chair.get(LIST)) == [
        "An urgent signal about Klein has not been taken up since 23 November 2026: “De brieven worden weer langer”",
        "Leeg (200 colleagues) never had an ambassador.",
    ]


def test_the_first_seven_are_shown_and_the_rest_on_request(make, change, chair):
    for number in range(30):
        make.department(f"Afdeling {number:02}", staff=10 + number)

    page, everything = chair.get(LIST), chair.get(f"{LIST}?all=1")

    assert len(matters(page)) == 7
    assert page.links["All 30"] == f"{LIST}?all=1"
    assert len(matters(everything)) == 20
    assert "1 to 20 of 30" in everything.text


def test_nothing_to_see_to_says_so(make, change, chair):
    quiet_town(make, change)

    assert "Nothing needs the kerngroep now" in chair.get(LIST).text


def test_what_is_put_off_is_told_to_all_with_who_and_why_and_comes_back_when_taken_back(
    make, session, change, hilde, karim, chair, look
):
    make.department("Leeg", staff=9, code="LEEG")
    form = chair.get(f"{LIST}/put-off/gap:LEEG")

    wrong = chair.send(form, "why", why=" ", until=(TODAY + 5 * DAY).isoformat())
    late = chair.send(form, "why", why="Zoekt al", until=(TODAY + 300 * DAY).isoformat())
    answer = chair.send(form, "why", why="Het hoofd zoekt al iemand", until=(TODAY + 14 * DAY).isoformat())

    assert (wrong.status, "Write down why." in wrong.text) == (422, True)
    assert (late.status, "Choose a day within half a year" in late.text) == (422, True)
    assert answer.status == 302
    other = look(karim)
    page = other.get(LIST)
    assert matters(page) == []
    assert "Comes back on 7 December 2026. Hilde wrote on 23 November 2026: Het hoofd zoekt al iemand" in page.text
    assert other.get("/i/DT/dashboard").html.count("due__list") == 0
    kept = session.query(Snooze).one()
    other.send(page, f"{kept.id}/take-back")
    assert matters(chair.get(LIST)) == ["Leeg (9 colleagues) never had an ambassador."]


def test_on_its_day_it_is_on_the_list_again(make, session, change, hilde, chair):
    make.department("Leeg", staff=9, code="LEEG")
    session.add(
        Snooze(
            initiative_id=change.id,
            subject="gap:LEEG",
            why="Later",
            on=TODAY - 10 * DAY,
            until=TODAY,
            by=hilde.id,
            at=NOW - 10 * DAY,
        )
    )
    session.commit()

    assert matters(chair.get(LIST)) == ["Leeg (9 colleagues) never had an ambassador."]


def test_what_asks_for_no_attention_any_more_cannot_be_put_off(make, change, chair):
    quiet_town(make, change)

    answer = chair.get(f"{LIST}/put-off/gap:ZORG", 302)

    assert "asks for no attention any more" in chair.follow(answer).text


@pytest.mark.parametrize("role", [Role.EMPLOYEE, Role.ADMINISTRATOR])
def test_others_do_not_see_it(make, change, look, role):
    look(make.user(role)).get(LIST, 403)


@pytest.mark.parametrize("count", [1, 300])
def test_it_takes_the_same_queries_for_one_and_for_three_hundred(app, make, session, change, hilde, chair, count):
    for number in range(count):
        department = make.department(f"Afdeling {number:03}", staff=20)
        make.signal(change, department, hilde, at=NOW - 40 * DAY)
    with app.app_context(), counted(db.session) as statements:
        chair.get(LIST)

    assert len(statements) == 31


def test_hours_that_are_agreed_anew_are_off_the_list_at_once(make, session, change, chair):
    _department, by = quiet_town(make, change)
    manager = make.person()

    def agree(until, on):
        session.add(
            HoursAgreement(
                ambassadorship_id=by.id, line_manager_id=manager.id, hours=4, on=on, until=until, recorded_at=NOW
            )
        )
        session.commit()

    agree(TODAY + 10 * DAY, TODAY - 340 * DAY)
    assert matters(chair.get(LIST)) == ["The hours agreed for an ambassador of Zorg end on 3 December 2026."]
    agree(TODAY + 300 * DAY, TODAY)

    assert matters(chair.get(LIST)) == []


def test_a_signal_of_late_in_the_evening_is_of_that_day_and_not_of_the_next(make, change, hilde, chair):
    department, _by = quiet_town(make, change)
    make.signal(change, department, hilde, at=datetime(2026, 11, 19, 23, 30, tzinfo=UTC))

    (told,) = matters(chair.get(LIST))

    # Half past midnight in Amsterdam.
    assert told.startswith("A signal about Zorg has not been taken up since 20 November 2026")
