"""Reads signals: one with its parts, the kerngroep's inbox, one's own, and the facts for the dashboard."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from operator import itemgetter
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, and_, case, exists, func, or_, select
from sqlalchemy.orm import Session, aliased, joinedload, selectinload

from ambassadors.accounts.models import User
from ambassadors.db import says, search_words, to_keep
from ambassadors.initiatives.models import Initiative, Principle
from ambassadors.network.nearest import nearest, nearest_ambassadors, people_serving
from ambassadors.network.queries import ambassadorships
from ambassadors.organisation.models import DepartmentVersion
from ambassadors.organisation.queries import tree_on
from ambassadors.security.actor import Actor
from ambassadors.security.policy import Permission, Role
from ambassadors.signals.models import Signal, SignalStep
from ambassadors.signals.rules import (
    CLOSED,
    OPEN,
    STAYS_NEW,
    TOLD,
    UNACKNOWLEDGED,
    Involved,
    Part,
    Severity,
    SignalStatus,
    course,
    last_answer,
    may_see,
)

Listing = Select[*tuple[Any, ...]]
"""A query whose rows make a SignalRow each."""


class SignalRow(NamedTuple):
    """A signal as lists show it."""

    id: int
    initiative_id: int
    initiative_name: str
    department_id: int
    what: str
    severity: Severity
    status: SignalStatus
    raised_at: datetime
    due_on: date | None
    owner_name: str | None
    principle: str | None
    urgent: bool


class SignalFact(NamedTuple):
    """A signal as measures need it: first answered, and closed for now, when; None for not yet."""

    id: int
    department_id: int
    raised_at: datetime
    answered_at: datetime | None
    status: SignalStatus
    severity: Severity
    closed_at: datetime | None


class Counts(NamedTuple):
    """Signals of an initiative that are open, each sender's own, as measure 5 counts them.

    Then how many answers that takes, as signals that are joined share one. Of those answers: overdue, with the
    kerngroep but not taken up, and of the last reopened.
    """

    open: int = 0
    answers: int = 0
    overdue: int = 0
    unacknowledged: int = 0
    reopened: int = 0


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to list in the inbox: statuses, words of the text or the department's name, a principle (None: any)."""

    statuses: frozenset[SignalStatus] = OPEN
    words: str = ""
    principle_id: int | None = None


def signal_for(session: Session, actor: Actor, signal_id: int, today: date) -> tuple[Signal, Involved] | None:
    """A signal with its steps, and the parts that the actor has in it; nothing if it is not theirs to see."""
    signal = session.scalar(
        select(Signal)
        .where(Signal.id == signal_id)
        .options(
            joinedload(Signal.initiative),
            joinedload(Signal.principle),
            joinedload(Signal.raiser),
            joinedload(Signal.owner),
            joinedload(Signal.joined_to),
            selectinload(Signal.joined).selectinload(Signal.steps),
            selectinload(Signal.steps).joinedload(SignalStep.actor),
            selectinload(Signal.steps).joinedload(SignalStep.owner),
        )
    )
    if signal is None:
        return None
    involved = Involved(actor.user_id, _parts(session, actor, signal, today))
    took_a_step = any(step.by == actor.user_id for step in signal.steps)
    return (signal, involved) if may_see(involved.parts, signal.status, took_a_step=took_a_step) else None


def _parts(session: Session, actor: Actor, signal: Signal, today: date) -> frozenset[Part]:
    code = signal.initiative.code
    parts = set()
    if signal.raised_by == actor.user_id:
        parts.add(Part.SENDER)
    if actor.may(Permission.HANDLE_SIGNALS, code):
        parts.add(Part.KERNGROEP)
        if signal.owner_id == actor.user_id:
            parts.add(Part.OWNER)
    if actor.holds(Role.CHAIR, initiative=code):
        parts.add(Part.CHAIR)
    if actor.holds(Role.CHANGE_MANAGER, initiative=code):
        parts.add(Part.CHANGE_MANAGER)
    if actor.person_id is not None and actor.person_id in nearest_ambassadors(
        session, signal.initiative_id, signal.department_id, today
    ):
        parts.add(Part.AMBASSADOR)
    return frozenset(parts)


