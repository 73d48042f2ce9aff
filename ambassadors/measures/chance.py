"""Measure 8, against chance: do ambassadors look outward more, or less, than headcounts alone would give."""

import math
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from ambassadors.measures.arrays import Floats, Ints, checked_staff
from ambassadors.measures.joining import in_order
from ambassadors.measures.lacking import Lack
from ambassadors.measures.log import UNKNOWN, ReachLog
from ambassadors.measures.ties import Ties, Visits, visits

WINDOW_DAYS = 365
MINIMUM_ACTIVITIES = 10
MINIMUM_AMBASSADORS = 5
MINIMUM_RESAMPLED = 8
CONFIDENCE = 0.95
RESAMPLES = 1000
_AT_ONCE = 5  # resamples in memory together: so few that the processor keeps them at hand
_ALIKE = 1e-12  # an error that is rounding alone


@dataclass(frozen=True, slots=True)
class AgainstChance:
    """Shares of participants, 0 to 1, and their difference with its 95% interval; None with `why`.

    `activities` by `ambassadors` were counted; `without_number` were not, because a number is unknown.
    """

    activities: int
    ambassadors: int
    without_number: int
    outside: float | None
    by_chance: float | None
    low: float | None
    high: float | None
    why: Lack | None

    @property
    def difference(self) -> float | None:
        """Outside minus by chance: below 0 is more among themselves than chance, above 0 is less."""
        return None if self.outside is None or self.by_chance is None else self.outside - self.by_chance


@dataclass(frozen=True, eq=False, slots=True)
class Met:
    """Per ambassador the people met, and those outside the own units; an activity is shared by its ambassadors.

    Of `activities`; `without_number` others are left out, because a number is unknown.
    """

    people: Floats
    outside: Floats
    activities: int
    without_number: int

    @classmethod
    def nobody(cls, ambassadors: int) -> "Met":
        """Before anybody met."""
        return cls(np.zeros(ambassadors), np.zeros(ambassadors), 0, 0)

    def added(self, contacts: ReachLog, visit: Visits) -> "Met":
        """With other days: the same to the bit, in how many parts they come. An activity is on one day."""
        unknown = in_order(contacts.activity[(contacts.low == UNKNOWN) | (contacts.high == UNKNOWN)])
        counted = (~np.isin(contacts.activity, unknown))[visit.row]
        row, ambassador = visit.row[counted], visit.ambassador[counted]
        participants = ((contacts.low + contacts.high) / 2)[row] * visit.share[counted]
        people, outside = self.people.copy(), self.outside.copy()
        np.add.at(people, ambassador, participants)
        np.add.at(outside, ambassador, participants * ~visit.inside[counted])
        activities = len(in_order(contacts.activity[row]))
        return Met(people, outside, self.activities + activities, self.without_number + len(unknown))


def against_chance(
    log: ReachLog, ties: Ties, staff: Floats | Ints, until: int, days: int = WINDOW_DAYS, seed: int = 1
) -> AgainstChance:
    """Share of participants outside own units minus what headcounts give; DESIGN 5, measure 8.

    difference = sum of (people outside − people × (1 − N_own/N)) / sum of people, over contact activities,
    each shared evenly by its ambassadors. The interval resamples ambassadors (`ratio_interval`), by `seed`.
    """
    contacts = log.window(until, days).contacts()
    return chance_of(Met.nobody(ties.ambassadors).added(contacts, visits(contacts, ties)), ties, staff, seed)


def chance_of(people_met: Met, ties: Ties, staff: Floats | Ints, seed: int = 1) -> AgainstChance:
    """The same of what a window added up to."""
    people = checked_staff(staff)
    everybody = float(people.sum())
    met, met_outside = people_met.people, people_met.outside
    own = np.bincount(ties.ambassador, weights=people[ties.unit], minlength=len(met))
    activities, without_number = people_met.activities, people_met.without_number
    ambassadors = int((met > 0).sum())

    why = _lack(activities, ambassadors, everybody)
    if why:
        return AgainstChance(activities, ambassadors, without_number, None, None, None, None, why)
    expected = met * (1 - own / everybody)
    active = met > 0
    low, high = ratio_interval(met_outside[active] - expected[active], met[active], seed)
    outside, by_chance = float(met_outside.sum() / met.sum()), float(expected.sum() / met.sum())
    return AgainstChance(
        activities=activities,
        ambassadors=ambassadors,
        without_number=without_number,
        outside=outside,
        by_chance=by_chance,
        low=max(low, -by_chance),
        high=min(high, 1 - by_chance),
        why=None,
    )


