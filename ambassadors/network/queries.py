"""Reads who is ambassador where."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from itertools import groupby
from operator import itemgetter

from sqlalchemy import Select, and_, exists, or_, select
from sqlalchemy.orm import Session

from ambassadors.accounts.models import Grant, User
from ambassadors.db import to_keep
from ambassadors.initiatives.models import Initiative
from ambassadors.network.models import Ambassadorship, AmbassadorshipStep
from ambassadors.network.rules import HOLDING, Source, Status, Step, end_of, first_day, serves, status_of, step_on
from ambassadors.organisation.models import DepartmentVersion, Person, Placement
from ambassadors.organisation.queries import PersonRow, department_codes, people_found, people_meant
from ambassadors.security.policy import HeldRole, Role

OFFERED = 12
"""How many people a form offers to pick from."""


@dataclass(frozen=True, slots=True)
class AmbassadorshipRow:
    """An ambassadorship with all its steps, as tuples tell it: cheap to read by the thousand."""

    steps: tuple[Step, ...]
    id: int
    initiative_id: int
    department_id: int
    person_id: int
    person_name: str
    valid_from: date
    valid_until: date
    source: Source | None
    recruited_by_id: int | None
    version: int

    @property
    def began(self) -> date:
        """The first day as ambassador; of who only waits, the day on which that began."""
        return first_day(self.steps) or self.valid_from

    @property
    def begun_on(self) -> date | None:
        """The day on which somebody became ambassador; nothing for who never did."""
        return min((step.on for step in self.steps if step.status is Status.ACTIVE), default=None)

    def is_active_between(self, since: date, until: date) -> bool:
        """Whether somebody was ambassador at some time from `since` to `until`."""
        begun, ended = self.begun_on, end_of(self.steps)
        return begun is not None and begun <= until and (ended is None or ended > since)

    def status_on(self, day: date) -> Status | None:
        """What it was on `day`: nothing before its first step, active again once a pause is over."""
        return status_of(step_on(self.steps, day), day)

    def serves_on(self, day: date) -> bool:
        """Whether it serves its department on `day`: see `network.rules.serves`."""
        return serves(step_on(self.steps, day), day)

    def holds_on(self, day: date) -> bool:
        """Whether somebody is ambassador on `day`, on a break or not."""
        return self.status_on(day) in HOLDING

    def is_task_of(self, person_id: int, day: date) -> bool:
        """Whether somebody may act for it on `day`: the ambassador, on a break or not, and who stands in."""
        return self.server_on(day) == person_id or (self.person_id == person_id and self.holds_on(day))

    def server_on(self, day: date) -> int | None:
        """Id of the person who serves the department on `day`: the ambassador, or the stand-in during a pause."""
        if not self.serves_on(day):
            return None
        step = step_on(self.steps, day)
        pauses = self.status_on(day) is Status.PAUSED
        return step.stand_in_id if step and pauses else self.person_id


def ambassadorships(
    session: Session,
    initiative_id: int | None = None,
    person_id: int | None = None,
    ids: Collection[int] | None = None,
    *,
    stood_in_for: bool = False,
) -> list[AmbassadorshipRow]:
    """All ambassadorships, of one initiative or person or with these ids if asked, oldest first. Two queries.

    With `stood_in_for` those too for which the person ever was a stand-in.
    """
    wanted = select(Ambassadorship.id)
    if initiative_id is not None:
        wanted = wanted.where(Ambassadorship.initiative_id == initiative_id)
    if person_id is not None:
        replaced = select(AmbassadorshipStep.ambassadorship_id).where(AmbassadorshipStep.stand_in_id == person_id)
        own = Ambassadorship.person_id == person_id
        wanted = wanted.where(or_(own, Ambassadorship.id.in_(replaced)) if stood_in_for else own)
    if ids is not None:
        wanted = wanted.where(Ambassadorship.id.in_(ids))
    steps = _steps(session, wanted)
    rows = session.execute(
        select(
            Ambassadorship.id,
            Ambassadorship.initiative_id,
            Ambassadorship.department_id,
            Ambassadorship.person_id,
            Person.name,
            Ambassadorship.valid_from,
            Ambassadorship.valid_until,
            Ambassadorship.source,
            Ambassadorship.recruited_by_id,
            Ambassadorship.version,
        )
        .join(Person, Ambassadorship.person_id == Person.id)
        .where(Ambassadorship.id.in_(wanted))
        .order_by(Ambassadorship.valid_from, Ambassadorship.id)
    )
    return [AmbassadorshipRow(steps.get(row[0], ()), *row) for row in to_keep(rows)]


def _steps(session: Session, wanted: Select[int]) -> dict[int, tuple[Step, ...]]:
    """The steps of some ambassadorships by its id, in the order in which they were set."""
    rows = session.execute(
        select(
            AmbassadorshipStep.ambassadorship_id,
            AmbassadorshipStep.status,
            AmbassadorshipStep.on,
            AmbassadorshipStep.until,
            AmbassadorshipStep.stand_in_id,
        )
        .where(AmbassadorshipStep.ambassadorship_id.in_(wanted))
        .order_by(AmbassadorshipStep.ambassadorship_id, AmbassadorshipStep.number)
    )
    alike = cache(Step)  # many begin on the same day, in the same way
    return {
        ambassadorship_id: tuple(alike(*step) for _, *step in steps)
        for ambassadorship_id, steps in groupby(to_keep(rows), key=itemgetter(0))
    }


def ambassador_roles(session: Session, person_id: int, today: date) -> list[HeldRole]:
    """The role of ambassador, for each initiative in which somebody is active, on a break or a stand-in today."""
    codes = dict(session.execute(select(Initiative.id, Initiative.code)).all())
    rows = ambassadorships(session, person_id=person_id, stood_in_for=True)
    held = {codes[row.initiative_id] for row in rows if row.is_task_of(person_id, today)}
    return [HeldRole(Role.AMBASSADOR, code) for code in sorted(held)]


def overlapping(
    session: Session, initiative_id: int, department_id: int, person_id: int, since: date
) -> Ambassadorship | None:
    """The first ambassadorship of somebody for an initiative and department that goes on after `since`."""
    return session.scalar(
        select(Ambassadorship)
        .where(
            Ambassadorship.initiative_id == initiative_id,
            Ambassadorship.department_id == department_id,
            Ambassadorship.person_id == person_id,
            Ambassadorship.valid_until > since,
        )
        .order_by(Ambassadorship.valid_from)
        .limit(1)
    )


def holds_a_grant(session: Session, user_id: int) -> bool:
    """Whether a user was ever given a role."""
    return bool(session.scalar(select(exists().where(Grant.user_id == user_id))))


@dataclass(frozen=True, slots=True)
class KnownForImport:
    """What is known before an import: ids by code, periods of departments, ambassadorships by their key."""

    initiatives: dict[str, int]
    people: dict[str, int]
    departments: dict[str, int]
    department_periods: dict[int, list[tuple[date, date]]]
    ambassadorships: dict[tuple[int, int, int], list[AmbassadorshipRow]]

    def department_exists(self, department_id: int, day: date) -> bool:
        """Whether there is such a department on `day`."""
        return any(start <= day < until for start, until in self.department_periods.get(department_id, ()))

    def begun(self, key: tuple[int, int, int], start: date) -> AmbassadorshipRow | None:
        """The ambassadorship (initiative, person, department) that begins on `start`."""
        return next((row for row in self.ambassadorships.get(key, ()) if row.valid_from == start), None)

    def person_code(self, person_id: int | None) -> str | None:
        """The code of a person by id."""
        return next((code for code, each in self.people.items() if each == person_id), None)


def known_for_import(session: Session) -> KnownForImport:
    """All that a file of ambassadorships is held against. Six queries."""
    periods: dict[int, list[tuple[date, date]]] = {}
    for department_id, start, until in session.execute(
        select(DepartmentVersion.department_id, DepartmentVersion.valid_from, DepartmentVersion.valid_until)
    ):
        periods.setdefault(department_id, []).append((start, until))
    known: dict[tuple[int, int, int], list[AmbassadorshipRow]] = {}
    for row in ambassadorships(session):
        known.setdefault((row.initiative_id, row.person_id, row.department_id), []).append(row)
    return KnownForImport(
        initiatives=dict(session.execute(select(Initiative.code, Initiative.id)).all()),
        people=dict(session.execute(select(Person.code, Person.id)).all()),
        departments=department_codes(session),
        department_periods=periods,
        ambassadorships=known,
    )


@dataclass(frozen=True, slots=True)
class NetworkPerson:
    """Somebody of the network: where they work today, and whether they have signed in before."""

    id: int
    name: str
    email: str | None
    department_id: int | None
    signs_in: bool


def network_people(session: Session, day: date, initiative_id: int | None = None) -> dict[int, NetworkPerson]:
    """Everybody of the network, stand-ins and who won them over too, of one initiative if asked; by id. One query."""
    mine = select(Ambassadorship.person_id)
    recruiters = select(Ambassadorship.recruited_by_id).where(Ambassadorship.recruited_by_id.is_not(None))
    stand_ins = select(AmbassadorshipStep.stand_in_id).join(Ambassadorship)
    if initiative_id is not None:
        mine = mine.where(Ambassadorship.initiative_id == initiative_id)
        recruiters = recruiters.where(Ambassadorship.initiative_id == initiative_id)
        stand_ins = stand_ins.where(Ambassadorship.initiative_id == initiative_id)
    rows = session.execute(
        select(Person.id, Person.name, Person.email, Placement.department_id, User.password_hash.is_not(None))
        .outerjoin(
            Placement,
            and_(Placement.person_id == Person.id, Placement.valid_from <= day, day < Placement.valid_until),
        )
        .outerjoin(User, User.person_id == Person.id)
        .where(
            or_(
                Person.id.in_(mine),
                Person.id.in_(recruiters),
                Person.id.in_(stand_ins.where(AmbassadorshipStep.stand_in_id.is_not(None))),
            )
        )
    )
    return {row[0]: NetworkPerson(*row) for row in rows}


def steps_since(session: Session, initiative_id: int, since: datetime) -> set[int]:
    """Ids of the ambassadorships of an initiative in which a step was set after `since`."""
    return set(
        session.scalars(
            select(AmbassadorshipStep.ambassadorship_id)
            .join(Ambassadorship)
            .where(Ambassadorship.initiative_id == initiative_id, AmbassadorshipStep.recorded_at > since)
        )
    )


def colleagues_of(session: Session, department_id: int, day: date) -> Sequence[PersonRow]:
    """The first people of a department, by name."""
    query = people_found("", day).where(Placement.department_id == department_id).limit(OFFERED)
    return [PersonRow(*row) for row in session.execute(query)]


def people_like(session: Session, words: str, day: date) -> Sequence[PersonRow]:
    """Who is meant by exactly these words, else the first people that they are found with."""
    exact = people_meant(session, words)
    query = people_found("" if exact else words, day)
    if exact:
        query = query.where(Person.id.in_([person.id for person in exact]))
    return [PersonRow(*row) for row in session.execute(query.limit(OFFERED))]


def signs_in(session: Session, person_id: int) -> bool:
    """Whether a person has an account that was signed in with before."""
    there = exists().where(User.person_id == person_id, User.password_hash.is_not(None))
    return bool(session.scalar(select(there)))
