"""Made-up organisations with departments of all sizes and a log of a year and a half, different by seed."""

from dataclasses import dataclass
from datetime import timedelta
from random import Random
from typing import Any

from ambassadors.activities.models import Reach
from tests.conftest import NOW, TODAY
from tests.factories import Factory


@dataclass(frozen=True)
class Town:
    """The change, its departments from the top down, and somebody who is ambassador of a small one."""

    change: Any
    departments: list[Any]
    insider: Any


def town(make: Factory, seed: int) -> Town:
    """Fifteen departments, six ambassadors, seventy activities, five signals."""
    random = Random(seed)
    change = make.initiative(code="DT", starts_on=TODAY - timedelta(days=560))
    departments: list[Any] = []
    for _ in range(15):
        parent = random.choice([None, *departments[:6]])
        staff = random.choice([0, 3, 4.5, 6, 8, 12, 25, 40, None])
        departments.append(make.department(parent=parent, staff=staff))
    ambassadors = [
        make.ambassadorship(change, each, since=TODAY - timedelta(days=random.randrange(20, 500)))
        for each in random.sample(departments, 6)
    ]
    for _ in range(70):
        _activity(make, random, random.choice(ambassadors), departments)
    for _ in range(5):
        at = NOW - timedelta(days=random.randrange(60))
        make.signal(change, random.choice(departments), make.user(), at=at)
    return Town(change, departments, ambassadors[0])


def _activity(make: Factory, random: Random, ambassador: Any, departments: list[Any]) -> None:
    kind = random.choice(["conversation", "workshop", "workshop", "newsletter"])
    activity = make.activity(ambassador, on=TODAY - timedelta(days=random.randrange(550)), kind=kind)
    for department in random.sample(departments, random.randrange(1, 4)):
        low = random.choice([None, 0, 1, 3, 8, 20])
        high = None if low is None else low + random.choice([0, 0, 4])
        first_timers = random.choice([None, 0, high])
        activity.reaches.append(
            Reach(department_id=department.id, low=low, high=high, first_timers=first_timers if high else None)
        )
    make.session.commit()
