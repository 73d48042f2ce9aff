"""How many took part, the way people log it: a guess in steps, sometimes an exact number, sometimes nothing."""

from collections import defaultdict
from random import Random

from ambassadors.demo.entries import UNKNOWN, Count
from ambassadors.demo.tree import staff_of

_ONE, _FEW, _SOME, _MANY = (1, 1), (2, 5), (6, 15), (16, 30)

_SIZES: dict[str, tuple[tuple[tuple[int, int], int], ...]] = {
    "conversation": ((_ONE, 6), (_FEW, 4)),
    "workshop": ((_FEW, 1), (_SOME, 6), (_MANY, 4)),
    "demo": ((_FEW, 2), (_SOME, 5), (_MANY, 3)),
    "letter_rewritten": ((_ONE, 4), (_FEW, 6)),
    "review": ((_ONE, 5), (_FEW, 5)),
    "reader_panel": ((_FEW, 4), (_SOME, 6)),
    "meeting": ((_FEW, 1), (_SOME, 6), (_MANY, 3)),
}
"""What kinds of activity draw, as weights. Only where that many people work can that many come."""

_COUNTED_EXACTLY = 0.25
_UNKNOWN = 0.07
_ASKED_WHO_IS_NEW, _ASKED_WHERE_NOBODY_IS = 0.4, 0.1


class Headcounter:
    """Counts those who take part, and keeps in mind how many of each unit met an initiative before."""

    def __init__(self, dice: Random) -> None:
        self.dice = dice
        self.met: dict[tuple[str, str], int] = defaultdict(int)

    def count(self, change: str, kind: str, unit: str) -> Count:
        """How many of a unit came to an activity of that kind."""
        people = staff_of(unit)
        if self.dice.random() < _UNKNOWN:
            return UNKNOWN
        low, high = self._size(kind, people)
        if high > 1 and self.dice.random() < _COUNTED_EXACTLY:
            low = high = self.dice.randint(low, min(high, people))
        new = self._newcomers(change, unit, low, people)
        self.met[change, unit] += new
        asked = low == 1 or kind not in {"conversation", "letter_rewritten", "review"}
        share = _ASKED_WHO_IS_NEW if new else _ASKED_WHERE_NOBODY_IS
        return Count(low, high, new if asked and self.dice.random() < share else None)

    def _size(self, kind: str, people: int) -> tuple[int, int]:
        possible = [(size, weight) for size, weight in _SIZES[kind] if size[0] <= people]
        sizes, weights = zip(*possible, strict=True)
        low, high = self.dice.choices(sizes, weights)[0]
        return low, high

    def _newcomers(self, change: str, unit: str, came: int, people: int) -> int:
        not_met = people - self.met[change, unit]
        return min(not_met, round(came * not_met / people * self.dice.uniform(0.6, 1.2)), came)
