"""Reads who wants which message, how long ambassadors have been silent, and what a network did."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from typing import NamedTuple

import numpy as np
from sqlalchemy import exists, func, select
from sqlalchemy.orm import Session

from ambassadors.accounts.models import Grant, User
from ambassadors.activities.models import Activity, DoneBy, NothingToReport, Reach
from ambassadors.mail.models import Message
from ambassadors.measures.quiet import quiet_days
from ambassadors.messages.models import Reminder, Unwanted
from ambassadors.messages.rules import LOOKS_BACK, WEEK, MessageKind, reminder_due
from ambassadors.network.queries import AmbassadorshipRow, ambassadorships
from ambassadors.network.rules import Status, step_on
from ambassadors.organisation.queries import quiet_periods, tree_on
from ambassadors.results.models import Result, ResultStep
from ambassadors.results.rules import ResultStatus
from ambassadors.security.policy import Role
from ambassadors.start.queries import last_contacts


@dataclass(frozen=True, slots=True)
class Silent:
    """An ambassadorship that is silent since a day, and after how many weeks that is to be told now."""

    row: AmbassadorshipRow
    since: date
    weeks: int


class Doings(NamedTuple):
    """What a network did since some moment; nobody is named, and nothing is ranked."""

    activities: int
    departments: int
    results: int


def readers(session: Session, kind: MessageKind, user_ids: Iterable[int] | None = None) -> list[User]:
    """Users with an account that they use who want this kind of message, of some if asked; by id."""
    unwanted = exists().where(Unwanted.user_id == User.id, Unwanted.kind == kind)
    query = select(User).where(User.closed_at.is_(None), User.password_hash.is_not(None), ~unwanted)
    if user_ids is not None:
        query = query.where(User.id.in_(list(user_ids)))
    return list(session.scalars(query.order_by(User.id)))


def unwanted_by(session: Session, user_id: int) -> frozenset[MessageKind]:
    """The kinds that a user has switched off."""
    return frozenset(session.scalars(select(Unwanted.kind).where(Unwanted.user_id == user_id)))


def since_last_digest(session: Session, user_id: int, now: datetime) -> datetime:
    """From when on a digest tells: the last one that there was, but not longer ago than four weeks; else a week."""
    last = session.scalar(
        select(func.max(Message.queued_at, type_=Message.queued_at.type)).where(
            Message.user_id == user_id, Message.kind == MessageKind.DIGEST
        )
    )
    return last if last is not None and last >= now - LOOKS_BACK else now - WEEK


def doings(session: Session, initiative_id: int, since: datetime) -> Doings:
    """What was logged for a change since then, and came into use. Three queries."""
    logged = (
        Activity.initiative_id == initiative_id,
        Activity.logged_at >= since,
        Activity.undone_at.is_(None),
    )
    activities = session.scalar(select(func.count()).select_from(Activity).where(*logged))
    departments = session.scalar(
        select(func.count(Reach.department_id.distinct()))
        .join(Activity, Reach.activity_id == Activity.id)
        .where(*logged)
    )
    results = session.scalar(
        select(func.count(ResultStep.result_id.distinct()))
        .join(Result, ResultStep.result_id == Result.id)
        .where(
            Result.initiative_id == initiative_id,
            Result.status.in_((ResultStatus.IN_USE, ResultStatus.RECHECKED)),
            ResultStep.status == ResultStatus.IN_USE,
            ResultStep.recorded_at >= since,
        )
    )
    return Doings(activities or 0, departments or 0, results or 0)


def change_managers(session: Session, initiative_id: int, today: date) -> list[int]:
    """Ids of the users who run a change today."""
    held = (Grant.role == Role.CHANGE_MANAGER, Grant.valid_from <= today, today < Grant.valid_until)
    for_it = (Grant.initiative_id == initiative_id) | Grant.initiative_id.is_(None)
    return list(session.scalars(select(Grant.user_id).where(*held, for_it).distinct().order_by(Grant.user_id)))


def silent(session: Session, initiative_id: int, today: date, zone: tzinfo) -> list[Silent]:
    """Who of a change is to be told today that nothing was logged, and was not told of it yet. Nine queries.

    Silence begins with the last activity or “nothing to report” of the ambassador, the last contact that anybody had
    with the department, the start, the end of a break, or the account: whatever came last.
    """
    rows = [row for row in ambassadorships(session, initiative_id) if row.status_on(today) is Status.ACTIVE]
    accounts = _accounts(session, {row.person_id for row in rows}, zone)
    rows = [row for row in rows if row.person_id in accounts]
    if not rows:
        return []
    deeds, said = _last_deeds(session, rows, today), _last_nothing(session, rows, today)
    contacts = last_contacts(session, {row.department_id for row in rows}, today)
    since = [
        max(
            _active_since(row, today),
            accounts[row.person_id],
            deeds.get(row.id, date.min),
            said.get(row.id, date.min),
            contacts.get((initiative_id, row.department_id), date.min),
        )
        for row in rows
    ]
    days, quiet_now = _silent_days(session, rows, since, today)
    told = {
        (ambassadorship_id, begin, weeks)
        for ambassadorship_id, begin, weeks in session.execute(
            select(Reminder.ambassadorship_id, Reminder.since, Reminder.weeks).where(
                Reminder.ambassadorship_id.in_([row.id for row in rows])
            )
        )
    }
    found = []
    for row, begin, silent_days, quiet in zip(rows, since, days, quiet_now, strict=True):
        weeks = reminder_due(row.begun_on or begin, silent_days, today, quiet_today=quiet)
        if weeks and (row.id, begin, weeks) not in told:
            found.append(Silent(row, begin, weeks))
    return found


def _accounts(session: Session, people: set[int], zone: tzinfo) -> dict[int, date]:
    """Since which day each of some people has an account that they use."""
    rows = session.execute(
        select(User.person_id, User.created_at).where(
            User.person_id.in_(people), User.closed_at.is_(None), User.password_hash.is_not(None)
        )
    )
    return {person: made.astimezone(zone).date() for person, made in rows if person is not None}


def _active_since(row: AmbassadorshipRow, today: date) -> date:
    step = step_on(row.steps, today)
    if step is None:
        return row.valid_from
    return step.until if step.until is not None and step.until <= today else step.on


def _last_deeds(session: Session, rows: Iterable[AmbassadorshipRow], today: date) -> dict[int, date]:
    query = (
        select(DoneBy.ambassadorship_id, func.max(Activity.on))
        .join(Activity, DoneBy.activity_id == Activity.id)
        .where(DoneBy.ambassadorship_id.in_([row.id for row in rows]))
        .where(Activity.undone_at.is_(None), Activity.on <= today)
        .group_by(DoneBy.ambassadorship_id)
    )
    return dict(session.execute(query).all())


def _last_nothing(session: Session, rows: Iterable[AmbassadorshipRow], today: date) -> dict[int, date]:
    query = (
        select(NothingToReport.ambassadorship_id, func.max(NothingToReport.on))
        .where(NothingToReport.ambassadorship_id.in_([row.id for row in rows]))
        .where(NothingToReport.undone_at.is_(None), NothingToReport.on <= today)
        .group_by(NothingToReport.ambassadorship_id)
    )
    return dict(session.execute(query).all())


def _silent_days(
    session: Session, rows: list[AmbassadorshipRow], since: list[date], today: date
) -> tuple[list[int], list[bool]]:
    """Per row the days since its day that count, and whether today does not count."""
    periods, tree = quiet_periods(session), tree_on(session, today)
    holds = np.zeros((len(rows), len(periods)), dtype=np.bool_)
    for place, (_first, _until, department_id) in enumerate(periods):
        if department_id is None:
            holds[:, place] = True
        elif department_id in tree.by_id:
            below = {each.id for each in tree.branch(department_id)}
            holds[:, place] = [row.department_id in below for row in rows]
    first = np.array([each[0].toordinal() for each in periods], dtype=np.int64)
    until = np.array([each[1].toordinal() for each in periods], dtype=np.int64)
    quiet, day = quiet_days(first, until, holds), np.array([each.toordinal() for each in since], dtype=np.int64)
    now = today.toordinal()
    counted = now - day - quiet.since(day, now)
    quiet_now = quiet.since(np.full(len(rows), now - 1), now) > 0
    return counted.tolist(), quiet_now.tolist()
