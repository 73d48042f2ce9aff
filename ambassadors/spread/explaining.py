"""The rows behind the numbers: which departments, meetings and signals add up to what the dashboard says. Pure.

Rows are of groups, as all figures: for who sees small departments each is a group of its own. What adds up to a
figure here is picked by the rules of that figure, and `tests/spread/test_explaining.py` holds the two together.
"""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from ambassadors.measures.arrays import Bools, Ints
from ambassadors.measures.groups import merge
from ambassadors.measures.log import EVERYONE, UNKNOWN, ReachLog
from ambassadors.measures.reach import ReachRange
from ambassadors.measures.silence import NEVER
from ambassadors.measures.tree import NO_DEPARTMENT
from ambassadors.spread.facts import ALWAYS, Facts, SignalRow
from ambassadors.spread.picture import RECENT_DAYS, Picture, signals_counted
from ambassadors.spread.through_time import Viewer


class Served(StrEnum):
    """By whom a department is served."""

    OWN = "own"
    ELSEWHERE = "elsewhere"
    NOBODY = "nobody"
    NOT_NEEDED = "not_needed"


@dataclass(frozen=True, slots=True)
class ServedRow:
    """A department, its responsible unit (-1: none), who serves it, and whether it is a gap itself.

    `counted`: its staff is in the figure. A gap above the branch, which the branch depends on, is not.
    """

    department: int
    unit: int
    served: Served
    gap: bool
    counted: bool


@dataclass(frozen=True, slots=True)
class ReachRow:
    """The range of a group and what makes it, before the headcount caps it.

    Lower: the `largest` meeting, or all `first_timers`. Upper: all meetings together; `without_number` of them add
    what is certain alone.
    """

    group: int
    found: ReachRange
    largest: int
    first_timers: int
    together: int
    without_number: int


@dataclass(frozen=True, slots=True)
class MeetingRow:
    """What reached a group on a day, and how much of it counts for the lower and for the upper bound."""

    activity: int
    day: int
    audience: int
    low: int
    high: int
    first_timers: int
    for_lower: int
    for_upper: int


@dataclass(frozen=True, slots=True)
class SilentRow:
    """A group, the ordinal of its last contact and the activity; -1 for never. `quiet`: too long ago."""

    group: int
    last_contact: int
    activity: int
    quiet: bool


def log_of(facts: Facts, picture: Picture, viewer: Viewer, days: int | None = None) -> ReachLog:
    """The log by the groups of the picture, of its last days if so many are asked, without what may not be shown."""
    until = picture.day.toordinal()
    log = facts.log_by(picture.ground.index, ALWAYS if days is None else (until - days + 1, until))
    if viewer.sees_small:
        return log
    partition = picture.partition
    merged = merge(log, partition.group[: len(picture.ground)], len(partition))
    visible = np.append(partition.shown, True)[merged.department]  # index -1 finds everyone's True
    return merged.take(visible)


def served_rows(picture: Picture) -> list[ServedRow]:
    """The departments behind coverage, in the order of the tree: of the branch, and the gaps it depends on."""
    found, in_branch = picture.coverage, picture.ground.in_branch
    gaps = {gap.department for gap in found.gaps}
    rows = []
    for place in range(len(picture.ground)):
        if in_branch[place] or place in gaps:
            unit = int(found.responsible[place])
            served = _served(unit, bool(found.covered[place]), bool(found.by_colleague[place]))
            rows.append(ServedRow(place, unit, served, place in gaps, bool(in_branch[place])))
    return rows


def _served(unit: int, covered: bool, by_colleague: bool) -> Served:
    if unit == NO_DEPARTMENT:
        return Served.NOT_NEEDED
    if not covered:
        return Served.NOBODY
    return Served.OWN if by_colleague else Served.ELSEWHERE


