"""The signals that wait for the kerngroep and have no point of their own: one point of the agenda lists them."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from flask_babel import gettext as _
from sqlalchemy import Select, exists, or_, select
from sqlalchemy.orm import Session, joinedload, selectinload

from ambassadors.kerngroep.rules import WAITS_FOR_KERNGROEP, signal_of
from ambassadors.kerngroep.signal_points import SignalPoint, told
from ambassadors.meetings.models import MeetingPoint
from ambassadors.signals.forms import STATUS_NAMES
from ambassadors.signals.models import Signal, SignalStep
from ambassadors.signals.rules import SignalStatus
from ambassadors.web.clock import LOCAL
from ambassadors.web.formatting import day as in_full
from ambassadors.web.formatting import quote

SIGNALS = "signals"
"""The subject of that point."""
MOST = 30
LONGEST = 160


@dataclass(frozen=True, slots=True)
class Together:
    """The first of them, by the day of their next step, and whether there are more."""

    signals: tuple[SignalPoint, ...] = ()
    more: bool = False


def some_wait(session: Session, initiative_id: int, known: Collection[int]) -> bool:
    """Whether any signal waits for the kerngroep besides those that are known. One query."""
    waits = _of(initiative_id, known).where(Signal.status.in_(WAITS_FOR_KERNGROEP))
    return session.scalar(waits.with_only_columns(Signal.id).limit(1)) is not None


def together_at(
    session: Session, initiative_id: int, points: Iterable[MeetingPoint], on: date, today: date
) -> Together:
    """What waits, and what was answered from the day of the meeting on; nothing where no point lists them."""
    subjects = [each.subject for each in points]
    if SIGNALS not in subjects:
        return Together()
    known = {about for each in subjects if (about := signal_of(each)) is not None}
    begin = datetime.combine(min(on, today), time.min, LOCAL)
    answered = exists().where(
        SignalStep.signal_id == Signal.id, SignalStep.status == SignalStatus.ANSWERED, SignalStep.at >= begin
    )
    found = session.scalars(
        _of(initiative_id, known)
        .where(or_(Signal.status.in_(WAITS_FOR_KERNGROEP), answered))
        .order_by(Signal.due_on.is_(None), Signal.due_on, Signal.id)
        .limit(MOST + 1)
        .options(selectinload(Signal.steps), joinedload(Signal.owner))
    ).all()
    return Together(tuple(told(session, found[:MOST], today)), len(found) > MOST)


def lines_of(signals: Sequence[SignalPoint]) -> list[str]:
    """What the minutes say of them, a line each: how it begins, how it stands, and the answer."""
    return [_line(each) for each in signals]


def _line(signal: SignalPoint) -> str:
    background = signal.background
    parts = [f"“{quote(signal.what, LONGEST)}”", str(STATUS_NAMES[signal.status])]
    if background.owner and background.due_on:
        parts.append(_("%(name)s, by %(day)s", name=background.owner, day=in_full(background.due_on)))
    parts += [_("The answer: “%(answer)s”", answer=each) for each in signal.answer]
    return " · ".join(parts)


def _of(initiative_id: int, known: Collection[int]) -> Select[Signal]:
    return select(Signal).where(
        Signal.initiative_id == initiative_id, Signal.joined_to_id.is_(None), Signal.id.not_in(known)
    )
