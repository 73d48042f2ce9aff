"""The table of shared stories."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ambassadors.accounts.models import User
from ambassadors.activities.models import Activity
from ambassadors.db import Base
from ambassadors.results.models import Result


class Story(Base):
    """The story of an activity, shared by who made it; its words stay those of the activity.

    `named`: its maker wants to be named. Withdrawn by its maker, or hidden by the change manager with a reason.
    """

    __tablename__ = "story"
    __table_args__ = (
        ForeignKeyConstraint(["activity_id", "initiative_id"], ["activity.id", "activity.initiative_id"]),
        CheckConstraint("(hidden_at IS NULL) = (hidden_because IS NULL)", name="hidden_with_a_reason"),
        CheckConstraint("hidden_because <> ''", name="reason_said"),
        Index(None, "activity_id", unique=True),
        Index(None, "initiative_id", "shared_at"),
        Index(None, "result_id"),
        Index(None, "shared_by"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    activity_id: Mapped[int]
    initiative_id: Mapped[int]
    result_id: Mapped[int | None] = mapped_column(ForeignKey("result.id"))
    named: Mapped[bool] = mapped_column(default=False)
    shared_by: Mapped[int] = mapped_column(ForeignKey("user.id"))
    shared_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]
    hidden_at: Mapped[datetime | None]
    hidden_because: Mapped[str | None]
    version: Mapped[int] = mapped_column(default=1)

    activity: Mapped[Activity] = relationship()
    result: Mapped[Result | None] = relationship()
    sharer: Mapped[User] = relationship()

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  SQLAlchemy reads it as a plain dict
