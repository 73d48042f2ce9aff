"""Writes signals: from raised to closed. Every step is kept, and tells who took it; joined signals go along."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from ambassadors.accounts.queries import kerngroep_members
from ambassadors.initiatives.models import Initiative
from ambassadors.initiatives.queries import principles_of
from ambassadors.network.nearest import nearest_ambassadors
from ambassadors.organisation.queries import tree_on
from ambassadors.refusals import CHANGED_MEANWHILE, Refused
from ambassadors.security.service import record
from ambassadors.signals.models import Signal, SignalStep
from ambassadors.signals.rules import (
    ANSWERS,
    TAKEN_UP,
    TOLD,
    Involved,
    Severity,
    SignalStatus,
    StepKind,
    may_step,
    way_along,
)

WEEKEND = frozenset({5, 6})


@dataclass(frozen=True, slots=True)
class Draft:
    """What somebody wants to tell; `direct` goes to the kerngroep without an ambassador in between.

    `due_on` is by when the kerngroep takes it up, if it gets it.
    """

    initiative: Initiative
    department_id: int
    what: str
    severity: Severity
    due_on: date
    principle_id: int | None = None
    direct: bool = False
    confidential: bool = False
    for_colleague: bool = False


@dataclass(frozen=True, slots=True)
class Sorting:
    """What is agreed when a signal is taken up: who sees to an answer, by when, and whether it is urgent."""

    owner_id: int
    due_on: date
    urgent: bool = False


def raise_signal(session: Session, draft: Draft, user_id: int, now: datetime, today: date) -> Signal:
    """Raise a signal. It goes to the nearest ambassador; where there is none, or if asked, to the kerngroep.

    What cannot go on like this is urgent until the kerngroep sorts it otherwise.
    Raises Refused `said_nothing`, `no_such_department`, `no_such_principle`.
    """
    if not draft.what.strip():
        raise Refused("said_nothing", "what")
    if draft.department_id not in tree_on(session, today).by_id:
        raise Refused("no_such_department", "department")
    if draft.principle_id is not None and draft.principle_id not in {
        principle.id for principle in principles_of(session, draft.initiative.id, today)
    }:
        raise Refused("no_such_principle", "principle")
    signal = Signal(
        initiative_id=draft.initiative.id,
        department_id=draft.department_id,
        principle_id=draft.principle_id,
        what=draft.what.strip(),
        severity=draft.severity,
        status=SignalStatus.RAISED,
        raised_by=user_id,
        raised_at=now,
        urgent=draft.severity is Severity.BLOCKS,
        confidential=draft.confidential,
        for_colleague=draft.for_colleague,
    )
    session.add(signal)
    session.flush()
    add_step(session, signal, SignalStatus.RAISED, user_id, now, None, StepKind.TAKEN)
    if draft.direct or not nearest_ambassadors(session, draft.initiative.id, draft.department_id, today):
        signal.due_on = draft.due_on
        add_step(session, signal, SignalStatus.ESCALATED, user_id, now, None, StepKind.TAKEN)
    session.flush()
    return signal


def solve_locally(session: Session, signal: Signal, by: Involved, version: int, now: datetime, note: str) -> None:
    """The ambassador has solved it, and tells how. Raises Refused as every step does, and `said_nothing`."""
    _check(signal, by, version, SignalStatus.SOLVED_LOCALLY)
    _take(session, signal, SignalStatus.SOLVED_LOCALLY, by, now, _said(note))


def escalate(
    session: Session, signal: Signal, by: Involved, version: int, now: datetime, note: str, due_on: date
) -> None:
    """Take it to the kerngroep, which is to take it up by `due_on`. Raises Refused as every step does."""
    _check(signal, by, version, SignalStatus.ESCALATED)
    signal.due_on = due_on
    _take(session, signal, SignalStatus.ESCALATED, by, now, note.strip() or None)


def acknowledge(
    session: Session, signal: Signal, by: Involved, version: int, now: datetime, sorting: Sorting, today: date
) -> None:
    """The kerngroep takes it up: who finds an answer, by when. Once more, it changes any of that.

    Raises Refused as every step does, `owner_not_kerngroep`, `due_past`, `due_weekend`, `nothing_changed`.
    """
    _check(signal, by, version, SignalStatus.ACKNOWLEDGED)
    before = Sorting(signal.owner_id or 0, signal.due_on or today, signal.urgent)
    if signal.status is SignalStatus.ACKNOWLEDGED and sorting == before:
        raise Refused("nothing_changed")
    if sorting.owner_id not in dict(kerngroep_members(session, signal.initiative_id, today)):
        raise Refused("owner_not_kerngroep", "owner")
    stays = signal.status in TAKEN_UP and sorting.due_on == signal.due_on
    if sorting.due_on < today and not stays:
        raise Refused("due_past", "due_on")
    if sorting.due_on.weekday() in WEEKEND and not stays:
        raise Refused("due_weekend", "due_on")
    signal.owner_id, signal.due_on, signal.urgent = sorting.owner_id, sorting.due_on, sorting.urgent
    details: dict[str, int | str] = {
        "owner": sorting.owner_id,
        "due": sorting.due_on.isoformat(),
        "urgent": sorting.urgent,
    }
    _take(session, signal, SignalStatus.ACKNOWLEDGED, by, now, None, **details)


def ask(session: Session, signal: Signal, by: Involved, version: int, now: datetime, question: str) -> None:
    """Ask the sender something; until the reply nobody is late. Raises Refused as every step does, `said_nothing`."""
    _check(signal, by, version, SignalStatus.ASKED)
    _take(session, signal, SignalStatus.ASKED, by, now, _said(question))


def reply(
    session: Session, signal: Signal, by: Involved, version: int, now: datetime, text: str, due_on: date
) -> None:
    """The sender replies, and the day of the answer moves to `due_on`.

    Raises Refused as every step does, and `said_nothing`.
    """
    _check(signal, by, version, SignalStatus.REPLIED)
    signal.due_on = due_on
    _take(session, signal, SignalStatus.REPLIED, by, now, _said(text), due=due_on.isoformat())


def answer(
    session: Session, signal: Signal, by: Involved, version: int, now: datetime, text: str, *, tell: bool
) -> None:
    """The kerngroep's answer; with `tell` the sender is told by the same press.

    Raises Refused as every step does, and `said_nothing`.
    """
    _check(signal, by, version, SignalStatus.ANSWERED)
    _take(session, signal, SignalStatus.ANSWERED, by, now, _said(text))
    if tell:
        _take(session, signal, SignalStatus.FED_BACK, by, now, None)


def feed_back(session: Session, signal: Signal, by: Involved, version: int, now: datetime, note: str = "") -> None:
    """Tell the sender the answer, with a word of one's own if there is more to say."""
    _check(signal, by, version, SignalStatus.FED_BACK)
    _take(session, signal, SignalStatus.FED_BACK, by, now, note.strip() or None)


