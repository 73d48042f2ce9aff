"""Reads what is waiting, and what was given up."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, case, exists, func, or_, select
from sqlalchemy.orm import Session

from ambassadors.jobs.models import Job
from ambassadors.jobs.rules import LATE_AFTER


@dataclass(frozen=True, slots=True)
class GivenUp:
    """Jobs of one kind that were given up, by the error that they ended with."""

    kind: str
    error: str | None
    number: int
    latest: datetime | None


@dataclass(frozen=True, slots=True)
class State:
    """How the background work stands: jobs that wait for their time or a worker, and those that were given up.

    `late_since` is since when something waits that should have been done by now: then no worker runs.
    """

    waiting: int
    late_since: datetime | None
    given_up: tuple[GivenUp, ...]

    @property
    def is_well(self) -> bool:
        """Whether nobody needs to look at it."""
        return self.late_since is None and not self.given_up


def open_jobs(now: datetime) -> tuple[ColumnElement[bool], ...]:
    """What holds of a job that can be taken up now."""
    return (
        Job.done_at.is_(None),
        Job.given_up_at.is_(None),
        Job.due_at <= now,
        or_(Job.claimed_until.is_(None), Job.claimed_until <= now),
    )


def is_anything_due(session: Session, kinds: Collection[str], now: datetime) -> bool:
    """Whether there is something to take up now."""
    return bool(session.scalar(select(exists().where(Job.kind.in_(kinds), *open_jobs(now)))))


def state_of(session: Session, now: datetime) -> State:
    """How the background work stands. Two queries."""
    due_since = case((Job.claimed_until > now, None), (Job.due_at <= now - LATE_AFTER, Job.due_at))
    waiting, late_since = session.execute(
        select(func.count(), func.min(due_since, type_=Job.due_at.type)).where(
            Job.done_at.is_(None), Job.given_up_at.is_(None)
        )
    ).one()
    given_up = session.execute(
        select(Job.kind, Job.last_error, func.count(), func.max(Job.given_up_at, type_=Job.due_at.type))
        .where(Job.given_up_at.is_not(None))
        .group_by(Job.kind, Job.last_error)
        .order_by(Job.kind, Job.last_error)
    )
    return State(waiting, late_since, tuple(GivenUp(*row) for row in given_up))
