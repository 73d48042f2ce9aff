"""The figures of the dashboard, and the same as a report over the raw rows gives them; they must agree."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import numpy as np
from sqlalchemy import Connection, Engine, select
from sqlalchemy.orm import Session

from ambassadors.initiatives.models import Initiative
from ambassadors.measures.arrays import Ints, whole_people
from ambassadors.measures.reach import Reach
from ambassadors.measures.silence import NEVER
from ambassadors.spread.facts import Facts
from ambassadors.spread.indepth import EVERYTHING
from ambassadors.spread.memory import Memory
from ambassadors.spread.months import Months, months_of
from ambassadors.spread.picture import RECENT_DAYS, Picture, picture_of
from benchmarks.generator.initiatives import MAIN
from benchmarks.generator.sizes import END
from benchmarks.measuring.raw import CURVE, GIVEN, REACH, WEEKS

Rows = Sequence[Sequence[Any]]
Ask = Callable[[str], Rows]
"""Puts a question to a database and gives all rows of the answer."""


class Disagreement(Exception):
    """Two ways to the same figures lead to different ones."""


@dataclass(frozen=True, eq=False, slots=True)
class Figures:
    """The facts, and of them: reach and silence on the last day, and the stages in every month."""

    facts: Facts
    picture: Picture
    months: Months


def figures(engine: Engine, memory: Memory) -> Figures:
    """The figures as the dashboard gets them, for the whole organisation, of what a process remembers."""
    facts = known(engine, memory)
    return Figures(facts, picture_of(facts, END, EVERYTHING), months_of(facts, END, EVERYTHING))


def known(engine: Engine, memory: Memory) -> Facts:
    """The facts as they are now: remembered, with what was marked since read again."""
    with Session(engine) as session:
        initiative = session.scalars(select(Initiative).where(Initiative.code == MAIN.code)).one()
        return memory.known(session, initiative, END).facts


def given(found: Figures) -> tuple[Rows, Rows]:
    """The months, and for each of them the departments with staff: what the organisation alone decides."""
    rules, days = found.facts.thresholds, found.months.days
    departments = found.facts.roster.departments(days)
    windows = [rules.heard_days, rules.takes_part_days, rules.carries_days]
    months = [(day, *(day - timedelta(days=length - 1) for length in windows)) for day in days]
    places: list[tuple[date, int, int, int, bool]] = []
    for day in days:
        snapshot = departments.snapshot(day)
        people = whole_people(snapshot.staff)
        needed = whole_people(rules.takes_part_share * people)
        there = np.flatnonzero(snapshot.exists & (people > 0))
        columns = (departments.ids[there], people[there], needed[there], snapshot.served[there])
        places += zip([day] * len(there), *(column.tolist() for column in columns), strict=True)
    return months, places


def raw(connection: Connection, months: Rows, places: Rows) -> Ask:
    """The app's own database, with the given tables beside it."""
    for (table, columns), rows in zip(GIVEN.items(), (months, places), strict=True):
        connection.exec_driver_sql(f"CREATE TEMPORARY TABLE {table} ({columns})")
        mark = "?" if connection.dialect.name == "sqlite" else "%s"
        marks = ", ".join([mark] * len(rows[0]))
        texts = [tuple(each.isoformat() if isinstance(each, date) else each for each in row) for row in rows]
        connection.exec_driver_sql(f"INSERT INTO {table} VALUES ({marks})", texts)
        connection.exec_driver_sql(f"ANALYZE {table}")
    return lambda question: connection.exec_driver_sql(question).all()


def report(ask: Ask, dialect: str) -> tuple[Rows, Rows]:
    """The curve, and reach per department, by SQL over the raw rows."""
    since = END - timedelta(days=RECENT_DAYS - 1)
    curve = CURVE.format(week=WEEKS[dialect], initiative=MAIN.id)
    return ask(curve), ask(REACH.format(initiative=MAIN.id, since=since, until=END))


def agree(found: Figures, curve: Rows, reach: Rows) -> None:
    """Raise Disagreement unless the report holds the same figures."""
    months = found.months
    place = {str(day): month for month, day in enumerate(months.days)}
    staff, departments = np.zeros_like(months.staff), np.zeros_like(months.departments)
    for day, stage, people, count in curve:
        staff[place[str(day)], stage], departments[place[str(day)], stage] = people, count
    if not (np.array_equal(staff, months.staff) and np.array_equal(departments, months.departments)):
        raise Disagreement("staff per stage and month")
    _agree_on_reach(found.picture, reach)


def _agree_on_reach(picture: Picture, reach: Rows) -> None:
    index, answers = picture.ground.index, picture.answers
    rows = [row for row in reach if row[0] in index]
    places = np.array([index[row[0]] for row in rows])
    numbers = np.zeros((len(answers.recent.staff), 6), dtype=np.int64)
    numbers[places] = [[each or 0 for each in row[1:7]] for row in rows]
    last = np.full(len(numbers), NEVER)
    last[places] = [date.fromisoformat(str(row[7])).toordinal() for row in rows]
    same_reach = _same(answers.recent, *numbers.T[:3]) and _same(answers.ever, *numbers.T[3:])
    there = len(picture.ground)  # after these come departments of earlier days
    if not (same_reach and np.array_equal(last[:there], answers.silence.last_contact[:there])):
        raise Disagreement("reach and last contact")


def _same(found: Reach, largest: Ints, newcomers: Ints, summed: Ints) -> bool:
    lower = np.minimum(found.staff, np.maximum(largest, newcomers))
    upper = np.maximum(lower, np.minimum(found.staff, summed))
    return np.array_equal(lower, found.lower) and np.array_equal(upper, found.upper)
