"""The worklist of the oldest change: letters per department, and how far each is."""

from collections.abc import Iterator
from datetime import date

import numpy as np

from ambassadors.results.rules import ResultStatus
from benchmarks.generator.columns import Rows, dice_for, records
from benchmarks.generator.initiatives import MAIN
from benchmarks.generator.organisation import ENDLESS, Organisation
from benchmarks.generator.sizes import Plan

_EACH = 2.0  # letters per department, on average
_WAY = (ResultStatus.ADAPTED, ResultStatus.TESTED, ResultStatus.IN_USE, ResultStatus.RECHECKED)


def result_rows(plan: Plan, made: Organisation) -> Iterator[Rows]:
    """Results and their steps; some are off the list by now."""
    dice = dice_for(plan.seed, "results")
    there = np.flatnonzero(made.ends == ENDLESS)
    wanted = np.repeat(there, dice.poisson(_EACH, len(there)))
    results, steps = [], []
    for number, place in enumerate(wanted.tolist(), start=1):
        listed = int(dice.integers(plan.first, plan.last))
        days = listed + np.cumsum(dice.integers(10, 400, dice.integers(0, len(_WAY) + 1)))
        taken = [(status, day) for status, day in zip(_WAY, days.tolist(), strict=False) if day <= plan.last]
        steps += [(number, at, *_step(status, day)) for at, (status, day) in enumerate(taken, start=1)]
        dropped = not taken and dice.random() < 0.1
        last = taken[-1] if taken else (ResultStatus.TO_DO, None)
        results.append(
            (
                number,
                MAIN.id,
                place + 1,
                f"B{number}",
                f"Brief {number}",
                "letter",
                _iso(listed),
                _iso(plan.last) if dropped else None,
                last[0].value,
                None if last[1] is None else _iso(last[1]),
                1 + len(taken),
            )
        )
    yield records("result", _RESULT, results)
    numbered = [(place, *step) for place, step in enumerate(steps, start=1)]
    yield records("result_step", ("id", "result_id", "number", "status", "on", "recorded_at"), numbered)


_RESULT = (
    "id",
    "initiative_id",
    "department_id",
    "code",
    "name",
    "kind",
    "listed_on",
    "dropped_on",
    "status",
    "since",
    "version",
)


def _step(status: ResultStatus, day: int) -> tuple[str, str, str]:
    return status.value, _iso(day), f"{_iso(day)} 10:00:00.000000"


def _iso(day: int) -> str:
    return date.fromordinal(day).isoformat()
