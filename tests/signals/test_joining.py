"""Signals that say the same share one answer, and nobody learns who else raised it."""

from datetime import timedelta
from urllib.parse import quote

import pytest
from sqlalchemy import select

from ambassadors.organisation.models import DepartmentVersion
from ambassadors.refusals import Refused
from ambassadors.security.policy import Role
from ambassadors.signals import joining, service
from ambassadors.signals.joining import Heard
from ambassadors.signals.models import Signal
from ambassadors.signals.rules import Involved, Part, SignalStatus, StepKind

DAY = timedelta(days=1)
OLD = "De oude sjablonen staan nog in het briefsysteem"
SAME = "In het briefsysteem zitten nog altijd oude sjablonen"


@pytest.fixture
def change(make):
    return make.initiative("Duidelijke taal", code="taal")


@pytest.fixture
def office(make):
    return make.department("Burgerzaken")


@pytest.fixture
def member(make, change):
    return make.user(Role.KERNGROEP, initiative=change, name="Els Dijkstra")


@pytest.fixture
def by(member):
    return Involved(member.id, frozenset({Part.KERNGROEP}))


@pytest.fixture
def pair(make, change, office):
    """Two signals with the kerngroep, of two senders."""
    first = make.signal(change, office, make.user(name="Sanne de Boer"), what=OLD)
    second = make.signal(change, make.department("Belastingen"), make.user(name="Joost Hendriksen"), what=SAME)
    return first, second


def joined(session, make, pair, by):
    lead, other = pair
    joining.join_as_kerngroep(session, other, lead.id, by, other.version, make.now, make.today)
    session.commit()
    return lead, other


def answered(session, make, lead, by, member):
    due = service.Sorting(member.id, make.today + DAY)
    service.acknowledge(session, lead, by, lead.version, make.now, due, make.today)
    service.answer(session, lead, by, lead.version, make.now, "Vrijdag zijn ze weg", tell=True)
    session.commit()


def test_one_answer_reaches_every_sender(session, make, pair, by, member):
    lead, other = joined(session, make, pair, by)

    answered(session, make, lead, by, member)

    assert [(step.status, step.kind, step.note) for step in other.steps] == [
        (SignalStatus.ESCALATED, StepKind.TAKEN, None),
        (SignalStatus.ESCALATED, StepKind.JOINED, None),
        (SignalStatus.ACKNOWLEDGED, StepKind.FOLLOWED, None),
        (SignalStatus.ANSWERED, StepKind.FOLLOWED, "Vrijdag zijn ze weg"),
        (SignalStatus.FED_BACK, StepKind.FOLLOWED, None),
    ]
    assert (other.status, other.owner_id, other.due_on) == (lead.status, lead.owner_id, lead.due_on)


def test_joining_late_catches_up_with_what_was_agreed(session, make, pair, by, member):
    lead, other = pair
    due = service.Sorting(member.id, make.today + DAY)
    service.acknowledge(session, lead, by, lead.version, make.now, due, make.today)

    joined(session, make, pair, by)

    assert (other.status, other.due_on) == (SignalStatus.ACKNOWLEDGED, make.today + DAY)


@pytest.mark.parametrize("replied", [False, True])
def test_joining_while_the_other_sender_is_asked_something_is_taken_up_by_who_does_that(
    session, make, pair, by, member, replied
):
    lead, other = pair
    due = service.Sorting(member.id, make.today + DAY)
    service.acknowledge(session, lead, by, lead.version, make.now, due, make.today)
    service.ask(session, lead, by, lead.version, make.now, "Welke sjablonen?")
    sender = Involved(lead.raised_by, frozenset({Part.SENDER}))
    if replied:
        service.reply(session, lead, sender, lead.version, make.now, "Alle", make.today + 2 * DAY)

    joined(session, make, pair, by)

    taken_up = other.steps[-1]
    assert (taken_up.status, taken_up.by, taken_up.kind) == (SignalStatus.ACKNOWLEDGED, member.id, StepKind.FOLLOWED)
    assert (other.owner_id, other.due_on) == (member.id, lead.due_on)


