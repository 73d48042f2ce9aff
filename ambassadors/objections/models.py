"""Tables of objections, when they were heard, and the answers to them."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ambassadors.db import Base
from ambassadors.initiatives.models import Initiative


class Objection(Base):
    """What people say against a change, in one sentence. One that is joined to another is heard and answered as that.

    A chain of joined ones is at most one long: see `service.join`.
    """

    __tablename__ = "objection"
    __table_args__ = (
        CheckConstraint("text <> ''", name="said"),
        CheckConstraint("joined_to_id <> id", name="not_joined_to_itself"),
        Index(None, "initiative_id"),
        Index(None, "joined_to_id"),
        Index(None, "written_by"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    initiative_id: Mapped[int] = mapped_column(ForeignKey("initiative.id"))
    text: Mapped[str]
    joined_to_id: Mapped[int | None] = mapped_column(ForeignKey("objection.id"))
    written_by: Mapped[int] = mapped_column(ForeignKey("user.id"))
    written_at: Mapped[datetime]
    retired_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)

    initiative: Mapped[Initiative] = relationship()

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  SQLAlchemy reads it as a plain dict


class Hearing(Base):
    """An objection was heard: at an activity, on its day, or on a day `on`. Nobody is named who said it.

    Without a department it is not known, or not of one, where it was. Withdrawn ones stay, and count no longer.
    """

    __tablename__ = "objection_hearing"
    __table_args__ = (
        CheckConstraint('(activity_id IS NULL) = ("on" IS NOT NULL)', name="one_day"),
        Index(None, "objection_id"),
        Index(None, "activity_id", unique=True),
        Index(None, "department_id"),
        Index(None, "logged_by"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    objection_id: Mapped[int] = mapped_column(ForeignKey("objection.id"))
    activity_id: Mapped[int | None] = mapped_column(ForeignKey("activity.id"))
    on: Mapped[date | None]
    department_id: Mapped[int | None] = mapped_column(ForeignKey("department.id"))
    logged_by: Mapped[int] = mapped_column(ForeignKey("user.id"))
    logged_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]

    objection: Mapped[Objection] = relationship()


class Answer(Base):
    """What somebody said in return, that helped."""

    __tablename__ = "objection_answer"
    __table_args__ = (
        CheckConstraint("text <> ''", name="said"),
        Index(None, "objection_id"),
        Index(None, "written_by"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    objection_id: Mapped[int] = mapped_column(ForeignKey("objection.id"))
    text: Mapped[str]
    written_by: Mapped[int] = mapped_column(ForeignKey("user.id"))
    written_at: Mapped[datetime]
    retired_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)

    objection: Mapped[Objection] = relationship()

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  SQLAlchemy reads it as a plain dict


class Worked(Base):
    """A user says that an answer worked for them. Pages tell how many, never who."""

    __tablename__ = "objection_answer_worked"
    __table_args__ = (Index(None, "user_id"),)

    answer_id: Mapped[int] = mapped_column(ForeignKey("objection_answer.id"), primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"), primary_key=True)
    at: Mapped[datetime]
