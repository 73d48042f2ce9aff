"""Three changes: one that nearly everything is about, and two that are younger."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import numpy as np

from benchmarks.generator.columns import Rows, days, dice_for, records, rows
from benchmarks.generator.organisation import ENDLESS, OPEN, Organisation
from benchmarks.generator.sizes import Plan


@dataclass(frozen=True, slots=True)
class Initiative:
    """A change: when it begins, as a share of the whole time; its share of the activities and of the departments."""

    id: int
    code: str
    name: str
    type_of_change: str | None
    begins_at: float
    activities: float
    departments: float


INITIATIVES = (
    Initiative(1, "DT", "Duidelijke taal", "divergent", 0.0, 0.7, 0.85),
    Initiative(2, "TG", "Toegankelijk voor iedereen", "close", 0.3, 0.2, 0.4),
    Initiative(3, "DV", "Digitaal vaardig", None, 0.5, 0.1, 0.25),
)
MAIN = INITIATIVES[0]

_PRINCIPLES = ("Elke brief is in gewone taal", "Lezers lezen mee", "Eerst het antwoord, dan de uitleg")


def initiative_rows(plan: Plan, made: Organisation) -> Iterator[Rows]:
    """The changes, the principles of the oldest, and where its rule “one per department” does not hold."""
    yield records(
        "initiative",
        ("id", "code", "name", "type_of_change", "starts_on", *_THRESHOLDS, "version"),
        [
            (each.id, each.code, each.name, each.type_of_change, _day(plan, each), *_THRESHOLDS.values(), 1)
            for each in INITIATIVES
        ],
    )
    count = len(_PRINCIPLES)
    yield rows(
        "principle",
        count,
        id=np.arange(1, count + 1),
        initiative_id=MAIN.id,
        position=np.arange(count),
        title=np.array(_PRINCIPLES, dtype=object),
    )
    dice = dice_for(plan.seed, "needs")
    served = np.flatnonzero((made.staff > 0) & (dice.random(len(made)) < 0.1))
    yield rows(
        "need",
        len(served),
        id=np.arange(1, len(served) + 1),
        department_id=served + 1,
        initiative_id=MAIN.id,
        needed=False,
        valid_from=days(np.full(len(served), OPEN)),
        valid_until=days(np.full(len(served), ENDLESS)),
    )


_THRESHOLDS = {
    "heard_days": 365,
    "takes_part_days": 182,
    "takes_part_weeks": 3,
    "takes_part_share": 0.25,
    "carries_days": 56,
}


def _day(plan: Plan, initiative: Initiative) -> str:
    return date.fromordinal(plan.day_at(initiative.begins_at)).isoformat()
