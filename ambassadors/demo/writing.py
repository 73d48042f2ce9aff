"""How the demo writes facts: many rows of one kind at a time."""

from collections.abc import Iterable, Mapping
from random import Random
from typing import Any

from sqlalchemy import insert
from sqlalchemy.orm import Session

from ambassadors.db import Base

Row = Mapping[str, Any]


def keep(session: Session, table: type[Base], rows: Iterable[Row]) -> None:
    """Add rows to a table."""
    session.execute(insert(table), [dict(row) for row in rows])


def keep_numbered(session: Session, table: type[Any], rows: Iterable[Row]) -> list[int]:
    """Add rows to a table and return their ids, in the same order; the database hands the ids out."""
    adding = insert(table).returning(table.id, sort_by_parameter_order=True)
    return list(session.scalars(adding, [dict(row) for row in rows]))


def dice_for(topic: str) -> Random:
    """Dice that fall the same way at every run; each topic has its own, so that one does not disturb another."""
    return Random(f"Waterhoven, {topic}")  # noqa: S311  it draws a made-up story, not a secret
