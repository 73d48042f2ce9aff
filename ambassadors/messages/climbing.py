"""Signals that are too late climb: to who sees to an answer, and after some days to the chair; once each."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import select
from sqlalchemy.orm import Session

from ambassadors.accounts.models import User
from ambassadors.accounts.queries import team_of
from ambassadors.initiatives.models import Initiative
from ambassadors.initiatives.queries import running_initiatives
from ambassadors.jobs.working import Task
from ambassadors.mail import outbox
from ambassadors.messages.models import LatenessTold
from ambassadors.messages.queries import readers
from ambassadors.messages.rules import MessageKind, Rung
from ambassadors.messages.writing import Line, Section, in_language_of, letter
from ambassadors.organisation.queries import department_names
from ambassadors.security.policy import KERNGROEP_ROLES, Role
from ambassadors.signals.calendars import Calendars, days_of
from ambassadors.signals.models import Signal
from ambassadors.signals.queries import late_signals
from ambassadors.signals.rules import TAKEN_UP, SignalStatus
from ambassadors.signals.terms import Terms
from ambassadors.web.addresses import address_of
from ambassadors.web.clock import LOCAL
from ambassadors.web.formatting import day, quote
from config import Settings

CLIMB = "late signals"
"""Kind of the job that looks, once a workday, which signals are too late."""
_LONGEST_QUOTE = 100


@dataclass(frozen=True, slots=True)
class Climber:
    """Tells of signals that are too late: the handler of CLIMB."""

    settings: Settings

    def __call__(self, task: Task) -> None:
        """Tell who is to know, and write down that it was told."""
        now = task.now()
        today = now.astimezone(LOCAL).date()
        with task.finishing() as session:
            to_tell: dict[int, dict[int, Signal]] = defaultdict(dict)
            for change in running_initiatives(session, today):
                for signal, rung in self._climbing(session, change, today):
                    session.add(LatenessTold(signal_id=signal.id, due_on=signal.due_on, rung=rung, told_at=now))
                    for user_id in _told_on(session, signal, rung, today):
                        to_tell[user_id][signal.id] = signal
            for user in readers(session, MessageKind.LATE_SIGNAL, to_tell):
                _tell(session, user, list(to_tell[user.id].values()), today, now)

    def _climbing(self, session: Session, change: Initiative, today: date) -> Iterator[tuple[Signal, Rung]]:
        """The signals of a change that reach a rung of which nobody was told; none on a day off."""
        found = late_signals(session, change.id, today)
        if not found:
            return
        told = {
            (signal_id, due_on, rung)
            for signal_id, due_on, rung in session.execute(
                select(LatenessTold.signal_id, LatenessTold.due_on, LatenessTold.rung).where(
                    LatenessTold.signal_id.in_([each.id for each in found])
                )
            )
        }
        calendars, days = Calendars(session, today, self.settings), days_of(session, change.id)
        for signal in found:
            due_on, calendar = signal.due_on, calendars.of(signal.department_id)
            if due_on is None or not calendar.is_working(today):
                continue
            reached = [Rung.OWNER, Rung.CHAIR] if Terms(today, days, calendar).climbs(due_on) else [Rung.OWNER]
            yield from ((signal, rung) for rung in reached if (signal.id, due_on, rung) not in told)


def _told_on(session: Session, signal: Signal, rung: Rung, today: date) -> list[int]:
    """Who is told: the owner; until there is one the secretary, or without a secretary the whole kerngroep."""
    team = [each for each in team_of(session, signal.initiative_id, today) if each.role in KERNGROEP_ROLES]
    if rung is Rung.CHAIR:
        return [each.user_id for each in team if each.role is Role.CHAIR]
    seen_to = signal.status in TAKEN_UP | {SignalStatus.ANSWERED}
    if seen_to and signal.owner_id in {each.user_id for each in team}:
        return [signal.owner_id]
    secretaries = [each.user_id for each in team if each.role is Role.SECRETARY]
    return secretaries or sorted({each.user_id for each in team})


def _tell(session: Session, user: User, signals: Sequence[Signal], today: date, now: datetime) -> None:
    names = department_names(session, {each.department_id for each in signals}, today)
    with in_language_of(user):
        sections = [_section(each, names[each.department_id]) for each in signals]
        written = letter(
            user,
            MessageKind.LATE_SIGNAL,
            ngettext("%(num)d signal is too late", "%(num)d signals are too late", len(signals)),
            _("Colleagues wait for an answer. Is there none yet? Then tell them when there will be."),
            _("You get this message because you are in the kerngroep."),
            sections,
        )
        outbox.post(session, user.id, MessageKind.LATE_SIGNAL, written, now)


def _section(signal: Signal, department: str) -> Section:
    waits = _("It was to be taken up by %(day)s.") if signal.owner_id is None else _("It was due on %(day)s.")
    button = Line(
        waits % {"day": day(signal.due_on)}, address_of("signals.show", signal_id=signal.id), _("Look at it")
    )
    return Section(department, [Line(quote(signal.what, _LONGEST_QUOTE)), button])
