"""Reads what has changed."""

from collections.abc import Mapping
from datetime import date
from typing import TypeAlias

from sqlalchemy import select
from sqlalchemy.orm import Session

from ambassadors.ledger.models import ALL_INITIATIVES, Mark, Topic, Version

Versions: TypeAlias = Mapping[Topic, int]
"""Per topic a number that rises with every change of it."""


def versions_of(session: Session, initiative_id: int) -> Versions:
    """The versions of all topics of an initiative. One query."""
    rows = session.execute(
        select(Version.topic, Version.number).where(Version.initiative_id.in_((ALL_INITIATIVES, initiative_id)))
    )
    found = dict.fromkeys(Topic, 0)
    for topic, number in rows:
        found[topic] += number
    return found


def days_marked(session: Session, initiative_id: int, since: int) -> list[date]:
    """The days whose activities changed after version `since` of the log, in order."""
    return list(
        session.scalars(
            select(Mark.on)
            .where(Mark.initiative_id == initiative_id, Mark.number > since)
            .distinct()
            .order_by(Mark.on)
        )
    )
