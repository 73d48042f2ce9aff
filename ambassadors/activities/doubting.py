"""Numbers that can be, but are more likely a slip: the form asks once, and takes yes for an answer."""

from collections.abc import Collection
from datetime import date
from typing import NamedTuple

from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy.orm import Session

from ambassadors.activities.forms import EXACT, LogForm
from ambassadors.activities.rules import MOST_PARTICIPANTS
from ambassadors.organisation.queries import tree_on
from ambassadors.organisation.rules import Tree, whole_staff

Numbers = tuple[int, int]
"""The id of a department and the lowest number of those who took part."""


class _Staff(NamedTuple):
    """Own and hired staff of a department: people, or full-time equivalents (`in_fte`)."""

    amount: int
    in_fte: bool

    @property
    def most(self) -> int:
        """How many people that can be, where most of them work half the week or more."""
        return 2 * self.amount if self.in_fte else self.amount


def ask_about_numbers(session: Session, form: LogForm, day: date, certain: Collection[Numbers] = ()) -> None:
    """Ask beside each number that is above the staff of its department; not of those that are `certain`.

    Hired staff and guests take part too, so it may be so. One query, where several people took part.
    """
    doubtful = [(row, reach.department_id, reach.low) for row in form.rows() if (reach := row.reach()).low]
    doubtful = [each for each in doubtful if 1 < each[2] <= MOST_PARTICIPANTS and each[1:] not in certain]
    tree = tree_on(session, day) if doubtful else None
    for row, department_id, low in doubtful:
        here = _staff(tree, department_id) if tree else None
        if here is None or low <= here.most or row.certain.data == str(low):
            continue
        row.asked_about = low
        works = (
            ngettext("%(num)d FTE works here.", "%(num)d FTE work here.", here.amount)
            if here.in_fte
            else ngettext("%(num)d person works here.", "%(num)d people work here.", here.amount)
        )
        question = _("Is %(number)d right?", number=low)
        form.tell_beside(row.exact if row.number.data == EXACT else row.number, f"{works} {question}")


def _staff(tree: Tree, department_id: int) -> _Staff | None:
    """How many work in a department and below it; nothing where nobody knows of one of them."""
    rows = tree.branch(department_id) if department_id in tree.by_id else []
    if not rows or any(row.staff is None for row in rows):
        return None
    amount = sum((row.shown_staff or 0) + whole_staff(row.externals or 0) for row in rows)
    return _Staff(amount, any(row.in_fte for row in rows))
