"""Fresh databases for tests, both kinds, each a copy of one that the migrations made."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

from sqlalchemy import create_engine, make_url, text

from ambassadors import migrating
from ambassadors.app import database_address
from ambassadors.db import prepare_engine

POSTGRES = os.environ.get("TEST_POSTGRES_URL")
KINDS = ("sqlite", "postgresql") if POSTGRES else ("sqlite",)


class Templates:
    """Makes one migrated database of each kind, when first asked, and copies of it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.postgres_template: str | None = None
        self.sqlite_template: Path | None = None

    @contextmanager
    def fresh(self, kind: str) -> Iterator[str]:
        """Address of a database that is there for one test."""
        with self._postgresql() if kind == "postgresql" else self._sqlite() as address:
            yield address

    @contextmanager
    def _sqlite(self) -> Iterator[str]:
        if self.sqlite_template is None:
            self.sqlite_template = self.folder / "template.sqlite"
            _migrate(f"sqlite:///{self.sqlite_template}")
        copy = self.folder / f"{uuid4().hex}.sqlite"
        shutil.copy(self.sqlite_template, copy)
        yield f"sqlite:///{copy}"
        for leftover in self.folder.glob(f"{copy.name}*"):
            leftover.unlink()

    @contextmanager
    def _postgresql(self) -> Iterator[str]:
        if self.postgres_template is None:
            self.postgres_template = _create_postgres()
            _migrate(_postgres_address(self.postgres_template))
        copy = _create_postgres(self.postgres_template)
        yield _postgres_address(copy)
        _administer(f'DROP DATABASE "{copy}" WITH (FORCE)')

    def clean_up(self) -> None:
        """Remove what is left on the server."""
        if self.postgres_template:
            _administer(f'DROP DATABASE "{self.postgres_template}" WITH (FORCE)')


def _migrate(address: str) -> None:
    engine = create_engine(database_address(address))
    prepare_engine(engine)
    migrating.migrate(engine)
    with engine.connect() as connection:
        if engine.dialect.name == "sqlite":
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    engine.dispose()


def _create_postgres(template: str = "template1") -> str:
    name = f"olievlek_test_{uuid4().hex}"
    _administer(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
    return name


def _postgres_address(name: str) -> str:
    return make_url(database_address(POSTGRES or "")).set(database=name).render_as_string(hide_password=False)


def _administer(statement: str) -> None:
    engine = create_engine(database_address(POSTGRES or ""), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(statement))
    engine.dispose()
