"""What entries are held against, and named by in the trail: their change, kinds, ambassadors and departments."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import and_, bindparam, or_, select
from sqlalchemy.orm import Session

from ambassadors.activities.rules import Entry, Facts, said
from ambassadors.initiatives.models import ActivityKind, Audience, Initiative
from ambassadors.network.models import Ambassadorship, AmbassadorshipStep
from ambassadors.network.rules import Status, Step, serves, status_of, step_on
from ambassadors.organisation.models import Department, DepartmentVersion, Person

_CHANGE = (
    select(
        Initiative.code,
        Initiative.starts_on,
        Initiative.ends_on,
        ActivityKind.id,
        ActivityKind.code,
        ActivityKind.audience,
        ActivityKind.retired_on,
    )
    .outerjoin(
        ActivityKind,
        and_(
            ActivityKind.id.in_(bindparam("kinds", expanding=True)),
            or_(ActivityKind.initiative_id == Initiative.id, ActivityKind.initiative_id.is_(None)),
        ),
    )
    .where(Initiative.id == bindparam("initiative"))
)
_DOERS = (
    select(
        Ambassadorship.id,
        Person.id,
        Person.code,
        AmbassadorshipStep.status,
        AmbassadorshipStep.on,
        AmbassadorshipStep.until,
        AmbassadorshipStep.stand_in_id,
    )
    .join(Person, Ambassadorship.person_id == Person.id)
    .join(AmbassadorshipStep, AmbassadorshipStep.ambassadorship_id == Ambassadorship.id)
    .where(
        Ambassadorship.id.in_(bindparam("ambassadorships", expanding=True)),
        Ambassadorship.initiative_id == bindparam("initiative"),
    )
    .order_by(Ambassadorship.id, AmbassadorshipStep.number)
)
_DEPARTMENTS = (
    select(Department.id, Department.code, DepartmentVersion.valid_from, DepartmentVersion.valid_until)
    .join(DepartmentVersion, DepartmentVersion.department_id == Department.id)
    .where(Department.id.in_(bindparam("departments", expanding=True)))
)
# Stated once: to build a statement anew takes longer than the database needs to answer it.


class _Kind(NamedTuple):
    code: str
    audience: Audience
    retired_on: date | None


class Doer(NamedTuple):
    """An ambassadorship that an entry names: whose it is, and its steps."""

    person_id: int
    person_code: str
    steps: tuple[Step, ...]

    def serves_on(self, day: date) -> bool:
        """Whether it serves its department on `day`: see `network.rules.serves`."""
        return serves(step_on(self.steps, day), day)

    def is_of(self, person_id: int, day: date) -> bool:
        """Whether it is somebody's own, or they serve it on `day` as the stand-in."""
        step = step_on(self.steps, day)
        stands_in = status_of(step, day) is Status.PAUSED and serves(step, day)
        return self.person_id == person_id or bool(stands_in and step and step.stand_in_id == person_id)


@dataclass(frozen=True, slots=True)
class Context:
    """What is known of all that some entries of one change name; `departments` are codes and periods by id."""

    code: str
    starts_on: date
    ends_on: date | None
    kinds: Mapping[int, _Kind]
    doers: Mapping[int, Doer]
    departments: Mapping[int, str]
    periods: Mapping[int, Sequence[tuple[date, date]]]

    def facts(self, entry: Entry) -> Facts:
        """What is known of an entry's day."""
        day, kind = entry.on, self.kinds.get(entry.kind_id)
        in_use = kind is not None and (kind.retired_on is None or day < kind.retired_on)
        return Facts(
            starts_on=self.starts_on,
            ends_on=self.ends_on,
            audience=kind.audience.value if kind and in_use else None,
            serving=frozenset(id_ for id_, doer in self.doers.items() if doer.serves_on(day)),
            departments=frozenset(
                id_ for id_, periods in self.periods.items() if any(start <= day < until for start, until in periods)
            ),
        )

    def involves(self, person_id: int | None, entry: Entry) -> bool:
        """Whether somebody did it, for their own department or as a stand-in."""
        named = (self.doers.get(each) for each in entry.ambassadorship_ids)
        return person_id is not None and any(doer and doer.is_of(person_id, entry.on) for doer in named)

    def said(self, entry: Entry) -> dict[str, Any]:
        """What the trail keeps of an entry: codes and numbers."""
        doers = {id_: doer.person_code for id_, doer in self.doers.items()}
        return said(entry, self.kinds[entry.kind_id].code, doers, self.departments)


def context_of(session: Session, initiative_id: int, entries: Iterable[Entry]) -> Context:
    """The context of entries of one change. Three queries, however many entries."""
    entries = tuple(entries)
    change = session.execute(
        _CHANGE, {"initiative": initiative_id, "kinds": sorted({each.kind_id for each in entries})}
    ).all()
    named = sorted({each for entry in entries for each in entry.ambassadorship_ids})
    reached = sorted({each.department_id for entry in entries for each in entry.reaches})
    departments: dict[int, str] = {}
    periods: dict[int, list[tuple[date, date]]] = defaultdict(list)
    for id_, code, valid_from, valid_until in session.execute(_DEPARTMENTS, {"departments": reached}):
        departments[id_] = code
        periods[id_].append((valid_from, valid_until))
    return Context(
        *change[0][:3],
        kinds={row[3]: _Kind(*row[4:]) for row in change if row[3] is not None},
        doers=_doers(session, initiative_id, named),
        departments=departments,
        periods=periods,
    )


def _doers(session: Session, initiative_id: int, ids: Sequence[int]) -> dict[int, Doer]:
    people: dict[int, tuple[int, str]] = {}
    steps: dict[int, list[Step]] = defaultdict(list)
    asked = {"initiative": initiative_id, "ambassadorships": ids}
    for id_, person_id, person_code, status, on, until, stand_in_id in session.execute(_DOERS, asked):
        people[id_] = person_id, person_code
        steps[id_].append(Step(status, on, until, stand_in_id))
    return {id_: Doer(*person, tuple(steps[id_])) for id_, person in people.items()}
