"""The pages of requests for help: asking, answering, and telling that it was done."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from ambassadors.activities.models import Activity
from ambassadors.activities.outcome_models import Review
from ambassadors.db import db
from ambassadors.helprequests.models import HelpRequest, HelpStep
from ambassadors.helprequests.queries import WishedDay, wished_days
from ambassadors.helprequests.rules import HelpKind, HelpStatus, Move
from ambassadors.network.models import AmbassadorshipStep
from ambassadors.network.rules import Status
from tests.statements import counted

DAY = timedelta(days=1)


@pytest.fixture
def kept(session):
    """The only request there is, as it stands now: state, moves, and whom it waits for."""

    def read():
        session.rollback()
        session.expire_all()
        (request,) = session.scalars(select(HelpRequest)).all()
        return request.status, [step.move for step in request.steps], request

    return read


def asked(visitor, path="/help/ask", **values):
    page = visitor.get(path)
    filled = {"kind": "visit", "about": "Een rondje langs onze brieven", "wished_on": "2026-12-03"} | values
    return visitor.send(page, "about", **filled)


def test_a_colleague_asks_from_the_card_of_the_nearest_ambassador(town, kept):
    page = town.roos.get("/ambassadors")
    page = town.roos.get(page.links["Vraag om mee te kijken"])

    assert page.form("about").fields["kind"] == ["review"]
    assert page.form("about").fields["department"] == [str(town.team.id)]
    assert "Je vraag gaat naar Anna de Boer." in page.text
    answer = town.roos.send(page, "about", about="Onze nieuwe folder", wished_on="2026-12-03")
    told = town.roos.follow(answer).text
    assert "Je vraag is gesteld." in told
    assert "Wacht op Anna de Boer" in told
    status, moves, request = kept()
    assert (status, moves, request.kind) == (HelpStatus.OPEN, [Move.ASKED], HelpKind.REVIEW)
    assert (request.department_id, request.meant_for_id) == (town.team.id, town.anna_serves.id)


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"about": " "}, "Schrijf een paar woorden"),
        ({"wished_on": "2026-11-22"}, "Deze dag is voorbij."),
        ({"wished_on": "2028-01-01"}, "Deze dag is over meer dan een jaar."),
        ({"kind": None}, "Kies wat je vraagt."),
    ],
)
def test_what_is_wrong_is_told_beside_the_field_and_the_rest_is_kept(town, session, wrong, told):
    answer = asked(town.roos, **wrong)

    assert answer.status == 422
    assert told in answer.text
    assert answer.form("about").fields["department"] == [str(town.team.id)]
    assert session.scalars(select(HelpRequest)).all() == []


def test_another_department_is_looked_up_by_a_part_of_its_name(town, kept):
    found = asked(town.roos, words="stads", look_up="1")
    answer = town.roos.send(found, "about", department=str(town.yard.id))

    assert answer.status == 302
    assert kept()[2].department_id == town.yard.id


def test_a_department_without_an_ambassador_is_with_the_change_manager_at_once(town):
    page = town.roos.get("/help/ask?department=SB&initiative=DT")

    assert "Je vraag gaat meteen naar de programmamanager" in page.text
    told = town.roos.follow(asked(town.roos, "/help/ask?department=SB&initiative=DT")).text
    assert "De vraag ligt bij de programmamanager" in told
    assert "Een rondje langs onze brieven" in town.manager.get("/i/DT/help").text
    assert "Verzoeken zonder antwoord" in town.manager.get("/").text


def test_it_waits_for_the_nearest_and_may_be_taken_by_another(town, kept):
    asked(town.roos)

    assert "1 wacht op jou." in town.anna.get("/help/waiting").text
    page = town.tom.get("/help/waiting")
    assert "0 wachten op jou. 1 wacht op een ander, of op wie kan." in page.text
    assert "wacht op Anna de Boer" in page.text
    assert "Jij doet het." in town.tom.follow(town.tom.send(page, "version")).text
    status, moves, request = kept()
    assert (status, moves, request.taken_by_id) == (
        HelpStatus.TAKEN,
        [Move.ASKED, Move.TAKEN],
        town.tom_serves.id,
    )
    assert town.anna.get("/help/waiting").text.count("Een rondje langs onze brieven") == 0
    town.anna.get(f"/help/{request.id}", 404)


def test_who_is_second_is_told_who_was_first(town, kept):
    asked(town.roos)
    seen = town.anna.get("/")
    town.tom.send(town.tom.get("/help/waiting"), "version")
    request = kept()[2]

    answer = town.anna.send(seen, f"/help/{request.id}/take")

    assert "Een ander was je voor. Je hoeft niets te doen." in town.anna.follow(answer).text
    assert kept()[2].taken_by_id == town.tom_serves.id


def test_the_asker_sees_every_step_and_the_answer_on_the_start_page(town, kept):
    asked(town.roos)
    town.anna.send(town.anna.get("/"), "/take")
    request = kept()[2]

    assert "Anna de Boer doet het, en spreekt een dag met je af." in town.roos.get("/").text
    page = town.roos.get(f"/help/{request.id}")
    assert "anna@example.nl" in page.text
    assert page.text.index("Toegezegd 23 november") < page.text.index("Gevraagd 23 november 2026, 10:00")


def test_done_is_one_number_and_counts_as_an_activity_that_is_linked(town, session, kept):
    asked(town.roos, wished_on="")
    town.anna.send(town.anna.get("/"), "/take")
    request = kept()[2]
    page = town.anna.get(f"/help/{request.id}")

    told = town.anna.follow(town.anna.send(page, "/done", number="6-15")).text

    assert "Het telt als activiteit." in told
    activity_id = kept()[2].activity_id
    activity = session.get_one(Activity, activity_id)
    assert (activity.kind.code, activity.on) == ("conversation", town.initiative.starts_on + 400 * DAY)
    assert [(each.department_id, each.low, each.high) for each in activity.reaches] == [(town.team.id, 6, 15)]
    assert [each.ambassadorship_id for each in activity.done_by] == [town.anna_serves.id]
    assert "Gedaan, door Anna de Boer." in town.roos.get("/").text


def test_a_number_is_asked_and_an_exact_one_too(town, kept, make):
    request = make.help_request(town.initiative, town.team, taken_by=town.anna_serves)
    page = town.anna.get(f"/help/{request.id}")

    without = town.anna.send(page, "/done")
    assert (without.status, "Kies hoeveel collega’s meededen." in without.text) == (422, True)
    exact = town.anna.send(page, "/done", number="exact")
    assert (exact.status, "Vul een aantal in, of kies een van de andere." in exact.text) == (422, True)
    early = town.anna.send(page, "/done", number="1-1", on="2026-11-24")
    assert (early.status, "Deze dag moet nog komen" in early.text) == (422, True)
    assert kept()[0] is HelpStatus.TAKEN


def test_undoing_the_activity_puts_the_request_back_and_putting_back_ends_it(town, session, kept):
    asked(town.roos)
    town.anna.send(town.anna.get("/"), "/take")
    number = kept()[2].id
    town.anna.send(town.anna.get(f"/help/{number}"), "/done", number="2-5")
    activity_id = kept()[2].activity_id

    page = town.anna.get(f"/activities/{activity_id}")
    town.anna.send(page, "/undo")
    assert kept()[:2] == (HelpStatus.TAKEN, [Move.ASKED, Move.TAKEN, Move.DONE, Move.UNDONE])

    town.anna.send(town.anna.get(f"/activities/{activity_id}"), "/put-back")
    assert kept()[:2] == (HelpStatus.DONE, [Move.ASKED, Move.TAKEN, Move.DONE, Move.UNDONE, Move.DONE])


def test_looking_along_is_logged_with_the_plan_and_the_advice(town, make, session, kept):
    asked(town.roos, kind="review")
    town.anna.send(town.anna.get("/"), "/take")
    page = town.anna.get(f"/help/{kept()[2].id}")
    said = {"number": "2-5", "plan": "Plan voor het winkelcentrum", "advice": "Begin met wat er verandert"}

    other = town.anna.send(page, "/done", kind=str(make.kind("workshop").id), **said)
    assert (other.status, "Bij deze soort bewaren we geen advies." in other.text) == (422, True)
    assert other.form("/done").fields["advice"] == ["Begin met wat er verandert"]

    town.anna.send(other, "/done", kind=str(make.kind("review").id))
    session.rollback()
    review = session.scalars(select(Review)).one()
    assert (review.activity_id, review.plan, review.advice) == (kept()[2].activity_id, said["plan"], said["advice"])


def test_without_advice_there_is_no_review_and_for_a_visit_none_is_asked(town, session, kept):
    asked(town.roos, kind="review")
    town.anna.send(town.anna.get("/"), "/take")
    town.anna.send(town.anna.get(f"/help/{kept()[2].id}"), "/done", number="2-5")

    assert (kept()[0], session.scalars(select(Review)).all()) == (HelpStatus.DONE, [])


def test_what_was_done_anew_meanwhile_is_not_ended_twice(town, kept):
    asked(town.roos)
    town.anna.send(town.anna.get("/"), "/take")
    number = kept()[2].id
    town.anna.send(town.anna.get(f"/help/{number}"), "/done", number="2-5")
    first = kept()[2].activity_id
    town.anna.send(town.anna.get(f"/activities/{first}"), "/undo")
    town.anna.send(town.anna.get(f"/help/{number}"), "/done", number="6-15")

    town.anna.send(town.anna.get(f"/activities/{first}"), "/put-back")

    status, moves, request = kept()
    assert (status, moves[-1], request.activity_id != first) == (HelpStatus.DONE, Move.DONE, True)


def test_a_tap_by_mistake_is_given_back(town, kept):
    asked(town.roos)
    town.anna.send(town.anna.get("/"), "/take")
    page = town.anna.get(f"/help/{kept()[2].id}")

    token = {"press": "give-back", "version": page.form("/done").fields["version"][0]}
    town.anna.post(f"/help/{kept()[2].id}", page, **token)

    assert kept()[:2] == (HelpStatus.OPEN, [Move.ASKED, Move.TAKEN, Move.GIVEN_BACK])


def test_it_is_passed_on_to_another_who_finds_it_first(town, kept):
    asked(town.roos)
    page = town.anna.get(f"/help/{kept()[2].id}")

    told = town.anna.follow(town.anna.send(page, "to", press="pass-on", to=str(town.tom_serves.id))).text

    assert "Het wacht nu op de andere ambassadeur." in told
    assert "Aan een ander gevraagd : Tom Bakker" in told
    assert "1 wacht op jou." in town.tom.get("/help/waiting").text
    assert kept()[2].meant_for_id == town.tom_serves.id


def test_whom_to_ask_is_found_by_a_part_of_the_name(town, kept):
    asked(town.roos)
    page = town.manager.get(f"/help/{kept()[2].id}")

    nobody = town.manager.send(page, "to", press="pass-on", to="", name="bestaat niet")
    assert (nobody.status, "Kies een ambassadeur." in nobody.text) == (422, True)
    town.manager.send(page, "to", press="pass-on", to="", name="bakk")

    assert kept()[2].meant_for_id == town.tom_serves.id


def test_a_no_tells_why_and_can_be_taken_back(town, kept):
    asked(town.roos)
    page = town.anna.get(f"/help/{kept()[2].id}")

    empty = town.anna.send(page, "why", press="decline")
    assert empty.status == 422
    town.anna.send(page, "why", press="decline", why="In december zit ik vol.")
    assert "In december zit ik vol." in town.roos.get("/").text
    page = town.anna.get(f"/help/{kept()[2].id}")
    town.anna.send(page, "press")

    assert kept()[:2] == (HelpStatus.OPEN, [Move.ASKED, Move.DECLINED, Move.REOPENED])


def test_who_asked_withdraws_it_and_can_undo_that(town, kept):
    asked(town.roos)
    path = f"/help/{kept()[2].id}"
    told = town.roos.follow(town.roos.send(town.roos.get(path), "press")).text
    assert "Ingetrokken. Er komt niemand." in told
    assert town.anna.get("/help/waiting").text.count("Een rondje langs onze brieven") == 0

    town.roos.send(town.roos.get(path), "press")

    assert kept()[:2] == (HelpStatus.OPEN, [Move.ASKED, Move.WITHDRAWN, Move.REOPENED])


def test_an_old_page_changes_nothing(town, kept):
    asked(town.roos)
    path = f"/help/{kept()[2].id}"
    old = town.roos.get(path)
    town.anna.send(town.anna.get("/"), "/take")

    answer = town.roos.send(old, "press")

    assert (answer.status, "Iemand anders heeft dit" in answer.text) == (409, True)
    assert kept()[0] is HelpStatus.TAKEN


def test_nobody_else_reads_it_and_nothing_can_be_done_that_is_not_theirs(town, visit, make, kept):
    asked(town.roos)
    number = kept()[2].id
    stranger = visit.as_user(make.user(person=make.person("Iemand", town.office)))

    stranger.get(f"/help/{number}", 404)
    page = stranger.get("/account")
    assert stranger.post(f"/help/{number}", page, press="withdraw", version="1").status == 404
    assert stranger.post(f"/help/{number}/take", page, version="1").status == 403
    page = town.tom.get(f"/help/{number}")
    assert town.tom.post(f"/help/{number}", page, press="withdraw", version="2").status == 409
    assert kept()[0] is HelpStatus.OPEN


def test_after_a_week_the_change_manager_has_it(town, make):
    fresh, late = "Een week min een uur", "Een week geleden"
    make.help_request(town.initiative, town.team, about=fresh, at=make.now - 7 * DAY + timedelta(hours=1))
    make.help_request(town.initiative, town.team, about=late, at=make.now - 7 * DAY)

    page = town.manager.get("/i/DT/help")

    assert (late in page.text, fresh in page.text) == (True, False)
    assert "wacht al langer dan een week" in page.text
    assert late not in town.manager.get("/i/DT/help?q=belasting").text
    everything = town.manager.get("/i/DT/help?status=all&q=balie").text
    assert (late in everything, fresh in everything) == (True, True)


def test_what_somebody_took_who_left_is_with_the_change_manager(town, make, session):
    make.help_request(town.initiative, town.team, about="Wie komt er nu?", taken_by=town.anna_serves)
    assert "Er wacht niets op jou" in town.manager.get("/i/DT/help").text
    session.add(
        AmbassadorshipStep(
            ambassadorship_id=town.anna_serves.id, number=2, status=Status.ENDED, on=make.today, recorded_at=make.now
        )
    )
    session.commit()

    assert "Wie komt er nu?" in town.manager.get("/i/DT/help").text


def test_a_stand_in_finds_and_takes_what_waits_for_the_ambassador(town, make, session, visit, kept):
    sam = make.person("Sam Smit", town.office)
    session.add(
        AmbassadorshipStep(
            ambassadorship_id=town.anna_serves.id,
            number=2,
            status=Status.PAUSED,
            on=make.today - DAY,
            until=make.today + 20 * DAY,
            stand_in_id=sam.id,
            recorded_at=make.now,
        )
    )
    session.commit()
    visitor = visit.as_user(make.user(person=sam))
    told = town.roos.follow(asked(town.roos)).text

    assert "Wacht op Sam Smit" in told
    visitor.send(visitor.get("/"), "/take")
    assert kept()[2].taken_by_id == town.anna_serves.id


def test_steps_are_never_changed(town, make, session):
    make.help_request(town.initiative, town.team)
    session.scalars(select(HelpStep)).one().note = "anders"

    with pytest.raises(Exception, match="append-only"):
        session.commit()


def test_wished_days_of_what_one_took_are_there_for_a_calendar(town, make, session):
    values = {"taken_by": town.anna_serves, "wished_on": make.today + 3 * DAY}
    request = make.help_request(town.initiative, town.team, **values)
    make.help_request(town.initiative, town.team, taken_by=town.anna_serves)
    make.help_request(town.initiative, town.team, wished_on=make.today)

    assert wished_days(session, town.anna_person.id, make.today) == [
        WishedDay(
            request.id,
            1,
            "Duidelijke taal",
            town.team.id,
            HelpKind.VISIT,
            "Onze brieven over afval",
            make.today + 3 * DAY,
            make.now,
        )
    ]


@pytest.fixture
def statements(app):
    def count(visitor, path):
        with app.app_context(), counted(db.session) as seen:
            visitor.get(path)
        return len(seen)

    return count


@pytest.mark.parametrize(
    ("who", "path", "number"),
    [
        ("roos", "/help", 15),
        ("anna", "/help/waiting", 15),
        ("manager", "/i/DT/help", 14),
        ("manager", "/i/DT/help?status=all", 11),
        ("anna", "/", 35),
        ("manager", "/", 23),
    ],
)
def test_lists_ask_the_database_as_often_for_one_as_for_three_hundred(town, make, statements, who, path, number):
    def ask_for(many):
        for place in range(many):
            make.help_request(town.initiative, town.team, town.roos_user, f"Vraag {place}", at=make.now - 9 * DAY)

    ask_for(1)
    statements(getattr(town, who), path)  # the first page finds what the next remember
    one = statements(getattr(town, who), path)
    ask_for(299)
    many = statements(getattr(town, who), path)

    assert (one, many) == (number, number)


def test_the_same_is_not_asked_twice_while_it_goes_on(town, kept):
    asked(town.roos)
    again = asked(town.roos)

    assert (again.status, "Dit heb je al gevraagd." in again.text) == (422, True)
    number = kept()[2].id
    town.roos.send(town.roos.get(f"/help/{number}"), "press")
    assert asked(town.roos).status == 302


def test_who_became_ambassador_after_asking_is_not_asked_to_help_oneself(town, kept, make, session):
    asked(town.roos, "/help/ask?initiative=DT&department=BALIE")
    make.ambassadorship(town.initiative, town.team, town.roos_user.person)
    session.commit()
    number = kept()[2].id

    mine = town.roos.get(f"/help/{number}").text
    assert "Wacht op Anna de Boer" in mine
    assert "Ik doe het" not in mine
    assert "Een rondje langs onze brieven" not in town.roos.get("/").text.partition("Verzoeken om hulp")[2]
    assert f"/help/{number}" in town.anna.get("/").links.values()
    found = town.roos.get("/ambassadors")
    assert "Roos Meijer Dat ben jij." in found.text
    assert "Vraag om langs te komen" not in found.links


def test_where_several_changes_run_it_tells_for_which_one_the_question_goes_to_whom(town, make):
    make.initiative("Digitaal toegankelijk", code="DTG")
    make.session.commit()

    page = town.roos.get("/help/ask?initiative=DT&department=BALIE")

    assert "Over Duidelijke taal gaat je vraag naar Anna de Boer." in page.text
