"""Reads how the idea is guarded: concessions that were made, and signals against each principle over time."""

from datetime import date, datetime, time, timedelta
from itertools import pairwise

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from ambassadors.initiatives.guarding import AtRisk, Concession, Guarded
from ambassadors.initiatives.models import Initiative
from ambassadors.measures.answering import quarter_of
from ambassadors.meetings.queries import open_agreements
from ambassadors.meetings.rules import AgreementKind
from ambassadors.signals.models import Signal
from ambassadors.signals.rules import OPEN
from ambassadors.web.clock import LOCAL

QUARTERS = 8
"""Two years: enough to see whether it becomes more or less."""


def guarding(session: Session, initiative: Initiative, today: date) -> Guarded:
    """The concessions that hold or are past their day, and the signals by principle. Two queries."""
    concessions = tuple(
        Concession(row.what, row.why or "", row.due_on, row.principle or "", row.is_late(today))
        for row in open_agreements(session, initiative.id)
        if row.kind is AgreementKind.CONCESSION
    )
    quarters = last_quarters(today)
    after = quarter_of(quarters[-1] + timedelta(days=100))
    edges = [datetime.combine(each, time(), LOCAL) for each in (*quarters, after)]
    raised = [
        func.sum(case(((Signal.raised_at >= begin) & (Signal.raised_at < end), 1), else_=0))
        for begin, end in pairwise(edges)
    ]
    rows = session.execute(
        select(Signal.principle_id, func.sum(case((Signal.status.in_(OPEN), 1), else_=0)), *raised)
        .where(Signal.initiative_id == initiative.id, Signal.principle_id.is_not(None))
        .group_by(Signal.principle_id)
    )
    signals = {
        principle_id: AtRisk(still_open, tuple(zip(quarters, counts, strict=True)))
        for principle_id, still_open, *counts in rows
    }
    return Guarded(concessions, signals)


def last_quarters(today: date) -> list[date]:
    """The first days of the last so many quarters, that of today last."""
    found = [quarter_of(today)]
    while len(found) < QUARTERS:
        found.append(quarter_of(found[-1] - timedelta(days=1)))
    return found[::-1]
