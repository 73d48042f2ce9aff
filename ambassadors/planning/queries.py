"""Reads plans: a page of the calendar, what somebody has before them, and what still waits to be logged."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select
from sqlalchemy.orm import Session

from ambassadors.activities.models import Activity
from ambassadors.initiatives.models import ActivityKind
from ambassadors.network.models import Ambassadorship
from ambassadors.network.queries import AmbassadorshipRow, ambassadorships
from ambassadors.organisation.models import Person
from ambassadors.organisation.queries import department_names
from ambassadors.planning.models import Plan, PlanDepartment, PlanPart
from ambassadors.planning.rules import SUBJECT, UNDONE, PlanStatus
from ambassadors.security.actor import Actor
from ambassadors.security.models import AuditEntry
from ambassadors.security.policy import Permission

LOOKS_AHEAD = timedelta(days=60)
"""How far ahead the start page looks."""


@dataclass(frozen=True, slots=True)
class Taker:
    """Somebody who does it or comes along, by which ambassadorship."""

    ambassadorship_id: int
    name: str
    leads: bool


@dataclass(frozen=True, slots=True)
class Planned:
    """A plan as lists tell it; without departments it is for everybody."""

    departments: tuple[str, ...]
    takers: tuple[Taker, ...]
    id: int
    initiative_id: int
    on: date
    at: time | None
    title: str | None
    place: str | None
    status: PlanStatus
    why: str | None
    version: int
    changed_at: datetime
    kind_nl: str
    kind_en: str

    @property
    def leading(self) -> list[Taker]:
        """Who does it."""
        return [each for each in self.takers if each.leads]

    @property
    def along(self) -> list[Taker]:
        """Who comes along."""
        return [each for each in self.takers if not each.leads]


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which plans: those from `first` up to `until`, for one of `departments` and with a part of `own`, if asked."""

    first: date
    until: date
    departments: Collection[int] | None = None
    own: Collection[int] | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """What somebody is to the plans of a change: whether they run it, and their ambassadorships through time."""

    person_id: int | None
    manages: bool
    rows: Sequence[AmbassadorshipRow]

    def tasks_on(self, day: date) -> list[AmbassadorshipRow]:
        """The ambassadorships for which they act on `day`, their own first."""
        held = [] if self.person_id is None else [row for row in self.rows if row.is_task_of(self.person_id, day)]
        return sorted(held, key=lambda row: row.person_id != self.person_id)

    @property
    def own(self) -> set[int]:
        """Ids of the ambassadorships that are or were theirs."""
        return {row.id for row in self.rows if row.person_id == self.person_id}

    def mine_on(self, day: date) -> set[int]:
        """Ids of those that are or were theirs, and of those for which they act on `day`."""
        return self.own | {row.id for row in self.tasks_on(day)}

    def may_change(self, leading: Iterable[int], today: date) -> bool:
        """Whether they may change a plan that these ambassadorships lead."""
        return self.manages or not self.mine_on(today).isdisjoint(leading)

    def seat_on(self, day: date) -> AmbassadorshipRow | None:
        """The ambassadorship by which they would come along to something on `day`."""
        return next((row for row in self.tasks_on(day) if row.serves_on(day)), None)


def standing_of(session: Session, actor: Actor, initiative_id: int, code: str) -> Standing:
    """What the actor is to the plans of a change. Two queries, none for who is not in the staff file."""
    rows = (
        []
        if actor.person_id is None
        else ambassadorships(session, initiative_id=initiative_id, person_id=actor.person_id, stood_in_for=True)
    )
    return Standing(actor.person_id, actor.may(Permission.LOG_FOR_OTHERS, code), rows)


def plans_found(initiative_id: int, wanted: Wanted) -> Select[*tuple[Any, ...]]:
    """Query for the rows of a calendar, by day and time; all day long comes first."""
    query = _rows().where(Plan.initiative_id == initiative_id, wanted.first <= Plan.on, Plan.on < wanted.until)
    if wanted.departments is not None:
        for_one = exists().where(
            PlanDepartment.plan_id == Plan.id, PlanDepartment.department_id.in_(wanted.departments)
        )
        query = query.where(for_one)
    if wanted.own is not None:
        query = query.where(_with_part_of(wanted.own))
    return query


