"""Reads the toolbox."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, selectinload

from ambassadors.toolbox.models import Tool, ToolFile
from ambassadors.toolbox.rules import KEPT_REMOVED_DAYS, Place


def tools_of(initiative_id: int) -> Select[*tuple[Any, ...]]:
    """Query for what is in the toolbox of a change, with its files but not what is in them, in order."""
    return (
        select(Tool)
        .where(Tool.initiative_id == initiative_id, Tool.removed_at.is_(None))
        .order_by(Tool.position, Tool.id)
        .options(selectinload(Tool.files))
    )


def ids_in_order(session: Session, initiative_id: int) -> list[int]:
    """Ids of what is in the toolbox of a change, in order."""
    return [tool.id for tool in session.scalars(tools_of(initiative_id))]


def tool_of(session: Session, initiative_id: int, tool_id: int) -> Tool | None:
    """One thing of the toolbox of a change, removed or not."""
    return session.scalar(select(Tool).where(Tool.id == tool_id, Tool.initiative_id == initiative_id))


def file_of(session: Session, initiative_id: int, tool_id: int, place: Place) -> ToolFile | None:
    """One file in the toolbox of a change; nothing where it was removed."""
    return session.scalar(
        select(ToolFile)
        .join(Tool)
        .where(
            Tool.initiative_id == initiative_id,
            Tool.removed_at.is_(None),
            ToolFile.tool_id == tool_id,
            ToolFile.place == place,
        )
    )


def bytes_kept(session: Session, initiative_id: int) -> int:
    """How much all files of a change take, those that were removed lately too."""
    kept = select(func.sum(ToolFile.size)).join(Tool).where(Tool.initiative_id == initiative_id)
    return int(session.scalar(kept) or 0)


def gone_for_good(session: Session, initiative_id: int, now: datetime) -> list[Tool]:
    """What was removed so long ago that nobody puts it back any more."""
    before = now - timedelta(days=KEPT_REMOVED_DAYS)
    query = select(Tool).where(Tool.initiative_id == initiative_id, Tool.removed_at < before)
    return list(session.scalars(query.options(selectinload(Tool.files))))
