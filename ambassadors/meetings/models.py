"""Table of confirmations."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from ambassadors.db import Base
from ambassadors.meetings.rules import Confirmed


class Confirmation(Base):
    """The kerngroep confirmed with evidence that a department does it by itself: it holds in [on, valid_until).

    It is never removed: a withdrawal ends it from a day on. Those of one department do not overlap.
    """

    __tablename__ = "confirmation"
    __table_args__ = (
        CheckConstraint("evidence <> ''", name="evidenced"),
        CheckConstraint('"on" < valid_until', name="period_in_order"),
        CheckConstraint('withdrawn_on >= "on" AND withdrawn_on < valid_until', name="withdrawn_within_period"),
        CheckConstraint("(withdrawn_on IS NULL) = (withdrawn_why IS NULL)", name="withdrawn_with_reason"),
        Index(None, "initiative_id", "department_id"),
        Index(None, "department_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    initiative_id: Mapped[int] = mapped_column(ForeignKey("initiative.id"))
    department_id: Mapped[int] = mapped_column(ForeignKey("department.id"))
    evidence: Mapped[str]
    on: Mapped[date]
    valid_until: Mapped[date]
    recorded_by: Mapped[int] = mapped_column(ForeignKey("user.id"))
    recorded_at: Mapped[datetime]
    withdrawn_on: Mapped[date | None]
    withdrawn_why: Mapped[str | None]
    withdrawn_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    withdrawn_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  SQLAlchemy reads it as a plain dict

    @property
    def plain(self) -> Confirmed:
        """The confirmation as rules know it."""
        return Confirmed(self.on, self.valid_until, self.withdrawn_on)
