"""The facts of groups of departments: what a viewer sees who may not see small departments."""

import numpy as np

from ambassadors.measures.arrays import Bools, Floats, Ints
from ambassadors.measures.log import EVERYONE, UNKNOWN, ReachLog
from ambassadors.measures.quiet import NO_QUIET_DAYS, QuietDays, distinct
from ambassadors.measures.small_numbers import Partition
from ambassadors.measures.stages import Snapshot


def merge(log: ReachLog, group: Ints, groups: int) -> ReachLog:
    """The log with one row per activity and group: numbers summed, as far as they are known.

    low: the sum of what is known. high and first-timers: unknown as soon as one of them is unknown.
    """
    # The place after the last group is that of everyone, which index -1 finds.
    place = np.append(group, groups)[log.department]
    _, first, row = np.unique(
        log.activity.astype(np.int64) * (groups + 1) + place, return_index=True, return_inverse=True
    )
    order = np.argsort(first)  # back to the order of day
    first, size = first[order], len(first)
    return ReachLog(
        day=log.day[first],
        department=np.where(place[first] == groups, EVERYONE, place[first]),
        activity=log.activity[first],
        audience=log.audience[first],
        low=_summed(log.low, row, size, all_known=False)[order],
        high=_summed(log.high, row, size, all_known=True)[order],
        first_timers=_summed(log.first_timers, row, size, all_known=True)[order],
    )


def protect(log: ReachLog, snapshot: Snapshot, partition: Partition) -> tuple[ReachLog, Snapshot]:
    """Log and snapshot of groups instead of departments, from which nothing smaller can be derived."""
    return group_log(log, partition), group_snapshot(snapshot, partition)


def group_log(log: ReachLog, partition: Partition) -> ReachLog:
    """The log of groups, without the rows of those that may not be shown."""
    merged = merge(log, partition.group, len(partition))
    visible = np.append(partition.shown, True)[merged.department]  # index -1 finds everyone's True
    return merged.take(visible)


def group_snapshot(snapshot: Snapshot, partition: Partition) -> Snapshot:
    """The snapshot of groups. One that may not be shown does not exist and has no staff, so it is in no total either.

    A group has what holds for at least half of its staff: an ambassador, a confirmation, a quiet day.
    """
    exists = np.zeros(len(partition), dtype=np.bool_)
    exists[partition.group[snapshot.exists]] = True
    return Snapshot(
        day=snapshot.day,
        staff=np.where(partition.shown, partition.staff, 0.0),
        served=for_most(snapshot.served, snapshot.staff, partition),
        confirmed=for_most(snapshot.confirmed, snapshot.staff, partition),
        exists=exists & partition.shown,
        quiet=quiet_for_most(snapshot.quiet, snapshot.staff, partition),
    )


def for_most(flag: Bools, staff: Floats | Ints, partition: Partition) -> Bools:
    """Per group: does the flag hold for departments with at least half of its staff, and for one at least."""
    having = np.bincount(partition.group, weights=staff * flag, minlength=len(partition))
    some = np.zeros(len(partition), dtype=np.bool_)
    some[partition.group[flag]] = True
    return some & (2 * having >= partition.staff)


def quiet_for_most(quiet: QuietDays, staff: Floats | Ints, partition: Partition) -> QuietDays:
    """The quiet days of groups: those of departments with at least half of its staff, and of one at least."""
    calendars, groups = len(quiet.marked), len(partition)
    if not calendars:
        return NO_QUIET_DAYS
    if calendars == 1:
        return QuietDays(quiet.edges, quiet.marked, np.zeros(groups, dtype=np.int64))
    place, size = partition.group * calendars + quiet.calendar, groups * calendars
    having = np.bincount(place, weights=staff, minlength=size).reshape(groups, calendars) @ quiet.marked
    some = np.bincount(place, minlength=size).reshape(groups, calendars) @ quiet.marked > 0
    return QuietDays(quiet.edges, *distinct(some & (2 * having >= partition.staff[:, None])))


def _summed(numbers: Ints, row: Ints, size: int, *, all_known: bool) -> Ints:
    """Numbers summed per row; UNKNOWN where one (`all_known`) or where each of them is unknown."""
    known = numbers != UNKNOWN
    sums = np.bincount(row[known], numbers[known], size).astype(np.int64)
    has = np.zeros(size, dtype=np.bool_)
    has[row[known]] = True
    misses = np.zeros(size, dtype=np.bool_)
    misses[row[~known]] = True
    return np.where(misses if all_known else ~has, UNKNOWN, sums)
