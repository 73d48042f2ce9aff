"""Keeps an uploaded file between preview and confirmation, and imports it."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import delete
from sqlalchemy.orm import Session

from ambassadors.db import lock_for_write
from ambassadors.imports.models import Upload
from ambassadors.imports.plan import Importer, Plan, read_for
from ambassadors.imports.sheet import Limits
from ambassadors.refusals import Refused
from ambassadors.security.service import record

KEPT_FOR = timedelta(days=1)
LOCK = "organisation"
"""Who writes departments or people waits for who is doing so; all imports hang on those."""


@dataclass(frozen=True, slots=True)
class File:
    """A file to import, the day from which its changes hold (None: not said), and how much may be read."""

    content: bytes
    name: str
    on: date | None
    limits: Limits


def plan(session: Session, importer: Importer[Any], file: File, today: date) -> Plan[Any]:
    """What importing the file would do; writes nothing."""
    return importer.plan(session, read_for(importer, file.content, file.name, file.limits), file.on, today)


def import_now(
    session: Session, importer: Importer[Any], file: File, today: date, now: datetime, actor_id: int | None
) -> Plan[Any]:
    """Import the file unless anything is wrong with it; returns what was done, or why it was not."""
    lock_for_write(session, LOCK)
    found = plan(session, importer, file, today)
    if not found.refused:
        _apply(session, importer, found, now, actor_id)
    return found


def keep(session: Session, importer: Importer[Any], file: File, now: datetime, actor_id: int) -> Upload:
    """Keep a file until it is confirmed; those that waited for more than a day are removed."""
    session.execute(delete(Upload).where(Upload.uploaded_at < now - KEPT_FOR))
    upload = Upload(
        kind=importer.kind.value,
        filename=file.name,
        content=file.content,
        on=file.on,
        uploaded_by=actor_id,
        uploaded_at=now,
    )
    session.add(upload)
    session.flush()
    return upload


def waiting(session: Session, upload_id: int, kind: str, actor_id: int, now: datetime) -> Upload | None:
    """The file that the actor uploaded, if it still waits."""
    upload = session.get(Upload, upload_id)
    if upload is None or upload.kind != kind or upload.uploaded_by != actor_id:
        return None
    return upload if upload.uploaded_at > now - KEPT_FOR else None


def confirm(
    session: Session, importer: Importer[Any], upload: Upload, file: File, seen: str, today: date, now: datetime
) -> Plan[Any]:
    """Do what the preview with digest `seen` told; raises Refused `other_plan` where it would be something else."""
    lock_for_write(session, LOCK)
    found = plan(session, importer, file, today)
    if found.refused or found.digest != seen:
        raise Refused("other_plan")
    _apply(session, importer, found, now, upload.uploaded_by)
    session.delete(upload)
    session.flush()
    return found


def _apply(session: Session, importer: Importer[Any], found: Plan[Any], now: datetime, actor_id: int | None) -> None:
    if found.counts.changes_nothing:
        return
    importer.apply(session, found, actor_id, now)
    counts = {"new": found.counts.new, "changed": found.counts.changed}
    record(session, actor_id, "imported", importer.kind.value, None, now, **counts)
    session.flush()
