"""The array types of the measures, and what a headcount may be."""

from collections.abc import Iterable
from itertools import chain
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

Ints: TypeAlias = NDArray[np.integer[Any]]
Floats: TypeAlias = NDArray[np.floating[Any]]
Bools: TypeAlias = NDArray[np.bool_]

# Sums of FTE carry rounding noise; 40.000000001 is 40 people.
_NOISE = 1e-6


def checked_staff(staff: Floats | Ints) -> Floats:
    """Headcounts as floats; ValueError when one is negative or no number."""
    numbers = np.asarray(staff, dtype=np.float64)
    if not np.all(np.isfinite(numbers) & (numbers >= 0)):
        raise ValueError("a headcount must be a number of 0 or more")
    return numbers


def whole_people(numbers: Floats | Ints) -> Ints:
    """People, rounded up: 39.2 FTE are at least 40 people."""
    return np.ceil(np.asarray(numbers, dtype=np.float64) - _NOISE).astype(np.int64)


def in_columns(rows: Iterable[Iterable[int]], width: int) -> tuple[Ints, ...]:
    """Rows of so many whole numbers as columns; each row may be gone once its numbers are taken over."""
    return tuple(np.fromiter(chain.from_iterable(rows), dtype=np.int64).reshape(-1, width).T)
