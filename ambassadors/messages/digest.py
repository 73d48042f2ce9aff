"""The weekly digest: what needs somebody, answers to their signals, and what their network did. Nothing: no mail."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy.orm import Session

from ambassadors.accounts.models import User
from ambassadors.accounts.queries import RoleSource, load_actor
from ambassadors.initiatives.models import Initiative
from ambassadors.initiatives.queries import running_initiatives
from ambassadors.jobs import service as jobs
from ambassadors.jobs.working import Task
from ambassadors.mail import outbox
from ambassadors.mail.sending import Letter
from ambassadors.messages.queries import doings, readers, since_last_digest
from ambassadors.messages.rules import MessageKind, beginning
from ambassadors.messages.writing import Line, Section, in_language_of, letter
from ambassadors.network.queries import ambassadorships
from ambassadors.network.rules import WAITING
from ambassadors.security.actor import Actor
from ambassadors.security.policy import KERNGROEP_ROLES, Permission, Role
from ambassadors.signals import queries as signals
from ambassadors.signals.rules import STAYS_NEW
from ambassadors.thanks.queries import received_after
from ambassadors.thanks.rules import LONGEST
from ambassadors.web.addresses import address_of
from ambassadors.web.clock import LOCAL
from ambassadors.web.formatting import day, quote

BEGIN, MAKE = "digests", "digest"
"""Kinds of the job that begins a week's digests, and of the one that makes that of one user."""
_LONGEST_QUOTE, _LONGEST_ANSWER = 100, 280


@dataclass(frozen=True, slots=True)
class Asked:
    """Whose digest, up to when, and since when it tells."""

    who: Actor
    now: datetime
    since: datetime
    changes: Sequence[Initiative]


Need = Callable[[Session, Asked], Iterable[Line]]
"""What a room says needs somebody; each is a part of the digest under “what waits for you”."""


def begin(task: Task) -> None:
    """Have a digest made for everybody who wants it, once for this week."""
    with task.finishing() as session:
        for user in readers(session, MessageKind.DIGEST):
            key = f"{MAKE}:{user.id}:{task.payload['at']}"
            jobs.enqueue(session, MAKE, {"user": user.id}, task.now(), task.now(), key)


@dataclass(frozen=True, slots=True)
class Maker:
    """Makes the digest of one user: the handler of MAKE."""

    role_sources: Sequence[RoleSource]
    needs: Sequence[Need]

    def __call__(self, task: Task) -> None:
        """Queue the digest of the task's user, if there is something to tell."""
        with task.finishing() as session:
            for user in readers(session, MessageKind.DIGEST, [task.payload["user"]]):
                with in_language_of(user):
                    sections = self.sections(session, user, task.now())
                    if sections:
                        outbox.post(session, user.id, MessageKind.DIGEST, written(user, sections), task.now())

    def sections(self, session: Session, user: User, now: datetime) -> list[Section]:
        """What there is to tell a user now, in the language at hand; empty for nothing."""
        today = now.astimezone(LOCAL).date()
        changes = [each for each in running_initiatives(session, today) if each.starts_on <= today]
        since = since_last_digest(session, user.id, now)
        asked = Asked(load_actor(session, user, today, self.role_sources), now, since, changes)
        found = [
            Section(_("What waits for you"), [line for need in self.needs for line in need(session, asked)]),
            Section(_("Answers to your signals"), list(_answers(session, asked))),
            Section(_("Thanks from colleagues"), list(_thanks(session, asked))),
            Section(_("What your network did since %(day)s", day=day(since)), list(_network(session, asked))),
        ]
        return [section for section in found if section.lines]


def written(user: User, sections: Sequence[Section]) -> Letter:
    """The digest of a user as a letter, in the language at hand."""
    return letter(
        user,
        MessageKind.DIGEST,
        _("Your week in Olievlek"),
        _("This is what is going on."),
        _("You get this message at most once a week, and only if there is something to tell."),
        sections,
    )


def signals_waiting(session: Session, asked: Asked) -> Iterator[Line]:
    """Signals near the actor that nobody dealt with, and those that the kerngroep has to take up."""
    today = asked.now.astimezone(LOCAL).date()
    near = signals.waiting_for(session, asked.who, today)
    if near:
        words = ngettext("%(num)d signal waits for you.", "%(num)d signals wait for you.", len(near))
        yield Line(words, address_of("signals.mine"))
    counts = signals.counts(session, today)
    for change in asked.changes:
        if asked.who.may(Permission.HANDLE_SIGNALS, change.code) and change.id in counts:
            count = counts[change.id].overdue + counts[change.id].unacknowledged
            if count:
                words = ngettext(
                    "%(change)s: %(num)d signal waits for the kerngroep.",
                    "%(change)s: %(num)d signals wait for the kerngroep.",
                    count,
                    change=change.name,
                )
                yield Line(words, address_of("signals.inbox", initiative_code=change.code))


def candidates_waiting(session: Session, asked: Asked) -> Iterator[Line]:
    """Who wants to join, for the change manager."""
    today = asked.now.astimezone(LOCAL).date()
    for change in asked.changes:
        if asked.who.may(Permission.ASSIGN_AMBASSADORS, change.code):
            count = sum(row.status_on(today) in WAITING for row in ambassadorships(session, change.id))
            if count:
                words = ngettext(
                    "%(change)s: %(num)d colleague who may join waits for an answer.",
                    "%(change)s: %(num)d colleagues who may join wait for an answer.",
                    count,
                    change=change.name,
                )
                yield Line(words, address_of("network.board", initiative_code=change.code))


def _answers(session: Session, asked: Asked) -> Iterator[Line]:
    # Those since the last digest alone: each answer is told once.
    rows = signals.new_answers(session, asked.who.user_id, asked.since + STAYS_NEW)
    told = signals.answers_of(session, [row.id for row in rows])
    for row in rows:
        what = quote(row.what, _LONGEST_QUOTE)
        said = " ".join(beginning(each, _LONGEST_ANSWER) for each in told[row.id])
        answer = _("The answer: %(answer)s", answer=said) if said else None
        yield Line(what, address_of("signals.show", signal_id=row.id), below=answer)


def _thanks(session: Session, asked: Asked) -> Iterator[Line]:
    if asked.who.person_id is None:
        return
    for row in received_after(session, asked.who.person_id, asked.since):
        said = None if row.words is None else f"“{beginning(row.words, LONGEST)}”"
        yield Line(_("%(name)s thanks you.", name=row.name), address_of("mine.show"), below=said)


def _network(session: Session, asked: Asked) -> Iterator[Line]:
    roles = (Role.AMBASSADOR, Role.CHANGE_MANAGER, *KERNGROEP_ROLES)
    for change in asked.changes:
        if not asked.who.holds(*roles, initiative=change.code):
            continue
        done = doings(session, change.id, asked.since)
        words = []
        if done.activities:
            words.append(ngettext("%(num)d activity logged", "%(num)d activities logged", done.activities))
        if done.departments:
            words.append(ngettext("%(num)d department reached", "%(num)d departments reached", done.departments))
        if done.results:
            words.append(ngettext("%(num)d result in use", "%(num)d results in use", done.results))
        if words:
            url = address_of("dashboard.show", initiative_code=change.code)
            yield Line(f"{change.name}: {', '.join(words)}.", url)