def ratio_interval(part: Floats, whole: Floats, seed: int = 1) -> tuple[float, float]:
    """95% interval of sum(part) / sum(whole), from one pair per ambassador; each `whole` above 0.

    The ratio ± t × the error by leaving out each ambassador in turn (jackknife, Tukey 1958). t is Student's,
    with the effective number of ambassadors, (sum w)² / sum w² (Kish 1965), minus 1 as degrees of freedom;
    from 8 ambassadors also that of resampled ambassadors (bootstrap-t, Efron 1982), the wider at each side.
    """
    ratio, error = float(part.sum() / whole.sum()), float(_error(part, whole))
    effective = float(whole.sum() ** 2 / (whole**2).sum())
    down = up = student_t(max(effective - 1, 1.0))
    if len(whole) >= MINIMUM_RESAMPLED:
        resampled = _resampled_t(part, whole, seed)
        if len(resampled):
            lowest, highest = np.quantile(resampled, [(1 - CONFIDENCE) / 2, (1 + CONFIDENCE) / 2]).tolist()
            down, up = max(down, highest), max(up, -lowest)
    return ratio - down * error, ratio + up * error


def student_t(freedom: float) -> float:
    """The two-sided 95% point of Student's t, for 1 or more degrees of freedom.

    With t = √freedom × tan(angle), the density is proportional to cos(angle) to the power freedom − 1.
    """
    angle = np.linspace(0, math.pi / 2, 20_001)
    density = np.cos(angle) ** (freedom - 1)
    area = np.append(0, np.cumsum(density[1:] + density[:-1]))
    point = float(np.interp(CONFIDENCE * area[-1], area, angle))
    return math.sqrt(freedom) * math.tan(point)


def _error(part: Floats, whole: Floats) -> Floats:
    """The jackknife error of sum(part) / sum(whole) along the last axis."""
    count = whole.shape[-1]
    without = part.sum(axis=-1, keepdims=True) - part
    without /= whole.sum(axis=-1, keepdims=True) - whole
    without -= without.sum(axis=-1, keepdims=True) / count
    np.square(without, out=without)
    variance: Floats = np.asarray((count - 1) * (without.sum(axis=-1) / count))
    return np.sqrt(variance)


def _resampled_t(part: Floats, whole: Floats, seed: int) -> Floats:
    """How many errors the ratio of resampled ambassadors lies off; without resamples that are all alike."""
    ratio = part.sum() / whole.sum()
    found = []
    for drawn in _drawn(len(whole), seed):
        parts, wholes = np.take(part, drawn), np.take(whole, drawn)
        error = _error(parts, wholes)
        differ = error > _ALIKE
        found.append((parts.sum(axis=1) / wholes.sum(axis=1) - ratio)[differ] / error[differ])
    return np.concatenate(found)


@lru_cache(maxsize=2)  # some megabytes; the same number of ambassadors is drawn from after every write
def _drawn(count: int, seed: int) -> list[Ints]:
    """Places drawn from so many, in parts: resamples × count."""
    rng = np.random.default_rng(seed)
    narrow = np.min_scalar_type(count)
    return [rng.integers(0, count, (_AT_ONCE, count)).astype(narrow) for _ in range(RESAMPLES // _AT_ONCE)]


def _lack(activities: int, ambassadors: int, staff: float) -> Lack | None:
    if not staff:
        return Lack.NO_STAFF
    if activities < MINIMUM_ACTIVITIES:
        return Lack.TOO_FEW_ACTIVITIES
    return Lack.TOO_FEW_AMBASSADORS if ambassadors < MINIMUM_AMBASSADORS else None
