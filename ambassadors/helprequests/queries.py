"""Reads requests for help: one with the actor's parts in it, one's own, and the facts for the measures."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import Select, exists, select
from sqlalchemy.orm import Session, aliased, joinedload, selectinload

from ambassadors.accounts.models import User
from ambassadors.db import says, search_words
from ambassadors.helprequests.models import HelpRequest, HelpStep
from ambassadors.helprequests.rules import (
    ANSWERS,
    GOES_ON,
    STAYS_NEW,
    HelpKind,
    HelpStatus,
    Involved,
    Move,
    Part,
    may_see,
)
from ambassadors.initiatives.models import Initiative
from ambassadors.network.models import Ambassadorship
from ambassadors.network.nearest import nearest, people_serving
from ambassadors.network.queries import AmbassadorshipRow, ambassadorships
from ambassadors.organisation.models import DepartmentVersion, Person
from ambassadors.organisation.queries import tree_on
from ambassadors.security.actor import Actor
from ambassadors.security.policy import Role

Listing = Select[*tuple[Any, ...]]
"""A query whose rows make a HelpRow each."""


class HelpRow(NamedTuple):
    """A request as lists show it."""

    id: int
    version: int
    initiative_id: int
    initiative_name: str
    initiative_code: str
    kind: HelpKind
    department_id: int
    about: str
    wished_on: date | None
    asked_by: int
    asker_person_id: int | None
    asker: str
    asked_at: datetime
    status: HelpStatus
    since: datetime
    meant_for_id: int | None
    meant_for: str | None
    taken_by_id: int | None
    taken_by: str | None
    activity_id: int | None


class AskedRow(NamedTuple):
    """When a department asked for help, and when that was withdrawn, if it was."""

    asked_at: datetime
    withdrawn_at: datetime | None
    department_id: int


class WishedDay(NamedTuple):
    """A day on which somebody is expected, by a request that they took."""

    request_id: int
    version: int
    initiative_name: str
    department_id: int
    kind: HelpKind
    about: str
    on: date
    since: datetime


@dataclass(frozen=True, slots=True)
class Wanted:
    """What of the requests of a change to list: states, and words of the text or of the department's name."""

    statuses: frozenset[HelpStatus] = frozenset(HelpStatus)
    words: str = ""


def request_for(session: Session, actor: Actor, request_id: int, today: date) -> tuple[HelpRequest, Involved] | None:
    """A request with its steps, and the parts that the actor has in it; nothing if it is not theirs to see."""
    request = session.scalar(
        select(HelpRequest)
        .where(HelpRequest.id == request_id)
        .options(
            joinedload(HelpRequest.initiative),
            joinedload(HelpRequest.asker),
            joinedload(HelpRequest.meant_for).joinedload(Ambassadorship.person),
            joinedload(HelpRequest.taken_by).joinedload(Ambassadorship.person),
            selectinload(HelpRequest.steps).joinedload(HelpStep.actor),
            selectinload(HelpRequest.steps).joinedload(HelpStep.ambassadorship).joinedload(Ambassadorship.person),
        )
    )
    if request is None:
        return None
    involved = Involved(actor.user_id, _parts(session, actor, request, today))
    took_a_step = any(step.by == actor.user_id for step in request.steps)
    return (request, involved) if may_see(involved.parts, request.status, took_a_step=took_a_step) else None


def is_taken(session: Session, actor: Actor, request_id: int) -> bool:
    """Whether somebody took a request of a change of which the actor is ambassador."""
    code = session.scalar(
        select(Initiative.code)
        .join(HelpRequest, HelpRequest.initiative_id == Initiative.id)
        .where(HelpRequest.id == request_id, HelpRequest.taken_by_id.is_not(None))
    )
    return code is not None and actor.holds(Role.AMBASSADOR, initiative=code)


