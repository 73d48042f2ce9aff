"""The rows behind across and pace: who was reached from where, and where people met in which weeks. Pure."""

from collections import defaultdict
from dataclasses import dataclass

import numpy as np

from ambassadors.measures.arrays import Ints
from ambassadors.measures.joining import Cells, distinct, matches
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
    contacts = stand.log.contacts()
    found = visits(contacts, scene.wide_ties(stand, dependents=True))
    outside = ~found.inside & (stand.asked & stand.exists)[contacts.department[found.row]]
    origins = _origins(scene, stand, picture)
    visit, pair = matches(found.ambassador[outside], origins.row)
    row = found.row[outside][visit]
    rows = _visited(contacts.department[row], origins.column[pair], contacts.activity[row], len(stand.partition))
    return sorted(rows, key=lambda row: (-row.meetings, row.group))


def _origins(scene: Scene, stand: Stand, picture: Picture) -> Cells:
    """Ambassadors and the groups of their own units; of a unit and what it stands below, the unit alone."""
    units, group = scene.network.ties(stand.since, stand.day), scene.wide_group(stand)
    told = np.append(stand.partition.shown, False)[np.minimum(group, len(stand.partition))]
    own: dict[int, set[int]] = defaultdict(set)
    for ambassador, unit in zip(units.ambassador.tolist(), units.unit.tolist(), strict=True):
        own[ambassador].add(unit)
    rows, index = picture.ground.tree.rows, picture.ground.index
    ambassadors, origins = [], []
    for ambassador, places in own.items():
        there = [rows[place].id for place in places if place < len(rows)]
        above = {index[row.id] for each in there for row in picture.ground.tree.ancestors(each)}
        for place in places - above:
            ambassadors.append(ambassador)
            origins.append(int(group[place]) if told[place] else len(stand.partition))
    found = np.array([ambassadors, origins], dtype=np.int64)
    return Cells.none(len(stand.partition) + 1).added(*found)


def _visited(place: Ints, origin: Ints, activity: Ints, none: int) -> list[VisitedRow]:
    """The rows of these visits, of which some may tell of the same meeting; origin `none` is unknown."""
    meetings = np.bincount(distinct(place, activity)[0])
    # A meeting counts once for each of the origins.
    cell, _ = distinct(place * (none + 1) + origin, activity)
    cells, counts = np.unique(cell, return_counts=True)
    by_origin: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for each, count in zip(cells.tolist(), counts.tolist(), strict=True):
        by_origin[each // (none + 1)].append((each % (none + 1), count))
    return [
        VisitedRow(
            group=group,
            meetings=int(meetings[group]),
            origins=tuple(sorted((one for one in found if one[0] != none), key=lambda one: (-one[1], one[0]))),
            unknown_origins=dict(found).get(none, 0),
        )
        for group, found in by_origin.items()
    ]


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
