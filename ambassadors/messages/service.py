"""Writes what people want to get, and in which language."""

from collections.abc import Collection

from sqlalchemy import delete
from sqlalchemy.orm import Session

from ambassadors.accounts.models import User
from ambassadors.messages.models import Unwanted
from ambassadors.messages.rules import MessageKind


def switch_off(session: Session, user_id: int, kind: MessageKind) -> None:
    """Let a user get no more messages of this kind; off already is off."""
    if session.get(Unwanted, (user_id, kind)) is None:
        session.add(Unwanted(user_id=user_id, kind=kind))
        session.flush()


def choose(session: Session, user: User, wanted: Collection[MessageKind], language: str) -> None:
    """Let a user get these kinds and no others, in this language."""
    session.execute(delete(Unwanted).where(Unwanted.user_id == user.id))
    session.add_all(Unwanted(user_id=user.id, kind=kind) for kind in MessageKind if kind not in wanted)
    user.language = language
    session.flush()
