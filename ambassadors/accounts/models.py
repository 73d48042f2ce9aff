"""Tables of users, what they were granted, and the links that let them in."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ambassadors.db import Base, Period, one_of, period_in_order
from ambassadors.organisation.models import Person
from ambassadors.security.policy import Role


class User(Base):
    """Somebody who can sign in. `session_epoch` rises when older sessions must end."""

    __tablename__ = "user"
    __table_args__ = (
        CheckConstraint("email = lower(email)", name="email_lower"),
        CheckConstraint("language IN ('nl', 'en')", name="language_known"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    password_hash: Mapped[str | None]
    language: Mapped[str | None]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), unique=True)
    session_epoch: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]

    person: Mapped[Person | None] = relationship()


class Grant(Period, Base):
    """A role given to a user for one initiative, or for all of them (no initiative)."""

    __tablename__ = "grant"
    __table_args__ = (period_in_order(), one_of("role", Role), Index(None, "user_id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    role: Mapped[Role]
    initiative_id: Mapped[int | None] = mapped_column(ForeignKey("initiative.id"))


class LinkPurpose(StrEnum):
    """What a mailed link is for."""

    INVITATION = "invitation"
    RESET = "reset"


class SignInLink(Base):
    """A single-use link with which a user sets a password; only its digest is kept."""

    __tablename__ = "sign_in_link"
    __table_args__ = (one_of("purpose", LinkPurpose), Index(None, "user_id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    purpose: Mapped[LinkPurpose]
    digest: Mapped[str] = mapped_column(unique=True)
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class SignInFailure(Base):
    """A failed attempt to sign in, by a keyed digest of address or network, kept for the throttle alone."""

    __tablename__ = "sign_in_failure"
    __table_args__ = (Index(None, "key", "at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str]
    at: Mapped[datetime]
