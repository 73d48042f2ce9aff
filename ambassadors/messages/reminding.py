"""Reminders of silence: to the ambassador after 4 and 8 weeks, and after 8 to the change manager; once each."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta

from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import select
from sqlalchemy.orm import Session

from ambassadors.accounts.models import User
from ambassadors.activities.links import log_link, nothing_link
from ambassadors.initiatives.models import Initiative
from ambassadors.initiatives.queries import running_initiatives
from ambassadors.jobs.working import Task
from ambassadors.mail import outbox
from ambassadors.messages.models import Reminder
from ambassadors.messages.queries import Silent, change_managers, readers, silent
from ambassadors.messages.rules import LINK_LASTS, TELL_AFTER, MessageKind
from ambassadors.messages.writing import Line, Section, in_language_of, letter
from ambassadors.organisation.queries import department_names
from ambassadors.web.addresses import address_of
from ambassadors.web.clock import LOCAL
from ambassadors.web.formatting import day

REMIND = "reminders"
"""Kind of the job that looks, once a workday, where nothing was logged."""


def remind(task: Task) -> None:
    """Tell who is silent, and write down that it was told."""
    now = task.now()
    today = now.astimezone(LOCAL).date()
    with task.finishing() as session:
        to_remind: dict[int, list[tuple[Initiative, Silent]]] = defaultdict(list)
        for change in running_initiatives(session, today):
            found = silent(session, change.id, today, LOCAL) if change.starts_on <= today else []
            for each in found:
                to_remind[each.row.person_id].append((change, each))
                session.add(Reminder(ambassadorship_id=each.row.id, since=each.since, weeks=each.weeks, told_at=now))
            _tell_managers(session, change, [each for each in found if each.weeks == TELL_AFTER], today, now)
        _remind_ambassadors(session, to_remind, today, now)


def _remind_ambassadors(
    session: Session, to_remind: Mapping[int, Sequence[tuple[Initiative, Silent]]], today: date, now: datetime
) -> None:
    people = dict(session.execute(select(User.id, User.person_id).where(User.person_id.in_(to_remind))).all())
    for user in readers(session, MessageKind.REMINDER, people):
        held = to_remind[user.person_id or 0]
        names = department_names(session, {each.row.department_id for _change, each in held}, today)
        with in_language_of(user):
            sections = [
                _to_log(user, change, each, names[each.row.department_id], now + LINK_LASTS) for change, each in held
            ]
            written = letter(
                user,
                MessageKind.REMINDER,
                _("What happened in your department?"),
                _("We have not heard from you for some weeks. Did you do something? One number is enough."),
                _("You get this message because you are an ambassador and nothing was logged for some weeks."),
                sections,
            )
            outbox.post(session, user.id, MessageKind.REMINDER, written, now)


def _to_log(user: User, change: Initiative, each: Silent, department: str, until: datetime) -> Section:
    text = _("%(change)s: nothing logged since %(day)s.", change=change.name, day=day(each.since))
    last_day = day(until.astimezone(LOCAL).date() - timedelta(days=1))
    lines = [
        Line(text, log_link(user, each.row.id, until), _("Log what you did")),
        Line(_("Was it quiet?"), nothing_link(user, each.row.id, until), _("Nothing to report")),
        Line(
            _(
                "The buttons work without signing in, up to and including %(day)s. Keep them to yourself.",
                day=last_day,
            )
        ),
    ]
    return Section(department, lines)


def _tell_managers(session: Session, change: Initiative, found: Sequence[Silent], today: date, now: datetime) -> None:
    if not found:
        return
    names = department_names(session, {each.row.department_id for each in found}, today)
    for user in readers(session, MessageKind.SILENCE, change_managers(session, change.id, today)):
        with in_language_of(user):
            lines = [
                Line(
                    _(
                        "%(name)s, %(department)s: since %(day)s",
                        name=each.row.person_name,
                        department=names[each.row.department_id],
                        day=day(each.since),
                    )
                )
                for each in sorted(found, key=lambda each: (each.row.person_name.lower(), each.row.id))
            ]
            board = Line(_("To the coverage board"), address_of("network.board", initiative_code=change.code))
            written = letter(
                user,
                MessageKind.SILENCE,
                ngettext(
                    "%(num)d ambassador has logged nothing for 8 weeks",
                    "%(num)d ambassadors have logged nothing for 8 weeks",
                    len(found),
                ),
                _("They got a message too. Perhaps a talk helps, or a break."),
                _("You get this message because you run this change."),
                [Section(change.name, [*lines, board])],
            )
            outbox.post(session, user.id, MessageKind.SILENCE, written, now)
