"""All measures on a day, for the whole organisation and without protection of small numbers. Pure."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from ambassadors.measures.across import Across, across
from ambassadors.measures.arrays import Bools, Floats, Ints
from ambassadors.measures.chance import AgainstChance, against_chance
from ambassadors.measures.coverage import Coverage
from ambassadors.measures.curve import curve, month_ends
from ambassadors.measures.islands import Island, islands
from ambassadors.measures.lacking import Lack
from ambassadors.measures.log import ReachLog
from ambassadors.measures.mixing import mixing
from ambassadors.measures.outlook import Outlook, outlook
from ambassadors.measures.pace import WEEKS, YEAR_DAYS, Pace, pace
from ambassadors.measures.recruitment import Recruited, recruited_within, starts_per_period
from ambassadors.measures.silence import NEVER, last_days
from ambassadors.measures.stages import Snapshot, Stage, stages_on
from ambassadors.measures.tree import NO_DEPARTMENT
from ambassadors.measures.vulnerability import Busiest, Hanging, busiest_fifth, hanging
from ambassadors.measures.where_next import Proposal, nearby, where_next
from ambassadors.results.progress import Progress, progress_on
from ambassadors.results.queries import WorklistFacts
from ambassadors.spread.facts import Facts
from ambassadors.spread.months import MOST_MONTHS
from ambassadors.spread.network import Network
from ambassadors.spread.picture import Picture, picture_of
from ambassadors.spread.through_time import Departments, Viewer

WINDOW_DAYS = 365
EARLIER_DAYS = 30
AHEAD_MONTHS = 3
EVERYTHING = Viewer(sees_small=True)


@dataclass(frozen=True, slots=True)
class Evidence:
    """The facts of one change, and the worklist."""

    facts: Facts
    worklist: WorklistFacts


@dataclass(frozen=True, slots=True)
class Groups:
    """How much groups keep to themselves: measure 8, and two indexes of the table of departments; None of nothing."""

    chance: AgainstChance
    ei_index: float | None
    assortativity: float | None


@dataclass(frozen=True, slots=True)
class Newcomers:
    """Measure 10: recruits per ambassador, and new ambassadorships per calendar year, years without any included."""

    recruited: Recruited
    per_year: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Vulnerability:
    """Measure 11: what hangs on one person, and how much the busiest carry."""

    hanging: Hanging
    busiest: Busiest


@dataclass(frozen=True, slots=True)
class StaffOutlook:
    """Measure 12 by month from `since` on: `now` of `total` staff work in departments that ever took part."""

    since: date | None
    now: float
    total: float
    outlook: Outlook


@dataclass(frozen=True, eq=False, slots=True)
class Measures:
    """The measures on the day of the picture, which holds 2 to 5 and the stages; `results` is 1.

    Departments are indexes of `picture.ground.tree.rows`. `across_earlier` is EARLIER_DAYS before; None where the
    change had not begun then.
    """

    results: Progress
    picture: Picture
    across: Across
    across_earlier: Across | None
    pace: Pace
    groups: Groups
    islands: tuple[Island, ...]
    newcomers: Newcomers
    vulnerability: Vulnerability
    outlook: StaffOutlook
    where_next: tuple[Proposal, ...]


@dataclass(frozen=True, eq=False, slots=True)
class _Scene:
    """What the measures share: the day, its departments, the log, and who belongs where."""

    facts: Facts
    day: date
    departments: Departments
    log: ReachLog
    network: Network
    coverage: Coverage

    @property
    def since(self) -> date:
        return self.day - timedelta(days=WINDOW_DAYS - 1)

    @property
    def staff(self) -> Floats:
        return self.departments.layout(self.day).staff

    @property
    def exists(self) -> Bools:
        return self.departments.layout(self.day).exists


def measures_of(evidence: Evidence, day: date) -> Measures:
    """All measures on `day`, which is not before the change began."""
    facts = evidence.facts
    months = _full_months(facts.starts, day)
    earlier = [each for each in [day - timedelta(days=EARLIER_DAYS)] if each >= facts.starts]
    departments = facts.roster.departments([*earlier, *months, day])
    scene = _Scene(
        facts=facts,
        day=day,
        departments=departments,
        log=facts.log(departments),
        network=Network(facts, departments.index),
        coverage=departments.coverage(day),
    )
    return Measures(
        results=progress_on(evidence.worklist, day),
        picture=picture_of(facts, day, EVERYTHING),
        across=_across(scene, day),
        across_earlier=_across(scene, earlier[0]) if earlier else None,
        pace=_pace(scene),
        groups=_groups(scene),
        islands=_islands(scene),
        newcomers=_newcomers(scene),
        vulnerability=_vulnerability(scene),
        outlook=_outlook(scene, months),
        where_next=_where_next(scene),
    )


def _full_months(starts: date, day: date) -> list[date]:
    ends = [date.fromordinal(each) for each in month_ends(starts.toordinal(), day.toordinal())]
    return [each for each in ends if (each + timedelta(days=1)).day == 1][-MOST_MONTHS:]


def _across(scene: _Scene, day: date) -> Across:
    """An own unit is also every department that the ambassador of an own unit is there for."""
    ties = scene.network.ties(day - timedelta(days=WINDOW_DAYS - 1), day)
    ties = ties.with_dependents(scene.departments.coverage(day).responsible)
    return across(scene.log, ties, scene.departments.layout(day).exists, day.toordinal(), WINDOW_DAYS)


def _pace(scene: _Scene) -> Pace:
    """Of the departments that were there in all weeks that are compared."""
    until, since = scene.day.toordinal(), scene.facts.starts.toordinal()
    last = pace(scene.log, scene.exists, since, until).last
    a_year_ago = last - YEAR_DAYS - 7 * WEEKS + 1
    first = a_year_ago if a_year_ago >= since else last - 2 * 7 * WEEKS + 1
    return pace(scene.log, _there_throughout(scene, first, last), since, until)


def _there_throughout(scene: _Scene, first: int, last: int) -> Bools:
    days: Counter[int] = Counter()
    for valid_from, valid_until, department_id, *_ in scene.facts.roster.history.versions:
        place = scene.departments.index.get(department_id)
        overlap = min(valid_until.toordinal(), last + 1) - max(valid_from.toordinal(), first)
        if place is not None and overlap > 0:
            days[place] += overlap
    return np.array([days[place] == last + 1 - first for place in range(len(scene.departments))], dtype=np.bool_)


def _groups(scene: _Scene) -> Groups:
    until = scene.day.toordinal()
    ties = scene.network.ties(scene.since, scene.day).with_dependents(scene.coverage.responsible)
    table = mixing(scene.log, ties, until, WINDOW_DAYS)
    return Groups(
        chance=against_chance(scene.log, ties, scene.staff, until, WINDOW_DAYS),
        ei_index=table.ei_index(),
        assortativity=table.assortativity(),
    )


def _islands(scene: _Scene) -> tuple[Island, ...]:
    """Where nobody works, nobody is missed: a department without staff may link, but is no island."""
    ties = scene.network.ties(scene.since, scene.day)
    until = scene.day.toordinal()
    found = islands(scene.log, ties, scene.staff, scene.exists, scene.coverage.covered, until, WINDOW_DAYS)
    return tuple(island for island in found.islands if island.staff > 0)


def _newcomers(scene: _Scene) -> Newcomers:
    recruits = scene.network.recruits(scene.day)
    starts = scene.network.starts(scene.day)
    years = range(starts[0].year, scene.day.year + 1) if starts else range(0)
    edges = [date(year, 1, 1).toordinal() for year in years] + [scene.day.toordinal() + 1]
    counts = starts_per_period(np.array([each.toordinal() for each in starts], dtype=np.int64), np.array(edges))
    return Newcomers(
        recruited=recruited_within(recruits.start, recruits.recruited_by, scene.day.toordinal(), WINDOW_DAYS),
        per_year=tuple(zip(years, counts.tolist(), strict=True)),
    )


def _vulnerability(scene: _Scene) -> Vulnerability:
    serves, person = scene.network.serving(scene.day)
    needs = scene.departments.layout(scene.day).needs
    activity, by = scene.network.deeds(scene.since, scene.day)
    return Vulnerability(
        hanging=hanging(scene.coverage.responsible, scene.staff, needs, serves, person),
        busiest=busiest_fifth(activity, by, scene.network.active(scene.since, scene.day)),
    )


def _outlook(scene: _Scene, months: Sequence[date]) -> StaffOutlook:
    """Staff as on the day in departments that took part at the end of some month."""
    total = float(scene.staff.sum())
    if not months:
        why = Lack.TOO_SHORT if total else Lack.NO_STAFF
        return StaffOutlook(None, 0.0, total, Outlook(0, (), why))
    snapshots = [scene.departments.snapshot(each) for each in months]
    stage = curve(scene.log, snapshots, scene.facts.thresholds).stage
    ever: Bools = np.maximum.accumulate(stage >= Stage.TAKES_PART, axis=0)
    count: Floats = ever @ scene.staff
    return StaffOutlook(months[-1], float(count[-1]), total, outlook(count, total, AHEAD_MONTHS))


def _where_next(scene: _Scene) -> tuple[Proposal, ...]:
    count, until = len(scene.departments), scene.day.toordinal()
    responsible = scene.coverage.responsible
    near = nearby(_parent(scene), scene.log, until, WINDOW_DAYS)
    served = _marked(count, scene.network.serving(scene.day)[0])
    contacts = scene.log.until(until).contacts()
    met = np.flatnonzero(last_days(contacts.day, contacts.department, count) != NEVER)
    return where_next(
        reach=near,
        weight=np.where(_stage(scene) < Stage.TAKES_PART, scene.staff, 0.0),
        covered=near.around(served),
        vacant=_marked(count, np.array([gap.department for gap in scene.coverage.gaps], dtype=np.int64)),
        candidate=_units(responsible, scene.network.waited_for(scene.day)),
        asked=np.zeros(count, dtype=np.bool_),  # requests for help are not kept yet
        had_contact=_units(responsible, met),
    )


def _parent(scene: _Scene) -> Ints:
    return scene.departments.layout(scene.day).parent


def _stage(scene: _Scene) -> Ints:
    snapshot: Snapshot = scene.departments.snapshot(scene.day)
    return stages_on(scene.log, snapshot, scene.facts.thresholds).stage


def _units(responsible: Ints, departments: Ints) -> Bools:
    """Which responsible units stand for some of these departments."""
    units = responsible[departments]
    return _marked(len(responsible), units[units != NO_DEPARTMENT])


def _marked(count: int, places: Ints) -> Bools:
    marks = np.zeros(count, dtype=np.bool_)
    marks[places] = True
    return marks
