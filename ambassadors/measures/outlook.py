"""Measure 12, outlook: where a growing count may stand in a few periods, as sure as past forecasts were."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from ambassadors.measures.arrays import Floats, Ints
from ambassadors.measures.lacking import Lack

LOOK_BACK = 3  # periods that a forecast learns from
FIRST_ORIGIN = 4  # periods that have passed before the first forecast is tried
MINIMUM_ORIGINS = 5
WIDTH = 90  # percent of the past misses that the fan would have held

Forecast = Callable[[Floats, Floats, int], Floats]


@dataclass(frozen=True, slots=True)
class Fan:
    """One period ahead: both forecasts, and the range around them, in the unit of the count."""

    ahead: int
    constant_hazard: float
    persistence: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Outlook:
    """A fan per period ahead; empty with `why` when there is too little past to know how wide it should be."""

    origins: int
    fans: tuple[Fan, ...]
    why: Lack | None


def constant_hazard(count: Floats, total: Floats, ahead: int) -> Floats:
    """The same share of those who are left joins every period: per period ahead, the cumulative count.

    count + left × (1 − (1 − h)^k), with h = all new ones / all who were left, over the last 3 periods.
    """
    new = np.diff(count, prepend=0.0)[-LOOK_BACK:]
    left = (total - np.append(0.0, count[:-1]))[-LOOK_BACK:].sum()
    hazard = min(max(float(new.sum() / left), 0.0), 1.0) if left > 0 else 0.0
    remaining = max(float(total[-1] - count[-1]), 0.0)
    joined: Floats = remaining * (1 - (1 - hazard) ** np.arange(1.0, ahead + 1))
    return joined + float(count[-1])


def persistence(count: Floats, total: Floats, ahead: int) -> Floats:
    """As many join as in the mean of the last 3 periods: min(total, count + k × mean), and not below 0."""
    mean = float(np.diff(count, prepend=0.0)[-LOOK_BACK:].mean())
    straight: Floats = float(count[-1]) + mean * np.arange(1.0, ahead + 1)
    return np.clip(straight, 0.0, float(total[-1]))


def past_errors(forecast: Forecast, count: Floats, total: Floats, ahead: int) -> Floats:
    """Absolute errors of a forecast, as shares of the total: past origins × periods ahead (rolling origin)."""
    errors = [
        np.abs(forecast(count[:origin], total[:origin], ahead) - count[origin : origin + ahead]) / total[origin - 1]
        for origin in _origins(total, ahead)
    ]
    return np.array(errors).reshape(-1, ahead)


def outlook(count: Floats | Ints, total: Floats | Ints | float, ahead: int = 3) -> Outlook:
    """A fan between constant hazard and straight persistence, as wide as its past errors; DESIGN 5, measure 12.

    `count`: cumulative per period, from 0 before the first; `total`: what it can come to, per period or one
    number. Both ends move out by the 90th percentile of how far the truth lay outside them in the past.
    """
    numbers = np.asarray(count, dtype=np.float64)
    totals = np.broadcast_to(np.asarray(total, dtype=np.float64), numbers.shape)
    origins = len(_origins(totals, ahead))
    if not totals.any():
        return Outlook(origins, (), Lack.NO_STAFF)
    if origins < MINIMUM_ORIGINS:
        return Outlook(origins, (), Lack.TOO_SHORT)
    width = np.percentile(_misses(numbers, totals, ahead), WIDTH, axis=0) * totals[-1]
    hazard, straight = constant_hazard(numbers, totals, ahead), persistence(numbers, totals, ahead)
    # What never fell back in the past is not forecast to do so.
    floor = float(numbers[-1]) if np.all(np.diff(numbers) >= 0) else 0.0
    ceiling = max(float(totals[-1]), floor)
    low = np.clip(np.minimum(hazard, straight) - width, floor, ceiling)
    high = np.clip(np.maximum(hazard, straight) + width, floor, ceiling)
    rows = zip(hazard.tolist(), straight.tolist(), low.tolist(), high.tolist(), strict=True)
    return Outlook(origins, tuple(Fan(number, *row) for number, row in enumerate(rows, 1)), None)


def _origins(total: Floats, ahead: int) -> list[int]:
    """The periods from the 4th that have `ahead` periods after them, and something to forecast."""
    return [origin for origin in range(FIRST_ORIGIN, len(total) - ahead + 1) if total[origin - 1] > 0]


def _misses(count: Floats, total: Floats, ahead: int) -> Floats:
    """How far the truth lay outside both forecasts, as shares of the total: past origins × periods ahead."""
    misses = []
    for origin in _origins(total, ahead):
        known, whole = count[:origin], total[:origin]
        both = np.array([constant_hazard(known, whole, ahead), persistence(known, whole, ahead)])
        truth = count[origin : origin + ahead]
        outside = np.maximum(both.min(axis=0) - truth, truth - both.max(axis=0))
        misses.append(np.maximum(outside, 0.0) / whole[-1])
    return np.array(misses)
