"""Signals that say the same: which are alike, in how many departments it is heard, and joining them to one answer."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from ambassadors.organisation.queries import tree_on
from ambassadors.organisation.rules import Tree
from ambassadors.refusals import CHANGED_MEANWHILE, Refused
from ambassadors.signals.likeness import Told, alike
from ambassadors.signals.models import Signal
from ambassadors.signals.rules import JOINABLE, OPEN, Involved, Part, SignalStatus, StepKind
from ambassadors.signals.service import add_step, follow

_COMPARED = 500
"""The newest so many signals are compared; older ones that are still open have other worries."""


@dataclass(frozen=True, slots=True)
class Heard:
    """How wide a signal is heard: by how many senders, in how many departments, all of them under which one."""

    signals: int
    departments: int
    under: str | None


@dataclass(frozen=True, slots=True)
class Candidate:
    """A signal to which another may be joined, as it is offered."""

    id: int
    what: str
    raised_at: datetime
    department_id: int


def suggestions(session: Session, initiative_id: int, draft: Told, user_id: int, today: date) -> list[Candidate]:
    """Open signals of others that say about the same, for who is about to raise one. Two queries.

    Confidential ones are never shown. One that an ambassador may still solve is shown in its own department alone.
    """
    known = [
        each
        for each in _joinable(session, initiative_id, confidential=False)
        if each.raised_by != user_id
        and (each.status is not SignalStatus.RAISED or each.department_id == draft.department_id)
    ]
    return _most_alike(session, draft, known, today, 3)


def candidates(session: Session, signal: Signal, today: date) -> list[Candidate]:
    """Signals to which the kerngroep may join this one: those that are alike, else the latest. Two queries."""
    known = [each for each in _joinable(session, signal.initiative_id) if each.id != signal.id]
    draft = Told(signal.id, signal.what, signal.department_id, signal.principle_id)
    return _most_alike(session, draft, known, today, 8) or [_candidate(each) for each in known[:8]]


def heard_about(session: Session, signal_ids: Iterable[int], today: date) -> dict[int, Heard]:
    """How wide each of some signals is heard, with those that are joined to it. Two queries."""
    wanted = list(signal_ids)
    lead = func.coalesce(Signal.joined_to_id, Signal.id)
    rows = session.execute(
        select(lead, Signal.department_id).where(or_(Signal.id.in_(wanted), Signal.joined_to_id.in_(wanted)))
    )
    places: dict[int, list[int]] = {}
    for lead_id, department_id in rows:
        places.setdefault(lead_id, []).append(department_id)
    tree = tree_on(session, today)
    return {lead_id: _heard(tree, departments) for lead_id, departments in places.items()}


def join(session: Session, signal: Signal, lead: Signal, user_id: int, now: datetime, due_on: date) -> None:
    """Let a signal be answered with another one. If either is with the kerngroep, both are from now on.

    What was joined to it goes along. Raises Refused `not_joinable`.
    """
    if lead.joined_to is not None:
        lead = lead.joined_to
    if lead.id == signal.id or lead.initiative_id != signal.initiative_id:
        raise Refused("not_joinable")
    if signal.status not in JOINABLE or lead.status not in JOINABLE:
        raise Refused("not_joinable")
    for each in (signal, lead):
        other = lead if each is signal else signal
        if each.status is SignalStatus.RAISED and other.status is not SignalStatus.RAISED:
            each.due_on = due_on
            add_step(session, each, SignalStatus.ESCALATED, user_id, now, None, StepKind.FOLLOWED)
    for each in (signal, *signal.joined):
        each.joined_to = lead
        add_step(session, each, each.status, user_id, now, None, StepKind.JOINED, with_signal=lead.id)
    session.flush()
    for each in lead.joined:
        follow(session, each, now)
    session.flush()


def join_as_kerngroep(
    session: Session, signal: Signal, lead_id: int, by: Involved, version: int, now: datetime, due_on: date
) -> None:
    """The kerngroep joins a signal to another. Raises Refused `changed_meanwhile`, `not_allowed`, `not_joinable`."""
    _check(signal, by, version)
    lead = session.get(Signal, lead_id)
    if lead is None:
        raise Refused("not_joinable")
    join(session, signal, lead, by.user_id, now, due_on)


def part(session: Session, signal: Signal, by: Involved, version: int, now: datetime) -> None:
    """Let a joined signal go on by itself. Raises Refused `changed_meanwhile`, `not_allowed`."""
    _check(signal, by, version)
    lead_id = signal.joined_to_id
    if lead_id is None or signal.status not in OPEN:
        raise Refused("not_allowed")
    signal.joined_to = None
    add_step(session, signal, signal.status, by.user_id, now, None, StepKind.LEFT, with_signal=lead_id)
    session.flush()


def _check(signal: Signal, by: Involved, version: int) -> None:
    if signal.version != version:
        raise Refused(CHANGED_MEANWHILE)
    if Part.KERNGROEP not in by.parts:
        raise Refused("not_allowed")


def _joinable(session: Session, initiative_id: int, *, confidential: bool | None = None) -> Sequence[Signal]:
    query = select(Signal).where(
        Signal.initiative_id == initiative_id, Signal.status.in_(JOINABLE), Signal.joined_to_id.is_(None)
    )
    if confidential is not None:
        query = query.where(Signal.confidential.is_(confidential))
    return session.scalars(query.order_by(Signal.raised_at.desc(), Signal.id.desc()).limit(_COMPARED)).all()


def _most_alike(session: Session, draft: Told, known: Sequence[Signal], today: date, most: int) -> list[Candidate]:
    by_id: Mapping[int, Signal] = {each.id: each for each in known}
    told = (Told(each.id, each.what, each.department_id, each.principle_id) for each in known)
    found = alike(draft, told, _branch_of(tree_on(session, today), draft.department_id), most)
    return [_candidate(by_id[each]) for each in found]


def _candidate(signal: Signal) -> Candidate:
    return Candidate(signal.id, signal.what, signal.raised_at, signal.department_id)


def _branch_of(tree: Tree, department_id: int) -> set[int]:
    """The departments under the same one at the top."""
    if department_id not in tree.by_id:
        return set()
    line = [department_id, *(row.id for row in tree.ancestors(department_id))]
    return {row.id for row in tree.branch(line[-1])}


def _heard(tree: Tree, departments: Sequence[int]) -> Heard:
    """The nearest department that has all of them in its branch, unless it is one of them; departments that are no
    more stand under none.
    """
    different = set(departments)
    lines = [[each, *(row.id for row in tree.ancestors(each))] for each in different if each in tree.by_id]
    shared = (
        [each for each in lines[0] if all(each in line for line in lines)] if len(lines) == len(different) else []
    )
    under = tree.by_id[shared[0]].name if shared and len(different) > 1 else None
    return Heard(len(departments), len(different), under)
