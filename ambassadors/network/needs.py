"""Writes where an ambassador is needed."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from ambassadors.db import FOREVER
from ambassadors.network.service import Recorder
from ambassadors.organisation.models import Need
from ambassadors.security.service import record


def set_need(session: Session, initiative_id: int, department_id: int, needed: bool, recorder: Recorder) -> None:
    """Say from today whether a department needs an ambassador of its own for an initiative."""
    said = session.scalars(
        select(Need)
        .where(
            Need.department_id == department_id,
            Need.initiative_id == initiative_id,
            Need.valid_until > recorder.today,
        )
        .order_by(Need.valid_from)
    ).all()
    until = FOREVER
    if said and said[0].valid_from > recorder.today:
        until = said[0].valid_from
    elif said and said[0].valid_from == recorder.today:
        said[0].needed = needed
        until = recorder.today
    elif said:
        until, said[0].valid_until = said[0].valid_until, recorder.today
        session.flush()
    if until > recorder.today:
        session.add(
            Need(
                department_id=department_id,
                initiative_id=initiative_id,
                needed=needed,
                valid_from=recorder.today,
                valid_until=until,
            )
        )
    record(
        session,
        recorder.user_id,
        "needed" if needed else "not_needed",
        "department",
        department_id,
        recorder.now,
        initiative=initiative_id,
    )
    session.flush()
