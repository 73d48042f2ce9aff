"""The table of messages that wait, go out, and went out."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from ambassadors.db import Base, one_of


class MessageState(StrEnum):
    """Where a message is. In `GIVEN` and `UNSURE` its last dot was or may have been sent, so the server may have it:
    while the answer is awaited, and when nobody heard it.
    """

    QUEUED = "queued"
    GIVEN = "given"
    SENT = "sent"
    UNSURE = "unsure"
    REFUSED = "refused"
    DROPPED = "dropped"


UNSETTLED = frozenset({MessageState.UNSURE, MessageState.REFUSED})
"""What an administrator may send again."""


class Message(Base):
    """A message to a user. Its words are removed once it is sent; the address is looked up when it goes out."""

    __tablename__ = "message"
    __table_args__ = (one_of("state", MessageState), Index(None, "state", "queued_at"), Index(None, "user_id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    message_id: Mapped[str] = mapped_column(unique=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    kind: Mapped[str]
    subject: Mapped[str | None]
    text: Mapped[str | None]
    html: Mapped[str | None]
    off_link: Mapped[str | None]
    state: Mapped[MessageState] = mapped_column(default=MessageState.QUEUED)
    queued_at: Mapped[datetime]
    given_at: Mapped[datetime | None]
    settled_at: Mapped[datetime | None]
