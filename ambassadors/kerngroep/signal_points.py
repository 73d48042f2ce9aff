"""Points of an agenda that are about a signal: which one, how it stands, and what the minutes tell of it."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from ambassadors.kerngroep.rules import signal_of
from ambassadors.kerngroep.signal_background import Background, background_of
from ambassadors.meetings.models import MeetingPoint
from ambassadors.organisation.queries import tree_on
from ambassadors.organisation.rules import Tree
from ambassadors.signals.joining import Heard, heard_about
from ambassadors.signals.models import Signal
from ambassadors.signals.queries import SignalRow, Wanted, inbox
from ambassadors.signals.rules import CLOSED, SignalStatus, last_answer


@dataclass(frozen=True, slots=True)
class SignalPoint:
    """A signal as a meeting sees it; who raised it is no part of it, confidential or not."""

    id: int
    what: str
    status: SignalStatus
    answer: tuple[str, ...]
    heard: Heard
    background: Background


def signals_at(
    session: Session, initiative_id: int, points: Iterable[MeetingPoint], today: date
) -> dict[int, SignalPoint]:
    """By point: the signal that it is about; of one that was joined since, the one that it is answered with."""
    about = {each.id: found for each in points if (found := signal_of(each.subject)) is not None}
    if not about:
        return {}
    signals = _with_leads(session, initiative_id, about.values())
    leads = {each.id: each for each in signals.values()}
    by_id = {each.id: each for each in told(session, leads.values(), today)}
    return {point_id: by_id[signals[signal_id].id] for point_id, signal_id in about.items() if signal_id in signals}


def _with_leads(session: Session, initiative_id: int, ids: Iterable[int]) -> Mapping[int, Signal]:
    found = session.scalars(
        select(Signal)
        .where(Signal.id.in_(set(ids)), Signal.initiative_id == initiative_id)
        .options(
            selectinload(Signal.steps),
            joinedload(Signal.owner),
            joinedload(Signal.joined_to).options(selectinload(Signal.steps), joinedload(Signal.owner)),
        )
    )
    return {each.id: each.joined_to or each for each in found}


def told(session: Session, signals: Collection[Signal], today: date) -> list[SignalPoint]:
    """Signals as a meeting sees them; their steps and owners are loaded. Three queries."""
    if not signals:
        return []
    heard = heard_about(session, {each.id for each in signals}, today)
    tree = tree_on(session, today)
    return [
        SignalPoint(
            id=each.id,
            what=each.what,
            status=each.status,
            answer=last_answer((step.status, step.note) for step in each.steps),
            heard=heard[each.id],
            background=background_of(each, _name(tree, each.department_id), today),
        )
        for each in signals
    ]


def _name(tree: Tree, department_id: int) -> str:
    """What a department is called today; one that is no more has no name to tell."""
    row = tree.by_id.get(department_id)
    return row.name if row else ""


def told_in_minutes(signal: SignalPoint) -> list[str]:
    """What the minutes say of a signal, a line each: what it says, how wide it is heard, how it was answered."""
    width = ngettext(
        "It was heard in %(num)d department.", "It was heard in %(num)d departments.", signal.heard.departments
    )
    return [_("The signal: “%(what)s”", what=signal.what), width, *signal.background.tried, *_answered(signal)]


def has_answer(signal: SignalPoint) -> bool:
    """Whether an answer stands, fed back or not."""
    return signal.status in CLOSED or signal.status is SignalStatus.ANSWERED


def _answered(signal: SignalPoint) -> list[str]:
    answers = [_("The answer: “%(answer)s”", answer=each) for each in signal.answer]
    if signal.status in CLOSED:
        return [*answers, _("Whoever raised it was told.")]
    if signal.status is SignalStatus.ANSWERED:
        return [*answers, _("Whoever raised it still has to be told.")]
    if signal.status is SignalStatus.REOPENED:
        return [_("It was reopened, and has no new answer yet.")]
    return [_("It had no new answer yet.") if signal.background.tried else _("It had no answer yet.")]


def reopened(session: Session, initiative_id: int, today: date) -> list[SignalRow]:
    """Signals whose sender was not helped by the answer, and that nobody took up again. One query."""
    rows = session.execute(inbox(initiative_id, Wanted(frozenset({SignalStatus.REOPENED})), today))
    return [SignalRow(*each) for each in rows]
