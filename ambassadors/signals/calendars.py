"""Reads by which calendar, and within how many days, a signal is answered."""

from collections.abc import Callable
from datetime import date
from functools import cache, cached_property

from sqlalchemy.orm import Session

from ambassadors.measures.working_days import LiberationDay, Observed, WorkingDays
from ambassadors.meetings.queries import next_meeting
from ambassadors.organisation.history import History
from ambassadors.organisation.queries import history, quiet_periods, tree_on
from ambassadors.organisation.rules import Tree, quiet_in
from ambassadors.signals.models import SignalTerms
from ambassadors.signals.terms import Days, Terms
from config import Settings


def observed_by(settings: Settings) -> Observed:
    """The holidays on which employers differ, as this one is set up."""
    return Observed(settings.good_friday_off, LiberationDay(settings.liberation_day))


def days_of(session: Session, initiative_id: int) -> Days:
    """What the kerngroep of a change allows itself. One query."""
    said = session.get(SignalTerms, initiative_id)
    return said.days if said else Days()


def terms_for(
    session: Session,
    initiative_id: int,
    department_id: int,
    today: date,
    settings: Settings,
) -> Terms:
    """The deadlines of a signal of a department, as seen today. Four queries."""
    calendar = Calendars(session, today, settings).of(department_id)
    return Terms(today, days_of(session, initiative_id), calendar, next_meeting(session, initiative_id, today))


class Calendars:
    """The calendars of all departments: quiet weeks hold for a department and all below it. Two queries.

    Three more where a department is asked for that is no more.
    """

    def __init__(self, session: Session, today: date, settings: Settings) -> None:
        self._session, self._today = session, today
        self._observed = observed_by(settings)
        self._quiet = quiet_periods(session)
        self._tree: Tree = tree_on(session, today)

    def of(self, department_id: int) -> WorkingDays:
        """The calendar of one department; of one that is no more, by its last place in the tree."""
        there = self._tree
        if department_id not in there.by_id:
            there = self._tree_on(self._history.last_day_of(department_id, self._today))
        return WorkingDays(self._observed, quiet_in(there, self._quiet, department_id))

    @cached_property
    def _history(self) -> History:
        return history(self._session)

    @cached_property
    def _tree_on(self) -> Callable[[date], Tree]:
        return cache(self._history.tree_on)
