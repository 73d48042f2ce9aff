"""Puts a made-up organisation into an empty database, in bulk."""

from collections.abc import Iterator, Mapping
from contextlib import closing

from sqlalchemy import Connection, Engine, func, select
from sqlalchemy.orm import Session

from ambassadors import migrating
from ambassadors.db import transaction
from ambassadors.initiatives.models import ActivityKind, Initiative
from ambassadors.models import metadata
from ambassadors.spread.service import rebuild
from benchmarks.generator.columns import Rows
from benchmarks.generator.initiatives import initiative_rows
from benchmarks.generator.log import log_rows, main_term, make_log
from benchmarks.generator.network import make_network, network_rows
from benchmarks.generator.organisation import make_organisation, organisation_rows
from benchmarks.generator.results import result_rows
from benchmarks.generator.signals import signal_rows
from benchmarks.generator.sizes import Plan
from benchmarks.generator.users import AMBASSADOR, user_rows

_GIVEN = frozenset({"activity_kind"})
"""Tables that the migrations fill."""


class HasData(Exception):
    """The database holds something already; it stays as it is."""


def load(engine: Engine, plan: Plan) -> None:
    """Fill the database of `engine`, which is migrated if need be; raises HasData."""
    migrating.migrate(engine)
    with engine.connect() as connection:
        _refuse_data(connection)
        if engine.dialect.name == "sqlite":
            # Nothing here is worth keeping if the power fails.
            connection.exec_driver_sql("PRAGMA cache_size = -500000")
            connection.commit()
    with engine.execution_options(writes=True).begin() as connection:
        for rows in all_rows(plan, _kinds(connection)):
            _insert(connection, rows)
        if engine.dialect.name == "postgresql":
            _count_on(connection)
    settle(engine)


def settle(engine: Engine) -> None:
    """What a database needs after rows were written past the app: the log stored anew, and fresh statistics."""
    with Session(engine) as session, transaction(session):
        for initiative_id in session.scalars(select(Initiative.id).order_by(Initiative.id)).all():
            rebuild(session, initiative_id)
    with engine.execution_options(writes=True).begin() as connection:
        connection.exec_driver_sql("ANALYZE")


def all_rows(plan: Plan, kinds: Mapping[str, int]) -> Iterator[Rows]:
    """All rows, table by table, each after those that it points at; `kinds` are the ids of kinds by their code."""
    made = make_organisation(plan)
    network = make_network(plan, made)
    yield from organisation_rows(plan, made)
    yield from network.people.rows()
    term = main_term(plan, network)
    yield from initiative_rows(plan, made)
    yield from user_rows(plan, network.terms[term].person)
    yield from network_rows(plan, network)
    yield from log_rows(plan, make_log(plan, made, network), kinds, (term, AMBASSADOR))
    yield from signal_rows(plan, made)
    yield from result_rows(plan, made)


def _kinds(connection: Connection) -> dict[str, int]:
    return dict(connection.execute(select(ActivityKind.code, ActivityKind.id)).all())


def _refuse_data(connection: Connection) -> None:
    for table in metadata.sorted_tables:
        if table.name not in _GIVEN and connection.scalar(select(func.count()).select_from(table)):
            raise HasData(table.name)


def _insert(connection: Connection, rows: Rows) -> None:
    names = ", ".join(f'"{name}"' for name in rows.columns)
    if connection.dialect.name == "sqlite":
        marks = ", ".join("?" for _ in rows.columns)
        for chunk in rows.chunks():
            connection.exec_driver_sql(f'INSERT INTO "{rows.table}" ({names}) VALUES ({marks})', chunk)
        return
    copying = f'COPY "{rows.table}" ({names}) FROM STDIN'
    with closing(connection.connection.cursor()) as cursor, cursor.copy(copying) as copy:
        for chunk in rows.chunks():
            for row in chunk:
                copy.write_row(row)


def _count_on(connection: Connection) -> None:
    """Let the database hand out the ids after those that were given."""
    for table in metadata.sorted_tables:
        if "id" in table.columns:
            connection.exec_driver_sql(
                f"SELECT setval(pg_get_serial_sequence('\"{table.name}\"', 'id'), "
                f'coalesce(max(id), 1), max(id) IS NOT NULL) FROM "{table.name}"'
            )
