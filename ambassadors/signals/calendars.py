"""Reads by which calendar, and within how many days, a signal is answered."""

from datetime import date

from sqlalchemy.orm import Session

from ambassadors.measures.working_days import LiberationDay, Observed, WorkingDays
from ambassadors.meetings.queries import next_meeting
from ambassadors.organisation.queries import quiet_periods, tree_on
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
    """The calendars of all departments: quiet weeks hold for a department and all below it. Two queries."""

    def __init__(self, session: Session, today: date, settings: Settings) -> None:
        self._observed = observed_by(settings)
        self._quiet = quiet_periods(session)
        self._tree: Tree = tree_on(session, today)

    def of(self, department_id: int) -> WorkingDays:
        """The calendar of one department; of one that is no more, that of the whole organisation."""
        return WorkingDays(self._observed, quiet_in(self._tree, self._quiet, department_id))
