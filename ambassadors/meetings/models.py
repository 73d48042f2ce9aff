"""Tables of what the kerngroep does: meetings and their points, agreements, what it puts off, confirmations."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from ambassadors.db import Base, one_of
from ambassadors.meetings.rules import AgreementKind, Confirmed, Outcome


class Confirmation(Base):
    """The kerngroep confirmed with evidence that a department does it by itself: it holds in [on, valid_until).

    It is never removed: a withdrawal ends it from a day on. Those of one department do not overlap.
    """

    __tablename__ = "confirmation"
    __table_args__ = (
        CheckConstraint("evidence <> ''", name="evidenced"),
        CheckConstraint('"on" < valid_until', name="period_in_order"),
        CheckConstraint('withdrawn_on >= "on" AND withdrawn_on < valid_until', name="withdrawn_within_period"),
        CheckConstraint("(withdrawn_on IS NULL) = (withdrawn_why IS NULL)", name="withdrawn_with_reason"),
        Index(None, "initiative_id", "department_id"),
        Index(None, "department_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    initiative_id: Mapped[int] = mapped_column(ForeignKey("initiative.id"))
    department_id: Mapped[int] = mapped_column(ForeignKey("department.id"))
    evidence: Mapped[str]
    on: Mapped[date]
    valid_until: Mapped[date]
    recorded_by: Mapped[int] = mapped_column(ForeignKey("user.id"))
    recorded_at: Mapped[datetime]
    withdrawn_on: Mapped[date | None]
    withdrawn_why: Mapped[str | None]
    withdrawn_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    withdrawn_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  SQLAlchemy reads it as a plain dict

    @property
    def plain(self) -> Confirmed:
        """The confirmation as rules know it."""
        return Confirmed(self.on, self.valid_until, self.withdrawn_on)


class Snooze(Base):
    """The kerngroep puts a matter of the attention list off until a day; `subject` is the matter's own key."""

    __tablename__ = "snooze"
    __table_args__ = (
        CheckConstraint("why <> ''", name="with_reason"),
        CheckConstraint('"on" < until', name="period_in_order"),
        CheckConstraint("(ended_at IS NULL) = (ended_by IS NULL)", name="ended_by_somebody"),
        Index(None, "initiative_id", "until"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    initiative_id: Mapped[int] = mapped_column(ForeignKey("initiative.id"))
    subject: Mapped[str]
    why: Mapped[str]
    on: Mapped[date]
    until: Mapped[date]
    by: Mapped[int] = mapped_column(ForeignKey("user.id"))
    at: Mapped[datetime]
    ended_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    ended_at: Mapped[datetime | None]


class Meeting(Base):
    """A meeting of the kerngroep. Once closed, `minutes` holds what it showed, as values that never change."""

    __tablename__ = "meeting"
    __table_args__ = (
        CheckConstraint("(closed_at IS NULL) = (minutes IS NULL)", name="closed_with_minutes"),
        CheckConstraint("closed_at IS NULL OR called_off_at IS NULL", name="closed_or_called_off"),
        Index(None, "initiative_id", "on"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    initiative_id: Mapped[int] = mapped_column(ForeignKey("initiative.id"))
    on: Mapped[date]
    time: Mapped[str]
    place: Mapped[str | None]
    planned_by: Mapped[int] = mapped_column(ForeignKey("user.id"))
    planned_at: Mapped[datetime]
    called_off_at: Mapped[datetime | None]
    closed_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    closed_at: Mapped[datetime | None]
    minutes: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  SQLAlchemy reads it as a plain dict


class MeetingPoint(Base):
    """A point of an agenda; `subject` is what it came from: a matter of the attention list, or an agreement."""

    __tablename__ = "meeting_point"
    __table_args__ = (
        one_of("outcome", Outcome),
        CheckConstraint("title <> ''", name="titled"),
        Index(None, "meeting_id", "position"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"))
    position: Mapped[int]
    subject: Mapped[str | None]
    title: Mapped[str]
    outcome: Mapped[Outcome] = mapped_column(default=Outcome.OPEN)
    note: Mapped[str | None]
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  SQLAlchemy reads it as a plain dict


class Attendance(Base):
    """Somebody of the kerngroep was at a meeting."""

    __tablename__ = "attendance"
    __table_args__ = (Index(None, "user_id"),)

    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"), primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"), primary_key=True)


class Addition(Base):
    """What was added to closed minutes, as a correction. It is never changed or removed."""

    __tablename__ = "addition"
    __table_args__ = (CheckConstraint("text <> ''", name="with_text"), Index(None, "meeting_id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"))
    text: Mapped[str]
    by: Mapped[int] = mapped_column(ForeignKey("user.id"))
    at: Mapped[datetime]


class Agreement(Base):
    """What the kerngroep agreed: an owner, and a day on which it is done or ends. A concession says why."""

    __tablename__ = "agreement"
    __table_args__ = (
        one_of("kind", AgreementKind),
        CheckConstraint("what <> ''", name="with_text"),
        CheckConstraint("kind <> 'concession' OR (why IS NOT NULL AND why <> '')", name="concession_with_reason"),
        CheckConstraint("(done_on IS NULL) = (done_by IS NULL)", name="done_by_somebody"),
        Index(None, "initiative_id", "due_on"),
        Index(None, "meeting_id"),
        Index(None, "owner_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    initiative_id: Mapped[int] = mapped_column(ForeignKey("initiative.id"))
    meeting_id: Mapped[int | None] = mapped_column(ForeignKey("meeting.id"))
    point_id: Mapped[int | None] = mapped_column(ForeignKey("meeting_point.id"))
    kind: Mapped[AgreementKind]
    what: Mapped[str]
    why: Mapped[str | None]
    principle_id: Mapped[int | None] = mapped_column(ForeignKey("principle.id"))
    owner_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    due_on: Mapped[date]
    recorded_by: Mapped[int] = mapped_column(ForeignKey("user.id"))
    recorded_at: Mapped[datetime]
    done_on: Mapped[date | None]
    done_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  SQLAlchemy reads it as a plain dict


class BoardQuestion(Base):
    """What the change manager asks the board in the report as of a day."""

    __tablename__ = "board_question"
    __table_args__ = (UniqueConstraint("initiative_id", "as_of"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    initiative_id: Mapped[int] = mapped_column(ForeignKey("initiative.id"))
    as_of: Mapped[date]
    text: Mapped[str]
    written_by: Mapped[int] = mapped_column(ForeignKey("user.id"))
    written_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  SQLAlchemy reads it as a plain dict