def told(session: Session, rows: Iterable[Sequence[Any]], today: date) -> list[Planned]:
    """The plans of some rows, with their departments and who takes part. Three queries."""
    found = list(rows)
    ids = [row[0] for row in found]
    placed: dict[int, list[int]] = defaultdict(list)
    for plan_id, department_id in session.execute(
        select(PlanDepartment.plan_id, PlanDepartment.department_id)
        .where(PlanDepartment.plan_id.in_(ids))
        .order_by(PlanDepartment.plan_id, PlanDepartment.department_id)
    ):
        placed[plan_id].append(department_id)
    names = department_names(session, {each for some in placed.values() for each in some}, today)
    takers: dict[int, list[Taker]] = defaultdict(list)
    for plan_id, ambassadorship_id, name, leads in session.execute(
        select(PlanPart.plan_id, PlanPart.ambassadorship_id, Person.name, PlanPart.leads)
        .join(Ambassadorship, PlanPart.ambassadorship_id == Ambassadorship.id)
        .join(Person, Ambassadorship.person_id == Person.id)
        .where(PlanPart.plan_id.in_(ids))
        .order_by(PlanPart.plan_id, func.lower(Person.name), PlanPart.ambassadorship_id)
    ):
        takers[plan_id].append(Taker(ambassadorship_id, name, leads))
    return [
        Planned(tuple(sorted((names[each] for each in placed[row[0]]), key=str.lower)), tuple(takers[row[0]]), *row)
        for row in found
    ]


def plan_of(session: Session, initiative_id: int, plan_id: int) -> Plan | None:
    """One plan of an initiative."""
    return session.scalar(select(Plan).where(Plan.id == plan_id, Plan.initiative_id == initiative_id))


def freed_by(session: Session, activity: Activity) -> Plan | None:
    """The plan that waits to be logged again because `activity` was undone, and to which nothing happened since."""
    last = (
        select(func.max(AuditEntry.id))
        .where(AuditEntry.subject == SUBJECT, AuditEntry.subject_id == Plan.id)
        .correlate(Plan)
        .scalar_subquery()
    )
    return session.scalar(
        select(Plan)
        .join(AuditEntry, AuditEntry.id == last)
        .where(Plan.initiative_id == activity.initiative_id, Plan.status == PlanStatus.PLANNED)
        .where(AuditEntry.action == UNDONE, AuditEntry.details["activity"].as_integer() == activity.id)
    )


def shown(session: Session, plan_id: int, today: date) -> Planned:
    """One plan as lists tell it. Four queries."""
    return told(session, session.execute(_rows().where(Plan.id == plan_id)), today)[0]


@dataclass(frozen=True, slots=True)
class Agenda:
    """What somebody has before them, and what they did of which nobody said yet what became of it."""

    coming: Sequence[Planned] = ()
    to_be_logged: Sequence[Planned] = ()


def agenda_of(session: Session, own: Collection[int], now: datetime) -> Agenda:
    """The agenda of some ambassadorships at a local time, up to two months ahead. Four queries, none for nobody."""
    if not own:
        return Agenda()
    today = now.date()
    mine = or_(
        and_(Plan.on >= today, Plan.on < today + LOOKS_AHEAD, _with_part_of(own)),
        and_(Plan.on < today, _with_part_of(own, PlanPart.leads)),
    )
    found = told(session, session.execute(_rows().where(Plan.status == PlanStatus.PLANNED, mine)), today)
    begun = [each for each in found if each.on < today or _has_begun(each, own, now)]
    return Agenda([each for each in found if each not in begun], begun)


def _has_begun(plan: Planned, own: Collection[int], now: datetime) -> bool:
    """Whether something of today that these ambassadorships do has begun; who comes along has nothing to log."""
    begins = (plan.on, plan.at or time.max)
    return begins <= (now.date(), now.time()) and any(each.ambassadorship_id in own for each in plan.leading)


def plans_with_part_of(session: Session, own: Collection[int], first: date, until: date) -> list[Planned]:
    """All plans from `first` up to `until` in which one of these ambassadorships takes part. At most four queries."""
    if not own:
        return []
    query = _rows().where(first <= Plan.on, Plan.on < until, _with_part_of(own))
    return told(session, session.execute(query), first)


def _rows() -> Select[*tuple[Any, ...]]:
    return (
        select(
            Plan.id,
            Plan.initiative_id,
            Plan.on,
            Plan.at,
            Plan.title,
            Plan.place,
            Plan.status,
            Plan.why,
            Plan.version,
            Plan.changed_at,
            ActivityKind.name_nl,
            ActivityKind.name_en,
        )
        .join(ActivityKind, Plan.kind_id == ActivityKind.id)
        .order_by(Plan.on, Plan.at.is_not(None), Plan.at, Plan.id)
    )


def _with_part_of(own: Collection[int], *more: ColumnElement[bool] | Any) -> ColumnElement[bool]:
    return exists().where(and_(PlanPart.plan_id == Plan.id, PlanPart.ambassadorship_id.in_(own), *more))
