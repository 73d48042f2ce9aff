"""Signals of the oldest change, most of them answered by now."""

from collections.abc import Iterator
from datetime import date

import numpy as np

from ambassadors.signals.rules import Severity, SignalStatus, StepKind
from benchmarks.generator.columns import Rows, dice_for, records
from benchmarks.generator.initiatives import MAIN
from benchmarks.generator.organisation import Organisation
from benchmarks.generator.sizes import Plan
from benchmarks.generator.users import AMBASSADOR, CHANGE_MANAGER, EMPLOYEE, KERNGROEP

_PART = 200  # one signal for so many activities

_WAYS = (
    ((SignalStatus.RAISED, EMPLOYEE), (SignalStatus.SOLVED_LOCALLY, CHANGE_MANAGER)),
    (
        (SignalStatus.RAISED, AMBASSADOR),
        (SignalStatus.ESCALATED, AMBASSADOR),
        (SignalStatus.ACKNOWLEDGED, KERNGROEP),
        (SignalStatus.ANSWERED, KERNGROEP),
        (SignalStatus.FED_BACK, KERNGROEP),
    ),
)
"""What signals go through, and which user takes each step; who raised it comes first."""


def signal_rows(plan: Plan, made: Organisation) -> Iterator[Rows]:
    """Signals and their steps, as far as these were taken by the last day."""
    dice = dice_for(plan.seed, "signals")
    count = max(10, plan.size.activities // _PART)
    raised = np.sort(dice.integers(plan.first, plan.last + 1, count))
    department = made.there(dice.integers(0, len(made), count), raised)
    signals, steps = [], []
    for number, (day, place) in enumerate(zip(raised.tolist(), department.tolist(), strict=True), start=1):
        way = _WAYS[dice.integers(len(_WAYS))]
        taken = np.cumsum([0, *dice.integers(1, 25, len(way) - 1)]) + day
        gone = [(*step, at) for step, at in zip(way, taken.tolist(), strict=True) if at <= plan.last]
        steps += [
            (number, at_step, status.value, _at(at, at_step), by, StepKind.TAKEN.value)
            for at_step, (status, by, at) in enumerate(gone, start=1)
        ]
        signals.append(_signal(number, place, day, gone, tuple(Severity)[dice.integers(len(Severity))]))
    yield records("signal", _SIGNAL, signals)
    numbered = [(place, *step) for place, step in enumerate(steps, start=1)]
    yield records("signal_step", ("id", "signal_id", "number", "status", "at", "by", "kind"), numbered)


_SIGNAL = (
    "id",
    "initiative_id",
    "department_id",
    "principle_id",
    "what",
    "severity",
    "status",
    "raised_by",
    "raised_at",
    "owner_id",
    "due_on",
    "urgent",
    "confidential",
    "for_colleague",
    "version",
)


def _signal(
    number: int, place: int, day: int, gone: list[tuple[SignalStatus, int, int]], severity: Severity
) -> tuple[object, ...]:
    owned = any(status is SignalStatus.ACKNOWLEDGED for status, _, _ in gone)
    return (
        number,
        MAIN.id,
        place + 1,
        None if number % 2 else 1,
        f"Er is iets met brief {number}",
        severity.value,
        gone[-1][0].value,
        gone[0][1],
        _at(day, 1),
        KERNGROEP if owned else None,
        date.fromordinal(day + 21).isoformat() if owned else None,
        severity is Severity.BLOCKS,
        False,
        False,
        len(gone),
    )


def _at(day: int, number: int) -> str:
    return f"{date.fromordinal(day).isoformat()} {8 + number:02}:00:00.000000"
