"""Tables of initiatives, their principles and the kinds of activity."""

from datetime import date
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ambassadors.db import Base, one_of
from ambassadors.organisation.models import Person


class TypeOfChange(StrEnum):
    """How far the change departs from today's practice (Battilana & Casciaro 2012)."""

    DIVERGENT = "divergent"
    CLOSE = "close"


class Audience(StrEnum):
    """Whom a kind of activity is with; it decides what the activity counts for."""

    CONTACT = "contact"
    BROADCAST = "broadcast"
    EXTERNAL = "external"


class Asks(StrEnum):
    """What a kind of activity asks on top of day, doers and reach."""

    NOTHING = "nothing"
    OUTCOME = "outcome"
    VOTES = "votes"
    REVIEW = "review"
    LINK = "link"


class Initiative(Base):
    """A change that the organisation spreads. `owner` is who keeps hold of it; thresholds are of the stages."""

    __tablename__ = "initiative"
    __table_args__ = (
        one_of("type_of_change", TypeOfChange),
        CheckConstraint("code <> '' AND name <> ''", name="named"),
        CheckConstraint("ends_on IS NULL OR ends_on >= starts_on", name="ends_after_start"),
        CheckConstraint("heard_days > 0 AND takes_part_days > 0 AND carries_days > 0", name="days_positive"),
        CheckConstraint("takes_part_weeks > 0", name="weeks_positive"),
        CheckConstraint("takes_part_share > 0 AND takes_part_share <= 1", name="share_of_one"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    starts_on: Mapped[date]
    ends_on: Mapped[date | None]
    vision: Mapped[str | None]
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    owner_name: Mapped[str | None]
    type_of_change: Mapped[TypeOfChange | None]
    heard_days: Mapped[int] = mapped_column(default=365)
    takes_part_days: Mapped[int] = mapped_column(default=182)
    takes_part_weeks: Mapped[int] = mapped_column(default=3)
    takes_part_share: Mapped[float] = mapped_column(default=0.25)
    carries_days: Mapped[int] = mapped_column(default=56)
    version: Mapped[int] = mapped_column(default=1)

    owner: Mapped[Person | None] = relationship()
    principles: Mapped[list["Principle"]] = relationship(order_by="Principle.position", back_populates="initiative")

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  SQLAlchemy reads it as a plain dict

    def is_over(self, day: date) -> bool:
        """Whether it has ended by `day`."""
        return self.ends_on is not None and self.ends_on < day


class Principle(Base):
    """What must not be watered down; `watered_down` tells by what one would recognise that."""

    __tablename__ = "principle"
    __table_args__ = (CheckConstraint("title <> ''", name="titled"), Index(None, "initiative_id", "position"))

    id: Mapped[int] = mapped_column(primary_key=True)
    initiative_id: Mapped[int] = mapped_column(ForeignKey("initiative.id"))
    position: Mapped[int]
    title: Mapped[str]
    watered_down: Mapped[str | None]
    retired_on: Mapped[date | None]

    initiative: Mapped[Initiative] = relationship(back_populates="principles")


class ActivityKind(Base):
    """A kind of activity, for one initiative or for all of them (no initiative)."""

    __tablename__ = "activity_kind"
    __table_args__ = (
        one_of("audience", Audience),
        one_of("asks", Asks),
        CheckConstraint("code <> ''", name="code_not_empty"),
        Index("uq_activity_kind_code_initiative_id", "code", "initiative_id", unique=True),
        # To a database no two NULLs are alike, so kinds of every initiative need an index of their own.
        Index(
            "uq_activity_kind_code",
            "code",
            unique=True,
            sqlite_where=text("initiative_id IS NULL"),
            postgresql_where=text("initiative_id IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    initiative_id: Mapped[int | None] = mapped_column(ForeignKey("initiative.id"))
    code: Mapped[str]
    name_nl: Mapped[str]
    name_en: Mapped[str]
    audience: Mapped[Audience]
    asks: Mapped[Asks] = mapped_column(default=Asks.NOTHING, server_default=Asks.NOTHING.value)
    position: Mapped[int]
    retired_on: Mapped[date | None]

    @property
    def has_outcome(self) -> bool:
        """Whether something comes out of it that can be taken back to the organisation."""
        return self.audience is Audience.EXTERNAL or self.asks in {Asks.OUTCOME, Asks.VOTES, Asks.REVIEW}
