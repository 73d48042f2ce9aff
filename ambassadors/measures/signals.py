"""Measure 5, signals: how many are open, and how long people wait for an answer."""

from dataclasses import dataclass

import numpy as np

from ambassadors.measures.arrays import Ints

NOT_YET = -1


@dataclass(frozen=True, slots=True)
class Signals:
    """Counts on a day; `oldest_days` is None when nothing is open, the median when nothing was answered."""

    raised: int
    open: int
    oldest_days: int | None
    answered: int
    median_working_days: float | None


def signals(until: int, raised: Ints, answered: Ints, closed: Ints, waited: Ints) -> Signals:
    """Signals on a day; DESIGN 5, measure 5. One element per signal, days as ordinals, -1 for not yet.

    Open: raised and not closed by then. The median is over first answers that were given by then, of the working
    days that each signal `waited`.
    """
    known = raised <= until
    still_open = known & ((closed == NOT_YET) | (closed > until))
    has_answer = known & (answered != NOT_YET) & (answered <= until)
    waits = waited[has_answer]
    return Signals(
        raised=int(known.sum()),
        open=int(still_open.sum()),
        oldest_days=until - int(raised[still_open].min()) if still_open.any() else None,
        answered=int(has_answer.sum()),
        median_working_days=float(np.median(waits)) if len(waits) else None,
    )
