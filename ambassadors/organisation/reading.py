"""Reads all that is known of departments and people over time: what an import or a reorganisation starts from."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session, aliased

from ambassadors.organisation.models import (
    Department,
    DepartmentVersion,
    Headcount,
    HeadcountUnit,
    Need,
    Person,
    Placement,
    Succession,
)
from ambassadors.organisation.reorganising import Known, Place, Staff
from ambassadors.organisation.staffing import KnownPerson
from ambassadors.organisation.timelines import Span, Timeline

Value = TypeVar("Value")


def read_departments(session: Session, only: int | None = None) -> dict[str, Known]:
    """Every department by its code (or `only` the one with that id), with all that is known over time."""
    codes = {row.id: row.code for row in session.execute(select(Department.id, Department.code))}

    def read(model: Any, value: Callable[..., Value], *columns: Any) -> dict[int, Timeline[Value]]:
        query = select(model.department_id, model.id, model.valid_from, model.valid_until, *columns)
        if model is Need:
            query = query.where(Need.initiative_id.is_(None))
        return _timelines(session, query if only is None else query.where(model.department_id == only), value)

    places = read(
        DepartmentVersion,
        lambda name, parent_id: Place(name, codes.get(parent_id)),
        DepartmentVersion.name,
        DepartmentVersion.parent_id,
    )
    staff = read(Headcount, _staff, Headcount.amount, Headcount.unit, Headcount.externals)
    needs = read(Need, bool, Need.needed)
    return {
        code: Known(places.get(each, Timeline()), staff.get(each, Timeline()), needs.get(each, Timeline()))
        for each, code in codes.items()
        if only in (None, each)
    }


def read_people(session: Session) -> dict[str, KnownPerson]:
    """Everybody in the staff file by their code, with where they worked over time."""
    rows = session.execute(
        select(Placement.person_id, Placement.id, Placement.valid_from, Placement.valid_until, Department.code).join(
            Department, Placement.department_id == Department.id
        )
    )
    spans: dict[int, list[Span[str]]] = {}
    for person_id, row_id, start, end, code in rows:
        spans.setdefault(person_id, []).append(Span(start, end, code, row_id))
    people = session.execute(select(Person.code, Person.id, Person.name, Person.email, Person.level))
    return {
        code: KnownPerson(person_id, name, email, level, Timeline(spans.get(person_id, ())))
        for code, person_id, name, email, level in people
    }


def person_codes(session: Session) -> dict[str, int]:
    """Id of everybody in the staff file by their code."""
    return dict(session.execute(select(Person.code, Person.id)).all())


@dataclass(frozen=True, slots=True)
class Passage:
    """A department went over into another on a day; both by code."""

    source: str
    target: str
    on: date


def passages(session: Session, department_id: int) -> list[Passage]:
    """What went over into a department, and into what it went over itself, the latest first."""
    before, after = aliased(Department), aliased(Department)
    rows = session.execute(
        select(before.code, after.code, Succession.on)
        .join(before, Succession.from_id == before.id)
        .join(after, Succession.to_id == after.id)
        .where(or_(Succession.from_id == department_id, Succession.to_id == department_id))
        .order_by(Succession.on.desc(), before.code, after.code)
    )
    return [Passage(*row) for row in rows]


def _timelines(session: Session, query: Select[Any], value: Callable[..., Value]) -> dict[int, Timeline[Value]]:
    spans: dict[int, list[Span[Value]]] = {}
    for department_id, row_id, start, end, *values in session.execute(query):
        spans.setdefault(department_id, []).append(Span(start, end, value(*values), row_id))
    return {department_id: Timeline(each) for department_id, each in spans.items()}


def _staff(amount: float, unit: HeadcountUnit, externals: float | None) -> Staff:
    return Staff(amount, unit.value, externals)
