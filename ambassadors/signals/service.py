"""Writes signals: from raised to fed back. Every step is kept, and tells who took it."""

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
from ambassadors.signals.rules import Involved, Severity, SignalStatus, may_step


@dataclass(frozen=True, slots=True)
class Draft:
    """What somebody wants to tell; `direct` goes to the kerngroep without an ambassador in between."""

    initiative: Initiative
    department_id: int
    what: str
    severity: Severity
    principle_id: int | None = None
    direct: bool = False


def raise_signal(session: Session, draft: Draft, user_id: int, now: datetime, today: date) -> Signal:
    """Raise a signal. It goes to the nearest ambassador; where there is none, or if asked, to the kerngroep.

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
    )
    session.add(signal)
    session.flush()
    _note(session, signal, SignalStatus.RAISED, user_id, now, None)
    if draft.direct or not nearest_ambassadors(session, draft.initiative.id, draft.department_id, today):
        _note(session, signal, SignalStatus.ESCALATED, user_id, now, None)
    session.flush()
    return signal


def solve_locally(session: Session, signal: Signal, by: Involved, version: int, now: datetime, note: str) -> None:
    """The ambassador has solved it, and tells how. Raises Refused as every step does, and `said_nothing`."""
    _check(signal, by, version, SignalStatus.SOLVED_LOCALLY)
    _note(session, signal, SignalStatus.SOLVED_LOCALLY, by.user_id, now, _said(note))
    session.flush()


def escalate(session: Session, signal: Signal, by: Involved, version: int, now: datetime, note: str = "") -> None:
    """Take it to the kerngroep. Raises Refused as every step does."""
    _check(signal, by, version, SignalStatus.ESCALATED)
    _note(session, signal, SignalStatus.ESCALATED, by.user_id, now, note.strip() or None)
    session.flush()


def acknowledge(
    session: Session,
    signal: Signal,
    by: Involved,
    version: int,
    now: datetime,
    owner_id: int,
    due_on: date,
    today: date,
) -> None:
    """The kerngroep takes it up: who finds an answer, by when. Once more, it changes either of them.

    Raises Refused as every step does, `owner_not_kerngroep`, `due_past`, `nothing_changed`.
    """
    _check(signal, by, version, SignalStatus.ACKNOWLEDGED)
    if signal.status is SignalStatus.ACKNOWLEDGED and (owner_id, due_on) == (signal.owner_id, signal.due_on):
        raise Refused("nothing_changed")
    if owner_id not in dict(kerngroep_members(session, signal.initiative_id, today)):
        raise Refused("owner_not_kerngroep", "owner")
    if due_on < today and due_on != signal.due_on:
        raise Refused("due_past", "due_on")
    signal.owner_id, signal.due_on = owner_id, due_on
    _note(session, signal, SignalStatus.ACKNOWLEDGED, by.user_id, now, None, owner=owner_id, due=due_on.isoformat())
    session.flush()


def answer(
    session: Session, signal: Signal, by: Involved, version: int, now: datetime, text: str, *, tell: bool
) -> None:
    """The kerngroep's answer; with `tell` the sender is told by the same press.

    Raises Refused as every step does, and `said_nothing`.
    """
    _check(signal, by, version, SignalStatus.ANSWERED)
    _note(session, signal, SignalStatus.ANSWERED, by.user_id, now, _said(text))
    if tell:
        _note(session, signal, SignalStatus.FED_BACK, by.user_id, now, None)
    session.flush()


def feed_back(session: Session, signal: Signal, by: Involved, version: int, now: datetime, note: str = "") -> None:
    """Tell the sender the answer, with a word of one's own if there is more to say."""
    _check(signal, by, version, SignalStatus.FED_BACK)
    _note(session, signal, SignalStatus.FED_BACK, by.user_id, now, note.strip() or None)
    session.flush()


def reopen(session: Session, signal: Signal, by: Involved, version: int, now: datetime, why: str) -> None:
    """The sender is not helped by the answer, and tells why; it is the kerngroep's now.

    Raises Refused as every step does, and `said_nothing`.
    """
    _check(signal, by, version, SignalStatus.REOPENED)
    _note(session, signal, SignalStatus.REOPENED, by.user_id, now, _said(why))
    signal.due_on = None
    session.flush()


def _check(signal: Signal, by: Involved, version: int, then: SignalStatus) -> None:
    """Every step: Refused `changed_meanwhile` if the signal is not as it was shown, `not_allowed` by the rules."""
    if signal.version != version:
        raise Refused(CHANGED_MEANWHILE)
    if not may_step(by.parts, signal.status, then):
        raise Refused("not_allowed")


def _said(text: str) -> str:
    if not text.strip():
        raise Refused("said_nothing", "note")
    return text.strip()


def _note(
    session: Session,
    signal: Signal,
    status: SignalStatus,
    user_id: int,
    now: datetime,
    note: str | None,
    **details: int | str,
) -> None:
    signal.status = status
    # Two at once write the same number, and the database lets only one of them.
    signal.steps.append(SignalStep(number=len(signal.steps) + 1, status=status, at=now, by=user_id, note=note))
    record(session, user_id, status.value, "signal", signal.id, now, **details)
