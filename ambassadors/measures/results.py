"""Measure 1, results: how much of what the change must reach is in use."""

from dataclasses import dataclass
from enum import IntEnum
from functools import cached_property

import numpy as np

from ambassadors.measures.arrays import Bools, Ints
from ambassadors.measures.lacking import Lack

NOT_DROPPED = -1
NO_STEP = -1


class Status(IntEnum):
    """How far a result is; rechecked ones are in use too."""

    TO_DO = 0
    ADAPTED = 1
    TESTED = 2
    IN_USE = 3
    RECHECKED = 4


@dataclass(frozen=True, eq=False)
class Worklist:
    """Per result: its department, and the days it came on the list and went off it (-1: not).

    Per step: the index of the result, the day, and the status since then; of one day, the last one counts.
    """

    department: Ints
    listed: Ints
    dropped: Ints
    step_result: Ints
    step_day: Ints
    step_status: Ints

    def on_list(self, day: int) -> Bools:
        """Per result: is it on the list on this day."""
        there: Bools = (self.listed <= day) & ((self.dropped == NOT_DROPPED) | (self.dropped > day))
        return there

    def status(self, day: int) -> Ints:
        """Per result: the status by its last step up to and including this day."""
        _day, result, status = self._until(day)
        found = np.full(len(self.department), int(Status.TO_DO))
        found[result] = status
        return found

    def since(self, day: int) -> Ints:
        """Per result: the day of its last step up to and including this day, NO_STEP where there is none."""
        day_of, result, _status = self._until(day)
        found = np.full(len(self.department), NO_STEP)
        found[result] = day_of
        return found

    def _until(self, day: int) -> tuple[Ints, ...]:
        until = int(np.searchsorted(self._in_order[0], day, side="right"))
        return tuple(column[:until] for column in self._in_order)

    @cached_property
    def _in_order(self) -> tuple[Ints, Ints, Ints]:
        """Day, result and status of the steps in order of day."""
        order = np.argsort(self.step_day, kind="stable")
        return self.step_day[order], self.step_result[order], self.step_status[order]


@dataclass(frozen=True, slots=True)
class Tally:
    """In use, of the worklist: plain numbers."""

    in_use: int
    worklist: int

    @property
    def share(self) -> float | None:
        """In use as a share of the worklist, 0 to 1; None of an empty one."""
        return self.in_use / self.worklist if self.worklist else None

    @property
    def why(self) -> Lack | None:
        """Why there is no share."""
        return None if self.worklist else Lack.NO_WORKLIST


@dataclass(frozen=True, eq=False, slots=True)
class Results:
    """Results on the list on a day: departments × statuses."""

    counts: Ints

    def of(self, department: int) -> Tally:
        """The tally of one department."""
        return _tally(self.counts[department])

    def total(self) -> Tally:
        """The tally of all departments together."""
        return _tally(self.counts.sum(axis=0))


def results_on(worklist: Worklist, departments: int, day: int) -> Results:
    """What was on the list and how far it was, at the end of a day; DESIGN 5, measure 1."""
    there = worklist.on_list(day)
    cell = worklist.department[there] * len(Status) + worklist.status(day)[there]
    counts = np.bincount(cell, minlength=departments * len(Status))
    return Results(counts.reshape(departments, len(Status)))


def _tally(counts: Ints) -> Tally:
    return Tally(in_use=int(counts[Status.IN_USE :].sum()), worklist=int(counts.sum()))
