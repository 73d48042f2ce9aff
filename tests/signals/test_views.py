"""The pages of signals: raising one, following it, answering it; and that nobody sees what is not theirs."""

from datetime import timedelta

import pytest
from sqlalchemy import event, func, select

from ambassadors.accounts.models import Grant
from ambassadors.db import db
from ambassadors.security.policy import Role
from ambassadors.signals import service
from ambassadors.signals.kept import KEPT
from ambassadors.signals.models import Signal, SignalStep
from ambassadors.signals.rules import Involved, Part, SignalStatus

DAY = timedelta(days=1)
WHAT = "De nieuwe brief is na de update weer de oude"


@pytest.fixture
def change(make):
    return make.initiative("Duidelijke taal", code="taal")


@pytest.fixture
def office(make):
    return make.department("Burgerzaken")


@pytest.fixture
def ambassador(make, change, office):
    person = make.person("Fatima Yilmaz", office)
    make.ambassadorship(change, office, person)
    return make.user(person=person)


@pytest.fixture
def sender(make, office):
    return make.user(person=make.person("Joost Hendriksen", office))


@pytest.fixture
def member(make, change):
    return make.user(Role.KERNGROEP, initiative=change, name="Els Dijkstra")


def look_again(session):
    """Forget what was read: pages have written since."""
    session.rollback()
    session.expire_all()


def raised(visit, user, **values):
    """Raise a signal as somebody would; returns the page that follows."""
    visitor = visit.as_user(user)
    answer = visitor.send(visitor.get("/signals/new"), "what", **{"what": WHAT, "severity": "hinders", **values})
    assert answer.status == 302, answer.text
    return visitor.follow(answer)


def press(visit, user, signal, button, **values):
    """Press a button on the page of a signal."""
    visitor = visit.as_user(user)
    page = visitor.get(f"/signals/{signal.id}")
    field = {"acknowledge": "owner", "ask": "question", "reply": "reply", "reopen": "why"}.get(button, "note")
    if field != "note" and "note" in values:
        values[field] = values.pop("note")
    return visitor.send(page, field, press=button, **values)


def test_raising_a_signal_takes_two_answers_and_send(visit, session, sender, ambassador, office):
    page = raised(visit, sender)

    signal = session.scalars(select(Signal)).one()
    assert (signal.what, signal.department_id, signal.status) == (WHAT, office.id, SignalStatus.RAISED)
    assert "Fatima Yilmaz" in page.text
    assert WHAT in page.text


def test_the_form_points_to_the_confidential_adviser(visit, sender, change):
    assert "De vertrouwenspersoon is er voor je." in visit.as_user(sender).get("/signals/new").text


def test_what_an_ambassador_raises_goes_to_the_kerngroep_unless_they_choose(visit, session, ambassador):
    raised(visit, ambassador)
    raised(visit, ambassador, route="ambassador")

    statuses = session.scalars(select(Signal.status).order_by(Signal.id)).all()
    assert statuses == [SignalStatus.ESCALATED, SignalStatus.RAISED]


def test_another_department_is_looked_up_without_losing_what_was_written(visit, session, make, sender, change):
    domain = make.department("Domein Ruimte")
    team = make.department("Team Vergunningen", parent=domain)
    for _each in range(3):
        make.department("Team Toezicht")
    visitor = visit.as_user(sender)

    looked_up = visitor.send(visitor.get("/signals/new"), "what", what=WHAT, words="vergun", look_up="1")
    form = looked_up.form("what")

    assert looked_up.status == 200
    assert form.fields["what"] == [WHAT]
    assert form.choices["department"][-1] == str(team.id)
    assert "Team Vergunningen (Domein Ruimte)" in looked_up.text
    sent = visitor.send(looked_up, "what", department=str(team.id), severity="small", words="iets anders")
    assert sent.status == 302
    assert session.scalars(select(Signal.department_id)).all() == [team.id]


def test_a_department_that_is_not_found_is_told(visit, sender, change):
    visitor = visit.as_user(sender)

    page = visitor.send(visitor.get("/signals/new"), "what", words="bestaat niet", look_up="1")

    assert "Die afdeling vinden we niet. Probeer een deel van de naam." in page.text


def test_a_big_organisation_does_not_make_a_big_form(visit, make, sender, change):
    for number in range(60):
        make.department(f"Team {number}")
    visitor = visit.as_user(sender)

    own = visitor.get("/signals/new")
    found = visitor.send(own, "what", words="team", look_up="1")

    assert len(own.form("what").choices["department"]) == 1
    assert len(found.form("what").choices["department"]) == 13


