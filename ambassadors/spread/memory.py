"""What one process remembers of the facts, by the versions that the ledger gave them; safe with several threads.

Facts that did not change are not read again, and of a changed log only the days that are marked. Whoever remembers
nothing yet starts from what is stored.
"""

from collections.abc import Callable, Collection, Hashable
from dataclasses import dataclass, field, replace
from datetime import date
from threading import Lock
from typing import Any, cast

from sqlalchemy.orm import Session

from ambassadors.initiatives.models import Initiative
from ambassadors.ledger.models import Topic
from ambassadors.ledger.queries import Versions, versions_of
from ambassadors.ledger.recording import has_unsaved
from ambassadors.measures.working_days import USUAL, Observed
from ambassadors.organisation.history import History
from ambassadors.organisation.queries import history
from ambassadors.results.queries import WorklistFacts, worklist_of
from ambassadors.spread.facts import Facts, SignalLog
from ambassadors.spread.keeping import Answer, Kept, Pieces
from ambassadors.spread.logbook import Logbook
from ambassadors.spread.logged import LoggedSoFar, logged_by
from ambassadors.spread.queries import audiences_of, departments_in, roster_of, signals_of, thresholds_of
from ambassadors.spread.roster import Roster

_MOST_DAYS = 40
_MOST_ANSWERS = 60
_MOST_PIECES = 5_000


class Remembered:
    """What is remembered of one initiative: each fact with the version that it was read at."""

    def __init__(self) -> None:
        self.lock = Lock()
        self.log: LoggedSoFar | None = None
        self._facts: dict[str, tuple[Hashable, Any]] = {}
        self._answers: tuple[Hashable, Kept] = None, Kept(_MOST_ANSWERS)
        self._parts = Kept(_MOST_ANSWERS)
        self.pieces = Kept(_MOST_PIECES)

    def fact(self, name: str, version: Hashable, read: Callable[[], Answer]) -> Answer:
        """A fact as it is at this version: remembered, or read."""
        kept = self._facts.get(name)
        if kept is None or kept[0] != version:
            kept = self._facts[name] = version, read()
        return cast(Answer, kept[1])

    def about(self, version: Hashable, question: Hashable, make: Callable[[], Answer]) -> Answer:
        """What was answered to a question about some of the facts, of this version, or a new answer."""
        return self._parts.answer((version, question), make)

    def answer(self, version: Hashable, question: Hashable, make: Callable[[], Answer]) -> Answer:
        """What was answered to a question about all facts of this version, or a new answer; older ones go."""
        with self.lock:
            if self._answers[0] != version:
                self._answers = version, Kept(_MOST_ANSWERS)
            answers = self._answers[1]
        return answers.answer(question, make)


@dataclass(frozen=True, eq=False, slots=True)
class Known:
    """The facts of a change, the worklist, and the versions that they were read at."""

    facts: Facts
    worklist: WorklistFacts
    versions: tuple[tuple[Topic, int], ...]
    remembered: Remembered

    def about(self, topics: Collection[Topic], question: Hashable, make: Callable[[], Answer]) -> Answer:
        """What was answered before to a question that rests on some topics alone, or a new answer."""
        version = tuple((topic, number) for topic, number in self.versions if topic in topics)
        return self.remembered.about(version, question, make)

    def pieces(self, subject: Hashable) -> Pieces:
        """Pieces of pages about a subject, which are made again only where what they tell has changed."""
        return self.remembered.pieces.about(subject)

    def answer(self, question: Hashable, make: Callable[[], Answer]) -> Answer:
        """What was answered before to a question about these facts, or a new answer."""
        return self.remembered.answer(self.versions, question, make)


@dataclass(frozen=True, eq=False, slots=True)
class Memory:
    """What a process remembers of all initiatives; `observed` are the holidays that are kept here."""

    observed: Observed = USUAL
    _lock: Lock = field(default_factory=Lock)
    _known: dict[int, Remembered] = field(default_factory=dict)
    _storing: set[int] = field(default_factory=set)

    def known(self, session: Session, initiative: Initiative, until: date) -> Known:
        """The facts of a change, with signals as they stood on `until`. One query if nothing changed."""
        if has_unsaved(session):
            return _read(session, initiative, until, Remembered(), self.observed)
        with self._lock:
            remembered = self._known.setdefault(initiative.id, Remembered())
        with remembered.lock:
            return _read(session, initiative, until, remembered, self.observed)

    def roster(self, session: Session, initiative: Initiative) -> Roster:
        """The organisation and the ambassadors of a change alone. One query if nothing changed."""
        with self._lock:
            remembered = self._known.setdefault(initiative.id, Remembered())
        if has_unsaved(session):
            remembered = Remembered()
        with remembered.lock:
            return _roster(session, initiative.id, versions_of(session, initiative.id), remembered)

    def unstored(self, initiative_id: int) -> LoggedSoFar | None:
        """The log as it was last read, if much of it is not stored yet: once, until it is said how that went."""
        with self._lock:
            remembered = self._known.get(initiative_id)
            log = remembered.log if remembered else None
            if log is None or not log.wants_storing or initiative_id in self._storing:
                return None
            self._storing.add(initiative_id)
            return log

    def has_stored(self, initiative_id: int, log: LoggedSoFar, *, stored: bool) -> None:
        """Note that this log is stored by now; or that somebody else stored it, so that theirs is read."""
        with self._lock:
            self._storing.discard(initiative_id)
            remembered = self._known.get(initiative_id)
            if remembered and not stored:
                del self._known[initiative_id]
        if remembered and stored:
            with remembered.lock:
                if remembered.log is log:
                    remembered.log = replace(log, stored=log.number, changed=frozenset())


def _read(session: Session, initiative: Initiative, until: date, remembered: Remembered, observed: Observed) -> Known:
    versions = versions_of(session, initiative.id)
    roster = _roster(session, initiative.id, versions, remembered)
    signals: dict[date, SignalLog] = remembered.fact("signals", versions[Topic.SIGNALS], dict)
    if until not in signals:
        if len(signals) >= _MOST_DAYS:
            signals.clear()
        signals[until] = signals_of(session, initiative.id, until)
    facts = Facts(
        starts=initiative.starts_on,
        thresholds=thresholds_of(initiative),
        roster=roster,
        logbook=_logbook(session, initiative.id, versions, roster.history, remembered),
        signals=signals[until],
        observed=observed,
    )
    worklist = remembered.fact("worklist", versions[Topic.RESULTS], lambda: worklist_of(session, initiative.id))
    return Known(facts, worklist, tuple(sorted(versions.items())), remembered)


def _roster(session: Session, initiative_id: int, versions: Versions, remembered: Remembered) -> Roster:
    organisation = versions[Topic.ORGANISATION]
    known = remembered.fact("history", organisation, lambda: history(session, initiative_id))
    version = (organisation, versions[Topic.NETWORK])
    return remembered.fact("roster", version, lambda: roster_of(session, initiative_id, known))


def _logbook(
    session: Session, initiative_id: int, versions: Versions, known: History, remembered: Remembered
) -> Logbook:
    """The logbook with what was marked since it was last read."""
    audiences = remembered.fact("audiences", versions[Topic.CHANGE], lambda: audiences_of(session))
    departments = remembered.fact("departments", versions[Topic.ORGANISATION], lambda: departments_in(known))
    remembered.log = logged_by(session, initiative_id, versions[Topic.LOG], remembered.log, audiences, departments)
    return remembered.log.book
