"""Reads departments and people as they were on a day."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select
from sqlalchemy.orm import Session, aliased

from ambassadors.db import search_words, to_keep
from ambassadors.organisation.history import History, Passage, Quiet
from ambassadors.organisation.models import (
    Department,
    DepartmentVersion,
    Headcount,
    HeadcountUnit,
    Level,
    Need,
    Person,
    Placement,
    QuietPeriod,
    Succession,
)
from ambassadors.organisation.rules import DepartmentRow, Tree, grow, needs_ambassador


@dataclass(frozen=True, slots=True)
class PersonRow:
    """Somebody in the staff file with the department where they work on a day."""

    id: int
    code: str
    name: str
    email: str | None
    level: Level | None
    department_id: int | None
    department_code: str | None
    department_name: str | None


def tree_on(session: Session, day: date) -> Tree:
    """All departments that exist on `day`, in one query."""
    rows = session.execute(
        select(
            Department.id,
            Department.code,
            DepartmentVersion.name,
            DepartmentVersion.parent_id,
            Headcount.amount,
            Headcount.externals,
            Headcount.unit.is_not_distinct_from(HeadcountUnit.FTE),
        )
        .join(DepartmentVersion, DepartmentVersion.department_id == Department.id)
        .outerjoin(Headcount, and_(Headcount.department_id == Department.id, *_on(Headcount, day)))
        .where(*_on(DepartmentVersion, day))
    )
    return grow(DepartmentRow(*row) for row in rows)


def history(session: Session, initiative_id: int | None = None) -> History:
    """The organisation through time, with what was said (for one change too) of who needs an ambassador.

    Three queries.
    """
    versions = select(
        DepartmentVersion.valid_from,
        DepartmentVersion.valid_until,
        Department.id,
        Department.code,
        DepartmentVersion.name,
        DepartmentVersion.parent_id,
    ).join(Department, DepartmentVersion.department_id == Department.id)
    headcounts = select(
        Headcount.valid_from, Headcount.valid_until, Headcount.department_id, Headcount.amount, Headcount.externals
    )
    needs = select(
        Need.valid_from, Need.valid_until, Need.department_id, Need.initiative_id.is_not(None), Need.needed
    ).where(or_(Need.initiative_id == initiative_id, Need.initiative_id.is_(None)))
    return History(
        versions=tuple(to_keep(session.execute(versions))),
        headcounts=tuple(to_keep(session.execute(headcounts))),
        needs=tuple(to_keep(session.execute(needs))),
    )


def quiet_periods(session: Session) -> tuple[Quiet, ...]:
    """All quiet periods. One query."""
    return tuple(
        session.execute(
            select(QuietPeriod.valid_from, QuietPeriod.valid_until, QuietPeriod.department_id).order_by(
                QuietPeriod.id
            )
        )
    )


def passages(session: Session) -> tuple[Passage, ...]:
    """Every department that went over into another, the earliest first. One query."""
    query = select(Succession.on, Succession.from_id, Succession.to_id)
    return tuple(session.execute(query.order_by(Succession.on, Succession.from_id, Succession.to_id)))


def department_by_code(session: Session, code: str) -> Department | None:
    """The department with that code, whether or not it exists today."""
    return session.scalar(select(Department).where(Department.code == code))


def department_codes(session: Session) -> dict[str, int]:
    """Id of every department by its code, whether or not it exists today."""
    return dict(session.execute(select(Department.code, Department.id)).all())


def department_exists(session: Session, department_id: int, day: date) -> bool:
    """Whether there is such a department on `day`."""
    there = exists().where(DepartmentVersion.department_id == department_id, *_on(DepartmentVersion, day))
    return bool(session.scalar(select(there)))


def department_names(session: Session, ids: Iterable[int], day: date) -> dict[int, str]:
    """Name of some departments on `day`; where it does not exist then, its last name before, else its first."""
    wanted = list(ids)
    rows = session.execute(
        select(DepartmentVersion.department_id, DepartmentVersion.name, DepartmentVersion.valid_from)
        .where(DepartmentVersion.department_id.in_(wanted))
        .order_by(DepartmentVersion.department_id, DepartmentVersion.valid_from)
    )
    names: dict[int, str] = {}
    for department_id, name, valid_from in rows:
        if valid_from <= day or department_id not in names:
            names[department_id] = name
    return names


def departments_needing(session: Session, tree: Tree, initiative_id: int, day: date) -> set[int]:
    """Ids of the departments of `tree` that need an ambassador of their own for an initiative on `day`."""
    rows = session.execute(
        select(Need.department_id, Need.initiative_id, Need.needed).where(
            or_(Need.initiative_id == initiative_id, Need.initiative_id.is_(None)), *_on(Need, day)
        )
    )
    said: dict[tuple[int, bool], bool] = {
        (department_id, for_initiative is not None): needed for department_id, for_initiative, needed in rows
    }
    return {
        row.id
        for row in tree.rows
        if needs_ambassador(said.get((row.id, True)), said.get((row.id, False)), row.staff)
    }


def people_found(words: str, day: date) -> Select[int, str, str, str | None, Level | None, int, str, str]:
    """Query for people whose name, code or address, or whose department's name, holds every one of `words`."""
    query = _people(day)
    for word in search_words(words):
        query = query.where(
            or_(
                func.lower(Person.name).contains(word, autoescape=True),
                func.lower(Person.code).contains(word, autoescape=True),
                Person.email.contains(word, autoescape=True),
                func.lower(DepartmentVersion.name).contains(word, autoescape=True),
            )
        )
    return query.order_by(func.lower(Person.name), Person.id)