@pytest.mark.parametrize("missing", ["what", "severity", "department"])
def test_what_is_missing_is_told_and_the_rest_kept(visit, session, sender, change, missing):
    visitor = visit.as_user(sender)
    filled = {"what": WHAT, "severity": "small", missing: None}

    page = visitor.send(visitor.get("/signals/new"), "what", **filled)

    assert page.status == 422
    assert f'href="#{missing}"' in page.html
    if missing != "what":
        assert page.form("what").fields["what"] == [WHAT]
    assert session.scalar(select(func.count()).select_from(Signal)) == 0


def test_pressing_send_twice_raises_one_signal(visit, session, sender, change):
    visitor = visit.as_user(sender)
    form = visitor.get("/signals/new")

    first = visitor.send(form, "what", what=WHAT, severity="small")
    second = visitor.send(form, "what", what=WHAT, severity="small")

    assert first.location == second.location
    assert session.scalar(select(func.count()).select_from(Signal)) == 1


def test_with_several_changes_one_tells_which_it_is_about(visit, session, make, sender, ambassador, change):
    other = make.initiative("Toegankelijk", code="toegankelijk", starts_on=make.today)
    visitor = visit.as_user(sender)
    form = visitor.get("/signals/new").form("what")

    assert form.choices["initiative"] == [str(other.id), str(change.id)]
    raised(visit, sender, initiative=str(change.id))
    assert session.scalars(select(Signal.initiative_id)).all() == [change.id]
    assert visit.as_user(ambassador).get("/signals/new").form("what").fields["initiative"] == [str(change.id)]


def test_a_signal_is_about_the_change_that_one_was_looking_at(visit, make, sender, ambassador, change):
    other = make.initiative("Toegankelijk", code="toegankelijk", starts_on=make.today)
    for user, chosen in ((sender, change), (ambassador, other)):
        visitor = visit.as_user(user)
        visitor.get(f"/i/{chosen.code}")

        assert visitor.get("/signals/new").form("what").fields["initiative"] == [str(chosen.id)]


def test_with_several_changes_and_none_at_hand_none_is_chosen(visit, session, make, sender, change, office):
    make.initiative("Toegankelijk", code="toegankelijk", starts_on=make.today)
    visitor = visit.as_user(sender)
    form = visitor.get("/signals/new")

    assert form.form("what").fields["initiative"] == []
    page = visitor.send(form, "what", what=WHAT, severity="small")
    assert page.status == 422
    assert "Kies over welke verandering het gaat." in page.text
    assert session.scalar(select(func.count()).select_from(Signal)) == 0


def test_without_a_change_there_is_nothing_to_fill_in(visit, make):
    page = visit.as_user(make.user()).get("/signals/new")

    assert "Er is nog geen verandering" in page.text
    assert [form for form in page.forms if "what" in form.fields] == []


def test_the_whole_way_of_a_signal(visit, session, make, sender, ambassador, member):
    raised(visit, sender)
    signal = session.scalars(select(Signal)).one()

    assert press(visit, ambassador, signal, "escalate", note="Dit ligt aan het systeem").status == 302
    assert press(visit, member, signal, "acknowledge").status == 302
    assert press(visit, member, signal, "answer-and-tell", note="Vanaf maandag is het opgelost.").status == 302
    answered = visit.as_user(sender).get(f"/signals/{signal.id}")
    assert answered.html.count("Vanaf maandag is het opgelost.") == 2
    assert "Vanaf maandag is het opgelost." in visit.as_user(sender).get("/signals").text
    assert press(visit, sender, signal, "reopen", note="Het is nog steeds zo").status == 302

    look_again(session)
    assert [step.status for step in signal.steps] == [
        SignalStatus.RAISED,
        SignalStatus.ESCALATED,
        SignalStatus.ACKNOWLEDGED,
        SignalStatus.ANSWERED,
        SignalStatus.FED_BACK,
        SignalStatus.REOPENED,
    ]
    assert (signal.owner_id, signal.due_on) == (member.id, make.today + 7 * DAY)
    assert "Het is nog steeds zo" in visit.as_user(member).get(f"/signals/{signal.id}").text


