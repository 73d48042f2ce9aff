"""Signals move as the rules say, whoever tries what; history and state agree; the first of two wins."""

from contextlib import suppress
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select
from sqlalchemy.orm.exc import StaleDataError

from ambassadors.db import attempt, db
from ambassadors.network.models import AmbassadorshipStep
from ambassadors.network.nearest import nearest_ambassadors
from ambassadors.network.rules import Status
from ambassadors.refusals import Refused
from ambassadors.security.models import AuditEntry
from ambassadors.security.policy import Role
from ambassadors.signals import service
from ambassadors.signals.models import Signal, SignalStep
from ambassadors.signals.rules import Involved, Part, Severity, SignalStatus, may_step
from ambassadors.signals.service import Sorting
from tests.conftest import TODAY

DAY = timedelta(days=1)
DUE = TODAY + timedelta(days=7)
"""By when the kerngroep is to take up what comes to it."""


def draft(initiative, department, **values):
    return service.Draft(
        initiative, department.id, values.pop("what", "De brief is onleesbaar"), Severity.HINDERS, DUE, **values
    )


def statuses(signal):
    return [step.status for step in signal.steps]


def test_a_signal_goes_to_the_nearest_ambassador(session, make):
    change = make.initiative()
    sector = make.department("Sector")
    team = make.department("Team", parent=sector)
    make.ambassadorship(change, sector)

    signal = service.raise_signal(session, draft(change, team), make.user().id, make.now, make.today)

    assert (signal.status, statuses(signal)) == (SignalStatus.RAISED, [SignalStatus.RAISED])


@pytest.mark.parametrize("direct", [True, False])
def test_a_signal_goes_straight_to_the_kerngroep_if_asked_or_without_an_ambassador(session, make, direct):
    change = make.initiative()
    department = make.department()
    if direct:
        make.ambassadorship(change, department)
    else:
        make.ambassadorship(change, department, until=make.today - DAY)

    signal = service.raise_signal(
        session, draft(change, department, direct=direct), make.user().id, make.now, make.today
    )

    assert statuses(signal) == [SignalStatus.RAISED, SignalStatus.ESCALATED]


def test_an_ambassador_of_another_change_does_not_pick_it_up(session, make):
    department = make.department()
    make.ambassadorship(make.initiative("Toegankelijk"), department)

    signal = service.raise_signal(session, draft(make.initiative(), department), make.user().id, make.now, make.today)

    assert signal.status is SignalStatus.ESCALATED


@pytest.mark.parametrize(
    ("wrong", "code"),
    [({"what": "  "}, "said_nothing"), ({"principle_id": 999}, "no_such_principle")],
)
def test_a_signal_that_is_not_right_is_refused(session, make, wrong, code):
    change, department = make.initiative(), make.department()

    with pytest.raises(Refused) as refusal:
        service.raise_signal(session, draft(change, department, **wrong), make.user().id, make.now, make.today)

    assert refusal.value.code == code
    assert session.scalar(select(func.count()).select_from(Signal)) == 0


def test_a_principle_of_another_change_is_refused(session, make):
    change, department = make.initiative(), make.department()
    elsewhere = make.principle(make.initiative("Toegankelijk"))

    with pytest.raises(Refused) as refusal:
        service.raise_signal(
            session, draft(change, department, principle_id=elsewhere.id), make.user().id, make.now, make.today
        )

    assert refusal.value.code == "no_such_principle"


def test_during_a_break_the_stand_in_picks_it_up(session, make):
    change, department = make.initiative(), make.department()
    ambassadorship = make.ambassadorship(change, department)
    stand_in = make.person("Noor de Wit")
    session.add(
        AmbassadorshipStep(
            ambassadorship_id=ambassadorship.id,
            number=2,
            status=Status.PAUSED,
            on=make.today - DAY,
            stand_in_id=stand_in.id,
            recorded_at=make.now,
        )
    )
    session.commit()

    assert nearest_ambassadors(session, change.id, department.id, make.today) == {stand_in.id: "Noor de Wit"}


def take(session, signal, then, by, version, make, owner):
    """One press of a button on the page of a signal."""
    now, today = make.now, make.today
    if then is SignalStatus.ACKNOWLEDGED:
        sorting = Sorting(owner.id, today + 7 * len(signal.steps) * DAY, urgent=bool(len(signal.steps) % 2))
        service.acknowledge(session, signal, by, version, now, sorting, today)
    elif then is SignalStatus.ANSWERED:
        service.answer(session, signal, by, version, now, "Dit is het antwoord", tell=False)
    elif then is SignalStatus.CLOSED:
        service.close(session, signal, by, version, now)
    elif then in DATED:
        DATED[then](session, signal, by, version, now, "Zo is het", DUE)
    else:
        NOTED[then](session, signal, by, version, now, "Zo is het")