def test_a_reply_moves_the_day_of_all_and_adds_no_step_to_the_others(session, make, pair, by, member):
    lead, other = joined(session, make, pair, by)
    due = service.Sorting(member.id, make.today + DAY)
    service.acknowledge(session, lead, by, lead.version, make.now, due, make.today)
    before = len(other.steps)
    service.ask(session, lead, by, lead.version, make.now, "Welke sjablonen?")
    sender = Involved(lead.raised_by, frozenset({Part.SENDER}))
    service.reply(session, lead, sender, lead.version, make.now, "Alle", make.today + 3 * DAY)

    assert (other.status, other.due_on, len(other.steps)) == (
        SignalStatus.ACKNOWLEDGED,
        make.today + 3 * DAY,
        before,
    )


def test_what_still_was_with_an_ambassador_comes_to_the_kerngroep(session, make, change, office, pair, by):
    near = make.signal(change, office, make.user(), what=OLD, status=SignalStatus.RAISED)

    joined(session, make, (pair[0], near), by)

    assert (near.status, near.due_on) == (SignalStatus.ESCALATED, make.today)


def test_a_joined_signal_is_not_answered_by_itself_until_it_is_let_go(session, make, pair, by, member):
    _lead, other = joined(session, make, pair, by)
    due = service.Sorting(member.id, make.today + DAY)

    with pytest.raises(Refused):
        service.acknowledge(session, other, by, other.version, make.now, due, make.today)
    joining.part(session, other, by, other.version, make.now)
    service.acknowledge(session, other, by, other.version, make.now, due, make.today)

    assert (other.joined_to, other.status) == (None, SignalStatus.ACKNOWLEDGED)
    assert [step.kind for step in other.steps][1:3] == [StepKind.JOINED, StepKind.LEFT]


def test_who_reopens_goes_on_alone_and_the_others_stay_answered(session, make, pair, by, member):
    lead, other = joined(session, make, pair, by)
    answered(session, make, lead, by, member)
    sender = Involved(other.raised_by, frozenset({Part.SENDER}))

    service.reopen(session, other, sender, other.version, make.now, "Bij ons niet", make.today)

    assert (other.joined_to, other.status, lead.status) == (None, SignalStatus.REOPENED, SignalStatus.FED_BACK)


def test_joining_to_one_that_is_joined_goes_to_the_first(session, make, change, office, pair, by):
    lead, other = joined(session, make, pair, by)
    third = make.signal(change, office, make.user())

    joining.join_as_kerngroep(session, third, other.id, by, third.version, make.now, make.today)

    assert third.joined_to is lead


def test_what_has_an_answer_or_is_of_another_change_cannot_be_joined(session, make, office, pair, by, member):
    lead, other = pair
    answered(session, make, lead, by, member)
    elsewhere = make.signal(make.initiative("Toegankelijk"), office, make.user())

    for target in (lead, elsewhere, other):
        with pytest.raises(Refused):
            joining.join_as_kerngroep(session, other, target.id, by, other.version, make.now, make.today)
    assert len(other.steps) == 1


@pytest.mark.parametrize("parts", [{Part.SENDER}, {Part.CHANGE_MANAGER}, {Part.AMBASSADOR}])
def test_only_the_kerngroep_joins_and_lets_go(session, make, pair, parts):
    lead, other = pair
    by = Involved(other.raised_by, frozenset(parts))

    with pytest.raises(Refused):
        joining.join_as_kerngroep(session, other, lead.id, by, other.version, make.now, make.today)


def test_the_inbox_tells_how_wide_it_is_heard_and_along_which_line(session, make, change, visit, member, by):
    domain = make.department("Sociaal Domein")
    teams = [make.department(f"Team {number}", parent=domain) for number in (1, 2)]
    lead, near = (make.signal(change, each, make.user(), what=OLD) for each in teams)
    far = make.signal(change, make.department("Ver weg"), make.user(), what=OLD)

    def heard():
        return joining.heard_about(session, [lead.id], make.today)[lead.id]

    assert heard() == Heard(1, 1, None)
    joined(session, make, (lead, near), by)
    assert heard() == Heard(2, 2, "Sociaal Domein")
    text = visit.as_user(member).get("/i/taal/inbox").text
    assert "in 2 afdelingen, alle onder Sociaal Domein" in text
    assert "alleen hier" in text
    joined(session, make, (lead, far), by)
    assert heard() == Heard(3, 3, None)


def test_a_department_that_is_no_more_is_heard_without_a_line(session, make, change, by):
    gone = make.department("Opgeheven")
    lead, other = (make.signal(change, each, make.user()) for each in (gone, make.department()))
    joined(session, make, (lead, other), by)
    version = session.scalars(select(DepartmentVersion).where(DepartmentVersion.department_id == gone.id)).one()
    version.valid_until = make.today - DAY
    session.commit()

    assert joining.heard_about(session, [lead.id], make.today)[lead.id] == Heard(2, 2, None)