def _parts(session: Session, actor: Actor, request: HelpRequest, today: date) -> frozenset[Part]:
    parts = set()
    if request.asked_by == actor.user_id:
        parts.add(Part.ASKER)
    if actor.holds(Role.CHANGE_MANAGER, initiative=request.initiative.code):
        parts.add(Part.CHANGE_MANAGER)
    if actor.person_id is not None and actor.holds(Role.AMBASSADOR, initiative=request.initiative.code):
        parts |= _parts_of_ambassador(session, actor.person_id, request, today)
        if Part.ASKER in parts:  # they became ambassador since; another is to help them
            parts -= {Part.MEANT, Part.AMBASSADOR}
    if request.steps[-1].move is Move.DECLINED and request.steps[-1].by == actor.user_id:
        parts.add(Part.DECLINER)
    return frozenset(parts)


def _parts_of_ambassador(session: Session, person_id: int, request: HelpRequest, today: date) -> set[Part]:
    rows = ambassadorships(session, request.initiative_id)
    own = {row.id for row in rows if row.is_task_of(person_id, today)}
    parts = {Part.AMBASSADOR} if own else set()
    if request.taken_by_id in own:
        parts.add(Part.TAKER)
    if request.status is HelpStatus.OPEN:
        named = next((row for row in rows if row.id == request.meant_for_id and row.serves_on(today)), None)
        served, asker = people_serving(rows, today), request.asker.person_id
        by_tree = nearest(tree_on(session, today), request.department_id, served, asker)
        if (named.id in own) if named else person_id in by_tree:
            parts.add(Part.MEANT)
    return parts


def is_asked(
    session: Session, user_id: int, initiative_id: int, department_id: int, kind: HelpKind, about: str
) -> bool:
    """Whether a user asked the same already, and nobody declined or did it yet: pressed Back, and sent it again."""
    same = exists().where(
        HelpRequest.asked_by == user_id,
        HelpRequest.initiative_id == initiative_id,
        HelpRequest.department_id == department_id,
        HelpRequest.kind == kind,
        HelpRequest.about == about,
        HelpRequest.status.in_(GOES_ON),
    )
    return bool(session.scalar(select(same)))


def own_ambassadorship(session: Session, person_id: int, request: HelpRequest, today: date) -> int | None:
    """Id of the ambassadorship as which somebody takes a request: the one meant, else that nearest to it."""
    rows = [
        row
        for row in ambassadorships(session, request.initiative_id, person_id, stood_in_for=True)
        if row.is_task_of(person_id, today)
    ]
    if any(row.id == request.meant_for_id for row in rows):
        return request.meant_for_id
    by_department = {row.department_id: row.id for row in rows}
    unit = tree_on(session, today).nearest(request.department_id, by_department)
    return by_department[unit.id] if unit else next((row.id for row in rows), None)


def serving_names(rows: Iterable[AmbassadorshipRow], today: date) -> dict[int, str]:
    """Name of the ambassador by id of the ambassadorship, of those that serve today."""
    return {row.id: row.person_name for row in rows if row.serves_on(today)}


def asked_by(user_id: int) -> Listing:
    """Query for the HelpRows that somebody asked, the newest first."""
    return (
        listing().where(HelpRequest.asked_by == user_id).order_by(HelpRequest.asked_at.desc(), HelpRequest.id.desc())
    )


def of_initiative(initiative_id: int, wanted: Wanted) -> Listing:
    """Query for the HelpRows of a change, those that wait longest first."""
    query = listing().where(HelpRequest.initiative_id == initiative_id, HelpRequest.status.in_(wanted.statuses))
    for word in search_words(wanted.words):
        named = select(DepartmentVersion.department_id).where(DepartmentVersion.name.icontains(word, autoescape=True))
        query = query.where(says(HelpRequest.about, word) | HelpRequest.department_id.in_(named))
    return query.order_by(HelpRequest.since, HelpRequest.id)


