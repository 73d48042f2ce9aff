"""Tables of requests for help and their dated steps."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ambassadors.accounts.models import User
from ambassadors.db import Base, one_of
from ambassadors.helprequests.rules import HelpKind, HelpStatus, Move
from ambassadors.initiatives.models import Initiative
from ambassadors.network.models import Ambassadorship
from ambassadors.organisation.models import Department


class HelpRequest(Base):
    """A department asks an ambassador to visit it, or to look along. `status` is that after the last step.

    `meant_for` is the ambassadorship that was asked by name; where there is none, the nearest is meant. `since` is
    the moment of the last step.
    """

    __tablename__ = "help_request"
    __table_args__ = (
        one_of("kind", HelpKind),
        one_of("status", HelpStatus),
        CheckConstraint("about <> ''", name="said"),
        CheckConstraint("(status IN ('taken', 'done')) = (taken_by_id IS NOT NULL)", name="taken_by_somebody"),
        CheckConstraint("(status = 'done') = (activity_id IS NOT NULL)", name="done_is_an_activity"),
        ForeignKeyConstraint(
            ["meant_for_id", "initiative_id"], ["ambassadorship.id", "ambassadorship.initiative_id"]
        ),
        ForeignKeyConstraint(["taken_by_id", "initiative_id"], ["ambassadorship.id", "ambassadorship.initiative_id"]),
        ForeignKeyConstraint(["activity_id", "initiative_id"], ["activity.id", "activity.initiative_id"]),
        UniqueConstraint("activity_id"),
        Index(None, "initiative_id", "status"),
        Index(None, "asked_by"),
        Index(None, "department_id"),
        Index(None, "taken_by_id"),
        Index(None, "meant_for_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    initiative_id: Mapped[int] = mapped_column(ForeignKey("initiative.id"))
    kind: Mapped[HelpKind]
    department_id: Mapped[int] = mapped_column(ForeignKey("department.id"))
    about: Mapped[str]
    wished_on: Mapped[date | None]
    asked_by: Mapped[int] = mapped_column(ForeignKey("user.id"))
    asked_at: Mapped[datetime]
    status: Mapped[HelpStatus]
    since: Mapped[datetime]
    meant_for_id: Mapped[int | None]
    taken_by_id: Mapped[int | None]
    activity_id: Mapped[int | None]
    version: Mapped[int] = mapped_column(default=1)

    initiative: Mapped[Initiative] = relationship()
    department: Mapped[Department] = relationship()
    asker: Mapped[User] = relationship()
    meant_for: Mapped[Ambassadorship | None] = relationship(
        primaryjoin="foreign(HelpRequest.meant_for_id) == Ambassadorship.id", viewonly=True
    )
    taken_by: Mapped[Ambassadorship | None] = relationship(
        primaryjoin="foreign(HelpRequest.taken_by_id) == Ambassadorship.id", viewonly=True
    )
    steps: Mapped[list["HelpStep"]] = relationship(order_by="HelpStep.number", back_populates="request")

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  SQLAlchemy reads it as a plain dict


class HelpStep(Base):
    """A step on a request's way, never changed afterwards.

    `ambassadorship_id` is whom it came to by this step, `activity_id` what it became.
    """

    __tablename__ = "help_step"
    __table_args__ = (one_of("move", Move), UniqueConstraint("request_id", "number"), Index(None, "activity_id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    request_id: Mapped[int] = mapped_column(ForeignKey("help_request.id"))
    number: Mapped[int]
    move: Mapped[Move]
    at: Mapped[datetime]
    by: Mapped[int] = mapped_column(ForeignKey("user.id"))
    note: Mapped[str | None]
    ambassadorship_id: Mapped[int | None] = mapped_column(ForeignKey("ambassadorship.id"))
    activity_id: Mapped[int | None] = mapped_column(ForeignKey("activity.id"))

    request: Mapped[HelpRequest] = relationship(back_populates="steps")
    actor: Mapped[User] = relationship()
    ambassadorship: Mapped[Ambassadorship | None] = relationship()
