"""Measure 5, signals: how many are open, and how long people wait for an answer."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from ambassadors.measures.arrays import Ints

NOT_YET = -1
_EPOCH = date(1970, 1, 1).toordinal()


@dataclass(frozen=True, slots=True)
class Signals:
    """Counts on a day; `oldest_days` is None when nothing is open, the median when nothing was answered."""

    raised: int
    open: int
    oldest_days: int | None
    answered: int
    median_working_days: float | None


def signals(until: int, raised: Ints, answered: Ints, closed: Ints, holidays: Iterable[int] = ()) -> Signals:
    """Signals on a day; DESIGN 5, measure 5. One element per signal, days as ordinals, -1 for not yet.

    Open: raised and not closed by then. The median is over first answers that were given by then, in
    working days (Monday to Friday, without `holidays`): the day itself is 0, the next working day 1.
    """
    known = raised <= until
    still_open = known & ((closed == NOT_YET) | (closed > until))
    has_answer = known & (answered != NOT_YET) & (answered <= until)
    free = _dates(np.array(sorted(holidays), dtype=np.int64))
    waits = np.busday_count(_dates(raised[has_answer]), _dates(answered[has_answer]), holidays=free)
    return Signals(
        raised=int(known.sum()),
        open=int(still_open.sum()),
        oldest_days=until - int(raised[still_open].min()) if still_open.any() else None,
        answered=int(has_answer.sum()),
        median_working_days=float(np.median(waits)) if len(waits) else None,
    )


def _dates(ordinals: Ints) -> NDArray[np.datetime64]:
    return (ordinals - _EPOCH).astype("datetime64[D]")
