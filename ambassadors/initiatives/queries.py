"""Reads initiatives, principles and kinds."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from ambassadors.initiatives.models import ActivityKind, Audience, Initiative, Principle


def initiative_by_code(session: Session, code: str) -> Initiative | None:
    """The initiative with that code."""
    return session.scalar(select(Initiative).where(Initiative.code == code))


def all_initiatives(session: Session) -> Sequence[Initiative]:
    """Every initiative, the newest first."""
    return session.scalars(
        select(Initiative).order_by(Initiative.starts_on.desc(), func.lower(Initiative.name), Initiative.id)
    ).all()


def running_initiatives(session: Session, today: date) -> Sequence[Initiative]:
    """Initiatives that have not ended by `today`, the newest first; those to come included."""
    return [each for each in all_initiatives(session) if not each.is_over(today)]


def kinds_of(session: Session, initiative_id: int, day: date) -> Sequence[ActivityKind]:
    """Kinds of activity that one can log for an initiative on `day`, in the order in which forms offer them."""
    return session.scalars(
        select(ActivityKind)
        .where(
            or_(ActivityKind.initiative_id == initiative_id, ActivityKind.initiative_id.is_(None)),
            or_(ActivityKind.retired_on.is_(None), ActivityKind.retired_on > day),
        )
        .order_by(ActivityKind.position, ActivityKind.id)
    ).all()


def audiences(session: Session) -> dict[int, Audience]:
    """For whom each kind of activity is, retired ones too, by the id of the kind."""
    return dict(session.execute(select(ActivityKind.id, ActivityKind.audience)).all())


def principles_of(session: Session, initiative_id: int, day: date) -> Sequence[Principle]:
    """Principles of an initiative that hold on `day`."""
    return session.scalars(
        select(Principle)
        .where(
            Principle.initiative_id == initiative_id,
            or_(Principle.retired_on.is_(None), Principle.retired_on > day),
        )
        .order_by(Principle.position, Principle.id)
    ).all()
