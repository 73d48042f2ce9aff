"""Measure 1 on the facts of a worklist: for all of it, for some departments, for each. Pure."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np

from ambassadors.measures.results import Results, Tally, results_on
from ambassadors.results.queries import ResultFact, WorklistFacts
from ambassadors.results.rules import MEASURED, ResultStatus

COMPARED = timedelta(days=30)
"""With how long ago a worklist is compared."""

_STATUSES: dict[int, ResultStatus] = {measured: status for status, measured in MEASURED.items()}


@dataclass(frozen=True, slots=True)
class Progress:
    """In use of the worklist, on a day and COMPARED before it."""

    now: Tally
    before: Tally


def progress_on(facts: WorklistFacts, day: date, departments: Collection[int] | None = None) -> Progress:
    """How far the worklist of some departments is, or all of it."""
    now, before = course_of(facts, (day, day - COMPARED), departments)
    return Progress(now, before)


def course_of(
    facts: WorklistFacts, days: Sequence[date], departments: Collection[int] | None = None
) -> tuple[Tally, ...]:
    """The tally of the worklist of some departments, or of all of it, on each of the days."""
    if departments is None:
        asked = np.zeros(len(facts.results), dtype=np.int64)
    else:
        asked = np.where(np.isin(facts.worklist.department, list(departments)), 0, 1)
    worklist = replace(facts.worklist, department=asked)
    return tuple(results_on(worklist, 2, each.toordinal()).of(0) for each in days)


def tallies_on(facts: WorklistFacts, day: date) -> dict[int, Tally]:
    """The tally of every department with something on its worklist on a day, by its id."""
    ids, place = np.unique(facts.worklist.department, return_inverse=True)
    found: Results = results_on(replace(facts.worklist, department=place), len(ids), day.toordinal())
    tallies = {department_id: found.of(index) for index, department_id in enumerate(ids.tolist())}
    return {department_id: tally for department_id, tally in tallies.items() if tally.worklist}


def listed_on(facts: WorklistFacts, day: date) -> list[tuple[ResultFact, ResultStatus]]:
    """The results on the worklist on a day, and how far each of them was."""
    status = facts.worklist.status(day.toordinal()).tolist()
    there = np.flatnonzero(facts.worklist.on_list(day.toordinal())).tolist()
    return [(facts.results[place], _STATUSES[status[place]]) for place in there]
