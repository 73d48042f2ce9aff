"""What somebody holds in the network themselves, and what they are asked: for the start page and the page to join."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ambassadors.initiatives.models import Initiative
from ambassadors.network.hours import HoursRow, hours_of
from ambassadors.network.models import AmbassadorshipStep
from ambassadors.network.queries import AmbassadorshipRow
from ambassadors.network.rules import (
    IN_OFFICE,
    UNDO_WITHIN,
    WAITING,
    Status,
    answer_by,
    pause_to_answer,
    step_on,
)
from ambassadors.organisation.models import Person
from ambassadors.organisation.queries import department_names


@dataclass(frozen=True, slots=True)
class OwnSeat:
    """One's own ambassadorship today. `pause_ends` is set while it must be told what comes after a pause.

    `may_undo` is whether the last step was a choice of one's own that can be taken back.
    """

    id: int
    version: int
    initiative: Initiative
    department: str
    status: Status
    began: date
    since: date
    until: date | None
    stand_in: str | None
    named_by: str | None
    answer_by: date | None
    pause_ends: date | None
    hours: HoursRow | None
    hours_due: bool
    may_undo: bool

    @property
    def asks(self) -> bool:
        """Whether an answer of one's own is waited for."""
        return self.status in {Status.NAMED, Status.ASKED} or self.pause_ends is not None

    @property
    def in_office(self) -> bool:
        """Whether it is agreed and not ended."""
        return self.status in IN_OFFICE


def own_seats(
    session: Session,
    rows: Iterable[AmbassadorshipRow],
    initiatives: Mapping[int, Initiative],
    person_id: int,
    user_id: int,
    today: date,
    now: datetime,
) -> list[OwnSeat]:
    """Those of `rows` that are somebody's own and not ended, or ended by themselves just now. Four queries."""
    mine = [row for row in rows if row.person_id == person_id and row.initiative_id in initiatives]
    if not mine:
        return []
    ids = [row.id for row in mine]
    fresh = _chosen_lately(session, ids, user_id, now)
    mine = [row for row in mine if row.status_on(today) is not Status.ENDED or row.id in fresh]
    departments = department_names(session, {row.department_id for row in mine}, today)
    people = _names(session, {each for row in mine for each in (row.recruited_by_id, _stand_in(row, today)) if each})
    agreed = hours_of(session, ids)
    return [
        _own(row, initiatives[row.initiative_id], departments, people, agreed.get(row.id), row.id in fresh, today)
        for row in mine
    ]


def _own(
    row: AmbassadorshipRow,
    initiative: Initiative,
    departments: Mapping[int, str],
    people: Mapping[int, str],
    hours: HoursRow | None,
    fresh: bool,
    today: date,
) -> OwnSeat:
    step = step_on(row.steps, today) or row.steps[0]
    status = row.status_on(today) or step.status
    return OwnSeat(
        id=row.id,
        version=row.version,
        initiative=initiative,
        department=departments[row.department_id],
        status=status,
        began=row.began,
        since=step.on,
        until=step.until if status is Status.PAUSED else None,
        stand_in=people.get(_stand_in(row, today) or 0),
        named_by=people.get(row.recruited_by_id or 0),
        answer_by=answer_by(step.on) if status in WAITING else None,
        pause_ends=pause_to_answer(step, today) if status in IN_OFFICE else None,
        hours=hours if status in IN_OFFICE else None,
        hours_due=hours is not None and status in IN_OFFICE and hours.ends_soon(today),
        may_undo=fresh and len(row.steps) > 1,
    )


def _stand_in(row: AmbassadorshipRow, today: date) -> int | None:
    step = step_on(row.steps, today)
    return step.stand_in_id if step and row.status_on(today) is Status.PAUSED else None


def _chosen_lately(session: Session, ids: list[int], user_id: int, now: datetime) -> set[int]:
    last = (
        select(func.max(AmbassadorshipStep.id))
        .where(AmbassadorshipStep.ambassadorship_id.in_(ids))
        .group_by(AmbassadorshipStep.ambassadorship_id)
    )
    return set(
        session.scalars(
            select(AmbassadorshipStep.ambassadorship_id).where(
                AmbassadorshipStep.id.in_(last),
                AmbassadorshipStep.recorded_by == user_id,
                AmbassadorshipStep.recorded_at > now - UNDO_WITHIN,
                AmbassadorshipStep.status.not_in(WAITING),
            )
        )
    )


def _names(session: Session, ids: set[int]) -> dict[int, str]:
    return dict(session.execute(select(Person.id, Person.name).where(Person.id.in_(ids))).all())
