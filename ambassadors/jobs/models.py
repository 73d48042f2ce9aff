"""The table of jobs."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column

from ambassadors.db import Base


class Job(Base):
    """Something to be done from `due_at` on. `key` lets it be asked for once; `payload` holds ids, never people.

    A worker holds it by `claimed_by`, a word of its own for each attempt, up to `claimed_until`. In the end it is
    done, or given up after too many attempts; `last_error` is the name of an exception and nothing more.
    """

    __tablename__ = "job"
    __table_args__ = (
        CheckConstraint("(claimed_by IS NULL) = (claimed_until IS NULL)", name="claimed_whole"),
        CheckConstraint("done_at IS NULL OR given_up_at IS NULL", name="one_end"),
        CheckConstraint("attempts >= 0", name="attempts_not_negative"),
        Index(None, "done_at", "given_up_at", "due_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    key: Mapped[str | None] = mapped_column(unique=True)
    payload: Mapped[dict[str, Any]]
    created_at: Mapped[datetime]
    due_at: Mapped[datetime]
    attempts: Mapped[int] = mapped_column(default=0)
    claimed_by: Mapped[str | None]
    claimed_until: Mapped[datetime | None]
    done_at: Mapped[datetime | None]
    given_up_at: Mapped[datetime | None]
    last_error: Mapped[str | None]
