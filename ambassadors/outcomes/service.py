"""Writes series: what comes back, in which rhythm, and who keeps it going."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from ambassadors.activities.outcome_models import Rhythm, Series, SeriesMember
from ambassadors.initiatives.models import Initiative
from ambassadors.network.queries import ambassadorships
from ambassadors.refusals import CHANGED_MEANWHILE, Refused
from ambassadors.security.service import record

SUBJECT = "series"


@dataclass(frozen=True, slots=True)
class Draft:
    """What one fills in of a series; `members` are ids of ambassadorships that keep it going."""

    name: str
    kind_id: int
    every: int
    unit: Rhythm
    next_on: date
    members: tuple[int, ...]


def start_series(
    session: Session, initiative: Initiative, draft: Draft, by: int, today: date, now: datetime
) -> Series:
    """Start a series; raises Refused `not_serving`."""
    series = Series(initiative_id=initiative.id)
    _fill(session, series, draft, today)
    session.add(series)
    session.flush()
    record(session, by, "started", SUBJECT, series.id, now)
    return series


def edit_series(
    session: Session, series: Series, version: int, draft: Draft, by: int, today: date, now: datetime
) -> None:
    """Change a series; raises Refused `changed_meanwhile`, `not_serving`."""
    if series.version != version:
        raise Refused(CHANGED_MEANWHILE)
    _fill(session, series, draft, today)
    flag_modified(series, "name")  # raises the version although only its members changed
    record(session, by, "edited", SUBJECT, series.id, now)
    session.flush()


def end_series(session: Session, series: Series, on: date | None, by: int, now: datetime) -> None:
    """Let a series end on a day, or go on again (None)."""
    series.ended_on = on
    record(session, by, "ended" if on else "resumed", SUBJECT, series.id, now)
    session.flush()


def _fill(session: Session, series: Series, draft: Draft, today: date) -> None:
    kept = {each.ambassadorship_id: each for each in series.members}
    new = [each for each in draft.members if each not in kept]
    rows = ambassadorships(session, initiative_id=series.initiative_id, ids=new) if new else []
    if len([row for row in rows if row.serves_on(today)]) < len(new) or not draft.members:
        raise Refused("not_serving", "members")
    series.name, series.kind_id = draft.name, draft.kind_id
    series.every, series.unit, series.next_on = draft.every, draft.unit, draft.next_on
    series.members = [
        kept.get(each) or SeriesMember(ambassadorship_id=each, initiative_id=series.initiative_id)
        for each in draft.members
    ]
