"""The rows behind across and pace: who was reached from where, and where people met in which weeks. Pure."""

from collections import defaultdict
from dataclasses import dataclass

import numpy as np

from ambassadors.measures.across import WINDOW_DAYS
from ambassadors.measures.arrays import Ints
from ambassadors.measures.log import ReachLog
from ambassadors.measures.pace import WEEKS, YEAR_DAYS, Pace
from ambassadors.measures.ties import visits
from ambassadors.spread.crossing import compared
from ambassadors.spread.facts import Facts
from ambassadors.spread.picture import Picture
from ambassadors.spread.scene import Scene, Stand
from ambassadors.spread.through_time import Viewer


@dataclass(frozen=True, slots=True)
class VisitedRow:
    """A group, how many meetings ambassadors from elsewhere had there, and how many came from which group.

    `unknown_origins` came from a department that is no more.
    """

    group: int
    meetings: int
    origins: tuple[tuple[int, int], ...]
    unknown_origins: int


@dataclass(frozen=True, slots=True)
class PaceRow:
    """A group and in how many weeks of each period people met there; None where the change had not begun."""

    group: int
    recent: int
    before: int | None
    year_ago: int | None


def visited_rows(facts: Facts, picture: Picture, viewer: Viewer) -> list[VisitedRow]:
    """The groups of the branch that an ambassador from elsewhere reached in a year, most meetings first.

    From elsewhere: the group holds none of the ambassador's own units, nor a department that such a unit answers for.
    """
    scene = Scene(facts, picture, viewer)
    stand = scene.stand(picture.day)
    contacts = stand.log.window(stand.until, WINDOW_DAYS).contacts()
    found = visits(contacts, scene.wide_ties(stand, dependents=True))
    outside = ~found.inside & (stand.asked & stand.exists)[contacts.department[found.row]]
    origins_of = _origins(scene, stand, picture)
    meetings: dict[int, dict[int, set[int]]] = defaultdict(lambda: defaultdict(set))
    for row, ambassador in zip(found.row[outside].tolist(), found.ambassador[outside].tolist(), strict=True):
        place = int(contacts.department[row])
        for origin in origins_of[ambassador]:
            meetings[place][origin].add(int(contacts.activity[row]))
    rows = [_visited(place, by_origin, len(stand.partition)) for place, by_origin in meetings.items()]
    return sorted(rows, key=lambda row: (-row.meetings, row.group))


def _origins(scene: Scene, stand: Stand, picture: Picture) -> dict[int, set[int]]:
    """The groups of the own units of every ambassador; of a unit and what it stands below, the unit alone."""
    units, group = scene.network.ties(stand.since, stand.day), scene.wide_group(stand)
    told = np.append(stand.partition.shown, False)[np.minimum(group, len(stand.partition))]
    own: dict[int, set[int]] = defaultdict(set)
    for ambassador, unit in zip(units.ambassador.tolist(), units.unit.tolist(), strict=True):
        own[ambassador].add(unit)
    rows, index = picture.ground.tree.rows, picture.ground.index
    origins = {}
    for ambassador, places in own.items():
        there = [rows[place].id for place in places if place < len(rows)]
        above = {index[row.id] for each in there for row in picture.ground.tree.ancestors(each)}
        origins[ambassador] = {int(group[place]) if told[place] else len(stand.partition) for place in places - above}
    return origins


def _visited(place: int, by_origin: dict[int, set[int]], none: int) -> VisitedRow:
    counts = sorted(((origin, len(each)) for origin, each in by_origin.items()), key=lambda one: (-one[1], one[0]))
    return VisitedRow(
        group=place,
        meetings=len(set().union(*by_origin.values())),
        origins=tuple(one for one in counts if one[0] != none),
        unknown_origins=len(by_origin.get(none, ())),
    )


def pace_rows(facts: Facts, picture: Picture, viewer: Viewer) -> tuple[Pace, list[PaceRow]]:
    """Pace in the branch, and the groups that were reached in one of its periods, in the order of the tree."""
    scene = Scene(facts, picture, viewer)
    stand = scene.stand(picture.day)
    there, found = compared(scene, stand)
    recent, before, year_ago = (
        _weeks_met(stand.told.between(each - 7 * WEEKS + 1, each), len(there), each)
        for each in (found.last, found.last - 7 * WEEKS, found.last - YEAR_DAYS)
    )
    rows = [
        PaceRow(
            group=group,
            recent=int(recent[group]),
            before=None if found.before.earlier is None else int(before[group]),
            year_ago=None if found.year_ago.earlier is None else int(year_ago[group]),
        )
        for group in np.flatnonzero(there).tolist()
    ]
    return found, [row for row in rows if row.recent or row.before or row.year_ago]


def _weeks_met(log: ReachLog, groups: int, last: int) -> Ints:
    """In how many of the weeks up to and including a Sunday people of each group met."""
    contacts = log.contacts()
    met = np.zeros((groups, WEEKS), dtype=np.bool_)
    met[contacts.department, (last - contacts.day) // 7] = True
    weeks: Ints = met.sum(axis=1)
    return weeks