def test_the_senders_see_the_answer_and_nothing_of_each_other(visit, session, make, pair, by, member):
    lead, other = joined(session, make, pair, by)
    answered(session, make, lead, by, member)

    for signal, name, stranger in ((lead, "Sanne", "Joost"), (other, "Joost", "Sanne")):
        text = visit.as_user(signal.raiser).get(f"/signals/{signal.id}").text
        assert "Vrijdag zijn ze weg" in text
        assert name in text
        assert stranger not in text


def test_who_raises_the_same_is_asked_and_joins_with_one_press(visit, session, make, change, office, pair):
    lead, _other = pair
    visitor = visit.as_user(make.user(person=make.person("Noor de Wit", office)))

    asked = visitor.send(visitor.get("/signals/new"), "what", what=SAME, severity="small")
    assert asked.status == 200
    assert "Lijkt dit erop?" in asked.text
    assert OLD in asked.text
    assert "Sanne" not in asked.text
    sent = visitor.send(asked, "what", join=str(lead.id))

    assert sent.status == 302
    newest = session.scalars(select(Signal).order_by(Signal.id.desc())).first()
    assert newest.joined_to_id == lead.id


def test_who_means_something_else_sends_it_all_the_same(visit, session, make, change, office, pair):
    visitor = visit.as_user(make.user(person=make.person("Noor de Wit", office)))

    asked = visitor.send(visitor.get("/signals/new"), "what", what=SAME, severity="small")
    assert visitor.send(asked, "what").status == 302

    newest = session.scalars(select(Signal).order_by(Signal.id.desc())).first()
    assert (newest.what, newest.joined_to_id) == (SAME, None)


def test_confidential_signals_and_those_elsewhere_with_an_ambassador_are_not_suggested(
    visit, session, make, change, office
):
    make.signal(change, office, make.user(), what=OLD, confidential=True)
    make.signal(change, make.department(), make.user(), what=OLD, status=SignalStatus.RAISED)
    visitor = visit.as_user(make.user(person=make.person("Noor de Wit", office)))

    assert visitor.send(visitor.get("/signals/new"), "what", what=SAME, severity="small").status == 302


def test_one_cannot_join_what_was_not_shown(visit, session, make, change, office):
    hidden = make.signal(change, office, make.user(), what=OLD, confidential=True)
    visitor = visit.as_user(make.user(person=make.person("Noor de Wit", office)))

    answer = visitor.send(visitor.get("/signals/new"), "what", what=SAME, severity="small", join=str(hidden.id))

    assert answer.status == 409
    assert len(session.scalars(select(Signal.id)).all()) == 1


def test_who_came_from_the_agenda_still_finds_the_way_back_after_joining_and_parting(visit, pair, member):
    _lead, other = pair
    visitor, agenda = visit.as_user(member), "/i/taal/meetings/1/record?point=2"
    page = visitor.get(f"/signals/{other.id}?back={quote(agenda)}")

    joined = visitor.follow(visitor.send(page, f"/signals/{other.id}/join"))
    there = visitor.get(joined.links[OLD])
    parted = visitor.follow(visitor.send(joined, f"/signals/{other.id}/part"))

    for each in (page, joined, there, parted):
        assert each.links["Terug naar waar je was"] == agenda


def test_joining_leads_back_to_no_other_site(visit, pair, member):
    lead, other = pair
    visitor = visit.as_user(member)
    page = visitor.get(f"/signals/{other.id}")

    answer = visitor.post(
        f"/signals/{other.id}/join?back=https://example.org/", page, version=other.version, lead=lead.id
    )

    assert answer.location == f"/signals/{other.id}"


def test_the_kerngroep_joins_and_lets_go_by_page(visit, session, pair, member):
    lead, other = pair
    visitor = visit.as_user(member)

    page = visitor.get(f"/signals/{other.id}")
    assert visitor.send(page, f"/signals/{other.id}/join").status == 302
    together = visitor.get(f"/signals/{other.id}")
    assert OLD in together.links
    assert "1 ander signaal zegt dit ook" in visitor.get(f"/signals/{lead.id}").text
    assert visitor.send(together, f"/signals/{other.id}/part").status == 302

    session.expire_all()
    assert other.joined_to_id is None
