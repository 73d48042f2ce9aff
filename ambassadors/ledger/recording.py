"""Writes down what a transaction changed, whoever changed it, in that same transaction.

Sessions tell which objects they flush and which statements they run; a table of topics says what those belong to.
Of activities the days are marked too: reach and doers change only along with their activity, whose version rises.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, TypeAlias

from sqlalchemy import Delete, Insert, Update, event, insert, inspect, text
from sqlalchemy.orm import MANYTOONE, ORMExecuteState, Session, SessionTransaction, sessionmaker

from ambassadors.db import Base
from ambassadors.ledger.models import ALL_INITIATIVES, Mark, Topic

_NOTED = "ledger"
_NEXT = text(
    "INSERT INTO ledger_version (initiative_id, topic, number) VALUES (:initiative_id, :topic, 1) "
    "ON CONFLICT (initiative_id, topic) DO UPDATE SET number = ledger_version.number + 1 RETURNING number"
)
_MARK = insert(Mark)

Topics: TypeAlias = Mapping[type[Base], Topic]
Change = tuple[int, Topic, date | None]
"""Initiative's id, topic, and of activities the day."""


def keep(sessions: sessionmaker[Session], topics: Topics) -> None:
    """Let sessions of this maker write down what changes, by the topic of each table; other tables do not count."""
    event.listen(sessions, "before_flush", lambda session, *_rest: _note_objects(session, topics))
    event.listen(sessions, "do_orm_execute", lambda state: _note_statement(state, topics))
    event.listen(sessions, "before_commit", _write_down)
    event.listen(sessions, "after_soft_rollback", _forget)


def has_unsaved(session: Session) -> bool:
    """Whether the transaction of this session has changed what others cannot see yet."""
    return bool(session.info.get(_NOTED) or session.new or session.dirty or session.deleted)


def _note_objects(session: Session, topics: Topics) -> None:
    changed = (*session.new, *session.deleted, *(each for each in session.dirty if session.is_modified(each)))
    for each in changed:
        if topic := topics.get(type(each)):
            _noted(session).update(_changes(each, topic))


def _note_statement(state: ORMExecuteState, topics: Topics) -> None:
    topic = topics.get(state.bind_mapper.class_) if state.bind_mapper else None
    if topic and isinstance(state.statement, Insert | Update | Delete):
        _noted(state.session).update(_stated(state, topic))


def _write_down(session: Session) -> None:
    if not session.in_nested_transaction():
        session.flush()
        _write(session, session.info.pop(_NOTED, set()))


def _forget(session: Session, ended: SessionTransaction) -> None:
    # What a savepoint took back stays noted: reading something again in vain does no harm.
    if not ended.nested:
        session.info.pop(_NOTED, None)


def _noted(session: Session) -> set[Change]:
    noted: set[Change] = session.info.setdefault(_NOTED, set())
    return noted


def _changes(changed: Any, topic: Topic) -> Iterator[Change]:
    initiative_id = _initiative_of(changed)
    if topic is not Topic.LOG:
        yield initiative_id, topic, None
    elif hasattr(changed, "on"):
        before = inspect(changed).attrs.on.history.deleted or ()
        for day in {changed.on, *before}:
            yield initiative_id, topic, day


def _initiative_of(changed: Any) -> int:
    """The initiative that a row names, or the row that it is a part of; else it counts for all."""
    parts = [each.key for each in inspect(changed).mapper.relationships if each.direction is MANYTOONE]
    for each in (changed, *(changed.__dict__.get(key) for key in parts)):
        if initiative_id := getattr(each, "initiative_id", None):
            return int(initiative_id)
    return ALL_INITIATIVES


def _stated(state: ORMExecuteState, topic: Topic) -> Iterator[Change]:
    """What a statement changes; of activities it can only insert rows (else RuntimeError), with their days."""
    if topic is not Topic.LOG:
        yield ALL_INITIATIVES, topic, None
        return
    if not isinstance(state.statement, Insert) or not isinstance(state.parameters, list):
        raise RuntimeError("change activities one by one, or insert them as rows: else nobody knows of which days")
    if state.bind_mapper and state.bind_mapper.has_property("on"):
        yield from ((row["initiative_id"], Topic.LOG, row["on"]) for row in state.parameters)


def _write(session: Session, changes: set[Change]) -> None:
    if not changes:
        return
    connection = session.connection()
    # In one order for everybody, so that two writers never wait for each other.
    for initiative_id, topic in sorted({(each[0], each[1]) for each in changes}):
        number = connection.execute(_NEXT, {"initiative_id": initiative_id, "topic": topic.value}).scalar_one()
        days = {day for changed, of, day in changes if (changed, of) == (initiative_id, topic) and day}
        if days:
            rows = [{"initiative_id": initiative_id, "number": number, "on": day} for day in sorted(days)]
            connection.execute(_MARK, rows)
