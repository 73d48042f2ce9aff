"""Reads what the start page shows, from the rooms below."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from sqlalchemy import exists, func, or_, select
from sqlalchemy.orm import Session

from ambassadors.accounts.models import Grant
from ambassadors.activities.models import Activity, Reach
from ambassadors.activities.nothing import LATELY
from ambassadors.initiatives.models import ActivityKind, Audience, Initiative
from ambassadors.network.queries import AmbassadorshipRow
from ambassadors.network.rules import Status
from ambassadors.organisation.models import Department
from ambassadors.organisation.queries import department_names
from ambassadors.security.policy import Role


@dataclass(frozen=True, slots=True)
class OwnDepartment:
    """A department that somebody serves, and when colleagues there last took part in something.

    `stands_in_for` names the ambassador on a break whom they replace. `may_be_quiet` where one can say that there is
    nothing to report: it is served by somebody now, and had no contact lately.
    """

    ambassadorship_id: int
    may_be_quiet: bool
    name: str
    code: str
    initiative_id: int
    paused: bool
    stands_in_for: str | None
    last_contact: date | None


class FirstSteps(NamedTuple):
    """What of a new installation is there already."""

    organisation: bool
    initiative: bool
    change_manager: bool


def first_steps(session: Session, today: date) -> FirstSteps:
    """Whether there is an organisation, a change, and somebody who runs one. One query."""
    manages = (Grant.role == Role.CHANGE_MANAGER, Grant.valid_from <= today, today < Grant.valid_until)
    row = session.execute(
        select(exists(select(Department.id)), exists(select(Initiative.id)), exists(select(Grant.id).where(*manages)))
    ).one()
    return FirstSteps(*row)


def own_departments(
    session: Session, rows: Iterable[AmbassadorshipRow], person_id: int, today: date
) -> list[OwnDepartment]:
    """The departments of those of `rows` that are somebody's task today, the longest held first. Three queries."""
    held = [row for row in rows if row.is_task_of(person_id, today)]
    if not held:
        return []
    ids = {row.department_id for row in held}
    names = department_names(session, ids, today)
    codes = dict(session.execute(select(Department.id, Department.code).where(Department.id.in_(ids))).all())
    last = last_contacts(session, ids, today)
    lately = {key for key, on in last.items() if on >= today - LATELY}
    return [
        OwnDepartment(
            ambassadorship_id=row.id,
            may_be_quiet=row.serves_on(today) and (row.initiative_id, row.department_id) not in lately,
            name=names[row.department_id],
            code=codes[row.department_id],
            initiative_id=row.initiative_id,
            paused=row.person_id == person_id and row.status_on(today) is Status.PAUSED,
            stands_in_for=row.person_name if row.person_id != person_id else None,
            last_contact=last.get((row.initiative_id, row.department_id)),
        )
        for row in held
    ]


def last_contacts(session: Session, department_ids: Collection[int], today: date) -> dict[tuple[int, int], date]:
    """Day of the last contact activity that somebody came to, by initiative and department."""
    rows = session.execute(
        select(Activity.initiative_id, Reach.department_id, func.max(Activity.on))
        .join(Activity, Reach.activity_id == Activity.id)
        .join(ActivityKind, Activity.kind_id == ActivityKind.id)
        .where(
            Reach.department_id.in_(department_ids),
            ActivityKind.audience == Audience.CONTACT,
            Activity.undone_at.is_(None),
            Activity.on <= today,
            or_(Reach.high.is_(None), Reach.high > 0),
        )
        .group_by(Activity.initiative_id, Reach.department_id)
    )
    return {(initiative_id, department_id): on for initiative_id, department_id, on in rows}
