"""What the staff file keeps about a person, and how rows of other rooms name a department or a colleague."""

from typing import Any

from flask_babel import lazy_gettext as _
from sqlalchemy import ScalarSelect, select

from ambassadors.organisation.models import DepartmentVersion, Person, Placement
from ambassadors.security.kept import PERSON, Kept


def department_named(department_id: Any) -> ScalarSelect[str]:
    """The last name of the department with the id in a column."""
    return (
        select(DepartmentVersion.name)
        .where(DepartmentVersion.department_id == department_id)
        .order_by(DepartmentVersion.valid_from.desc())
        .limit(1)
        .scalar_subquery()
    )


def person_named(person_id: Any) -> ScalarSelect[str]:
    """The name of the person with the id in a column."""
    return select(Person.name).where(Person.id == person_id).scalar_subquery()


KEPT = (
    Kept(
        "staff_file",
        _("You in the staff file."),
        select(Person.code, Person.name, Person.email, Person.level).where(Person.id == PERSON),
    ),
    Kept(
        "placements",
        _("Where you work and worked."),
        select(
            department_named(Placement.department_id).label("department"),
            Placement.valid_from,
            Placement.valid_until,
        )
        .where(Placement.person_id == PERSON)
        .order_by(Placement.valid_from),
    ),
)
