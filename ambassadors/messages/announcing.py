"""What a change manager tells all ambassadors: on their start page, and by mail to who wants it."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from flask import url_for
from flask_babel import gettext as _
from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from ambassadors.accounts.models import User
from ambassadors.db import lock_for_write
from ambassadors.initiatives.models import Initiative
from ambassadors.jobs import service as jobs
from ambassadors.jobs.working import Task
from ambassadors.mail import outbox
from ambassadors.messages.models import Announcement
from ambassadors.messages.queries import readers
from ambassadors.messages.rules import MOST_ANNOUNCEMENTS, NEWS_FOR, MessageKind
from ambassadors.messages.writing import Line, Section, in_language_of, letter
from ambassadors.network.queries import AmbassadorshipRow, ambassadorships
from ambassadors.organisation.queries import tree_on
from ambassadors.organisation.rules import Tree
from ambassadors.refusals import Refused
from ambassadors.security.service import record
from ambassadors.start.news import News
from ambassadors.web.addresses import address_of
from ambassadors.web.clock import LOCAL

MAIL = "announcement"
"""Kind of the job that mails what was told to who wants it."""
SUBJECT = "announcement"
"""What the audit trail calls it."""


@dataclass(frozen=True, slots=True)
class Draft:
    """What is told, to the ambassadors of which department and all below it (None: to all)."""

    initiative_id: int
    department_id: int | None
    subject: str
    text: str


@dataclass(frozen=True, slots=True)
class Audience:
    """Who would be told: people who are ambassador or stand in, and the users among them who get it by mail."""

    people: frozenset[int]
    by_mail: Sequence[User]


def audience_of(session: Session, initiative_id: int, department_id: int | None, today: date) -> Audience:
    """Who is told what goes to a department and all below it, or to all. At most four queries."""
    tree = tree_on(session, today)
    rows = ambassadorships(session, initiative_id)
    people = {
        person
        for row in rows
        for person in (row.person_id, row.server_on(today))
        if person is not None and row.is_task_of(person, today) and _is_for(tree, department_id, row.department_id)
    }
    users = session.scalars(select(User.id).where(User.person_id.in_(people))) if people else ()
    return Audience(frozenset(people), readers(session, MessageKind.ANNOUNCEMENT, list(users)))


def announce(session: Session, draft: Draft, user_id: int, now: datetime, *, can_mail: bool) -> Announcement:
    """Tell it, once. Raises Refused `nobody_to_tell` beside `department`, and `enough_today`."""
    lock_for_write(session, f"{SUBJECT} {draft.initiative_id}")
    today = now.astimezone(LOCAL).date()
    if _number_since(session, draft.initiative_id, datetime.combine(today, time.min, LOCAL)) >= MOST_ANNOUNCEMENTS:
        raise Refused("enough_today")
    audience = audience_of(session, draft.initiative_id, draft.department_id, today)
    if not audience.people:
        raise Refused("nobody_to_tell", "department")
    told = Announcement(
        initiative_id=draft.initiative_id,
        department_id=draft.department_id,
        subject=draft.subject,
        text=draft.text,
        sent_by=user_id,
        sent_at=now,
        told=len(audience.people),
        mailed=len(audience.by_mail) if can_mail else 0,
    )
    session.add(told)
    session.flush()
    record(session, user_id, "sent", SUBJECT, told.id, now, told=told.told, mailed=told.mailed)
    if told.mailed:
        # Who gets it is settled now: who becomes ambassador while the worker is busy reads it on the start page.
        users = [user.id for user in audience.by_mail]
        jobs.enqueue(session, MAIL, {"announcement": told.id, "users": users}, now, now, f"{MAIL}:{told.id}")
    session.flush()
    return told


def mail(task: Task) -> None:
    """Queue a letter for each user of the task, all at once or none: the handler of MAIL."""
    with task.finishing() as session:
        told = session.get_one(Announcement, task.payload["announcement"])
        change = session.get_one(Initiative, told.initiative_id)
        for user in readers(session, MessageKind.ANNOUNCEMENT, task.payload["users"]):
            with in_language_of(user):
                url = address_of("announcing.show", initiative_code=change.code, announcement_id=told.id)
                written = letter(
                    user,
                    MessageKind.ANNOUNCEMENT,
                    f"{change.name}: {told.subject}",
                    told.text,
                    _("You get this message because you are an ambassador of %(change)s.", change=change.name),
                    [Section(_("From the change manager"), [Line(_("Read it in Olievlek"), url)])],
                )
                outbox.post(session, user.id, MessageKind.ANNOUNCEMENT, written, task.now())


def news(session: Session, person_id: int, rows: Sequence[AmbassadorshipRow], now: datetime) -> Iterator[News]:
    """What was told lately to somebody, by the ambassadorships that are their task now. At most two queries."""
    today = now.astimezone(LOCAL).date()
    mine = [row for row in rows if row.is_task_of(person_id, today)]
    found = _told_since(session, {row.initiative_id for row in mine}, now - NEWS_FOR) if mine else []
    tree = tree_on(session, today) if any(told.department_id for told, _change in found) else None
    for told, change in found:
        if _is_told_to(told, mine, tree):
            url = url_for("announcing.show", initiative_code=change.code, announcement_id=told.id)
            yield News(told.subject, told.text, change.name, told.sent_at, url)


def is_told_to(session: Session, told: Announcement, person_id: int | None, today: date) -> bool:
    """Whether it was told to somebody, as they are ambassador now."""
    if person_id is None:
        return False
    rows = ambassadorships(session, told.initiative_id, person_id, stood_in_for=True)
    mine = [row for row in rows if row.is_task_of(person_id, today)]
    return _is_told_to(told, mine, tree_on(session, today))


def sent(initiative_id: int) -> Select[*tuple[Any, ...]]:
    """Query for what was told of a change, with who told it, the newest first."""
    return (
        select(Announcement, User.name)
        .outerjoin(User, Announcement.sent_by == User.id)
        .where(Announcement.initiative_id == initiative_id)
        .order_by(Announcement.sent_at.desc(), Announcement.id.desc())
    )


def _is_told_to(told: Announcement, mine: Iterable[AmbassadorshipRow], tree: Tree | None) -> bool:
    of_it = [row for row in mine if row.initiative_id == told.initiative_id]
    return any(tree is None or _is_for(tree, told.department_id, row.department_id) for row in of_it)


def _is_for(tree: Tree, department_id: int | None, serves: int) -> bool:
    """Whether what goes to a department reaches who serves another: the same one, or one below it."""
    if department_id is None or department_id == serves:
        return True
    return serves in tree.by_id and any(row.id == department_id for row in tree.ancestors(serves))


def _number_since(session: Session, initiative_id: int, since: datetime) -> int:
    query = select(func.count()).where(Announcement.initiative_id == initiative_id, Announcement.sent_at >= since)
    return session.scalar(query) or 0


def _told_since(
    session: Session, initiative_ids: Collection[int], since: datetime
) -> list[tuple[Announcement, Initiative]]:
    rows = session.execute(
        select(Announcement, Initiative)
        .join(Initiative, Announcement.initiative_id == Initiative.id)
        .where(Announcement.initiative_id.in_(initiative_ids), Announcement.sent_at > since)
        .order_by(Announcement.sent_at.desc(), Announcement.id.desc())
        .limit(3)
    )
    return [(told, change) for told, change in rows]
