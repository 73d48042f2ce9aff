"""The rows behind across and pace: who was reached from where, and where people met in which weeks. Pure."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import timedelta

import numpy as np

from ambassadors.measures.across import WINDOW_DAYS
from ambassadors.measures.arrays import Bools, Ints
from ambassadors.measures.groups import merge
from ambassadors.measures.log import EVERYONE, ReachLog
from ambassadors.measures.pace import WEEKS, YEAR_DAYS, Pace, pace
from ambassadors.measures.ties import Ties, visits
from ambassadors.measures.tree import NO_DEPARTMENT
from ambassadors.spread.explaining import groups_told
from ambassadors.spread.facts import Facts
from ambassadors.spread.network import Network
from ambassadors.spread.picture import Picture
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


@dataclass(frozen=True, eq=False, slots=True)
class _Groups:
    """Groups by every department there ever was, by index; those without a group that is told share the last."""

    index: dict[int, int]
    group: Ints
    told: Bools

    @property
    def none(self) -> int:
        return len(self.told) - 1


def visited_rows(facts: Facts, picture: Picture, viewer: Viewer) -> list[VisitedRow]:
    """The groups of the branch that an ambassador from elsewhere reached in a year, most meetings first.

    From elsewhere: the group holds none of the ambassador's own units, nor a department that such a unit answers for.
    """
    groups = _groups(facts, picture)
    until = picture.day.toordinal()
    contacts = _merged(facts, groups, viewer).window(until, WINDOW_DAYS).contacts()
    since = picture.day - timedelta(days=WINDOW_DAYS - 1)
    units = Network(facts, groups.index).ties(since, picture.day)
    answered_for = _by_group(units.with_dependents(_responsible(picture, len(groups.group))), groups)
    found = visits(contacts, answered_for)
    outside = ~found.inside & groups.told[contacts.department[found.row]]
    origins_of = _origins(units, groups, picture)
    meetings: dict[int, dict[int, set[int]]] = defaultdict(lambda: defaultdict(set))
    for row, ambassador in zip(found.row[outside].tolist(), found.ambassador[outside].tolist(), strict=True):
        place = int(contacts.department[row])
        for origin in origins_of[ambassador]:
            meetings[place][origin].add(int(contacts.activity[row]))
    rows = [_visited(place, by_origin, groups) for place, by_origin in meetings.items()]
    return sorted(rows, key=lambda row: (-row.meetings, row.group))


def _origins(units: Ties, groups: _Groups, picture: Picture) -> dict[int, set[int]]:
    """The groups of the own units of every ambassador; of a unit and what it stands below, the unit alone."""
    own: dict[int, set[int]] = defaultdict(set)
    for ambassador, unit in zip(units.ambassador.tolist(), units.unit.tolist(), strict=True):
        own[ambassador].add(unit)
    rows, index = picture.ground.tree.rows, picture.ground.index
    origins = {}
    for ambassador, places in own.items():
        there = [rows[place].id for place in places if place < len(rows)]
        above = {index[row.id] for each in there for row in picture.ground.tree.ancestors(each)}
        origins[ambassador] = {int(groups.group[place]) for place in places - above}
    return origins


def _visited(place: int, by_origin: dict[int, set[int]], groups: _Groups) -> VisitedRow:
    counts = sorted(((origin, len(each)) for origin, each in by_origin.items()), key=lambda one: (-one[1], one[0]))
    return VisitedRow(
        group=place,
        meetings=len(set().union(*by_origin.values())),
        origins=tuple(one for one in counts if one[0] != groups.none),
        unknown_origins=len(by_origin.get(groups.none, ())),
    )


def pace_rows(facts: Facts, picture: Picture, viewer: Viewer) -> tuple[Pace, list[PaceRow]]:
    """Pace in the branch, and the groups that were reached in one of its periods, in the order of the tree."""
    groups = _groups(facts, picture)
    log = _merged(facts, groups, viewer)
    until, since = picture.day.toordinal(), facts.starts.toordinal()
    last = pace(log, groups.told, since, until).last
    a_year_ago = last - YEAR_DAYS - 7 * WEEKS + 1
    first = a_year_ago if a_year_ago >= since else last - 2 * 7 * WEEKS + 1
    there = groups.told & _there_throughout(facts, groups, first, last)
    found = pace(log, there, since, until)
    recent, before, year_ago = (
        _weeks_met(log, len(there), each) for each in (last, last - 7 * WEEKS, last - YEAR_DAYS)
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


def _groups(facts: Facts, picture: Picture) -> _Groups:
    """Ambassadors may come from departments that are no more, so those have an index too."""
    index = dict(picture.ground.index)
    for version in facts.roster.history.versions:
        index.setdefault(version[2], len(index))
    count = len(picture.partition)
    group = np.full(len(index), count)
    group[: len(picture.ground)] = picture.partition.group[: len(picture.ground)]
    return _Groups(index, group, np.append(groups_told(picture), False))


def _merged(facts: Facts, groups: _Groups, viewer: Viewer) -> ReachLog:
    log = facts.log_by(groups.index)
    if not viewer.sees_small:
        return merge(log, groups.group, len(groups.told))
    place = np.append(groups.group, EVERYONE)[log.department]
    day, _department, *others = log.columns()
    return ReachLog(day, place, *others)


def _by_group(ties: Ties, groups: _Groups) -> Ties:
    return Ties.from_pairs(ties.activity, ties.by, ties.ambassador, groups.group[ties.unit])


def _responsible(picture: Picture, count: int) -> Ints:
    """The responsible unit of every department of the day; those that are no more have none."""
    units = np.full(count, NO_DEPARTMENT)
    there = len(picture.ground)
    units[:there] = picture.coverage.responsible[:there]
    return units


def _there_throughout(facts: Facts, groups: _Groups, first: int, last: int) -> Bools:
    """Which groups consist of departments that were there on each of these days."""
    days: Counter[int] = Counter()
    for valid_from, valid_until, department_id, *_ in facts.roster.history.versions:
        overlap = min(valid_until.toordinal(), last + 1) - max(valid_from.toordinal(), first)
        days[groups.index[department_id]] += max(0, overlap)
    there = np.ones(len(groups.told), dtype=np.bool_)
    for place, group in enumerate(groups.group.tolist()):
        there[group] &= days[place] == last + 1 - first
    return there


def _weeks_met(log: ReachLog, groups: int, last: int) -> Ints:
    """In how many of the weeks up to and including a Sunday people of each group met."""
    contacts = log.window(last, 7 * WEEKS).contacts()
    met = np.zeros((groups, WEEKS), dtype=np.bool_)
    met[contacts.department, (last - contacts.day) // 7] = True
    weeks: Ints = met.sum(axis=1)
    return weeks
