"""Writes the organisation: what an import or a form worked out becomes rows."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, TypeVar

from sqlalchemy import delete, insert, update
from sqlalchemy.orm import Session

from ambassadors.db import BEGINNING, Base, lock_for_write
from ambassadors.imports.service import LOCK
from ambassadors.organisation.models import (
    Department,
    DepartmentVersion,
    Headcount,
    Need,
    Person,
    Placement,
    Succession,
)
from ambassadors.organisation.queries import department_codes
from ambassadors.organisation.reading import person_codes, read_departments
from ambassadors.organisation.reorganising import Known, Place, Reorganisation, Staff, Wish
from ambassadors.organisation.staffing import KnownPerson
from ambassadors.organisation.timelines import Timeline
from ambassadors.refusals import CHANGED_MEANWHILE, Refused
from ambassadors.security.service import record

Value = TypeVar("Value")

FIELDS = {
    "name": "name",
    "parent_code": "parent",
    "headcount": "headcount",
    "valid_from": "since",
    "valid_until": "on",
}
"""The field of the form for each column of the import that an obstacle may hang on."""


@dataclass(frozen=True, slots=True)
class Editor:
    """Who changes something: the user, when, and what they saw (see Known.fingerprint)."""

    user_id: int
    now: datetime
    today: date
    seen: int


def add(session: Session, wish: Wish, editor: Editor) -> None:
    """Add a department; raises Refused `code_taken`, or as `change` does."""
    lock_for_write(session, LOCK)
    departments = read_departments(session)
    if wish.code in departments:
        raise Refused("code_taken", "code")
    _grant(session, departments, wish, editor)
    record(session, editor.user_id, "added", "department", department_codes(session)[wish.code], editor.now)


def change(session: Session, wish: Wish, editor: Editor) -> None:
    """Change a department from `wish.since`.

    Raises Refused `changed_meanwhile`, or with the code of what stands in the way (see reorganising.Obstacle).
    """
    departments, department_id = _opened(session, wish.code, editor)
    _grant(session, departments, wish, editor)
    record(session, editor.user_id, "changed", "department", department_id, editor.now, since=str(wish.since))


def close(session: Session, code: str, on: date, successors: Sequence[str], editor: Editor) -> None:
    """End a department, and say into which departments it went over.

    Raises Refused `not_there` (it does not run up to that day), `unknown_successor`, `successor_itself`, or as
    `change` does.
    """
    departments, department_id = _opened(session, code, editor)
    place = departments[code].places.on(on - timedelta(days=1)) if on > BEGINNING else None
    if place is None:
        raise Refused("not_there", "on")
    for successor in successors:
        if successor == code:
            raise Refused("successor_itself", "successors")
        if successor not in departments or departments[successor].places.on(on) is None:
            raise Refused("unknown_successor", "successors", value=successor)
    _grant(session, departments, Wish(0, code, place, since=on, until=on), editor)
    ids = department_codes(session)
    passed = [
        {"from_id": department_id, "to_id": ids[successor], "on": on} for successor in dict.fromkeys(successors)
    ]
    _insert(session, Succession, passed)
    record(session, editor.user_id, "closed", "department", department_id, editor.now, on=str(on))


def _opened(session: Session, code: str, editor: Editor) -> tuple[dict[str, Known], int]:
    lock_for_write(session, LOCK)
    departments = read_departments(session)
    if departments[code].fingerprint != editor.seen:
        raise Refused(CHANGED_MEANWHILE)
    return departments, department_codes(session)[code]


def _grant(session: Session, departments: dict[str, Known], wish: Wish, editor: Editor) -> None:
    work = Reorganisation(departments, editor.today)
    work.grant([wish])
    for obstacle in work.obstacles:
        raise Refused(obstacle.code.value, FIELDS[obstacle.field], **obstacle.params)
    write_departments(session, work.departments)
    session.flush()


def write_departments(session: Session, departments: Mapping[str, Known]) -> None:
    """Write what differs from what was read, departments that are new first."""
    ids = department_codes(session)
    _insert(session, Department, [{"code": code} for code in departments if code not in ids])
    ids = department_codes(session)

    def place(value: Place) -> dict[str, Any]:
        return {"name": value.name, "parent_id": ids[value.parent] if value.parent else None}

    of = {ids[code]: known for code, known in departments.items()}
    _write_spans(session, DepartmentVersion, "department_id", {key: each.places for key, each in of.items()}, place)
    _write_spans(session, Headcount, "department_id", {key: each.staff for key, each in of.items()}, _staff)
    _write_spans(session, Need, "department_id", {key: each.needs for key, each in of.items()}, _need)


def write_people(session: Session, people: Mapping[str, KnownPerson], changed: Iterable[str]) -> None:
    """Write the people with the codes `changed`, new ones among them, and where they work."""
    rows = [{"code": code, **_person(people[code])} for code in changed if people[code].id is None]
    _insert(session, Person, rows)
    known = [{"id": each.id, **_person(each)} for each in map(people.__getitem__, changed) if each.id is not None]
    _update(session, Person, known)
    ids, departments = person_codes(session), department_codes(session)
    placements = {ids[code]: people[code].departments for code in changed}
    _write_spans(session, Placement, "person_id", placements, lambda code: {"department_id": departments[code]})


def _staff(value: Staff) -> dict[str, Any]:
    return {"amount": value.amount, "unit": value.unit, "externals": value.externals}


def _need(value: bool) -> dict[str, Any]:
    return {"needed": value, "initiative_id": None}


def _person(person: KnownPerson) -> dict[str, Any]:
    return {"name": person.name, "email": person.email, "level": person.level}


def _write_spans(
    session: Session,
    model: type[Base],
    subject: str,
    timelines: Mapping[int, Timeline[Value]],
    columns: Callable[[Value], dict[str, Any]],
) -> None:
    """Write the edits of timelines: first those that make room, then those that take it."""
    dropped = [row_id for timeline in timelines.values() for row_id in timeline.dropped]
    _delete(session, model, dropped)
    known: list[dict[str, Any]] = []
    new: list[dict[str, Any]] = []
    for subject_id, timeline in timelines.items():
        for span in timeline.edits:
            row = {"valid_from": span.start, "valid_until": span.end, **columns(span.value)}
            if span.id is None:
                new.append({subject: subject_id, **row})
            else:
                known.append({"id": span.id, **row})
    _update(session, model, known)
    _insert(session, model, new)


def _insert(session: Session, model: type[Base], rows: list[dict[str, Any]]) -> None:
    if rows:
        session.execute(insert(model), rows)


def _update(session: Session, model: type[Base], rows: list[dict[str, Any]]) -> None:
    if rows:
        session.execute(update(model), rows)


def _delete(session: Session, model: type[Base], ids: list[int]) -> None:
    if ids:
        session.execute(delete(model).where(model.__table__.c.id.in_(ids)))
