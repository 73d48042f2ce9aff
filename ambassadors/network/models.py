"""Tables of ambassadorships and their dated steps."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ambassadors.db import FOREVER, Base, Period, one_of, period_in_order
from ambassadors.initiatives.models import Initiative
from ambassadors.network.rules import Source, Status
from ambassadors.organisation.models import Department, Person


class Ambassadorship(Period, Base):
    """A person, for one initiative and one department, from candidate to ended.

    Periods of one person for one initiative and department do not overlap. What the ambassadorship was on a
    day is told by its last step up to that day.
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
    version: Mapped[int] = mapped_column(default=1)

    initiative: Mapped[Initiative] = relationship()
    person: Mapped[Person] = relationship(foreign_keys=person_id)
    department: Mapped[Department] = relationship()
    recruited_by: Mapped[Person | None] = relationship(foreign_keys=recruited_by_id)
    steps: Mapped[list["AmbassadorshipStep"]] = relationship(
        order_by="AmbassadorshipStep.number", back_populates="ambassadorship"
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
