"""Writes the audit trail."""

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from ambassadors.security.models import AuditEntry


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
