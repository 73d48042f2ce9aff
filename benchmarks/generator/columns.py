"""Rows of a table as columns, in the words that both databases read."""

import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from ambassadors.measures.arrays import Bools, Ints

Column: TypeAlias = NDArray[Any]

CHUNK = 100_000
_MINUTES_IN_DAY = 1440


@dataclass(frozen=True, eq=False, slots=True)
class Rows:
    """Rows of `table` by column, all of one length."""

    table: str
    columns: Mapping[str, Column]

    def __len__(self) -> int:
        return len(next(iter(self.columns.values())))

    def chunks(self) -> Iterator[list[tuple[Any, ...]]]:
        """The rows as plain values, some at a time."""
        for start in range(0, len(self), CHUNK):
            part = [column[start : start + CHUNK].tolist() for column in self.columns.values()]
            yield list(zip(*part, strict=True))


def rows(table: str, count: int, **columns: Any) -> Rows:
    """Rows of `table`; what is one value for all of them is repeated."""
    return Rows(table, {name: _column(count, value) for name, value in columns.items()})


def records(table: str, names: Sequence[str], values: Sequence[Sequence[Any]]) -> Rows:
    """Rows of `table` from records."""
    columns = {name: np.empty(len(values), dtype=object) for name in names}
    for place, name in enumerate(names):
        columns[name][:] = [record[place] for record in values]
    return Rows(table, columns)


def _column(count: int, value: Any) -> Column:
    if isinstance(value, np.ndarray):
        return value
    column = np.empty(count, dtype=object)
    column[:] = value
    return column


def dice_for(seed: int, topic: str) -> np.random.Generator:
    """Dice that fall the same way at every run; each topic has its own, so that one does not disturb another."""
    return np.random.default_rng([seed, zlib.crc32(topic.encode())])


def days(ordinals: Ints | Sequence[int]) -> Column:
    """Days as databases read them."""
    known, places = np.unique(np.asarray(ordinals, dtype=np.int64), return_inverse=True)
    texts = np.array([date.fromordinal(day).isoformat() for day in known.tolist()], dtype=object)
    return texts[places]


def instants(ordinals: Ints, minutes: Ints) -> Column:
    """Instants in UTC as databases read them, `minutes` after the beginning of each day."""
    times = [f" {minute // 60:02}:{minute % 60:02}:00.000000" for minute in range(_MINUTES_IN_DAY)]
    instant: Column = days(ordinals) + np.array(times, dtype=object)[minutes]
    return instant


def where(known: Bools, values: Column) -> Column:
    """The values that are known, and nothing for the others."""
    column = values.astype(object)
    column[~known] = None
    return column