def new_answers(session: Session, user_id: int, now: datetime) -> list[HelpRow]:
    """Requests of somebody that others answered lately: taken, declined or done; the latest answer first."""
    told = exists().where(
        HelpStep.request_id == HelpRequest.id,
        HelpStep.at == HelpRequest.since,
        HelpStep.move.in_(ANSWERS),
        HelpStep.by != user_id,
    )
    query = listing().where(HelpRequest.asked_by == user_id, HelpRequest.since >= now - STAYS_NEW, told)
    rows = session.execute(query.order_by(HelpRequest.since.desc(), HelpRequest.id.desc()))
    return [HelpRow(*row) for row in rows]


def reasons_of(session: Session, request_ids: Iterable[int]) -> dict[int, str]:
    """Why some requests were declined, by their id. One query."""
    rows = session.execute(
        select(HelpStep.request_id, HelpStep.note)
        .join(HelpRequest, HelpStep.request_id == HelpRequest.id)
        .where(HelpStep.request_id.in_(list(request_ids)))
        .where(HelpRequest.status == HelpStatus.DECLINED, HelpStep.move == Move.DECLINED)
        .order_by(HelpStep.number)
    )
    return {request_id: note or "" for request_id, note in rows}


def wished_days(session: Session, person_id: int, today: date) -> list[WishedDay]:
    """The days wished for of the requests that somebody took and has not done, in order. Three queries."""
    own = [
        row.id
        for row in ambassadorships(session, person_id=person_id, stood_in_for=True)
        if row.is_task_of(person_id, today)
    ]
    rows = session.execute(
        select(
            HelpRequest.id,
            HelpRequest.version,
            Initiative.name,
            HelpRequest.department_id,
            HelpRequest.kind,
            HelpRequest.about,
            HelpRequest.wished_on,
            HelpRequest.since,
        )
        .join(Initiative, HelpRequest.initiative_id == Initiative.id)
        .where(HelpRequest.taken_by_id.in_(own), HelpRequest.status == HelpStatus.TAKEN)
        .where(HelpRequest.wished_on.is_not(None))
        .order_by(HelpRequest.wished_on, HelpRequest.id)
    )
    return [WishedDay(*row) for row in rows]  # type: ignore[arg-type]  # the query leaves out what has no day


def asked_for_help(session: Session, initiative_id: int) -> list[AskedRow]:
    """When each department asked for help of an initiative. One query."""
    rows = session.execute(
        select(HelpRequest.asked_at, HelpRequest.since, HelpRequest.department_id, HelpRequest.status)
        .where(HelpRequest.initiative_id == initiative_id)
        .order_by(HelpRequest.id)
    )
    return [
        AskedRow(at, since if status is HelpStatus.WITHDRAWN else None, department_id)
        for at, since, department_id, status in rows
    ]


def listing() -> Listing:
    """Query for HelpRows, in no order yet."""
    meant, taken = aliased(Ambassadorship), aliased(Ambassadorship)
    meant_person, taken_person = aliased(Person), aliased(Person)
    return (
        select(
            HelpRequest.id,
            HelpRequest.version,
            HelpRequest.initiative_id,
            Initiative.name,
            Initiative.code,
            HelpRequest.kind,
            HelpRequest.department_id,
            HelpRequest.about,
            HelpRequest.wished_on,
            HelpRequest.asked_by,
            User.person_id,
            User.name,
            HelpRequest.asked_at,
            HelpRequest.status,
            HelpRequest.since,
            HelpRequest.meant_for_id,
            meant_person.name,
            HelpRequest.taken_by_id,
            taken_person.name,
            HelpRequest.activity_id,
        )
        .join(Initiative, HelpRequest.initiative_id == Initiative.id)
        .join(User, HelpRequest.asked_by == User.id)
        .outerjoin(meant, HelpRequest.meant_for_id == meant.id)
        .outerjoin(meant_person, meant.person_id == meant_person.id)
        .outerjoin(taken, HelpRequest.taken_by_id == taken.id)
        .outerjoin(taken_person, taken.person_id == taken_person.id)
    )
