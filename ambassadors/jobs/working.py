"""The worker: takes up jobs one by one and has them done, as often as it takes, until it is told to stop."""

import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from threading import Event
from typing import Any, TypeAlias

from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from ambassadors.db import transaction
from ambassadors.jobs import queries, service
from ambassadors.jobs.rules import LEASE
from ambassadors.jobs.service import Claim

_log = logging.getLogger(__name__)

PAUSE = 2.0
"""Seconds between two looks for work."""
PAUSE_WITHOUT_DATABASE = 20.0
STILL_WORTH_IT = timedelta(days=2)
"""A round that could not begin for so long, as no worker ran, waits for its next time."""


class LostClaim(Exception):
    """This attempt took so long that another worker has taken the job over."""


@dataclass
class Task:
    """A job as its handler sees it.

    A handler that only writes to the database does so in `finishing()`: what it wrote and that it is done are then
    one transaction, so that it is done once however often a worker dies. Others have `transaction()` for the steps
    before. Instead of failing, a handler raises.
    """

    payload: Mapping[str, Any]
    now: Callable[[], datetime]
    _claim: Claim
    _sessions: Callable[[], Session]
    is_finished: bool = False

    @contextmanager
    def transaction(self) -> Iterator[Session]:
        """A transaction on the way; a worker that dies after it begins the job anew."""
        with self._sessions() as session, transaction(session):
            yield session

    @contextmanager
    def finishing(self, *, even_if_lost: bool = False) -> Iterator[Session]:
        """The transaction in which the job is done. Raises LostClaim, and writes nothing, if another has it now.

        With `even_if_lost` it is written all the same: it happened, whoever holds the job.
        """
        with self.transaction() as session:
            yield session
            if not service.finish(session, self._claim, self.now()) and not even_if_lost:
                raise LostClaim
        self.is_finished = True


Handler: TypeAlias = Callable[[Task], None]


@dataclass(frozen=True, slots=True)
class Round:
    """A job that comes back: `latest` gives the last moment up to now at which it was to begin."""

    kind: str
    latest: Callable[[datetime], datetime]

    def key(self, now: datetime) -> str:
        """What the round of now is asked for by, once."""
        return f"{self.kind}:{self.latest(now).isoformat()}"


@dataclass
class Worker:
    """Does jobs with the handlers of their kinds. Any number of workers may run, on any number of machines."""

    sessions: Callable[[], Session]
    handlers: Mapping[str, Handler]
    clock: Callable[[], datetime]
    rounds: Sequence[Round] = ()
    lease: timedelta = LEASE
    _begun: set[str] = field(default_factory=set)

    def run(self, stop: Event, pause: float = PAUSE) -> None:
        """Work until `stop` is set; what was begun is ended first."""
        while not stop.is_set():
            try:
                if not self.do_one():
                    stop.wait(pause)
            except OperationalError:
                _log.exception("the database cannot be reached; trying again later")
                stop.wait(PAUSE_WITHOUT_DATABASE)

    def do_all(self, stop: Event | None = None) -> int:
        """Do all that is due now; returns how many jobs that were."""
        done = 0
        while not (stop and stop.is_set()) and self.do_one():
            done += 1
        return done

    def do_one(self) -> bool:
        """Take up one job, if any is due, and have it done; returns whether there was one."""
        self._begin_rounds()
        claim = self._next()
        if claim is None:
            return False
        task = Task(claim.payload, self.clock, claim, self.sessions)
        try:
            self.handlers[claim.kind](task)
            if not task.is_finished:
                raise RuntimeError("a handler ends in task.finishing()")
        except LostClaim:
            _log.warning("job %s (%s) took too long and is another worker's now", claim.job_id, claim.kind)
        except Exception as error:  # noqa: BLE001  whatever went wrong in one job, the others go on; it is told
            _log.exception("job %s (%s) failed, attempt %s", claim.job_id, claim.kind, claim.attempts)
            with task.transaction() as session:
                service.fail(session, claim, type(error).__name__, self.clock())
        return True

    def _next(self) -> Claim | None:
        now = self.clock()
        with self.sessions() as session:
            # Looking takes no lock, so that an idle worker is in nobody's way.
            if not queries.is_anything_due(session, self.handlers, now):
                return None
        with self.sessions() as session, transaction(session):
            return service.claim(session, self.handlers, now, self.lease)

    def _begin_rounds(self) -> None:
        now = self.clock()
        for each in self.rounds:
            key, at = each.key(now), each.latest(now)
            if key not in self._begun and now - at < STILL_WORTH_IT:
                with self.sessions() as session, transaction(session):
                    service.enqueue(session, each.kind, {"at": at.isoformat()}, at, now, key)
                self._begun.add(key)
