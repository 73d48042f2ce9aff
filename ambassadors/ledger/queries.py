"""Reads what has changed."""

from collections.abc import Mapping
from datetime import date
from typing import TypeAlias

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from ambassadors.ledger.models import ALL_INITIATIVES, Mark, Topic, Version

Versions: TypeAlias = Mapping[Topic, int]
"""Per topic a number that rises with every change of it."""

# Stated once, as every page of figures asks them.
_VERSIONS = select(Version.topic, Version.number).where(
    Version.initiative_id.in_(bindparam("initiatives", expanding=True))
)
_MARKED = (
    select(Mark.on)
    .where(Mark.initiative_id == bindparam("initiative"), Mark.number > bindparam("since"))
    .distinct()
    .order_by(Mark.on)
)


def versions_of(session: Session, initiative_id: int) -> Versions:
    """The versions of all topics of an initiative. One query."""
    rows = session.execute(_VERSIONS, {"initiatives": [ALL_INITIATIVES, initiative_id]})
    found = dict.fromkeys(Topic, 0)
    for topic, number in rows:
        found[topic] += number
    return found


def days_marked(session: Session, initiative_id: int, since: int) -> list[date]:
    """The days whose activities changed after version `since` of the log, in order."""
    return list(session.scalars(_MARKED, {"initiative": initiative_id, "since": since}))
