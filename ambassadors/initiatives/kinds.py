"""Writes kinds of activity: added, renamed, retired and brought back. What was logged keeps its kind."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from ambassadors.db import lock_for_write
from ambassadors.initiatives.models import ActivityKind, Asks, Audience, Initiative
from ambassadors.refusals import Refused
from ambassadors.security.service import record

SUBJECT = "activity_kind"


@dataclass(frozen=True, slots=True)
class KindDraft:
    """What one fills in of a new kind; `everywhere` is for every change of the organisation."""

    name_nl: str
    name_en: str
    audience: Audience
    asks: Asks
    everywhere: bool = False


def all_kinds_of(session: Session, initiative_id: int) -> list[ActivityKind]:
    """Every kind that one can log, or could once, for a change: in order."""
    return list(
        session.scalars(
            select(ActivityKind)
            .where(or_(ActivityKind.initiative_id == initiative_id, ActivityKind.initiative_id.is_(None)))
            .order_by(ActivityKind.position, ActivityKind.id)
        )
    )


def add_kind(session: Session, initiative: Initiative, draft: KindDraft, by: int, now: datetime) -> ActivityKind:
    """Add a kind below the others; raises Refused `name_taken`."""
    lock_for_write(session, "kinds of activity")
    _refuse_taken(session, initiative.id, draft.name_nl, draft.name_en)
    codes = set(session.scalars(select(ActivityKind.code)))
    last = session.scalar(select(func.max(ActivityKind.position))) or 0
    kind = ActivityKind(
        initiative_id=None if draft.everywhere else initiative.id,
        code=_free_code(draft.name_en, codes),
        name_nl=draft.name_nl,
        name_en=draft.name_en,
        audience=draft.audience,
        asks=draft.asks,
        position=last + 1,
    )
    session.add(kind)
    session.flush()
    record(session, by, "added", SUBJECT, kind.id, now)
    return kind


def rename_kind(
    session: Session, initiative: Initiative, kind: ActivityKind, name_nl: str, name_en: str, by: int, now: datetime
) -> None:
    """Give a kind other names, in what was logged too; raises Refused `name_taken`."""
    _refuse_taken(session, initiative.id, name_nl, name_en, but=kind.id)
    before = [kind.name_nl, kind.name_en]
    kind.name_nl, kind.name_en = name_nl, name_en
    record(session, by, "renamed", SUBJECT, kind.id, now, before=before, after=[name_nl, name_en])
    session.flush()


def retire_kind(session: Session, kind: ActivityKind, on: date | None, by: int, now: datetime) -> None:
    """Let a kind be logged no more from a day, or again (None); raises Refused `last_kind`.

    One that every change has stays: else there would be changes for which nothing can be logged.
    """
    if on is not None and kind.initiative_id is None:
        others = select(ActivityKind.id).where(
            ActivityKind.initiative_id.is_(None), ActivityKind.retired_on.is_(None), ActivityKind.id != kind.id
        )
        if session.scalars(others.limit(1)).first() is None:
            raise Refused("last_kind")
    kind.retired_on = on
    record(session, by, "retired" if on else "restored", SUBJECT, kind.id, now)
    session.flush()


def _refuse_taken(session: Session, initiative_id: int, name_nl: str, name_en: str, but: int | None = None) -> None:
    for kind in all_kinds_of(session, initiative_id):
        if kind.id == but:
            continue
        if kind.name_nl.casefold() == name_nl.casefold():
            raise Refused("name_taken", "name_nl")
        if kind.name_en.casefold() == name_en.casefold():
            raise Refused("name_taken", "name_en")


def _free_code(name: str, taken: set[str]) -> str:
    """A code that files can name the kind by, from its English name."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    code = re.sub(r"[^a-z0-9]+", "_", plain).strip("_")[:40] or "kind"
    number, free = 2, code
    while free in taken:
        free, number = f"{code}_{number}", number + 1
    return free
