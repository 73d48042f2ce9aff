"""Writes jobs: asked for, taken up, done, failed, tried again."""

import secrets
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, cast

from sqlalchemy import CursorResult, Update, delete, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from ambassadors.jobs.models import Job
from ambassadors.jobs.queries import open_jobs
from ambassadors.jobs.rules import KEPT_FOR, is_the_last, wait_after


@dataclass(frozen=True, slots=True)
class Claim:
    """A job as the worker holds it that took it up; `word` is known to that attempt alone."""

    job_id: int
    kind: str
    payload: Mapping[str, Any]
    attempts: int
    word: str


def enqueue(
    session: Session,
    kind: str,
    payload: Mapping[str, Any],
    due_at: datetime,
    now: datetime,
    key: str | None = None,
) -> bool:
    """Have `kind` done from `due_at` on, if the caller's transaction commits; returns whether it is new.

    With a `key` it is asked for once, by whoever comes first. `payload` holds ids and dates, never people.
    """
    if key is not None and session.scalar(select(Job.id).where(Job.key == key)) is not None:
        return False
    try:
        with session.begin_nested():
            session.add(Job(kind=kind, key=key, payload=dict(payload), due_at=due_at, created_at=now))
    except IntegrityError:
        return False
    return True


def claim(session: Session, kinds: Collection[str], now: datetime, lease: timedelta) -> Claim | None:
    """Take up the job of these kinds that waits longest, if there is one, for as long as `lease`.

    One that was taken up too often without an end, as by workers that died of it, is given up instead.
    """
    # PostgreSQL passes over what another worker is taking up; on SQLite one worker at a time comes here.
    query = (
        select(Job)
        .where(Job.kind.in_(kinds), *open_jobs(now))
        .order_by(Job.due_at, Job.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    while (job := session.scalar(query)) is not None:
        if not is_the_last(job.attempts):
            job.attempts += 1
            job.claimed_by, job.claimed_until = secrets.token_hex(16), now + lease
            session.flush()
            return Claim(job.id, job.kind, job.payload, job.attempts, job.claimed_by)
        job.given_up_at, job.claimed_by, job.claimed_until = now, None, None
        job.last_error = job.last_error or "Interrupted"
        session.flush()
    return None


def finish(session: Session, claim: Claim, now: datetime) -> bool:
    """The job is done; False if it is no longer this attempt's to end."""
    return _ended(session, _held(claim).values(done_at=now, claimed_by=None, claimed_until=None, last_error=None))


def fail(session: Session, claim: Claim, error: str, now: datetime) -> bool:
    """This attempt failed: try later, or give up after the last; False if it is no longer this attempt's to end."""
    last = is_the_last(claim.attempts)
    return _ended(
        session,
        _held(claim).values(
            last_error=error,
            given_up_at=now if last else None,
            due_at=now + wait_after(claim.attempts),
            claimed_by=None,
            claimed_until=None,
        ),
    )


def try_again(session: Session, now: datetime) -> None:
    """Take up anew, from the first attempt, all that was given up."""
    session.execute(update(Job).where(Job.given_up_at.is_not(None)).values(given_up_at=None, attempts=0, due_at=now))


def forget_old(session: Session, now: datetime) -> None:
    """Remove what was done long ago."""
    session.execute(delete(Job).where(Job.done_at < now - KEPT_FOR))


def _held(claim: Claim) -> Update:
    return update(Job).where(Job.id == claim.job_id, Job.claimed_by == claim.word)


def _ended(session: Session, statement: Update) -> bool:
    return cast("CursorResult[Any]", session.execute(statement)).rowcount == 1