def test_the_sender_reads_an_answer_only_when_told(visit, session, sender, ambassador, member):
    raised(visit, sender)
    signal = session.scalars(select(Signal)).one()
    press(visit, ambassador, signal, "escalate")
    press(visit, member, signal, "acknowledge")
    press(visit, member, signal, "answer", note="Vrijdag zijn ze weg")

    for reader in (sender, ambassador):
        page = visit.as_user(reader).get(f"/signals/{signal.id}")
        assert "Vrijdag" not in page.text
        assert "eantwoord" not in page.text
        assert "opgepakt" in page.text
    assert "Vrijdag" not in visit.as_user(sender).get("/signals").text
    assert "nog niet" not in visit.as_user(sender).get("/signals").text
    assert "Vrijdag" in visit.as_user(member).get(f"/signals/{signal.id}").text
    press(visit, member, signal, "tell")

    assert "Vrijdag zijn ze weg" in visit.as_user(sender).get(f"/signals/{signal.id}").text


def test_an_answer_that_is_still_to_be_told_is_not_in_what_is_kept_about_the_sender(
    session, make, sender, member, change, office
):
    signal = make.signal(change, office, sender, status=SignalStatus.ACKNOWLEDGED, owner_id=member.id)
    by = Involved(member.id, frozenset({Part.KERNGROEP}))
    service.answer(session, signal, by, signal.version, make.now, "Vrijdag zijn ze weg", tell=False)
    session.commit()

    def kept(user):
        found = [session.execute(each.rows, {"user_id": user.id}).mappings().all() for each in KEPT]
        return [row["status"] for row in found[0]], [row["words"] for row in found[1]]

    assert kept(sender) == ([SignalStatus.ACKNOWLEDGED], [None])
    assert kept(member) == ([SignalStatus.ANSWERED], ["Vrijdag zijn ze weg"])
    service.feed_back(session, signal, by, signal.version, make.now)
    session.commit()
    assert kept(sender) == ([SignalStatus.FED_BACK], [None, "Vrijdag zijn ze weg", None])


def test_an_ambassador_solves_it_with_a_word_of_what_was_done(visit, session, sender, ambassador):
    raised(visit, sender)
    signal = session.scalars(select(Signal)).one()

    silent = press(visit, ambassador, signal, "solve", note=" ")
    assert (silent.status, "Schrijf een paar woorden" in silent.text) == (409, True)
    told = press(visit, ambassador, signal, "solve", note="Samen aangepast")

    assert told.status == 302
    look_again(session)
    assert (signal.status, signal.steps[-1].note) == (SignalStatus.SOLVED_LOCALLY, "Samen aangepast")


def test_the_day_of_a_signal_says_what_it_is_for(visit, make, sender, member, change, office):
    def page(reader, status):
        signal = make.signal(change, office, sender, status=status, owner_id=member.id, due_on=make.today + DAY)
        return visit.as_user(reader).get(f"/signals/{signal.id}").text

    assert "Oppakken uiterlijk op 24 november 2026" in page(sender, SignalStatus.ESCALATED)
    assert "Opnieuw oppakken uiterlijk op 24 november 2026" in page(sender, SignalStatus.REOPENED)
    assert "Antwoord uiterlijk op 24 november 2026" in page(sender, SignalStatus.ACKNOWLEDGED)
    assert "Antwoord uiterlijk op 24 november 2026" in page(sender, SignalStatus.ANSWERED)
    assert "Aan de melder vertellen uiterlijk op 24 november 2026" in page(member, SignalStatus.ANSWERED)


def test_an_ambassador_is_told_that_their_own_signal_would_wait_for_themselves(visit, sender, ambassador):
    told = "Van je eigen afdelingen ben jij de ambassadeur in de buurt"

    assert told in visit.as_user(ambassador).get("/signals/new").text
    assert told not in visit.as_user(sender).get("/signals/new").text


def test_a_list_shows_the_beginning_of_a_long_signal(visit, make, sender, change, office):
    make.signal(change, office, sender, what="begin " + "lang " * 700 + "einde")

    text = visit.as_user(sender).get("/signals").text

    assert ("begin lang" in text, "einde" in text) == (True, False)


def test_the_second_of_two_who_answer_is_told_and_keeps_the_text(visit, session, make, sender, change, office):
    first = make.user(Role.CHAIR, initiative=change)
    second = make.user(Role.SECRETARY, initiative=change)
    signal = make.signal(change, office, sender)
    assert press(visit, first, signal, "acknowledge").status == 302
    late = visit.as_user(second)
    shown = late.get(f"/signals/{signal.id}")

    assert press(visit, first, signal, "answer-and-tell", note="Van de eerste").status == 302
    answer = late.send(shown, "note", press="answer-and-tell", note="Van de tweede")

    assert answer.status == 409
    assert "Dit signaal is al verder. Kijk hieronder wat er is gebeurd." in answer.text
    assert "Kopieer dus wat je nog nodig hebt: Van de tweede" in answer.text
    assert session.scalars(select(SignalStep.note).where(SignalStep.note.is_not(None))).all() == ["Van de eerste"]


