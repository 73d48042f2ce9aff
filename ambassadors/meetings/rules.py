"""When confirmations and agreements hold, and what may be done with them. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

ENDS_SOON = timedelta(days=60)
"""So long before a confirmation ends the kerngroep is told to look again."""


class State(StrEnum):
    """How a confirmation is on a day."""

    VALID = "valid"
    ENDS_SOON = "ends_soon"
    EXPIRED = "expired"
    RENEWED = "renewed"
    WITHDRAWN = "withdrawn"


class Outcome(StrEnum):
    """What became of a point of the agenda."""

    OPEN = "open"
    DECIDED = "decided"
    NOTED = "noted"
    SKIPPED = "skipped"


class AgreementKind(StrEnum):
    """An agreement holds until a day, an action is done by a day, a concession ends on a day."""

    AGREEMENT = "agreement"
    ACTION = "action"
    CONCESSION = "concession"


LONGEST_SNOOZE = timedelta(days=183)
"""What is put off comes back within half a year."""


MEETS_BACK, MEETS_AHEAD = timedelta(days=31), timedelta(days=2 * 366)
"""A meeting that was held without planning it is recorded within a month; later than in two years is a slip."""


@dataclass(frozen=True, slots=True)
class Confirmed:
    """A confirmation as days tell it: from `on`, up to `valid_until`, unless it was withdrawn before."""

    on: date
    valid_until: date
    withdrawn_on: date | None

    @property
    def ends(self) -> date:
        """The day from which it no longer holds."""
        return self.withdrawn_on or self.valid_until

    @property
    def is_renewed(self) -> bool:
        """Whether a later one took its place before the year was over."""
        return self.valid_until < year_later(self.on)

    def holds_on(self, day: date) -> bool:
        """Whether it is valid on `day`."""
        return self.on <= day < self.ends

    def state_on(self, day: date) -> State:
        """How it is on `day`, which is not before it began."""
        if self.withdrawn_on is not None and self.withdrawn_on <= day:
            return State.WITHDRAWN
        if self.valid_until <= day:
            return State.RENEWED if self.is_renewed else State.EXPIRED
        return State.ENDS_SOON if self.valid_until - day <= ENDS_SOON and not self.is_renewed else State.VALID


def year_later(day: date) -> date:
    """The same day a year later; a year after 29 February is over on 1 March."""
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return date(day.year + 1, 3, 1)


def since(confirmations: Sequence[Confirmed], day: date) -> date | None:
    """Since when one department is confirmed without a break; nothing where it is not on `day`."""
    found: date | None = None
    for each in sorted(confirmations, key=lambda each: each.on, reverse=True):
        if each.holds_on(day) if found is None else each.ends == found and each.on < found:
            found = each.on
    return found


def problem_with_confirming(earlier: Sequence[Confirmed], on: date, starts_on: date, today: date) -> str | None:
    """Code of why a department cannot be confirmed from `on`, after `earlier` ones of it; or nothing."""
    if on > today:
        return "in_future"
    if on < starts_on:
        return "before_start"
    ever_held = [each for each in earlier if each.on < each.ends]
    if any(each.withdrawn_on is not None and on < each.withdrawn_on for each in ever_held):
        return "before_withdrawal"
    if any(each.withdrawn_on is None and on <= each.on for each in ever_held):
        return "before_last"
    return None


def problem_with_withdrawing(confirmed: Confirmed, on: date, today: date) -> str | None:
    """Code of why a confirmation cannot be withdrawn from `on`; or nothing."""
    if confirmed.withdrawn_on is not None:
        return "withdrawn_already"
    if confirmed.is_renewed:
        return "renewed_already"
    if on > today:
        return "in_future"
    if on < confirmed.on:
        return "before_confirmed"
    return "expired_already" if on >= confirmed.valid_until else None


def problem_with_meeting(on: date, today: date) -> str | None:
    """Code of why nobody meets on a day; or nothing."""
    if today - on > MEETS_BACK:
        return "long_ago"
    return "far_ahead" if on - today > MEETS_AHEAD else None


def problem_with_snooze(until: date, today: date) -> str | None:
    """Code of why a matter cannot be put off until a day; or nothing."""
    if until <= today:
        return "not_later"
    return "too_long" if until - today > LONGEST_SNOOZE else None


def problem_with_agreeing(kind: AgreementKind, why: str | None, due_on: date, today: date) -> str | None:
    """Code of why something cannot be agreed like this; or nothing."""
    if kind is AgreementKind.CONCESSION and not why:
        return "no_reason"
    return "in_the_past" if due_on < today else None
