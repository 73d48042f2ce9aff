"""Writes the audit trail."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import insert
from sqlalchemy.orm import Session

from ambassadors.security.models import AuditEntry

_ADD = insert(AuditEntry)


def record(
    session: Session,
    user_id: int | None,
    action: str,
    subject: str,
    subject_id: int | None,
    now: datetime,
    **details: Any,
) -> None:
    """Add to the trail that a user (None: a command) did `action` to a subject; details hold codes, not names."""
    session.add(
        AuditEntry(at=now, user_id=user_id, action=action, subject=subject, subject_id=subject_id, details=details)
    )


def record_each(
    session: Session,
    user_id: int | None,
    action: str,
    subject: str,
    details: Iterable[tuple[int, Mapping[str, Any]]],
    now: datetime,
) -> None:
    """Add to the trail that a user did `action` to each subject, by its id, with details. One statement."""
    done = {"at": now, "user_id": user_id, "action": action, "subject": subject}
    session.execute(_ADD, [{**done, "subject_id": subject_id, "details": told} for subject_id, told in details])
