"""Rules of initiatives and their principles. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Running:
    """An initiative as the choice of the one at hand sees it."""

    code: str
    starts_on: date
    ends_on: date | None

    def on(self, day: date) -> bool:
        """Whether it has begun and not ended on `day`."""
        return self.starts_on <= day and (self.ends_on is None or self.ends_on >= day)


def at_hand(
    initiatives: Sequence[Running], asked: str | None, last: str | None, own: set[str], today: date
) -> str | None:
    """Which initiative a page is about: `initiatives` are newest first, `own` those in which one has a role.

    The one in the address; else the last one visited, if it is still there; else the newest running one of one's
    own; else the newest running one; else the newest.
    """
    known = {each.code for each in initiatives}
    for code in (asked, last):
        if code in known:
            return code
    running = [each.code for each in initiatives if each.on(today)]
    mine = [code for code in running if code in own]
    return next(iter([*mine, *running, *(each.code for each in initiatives)]), None)


def moved(order: Sequence[int], item: int, by: int) -> list[int]:
    """`order` with `item` moved up (-1) or down (1) by one; at either end it stays."""
    place = order.index(item)
    other = place + by
    changed = list(order)
    if 0 <= other < len(order):
        changed[place], changed[other] = changed[other], changed[place]
    return changed
