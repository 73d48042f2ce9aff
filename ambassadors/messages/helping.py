"""Requests for help in messages: what waits, for the digest, and an answer as soon as there is one.

Who asks may need somebody within the week, so an answer does not wait for the digest. See docs/adr/0017.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from ambassadors.accounts.models import User
from ambassadors.helprequests.models import HelpRequest, HelpStep
from ambassadors.helprequests.rules import TOLD_AFTER, Move
from ambassadors.helprequests.waiting import desk_of, unanswered
from ambassadors.jobs.working import Task
from ambassadors.mail import outbox
from ambassadors.mail.sending import PostOffice
from ambassadors.messages.digest import Asked
from ambassadors.messages.queries import readers
from ambassadors.messages.rules import MessageKind
from ambassadors.messages.writing import Line, Section, in_language_of, letter
from ambassadors.network.models import Ambassadorship
from ambassadors.network.queries import ambassadorships
from ambassadors.organisation.queries import department_names
from ambassadors.security.policy import Permission, Role
from ambassadors.web.addresses import address_of
from ambassadors.web.clock import LOCAL


def requests_waiting(session: Session, asked: Asked) -> Iterator[Line]:
    """Requests for help that wait for an ambassador, that are to be logged, and that nobody answered for a week."""
    today = asked.now.astimezone(LOCAL).date()
    if asked.who.person_id is not None and asked.who.holds(Role.AMBASSADOR):
        desk = desk_of(session, asked.who.person_id, today)
        past = [each for each in desk.taken if each.wished_on is not None and each.wished_on < today]
        url = address_of("helprequests.waiting")
        if desk.meant:
            count = len(desk.meant)
            yield Line(
                ngettext("%(num)d request for help waits for you.", "%(num)d requests for help wait for you.", count),
                url,
            )
        if past:
            words = ngettext(
                "Did it happen? The wished day of %(num)d request that you took has passed.",
                "Did it happen? The wished day of %(num)d requests that you took has passed.",
                len(past),
            )
            yield Line(words, url)
    for change in asked.changes:
        if asked.who.may(Permission.ASSIGN_AMBASSADORS, change.code):
            late = unanswered(session, [change.id], today, asked.now)
            if late:
                words = ngettext(
                    "%(change)s: %(num)d request for help has no answer for a week, or nobody to answer it.",
                    "%(change)s: %(num)d requests for help have no answer for a week, or nobody to answer them.",
                    len(late),
                    change=change.name,
                )
                yield Line(words, address_of("helprequests.of_change", initiative_code=change.code))


@dataclass(frozen=True, slots=True)
class Teller:
    """Tells of a step that still stands: the handler of `helprequests.service.TELL`."""

    office: PostOffice

    def __call__(self, task: Task) -> None:
        """Queue the message of the task's step; none where mail is off or something else happened since."""
        with task.finishing() as session:
            steps = session.scalars(
                select(HelpStep)
                .where(HelpStep.request_id == task.payload["request"])
                .options(
                    joinedload(HelpStep.request),
                    joinedload(HelpStep.actor),
                    joinedload(HelpStep.ambassadorship).joinedload(Ambassadorship.person),
                )
                .order_by(HelpStep.number)
            ).all()
            if self.office.is_open and steps and steps[-1].number == task.payload["step"]:
                self._tell(session, task, steps[-1].request, steps[-1], steps[-2])

    def _tell(self, session: Session, task: Task, request: HelpRequest, step: HelpStep, before: HelpStep) -> None:
        if step.move is Move.GIVEN_BACK and step.at - before.at < TOLD_AFTER:
            return  # That it was taken was not told, so there is nothing to take back.
        for user in readers(session, MessageKind.HELP, _readers_of(session, request, step, task)):
            today = task.now().astimezone(LOCAL).date()
            with in_language_of(user):
                name = department_names(session, [request.department_id], today)[request.department_id]
                subject, lines = _said(step)
                url = address_of("helprequests.show", request_id=request.id)
                section = Section(name, [Line(request.about), *lines, Line(_("To the request"), url)])
                written = letter(
                    user,
                    MessageKind.HELP,
                    subject,
                    _("This is about a request for help."),
                    _("You get this message because you asked for help, or took a request."),
                    [section],
                )
                outbox.post(session, user.id, MessageKind.HELP, written, task.now())


def _readers_of(session: Session, request: HelpRequest, step: HelpStep, task: Task) -> list[int]:
    """Who is to be told of a step: who asked, or, when that is withdrawn, who would come. Never who did it."""
    if step.move is not Move.WITHDRAWN:
        return [] if step.by == request.asked_by else [request.asked_by]
    if step.ambassadorship_id is None:
        return []
    today = task.now().astimezone(LOCAL).date()
    (row,) = ambassadorships(session, ids=[step.ambassadorship_id])
    person_id = row.server_on(today) or row.person_id
    return list(session.scalars(select(User.id).where(User.person_id == person_id, User.id != step.by)))


def _said(step: HelpStep) -> tuple[str, list[Line]]:
    """The subject, and what is told of a step."""
    name = step.actor.name
    if step.move is Move.TAKEN:
        told = _("%(name)s takes it, and will contact you to agree on a day.", name=name)
        return _("%(name)s helps you", name=name), [Line(told)]
    if step.move is Move.DECLINED:
        lines = [Line(_("%(name)s cannot help with this:", name=name)), Line(step.note or "")]
        return _("Nobody can help with your request"), lines
    if step.move is Move.GIVEN_BACK:
        told = _("%(name)s cannot do it after all. Your request waits for another ambassador now.", name=name)
        return _("Your request waits again"), [Line(told)]
    return _("A request that you took is withdrawn"), [Line(_("%(name)s does not need it any more.", name=name))]
