"""How large a made-up organisation is."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, slots=True)
class Size:
    """Staff, departments and activities on the last day; `levels` is the most that the tree is deep."""

    staff: int
    departments: int
    activities: int
    years: int
    levels: int


SIZES: Mapping[str, Size] = {
    "S": Size(staff=1_000, departments=60, activities=5_000, years=3, levels=3),
    "L": Size(staff=30_000, departments=1_000, activities=200_000, years=6, levels=5),
    "XL": Size(staff=150_000, departments=5_000, activities=1_000_000, years=10, levels=6),
}

END = date(2026, 11, 23)
"""The last day on which something is logged, unless another is asked for."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What is made: of which size, from which dice, and up to which day."""

    size: Size
    seed: int = 1
    end: date = END

    @property
    def last(self) -> int:
        """The ordinal of the last day."""
        return self.end.toordinal()

    @property
    def first(self) -> int:
        """The ordinal of the first day of the oldest change: the first of a month."""
        return (self.end - timedelta(days=365 * self.size.years)).replace(day=1).toordinal()

    def day_at(self, share: float) -> int:
        """The ordinal of the first of the month when `share` of the whole time was past."""
        day = date.fromordinal(self.first + int(share * (self.last - self.first)))
        return day.replace(day=1).toordinal()
