"""What line managers agreed: so many hours a month, until a day. It protects the time of an ambassador."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from ambassadors.network.models import Ambassadorship, HoursAgreement
from ambassadors.network.rules import expires_soon, may_undo, problem_with_hours
from ambassadors.network.service import Recorder
from ambassadors.organisation.models import Level, Person, Placement
from ambassadors.organisation.queries import PersonRow, people_found, tree_on
from ambassadors.refusals import CHANGED_MEANWHILE, Refused
from ambassadors.security.service import record

USUAL_HOURS = 4
MOST_MANAGERS = 6
"""How many line managers a form offers to pick from."""


@dataclass(frozen=True, slots=True)
class HoursRow:
    """An agreement as pages show it; `until` is the first day on which it no longer holds."""

    ambassadorship_id: int
    line_manager_id: int
    line_manager: str
    line_manager_email: str | None
    hours: int
    on: date
    until: date
    recorded_at: datetime

    def ends_soon(self, day: date) -> bool:
        """Whether it ends within six weeks after `day`, or has ended."""
        return expires_soon(self.until, day)

    def is_over(self, day: date) -> bool:
        """Whether it holds no longer on `day`."""
        return self.until <= day


@dataclass(frozen=True, slots=True)
class Agreed:
    """What a form tells of an agreement."""

    line_manager_id: int
    hours: int
    on: date
    until: date


def hours_of(session: Session, ambassadorship_ids: Collection[int]) -> dict[int, HoursRow]:
    """The agreement that holds of each of some ambassadorships, by its id: the one recorded last. One query."""
    last = (
        select(func.max(HoursAgreement.id))
        .where(HoursAgreement.ambassadorship_id.in_(ambassadorship_ids))
        .group_by(HoursAgreement.ambassadorship_id)
    )
    return _by_ambassadorship(session, last)


def hours_in(session: Session, initiative_id: int) -> dict[int, HoursRow]:
    """The agreement that holds of each ambassadorship of an initiative, by its id. One query."""
    last = (
        select(func.max(HoursAgreement.id))
        .join(Ambassadorship)
        .where(Ambassadorship.initiative_id == initiative_id)
        .group_by(HoursAgreement.ambassadorship_id)
    )
    return _by_ambassadorship(session, last)


def _by_ambassadorship(session: Session, ids: Select[int]) -> dict[int, HoursRow]:
    rows = session.execute(
        select(
            HoursAgreement.ambassadorship_id,
            HoursAgreement.line_manager_id,
            Person.name,
            Person.email,
            HoursAgreement.hours,
            HoursAgreement.on,
            HoursAgreement.until,
            HoursAgreement.recorded_at,
        )
        .join(Person, HoursAgreement.line_manager_id == Person.id)
        .where(HoursAgreement.id.in_(ids))
    )
    return {row[0]: HoursRow(*row) for row in rows}


def agree(session: Session, known: Ambassadorship, version: int, agreed: Agreed, recorder: Recorder) -> None:
    """Record what a line manager agreed; what was agreed before stays on record.

    Raises Refused `hours_out_of_range`, `in_the_future`, `agreement_over`, `manager_self`, `changed_meanwhile`.
    """
    if known.version != version:
        raise Refused(CHANGED_MEANWHILE)
    if agreed.line_manager_id == known.person_id:
        raise Refused("manager_self", "who")
    problem = problem_with_hours(agreed.hours, agreed.until, agreed.on, recorder.today)
    if problem:
        raise Refused(*problem)
    known.agreements.append(
        HoursAgreement(
            line_manager_id=agreed.line_manager_id,
            hours=agreed.hours,
            on=agreed.on,
            until=agreed.until,
            recorded_at=recorder.now,
            recorded_by=recorder.user_id,
        )
    )
    _changed(session, known, "agreed_hours", recorder)


def take_back(session: Session, known: Ambassadorship, version: int, recorder: Recorder) -> None:
    """Take back the agreement that was recorded last, if that is less than a day ago; raises Refused."""
    if known.version != version:
        raise Refused(CHANGED_MEANWHILE)
    if not known.agreements or not may_undo(known.agreements[-1].recorded_at, recorder.now):
        raise Refused("undo_too_late")
    known.agreements.pop()
    _changed(session, known, "took_back_hours", recorder)


def _changed(session: Session, known: Ambassadorship, action: str, recorder: Recorder) -> None:
    # The version tells that somebody else changed something, also where only an agreement did.
    flag_modified(known, "valid_until")
    record(session, recorder.user_id, action, "ambassadorship", known.id, recorder.now)
    session.flush()


def proposal(last: HoursRow | None, today: date) -> dict[str, date | int]:
    """What the form holds when it is opened: the same once more for a year, or the usual hours for a year."""
    start = max(today, last.until) if last else today
    held: dict[str, date | int] = {"hours": USUAL_HOURS, "on": today, "until": start + timedelta(days=365)}
    if last:
        held |= {"hours": last.hours, "person": last.line_manager_id}
    return held


def managers_near(session: Session, department_id: int, day: date, first: int | None = None) -> list[PersonRow]:
    """Line managers of a department and those above it, the nearest first; `first` before all of them."""
    tree = tree_on(session, day)
    near = [department_id]
    if department_id in tree.by_id:
        near += [row.id for row in tree.ancestors(department_id)]
    query = people_found("", day).where(_leads(near) | (Person.id == first))
    people = [PersonRow(*row) for row in session.execute(query)]
    return sorted(people, key=lambda each: _nearness(each, near, first))[:MOST_MANAGERS]


def _leads(departments: Iterable[int]) -> ColumnElement[bool]:
    return Person.level.in_((Level.MANAGER, Level.DIRECTOR, Level.BOARD)) & Placement.department_id.in_(departments)


def _nearness(person: PersonRow, near: list[int], first: int | None) -> tuple[bool, int]:
    place = near.index(person.department_id) if person.department_id in near else len(near)
    return person.id != first, place