def inbox(initiative_id: int, wanted: Wanted, today: date) -> Listing:
    """Query for SignalRows of an initiative: overdue, not taken up, urgent, oldest; what is closed comes last.

    Those that are joined to another stand with that one.
    """
    query = _rows().where(
        Signal.initiative_id == initiative_id, Signal.status.in_(wanted.statuses), Signal.joined_to_id.is_(None)
    )
    if wanted.principle_id is not None:
        query = query.where(Signal.principle_id == wanted.principle_id)
    for word in search_words(wanted.words):
        named = select(DepartmentVersion.department_id).where(DepartmentVersion.name.icontains(word, autoescape=True))
        query = query.where(or_(says(Signal.what, word), Signal.department_id.in_(named)))
    is_open = Signal.status.in_(OPEN)
    urgency = case(
        (_overdue(today), 0),
        (Signal.status.in_(UNACKNOWLEDGED), 1),
        (Signal.status == SignalStatus.RAISED, 3),
        (is_open, 2),
        else_=4,
    )
    hurried = case((and_(is_open, Signal.urgent), 0), else_=1)
    return query.order_by(urgency, hurried, case((is_open, Signal.raised_at)), Signal.raised_at.desc(), Signal.id)


def raised_by(user_id: int) -> Listing:
    """Query for the SignalRows that somebody raised, the newest first."""
    return _rows().where(Signal.raised_by == user_id).order_by(Signal.raised_at.desc(), Signal.id.desc())


def new_answers(session: Session, user_id: int, now: datetime) -> list[SignalRow]:
    """Signals of somebody that others answered lately and that stand closed, the latest first raised on top."""
    told = exists().where(
        SignalStep.signal_id == Signal.id,
        SignalStep.status.in_(TOLD),
        SignalStep.by != user_id,
        SignalStep.at >= now - STAYS_NEW,
    )
    later = aliased(SignalStep)
    closed_by_oneself = exists().where(
        SignalStep.signal_id == Signal.id,
        SignalStep.status == SignalStatus.CLOSED,
        SignalStep.by == user_id,
        ~exists().where(later.signal_id == SignalStep.signal_id, later.number > SignalStep.number),
    )
    return _listed(session, raised_by(user_id).where(Signal.status.in_(CLOSED), told, ~closed_by_oneself))


def questions_for(session: Session, user_id: int) -> list[SignalRow]:
    """Signals of somebody about which the kerngroep asks them something, the oldest first."""
    asked = _rows().where(Signal.raised_by == user_id, Signal.status == SignalStatus.ASKED)
    return _listed(session, asked.order_by(Signal.raised_at, Signal.id))


def owned_by(session: Session, user_id: int) -> list[SignalRow]:
    """Signals that somebody sees to and that wait for the kerngroep, the earliest day first."""
    waits = OPEN - {SignalStatus.ASKED}
    owned = _rows().where(Signal.owner_id == user_id, Signal.status.in_(waits), Signal.joined_to_id.is_(None))
    return _listed(session, owned.order_by(Signal.due_on, Signal.id))


def waiting_for(session: Session, actor: Actor, today: date) -> list[SignalRow]:
    """Signals that wait for the actor, as the nearest ambassador, the oldest first."""
    if actor.person_id is None:
        return []
    raised = _listed(
        session,
        _rows()
        .where(Signal.status == SignalStatus.RAISED, Signal.joined_to_id.is_(None))
        .order_by(Signal.raised_at, Signal.id),
    )
    if not raised:
        return []
    tree = tree_on(session, today)
    by_initiative: dict[int, list[Any]] = {}
    for row in ambassadorships(session):
        by_initiative.setdefault(row.initiative_id, []).append(row)
    served = {each: people_serving(rows, today) for each, rows in by_initiative.items()}
    return [
        row
        for row in raised
        if actor.person_id in nearest(tree, row.department_id, served.get(row.initiative_id, {}))
    ]


