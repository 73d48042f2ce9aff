"""Who is near: whoever serves a department, or else the nearest department above it."""

from collections.abc import Iterable, Mapping
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from ambassadors.network.queries import AmbassadorshipRow, ambassadorships
from ambassadors.organisation.models import Person
from ambassadors.organisation.queries import tree_on
from ambassadors.organisation.rules import Tree

Served = Mapping[int, set[int]]
"""Ids of the people who serve a department, by its id."""


def nearest_ambassadors(
    session: Session, initiative_id: int, department_id: int, today: date, but: int | None = None
) -> dict[int, str]:
    """Name by id of the people who serve a department or the nearest above it; nobody if there are none.

    Not `but`, the person who asks for them.
    """
    served = people_serving(ambassadorships(session, initiative_id), today)
    people = nearest(tree_on(session, today), department_id, served, but)
    if not people:
        return {}
    return dict(
        session.execute(select(Person.id, Person.name).where(Person.id.in_(people)).order_by(Person.name)).all()
    )


def people_serving(rows: Iterable[AmbassadorshipRow], today: date) -> Served:
    """Who serves each department today; during a break that is the stand-in."""
    people: dict[int, set[int]] = {}
    for row in rows:
        server = row.server_on(today)
        if server is not None:
            people.setdefault(row.department_id, set()).add(server)
    return people


def nearest(tree: Tree, department_id: int, served: Served, but: int | None = None) -> set[int]:
    """The people who serve the department, or else the nearest above it that anybody serves; not `but`."""
    others = {unit: people - {but} for unit, people in served.items() if people - {but}}
    unit = tree.nearest(department_id, others)
    return others[unit.id] if unit else set()
