"""What do you say when…: heard, answered, joined; on the pages and in the log."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from ambassadors.db import db
from ambassadors.objections.models import Answer, Hearing, Objection, Worked
from ambassadors.security.models import AuditEntry
from ambassadors.security.policy import Role
from tests.conftest import TODAY
from tests.statements import counted

LIST = "/i/DT/objections"


@pytest.fixture
def world(make, visit):
    """Fatima, ambassador of Burgerzaken; Esther, change manager; Roos, who is neither."""

    class World:
        initiative = make.initiative("Duidelijke taal", code="DT")
        here = make.department("Burgerzaken", code="BZ")
        there = make.department("Belastingen", code="BEL")
        person = make.person("Fatima el Idrissi", here)
        ambassadorship = make.ambassadorship(initiative, here, person)
        user = make.user(person=person)
        manager = make.user(Role.CHANGE_MANAGER, name="Esther Vermeulen")

        def as_english(self, user):
            visitor = visit.as_user(user)
            with visitor.client.session_transaction() as cookie:
                cookie["language"] = "en"
            return visitor

    found = World()
    found.fatima, found.esther, found.roos = (
        found.as_english(each) for each in (found.user, found.manager, make.user(name="Roos"))
    )
    return found


def read(session, table):
    session.rollback()
    session.expire_all()
    return session.scalars(select(table).order_by(*table.__mapper__.primary_key)).all()


def trail(session):
    session.rollback()
    return [
        tuple(row) for row in session.execute(select(AuditEntry.subject, AuditEntry.action).order_by(AuditEntry.id))
    ]


def test_an_empty_list_says_what_to_do(world):
    assert world.fatima.get(LIST).links["Add the first objection"] == f"{LIST}/new"
    assert "Nobody wrote down an objection yet" in world.roos.get(LIST).text
    assert "Add the first objection" not in world.roos.get(LIST).links


def test_an_ambassador_writes_down_what_was_said_with_the_answer_in_the_own_department(session, world):
    page = world.fatima.get(f"{LIST}/new")
    answer = world.fatima.send(page, "text", text=" Wij hebben geen tijd ", answer="Het scheelt je straks tijd.")

    objection, hearing, said = (read(session, table)[0] for table in (Objection, Hearing, Answer))
    assert (objection.text, objection.written_by) == ("Wij hebben geen tijd", world.user.id)
    assert (hearing.on, hearing.department_id, hearing.activity_id) == (TODAY, world.here.id, None)
    assert (said.objection_id, said.text) == (objection.id, "Het scheelt je straks tijd.")
    assert "Heard 1 time" in world.fatima.follow(answer).text
    assert trail(session) == [("objection", "written"), ("objection", "heard"), ("objection_answer", "written")]


def test_what_is_known_already_counts_once_more_instead_of_standing_there_twice(session, make, world):
    make.objection(world.initiative, "Wij hebben geen tijd")
    page = world.fatima.get(f"{LIST}/new")
    world.fatima.send(page, "text", text="wij hebben geen tijd!", department="0")

    assert [each.text for each in read(session, Objection)] == ["Wij hebben geen tijd"]
    assert [each.department_id for each in read(session, Hearing)] == [None]


@pytest.mark.parametrize(
    ("values", "status", "sentence"),
    [
        ({"text": " "}, 422, "Write a few words."),
        ({"text": "Te druk", "on": "2026-11-24"}, 422, "This day is still to come."),
        ({"text": "Te druk", "on": "2020-01-01"}, 422, "The change had not started yet on this day."),
        ({"text": "Te druk", "on": ""}, 422, "Fill in the day."),
        ({"text": "Te druk", "department": "999"}, 422, "Not a valid choice."),
    ],
)
def test_what_is_wrong_stands_beside_the_field_and_nothing_is_written(session, world, values, status, sentence):
    page = world.fatima.send(world.fatima.get(f"{LIST}/new"), "text", answer="Begin met één brief.", **values)

    assert (page.status, sentence in page.text) == (status, True)
    assert page.form("text").fields["answer"] == ["Begin met één brief."]
    assert (read(session, Objection), read(session, Hearing), trail(session)) == ([], [], [])


def test_the_most_heard_lately_comes_first_each_with_the_answer_that_worked_most(make, world):
    old, now = make.objection(world.initiative, "Vroeger gehoord"), make.objection(world.initiative, "Nu gehoord")
    for _time in range(3):
        make.hearing(old, world.here, on=TODAY - timedelta(days=120))
    make.hearing(now, world.here)
    make.hearing(now, world.there)
    make.answer(old, "Werkte weinig", worked=1)
    make.answer(old, "Werkte vaak", worked=4)
    text = world.roos.get(LIST).text

    found = ("Nu gehoord", "2 times in the last three months, in 2 departments", "Vroeger gehoord", "Heard 3 times .")
    places = [text.index(each) for each in (*found[:3], "Werkte vaak", "Worked for 4 colleagues", "Werkte weinig")]
    assert places == sorted(places)


@pytest.mark.parametrize(("words", "found"), [("TIJD", [True, False]), ("morgen", [True, False]), ("geld 100%", [])])
def test_the_list_is_searched_in_objections_and_in_answers(make, world, words, found):
    time, money = make.objection(world.initiative, "Geen tijd"), make.objection(world.initiative, "Te veel geld")
    make.answer(time, "Begin morgen")
    make.answer(money, "Het spaart uit")
    text = world.roos.client.get(LIST, query_string={"q": words}).text

    assert ["Geen tijd" in text, "Te veel geld" in text] == (found or [False, False])


def test_a_list_of_300_takes_as_many_statements_as_of_one_and_comes_in_pages(app, make, world):
    def asked():
        with app.app_context(), counted(db.session) as statements:
            page = world.fatima.get(LIST)
        return page, len(statements)

    make.answer(make.objection(world.initiative))
    first = asked()[1]
    for number in range(299):
        objection = make.objection(world.initiative, f"Tegenwerping {number}", user=world.user)
        make.hearing(objection, world.here, user=world.user)
        make.answer(objection, user=world.user)
    page, many = asked()

    assert (first, many) == (10, 10)
    assert "1 to 20 of 300" in page.text


def test_the_page_of_one_takes_as_many_statements_for_300_hearings_as_for_one(app, make, world):
    objection = make.objection(world.initiative)

    def asked(visitor):
        with app.app_context(), counted(db.session) as statements:
            visitor.get(f"{LIST}/{objection.id}")
        return len(statements)

    make.hearing(objection, world.here)
    first = asked(world.esther)
    for number in range(299):
        make.hearing(objection, world.there, on=TODAY - timedelta(days=number), user=world.user)
        if number < 40:
            make.answer(objection, user=world.user)

    assert (first, asked(world.esther)) == (first, first)


def test_heard_once_more_is_noted_and_taken_back_by_who_said_so(session, make, world):
    objection = make.objection(world.initiative)
    page = world.fatima.get(f"{LIST}/{objection.id}")
    page = world.fatima.follow(world.fatima.send(page, "/hear", on="2026-11-20"))
    assert "Heard 1 time Burgerzaken 1" in page.text
    page = world.fatima.follow(world.fatima.send(page, "/hearings/"))
    assert "Not heard yet" in page.text
    page = world.fatima.follow(world.fatima.send(page, "/restore"))
    assert "Heard 1 time Burgerzaken 1" in page.text
    assert [each.on for each in read(session, Hearing)] == [date(2026, 11, 20)]


def test_what_others_heard_is_not_an_ambassadors_to_take_back(session, make, world):
    objection = make.objection(world.initiative)
    hearing = make.hearing(objection, world.there)
    page = world.fatima.get(f"{LIST}/{objection.id}")

    assert world.fatima.post(f"{LIST}/{objection.id}/hearings/{hearing.id}/retire", page).status == 403
    world.esther.send(world.esther.get(f"{LIST}/{objection.id}"), "/hearings/")
    assert [each.withdrawn_at is None for each in read(session, Hearing)] == [False]


def test_a_wrong_day_of_hearing_is_told_on_the_page_itself(session, make, world):
    objection = make.objection(world.initiative)
    page = world.fatima.send(world.fatima.get(f"{LIST}/{objection.id}"), "/hear", on="2027-01-01")

    assert (page.status, "This day is still to come." in page.text) == (422, True)
    assert read(session, Hearing) == []


def test_that_it_worked_counts_once_per_user_and_is_taken_back_with_one_tap(session, make, world):
    objection = make.objection(world.initiative)
    answer = make.answer(objection, worked=2)
    address = f"{LIST}/{objection.id}"
    old = world.fatima.get(address)
    world.fatima.send(old, "/worked")
    world.fatima.post(f"{address}/answers/{answer.id}/worked", old)
    page = world.fatima.get(address)
    assert "Worked for 3 colleagues" in page.text
    assert len(read(session, Worked)) == 3

    page = world.fatima.follow(world.fatima.send(page, "/worked_not"))
    assert "Worked for 2 colleagues" in page.text


def test_pages_tell_nobody_who_wrote_heard_or_was_helped(make, world):
    writer = make.user(name="Wilma Schrijver")
    objection = make.objection(world.initiative, user=writer)
    make.hearing(objection, world.here, user=writer)
    make.answer(objection, user=writer)
    for path in (LIST, f"{LIST}/{objection.id}", f"{LIST}/card"):
        assert "Wilma" not in world.fatima.get(path).text


def test_departments_with_few_colleagues_are_told_of_together(make, world):
    small = make.department("Drie mensen", parent=world.here, staff=3)
    objection = make.objection(world.initiative)
    for department in (small, small, world.here):
        make.hearing(objection, department)

    assert "Burgerzaken and 1 other small one 3" in world.roos.get(f"{LIST}/{objection.id}").text
    assert "Drie mensen" not in world.roos.get(f"{LIST}/{objection.id}").text
    assert "Drie mensen 2 Burgerzaken 1" in world.esther.get(f"{LIST}/{objection.id}").text


def test_own_words_are_reworded_and_withdrawn_by_their_writer_those_of_others_by_the_change_manager(
    session, make, world
):
    own, other = make.objection(world.initiative, "Eigen", user=world.user), make.objection(world.initiative, "Ander")
    page = world.fatima.get(f"{LIST}/{own.id}/edit")
    world.fatima.send(page, "text", text="In mijn woorden")
    world.fatima.send(world.fatima.get(f"{LIST}/{own.id}"), "/retire")

    assert world.fatima.get(f"{LIST}/{other.id}/edit", status=403).status == 403
    assert world.fatima.post(f"{LIST}/{other.id}/retire", page).status == 403
    world.esther.send(world.esther.get(f"{LIST}/{other.id}/edit"), "text", text="Netter gezegd")
    assert [(each.text, each.retired_at is None) for each in read(session, Objection)] == [
        ("In mijn woorden", False),
        ("Netter gezegd", True),
    ]
    assert trail(session) == [("objection", "reworded"), ("objection", "retired"), ("objection", "reworded")]


def test_a_withdrawn_objection_is_gone_for_others_and_put_back_by_its_writer(make, world):
    objection = make.objection(world.initiative, "Eigen", user=world.user)
    world.fatima.send(world.fatima.get(f"{LIST}/{objection.id}"), "/retire")
    world.roos.get(f"{LIST}/{objection.id}", status=404)
    assert "Eigen" not in world.roos.get(LIST).text
    assert "Eigen" in world.esther.get(f"{LIST}?show=withdrawn").text

    world.fatima.send(world.fatima.get(f"{LIST}/{objection.id}"), "/restore")
    assert "Eigen" in world.roos.get(LIST).text


def test_rewording_what_somebody_else_reworded_meanwhile_is_told(make, world):
    objection = make.objection(world.initiative, "Eerst", user=world.user)
    late = world.fatima.get(f"{LIST}/{objection.id}/edit")
    world.esther.send(world.esther.get(f"{LIST}/{objection.id}/edit"), "text", text="Van Esther")
    page = world.fatima.send(late, "text", text="Van Fatima")

    assert (page.status, "Somebody else changed this" in page.text) == (409, True)
    assert page.form("text").fields["text"] == ["Van Fatima"]


def test_answers_are_added_reworded_withdrawn_and_put_back(session, make, world):
    objection = make.objection(world.initiative)
    address = f"{LIST}/{objection.id}"
    page = world.fatima.send(world.fatima.get(address), "text", text=" ")
    assert (page.status, "Write a few words." in page.text) == (422, True)
    page = world.fatima.follow(world.fatima.send(page, "text", text="Begin met één brief"))
    answer = read(session, Answer)[0]
    world.fatima.send(world.fatima.get(f"{address}/answers/{answer.id}/edit"), "text", text="Begin klein")
    page = world.fatima.follow(world.fatima.send(world.fatima.get(address), f"/{answer.id}/retire"))
    assert "Withdrawn answers" in page.text
    assert "Begin klein" not in world.roos.get(address).text
    world.fatima.send(page, f"/{answer.id}/restore")
    assert "Begin klein" in world.roos.get(address).text


def test_somebody_elses_answer_is_not_an_ambassadors_to_change(make, world):
    objection = make.objection(world.initiative)
    answer = make.answer(objection)

    world.fatima.get(f"{LIST}/{objection.id}/answers/{answer.id}/edit", status=403)
    world.esther.get(f"{LIST}/{objection.id}/answers/{answer.id}/edit")


def test_who_only_reads_finds_no_forms_and_cannot_write(session, make, world):
    objection = make.objection(world.initiative)
    make.answer(objection)
    page = world.roos.get(f"{LIST}/{objection.id}")

    assert [form.action for form in page.forms if LIST in form.action] == []
    assert world.roos.post(f"{LIST}/{objection.id}/answers", page, text="x").status == 403


def test_alike_ones_join_share_answers_and_add_up_and_are_taken_apart_again(session, make, world):
    main = make.objection(world.initiative, "Wij hebben geen tijd")
    other = make.objection(world.initiative, "Daar is geen tijd voor")
    make.hearing(main, world.here)
    make.hearing(other, world.there)
    make.answer(other, "Begin met één brief")
    page = world.esther.get(f"{LIST}/{main.id}")
    page = world.esther.follow(world.esther.send(page, "other"))
    assert "Heard 2 times" in page.text
    assert "Begin met één brief" in page.text
    listed = world.roos.get(LIST).text
    assert ("Daar is geen tijd voor" in listed, "Heard 2 times" in listed) == (False, True)
    assert world.roos.get(f"{LIST}/{other.id}", status=302).location == f"{LIST}/{main.id}"

    page = world.esther.follow(world.esther.send(page, "/part"))
    assert "Heard 1 time" in page.text
    assert "Daar is geen tijd voor" in world.roos.get(LIST).text
    assert trail(session) == [("objection", "joined"), ("objection", "parted")]


def test_the_words_that_were_heard_most_stay_whoever_is_joined_to_whom(session, make, world):
    known = make.objection(world.initiative, "Wij hebben geen tijd")
    shouted = make.objection(world.initiative, "Kost te veel tijd!!")
    for place in (world.here, world.there):
        make.hearing(known, place)
    make.hearing(shouted, world.here)
    page = world.esther.get(f"{LIST}/{shouted.id}")

    answer = world.esther.post(f"{LIST}/{shouted.id}/join", page, other=str(known.id))

    assert answer.location.startswith(f"{LIST}/{known.id}")
    assert "“Wij hebben geen tijd”" in world.esther.follow(answer).text
    assert [each.joined_to_id for each in read(session, Objection)] == [None, known.id]


def test_what_was_joined_to_one_goes_along_and_chains_stay_short(session, make, world):
    first, second, third = (make.objection(world.initiative, f"Geen tijd {each}") for each in "abc")
    for into, other in ((second, third), (first, second)):
        page = world.esther.get(f"{LIST}/{into.id}")
        world.esther.post(f"{LIST}/{into.id}/join", page, other=str(other.id))

    assert [each.joined_to_id for each in read(session, Objection)] == [None, first.id, first.id]


@pytest.mark.parametrize("which", ["itself", "joined"])
def test_what_cannot_be_joined_is_refused(session, make, world, which):
    main = make.objection(world.initiative, "Geen tijd")
    joined = make.objection(world.initiative, "Te druk", joined_to_id=main.id)
    third = make.objection(world.initiative, "Geen zin")
    into, other = (third, third) if which == "itself" else (third, joined)
    page = world.esther.get(f"{LIST}/{into.id}")
    world.esther.post(f"{LIST}/{into.id}/join", page, other=str(other.id))

    assert [each.joined_to_id for each in read(session, Objection)] == [None, main.id, None]
    assert trail(session) == []


def test_an_objection_of_another_change_is_not_found(make, world):
    other = make.objection(make.initiative("Iets anders"))

    world.esther.get(f"{LIST}/{other.id}", status=404)


def test_the_card_has_the_best_answer_to_each_and_a_line_to_write_on(make, world):
    time = make.objection(world.initiative, "Geen tijd")
    make.answer(time, "Minder goed")
    make.answer(time, "Het best", worked=2)
    make.objection(world.initiative, "Te duur")
    text = world.roos.get(f"{LIST}/card").text

    assert ("Het best" in text, "Minder goed" in text) == (True, False)
    assert "“Te duur” No answer yet. What did you say?" in text


def log_with(world, **values):
    return world.fatima.send(world.fatima.get("/log"), "kind", **{"reaches-0-number": "2-5"}, **values)


def test_what_was_said_is_logged_with_the_activity_and_told_on_its_page(session, make, world):
    make.objection(world.initiative, "Geen tijd")
    page = world.fatima.get("/log")
    assert '<option value="Geen tijd">' in page.html
    page = world.fatima.follow(log_with(world, objection="geen tijd"))

    assert "What did they say against it? “Geen tijd”" in page.text
    hearing = read(session, Hearing)[0]
    assert (hearing.on, hearing.activity_id, hearing.department_id) == (None, 1, world.here.id)


def test_where_it_was_said_is_not_known_when_several_departments_were_there(session, world):
    page = world.fatima.send(world.fatima.get("/log"), "kind", step="more")
    world.fatima.send(
        page,
        "kind",
        **{"reaches-0-number": "2-5", "reaches-1-number": "1-1", "reaches-1-department": "elsewhere"},
        **{"reaches-1-elsewhere": "belasting", "objection": "Te druk"},
    )

    assert [each.department_id for each in read(session, Hearing)] == [None]


def test_what_was_said_at_an_activity_follows_its_day_and_counts_no_longer_when_it_is_undone(make, world):
    objection = make.objection(world.initiative)
    activity = make.activity(world.ambassadorship, world.here, on=TODAY - timedelta(days=300))
    make.hearing(objection, world.here, activity=activity)
    text = world.roos.get(LIST).text
    assert ("Heard 1 time" in text, "last three months" in text) == (True, False)

    world.fatima.send(world.fatima.get(f"/activities/{activity.id}"), "/undo")
    assert "Not heard yet." in world.roos.get(LIST).text


def test_saving_an_activity_asks_no_more_when_nothing_was_said(app, world):
    page = world.fatima.get("/log")
    with app.app_context(), counted(db.session) as statements:
        world.fatima.send(page, "kind", **{"reaches-0-number": "2-5"}, objection="  ")

    assert [each for each in statements if "objection" in each] == []


def test_what_was_said_is_too_long_for_one_sentence_is_told_beside_the_field(session, world):
    page = log_with(world, objection="x" * 201)

    assert page.status == 422
    assert page.form("kind").fields["objection"] == ["x" * 201]
    assert read(session, Objection) == []


def test_correcting_an_activity_does_not_ask_what_was_said(make, world):
    activity = make.activity(world.ambassadorship, world.here)

    assert "objection" not in world.fatima.get(f"/activities/{activity.id}/edit").form("kind").fields