def close(session: Session, signal: Signal, by: Involved, version: int, now: datetime) -> None:
    """There is nothing more to say. Raises Refused as every step does."""
    _check(signal, by, version, SignalStatus.CLOSED)
    _take(session, signal, SignalStatus.CLOSED, by, now, None)


def reopen(
    session: Session, signal: Signal, by: Involved, version: int, now: datetime, why: str, due_on: date
) -> None:
    """The sender is not helped by the answer, and tells why; the kerngroep is to take it up by `due_on`.

    It goes on by itself where it was joined to another. Raises Refused as every step does, and `said_nothing`.
    """
    _check(signal, by, version, SignalStatus.REOPENED)
    said = _said(why)
    signal.due_on, signal.joined_to = due_on, None
    _take(session, signal, SignalStatus.REOPENED, by, now, said)


def follow(session: Session, signal: Signal, now: datetime) -> None:
    """Bring a joined signal to where the one is that it is joined to, in as many steps as that takes."""
    lead = signal.joined_to
    if lead is None:
        return
    taken_up = lead.status in TAKEN_UP
    if taken_up and lead.status is not SignalStatus.ACKNOWLEDGED and signal.status in TAKEN_UP:
        # What the other sender is asked and replies is theirs; who answers by when holds for both.
        _share(signal, lead)
        return
    reached = SignalStatus.ACKNOWLEDGED if taken_up else lead.status
    way = way_along(signal.status, reached)
    if not way:
        return
    step = next((each for each in reversed(lead.steps) if each.status is reached), lead.steps[-1])
    _share(signal, lead)
    for then in way:
        # What the other was told is the answer to this one too; what they wrote themselves is theirs.
        told = step.note if then is reached and then in ANSWERS | TOLD else None
        add_step(session, signal, then, step.by, now, told, StepKind.FOLLOWED)


def _share(signal: Signal, lead: Signal) -> None:
    signal.owner_id, signal.due_on, signal.urgent = lead.owner_id, lead.due_on, lead.urgent


def add_step(
    session: Session,
    signal: Signal,
    status: SignalStatus,
    user_id: int,
    now: datetime,
    note: str | None,
    kind: StepKind,
    **details: int | str,
) -> None:
    """Write a step down, in the signal's history and in the trail."""
    signal.status = status
    agreed = status is SignalStatus.ACKNOWLEDGED
    signal.steps.append(
        SignalStep(
            # Two at once write the same number, and the database lets only one of them.
            number=len(signal.steps) + 1,
            status=status,
            at=now,
            by=user_id,
            note=note,
            kind=kind,
            owner_id=signal.owner_id if agreed else None,
            due_on=signal.due_on if agreed else None,
            urgent=signal.urgent if agreed else None,
        )
    )
    action = status.value if kind is StepKind.TAKEN else kind.value
    record(session, user_id, action, "signal", signal.id, now, **details)


def _check(signal: Signal, by: Involved, version: int, then: SignalStatus) -> None:
    """Every step: Refused `changed_meanwhile` if the signal is not as it was shown, `not_allowed` by the rules."""
    if signal.version != version:
        raise Refused(CHANGED_MEANWHILE)
    if not may_step(by.parts, signal.status, then, joined=signal.joined_to_id is not None):
        raise Refused("not_allowed")


def _said(text: str) -> str:
    if not text.strip():
        raise Refused("said_nothing", "note")
    return text.strip()


def _take(
    session: Session,
    signal: Signal,
    then: SignalStatus,
    by: Involved,
    now: datetime,
    note: str | None,
    **details: int | str,
) -> None:
    """Take a step, and let those that are joined to the signal take it along."""
    add_step(session, signal, then, by.user_id, now, note, StepKind.TAKEN, **details)
    session.flush()
    for each in signal.joined:
        follow(session, each, now)
    session.flush()
