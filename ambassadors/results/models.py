"""Tables of results and their dated steps."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ambassadors.accounts.models import User
from ambassadors.db import Base, one_of
from ambassadors.initiatives.models import Initiative
from ambassadors.network.models import Ambassadorship
from ambassadors.organisation.models import Department
from ambassadors.results.rules import ResultStatus, Step


class Result(Base):
    """A letter, form, procedure or plan that a change must reach, on the worklist of a department.

    `status` and `since` are those of the last step that counts; without one it is to do, and `since` is empty.
    """

    __tablename__ = "result"
    __table_args__ = (
        one_of("status", ResultStatus),
        CheckConstraint("name <> ''", name="named"),
        UniqueConstraint("initiative_id", "code"),
        Index(None, "initiative_id", "department_id"),
        Index(None, "department_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    initiative_id: Mapped[int] = mapped_column(ForeignKey("initiative.id"))
    department_id: Mapped[int] = mapped_column(ForeignKey("department.id"))
    code: Mapped[str]
    name: Mapped[str]
    kind: Mapped[str]
    listed_on: Mapped[date]
    dropped_on: Mapped[date | None]
    status: Mapped[ResultStatus] = mapped_column(default=ResultStatus.TO_DO)
    since: Mapped[date | None]
    version: Mapped[int] = mapped_column(default=1)

    initiative: Mapped[Initiative] = relationship()
    department: Mapped[Department] = relationship()
    steps: Mapped[list["ResultStep"]] = relationship(order_by="ResultStep.number", back_populates="result")

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  SQLAlchemy reads it as a plain dict


class ResultStep(Base):
    """From `on` the result has `status`; never changed afterwards, a step back tells which step it `undoes`.

    `ambassadorship_id` tells who did it, where that is known; `recorded_by` who said so.
    """

    __tablename__ = "result_step"
    __table_args__ = (
        one_of("status", ResultStatus),
        UniqueConstraint("result_id", "number"),
        Index(None, "ambassadorship_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    result_id: Mapped[int] = mapped_column(ForeignKey("result.id"))
    number: Mapped[int]
    status: Mapped[ResultStatus]
    on: Mapped[date]
    undoes: Mapped[int | None]
    ambassadorship_id: Mapped[int | None] = mapped_column(ForeignKey("ambassadorship.id"))
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))

    result: Mapped[Result] = relationship(back_populates="steps")
    ambassadorship: Mapped[Ambassadorship | None] = relationship()
    recorder: Mapped[User | None] = relationship()

    @property
    def plain(self) -> Step:
        """The step as rules know it."""
        return Step(self.number, self.status, self.on, self.recorded_at, self.undoes)