def test_who_changes_the_date_after_somebody_else_sees_how_it_is_and_may_press_again(
    visit, session, make, sender, member, change, office
):
    other = make.user(Role.CHAIR, initiative=change, name="Peter Smeets")
    signal = make.signal(change, office, sender)
    press(visit, member, signal, "acknowledge")
    late = visit.as_user(other)
    shown = late.get(f"/signals/{signal.id}")
    press(visit, member, signal, "acknowledge", due_on=str(make.today + 3 * DAY))

    refused = late.send(shown, "owner", press="acknowledge", owner=str(other.id))
    assert refused.status == 409
    accepted = late.send(refused, "owner", press="acknowledge")

    assert accepted.status == 302
    look_again(session)
    assert signal.owner_id == other.id


def test_only_those_concerned_see_a_signal(visit, make, sender, ambassador, member, change, office):
    elsewhere = make.person(department=make.department("Belastingen"))
    make.ambassadorship(change, make.department("Verkeer"), elsewhere)
    other_change = make.initiative("Toegankelijk")
    signal = make.signal(change, office, sender, what=WHAT, status=SignalStatus.RAISED)
    manager = make.user(Role.CHANGE_MANAGER, initiative=change)
    strangers = [
        make.user(),
        make.user(person=elsewhere),
        make.user(Role.ADMINISTRATOR),
        make.user(Role.CHAIR, initiative=other_change),
        make.user(Role.CHANGE_MANAGER, initiative=other_change),
    ]

    for user in (sender, ambassador, member, manager):
        assert WHAT in visit.as_user(user).get(f"/signals/{signal.id}").text
    for user in strangers:
        visit.as_user(user).get(f"/signals/{signal.id}", 404)


def test_the_ambassador_keeps_seeing_only_what_they_passed_on(
    visit, session, make, sender, ambassador, change, office
):
    passed_on = make.signal(change, office, sender, status=SignalStatus.RAISED)
    straight = make.signal(change, office, sender)
    press(visit, ambassador, passed_on, "escalate")

    visit.as_user(ambassador).get(f"/signals/{passed_on.id}")
    visit.as_user(ambassador).get(f"/signals/{straight.id}", 404)


@pytest.mark.parametrize("button", ["solve", "acknowledge", "answer", "tell", "reopen"])
def test_a_button_that_is_not_on_the_page_changes_nothing(visit, session, make, change, office, button):
    user = make.user()
    signal = make.signal(change, office, user, status=SignalStatus.RAISED)
    visitor = visit.as_user(user)

    answer = visitor.post(
        f"/signals/{signal.id}",
        visitor.get(f"/signals/{signal.id}"),
        press=button,
        version="1",
        note="Ik doe het toch",
        why="Ik doe het toch",
        owner=str(user.id),
        due_on=str(make.today),
    )

    assert answer.status in {409, 422}
    look_again(session)
    assert (signal.status, signal.version, len(signal.steps)) == (SignalStatus.RAISED, 1, 1)


def test_an_unknown_button_is_not_understood(visit, make, change, office):
    user = make.user()
    signal = make.signal(change, office, user)
    visitor = visit.as_user(user)

    assert visitor.post(f"/signals/{signal.id}", visitor.get("/signals"), press="weg").status == 400


def test_the_inbox_shows_overdue_first_then_new_then_oldest(visit, session, make, member, change, office):
    def signal(what, status, days, due=None):
        made = make.signal(change, office, member, what=what, status=status, at=make.now - days * DAY)
        made.due_on = None if due is None else make.today + due * DAY
        session.commit()

    signal("Afgesloten", SignalStatus.FED_BACK, 90)
    signal("Jong en opgepakt", SignalStatus.ACKNOWLEDGED, 3, due=4)
    signal("Oud en opgepakt", SignalStatus.ANSWERED, 30, due=4)
    signal("Nog bij de ambassadeur", SignalStatus.RAISED, 40)
    signal("Nieuw", SignalStatus.ESCALATED, 1)
    signal("Heropend", SignalStatus.REOPENED, 20)
    signal("Te laat", SignalStatus.ACKNOWLEDGED, 10, due=-1)

    page = visit.as_user(member).get("/i/taal/inbox?status=all")

    order = [
        "Te laat", "Heropend", "Nieuw", "Oud en opgepakt", "Jong en opgepakt", "Nog bij de ambassadeur", "Afgesloten"
    ]  # fmt: skip
    assert [link for link in page.links if link in order] == order
    assert "6 signalen staan open." in page.text
    assert "Afgesloten" not in visit.as_user(member).get("/i/taal/inbox").links