def reach_rows(picture: Picture, log: ReachLog, *, since_start: bool) -> list[ReachRow]:
    """The groups behind reach, in the order of the tree: of the last half year, or since the start."""
    until, count = picture.day.toordinal(), len(picture.partition)
    contacts = (log.until(until) if since_start else log.window(until, RECENT_DAYS)).contacts()
    known, unknown = _certain(contacts, since_start=since_start)
    largest, newcomers, together, without = (np.zeros(count, dtype=np.int64) for _ in range(4))
    np.maximum.at(largest, contacts.department, contacts.low)
    np.add.at(newcomers, contacts.department, np.maximum(contacts.first_timers, 0))
    np.add.at(together, contacts.department, known)
    np.add.at(without, contacts.department, unknown)
    found = picture.answers.ever if since_start else picture.answers.recent
    return [
        ReachRow(
            group=group,
            found=found.of(group),
            largest=int(largest[group]),
            first_timers=int(newcomers[group]),
            together=int(together[group]),
            without_number=int(without[group]),
        )
        for group in picture.groups.tolist()
    ]


def meeting_rows(log: ReachLog, group: int, *, since_start: bool) -> list[MeetingRow]:
    """What of a log counts for the range of a group, newest first; the parts add up to the bounds before the cap."""
    rows = log.take(log.department == group).contacts()
    known, _unknown = _certain(rows, since_start=since_start)
    newcomers = np.maximum(rows.first_timers, 0)
    for_lower = np.zeros(len(rows), dtype=np.int64)
    if len(rows) and newcomers.sum() > max(0, rows.low.max()):
        for_lower = newcomers
    elif len(rows):
        largest = int(rows.low.argmax())
        for_lower[largest] = max(0, int(rows.low[largest]))
    columns = (*_columns(rows), for_lower.tolist(), known.tolist())
    return [MeetingRow(*row) for row in zip(*columns, strict=True)][::-1]


def heard_rows(log: ReachLog, group: int) -> list[MeetingRow]:
    """All of a log by which a group heard of the change, messages to everybody included, newest first."""
    rows = log.take((log.department == group) | (log.department == EVERYONE)).heard()
    nothing = [0] * len(rows)
    return [MeetingRow(*row) for row in zip(*_columns(rows), nothing, nothing, strict=True)][::-1]


def _columns(log: ReachLog) -> tuple[list[int], ...]:
    """Activity, day, audience, low, high and first-timers of every row."""
    columns = (log.activity, log.day, log.audience, log.low, log.high, log.first_timers)
    return tuple(column.tolist() for column in columns)


def _certain(contacts: ReachLog, *, since_start: bool) -> tuple[Ints, Bools]:
    """What each row adds to the upper bound, and where that is only what is certain; as `measures.reach` has it."""
    counted = contacts.first_timers != UNKNOWN
    at_most = np.where(counted, contacts.first_timers, contacts.high) if since_start else contacts.high
    unknown: Bools = at_most == UNKNOWN
    return np.where(unknown, np.maximum(np.maximum(contacts.low, contacts.first_timers), 0), at_most), unknown


def silent_rows(picture: Picture, log: ReachLog) -> list[SilentRow]:
    """The groups of the branch by their last contact: never, then the longest ago first."""
    contacts = log.until(picture.day.toordinal()).contacts()
    last = np.full(len(picture.partition), NEVER, dtype=np.int64)
    last[contacts.department] = contacts.activity  # rows are in order of day, so that the last one stays
    days = picture.answers.silence.last_contact
    never, silent, told = picture.never_reached(), picture.silent(), set(picture.groups.tolist())
    quiet = {*never, *silent}
    others = (group for group in picture.answers.silence.longest_first() if group in told)
    order = dict.fromkeys((*never, *silent, *others))
    return [SilentRow(group, int(days[group]), int(last[group]), group in quiet) for group in order]


def signals_told(facts: Facts, picture: Picture, viewer: Viewer) -> list[tuple[int | None, SignalRow]]:
    """The signals that the figure counts, each with its group; None of a department that is no more."""
    counted = signals_counted(facts.signals, picture.ground, picture.partition, viewer)
    place = picture.ground.places(facts.signals.departments)
    group = np.where(place == NO_DEPARTMENT, NO_DEPARTMENT, picture.partition.group[place]).tolist()
    return [
        (None if group[each] == NO_DEPARTMENT else group[each], facts.signals.rows[each])
        for each in np.flatnonzero(counted).tolist()
    ]
