"""Measure 1 on the facts of a worklist: for all of it, for some departments, for each. Pure."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from ambassadors.measures.results import NOT_DROPPED, Results, Tally, Worklist, results_on
from ambassadors.measures.results import Status as Measured
from ambassadors.results.queries import ResultFact, StepFact, WorklistFacts
from ambassadors.results.rules import ResultStatus

COMPARED = timedelta(days=30)
"""With how long ago a worklist is compared."""

_MEASURED = {status: Measured[status.name] for status in ResultStatus}
_STATUSES = {measured: status for status, measured in _MEASURED.items()}


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
    asked = facts if departments is None else _of(facts, departments)
    columns = _columns(asked, [0] * len(asked.results))
    return tuple(results_on(columns, 1, each.toordinal()).total() for each in days)


def tallies_on(facts: WorklistFacts, day: date) -> dict[int, Tally]:
    """The tally of every department with something on its worklist on a day, by its id."""
    ids = sorted({result.department_id for result in facts.results})
    place = {department_id: index for index, department_id in enumerate(ids)}
    columns = _columns(facts, [place[result.department_id] for result in facts.results])
    found: Results = results_on(columns, len(ids), day.toordinal())
    tallies = {department_id: found.of(index) for index, department_id in enumerate(ids)}
    return {department_id: tally for department_id, tally in tallies.items() if tally.worklist}


def listed_on(facts: WorklistFacts, day: date) -> list[tuple[ResultFact, ResultStatus]]:
    """The results on the worklist on a day, and how far each of them was."""
    columns = _columns(facts, [0] * len(facts.results))
    there, status = columns.on_list(day.toordinal()), columns.status(day.toordinal())
    return [
        (result, _STATUSES[Measured(int(status[place]))])
        for place, result in enumerate(facts.results)
        if there[place]
    ]


def _of(facts: WorklistFacts, departments: Collection[int]) -> WorklistFacts:
    results = tuple(result for result in facts.results if result.department_id in departments)
    ids = {result.id for result in results}
    return WorklistFacts(results, tuple(step for step in facts.steps if step.result_id in ids))


def _columns(facts: WorklistFacts, departments: Iterable[int]) -> Worklist:
    place = {result.id: index for index, result in enumerate(facts.results)}
    steps: tuple[StepFact, ...] = facts.steps
    return Worklist(
        department=np.array(list(departments), dtype=np.int64),
        listed=np.array([each.listed_on.toordinal() for each in facts.results], dtype=np.int64),
        dropped=np.array(
            [each.dropped_on.toordinal() if each.dropped_on else NOT_DROPPED for each in facts.results],
            dtype=np.int64,
        ),
        step_result=np.array([place[step.result_id] for step in steps], dtype=np.int64),
        step_day=np.array([step.on.toordinal() for step in steps], dtype=np.int64),
        step_status=np.array([int(_MEASURED[step.status]) for step in steps], dtype=np.int64),
    )
