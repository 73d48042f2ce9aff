"""Tables of the audit trail and of forms that were saved already."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from ambassadors.db import Base


class AuditEntry(Base):
    """Who did what to what, when. Append-only: triggers refuse change and removal."""

    __tablename__ = "audit_entry"
    __table_args__ = (Index(None, "subject", "subject_id"), Index(None, "subject", "at"))

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    user_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    action: Mapped[str]
    subject: Mapped[str]
    subject_id: Mapped[int | None]
    details: Mapped[dict[str, Any]]


class SavedForm(Base):
    """A form that was saved, by its token, and where its answer sent the browser."""

    __tablename__ = "saved_form"

    token: Mapped[str] = mapped_column(primary_key=True)
    user_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    at: Mapped[datetime]
    location: Mapped[str | None]