def departments_found(
    session: Session, words: str, day: date, most: int = 12
) -> list[tuple[int, str, str, str | None]]:
    """Id, code, name and parent's name of departments that exist on `day`, by code or by words of the name.

    One whose code or whole name is what was asked for is found alone; else at most `most`, by name.
    """
    asked = " ".join(search_words(words))
    if not asked:
        return []
    parent = aliased(DepartmentVersion)
    query = (
        select(Department.id, Department.code, DepartmentVersion.name, parent.name)
        .join(DepartmentVersion, DepartmentVersion.department_id == Department.id)
        .outerjoin(parent, and_(parent.department_id == DepartmentVersion.parent_id, *_on(parent, day)))
        .where(*_on(DepartmentVersion, day))
        .order_by(func.lower(DepartmentVersion.name), Department.code)
    )
    exactly = query.where(or_(func.lower(Department.code) == asked, func.lower(DepartmentVersion.name) == asked))
    found = session.execute(exactly.limit(most)).all()
    if not found:
        for word in asked.split():
            query = query.where(
                or_(
                    func.lower(DepartmentVersion.name).contains(word, autoescape=True),
                    func.lower(Department.code).contains(word, autoescape=True),
                )
            )
        found = session.execute(query.limit(most)).all()
    return [(each[0], each[1], each[2], each[3]) for each in found]


def person_row(session: Session, person_id: int, day: date) -> PersonRow | None:
    """One person with their department on `day`."""
    row = session.execute(_people(day).where(Person.id == person_id)).one_or_none()
    return PersonRow(*row) if row else None


def person_by_code(session: Session, code: str) -> Person | None:
    """The person with that code of the staff file."""
    return session.scalar(select(Person).where(Person.code == code))


def people_meant(session: Session, words: str) -> Sequence[Person]:
    """Who is meant by exactly these words: by code, else by address, else by whole name; by name and id."""
    for same in (
        Person.code == words,
        Person.email == words.lower(),
        or_(Person.name == words, func.lower(Person.name) == words.lower()),
    ):
        found = session.scalars(select(Person).where(same).order_by(Person.name, Person.id)).all()
        if found:
            return found
    return ()


def department_of(session: Session, person_id: int, day: date) -> int | None:
    """Id of the department where somebody works on `day`."""
    return session.scalar(
        select(Placement.department_id).where(Placement.person_id == person_id, *_on(Placement, day))
    )


def _people(day: date) -> Select[int, str, str, str | None, Level | None, int, str, str]:
    return (
        select(
            Person.id,
            Person.code,
            Person.name,
            Person.email,
            Person.level,
            Department.id,
            Department.code,
            DepartmentVersion.name,
        )
        .outerjoin(Placement, and_(Placement.person_id == Person.id, *_on(Placement, day)))
        .outerjoin(Department, Department.id == Placement.department_id)
        .outerjoin(
            DepartmentVersion,
            and_(DepartmentVersion.department_id == Department.id, *_on(DepartmentVersion, day)),
        )
    )


def _on(period: type[Any], day: date) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return period.valid_from <= day, day < period.valid_until
