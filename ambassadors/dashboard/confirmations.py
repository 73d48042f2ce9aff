"""Confirmations as pages tell them: of one department on a day, and the list that this viewer may see."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from ambassadors.meetings.queries import ConfirmationRow
from ambassadors.meetings.rules import State, since

_ORDER = (State.ENDS_SOON, State.VALID, State.EXPIRED, State.WITHDRAWN, State.RENEWED)


@dataclass(frozen=True, slots=True)
class Standing:
    """The confirmation that holds for a department on a day, which is confirmed without a break `since` then."""

    row: ConfirmationRow
    since: date
    state: State


@dataclass(frozen=True, slots=True)
class Listed:
    """A confirmation in the list. `code` is that of the department, empty where it is no more.

    `asks` whether to confirm it again: it ends soon, or ended, and no later one took its place.
    """

    row: ConfirmationRow
    state: State
    name: str
    code: str
    asks: bool


def standing_on(rows: Sequence[ConfirmationRow], day: date) -> Standing | None:
    """Of the confirmations of one department the one that holds on `day`."""
    held = next((row for row in rows if row.holds_on(day)), None)
    begun = since(rows, day)
    return None if held is None or begun is None else Standing(held, begun, held.state_on(day))


def listed(
    rows: Sequence[ConfirmationRow], names: Mapping[int, str], codes: Mapping[int, str], today: date
) -> list[Listed]:
    """The confirmations in the order of what asks for attention: what ends first, then what ended last."""
    last = {row.department_id: row.id for row in sorted(rows, key=lambda row: (row.on, row.id))}
    return sorted((_listed(row, names, codes, last, today) for row in rows), key=_attention)


def _listed(
    row: ConfirmationRow, names: Mapping[int, str], codes: Mapping[int, str], last: Mapping[int, int], today: date
) -> Listed:
    state, code = row.state_on(today), codes.get(row.department_id, "")
    asks = state in {State.ENDS_SOON, State.EXPIRED} and last[row.department_id] == row.id and bool(code)
    return Listed(row, state, names[row.department_id], code, asks)


def _attention(each: Listed) -> tuple[int, int, str, int]:
    ends = each.row.ends.toordinal()
    holds = each.state in {State.ENDS_SOON, State.VALID}
    return _ORDER.index(each.state), ends if holds else -ends, each.name.lower(), each.row.id
