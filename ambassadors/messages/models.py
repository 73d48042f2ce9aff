"""Tables of what people do not want to get, and of what they were reminded of."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from ambassadors.db import Base, one_of
from ambassadors.messages.rules import MessageKind, Rung


class Unwanted(Base):
    """A kind of message that a user has switched off."""

    __tablename__ = "unwanted_message"
    __table_args__ = (one_of("kind", MessageKind),)

    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"), primary_key=True, autoincrement=False)
    kind: Mapped[MessageKind] = mapped_column(primary_key=True)


class Announcement(Base):
    """What a change manager told the ambassadors of a change, or those of one department and all below it.

    Who they are follows from the ambassadorships; kept is only how many there were, and how many got it by mail.
    """

    __tablename__ = "announcement"
    __table_args__ = (
        CheckConstraint("subject <> '' AND text <> ''", name="says_something"),
        CheckConstraint("told >= 0 AND mailed BETWEEN 0 AND told", name="numbers_in_order"),
        Index(None, "initiative_id", "sent_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    initiative_id: Mapped[int] = mapped_column(ForeignKey("initiative.id"))
    department_id: Mapped[int | None] = mapped_column(ForeignKey("department.id"))
    subject: Mapped[str]
    text: Mapped[str]
    sent_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    sent_at: Mapped[datetime]
    told: Mapped[int]
    mailed: Mapped[int]


class Reminder(Base):
    """That a silence of an ambassadorship, which lasts since a day, was told after so many weeks: once."""

    __tablename__ = "reminder"
    __table_args__ = (CheckConstraint("weeks > 0", name="weeks_positive"),)

    ambassadorship_id: Mapped[int] = mapped_column(
        ForeignKey("ambassadorship.id"), primary_key=True, autoincrement=False
    )
    since: Mapped[date] = mapped_column(primary_key=True)
    weeks: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    told_at: Mapped[datetime]


class LatenessTold(Base):
    """That a signal which was due on a day was told to be late, to who sees to it or to the chair: once each."""

    __tablename__ = "lateness_told"
    __table_args__ = (one_of("rung", Rung),)

    signal_id: Mapped[int] = mapped_column(ForeignKey("signal.id"), primary_key=True, autoincrement=False)
    due_on: Mapped[date] = mapped_column(primary_key=True)
    rung: Mapped[Rung] = mapped_column(primary_key=True)
    told_at: Mapped[datetime]