DATED = {
    SignalStatus.ESCALATED: service.escalate,
    SignalStatus.REPLIED: service.reply,
    SignalStatus.REOPENED: service.reopen,
}
NOTED = {
    SignalStatus.SOLVED_LOCALLY: service.solve_locally,
    SignalStatus.ASKED: service.ask,
    SignalStatus.FED_BACK: service.feed_back,
}

PRESSES = st.lists(
    st.tuples(
        st.frozensets(st.sampled_from(Part)),
        st.sampled_from([status for status in SignalStatus if status is not SignalStatus.RAISED]),
        st.booleans(),
    ),
    max_size=25,
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(presses=PRESSES)
def test_illegal_steps_change_nothing_and_history_agrees_with_state(session, make, presses):
    change, department = make.initiative(), make.department()
    owner = make.user(Role.KERNGROEP, initiative=change)
    make.ambassadorship(change, department)
    signal = service.raise_signal(session, draft(change, department), make.user().id, make.now, make.today)

    for parts, then, looked_away in presses:
        before = (signal.status, signal.version, signal.owner_id, signal.due_on, len(signal.steps))
        version = signal.version - 1 if looked_away else signal.version
        allowed = may_step(parts, signal.status, then) and not looked_away
        done = False
        with suppress(Refused), attempt(session):
            take(session, signal, then, Involved(owner.id, parts), version, make, owner)
            done = True

        assert done is allowed
        after = (signal.status, signal.version, signal.owner_id, signal.due_on, len(signal.steps))
        if allowed:
            assert (after[0], after[1], after[4]) == (then, before[1] + 1, before[4] + 1)
        else:
            assert after == before
        session.refresh(signal)
        stored = session.scalars(
            select(SignalStep.status).where(SignalStep.signal_id == signal.id).order_by(SignalStep.number)
        ).all()
        assert stored[-1] == signal.status
        trail = session.scalars(
            select(AuditEntry.action)
            .where(AuditEntry.subject == "signal", AuditEntry.subject_id == signal.id)
            .order_by(AuditEntry.id)
        ).all()
        assert trail == [status.value for status in stored]


def escalated(session, make):
    change = make.initiative()
    member = make.user(Role.KERNGROEP, initiative=change)
    signal = make.signal(change, make.department(), make.user())
    return signal, member, Involved(member.id, frozenset({Part.KERNGROEP}))


def acknowledged(session, make):
    signal, member, by = escalated(session, make)
    due = make.today + DAY
    service.acknowledge(session, signal, by, signal.version, make.now, Sorting(member.id, due), make.today)
    session.commit()
    return signal, member, by


@pytest.mark.parametrize(
    ("days", "as_member", "code"),
    [(-1, True, "due_past"), (5, True, "due_weekend"), (6, True, "due_weekend"), (1, False, "owner_not_kerngroep")],
)
def test_an_agreement_that_cannot_be_kept_is_refused(session, make, days, as_member, code):
    signal, member, by = escalated(session, make)
    owner = member if as_member else make.user(Role.CHANGE_MANAGER)

    with pytest.raises(Refused) as refusal:
        sorting = Sorting(owner.id, make.today + days * DAY)
        service.acknowledge(session, signal, by, signal.version, make.now, sorting, make.today)

    assert refusal.value.code == code
    assert (signal.status, len(signal.steps)) == (SignalStatus.ESCALATED, 1)


def test_owner_and_date_can_be_changed_while_a_signal_is_open(session, make):
    signal, _member, by = acknowledged(session, make)
    other = make.user(Role.CHAIR, initiative=signal.initiative)
    due = make.today + 9 * DAY

    service.acknowledge(session, signal, by, signal.version, make.now, Sorting(other.id, due), make.today)

    assert (signal.owner_id, signal.due_on) == (other.id, due)
    assert statuses(signal) == [SignalStatus.ESCALATED, SignalStatus.ACKNOWLEDGED, SignalStatus.ACKNOWLEDGED]
    trail = session.scalars(
        select(AuditEntry.details).where(AuditEntry.action == "acknowledged").order_by(AuditEntry.id)
    ).all()
    assert trail[1] == {"owner": other.id, "due": due.isoformat(), "urgent": False}


def test_an_overdue_signal_can_get_another_owner_with_its_old_date(session, make):
    signal, _member, by = acknowledged(session, make)
    other = make.user(Role.CHAIR, initiative=signal.initiative)
    a_week_on = make.today + 7 * DAY

    service.acknowledge(session, signal, by, signal.version, make.now, Sorting(other.id, signal.due_on), a_week_on)

    assert (signal.owner_id, signal.due_on) == (other.id, make.today + DAY)


def test_an_answer_that_tells_the_sender_at_once_is_two_steps(session, make):
    signal, _member, by = acknowledged(session, make)

    service.answer(session, signal, by, signal.version, make.now, " Vanaf maandag wel. ", tell=True)

    assert [(step.status, step.note) for step in signal.steps[-2:]] == [
        (SignalStatus.ANSWERED, "Vanaf maandag wel."),
        (SignalStatus.FED_BACK, None),
    ]


def test_of_two_members_who_answer_at_once_the_second_does_not_win(session, make, app):
    signal, _member, by = acknowledged(session, make)
    with app.app_context(), db.sessionmaker() as other:
        same = other.get_one(Signal, signal.id)
        shown = same.version
        assert len(same.steps) == 2
        # Let go of the read, as SQLite would not let anybody write beside it; what was read is kept.
        other.commit()
        service.answer(session, signal, by, shown, make.now, "Van de eerste", tell=True)
        session.commit()

        with pytest.raises(StaleDataError):
            service.answer(other, same, by, shown, make.now, "Van de tweede", tell=True)
        other.rollback()

    session.refresh(signal)
    notes = session.scalars(select(SignalStep.note).where(SignalStep.signal_id == signal.id)).all()
    assert [note for note in notes if note] == ["Van de eerste"]


def test_reopening_sets_a_day_to_be_taken_up_and_keeps_the_owner(session, make):
    signal, member, by = acknowledged(session, make)
    service.answer(session, signal, by, signal.version, make.now, "Zo", tell=True)
    sender = Involved(signal.raised_by, frozenset({Part.SENDER}))

    service.reopen(session, signal, sender, signal.version, make.now, "Het is niet opgelost", DUE)

    assert (signal.status, signal.owner_id, signal.due_on) == (SignalStatus.REOPENED, member.id, DUE)
    assert signal.steps[-1].note == "Het is niet opgelost"


def test_what_cannot_go_on_like_this_is_urgent_until_it_is_sorted(session, make):
    change, department = make.initiative(), make.department()
    member = make.user(Role.KERNGROEP, initiative=change)
    bad = service.Draft(change, department.id, "Het ligt stil", Severity.BLOCKS, DUE)
    signal = service.raise_signal(session, bad, make.user().id, make.now, make.today)
    by = Involved(member.id, frozenset({Part.KERNGROEP}))

    assert (signal.urgent, signal.due_on) == (True, DUE)
    sorting = Sorting(member.id, make.today + DAY, urgent=False)
    service.acknowledge(session, signal, by, signal.version, make.now, sorting, make.today)

    assert signal.urgent is False
    assert [(step.owner_id, step.due_on, step.urgent) for step in signal.steps] == [
        (None, None, None),
        (None, None, None),
        (member.id, make.today + DAY, False),
    ]


def test_a_question_is_replied_to_by_the_sender_alone_and_moves_the_day(session, make):
    signal, _member, by = acknowledged(session, make)
    sender = Involved(signal.raised_by, frozenset({Part.SENDER}))

    service.ask(session, signal, by, signal.version, make.now, "Om welke brief gaat het?")
    with pytest.raises(Refused):
        service.reply(session, signal, by, signal.version, make.now, "Die over uitstel", DUE)
    service.reply(session, signal, sender, signal.version, make.now, "Die over uitstel", DUE)

    assert (signal.status, signal.due_on) == (SignalStatus.REPLIED, DUE)


@pytest.mark.parametrize("part", [Part.SENDER, Part.KERNGROEP])
def test_what_was_answered_is_closed_by_the_sender_or_the_kerngroep_and_can_be_reopened(session, make, part):
    signal, member, by = acknowledged(session, make)
    service.answer(session, signal, by, signal.version, make.now, "Zo", tell=True)
    closing = Involved(member.id if part is Part.KERNGROEP else signal.raised_by, frozenset({part}))
    sender = Involved(signal.raised_by, frozenset({Part.SENDER}))

    service.close(session, signal, closing, signal.version, make.now)
    assert signal.status is SignalStatus.CLOSED
    service.reopen(session, signal, sender, signal.version, make.now, "Toch niet", DUE)

    assert signal.status is SignalStatus.REOPENED
