"""Measures 12 and 13: where it may stand in some months, and where to go next. Pure."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np

from ambassadors.measures.arrays import Bools, Floats
from ambassadors.measures.lacking import Lack
from ambassadors.measures.outlook import Outlook, outlook
from ambassadors.measures.silence import NEVER
from ambassadors.measures.small_numbers import parents_of_groups
from ambassadors.measures.stages import Stage
from ambassadors.measures.where_next import Proposal, Reason, nearby_by, where_next
from ambassadors.network.rules import Status
from ambassadors.results.progress import course_of
from ambassadors.results.queries import WorklistFacts
from ambassadors.spread.meeting import Meetings
from ambassadors.spread.months import month_days
from ambassadors.spread.scene import Scene, Stand

AHEAD_MONTHS = 3


@dataclass(frozen=True, slots=True)
class CountOutlook:
    """Measure 12 of something counted at the end of `months`, and what it could come to on the last of them."""

    months: tuple[date, ...]
    counts: tuple[float, ...]
    total: float
    outlook: Outlook

    @property
    def since(self) -> date | None:
        """The last month end, from which it looks ahead."""
        return self.months[-1] if self.months else None

    @property
    def now(self) -> float:
        """How many there were on that day."""
        return self.counts[-1] if self.counts else 0.0


def full_months(starts: date, day: date) -> list[date]:
    """The last days of the months from the first day of a change up to `day`."""
    return [each for each in month_days(starts, day) if (each + timedelta(days=1)).day == 1]


def staff_outlook(scene: Scene, stand: Stand, months: Sequence[date]) -> CountOutlook:
    """Staff as on the day in departments that took part at the end of some month.

    Of the groups of the branch alone; whether a department took part, is what its group did. What is logged after
    the last of the months does not touch it.
    """
    if not months:
        return _staff_outlook(scene, stand, months)
    question = ("staff outlook", scene.key, stand.day)
    first, last = date.min.toordinal(), months[-1].toordinal()
    return scene.facts.logbook.kept(question, first, last, lambda: _staff_outlook(scene, stand, months))


def _staff_outlook(scene: Scene, stand: Stand, months: Sequence[date]) -> CountOutlook:
    told = (stand.asked & stand.partition.shown)[stand.group]
    staff: Floats = np.where(told, stand.layout.staff, 0.0)
    total = float(staff.sum())
    if not months:
        return CountOutlook((), (), total, Outlook(0, (), Lack.TOO_SHORT if total else Lack.NO_STAFF))
    stage = np.array([scene.stage_on(each) for each in months])
    ever: Bools = np.maximum.accumulate(stage >= Stage.TAKES_PART, axis=0)
    count: Floats = ever @ staff
    return CountOutlook(tuple(months), tuple(count.tolist()), total, outlook(count, total, AHEAD_MONTHS))


def results_outlook(
    facts: WorklistFacts, months: Sequence[date], departments: Collection[int] | None = None
) -> CountOutlook:
    """Results in use on the worklist of some departments, or on all of it."""
    tallies = course_of(facts, months, departments)
    if not tallies or not tallies[-1].worklist:
        return CountOutlook((), (), 0.0, Outlook(0, (), Lack.NO_WORKLIST))
    count = np.array([tally.in_use for tally in tallies], dtype=np.float64)
    total = np.array([tally.worklist for tally in tallies], dtype=np.float64)
    found = outlook(count, total, AHEAD_MONTHS)
    return CountOutlook(tuple(months), tuple(count.tolist()), float(total[-1]), found)


def where_next_of(scene: Scene, stand: Stand, meetings: Meetings) -> tuple[Proposal, ...]:
    """Measure 13 in groups: one has what holds for some unit in it, or for what leans on that."""
    count = len(stand.partition)
    parent = parents_of_groups(stand.layout.parent, stand.group, count)
    near = nearby_by(parent, meetings.shared)
    met = stand.told.traces.last_contact != NEVER
    gaps = np.array([gap.department for gap in stand.coverage.gaps], dtype=np.int64)
    stage = stand.told.stages(scene.facts.thresholds).stage
    offered = stand.units_of(scene.network.waited_for(stand.day, frozenset({Status.CANDIDATE})))
    found = where_next(
        reach=near,
        weight=np.where(stage < Stage.TAKES_PART, stand.staff, 0.0),
        covered=near.around(stand.groups_of(scene.network.serving(stand.day)[0])),
        vacant=stand.groups_of(gaps) & stand.asked,
        candidate=stand.units_of(scene.network.waited_for(stand.day)),
        asked=stand.units_of(scene.network.asked_for_help(stand.since, stand.day)),
        had_contact=stand.units_of(np.flatnonzero(met[stand.group])),
    )
    return tuple(
        replace(each, only_asked=each.reason is Reason.CANDIDATE and not offered[each.department]) for each in found
    )
