"""Tables of signals and their dated steps."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ambassadors.accounts.models import User
from ambassadors.db import Base, one_of
from ambassadors.initiatives.models import Initiative, Principle
from ambassadors.organisation.models import Department
from ambassadors.signals.rules import Severity, SignalStatus


class Signal(Base):
    """Something is not going well in a department. `status` is that of the last step."""

    __tablename__ = "signal"
    __table_args__ = (
        one_of("severity", Severity),
        one_of("status", SignalStatus),
        CheckConstraint("what <> ''", name="said"),
        Index(None, "initiative_id", "status"),
        Index(None, "raised_by"),
        Index(None, "department_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    initiative_id: Mapped[int] = mapped_column(ForeignKey("initiative.id"))
    department_id: Mapped[int] = mapped_column(ForeignKey("department.id"))
    principle_id: Mapped[int | None] = mapped_column(ForeignKey("principle.id"))
    what: Mapped[str]
    severity: Mapped[Severity]
    status: Mapped[SignalStatus]
    raised_by: Mapped[int] = mapped_column(ForeignKey("user.id"))
    raised_at: Mapped[datetime]
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    due_on: Mapped[date | None]
    version: Mapped[int] = mapped_column(default=1)

    initiative: Mapped[Initiative] = relationship()
    department: Mapped[Department] = relationship()
    principle: Mapped[Principle | None] = relationship()
    raiser: Mapped[User] = relationship(foreign_keys=raised_by)
    owner: Mapped[User | None] = relationship(foreign_keys=owner_id)
    steps: Mapped[list["SignalStep"]] = relationship(order_by="SignalStep.number", back_populates="signal")

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  SQLAlchemy reads it as a plain dict


class SignalStep(Base):
    """A step on a signal's way, never changed afterwards."""

    __tablename__ = "signal_step"
    __table_args__ = (one_of("status", SignalStatus), UniqueConstraint("signal_id", "number"))

    id: Mapped[int] = mapped_column(primary_key=True)
    signal_id: Mapped[int] = mapped_column(ForeignKey("signal.id"))
    number: Mapped[int]
    status: Mapped[SignalStatus]
    at: Mapped[datetime]
    by: Mapped[int] = mapped_column(ForeignKey("user.id"))
    note: Mapped[str | None]

    signal: Mapped[Signal] = relationship(back_populates="steps")
    actor: Mapped[User] = relationship()
