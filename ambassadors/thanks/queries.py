"""Reads thanks: for who got them, for who sent them, and for nobody else; and whom one may thank."""

from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from ambassadors.accounts.models import User
from ambassadors.activities.models import Activity, DoneBy, Reach
from ambassadors.db import BEGINNING
from ambassadors.initiatives.models import ActivityKind, Initiative
from ambassadors.network.queries import AmbassadorshipRow, ambassadorships
from ambassadors.organisation.models import Person
from ambassadors.organisation.queries import department_of
from ambassadors.security.actor import Actor
from ambassadors.thanks.models import Thanks


class ThanksRow(NamedTuple):
    """Thanks as one of the two reads them; `name` is that of the other. The kind is that of the activity, if any."""

    id: int
    initiative_id: int
    on: date
    name: str
    words: str | None
    kind_nl: str | None
    kind_en: str | None


class Occasion(NamedTuple):
    """An activity for which somebody may be thanked, by the name of its kind, and the people who did it."""

    activity_id: int
    on: date
    name_nl: str
    name_en: str
    initiative: Initiative
    people: dict[int, str]


def received(session: Session, person_id: int, since: date = BEGINNING) -> list[ThanksRow]:
    """What somebody was thanked for since a day, the latest first."""
    query = _rows(User.name).join(User, Thanks.sender_id == User.id)
    return _listed(session, query.where(Thanks.person_id == person_id, Thanks.on >= since))


def received_after(session: Session, person_id: int, moment: datetime) -> list[ThanksRow]:
    """What somebody was thanked for after a moment, the latest first."""
    query = _rows(User.name).join(User, Thanks.sender_id == User.id)
    return _listed(session, query.where(Thanks.person_id == person_id, Thanks.sent_at > moment))


def sent(session: Session, user_id: int) -> list[ThanksRow]:
    """The thanks that a user sent, the latest first."""
    query = _rows(Person.name).join(Person, Thanks.person_id == Person.id)
    return _listed(session, query.where(Thanks.sender_id == user_id))


def ambassador_named(session: Session, initiative_id: int, person_id: int) -> str | None:
    """The name of somebody who is or was ambassador of a change, or stood in for one; nothing for anybody else."""
    rows = ambassadorships(session, initiative_id, person_id, stood_in_for=True)
    if not any(row.begun_on is not None for row in rows):
        return None
    return session.scalar(select(Person.name).where(Person.id == person_id))


def occasion_for(session: Session, actor: Actor, activity_id: int, today: date) -> Occasion | None:
    """An activity in which the actor's department took part, with who did it but the actor; else nothing."""
    works_in = None if actor.person_id is None else department_of(session, actor.person_id, today)
    if works_in is None:
        return None
    found = session.execute(
        select(Activity.on, ActivityKind.name_nl, ActivityKind.name_en, Initiative)
        .join(ActivityKind, Activity.kind_id == ActivityKind.id)
        .join(Initiative, Activity.initiative_id == Initiative.id)
        .join(Reach, Reach.activity_id == Activity.id)
        .where(Activity.id == activity_id, Activity.undone_at.is_(None), Reach.department_id == works_in)
    ).one_or_none()
    if found is None:
        return None
    on, name_nl, name_en, initiative = found
    done_by = session.scalars(select(DoneBy.ambassadorship_id).where(DoneBy.activity_id == activity_id)).all()
    rows = ambassadorships(session, initiative.id, ids=done_by)
    people = {_doer(row, on) for row in rows} - {actor.person_id}
    names = session.execute(select(Person.id, Person.name).where(Person.id.in_(people)).order_by(Person.name))
    return Occasion(activity_id, on, name_nl, name_en, initiative, dict(names.all()))


def _doer(row: AmbassadorshipRow, day: date) -> int:
    """Who acted for an ambassadorship on a day: the ambassador, or who stood in during a break."""
    return row.server_on(day) or row.person_id


def _rows(name: Any) -> Select[*tuple[Any, ...]]:
    return (
        select(
            Thanks.id,
            Thanks.initiative_id,
            Thanks.on,
            name,
            Thanks.words,
            ActivityKind.name_nl,
            ActivityKind.name_en,
        )
        .outerjoin(Activity, Thanks.activity_id == Activity.id)
        .outerjoin(ActivityKind, Activity.kind_id == ActivityKind.id)
        .where(Thanks.removed_at.is_(None))
        .order_by(Thanks.sent_at.desc(), Thanks.id.desc())
    )


def _listed(session: Session, query: Select[*tuple[Any, ...]]) -> list[ThanksRow]:
    return [ThanksRow(*row) for row in session.execute(query)]
