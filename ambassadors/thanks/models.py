"""The table of thanks."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from ambassadors.db import Base
from ambassadors.thanks.rules import LONGEST


class Thanks(Base):
    """A user thanks an ambassador for a change, once a day at most, in a sentence or without one.

    The sender takes it back: then it is gone. The receiver removes it: then its words are gone, and the row stays, so
    that it is not sent again the same day.
    """

    __tablename__ = "thanks"
    __table_args__ = (
        CheckConstraint(f"words <> '' AND length(words) <= {LONGEST}", name="words_short"),
        CheckConstraint("removed_at IS NULL OR words IS NULL", name="removed_without_words"),
        UniqueConstraint("sender_id", "person_id", "on"),
        Index(None, "person_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    initiative_id: Mapped[int] = mapped_column(ForeignKey("initiative.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    sender_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    activity_id: Mapped[int | None] = mapped_column(ForeignKey("activity.id"))
    words: Mapped[str | None]
    on: Mapped[date]
    sent_at: Mapped[datetime]
    removed_at: Mapped[datetime | None]
