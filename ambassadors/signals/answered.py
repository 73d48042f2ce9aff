"""Reads how signals of a change were answered: the days that each step took, by the calendar of its department."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, tzinfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from ambassadors.measures.answering import Answering
from ambassadors.measures.working_days import WorkingDays
from ambassadors.signals.calendars import Calendars
from ambassadors.signals.models import Signal, SignalStep
from ambassadors.signals.rules import ANSWERS, TOLD, SignalStatus
from config import Settings

Steps = Sequence[tuple[SignalStatus, date]]


def answering_of(
    session: Session, initiative_id: int, today: date, zone: tzinfo, settings: Settings
) -> list[Answering]:
    """Every signal of a change with what its steps took. Three queries."""
    calendars = Calendars(session, today, settings)
    by_department: dict[int, WorkingDays] = {}
    found = []
    for department_id, steps in _ways(session, initiative_id, zone):
        if department_id not in by_department:
            by_department[department_id] = calendars.of(department_id)
        found.append(answering(steps, by_department[department_id]))
    return found


def answering(steps: Steps, calendar: WorkingDays) -> Answering:
    """What the steps of one signal took; the first time that it was taken up, answered and told."""
    raised_on = steps[0][1]
    arrived_on = _first(steps, {SignalStatus.ESCALATED})
    taken_up_on = _first(steps, {SignalStatus.ACKNOWLEDGED})
    answered_on, told_on = _first(steps, ANSWERS), _first(steps, TOLD)
    answer = next((status for status, _day in steps if status in ANSWERS), None)
    return Answering(
        taken_up_on,
        answered_on,
        told_on,
        calendar.between(arrived_on or raised_on, taken_up_on) if taken_up_on else 0,
        calendar.between(raised_on, answered_on) if answered_on else 0,
        calendar.between(raised_on, told_on) if told_on else 0,
        solved_locally=answer is SignalStatus.SOLVED_LOCALLY,
        reopened=any(status is SignalStatus.REOPENED for status, _day in steps),
    )


def _first(steps: Steps, among: frozenset[SignalStatus] | set[SignalStatus]) -> date | None:
    return next((day for status, day in steps if status in among), None)


def _ways(session: Session, initiative_id: int, zone: tzinfo) -> Iterator[tuple[int, Steps]]:
    """Department and steps of every signal, by local day."""
    rows = session.execute(
        select(Signal.id, Signal.department_id, SignalStep.status, SignalStep.at)
        .join(SignalStep, SignalStep.signal_id == Signal.id)
        .where(Signal.initiative_id == initiative_id)
        .order_by(Signal.id, SignalStep.number)
    )
    ways: dict[int, tuple[int, list[tuple[SignalStatus, date]]]] = {}
    for signal_id, department_id, status, at in rows:
        ways.setdefault(signal_id, (department_id, []))[1].append((status, _local(at, zone)))
    yield from ways.values()


def _local(instant: datetime, zone: tzinfo) -> date:
    return instant.astimezone(zone).date()
