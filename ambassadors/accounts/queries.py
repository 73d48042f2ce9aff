"""Reads users, their roles, and who runs an initiative."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import Session, joinedload

from ambassadors.accounts.models import Grant, User
from ambassadors.db import search_words
from ambassadors.initiatives.models import Initiative
from ambassadors.security.actor import Actor
from ambassadors.security.policy import HeldRole, Role

RoleSource = Callable[[Session, int, date], Iterable[HeldRole]]
"""Gives the roles that follow from something else than a grant, for a person (by id) on a day."""


@dataclass(frozen=True, slots=True)
class GrantedRole:
    """A role as it is listed: of a user, for an initiative or for all of them."""

    grant_id: int
    user_id: int
    user_name: str
    role: Role
    initiative_name: str | None


def user_by_email(session: Session, email: str) -> User | None:
    """The user with that address, open or closed."""
    return session.scalar(select(User).where(User.email == email))


def open_user(session: Session, user_id: int) -> User | None:
    """The user, unless the account was closed."""
    return session.scalar(select(User).where(User.id == user_id, User.closed_at.is_(None)))


def address_of(session: Session, user_id: int) -> str | None:
    """The e-mail address of a user; nothing once the account is closed."""
    return session.scalar(select(User.email).where(User.id == user_id, User.closed_at.is_(None)))


def load_actor(session: Session, user: User, today: date, role_sources: Iterable[RoleSource]) -> Actor:
    """The actor that `user` is today: granted roles, those that follow from other facts, and employee."""
    roles = [HeldRole(Role.EMPLOYEE), *granted_roles(session, user.id, today)]
    if user.person_id is not None:
        for source in role_sources:
            roles.extend(source(session, user.person_id, today))
    return Actor(user.id, user.name, user.email, user.person_id, tuple(roles))


def granted_roles(session: Session, user_id: int, today: date) -> list[HeldRole]:
    """The roles that a user was granted, and holds today. One query."""
    rows = session.execute(
        select(Grant.role, Initiative.code)
        .outerjoin(Initiative, Grant.initiative_id == Initiative.id)
        .where(Grant.user_id == user_id, Grant.valid_from <= today, today < Grant.valid_until)
        .order_by(Grant.id)
    )
    return [HeldRole(role, code) for role, code in rows]


def users_found(words: str) -> Select[User]:
    """Query for open users whose name or address holds `words`, by name."""
    query = select(User).where(User.closed_at.is_(None)).options(joinedload(User.person))
    if words:
        asked = " ".join(search_words(words))
        query = query.where(
            or_(func.lower(User.name).contains(asked, autoescape=True), User.email.contains(asked, autoescape=True))
        )
    return query.order_by(func.lower(User.name), User.id)


def roles_of(session: Session, user_ids: Iterable[int], today: date) -> dict[int, list[GrantedRole]]:
    """The roles granted to each of some users today."""
    found: dict[int, list[GrantedRole]] = {user_id: [] for user_id in user_ids}
    for granted in session.execute(_granted(today).where(Grant.user_id.in_(found))):
        row = GrantedRole(*granted)
        found[row.user_id].append(row)
    return found


def own_roles(session: Session, who: Actor) -> list[tuple[Role, str | None]]:
    """What somebody is, granted or as ambassador, with the initiative's name (None: all); employees all are."""
    names = dict(session.execute(select(Initiative.code, Initiative.name)).all())
    held = [each for each in who.roles if each.role is not Role.EMPLOYEE]
    return [(each.role, None if each.initiative is None else names[each.initiative]) for each in held]


def team_of(session: Session, initiative_id: int, today: date) -> list[GrantedRole]:
    """Who holds a role for one initiative today, by role and name; roles held for all initiatives included."""
    rows = session.execute(
        _granted(today).where(
            or_(Grant.initiative_id == initiative_id, Grant.initiative_id.is_(None)),
            Grant.role.not_in([Role.ADMINISTRATOR, Role.EMPLOYEE]),
        )
    )
    return [GrantedRole(*row) for row in rows]


def kerngroep_members(session: Session, initiative_id: int, today: date) -> list[tuple[int, str]]:
    """Id and name of the users in the kerngroep of an initiative, each once, by name."""
    members = {
        granted.user_id: granted.user_name
        for granted in team_of(session, initiative_id, today)
        if granted.role in {Role.KERNGROEP, Role.CHAIR, Role.SECRETARY}
    }
    return sorted(members.items(), key=lambda member: (member[1].lower(), member[0]))


def leading_members(
    session: Session, initiative_id: int, today: date, also: int | None = None
) -> list[tuple[int, str]]:
    """Id and name of who meets about an initiative: kerngroep and change managers, each once, by name.

    `also` is somebody who is among them, whatever role they hold today. One query, or two.
    """
    members = {granted.user_id: granted.user_name for granted in team_of(session, initiative_id, today)}
    if also is not None and also not in members:
        members[also] = session.scalars(select(User.name).where(User.id == also)).one()
    return sorted(members.items(), key=lambda member: (member[1].lower(), member[0]))


def _granted(today: date) -> Select[int, int, str, Role, str | None]:
    return (
        select(Grant.id, User.id, User.name, Grant.role, Initiative.name)
        .join(User, Grant.user_id == User.id)
        .outerjoin(Initiative, Grant.initiative_id == Initiative.id)
        .where(User.closed_at.is_(None), Grant.valid_from <= today, today < Grant.valid_until)
        .order_by(Grant.role, func.lower(User.name), Grant.id)
    )
