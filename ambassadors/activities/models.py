"""Tables of activities, who did them and how many of which department they reached."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ambassadors.db import Base
from ambassadors.initiatives.models import ActivityKind, Initiative
from ambassadors.network.models import Ambassadorship
from ambassadors.organisation.models import Department

_UNDONE = "undone_at IS NOT NULL"


class Activity(Base):
    """What was done on a day. Undone ones stay, so that undoing can be undone and history tells it.

    A broadcast reaches the departments of its reach rows, or with `whole_organisation` all that exist that day.
    """

    __tablename__ = "activity"
    __table_args__ = (
        UniqueConstraint("initiative_id", "ref"),
        UniqueConstraint("id", "initiative_id"),
        Index(None, "initiative_id", "on"),
        Index(None, "initiative_id", "logged_at", "on"),
        # Of these alone: SQLite would take it for a good way to all that were never undone.
        Index(None, "undone_at", sqlite_where=text(_UNDONE), postgresql_where=text(_UNDONE)),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    initiative_id: Mapped[int] = mapped_column(ForeignKey("initiative.id"))
    kind_id: Mapped[int] = mapped_column(ForeignKey("activity_kind.id"))
    on: Mapped[date]
    ref: Mapped[str | None]
    title: Mapped[str | None]
    story: Mapped[str | None]
    link: Mapped[str | None]
    whole_organisation: Mapped[bool] = mapped_column(default=False)
    logged_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    logged_at: Mapped[datetime]
    undone_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)

    initiative: Mapped[Initiative] = relationship()
    kind: Mapped[ActivityKind] = relationship()
    reaches: Mapped[list["Reach"]] = relationship(
        order_by="Reach.department_id", back_populates="activity", cascade="all, delete-orphan"
    )
    done_by: Mapped[list["DoneBy"]] = relationship(
        order_by="DoneBy.ambassadorship_id", back_populates="activity", cascade="all, delete-orphan"
    )

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  SQLAlchemy reads it as a plain dict


class DoneBy(Base):
    """An ambassadorship that an activity belongs to, of the same initiative."""

    __tablename__ = "done_by"
    __table_args__ = (
        ForeignKeyConstraint(["activity_id", "initiative_id"], ["activity.id", "activity.initiative_id"]),
        ForeignKeyConstraint(
            ["ambassadorship_id", "initiative_id"], ["ambassadorship.id", "ambassadorship.initiative_id"]
        ),
        Index(None, "ambassadorship_id"),
    )

    activity_id: Mapped[int] = mapped_column(primary_key=True)
    ambassadorship_id: Mapped[int] = mapped_column(primary_key=True)
    initiative_id: Mapped[int]

    activity: Mapped[Activity] = relationship(back_populates="done_by")
    ambassadorship: Mapped[Ambassadorship] = relationship(viewonly=True)


class Reach(Base):
    """How many of one department took part: between `low` and `high`, both empty when nobody knows."""

    __tablename__ = "reach"
    __table_args__ = (
        CheckConstraint("(low IS NULL) = (high IS NULL)", name="both_or_neither"),
        CheckConstraint("low >= 0", name="low_not_negative"),
        CheckConstraint("low <= high", name="low_to_high"),
        CheckConstraint("first_timers >= 0", name="first_timers_not_negative"),
        CheckConstraint("first_timers <= high", name="first_timers_within_high"),
        Index(None, "department_id"),
    )

    activity_id: Mapped[int] = mapped_column(ForeignKey("activity.id"), primary_key=True)
    department_id: Mapped[int] = mapped_column(ForeignKey("department.id"), primary_key=True)
    low: Mapped[int | None]
    high: Mapped[int | None]
    first_timers: Mapped[int | None]

    activity: Mapped[Activity] = relationship(back_populates="reaches")
    department: Mapped[Department] = relationship()


class NothingToReport(Base):
    """An ambassador says of a day that there was nothing to report from the department; undone ones stay."""

    __tablename__ = "nothing_to_report"
    __table_args__ = (
        ForeignKeyConstraint(
            ["ambassadorship_id", "initiative_id"], ["ambassadorship.id", "ambassadorship.initiative_id"]
        ),
        UniqueConstraint("ambassadorship_id", "on"),
        Index(None, "initiative_id", "on"),
        Index(None, "department_id"),
        Index(None, "logged_by"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    initiative_id: Mapped[int] = mapped_column(ForeignKey("initiative.id"))
    ambassadorship_id: Mapped[int]
    department_id: Mapped[int] = mapped_column(ForeignKey("department.id"))
    on: Mapped[date]
    logged_by: Mapped[int] = mapped_column(ForeignKey("user.id"))
    logged_at: Mapped[datetime]
    undone_at: Mapped[datetime | None]

    initiative: Mapped[Initiative] = relationship(viewonly=True)
    ambassadorship: Mapped[Ambassadorship] = relationship(viewonly=True)
