"""Makes, renews and revokes the private address of somebody's calendar."""

import hashlib
import secrets
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from ambassadors.accounts.models import User
from ambassadors.security.service import record
from ambassadors.start.models import CalendarFeed

SUBJECT = "calendar_feed"
"""What the audit trail calls it."""


def renew(session: Session, user_id: int, now: datetime) -> str:
    """A new token for the address; the one before works no more. It is told this once: only its digest is kept."""
    token = secrets.token_urlsafe(32)
    feed = session.get(CalendarFeed, user_id)
    if feed is None:
        feed = CalendarFeed(user_id=user_id)
        session.add(feed)
    feed.digest, feed.made_at = _digest(token), now
    record(session, user_id, "renewed", SUBJECT, user_id, now)
    session.flush()
    return token


def revoke(session: Session, user_id: int, now: datetime) -> None:
    """Let the address work no more; none already is none."""
    feed = session.get(CalendarFeed, user_id)
    if feed is not None:
        session.delete(feed)
        record(session, user_id, "revoked", SUBJECT, user_id, now)
        session.flush()


def feed_of(session: Session, user_id: int) -> CalendarFeed | None:
    """The feed of a user, if there is one."""
    return session.get(CalendarFeed, user_id)


def reader_of(session: Session, token: str) -> User | None:
    """Whose calendar a token opens; nobody's once it is revoked or the account closed."""
    return session.scalar(
        select(User)
        .join(CalendarFeed, CalendarFeed.user_id == User.id)
        .where(CalendarFeed.digest == _digest(token), User.closed_at.is_(None))
    )


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
