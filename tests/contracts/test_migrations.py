"""The numbered migrations make the tables that the models describe, on both databases, and can be undone."""

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Engine, create_engine, inspect, text
from sqlalchemy.exc import DatabaseError

from ambassadors import migrating
from ambassadors.app import database_address
from ambassadors.db import prepare_engine
from config import PROJECT


@pytest.fixture
def engine(database_url: str):
    made = create_engine(database_address(database_url))
    prepare_engine(made)
    yield made
    made.dispose()


def test_migrations_and_models_say_the_same(engine: Engine):
    migrating.check(engine)


def test_a_difference_between_migrations_and_models_would_be_seen(engine: Engine):
    with engine.execution_options(writes=True).begin() as connection:
        connection.execute(text("DROP TABLE saved_form"))
    with engine.connect() as connection:
        differences = compare_metadata(MigrationContext.configure(connection), migrating.metadata)

    assert [(kind, table.name) for kind, table in (each[:2] for each in differences)] == [("add_table", "saved_form")]


def test_every_migration_can_be_undone_and_done_again(engine: Engine):
    migrating.downgrade(engine)
    assert set(inspect(engine).get_table_names()) <= {"alembic_version"}

    migrating.migrate(engine)
    migrating.check(engine)


def test_undoing_leaves_no_functions_behind(engine: Engine):
    migrating.downgrade(engine)
    with engine.connect() as connection:
        if engine.dialect.name == "postgresql":
            left = connection.scalar(text("SELECT count(*) FROM pg_proc WHERE proname = 'refuse_change'"))
        else:
            left = connection.scalar(text("SELECT count(*) FROM sqlite_master WHERE type = 'trigger'"))

    assert left == 0


def test_migrations_import_no_models():
    for path in (PROJECT / "migrations" / "versions").glob("*.py"):
        assert "import ambassadors" not in path.read_text().replace("from ambassadors", "import ambassadors"), (
            f"{path.name} must go on working when the models have changed"
        )


def test_a_database_of_an_older_version_is_not_current(engine: Engine):
    assert migrating.is_current(engine)
    migrating.downgrade(engine, "0004")
    assert not migrating.is_current(engine)


@pytest.mark.parametrize("table", ["audit_entry", "signal_step", "help_step"])
def test_history_cannot_be_changed_or_removed(engine: Engine, table: str):
    with engine.connect() as connection:
        names = {each["name"] for each in inspect(engine).get_columns(table)}
        column = "action" if "action" in names else "note"
        _one_row(connection, table)
        connection.commit()
        with pytest.raises(DatabaseError, match="append-only"):
            connection.execute(text(f"UPDATE {table} SET {column} = 'x'"))
        connection.rollback()
        with pytest.raises(DatabaseError, match="append-only"):
            connection.execute(text(f"DELETE FROM {table}"))


def _one_row(connection, table: str) -> None:
    if table == "audit_entry":
        connection.execute(
            text(
                "INSERT INTO audit_entry (at, action, subject, details) "
                "VALUES ('2026-11-23 09:00:00', 'did', 'something', '{}')"
            )
        )
        return
    for statement in (
        "INSERT INTO department (id, code) VALUES (1, 'A')",
        """INSERT INTO "user" (id, email, name, session_epoch, created_at)
           VALUES (1, 'a@b.nl', 'A', 0, '2026-11-23 09:00:00')""",
        """INSERT INTO initiative (id, code, name, starts_on, heard_days, takes_part_days, takes_part_weeks,
           takes_part_share, carries_days, version) VALUES (1, 'X', 'X', '2026-01-01', 365, 182, 3, 0.25, 56, 1)""",
        """INSERT INTO signal
           (id, initiative_id, department_id, what, severity, status, raised_by, raised_at, version,
            urgent, confidential, for_colleague)
           VALUES (1, 1, 1, 'w', 'small', 'raised', 1, '2026-11-23 09:00:00', 1, false, false, false)""",
        """INSERT INTO signal_step (signal_id, number, status, at, "by", kind)
           VALUES (1, 1, 'raised', '2026-11-23 09:00:00', 1, 'taken')""",
        """INSERT INTO help_request
           (id, initiative_id, kind, department_id, about, asked_by, asked_at, status, since, version)
           VALUES (1, 1, 'visit', 1, 'w', 1, '2026-11-23 09:00:00', 'open', '2026-11-23 09:00:00', 1)""",
        """INSERT INTO help_step (request_id, number, move, at, "by")
           VALUES (1, 1, 'asked', '2026-11-23 09:00:00', 1)""",
    ):
        connection.execute(text(statement))


def test_a_database_of_a_newer_version_is_left_as_it_is(engine: Engine):
    with engine.execution_options(writes=True).begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))

    with pytest.raises(migrating.NewerDatabase, match="newer version"):
        migrating.is_current(engine)
    with pytest.raises(migrating.NewerDatabase, match="newer version"):
        migrating.migrate(engine)
