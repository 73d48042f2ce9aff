"""What must not be known: who raised a confidential signal, and anything of a text about a person."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from ambassadors.models import metadata
from ambassadors.security.policy import Role
from ambassadors.signals import joining
from ambassadors.signals.models import Signal
from ambassadors.signals.rules import Involved, Part, SignalStatus
from tests.visitor import Visitor

DAY = timedelta(days=1)
WHO = "Sanne de Boer"


@pytest.fixture
def change(make):
    return make.initiative("Duidelijke taal", code="taal")


@pytest.fixture
def office(make):
    return make.department("Burgerzaken")


@pytest.fixture
def sender(make, office):
    return make.user(person=make.person(WHO, office))


@pytest.fixture
def chair(make, change):
    return make.user(Role.CHAIR, initiative=change, name="Hilde")


@pytest.fixture
def owner(make, change):
    return make.user(Role.KERNGROEP, initiative=change, name="Karim")


@pytest.fixture
def others(make, change, office):
    """Who may read the signal, and not know of whom it is."""
    person = make.person("Fatima Yilmaz", office)
    make.ambassadorship(change, office, person)
    return [
        make.user(Role.KERNGROEP, initiative=change, name="Mehmet"),
        make.user(Role.SECRETARY, initiative=change, name="Yusuf"),
        make.user(Role.CHANGE_MANAGER, initiative=change, name="Esther"),
        make.user(person=person),
    ]


@pytest.fixture
def hidden(make, session, change, office, sender, owner):
    return make.signal(
        change, office, sender, status=SignalStatus.RAISED, confidential=True, owner_id=owner.id, due_on=make.today
    )


def test_the_page_names_the_sender_to_the_chair_the_owner_and_themselves_alone(
    visit, hidden, sender, chair, owner, others
):
    path = f"/signals/{hidden.id}"

    for user in (chair, owner):
        assert WHO in visit.as_user(user).get(path).text
    visit.as_user(sender).get(path)
    for user in others:
        text = visit.as_user(user).get(path).text
        assert WHO not in text
        assert "naam verborgen" in text
        assert "de melder" in text


def test_what_is_not_confidential_names_the_sender(visit, make, change, office, sender, others):
    signal = make.signal(change, office, sender, status=SignalStatus.RAISED)

    for user in others:
        assert WHO in visit.as_user(user).get(f"/signals/{signal.id}").text


@pytest.mark.parametrize("path", ["/", "/signals", "/i/taal/inbox", "/i/taal/inbox/answers", "/i/taal"])
def test_no_list_names_the_sender(visit, hidden, chair, owner, others, path):
    for user in (*others[:3], chair, owner):
        assert WHO not in visit.as_user(user).get(path).text


def test_what_is_joined_does_not_give_the_sender_away(visit, session, make, change, office, hidden, chair, others):
    lead = make.signal(change, office, make.user(), status=SignalStatus.ESCALATED)
    by = Involved(chair.id, frozenset({Part.KERNGROEP}))
    joining.join_as_kerngroep(session, hidden, lead.id, by, hidden.version, make.now, make.today)
    session.commit()

    for signal in (lead, hidden):
        for user in others[:3]:
            assert WHO not in visit.as_user(user).get(f"/signals/{signal.id}").text


def test_who_raises_it_for_a_colleague_says_so_and_stores_no_name(visit, session, sender, change, others):
    visitor = visit.as_user(sender)

    visitor.send(
        visitor.get("/signals/new"),
        "what",
        what="Wij horen niets",
        severity="small",
        for_colleague="y",
        confidential="y",
    )

    signal = session.scalars(select(Signal)).one()
    assert (signal.for_colleague, signal.confidential) == (True, True)
    assert "voor een collega zonder computer" in visit.as_user(others[0]).get(f"/signals/{signal.id}").text


def everything(session):
    """All that is stored, as one text."""
    return " ".join(
        str(value) for table in metadata.sorted_tables for row in session.execute(select(table)) for value in row
    )


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Fatima Yilmaz zwijgzwijg altijd", "laat de naam weg"),
        ("Ik word zwijgzwijg gepest", "Dit lijkt over een persoon te gaan"),
    ],
)
def test_a_text_about_a_person_comes_back_and_is_stored_nowhere(visit, session, sender, others, change, text, told):
    visitor = visit.as_user(sender)

    page = visitor.send(visitor.get("/signals/new"), "what", what=text, severity="small")

    assert page.status == 422
    assert told in page.text
    assert "De vertrouwenspersoon is er voor je." in page.text
    assert page.form("what").fields["what"] == [text]
    assert "zwijgzwijg" not in everything(session)


def test_what_only_sounds_personal_is_sent_after_a_tick(visit, session, sender, change):
    visitor = visit.as_user(sender)
    page = visitor.send(visitor.get("/signals/new"), "what", what="In de brief staat “gepest”", severity="small")

    assert visitor.send(page, "what", about_work="y").status == 302
    assert session.scalar(select(func.count()).select_from(Signal)) == 1


def test_a_name_is_refused_with_the_tick_too(visit, session, sender, others, change):
    visitor = visit.as_user(sender)

    page = visitor.get("/signals/new")
    values = {"what": "Fatima Yilmaz doet niets", "severity": "small", "about_work": "y"}

    assert visitor.send(page, "what", **values).status == 422
    assert session.scalar(select(func.count()).select_from(Signal)) == 0


@pytest.fixture
def waiting(visit, make, change, office, sender, others):
    """A signal in a state, and who looks at its page: the sender or the ambassador."""

    def made(status, who):
        signal = make.signal(change, office, sender, status=status)
        return signal, visit.as_user(sender if who == "sender" else others[-1])

    return made


LATER = [
    (SignalStatus.ASKED, "sender", "reply", "reply"),
    (SignalStatus.FED_BACK, "sender", "reopen", "why"),
    (SignalStatus.RAISED, "sender", "escalate", "note"),
    (SignalStatus.RAISED, "ambassador", "escalate", "note"),
    (SignalStatus.RAISED, "ambassador", "solve", "note"),
]


@pytest.mark.parametrize(("status", "who", "button", "field"), LATER)
@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Fatima Yilmaz zwijgzwijg altijd", "laat de naam weg"),
        ("Ik word zwijgzwijg gepest", "Dit lijkt over een persoon te gaan"),
    ],
)
def test_what_is_said_later_about_a_person_comes_back_too_and_is_stored_nowhere(
    session, waiting, status, who, button, field, text, told
):
    signal, visitor = waiting(status, who)
    steps = len(signal.steps)

    page = visitor.send(visitor.get(f"/signals/{signal.id}"), field, press=button, **{field: text})

    assert page.status == 422
    assert told in page.text
    assert "De vertrouwenspersoon is er voor je." in page.text
    assert page.form(field).fields[field] == [text]
    session.rollback()
    session.refresh(signal)
    assert (signal.status, len(signal.steps)) == (status, steps)
    assert "zwijgzwijg" not in everything(session)


@pytest.mark.parametrize(("status", "who", "button", "field"), LATER)
def test_what_is_said_later_and_only_sounds_personal_is_sent_after_a_tick(
    session, waiting, status, who, button, field
):
    signal, visitor = waiting(status, who)
    page = visitor.get(f"/signals/{signal.id}")
    assert "about_work" not in page.form(field).fields

    page = visitor.send(page, field, press=button, **{field: "In de brief staat “gepest”"})

    assert visitor.send(page, field, press=button, about_work="y").status == 302
    session.rollback()
    session.refresh(signal)
    assert (signal.status is status, signal.steps[-1].note) == (False, "In de brief staat “gepest”")


def test_a_name_in_what_is_said_later_is_refused_with_the_tick_too(session, waiting):
    signal, visitor = waiting(SignalStatus.FED_BACK, "sender")

    page = visitor.get(f"/signals/{signal.id}")
    answer = visitor.send(page, "why", press="reopen", why="Fatima Yilmaz doet niets", about_work="y")

    assert answer.status == 422
    session.refresh(signal)
    assert signal.status is SignalStatus.FED_BACK


def test_an_answer_of_the_kerngroep_may_name_whom_to_turn_to(visit, session, chair, waiting):
    (signal, _visitor), visitor = waiting(SignalStatus.ACKNOWLEDGED, "sender"), visit.as_user(chair)

    page = visitor.get(f"/signals/{signal.id}")
    answer = visitor.send(page, "note", press="answer", note="Vraag het Fatima Yilmaz, zij weet hoe het moet")

    assert answer.status == 302
    session.refresh(signal)
    assert signal.status is SignalStatus.ANSWERED


def test_how_to_reach_the_confidential_adviser_is_a_setting(app_with, sender, change):
    app = app_with(confidential_adviser="Hetty van Dam, 14 0118")

    assert "Hetty van Dam, 14 0118" in Visitor(app).as_user(sender).get("/signals/new").text
