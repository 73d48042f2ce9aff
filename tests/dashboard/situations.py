"""Organisations and changes of which there is little to tell, or that have an odd shape; ZORG is always in them."""

from collections.abc import Callable
from datetime import timedelta

from ambassadors.organisation.models import Department, DepartmentVersion, Headcount
from tests.conftest import TODAY
from tests.factories import Factory

STARTED = TODAY - timedelta(days=400)


def one_department(make: Factory) -> None:
    make.initiative(code="DT")
    make.department("Zorg", staff=20, code="ZORG")


def two_departments(make: Factory, staff: float | None = 20, reached: tuple | None = None) -> None:
    """Zorg has an ambassador, who met so many colleagues there; Wonen has none."""
    change = make.initiative(code="DT")
    zorg = make.department("Zorg", staff=staff, code="ZORG")
    make.department("Wonen", staff=None if staff is None else 30)
    ambassador = make.ambassadorship(change, zorg)
    if reached:
        make.activity(ambassador, zorg, reached=reached)


def nobody_reached(make: Factory) -> None:
    two_departments(make)


def more_participants_than_staff(make: Factory) -> None:
    two_departments(make, reached=(45, 45, None))


def number_of_participants_not_known(make: Factory) -> None:
    two_departments(make, reached=(None, None, None))


def number_of_staff_not_known(make: Factory) -> None:
    two_departments(make, staff=None, reached=(5, 5, None))


def hired_staff_only(make: Factory) -> None:
    change = make.initiative(code="DT")
    zorg = make.department("Zorg", staff=None, code="ZORG")
    make.session.add(Headcount(department_id=zorg.id, amount=0, externals=12))
    make.session.commit()
    make.activity(make.ambassadorship(change, zorg), zorg)


def starts_tomorrow(make: Factory) -> None:
    make.initiative(code="DT", starts_on=TODAY + timedelta(days=1))
    make.department("Zorg", staff=20, code="ZORG")


def before_it_began(make: Factory) -> None:
    make.initiative(code="DT", starts_on=STARTED)
    make.department("Zorg", staff=20, code="ZORG")


def twelve_deep(make: Factory) -> None:
    change, above = make.initiative(code="DT"), None
    for layer in range(11):
        above = make.department(f"Laag {layer}", above, staff=12)
    zorg = make.department("Zorg", above, staff=12, code="ZORG")
    make.activity(make.ambassadorship(change, zorg), zorg)


def two_thousand_under_one(make: Factory) -> None:
    change, top = make.initiative(code="DT"), make.department("Gemeente", staff=None)
    zorg = make.department("Zorg", top, staff=12, code="ZORG")
    made = [Department(code=f"T{number}") for number in range(1999)]
    make.session.add_all(made)
    make.session.flush()
    for number, each in enumerate(made):
        named = DepartmentVersion(department_id=each.id, name=f"Team {number:04}", parent_id=top.id)
        make.session.add_all([named, Headcount(department_id=each.id, amount=12)])
    make.session.commit()
    make.activity(make.ambassadorship(change, zorg), zorg)


def three_of_staff(make: Factory) -> None:
    change = make.initiative(code="DT")
    zorg = make.department("Zorg", staff=3, code="ZORG")
    make.department("Wonen", staff=40)
    make.activity(make.ambassadorship(change, zorg), zorg, reached=(2, 2, None))


def three_in_all(make: Factory) -> None:
    change = make.initiative(code="DT")
    zorg = make.department("Zorg", staff=3, code="ZORG")
    make.activity(make.ambassadorship(change, zorg), zorg, reached=(2, 2, None))


def no_departments(make: Factory) -> None:
    make.initiative(code="DT")


Situation = Callable[[Factory], None]
