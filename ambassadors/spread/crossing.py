"""Measures 6 to 9: who meets whom, in the groups that a viewer sees. Pure."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from ambassadors.measures.across import Across, across
from ambassadors.measures.arrays import Bools, Ints
from ambassadors.measures.chance import AgainstChance, chance_of
from ambassadors.measures.islands import Island, islands_among
from ambassadors.measures.mixing import Mixing
from ambassadors.measures.pace import WEEKS, YEAR_DAYS, Pace, last_day, pace_of
from ambassadors.measures.ties import Ties
from ambassadors.spread.facts import Facts
from ambassadors.spread.keeping import fingerprint
from ambassadors.spread.meeting import Meetings
from ambassadors.spread.monthly import stretches_between
from ambassadors.spread.picture import Picture
from ambassadors.spread.scene import Scene, Stand
from ambassadors.spread.through_time import Viewer

EARLIER_DAYS = 30


@dataclass(frozen=True, eq=False, slots=True)
class Crossing:
    """Measures 6 and 7. `across_earlier` is EARLIER_DAYS before; None where the change had not begun then."""

    across: Across
    across_earlier: Across | None
    pace: Pace


@dataclass(frozen=True, eq=False, slots=True)
class Groups:
    """How much groups keep to themselves, all over the organisation: measure 8, and who reaches whom.

    Two indexes of that `table`; None of nothing.
    """

    chance: AgainstChance
    table: Mixing
    ei_index: float | None
    assortativity: float | None


def earlier_days(starts: date, day: date) -> list[date]:
    """The day that measure 6 is compared with; none where the change had not begun then."""
    return [each for each in [day - timedelta(days=EARLIER_DAYS)] if each >= starts]


def crossing_of(facts: Facts, picture: Picture, viewer: Viewer) -> Crossing:
    """Measures 6 and 7 on the day and for the branch of a picture, as `viewer` may see them."""
    earlier = earlier_days(picture.starts, picture.day)
    return crossing(Scene(facts, picture, viewer, earlier), earlier)


def crossing(scene: Scene, earlier: list[date]) -> Crossing:
    """Measures 6 and 7 of a scene that has the `earlier` day, if there is one."""
    stand = scene.stand(scene.day)
    return Crossing(
        across=_across(scene, stand),
        across_earlier=_across(scene, scene.stand(earlier[0])) if earlier else None,
        pace=compared(scene, stand)[1],
    )


def compared(scene: Scene, stand: Stand) -> tuple[Bools, Pace]:
    """Measure 7, and the groups of the branch that it is about: those that were there in all its weeks."""
    since, last = scene.facts.starts.toordinal(), last_day(stand.until)
    there = _there_throughout(scene, stand, _first_compared(last, since), last) & stand.asked & stand.partition.shown
    return there, pace_of(lambda day: there & stand.told.reached_in_weeks(day), since, stand.until)


def _across(scene: Scene, stand: Stand) -> Across:
    """Stretch by stretch, so that what was reckoned of those in which nothing changed is kept.

    An own unit is also every department that the ambassador of an own unit is there for.
    """
    belonging = scene.belonging(stand, dependents=True)
    everywhere = np.ones(len(stand.partition), dtype=np.bool_)
    roster = scene.facts.roster
    said = roster.kept(
        ("own groups said", stand.day, scene.departments, stand.group.tobytes()), lambda: fingerprint(*belonging)
    )
    question = ("across", stand.told.key, said)
    reached = ~everywhere
    for first, last in stretches_between(stand.since.toordinal(), stand.until):

        def reckoned(first: int = first, last: int = last) -> Bools:
            deeds = scene.network.deeds(date.fromordinal(first), date.fromordinal(last))
            ties = Ties.from_pairs(*deeds, *belonging)
            return across(stand.told.between(first, last), ties, everywhere, last, last - first + 1).reached

        reached |= scene.facts.logbook.kept(question, first, last, reckoned)
    there = stand.exists & stand.asked
    return Across(there, reached & there)


def _first_compared(last: int, since: int) -> int:
    """The first day of all weeks that the pace compares."""
    a_year_ago = last - YEAR_DAYS - 7 * WEEKS + 1
    return a_year_ago if a_year_ago >= since else last - 2 * 7 * WEEKS + 1


def _there_throughout(scene: Scene, stand: Stand, first: int, last: int) -> Bools:
    """The groups of which every department was there on all these days."""

    def reckoned() -> Ints:
        days: Counter[int] = Counter()
        for valid_from, valid_until, department_id, *_ in scene.facts.roster.history.versions:
            place = scene.departments.index.get(department_id)
            overlap = min(valid_until.toordinal(), last + 1) - max(valid_from.toordinal(), first)
            if place is not None and overlap > 0:
                days[place] += overlap
        late = [place for place in range(len(scene.departments)) if days[place] != last + 1 - first]
        return np.array(late, dtype=np.int64)

    there: Bools = ~stand.groups_of(scene.facts.roster.kept(("late", scene.departments, first, last), reckoned))
    return there


def groups_of(scene: Scene, stand: Stand, found: Meetings) -> Groups:
    """Measure 8: of the whole organisation, since parts of it would tell what single ambassadors do."""
    ties = scene.own_ties(stand, dependents=True)
    table = Mixing(found.mixed.row, found.mixed.column, found.mixed.count)
    return Groups(
        chance=chance_of(found.met, ties, stand.staff),
        table=table,
        ei_index=table.ei_index(),
        assortativity=table.assortativity(),
    )


def islands_of(scene: Scene, stand: Stand, meetings: Meetings) -> tuple[Island, ...]:
    """Measure 9: the islands with a group of the branch.

    Where nobody works, nobody is missed: a department without staff may link, but is no island.
    """
    covered = stand.groups_of(np.flatnonzero(stand.coverage.covered & stand.layout.exists))
    ties, reached = scene.own_ties(stand, dependents=False), meetings.reached
    found = islands_among(reached.row, reached.column, ties, stand.staff, stand.exists, covered)
    return tuple(
        island for island in found.islands if island.staff > 0 and stand.asked[list(island.departments)].any()
    )
