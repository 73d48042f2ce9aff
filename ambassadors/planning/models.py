"""Tables of planned activities: for which departments, who does it and who comes along."""

from datetime import date, datetime, time

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ambassadors.db import Base, one_of
from ambassadors.initiatives.models import ActivityKind, Initiative
from ambassadors.network.models import Ambassadorship
from ambassadors.planning.rules import PlanStatus


class Plan(Base):
    """An activity that is still to come; no measure reads it. Once it is logged it knows its activity.

    Without departments it is for everybody. `why` tells why it does not take place.
    """

    __tablename__ = "plan"
    __table_args__ = (
        one_of("status", PlanStatus),
        CheckConstraint("(status = 'done') = (activity_id IS NOT NULL)", name="done_is_logged"),
        CheckConstraint("why IS NULL OR status = 'cancelled'", name="why_cancelled"),
        ForeignKeyConstraint(["activity_id", "initiative_id"], ["activity.id", "activity.initiative_id"]),
        UniqueConstraint("id", "initiative_id"),
        UniqueConstraint("activity_id"),
        Index(None, "initiative_id", "on"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    initiative_id: Mapped[int] = mapped_column(ForeignKey("initiative.id"))
    kind_id: Mapped[int] = mapped_column(ForeignKey("activity_kind.id"))
    on: Mapped[date]
    at: Mapped[time | None]
    title: Mapped[str | None]
    place: Mapped[str | None]
    status: Mapped[PlanStatus] = mapped_column(default=PlanStatus.PLANNED)
    why: Mapped[str | None]
    activity_id: Mapped[int | None]
    planned_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    changed_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)

    initiative: Mapped[Initiative] = relationship(viewonly=True)
    kind: Mapped[ActivityKind] = relationship(viewonly=True)
    departments: Mapped[list["PlanDepartment"]] = relationship(
        order_by="PlanDepartment.department_id", cascade="all, delete-orphan"
    )
    parts: Mapped[list["PlanPart"]] = relationship(
        order_by="PlanPart.ambassadorship_id", cascade="all, delete-orphan"
    )

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  SQLAlchemy reads it as a plain dict

    @property
    def leading(self) -> tuple[int, ...]:
        """Ids of the ambassadorships that do it."""
        return tuple(each.ambassadorship_id for each in self.parts if each.leads)


class PlanDepartment(Base):
    """A department that a plan is for."""

    __tablename__ = "plan_department"
    __table_args__ = (Index(None, "department_id"),)

    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"), primary_key=True)
    department_id: Mapped[int] = mapped_column(ForeignKey("department.id"), primary_key=True)


class PlanPart(Base):
    """An ambassadorship, of the same initiative, that does it (`leads`) or comes along."""

    __tablename__ = "plan_part"
    __table_args__ = (
        ForeignKeyConstraint(["plan_id", "initiative_id"], ["plan.id", "plan.initiative_id"]),
        ForeignKeyConstraint(
            ["ambassadorship_id", "initiative_id"], ["ambassadorship.id", "ambassadorship.initiative_id"]
        ),
        Index(None, "ambassadorship_id"),
    )

    plan_id: Mapped[int] = mapped_column(primary_key=True)
    ambassadorship_id: Mapped[int] = mapped_column(primary_key=True)
    initiative_id: Mapped[int]
    leads: Mapped[bool]

    ambassadorship: Mapped[Ambassadorship] = relationship(viewonly=True)
