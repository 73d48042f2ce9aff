"""Inserts new activities as rows, one or thousands with the same few statements."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import insert
from sqlalchemy.orm import Session

from ambassadors.activities.models import Activity, DoneBy, Reach
from ambassadors.activities.rules import Entry

_TELLING = ("initiative_id", "kind_id", "on", "ref", "title", "story", "link", "whole_organisation")
# Nulls are named too, so that rows in which another part is empty need no statement of their own.
_ADD = insert(Activity).execution_options(render_nulls=True)
_ADD_ONE = _ADD.returning(Activity)
_ADD_ALL = _ADD.returning(Activity.id, *(getattr(Activity, part) for part in _TELLING))
_ADD_DOERS = insert(DoneBy)
_ADD_REACHES = insert(Reach)


def insert_entry(session: Session, entry: Entry, logged_by: int | None, now: datetime) -> Activity:
    """The activity that says what `entry` says. Three statements."""
    activity = session.scalars(_ADD_ONE, [_row(entry, logged_by, now)]).one()
    _insert_parts(session, [(activity.id, entry)])
    return activity


def insert_entries(
    session: Session,
    entries: Sequence[Entry],
    logged_by: int | None,
    now: datetime,
    refs: Sequence[str | None] | None = None,
) -> list[int]:
    """Ids of activities that say what `entries` say, in their order. Three statements per thousand."""
    told = zip(entries, refs or [None] * len(entries), strict=True)
    rows = [_row(entry, logged_by, now, ref) for entry, ref in told]
    ids = _in_order(rows, session.execute(_ADD_ALL, rows))
    _insert_parts(session, list(zip(ids, entries, strict=True)))
    return ids


def _row(entry: Entry, logged_by: int | None, now: datetime, ref: str | None = None) -> dict[str, Any]:
    return {
        "initiative_id": entry.initiative_id,
        "kind_id": entry.kind_id,
        "on": entry.on,
        "ref": ref,
        "title": entry.title,
        "story": entry.story,
        "link": entry.link,
        "whole_organisation": entry.whole_organisation,
        "logged_by": logged_by,
        "logged_at": now,
        "version": 1,
    }


def _in_order(rows: Sequence[Mapping[str, Any]], made: Iterable[Sequence[Any]]) -> list[int]:
    # Databases give rows back in an order of their own. Those that say the same may stand for each other:
    # who did it and whom it reached is not in them yet.
    alike: dict[tuple[Any, ...], list[int]] = defaultdict(list)
    for id_, *parts in sorted(made, key=lambda each: each[0], reverse=True):
        alike[tuple(parts)].append(id_)
    return [alike[tuple(row[part] for part in _TELLING)].pop() for row in rows]


def _insert_parts(session: Session, made: Sequence[tuple[int, Entry]]) -> None:
    doers = [
        {"activity_id": id_, "ambassadorship_id": doer, "initiative_id": entry.initiative_id}
        for id_, entry in made
        for doer in entry.ambassadorship_ids
    ]
    reaches = [
        {
            "activity_id": id_,
            "department_id": each.department_id,
            "low": each.low,
            "high": each.high,
            "first_timers": each.first_timers,
        }
        for id_, entry in made
        for each in entry.reaches
    ]
    # Past the session, which has nothing to do for them: the ledger knows their day by their activity.
    connection = session.connection()
    connection.execute(_ADD_DOERS, doers)
    if reaches:
        connection.execute(_ADD_REACHES, reaches)
