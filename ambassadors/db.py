"""The database: base class, names of constraints, types, and one way to write."""

import fcntl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any, ClassVar

from flask_sqlalchemy_lite import SQLAlchemy
from sqlalchemy import (
    JSON,
    CheckConstraint,
    ColumnElement,
    Connection,
    Date,
    DateTime,
    Dialect,
    Engine,
    Enum,
    MetaData,
    Numeric,
    Result,
    Text,
    TypeDecorator,
    event,
    or_,
    text,
)
from sqlalchemy.orm import DeclarativeBase, InstrumentedAttribute, Mapped, Session, mapped_column

from ambassadors.measures.words import beginnings

BEGINNING = date(1, 1, 1)
"""First day of a period that is open at the start."""
FOREVER = date(9999, 12, 31)
"""Day after a period that has no end."""


_AFTER_COMMIT = "after_commit"
_LONGEST_SEARCH = 200
_AT_ONCE = 1_000


class UtcDateTime(TypeDecorator[datetime]):
    """An instant: aware in Python, stored as UTC, so that SQLite keeps what PostgreSQL keeps."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002  SQLAlchemy passes it
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("an instant needs a time zone")
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002  SQLAlchemy passes it
        return None if value is None else value.replace(tzinfo=UTC)


class Base(DeclarativeBase):
    """Base of all tables."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        str: Text(),
        date: Date(),
        datetime: UtcDateTime(),
        # Two decimals are kept exactly; Python reads floats, since SQLite has no decimals of its own.
        float: Numeric(12, 2, asdecimal=False),
        dict[str, Any]: JSON(),
        # Stored by value, as text, so that a migration needs no type of its own.
        StrEnum: Enum(StrEnum, native_enum=False, length=30, values_callable=lambda kind: [m.value for m in kind]),
    }


class Period:
    """Mixin: a half-open period of local days, [valid_from, valid_until)."""

    valid_from: Mapped[date] = mapped_column(default=BEGINNING)
    valid_until: Mapped[date] = mapped_column(default=FOREVER)


def period_in_order() -> CheckConstraint:
    """The constraint that belongs with `Period`."""
    return CheckConstraint("valid_from < valid_until", name="period_in_order")


def one_of(column: str, kind: type[StrEnum]) -> CheckConstraint:
    """The constraint that `column` holds a value of `kind`."""
    values = ", ".join(f"'{member.value}'" for member in kind)
    return CheckConstraint(f"{column} IN ({values})", name=f"{column}_known")


db = SQLAlchemy(session_options={"expire_on_commit": False})


def prepare_engine(engine: Engine) -> None:
    """Set a new engine up as measured: see docs/adr/0003-two-databases.md."""
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepare_sqlite_connection)
        event.listen(engine, "begin", _begin_sqlite)


def _prepare_sqlite_connection(connection: Any, _record: Any) -> None:
    # The driver's own transaction handling starts a deferred BEGIN; `_begin_sqlite` decides instead.
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute("PRAGMA journal_mode = WAL")
    cursor.execute("PRAGMA synchronous = FULL")
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.execute("PRAGMA busy_timeout = 15000")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


@contextmanager
def transaction(session: Session) -> Iterator[Session]:
    """Write in one transaction: return to commit, raise to roll back. Not nested; `session` must be fresh."""
    if session.in_transaction():
        raise RuntimeError("a transaction has begun already; write in that one")
    with _write_lock(session.get_bind()):
        session.connection(execution_options={"writes": True})
        try:
            yield session
            session.commit()
        except BaseException:
            session.rollback()
            session.info.pop(_AFTER_COMMIT, None)
            raise
    for action in session.info.pop(_AFTER_COMMIT, []):
        action()


def after_commit(session: Session, action: Callable[[], None]) -> None:
    """Do something once what `transaction` wraps is committed and the lock released; never if it is not."""
    session.info.setdefault(_AFTER_COMMIT, []).append(action)


@contextmanager
def attempt(session: Session) -> Iterator[None]:
    """Write in a savepoint: what is raised takes back what was written inside, and what was to happen after."""
    waiting = len(session.info.get(_AFTER_COMMIT, []))
    try:
        with session.begin_nested():
            yield
            session.flush()
    except BaseException:
        del session.info.get(_AFTER_COMMIT, [])[waiting:]
        session.expire_all()
        raise


@contextmanager
def _write_lock(bind: Engine | Connection) -> Iterator[None]:
    """On SQLite, queue writers in file-lock order: fair, where its own busy handler makes some wait for seconds."""
    path = bind.engine.url.database if bind.dialect.name == "sqlite" else None
    if not path or path == ":memory:":
        yield
        return
    with Path(f"{path}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def search_words(text: str) -> list[str]:
    """The words to look for, in small letters; of a very long text the beginning, as databases limit a question."""
    return text[:_LONGEST_SEARCH].lower().split()


def says(column: ColumnElement[Any] | InstrumentedAttribute[Any], word: str) -> ColumnElement[bool]:
    """Whether a text holds a word that somebody looks for, in its singular or plural."""
    return or_(*(column.icontains(beginning, autoescape=True) for beginning in beginnings(word)))


def to_keep(found: Result[*tuple[Any, ...]]) -> Iterator[tuple[Any, ...]]:
    """Rows as plain tuples, in which equal days and equal whole numbers are one object.

    A driver makes an object of each value: the tens of thousands of rows that a process remembers tell of some
    hundreds of days. Nor is there ever more than some of them in the form of the driver.
    """
    known: dict[type, dict[Any, Any]] = {date: {}, int: {}}
    for row in found.yield_per(_AT_ONCE):
        yield tuple([known[type(each)].setdefault(each, each) if type(each) in known else each for each in row])


def lock_for_write(session: Session, name: str) -> None:
    """Let one writer at a time pass `name` until it commits. SQLite has one writer anyway."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("SELECT pg_advisory_xact_lock(hashtext(:name))"), {"name": name})
