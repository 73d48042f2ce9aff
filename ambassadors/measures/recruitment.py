"""Measure 10, who brought whom: how many new ambassadors one ambassador wins over, in the time they had."""

from dataclasses import dataclass

import numpy as np

from ambassadors.measures.arrays import Floats, Ints
from ambassadors.measures.lacking import Lack

NOBODY = -1
MINIMUM_AT_RISK = 10
RESAMPLES = 1000
STEPS = 12  # of the way to the last day
_AT_ONCE = 50  # resamples in memory together


@dataclass(frozen=True, eq=False, slots=True)
class MeanCumulative:
    """A step function: after `age` days as ambassador, `mean` recruits each; `at_risk` were observed so long."""

    age: Ints
    mean: Floats
    at_risk: Ints

    def at(self, age: int) -> float:
        """Recruits per ambassador after this many days."""
        passed = int(np.searchsorted(self.age, age, side="right"))
        return float(self.mean[passed - 1]) if passed else 0.0


@dataclass(frozen=True, slots=True)
class Course:
    """Recruits per ambassador after so many days, with its 95% interval."""

    days: int
    mean: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Recruited:
    """Recruits per ambassador after `days`, with its 95% interval; None when too few had that much time.

    `course` is the way there from day 0, in steps of a month.
    """

    days: int
    ambassadors: int
    recruits: int
    mean: float | None
    low: float | None
    high: float | None
    course: tuple[Course, ...]
    why: Lack | None


def mean_cumulative(recruiter: Ints, age: Ints, exposure: Ints) -> MeanCumulative:
    """Mean cumulative function of recruits by time since becoming an ambassador; Nelson 1988.

    Sum over recruits up to an age of 1 / (ambassadors whose exposure reaches that age). Per recruit: who
    recruited, and how long that one was ambassador then. Per ambassador: the time observed.
    """
    if np.any(age > exposure[recruiter]):
        raise ValueError("somebody was recruited after the time observed")
    ages, recruits = np.unique(age, return_counts=True)
    at_risk = len(exposure) - np.searchsorted(np.sort(exposure), ages, side="left")
    return MeanCumulative(ages, np.cumsum(recruits / at_risk), at_risk)


def recruits_on(start: Ints, recruited_by: Ints, until: int) -> tuple[Ints, Ints, Ints]:
    """Recruiter and age per recruit, and exposure per ambassador (0: not one yet), from days as ordinals.

    Who stopped stays in: an ambassador who leaves recruits nobody any more, and that is part of the answer.
    A recruit from before the recruiter's own start counts from that start.
    """
    exposure = np.maximum(until - start, 0)
    recruit = np.flatnonzero((recruited_by != NOBODY) & (start <= until))
    recruiter = recruited_by[recruit]
    known = start[recruiter] <= until
    recruit, recruiter = recruit[known], recruiter[known]
    return recruiter, np.maximum(start[recruit] - start[recruiter], 0), exposure


def recruited_within(start: Ints, recruited_by: Ints, until: int, days: int = 365, seed: int = 1) -> Recruited:
    """Recruits per ambassador in their first `days`; DESIGN 5, measure 10.

    Per ambassador: the day of the start, and the index of who won them over (-1: nobody). From 10
    ambassadors who were one for that long. The interval resamples recruiters (Efron's percentiles).
    """
    there = start <= until
    recruiter, age, exposure = recruits_on(start, recruited_by, until)
    count, long_enough = int(there.sum()), int((there & (exposure >= days)).sum())
    in_time = age <= days
    if long_enough < MINIMUM_AT_RISK:
        return Recruited(days, count, int(in_time.sum()), None, None, None, (), Lack.TOO_FEW_AMBASSADORS)
    place = np.cumsum(there) - 1
    recruiter, age, exposure = place[recruiter[in_time]], age[in_time], exposure[there]
    course = _course(recruiter, age, exposure, days, seed)
    last = course[-1]
    return Recruited(days, count, len(age), last.mean, last.low, last.high, course, None)


def interval(recruiter: Ints, age: Ints, exposure: Ints, seed: int = 1) -> tuple[float, float]:
    """95% interval of the last value of `mean_cumulative`: percentiles over resampled ambassadors."""
    low, high = intervals(recruiter, age, exposure, age.max(initial=0, keepdims=True), seed)
    return float(low[0]), float(high[0])


def intervals(recruiter: Ints, age: Ints, exposure: Ints, at: Ints, seed: int = 1) -> tuple[Floats, Floats]:
    """95% interval of `mean_cumulative` at some ages in order, all of the same resampled ambassadors."""
    rng = np.random.default_rng(seed)
    count = len(exposure)
    by_age = np.argsort(age, kind="stable")
    recruiter, age = recruiter[by_age], age[by_age]
    passed = np.searchsorted(age, at, side="right")
    order = np.argsort(-exposure, kind="stable")
    # Where each recruit's risk set ends when those who were observed longest come first.
    last = np.searchsorted(-exposure[order], -age, side="right") - 1
    means = []
    for _ in range(RESAMPLES // _AT_ONCE):
        drawn = rng.integers(0, count, (_AT_ONCE, count)) + count * np.arange(_AT_ONCE)[:, None]
        times = np.bincount(drawn.ravel(), minlength=_AT_ONCE * count).reshape(_AT_ONCE, count)
        at_risk = np.cumsum(times[:, order], axis=1)[:, last]
        # A recruit whose recruiter was not drawn adds nothing, whoever is at risk.
        adds = times[:, recruiter] / np.maximum(at_risk, 1)
        means.append(np.append(np.zeros((_AT_ONCE, 1)), np.cumsum(adds, axis=1), axis=1)[:, passed])
    low, high = np.quantile(np.concatenate(means), [0.025, 0.975], axis=0)
    return low, high


def _course(recruiter: Ints, age: Ints, exposure: Ints, days: int, seed: int) -> tuple[Course, ...]:
    """The mean with its interval after each month, the last one being `days`."""
    ages = np.rint(np.linspace(0, days, STEPS + 1)).astype(np.int64)
    line = mean_cumulative(recruiter, age, exposure)
    low, high = intervals(recruiter, age, exposure, ages, seed)
    rows = zip(ages.tolist(), low.tolist(), high.tolist(), strict=True)
    return tuple(Course(day, line.at(day), lowest, highest) for day, lowest, highest in rows)


def starts_per_period(start: Ints, edges: Ints) -> Ints:
    """New ambassadorships per period, from one edge up to but not including the next."""
    period = np.searchsorted(edges, start, side="right") - 1
    inside = (period >= 0) & (period < len(edges) - 1)
    return np.bincount(period[inside], minlength=max(len(edges) - 1, 0))