def answers_of(session: Session, signal_ids: Iterable[int]) -> dict[int, tuple[str, ...]]:
    """What the senders of some signals were told, in words; see `rules.last_answer`. One query."""
    steps: dict[int, list[tuple[SignalStatus, str | None]]] = {}
    for signal_id, status, note in session.execute(
        select(SignalStep.signal_id, SignalStep.status, SignalStep.note)
        .where(SignalStep.signal_id.in_(list(signal_ids)))
        .order_by(SignalStep.signal_id, SignalStep.number)
    ):
        steps.setdefault(signal_id, []).append((status, note))
    return {signal_id: last_answer(each) for signal_id, each in steps.items()}


def counts(session: Session, today: date) -> dict[int, Counts]:
    """Open signals of every initiative that has any, by its id. One query."""
    leads = Signal.joined_to_id.is_(None)

    def answers(*which: ColumnElement[bool]) -> ColumnElement[int]:
        return func.sum(case((and_(leads, *which), 1), else_=0))

    rows = session.execute(
        select(
            Signal.initiative_id,
            func.count(),
            answers(),
            answers(_overdue(today)),
            answers(Signal.status.in_(UNACKNOWLEDGED)),
            answers(Signal.status == SignalStatus.REOPENED),
        )
        .where(Signal.status.in_(OPEN))
        .group_by(Signal.initiative_id)
    )
    return {initiative_id: Counts(*numbers) for initiative_id, *numbers in rows}


def late_signals(session: Session, initiative_id: int, today: date) -> list[Signal]:
    """The signals of a change that are too late, the oldest date first; those joined to another go with that one."""
    late = select(Signal).where(Signal.initiative_id == initiative_id, _overdue(today), Signal.joined_to_id.is_(None))
    return list(session.scalars(late.order_by(Signal.due_on, Signal.id)))


def signal_facts(session: Session, initiative_id: int, until: datetime | None = None) -> list[SignalFact]:
    """The signals of an initiative as they were at `until` (now, if it is not given), by id. Two queries."""
    known = [Signal.initiative_id == initiative_id]
    if until is not None:
        known.append(Signal.raised_at <= until)
    taken: list[ColumnElement[bool]] = [] if until is None else [SignalStep.at <= until]
    rows = session.execute(
        select(SignalStep.signal_id, SignalStep.status, SignalStep.at)
        .join(Signal, SignalStep.signal_id == Signal.id)
        .where(*known, *taken)
        .order_by(SignalStep.signal_id, SignalStep.number)
    )
    so_far = {
        signal_id: course((status, at) for _, status, at in steps)
        for signal_id, steps in groupby(to_keep(rows), key=itemgetter(0))
    }
    raised = session.execute(
        select(Signal.id, Signal.department_id, Signal.raised_at, Signal.severity).where(*known).order_by(Signal.id)
    )
    facts, nothing_yet = [], course(())
    for signal_id, department_id, raised_at, severity in to_keep(raised):
        now = so_far.get(signal_id, nothing_yet)
        facts.append(
            SignalFact(signal_id, department_id, raised_at, now.answered_at, now.status, severity, now.closed_at)
        )
    return facts


def _rows() -> Listing:
    return (
        select(
            Signal.id,
            Signal.initiative_id,
            Initiative.name,
            Signal.department_id,
            Signal.what,
            Signal.severity,
            Signal.status,
            Signal.raised_at,
            Signal.due_on,
            User.name,
            Principle.title,
            Signal.urgent,
        )
        .join(Initiative, Signal.initiative_id == Initiative.id)
        .outerjoin(User, Signal.owner_id == User.id)
        .outerjoin(Principle, Signal.principle_id == Principle.id)
    )


def _listed(session: Session, query: Listing) -> list[SignalRow]:
    return [SignalRow(*row) for row in session.execute(query)]


def _overdue(today: date) -> ColumnElement[bool]:
    return and_(Signal.status.in_(OPEN - {SignalStatus.ASKED}), Signal.due_on < today)
