"""Reads the worklist: a page of it, what somebody may tick off, and the facts of measure 1."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Any, NamedTuple

import numpy as np
from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select
from sqlalchemy.orm import Session, aliased

from ambassadors.db import to_keep
from ambassadors.measures.arrays import in_columns
from ambassadors.measures.results import NOT_DROPPED, Worklist
from ambassadors.network.queries import AmbassadorshipRow
from ambassadors.network.rules import Status
from ambassadors.organisation.models import Department, DepartmentVersion
from ambassadors.organisation.queries import tree_on
from ambassadors.results.models import Result, ResultStep
from ambassadors.results.rules import MEASURED, OPEN, ResultStatus


class ResultRow(NamedTuple):
    """A result in a list; `department` is its name on the day that was asked for."""

    id: int
    initiative_id: int
    code: str
    name: str
    kind: str
    department_id: int
    department: str
    status: ResultStatus
    since: date | None
    version: int


class ResultFact(NamedTuple):
    """Which result it is that measure 1 counts."""

    id: int
    department_id: int
    name: str


@dataclass(frozen=True, slots=True)
class WorklistFacts:
    """The worklist of a change, whatever the day: its results, and in columns by their place what became of each.

    Departments are ids. Of one day the last step that was set counts; what was taken back is not among them.
    """

    results: tuple[ResultFact, ...] = ()
    worklist: Worklist = field(default_factory=partial(Worklist, *[np.array([], dtype=np.int64)] * 6))


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked of the worklist; without `departments` all of them, without `statuses` every one."""

    words: str = ""
    departments: Collection[int] | None = None
    statuses: Collection[ResultStatus] = field(default=frozenset(ResultStatus))
    dropped: bool = False


def worklist_of(session: Session, initiative_id: int, department_id: int | None = None) -> WorklistFacts:
    """The facts of measure 1, of one department if asked. Two queries."""
    mine = [Result.initiative_id == initiative_id]
    if department_id is not None:
        mine.append(Result.department_id == department_id)
    columns = (Result.id, Result.department_id, Result.name, Result.listed_on, Result.dropped_on)
    found = session.execute(select(*columns).where(*mine).order_by(func.lower(Result.name), Result.id))
    later = aliased(ResultStep)
    taken_back = and_(later.result_id == ResultStep.result_id, later.undoes == ResultStep.number)
    steps = session.execute(
        select(ResultStep.result_id, ResultStep.on, ResultStep.status)
        .join(Result)
        .where(*mine, ResultStep.undoes.is_(None), ~exists().where(taken_back))
        .order_by(ResultStep.result_id, ResultStep.number)
    )
    results, periods = [], []
    for *fact, listed_on, dropped_on in to_keep(found):
        results.append(ResultFact(*fact))
        periods.append((listed_on.toordinal(), dropped_on.toordinal() if dropped_on else NOT_DROPPED))
    place = {result.id: index for index, result in enumerate(results)}
    step = in_columns(((place[id_], on.toordinal(), MEASURED[status]) for id_, on, status in to_keep(steps)), 3)
    department = np.array([result.department_id for result in results], dtype=np.int64)
    return WorklistFacts(tuple(results), Worklist(department, *in_columns(periods, 2), *step))


def results_found(initiative_id: int, wanted: Wanted, today: date) -> Select[*tuple[Any, ...]]:
    """Query for the rows of the worklist, by department and name."""
    query = _rows(today).where(Result.initiative_id == initiative_id, Result.status.in_(wanted.statuses))
    query = query.where(Result.dropped_on.is_not(None) if wanted.dropped else Result.dropped_on.is_(None))
    if wanted.departments is not None:
        query = query.where(Result.department_id.in_(wanted.departments))
    for word in wanted.words.split():
        columns = (Result.name, Result.code, Result.kind, DepartmentVersion.name)
        query = query.where(or_(*(column.icontains(word, autoescape=True) for column in columns)))
    return query.order_by(
        func.lower(DepartmentVersion.name), Result.department_id, func.lower(Result.name), Result.id
    )


def next_to_do(
    session: Session, departments: Mapping[int, Collection[int]], today: date, most: int
) -> list[ResultRow]:
    """The first results that are not in use yet, in some departments by initiative: what is furthest comes first."""
    asked: list[ColumnElement[bool]] = [
        and_(Result.initiative_id == initiative_id, Result.department_id.in_(ids))
        for initiative_id, ids in departments.items()
        if ids
    ]
    if not asked:
        return []
    query = (
        _rows(today)
        .where(or_(*asked), Result.status.in_(OPEN), Result.dropped_on.is_(None))
        .order_by(Result.status == ResultStatus.TO_DO, Result.status == ResultStatus.ADAPTED, Result.since, Result.id)
    )
    return [ResultRow(*row) for row in session.execute(query.limit(most))]


def ticks_off(session: Session, own: Iterable[AmbassadorshipRow], today: date) -> dict[int, dict[int, int]]:
    """By initiative: the departments of one's `own` ambassadorships with all below them, and by which of these."""
    held = [row for row in own if row.status_on(today) in {Status.ACTIVE, Status.PAUSED}]
    if not held:
        return {}
    tree = tree_on(session, today)
    there = [row for row in held if row.department_id in tree.by_id]
    found: dict[int, dict[int, int]] = {}
    # From the top down, so that the ambassadorship nearest to a department is the one that counts.
    for row in sorted(there, key=lambda row: tree.depth(row.department_id)):
        below = tree.branch(row.department_id)
        found.setdefault(row.initiative_id, {}).update({each.id: row.id for each in below})
    return found


def result_of(session: Session, initiative_id: int, result_id: int) -> Result | None:
    """One result of an initiative."""
    return session.scalar(select(Result).where(Result.id == result_id, Result.initiative_id == initiative_id))


def departments_listed(session: Session, initiative_id: int, today: date) -> list[tuple[int, str, str]]:
    """Id, code and name of the departments with something on the worklist, by name."""
    listed = select(Result.department_id).where(Result.initiative_id == initiative_id)
    name = func.coalesce(DepartmentVersion.name, Department.code)
    rows = session.execute(
        select(Department.id, Department.code, name)
        .outerjoin(DepartmentVersion, _named_on(today))
        .where(Department.id.in_(listed))
        .order_by(func.lower(name), Department.id)
    )
    return [(row[0], row[1], row[2]) for row in rows]


def known_results(session: Session, initiative_ids: Iterable[int]) -> dict[tuple[int, str], Result]:
    """The results of some initiatives by initiative and code, without their steps. One query."""
    rows = session.scalars(select(Result).where(Result.initiative_id.in_(list(initiative_ids))))
    return {(each.initiative_id, each.code): each for each in rows}


def _rows(today: date) -> Select[*tuple[Any, ...]]:
    return (
        select(
            Result.id,
            Result.initiative_id,
            Result.code,
            Result.name,
            Result.kind,
            Result.department_id,
            func.coalesce(DepartmentVersion.name, Department.code),
            Result.status,
            Result.since,
            Result.version,
        )
        .join(Department, Result.department_id == Department.id)
        .outerjoin(DepartmentVersion, _named_on(today))
    )


def _named_on(day: date) -> ColumnElement[bool]:
    return and_(
        DepartmentVersion.department_id == Department.id,
        DepartmentVersion.valid_from <= day,
        day < DepartmentVersion.valid_until,
    )
