"""Tables of what came out of an activity, and of series of activities."""

from datetime import date
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ambassadors.activities.models import Activity
from ambassadors.db import Base, one_of
from ambassadors.initiatives.models import ActivityKind, Initiative


class Followed(StrEnum):
    """Whether what a review advised was followed."""

    NOT_KNOWN = "not_known"
    FOLLOWED = "followed"
    PARTLY = "partly"
    NOT_FOLLOWED = "not_followed"


class Rhythm(StrEnum):
    """By what a series is counted."""

    WEEK = "week"
    MONTH = "month"


class LetterTest(Base):
    """How many chose the new version of a text, how many the old one, and how many had no preference."""

    __tablename__ = "letter_test"
    __table_args__ = (
        CheckConstraint("for_new >= 0", name="for_new_not_negative"),
        CheckConstraint("for_old >= 0", name="for_old_not_negative"),
        CheckConstraint("no_preference >= 0", name="no_preference_not_negative"),
    )

    activity_id: Mapped[int] = mapped_column(ForeignKey("activity.id"), primary_key=True)
    compared: Mapped[str | None]
    for_new: Mapped[int]
    for_old: Mapped[int]
    no_preference: Mapped[int]

    activity: Mapped[Activity] = relationship(viewonly=True)


class Review(Base):
    """The plan that somebody looked along with, what they advised, and whether it was followed."""

    __tablename__ = "review"
    __table_args__ = (
        CheckConstraint("plan IS NOT NULL OR advice IS NOT NULL", name="says_something"),
        one_of("followed", Followed),
    )

    activity_id: Mapped[int] = mapped_column(ForeignKey("activity.id"), primary_key=True)
    plan: Mapped[str | None]
    advice: Mapped[str | None]
    followed: Mapped[Followed] = mapped_column(default=Followed.NOT_KNOWN)
    followed_note: Mapped[str | None]

    activity: Mapped[Activity] = relationship(viewonly=True)


class TakenBack(Base):
    """On which day the outcome of an activity was taken back to the organisation, and how."""

    __tablename__ = "taken_back"
    __table_args__ = (CheckConstraint("how <> ''", name="how_not_empty"),)

    activity_id: Mapped[int] = mapped_column(ForeignKey("activity.id"), primary_key=True)
    on: Mapped[date]
    how: Mapped[str]

    activity: Mapped[Activity] = relationship(viewonly=True)


class Series(Base):
    """Activities of one kind that come back: every so many weeks or months.

    `next_on` is the day that was wished for the next one; once there is an entry of that day or later, the rhythm
    tells (`rules.next_day` of the room outcomes).
    """

    __tablename__ = "series"
    __table_args__ = (
        CheckConstraint("name <> ''", name="named"),
        CheckConstraint("every BETWEEN 1 AND 52", name="every_in_range"),
        one_of("unit", Rhythm),
        UniqueConstraint("id", "initiative_id"),
        Index(None, "initiative_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    initiative_id: Mapped[int] = mapped_column(ForeignKey("initiative.id"))
    name: Mapped[str]
    kind_id: Mapped[int] = mapped_column(ForeignKey("activity_kind.id"))
    every: Mapped[int]
    unit: Mapped[Rhythm]
    next_on: Mapped[date]
    ended_on: Mapped[date | None]
    version: Mapped[int] = mapped_column(default=1)

    initiative: Mapped[Initiative] = relationship()
    kind: Mapped[ActivityKind] = relationship()
    members: Mapped[list["SeriesMember"]] = relationship(
        order_by="SeriesMember.ambassadorship_id", cascade="all, delete-orphan"
    )

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  SQLAlchemy reads it as a plain dict


class SeriesMember(Base):
    """An ambassadorship that keeps a series going; one that is erased, as if it never was, goes with it."""

    __tablename__ = "series_member"
    __table_args__ = (
        ForeignKeyConstraint(["series_id", "initiative_id"], ["series.id", "series.initiative_id"]),
        ForeignKeyConstraint(
            ["ambassadorship_id", "initiative_id"],
            ["ambassadorship.id", "ambassadorship.initiative_id"],
            ondelete="CASCADE",
        ),
        Index(None, "ambassadorship_id"),
    )

    series_id: Mapped[int] = mapped_column(primary_key=True)
    ambassadorship_id: Mapped[int] = mapped_column(primary_key=True)
    initiative_id: Mapped[int]


class SeriesEntry(Base):
    """The series that an activity is one of."""

    __tablename__ = "series_entry"
    __table_args__ = (
        ForeignKeyConstraint(["activity_id", "initiative_id"], ["activity.id", "activity.initiative_id"]),
        ForeignKeyConstraint(["series_id", "initiative_id"], ["series.id", "series.initiative_id"]),
        Index(None, "series_id"),
    )

    activity_id: Mapped[int] = mapped_column(primary_key=True)
    series_id: Mapped[int]
    initiative_id: Mapped[int]
