"""The figures in depth, in their order, and the names of who won over whom."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from ambassadors.dashboard import ahead_figures, carrying_figures, meeting_figures, mixing_figure
from ambassadors.dashboard.departments import Departments
from ambassadors.dashboard.figures import Figure
from ambassadors.network.queries import AmbassadorshipRow
from ambassadors.spread.indepth import Measures

MOST_ROWS = 20
"""Up to so many rows of a table are on the page; all of them are in the file."""

FIGURES: Mapping[str, Callable[[Departments, Measures], Figure]] = {
    "against-chance": meeting_figures.against_chance,
    mixing_figure.CODE: mixing_figure.mixing,
    "islands": meeting_figures.islands,
    "who-brought-whom": carrying_figures.who_brought_whom,
    "new-ambassadors": lambda _told, found: carrying_figures.new_ambassadors(found),
    "vulnerability": carrying_figures.vulnerability,
    "outlook": lambda _told, found: ahead_figures.outlook(found),
    "where-next": ahead_figures.where_next,
}
"""The figures by their name in the address."""


@dataclass(frozen=True, slots=True)
class Brought:
    """An ambassador, who won them over (empty: nobody known), and how many stand above them in that line."""

    name: str
    department: str
    since: date
    by: str
    depth: int


def figures_in_depth(told: Departments, found: Measures) -> list[Figure]:
    """All of them, with tables that are not too long for a page."""
    return [_short(make(told, found)) for make in FIGURES.values()]


def _short(figure: Figure) -> Figure:
    table = figure.table
    if len(table.rows) <= MOST_ROWS:
        return figure
    return replace(figure, partial=True, table=replace(table, rows=table.rows[:MOST_ROWS]))


def brought(told: Departments, rows: Sequence[AmbassadorshipRow]) -> list[Brought]:
    """Who won over whom up to the day, each below who did; of the branch, and without those who stand alone."""
    picture = told.picture
    first: dict[int, AmbassadorshipRow] = {}
    for row in sorted(rows, key=lambda each: (each.begun_on or date.max, each.id)):
        begun = row.begun_on
        if begun and begun <= picture.day:
            first.setdefault(row.person_id, row)
    won: dict[int | None, list[int]] = {}
    for person, row in first.items():
        known = row.recruited_by_id if row.recruited_by_id in first else None
        won.setdefault(known, []).append(person)
    asked = picture.ground.asked_ids
    return [
        _told(told, first, person, depth)
        for person, depth in _in_line(won, first)
        if (won.get(person) or first[person].recruited_by_id in first)
        and (asked is None or first[person].department_id in asked)
    ]


def _in_line(won: Mapping[int | None, Sequence[int]], people: Mapping[int, object]) -> Iterator[tuple[int, int]]:
    """Everybody once with their depth, each right below who won them over; a ring begins at its first one."""
    seen: set[int] = set()
    for start in [*won.get(None, ()), *people]:
        waiting = [(start, 0)]
        while waiting:
            person, depth = waiting.pop()
            if person not in seen:
                seen.add(person)
                yield person, depth
                waiting += [(each, depth + 1) for each in reversed(won.get(person, ()))]


def _told(told: Departments, first: Mapping[int, AmbassadorshipRow], person: int, depth: int) -> Brought:
    row = first[person]
    place = told.picture.ground.index.get(row.department_id)
    by = first.get(row.recruited_by_id) if row.recruited_by_id else None
    return Brought(
        name=row.person_name,
        department="" if place is None else told.names[place],
        since=row.begun_on or row.valid_from,
        by=by.person_name if by else "",
        depth=depth,
    )
