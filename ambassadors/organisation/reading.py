"""Reads all that is known of departments and people over time: what an import or a reorganisation starts from."""

from collections.abc import Callable
from typing import Any, TypeVar

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from ambassadors.organisation.models import (
    Department,
    DepartmentVersion,
    Headcount,
    HeadcountUnit,
    Need,
    Person,
    Placement,
)
from ambassadors.organisation.reorganising import Known, Place, Staff
from ambassadors.organisation.staffing import KnownPerson
from ambassadors.organisation.timelines import Span, Timeline

Value = TypeVar("Value")


def read_departments(session: Session) -> dict[str, Known]:
    """Every department by its code, with its names, parents, staff and needs over time."""
    codes = {row.id: row.code for row in session.execute(select(Department.id, Department.code))}
    places = _timelines(
        session,
        _periods(DepartmentVersion, DepartmentVersion.name, DepartmentVersion.parent_id),
        lambda name, parent_id: Place(name, codes.get(parent_id)),
    )
    staff = _timelines(session, _periods(Headcount, Headcount.amount, Headcount.unit, Headcount.externals), _staff)
    needs = _timelines(session, _periods(Need, Need.needed).where(Need.initiative_id.is_(None)), bool)
    return {
        code: Known(
            places.get(each, Timeline()),
            staff.get(each, Timeline()),
            needs.get(each, Timeline()),
        )
        for each, code in codes.items()
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


def _periods(model: Any, *values: Any) -> Select[Any]:
    return select(model.department_id, model.id, model.valid_from, model.valid_until, *values)


def _timelines(session: Session, query: Select[Any], value: Callable[..., Value]) -> dict[int, Timeline[Value]]:
    spans: dict[int, list[Span[Value]]] = {}
    for department_id, row_id, start, end, *values in session.execute(query):
        spans.setdefault(department_id, []).append(Span(start, end, value(*values), row_id))
    return {department_id: Timeline(each) for department_id, each in spans.items()}


def _staff(amount: float, unit: HeadcountUnit, externals: float | None) -> Staff:
    return Staff(amount, unit.value, externals)
