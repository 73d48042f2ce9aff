"""Writes within how many days the kerngroep of a change answers."""

from dataclasses import asdict
from datetime import datetime

from sqlalchemy.orm import Session

from ambassadors.refusals import CHANGED_MEANWHILE, Refused
from ambassadors.security.service import record
from ambassadors.signals.models import SignalTerms
from ambassadors.signals.terms import Days


def agree(session: Session, initiative_id: int, version: int | None, days: Days, user_id: int, now: datetime) -> None:
    """Let these days hold for deadlines from now on; those that were set stay. Raises Refused `changed_meanwhile`."""
    said = session.get(SignalTerms, initiative_id)
    if (said.version if said else None) != version:
        raise Refused(CHANGED_MEANWHILE)
    if said is None:
        session.add(SignalTerms(initiative_id=initiative_id, **asdict(days)))
    else:
        for name, value in asdict(days).items():
            setattr(said, name, value)
    record(session, user_id, "agreed", "signal_terms", initiative_id, now, **asdict(days))
    session.flush()
