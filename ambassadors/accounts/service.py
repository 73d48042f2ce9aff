"""Writes users, invitations, grants and attempts to sign in."""

import hashlib
import hmac
import secrets
from datetime import date, datetime

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from ambassadors.accounts import passwords
from ambassadors.accounts.models import Grant, LinkPurpose, SignInFailure, SignInLink, User
from ambassadors.accounts.queries import user_by_email
from ambassadors.accounts.rules import (
    FAILURES_PER_ADDRESS,
    FAILURES_PER_NETWORK,
    INVITATION_LASTS,
    RESET_LASTS,
    THROTTLE_WINDOW,
    normal_email,
    password_problem,
)
from ambassadors.db import FOREVER, lock_for_write
from ambassadors.organisation.models import Person
from ambassadors.refusals import Refused
from ambassadors.security.policy import GRANTABLE, Role
from ambassadors.security.service import record


def invite(
    session: Session,
    email: str,
    role: Role,
    initiative_id: int | None,
    now: datetime,
    today: date,
    by: int | None = None,
    name: str | None = None,
) -> tuple[User, str]:
    """Give a role to who has that address, making a user if there is none; returns the user and a link's token.

    Raises Refused `role_not_granted`, `role_for_all` (administrators hold theirs for all initiatives).
    """
    if role not in GRANTABLE:
        raise Refused("role_not_granted", "role")
    if role is Role.ADMINISTRATOR and initiative_id is not None:
        raise Refused("role_for_all", "initiative")
    user = user_for(session, email, now, name)
    if user.closed_at:
        user.closed_at = None
    _grant(session, user, role, initiative_id, today)
    record(session, by, "invited", "user", user.id, now, role=role.value, initiative=initiative_id)
    return user, new_link(session, user, LinkPurpose.INVITATION, now)


def user_for(session: Session, email: str, now: datetime, name: str | None = None) -> User:
    """The user with that address, made if need be and linked to the person who has it in the staff file."""
    email = normal_email(email)
    user = user_by_email(session, email)
    if user is None:
        user = User(email=email, name=name or email, created_at=now)
        session.add(user)
    person = session.scalar(select(Person).where(Person.email == email).order_by(Person.id).limit(1))
    if person and user.person_id is None and not _linked(session, person):
        user.person_id = person.id
        user.name = person.name
    session.flush()
    return user


def _linked(session: Session, person: Person) -> bool:
    return session.scalar(select(User.id).where(User.person_id == person.id)) is not None


def _grant(session: Session, user: User, role: Role, initiative_id: int | None, today: date) -> None:
    same = select(Grant.id).where(
        Grant.user_id == user.id,
        Grant.role == role,
        Grant.initiative_id.is_(None) if initiative_id is None else Grant.initiative_id == initiative_id,
        Grant.valid_from <= today,
        today < Grant.valid_until,
    )
    if session.scalar(same) is None:
        session.add(Grant(user_id=user.id, role=role, initiative_id=initiative_id, valid_from=today))
        session.flush()


def withdraw(session: Session, grant: Grant, now: datetime, today: date, by: int) -> None:
    """End a grant today; raises Refused `last_administrator`."""
    if grant.role is Role.ADMINISTRATOR:
        # Of two who withdraw each other at once, the second must count without the first.
        lock_for_write(session, "administrators")
    if grant.role is Role.ADMINISTRATOR and _administrators(session, today) <= 1:
        raise Refused("last_administrator")
    if grant.valid_from >= today:
        session.delete(grant)
    else:
        grant.valid_until = today
    record(session, by, "withdrew", "user", grant.user_id, now, role=grant.role.value)
    session.flush()


def _administrators(session: Session, today: date) -> int:
    return (
        session.scalar(
            select(func.count(func.distinct(Grant.user_id)))
            .join(User, Grant.user_id == User.id)
            .where(
                Grant.role == Role.ADMINISTRATOR,
                User.closed_at.is_(None),
                Grant.valid_from <= today,
                today < Grant.valid_until,
            )
        )
        or 0
    )


def new_link(session: Session, user: User, purpose: LinkPurpose, now: datetime) -> str:
    """Make a single-use link for a user and return its token; earlier links of the user stop working."""
    session.execute(
        update(SignInLink).where(SignInLink.user_id == user.id, SignInLink.used_at.is_(None)).values(used_at=now)
    )
    token = secrets.token_urlsafe(32)
    lasts = INVITATION_LASTS if purpose is LinkPurpose.INVITATION else RESET_LASTS
    session.add(
        SignInLink(user_id=user.id, purpose=purpose, digest=_digest(token), created_at=now, expires_at=now + lasts)
    )
    session.flush()
    return token


def usable_link(session: Session, token: str, now: datetime) -> SignInLink | None:
    """The link with that token, if it was not used and has not expired. Of two at once, the second waits here."""
    link = session.scalar(select(SignInLink).where(SignInLink.digest == _digest(token)).with_for_update())
    return link if link and link.used_at is None and now < link.expires_at else None


def set_password(session: Session, user: User, password: str, now: datetime, name: str | None = None) -> None:
    """Set a new password: links and sessions from before stop working; raises Refused beside `password`."""
    problem = password_problem(password, user.email)
    if problem:
        raise Refused(problem, "password")
    user.password_hash = passwords.hashed(password)
    user.session_epoch += 1
    if name:
        user.name = name
    session.execute(
        update(SignInLink).where(SignInLink.user_id == user.id, SignInLink.used_at.is_(None)).values(used_at=now)
    )
    record(session, user.id, "set_password", "user", user.id, now)
    session.flush()


def rename(session: Session, user: User, name: str, now: datetime) -> None:
    """Call somebody by another name from now on."""
    user.name = name
    record(session, user.id, "renamed", "user", user.id, now)
    session.flush()


def sign_in(session: Session, email: str, password: str, network: str, key: str, now: datetime) -> User | None:
    """The user, if address and password belong together; a failure is counted. Raises Refused `throttled`.

    `network` is the network address that asks; it and the e-mail address are kept as digests under `key`.
    """
    email = normal_email(email)
    keys = {_keyed(key, email): FAILURES_PER_ADDRESS, _keyed(key, network): FAILURES_PER_NETWORK}
    session.execute(delete(SignInFailure).where(SignInFailure.at < now - THROTTLE_WINDOW))
    failures = dict(
        session.execute(
            select(SignInFailure.key, func.count()).where(SignInFailure.key.in_(keys)).group_by(SignInFailure.key)
        ).all()
    )
    if any(failures.get(each, 0) >= limit for each, limit in keys.items()):
        raise Refused("throttled")
    user = user_by_email(session, email)
    if passwords.matches(password, user.password_hash if user else None) and user and not user.closed_at:
        session.execute(delete(SignInFailure).where(SignInFailure.key == _keyed(key, email)))
        return user
    session.add_all(SignInFailure(key=each, at=now) for each in keys)
    session.flush()
    return None


def close(session: Session, user: User, now: datetime, today: date, by: int) -> None:
    """Close an account: nobody signs in with it any more. Raises Refused `last_administrator`."""
    for grant in session.scalars(select(Grant).where(Grant.user_id == user.id, Grant.valid_until == FOREVER)):
        withdraw(session, grant, now, today, by)
    user.closed_at = now
    user.session_epoch += 1
    record(session, by, "closed", "user", user.id, now)
    session.flush()


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _keyed(key: str, value: str) -> str:
    return hmac.new(key.encode(), value.encode(), hashlib.sha256).hexdigest()
