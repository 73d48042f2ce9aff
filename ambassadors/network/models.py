"""Tables of ambassadorships and their dated steps."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ambassadors.db import FOREVER, Base, Period, one_of, period_in_order
from ambassadors.initiatives.models import Initiative
from ambassadors.network.rules import Source, Status
from ambassadors.organisation.models import Department, Person


class Ambassadorship(Period, Base):
    """A person, for one initiative and one department, from candidate to ended.

    Periods of one person for one initiative and department do not overlap. What the ambassadorship was on a
    day is told by its last step up to that day. `strengths` is what colleagues can ask about, as they say themselves.
    """

    __tablename__ = "ambassadorship"
    __table_args__ = (
        period_in_order(),
        one_of("source", Source),
        UniqueConstraint("id", "initiative_id"),
        Index(None, "initiative_id", "department_id"),
        Index(None, "person_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    initiative_id: Mapped[int] = mapped_column(ForeignKey("initiative.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    department_id: Mapped[int] = mapped_column(ForeignKey("department.id"))
    valid_until: Mapped[date] = mapped_column(default=FOREVER)
    source: Mapped[Source | None]
    recruited_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    strengths: Mapped[str | None]
    version: Mapped[int] = mapped_column(default=1)

    initiative: Mapped[Initiative] = relationship()
    person: Mapped[Person] = relationship(foreign_keys=person_id)
    department: Mapped[Department] = relationship()
    recruited_by: Mapped[Person | None] = relationship(foreign_keys=recruited_by_id)
    steps: Mapped[list["AmbassadorshipStep"]] = relationship(
        order_by="AmbassadorshipStep.number", back_populates="ambassadorship"
    )
    agreements: Mapped[list["HoursAgreement"]] = relationship(
        order_by="HoursAgreement.id", back_populates="ambassadorship", cascade="all, delete-orphan"
    )

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  SQLAlchemy reads it as a plain dict


class AmbassadorshipStep(Base):
    """From `on` the ambassadorship has `status`; during a pause `stand_in` may replace the ambassador."""

    __tablename__ = "ambassadorship_step"
    __table_args__ = (
        one_of("status", Status),
        UniqueConstraint("ambassadorship_id", "number"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    ambassadorship_id: Mapped[int] = mapped_column(ForeignKey("ambassadorship.id"))
    number: Mapped[int]
    status: Mapped[Status]
    on: Mapped[date]
    until: Mapped[date | None]
    stand_in_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))

    ambassadorship: Mapped[Ambassadorship] = relationship(back_populates="steps")
    stand_in: Mapped[Person | None] = relationship()


class HoursAgreement(Base):
    """What a line manager agreed with an ambassador: so many hours a month, until a day. The last one holds."""

    __tablename__ = "hours_agreement"
    __table_args__ = (
        CheckConstraint("hours BETWEEN 1 AND 160", name="hours_of_a_month"),
        CheckConstraint('"on" < until', name="period_in_order"),
        Index(None, "ambassadorship_id"),
        Index(None, "line_manager_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    ambassadorship_id: Mapped[int] = mapped_column(ForeignKey("ambassadorship.id"))
    line_manager_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    hours: Mapped[int]
    on: Mapped[date]
    until: Mapped[date]
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))

    ambassadorship: Mapped[Ambassadorship] = relationship(back_populates="agreements")
    line_manager: Mapped[Person] = relationship()
