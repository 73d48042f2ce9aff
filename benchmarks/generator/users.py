"""Four people who can sign in, one of each role, so that pages can be looked at as each of them."""

from collections.abc import Iterator
from datetime import date

from ambassadors.security.policy import Role
from benchmarks.generator.columns import Rows, records
from benchmarks.generator.initiatives import MAIN
from benchmarks.generator.organisation import ENDLESS, OPEN
from benchmarks.generator.sizes import Plan

CHANGE_MANAGER, KERNGROEP, AMBASSADOR, EMPLOYEE = 1, 2, 3, 4
"""Their ids."""

_NAMES = {CHANGE_MANAGER: "manager", KERNGROEP: "kerngroep", AMBASSADOR: "ambassadeur", EMPLOYEE: "medewerker"}


def user_rows(plan: Plan, ambassador: int) -> Iterator[Rows]:
    """The users and what was granted to them; `ambassador` is the place of the person who is the third."""
    created = f"{date.fromordinal(plan.first).isoformat()} 08:00:00.000000"
    yield records(
        "user",
        ("id", "email", "name", "person_id", "session_epoch", "created_at"),
        [
            (
                number,
                f"{name}@organisatie.example",
                name,
                ambassador + 1 if number == AMBASSADOR else None,
                0,
                created,
            )
            for number, name in _NAMES.items()
        ],
    )
    always = (date.fromordinal(OPEN).isoformat(), date.fromordinal(ENDLESS).isoformat())
    yield records(
        "grant",
        ("id", "user_id", "role", "initiative_id", "valid_from", "valid_until"),
        [
            (1, CHANGE_MANAGER, Role.CHANGE_MANAGER.value, None, *always),
            (2, KERNGROEP, Role.KERNGROEP.value, MAIN.id, *always),
        ],
    )
