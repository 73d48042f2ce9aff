"""What the coverage board shows: who wants to join, where the gaps are, and everybody by the tree."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

import numpy as np
from sqlalchemy.orm import Session

from ambassadors.measures.coverage import Coverage, coverage
from ambassadors.measures.tree import NO_DEPARTMENT
from ambassadors.network.hours import HoursRow, hours_in
from ambassadors.network.queries import (
    AmbassadorshipRow,
    NetworkPerson,
    ambassadorships,
    network_people,
    steps_since,
)
from ambassadors.network.rules import (
    HOLDING,
    IN_OFFICE,
    UNDO_WITHIN,
    WAITING,
    Source,
    Status,
    answer_by,
    pause_to_answer,
    step_on,
)
from ambassadors.organisation.queries import department_names, departments_needing, tree_on
from ambassadors.organisation.rules import DepartmentRow, Tree, whole_parts


@dataclass(frozen=True, slots=True)
class Seat:
    """An ambassadorship as the board shows it today; `since` and `until` are those of its last step.

    `pause_ends` is set while it must be told what comes after a pause, `hours_due` where what the line manager
    agreed ends soon, `named_by` and `answer_by` of who waits.
    """

    id: int
    version: int
    person: NetworkPerson
    department_id: int
    department_name: str
    status: Status
    began: date
    since: date
    until: date | None
    stand_in: NetworkPerson | None
    may_undo: bool
    pause_ends: date | None
    hours: HoursRow | None
    hours_due: bool
    may_undo_hours: bool
    named_by: str | None
    answer_by: date | None

    @property
    def waits(self) -> bool:
        """Whether it is not agreed yet."""
        return self.status in WAITING

    @property
    def in_office(self) -> bool:
        """Whether it is agreed and not ended: ambassador, on a break, or there for questions."""
        return self.status in IN_OFFICE

    @property
    def holds(self) -> bool:
        """Whether somebody is ambassador, on a break or not."""
        return self.status in HOLDING

    @property
    def is_due(self) -> bool:
        """Whether something must be arranged: after a pause, or before what was agreed ends."""
        return self.pause_ends is not None or self.hours_due


@dataclass(frozen=True, slots=True)
class BoardRow:
    """A department on the board. `leans_on` is the unit whose ambassador serves it, where that is another one."""

    department: DepartmentRow
    depth: int
    path: str
    needed: bool
    covered: bool
    staff_served: float
    leans_on: str | None
    seats: tuple[Seat, ...]

    @property
    def is_gap(self) -> bool:
        """Whether it needs an ambassador and has none."""
        return self.needed and not self.covered


@dataclass(frozen=True, slots=True)
class Board:
    """The whole board: rows by the tree, gaps with most staff first, those who wait oldest first."""

    figures: Coverage
    rows: tuple[BoardRow, ...]
    gaps: tuple[BoardRow, ...]
    waiting: tuple[Seat, ...]
    due: tuple[Seat, ...]
    left_behind: tuple[Seat, ...]
    tree: Tree

    @property
    def staff(self) -> tuple[int, ...]:
        """Whole people by who serves them, as `Coverage.parts`."""
        return whole_parts(self.figures.parts)

    def branches(self) -> list[DepartmentRow]:
        """Departments to filter by: the highest ones that are several, with something below them."""
        level = self.tree.children.get(None, ())
        while len(level) == 1:
            level = self.tree.children.get(level[0].id, ())
        return [row for row in level if self.tree.children.get(row.id)]

    def found(self, words: str, branch: str) -> list[BoardRow]:
        """Rows of a branch (a department's code) whose department or ambassador holds every one of `words`."""
        inside = {row.id for row in self.tree.rows}
        for root in self.tree.rows:
            if root.code == branch:
                inside = {row.id for row in self.tree.branch(root.id)}
        wanted = words.lower().split()
        return [row for row in self.rows if row.department.id in inside and all(_holds(row, word) for word in wanted)]


def _holds(row: BoardRow, word: str) -> bool:
    names = (row.department.name, row.department.code, *(seat.person.name for seat in row.seats))
    return any(word in name.lower() for name in names)


def board_of(session: Session, initiative_id: int, today: date, now: datetime) -> Board:
    """The board of an initiative on `today`, with what may still be undone at `now`. Eight queries."""
    tree = tree_on(session, today)
    needed = departments_needing(session, tree, initiative_id, today)
    rows = ambassadorships(session, initiative_id)
    people = network_people(session, today, initiative_id)
    figures = coverage_of(tree, needed, rows, people, today)
    fresh = steps_since(session, initiative_id, now - UNDO_WITHIN)
    gone = {row.department_id for row in rows} - set(tree.by_id)
    names = {**department_names(session, gone, today), **{row.id: row.name for row in tree.rows}}
    hours = hours_in(session, initiative_id)
    fresh_hours = {each for each, agreed in hours.items() if agreed.recorded_at > now - UNDO_WITHIN}
    seats = [
        _seat(row, people, names, hours.get(row.id), (row.id in fresh, row.id in fresh_hours), today) for row in rows
    ]
    shown = [seat for seat in seats if seat.status is not Status.ENDED or seat.may_undo]
    by_department: dict[int, list[Seat]] = {}
    for seat in shown:
        by_department.setdefault(seat.department_id, []).append(seat)
    board_rows = tuple(_rows(tree, needed, figures, by_department))
    return Board(
        figures=figures,
        rows=board_rows,
        gaps=tuple(board_rows[gap.department] for gap in figures.gaps),
        waiting=tuple(seat for seat in shown if seat.waits),
        due=tuple(seat for seat in shown if seat.is_due),
        left_behind=tuple(seat for seat in shown if seat.in_office and seat.department_id in gone),
        tree=tree,
    )


def coverage_of(
    tree: Tree,
    needed: set[int],
    rows: Sequence[AmbassadorshipRow],
    people: Mapping[int, NetworkPerson],
    day: date,
) -> Coverage:
    """Measure 2 on `day`; departments are numbered by their place in `tree.rows`."""
    place = {row.id: number for number, row in enumerate(tree.rows)}
    serving = [
        (place[row.department_id], place.get(people[server].department_id or 0, NO_DEPARTMENT))
        for row in rows
        if row.department_id in place and (server := row.server_on(day)) is not None
    ]
    pairs = np.array(serving, dtype=np.int64).reshape(-1, 2)
    return coverage(
        parent=np.array(
            [NO_DEPARTMENT if row.parent_id is None else place[row.parent_id] for row in tree.rows], dtype=np.int64
        ),
        staff=np.array([row.staff or 0 for row in tree.rows], dtype=np.float64),
        needs=np.array([row.id in needed for row in tree.rows], dtype=np.bool_),
        serves=pairs[:, 0],
        works_in=pairs[:, 1],
    )


def _seat(
    row: AmbassadorshipRow,
    people: Mapping[int, NetworkPerson],
    names: Mapping[int, str],
    hours: HoursRow | None,
    fresh: tuple[bool, bool],
    today: date,
) -> Seat:
    """`fresh`: whether the last step, and the agreement on hours, may still be undone."""
    step = step_on(row.steps, today) or row.steps[0]
    status = row.status_on(today) or step.status
    pauses = status is Status.PAUSED
    planned_end = min((each.on for each in row.steps if each.status is Status.ENDED), default=None)
    waits, in_office = status in WAITING, status in IN_OFFICE
    named = waits and row.source is Source.COLLEAGUE and row.recruited_by_id is not None
    return Seat(
        id=row.id,
        version=row.version,
        person=people[row.person_id],
        department_id=row.department_id,
        department_name=names[row.department_id],
        status=status,
        began=row.began,
        since=step.on,
        until=step.until if pauses else planned_end,
        stand_in=people[step.stand_in_id] if pauses and step.stand_in_id else None,
        may_undo=fresh[0],
        pause_ends=pause_to_answer(step, today) if in_office else None,
        hours=hours,
        hours_due=in_office and hours is not None and hours.ends_soon(today),
        may_undo_hours=fresh[1],
        named_by=people[row.recruited_by_id].name if named and row.recruited_by_id else None,
        answer_by=answer_by(step.on) if waits else None,
    )


def _rows(tree: Tree, needed: set[int], figures: Coverage, seats: Mapping[int, Sequence[Seat]]) -> list[BoardRow]:
    served = {gap.department: gap.staff for gap in figures.gaps}
    names: dict[int, tuple[str, ...]] = {}
    rows = []
    for number, department in enumerate(tree.rows):
        above = names[department.parent_id] if department.parent_id is not None else ()
        names[department.id] = (*above, department.name)
        unit = int(figures.responsible[number])
        rows.append(
            BoardRow(
                department=department,
                depth=len(above),
                path=" / ".join(above),
                needed=department.id in needed,
                covered=bool(figures.covered[number]),
                staff_served=served.get(number, department.staff or 0),
                leans_on=tree.rows[unit].name if unit not in (number, NO_DEPARTMENT) else None,
                seats=tuple(seats.get(department.id, ())),
            )
        )
    return rows
