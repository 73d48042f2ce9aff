"""Tables of signals and their dated steps."""

from dataclasses import fields
from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ambassadors.accounts.models import User
from ambassadors.db import Base, one_of
from ambassadors.initiatives.models import Initiative, Principle
from ambassadors.organisation.models import Department
from ambassadors.signals.rules import Severity, SignalStatus, StepKind
from ambassadors.signals.terms import MOST_DAYS, Days


class Signal(Base):
    """Something is not going well in a department. `status` is that of the last step.

    `due_on` is the day by which the kerngroep has to take it up, and after that the day by which it has to answer.
    One that is joined to another is answered along with that one.
    """

    __tablename__ = "signal"
    __table_args__ = (
        one_of("severity", Severity),
        one_of("status", SignalStatus),
        CheckConstraint("what <> ''", name="said"),
        CheckConstraint("joined_to_id <> id", name="not_joined_to_itself"),
        Index(None, "joined_to_id"),
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
    urgent: Mapped[bool] = mapped_column(default=False)
    confidential: Mapped[bool] = mapped_column(default=False)
    for_colleague: Mapped[bool] = mapped_column(default=False)
    joined_to_id: Mapped[int | None] = mapped_column(ForeignKey("signal.id"))
    version: Mapped[int] = mapped_column(default=1)

    initiative: Mapped[Initiative] = relationship()
    department: Mapped[Department] = relationship()
    principle: Mapped[Principle | None] = relationship()
    raiser: Mapped[User] = relationship(foreign_keys=raised_by)
    owner: Mapped[User | None] = relationship(foreign_keys=owner_id)
    steps: Mapped[list["SignalStep"]] = relationship(order_by="SignalStep.number", back_populates="signal")
    joined_to: Mapped["Signal | None"] = relationship(remote_side="Signal.id", back_populates="joined")
    joined: Mapped[list["Signal"]] = relationship(order_by="Signal.id", back_populates="joined_to")

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  SQLAlchemy reads it as a plain dict


class SignalStep(Base):
    """A step on a signal's way, never changed afterwards; of taking it up with who answers by when.

    Being joined to another signal, and let go again, leaves the status as it is.
    """

    __tablename__ = "signal_step"
    __table_args__ = (
        one_of("status", SignalStatus),
        one_of("kind", StepKind),
        UniqueConstraint("signal_id", "number"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    signal_id: Mapped[int] = mapped_column(ForeignKey("signal.id"))
    number: Mapped[int]
    status: Mapped[SignalStatus]
    at: Mapped[datetime]
    by: Mapped[int] = mapped_column(ForeignKey("user.id"))
    note: Mapped[str | None]
    kind: Mapped[StepKind] = mapped_column(default=StepKind.TAKEN)
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    due_on: Mapped[date | None]
    urgent: Mapped[bool | None]

    signal: Mapped[Signal] = relationship(back_populates="steps")
    actor: Mapped[User] = relationship(foreign_keys=by)
    owner: Mapped[User | None] = relationship(foreign_keys=owner_id)


class SignalTerms(Base):
    """Within how many working days the kerngroep of a change answers; without a row as for everybody."""

    __tablename__ = "signal_terms"
    __table_args__ = (
        CheckConstraint(
            " AND ".join(f"{each.name} BETWEEN 1 AND {MOST_DAYS}" for each in fields(Days)),
            name="days_within_reason",
        ),
    )

    initiative_id: Mapped[int] = mapped_column(ForeignKey("initiative.id"), primary_key=True, autoincrement=False)
    acknowledge: Mapped[int]
    answer: Mapped[int]
    urgent_acknowledge: Mapped[int]
    urgent_answer: Mapped[int]
    without_meeting: Mapped[int]
    climb: Mapped[int]
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  SQLAlchemy reads it as a plain dict

    @property
    def days(self) -> Days:
        """The same as plain numbers."""
        return Days(**{each.name: getattr(self, each.name) for each in fields(Days)})