def test_the_inbox_is_searched_by_words_department_and_principle(visit, session, make, member, change, office):
    principle = make.principle(change)
    other = make.department("Belastingen")
    about = make.signal(change, office, member, what="Sjablonen staan vast")
    about.principle_id = principle.id
    make.signal(change, other, member, what="Te weinig tijd")
    make.signal(make.initiative("Toegankelijk"), office, member, what="Sjablonen van een ander")
    session.commit()
    visitor = visit.as_user(member)

    def found(query):
        links = visitor.get(f"/i/taal/inbox?{query}").links
        return [
            each for each in ("Sjablonen staan vast", "Te weinig tijd", "Sjablonen van een ander") if each in links
        ]

    assert found("q=SJABLONEN") == ["Sjablonen staan vast"]
    assert found("q=belast") == ["Te weinig tijd"]
    assert found(f"principle={principle.id}") == ["Sjablonen staan vast"]
    assert found("principle=x&status=onzin") == ["Sjablonen staan vast", "Te weinig tijd"]
    assert "Niets gevonden" in visitor.get("/i/taal/inbox?q=100%25").text


def test_a_change_manager_reads_the_inbox_and_answers_nothing(visit, make, sender, change, office):
    manager = make.user(Role.CHANGE_MANAGER, initiative=change)
    signal = make.signal(change, office, sender, what=WHAT)
    visitor = visit.as_user(manager)

    page = visitor.get("/i/taal/inbox")

    assert WHAT in page.links
    assert "Oppakken" not in page.text
    assert [form for form in visitor.get(f"/signals/{signal.id}").forms if "version" in form.fields] == []


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.EMPLOYEE])
def test_the_inbox_is_not_for_others(visit, make, change, role):
    visit.as_user(make.user(role)).get("/i/taal/inbox", 403)


def test_the_inbox_of_another_change_is_closed_to_a_member(visit, make, member):
    make.initiative("Toegankelijk", code="toegankelijk")

    visit.as_user(member).get("/i/toegankelijk/inbox", 403)


def test_my_signals_show_mine_and_no_others(visit, make, sender, member, change, office):
    make.signal(change, office, sender, what="Die van mij")
    make.signal(change, office, member, what="Die van een ander")

    text = visit.as_user(sender).get("/signals").text

    assert "Die van mij" in text
    assert "Die van een ander" not in text


def test_signals_wait_for_the_nearest_ambassador_alone(visit, make, sender, ambassador, change, office):
    make.signal(change, office, sender, what="Voor Fatima", status=SignalStatus.RAISED)
    make.signal(change, office, sender, what="Al bij de kerngroep")
    make.signal(
        make.initiative("Toegankelijk"), office, sender, what="Andere verandering", status=SignalStatus.RAISED
    )

    text = visit.as_user(ambassador).get("/signals").text

    assert "Voor Fatima" in text
    assert "Al bij de kerngroep" not in text
    assert "Andere verandering" not in text


def counted(app, ask):
    """How many statements `ask` sends to the database."""
    sent = []

    def note(*_args):
        sent.append(1)

    with app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", note)
    ask()
    event.remove(engine, "before_cursor_execute", note)
    return len(sent)


@pytest.mark.parametrize("path", ["/i/taal/inbox", "/signals"])
def test_a_list_asks_as_much_for_300_signals_as_for_one(app, visit, session, make, ambassador, change, office, path):
    session.add(Grant(user_id=ambassador.id, role=Role.KERNGROEP, initiative_id=change.id))
    session.commit()
    visitor = visit.as_user(ambassador)

    def signals(amount):
        for number in range(amount):
            department = make.department() if number % 50 == 0 else office
            make.signal(change, department, ambassador, status=SignalStatus.RAISED)

    signals(1)
    one = counted(app, lambda: visitor.get(path))
    signals(300)
    many = counted(app, lambda: visitor.get(path))

    assert one <= 20
    assert many == one
