"""What tests start from: a fresh database of each kind, an app on it, and people who visit it."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from ambassadors.app import bare_app, create_app
from ambassadors.db import db
from config import Settings
from tests.databases import KINDS, Templates
from tests.factories import Factory
from tests.visitor import Visitor

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
TODAY = NOW.date()


@pytest.fixture(scope="session")
def templates(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Templates]:
    made = Templates(tmp_path_factory.mktemp("databases"))
    yield made
    made.clean_up()


@pytest.fixture(params=KINDS)
def database_url(request: pytest.FixtureRequest, templates: Templates) -> Iterator[str]:
    """A fresh database; tests that ask for it run once on each kind."""
    with templates.fresh(request.param) as address:
        yield address


@pytest.fixture
def settings(database_url: str) -> Settings:
    return Settings(database_url=database_url, secret_key="a key that is only good for tests, and long")


@pytest.fixture
def app(settings: Settings) -> Iterator[Flask]:
    """The whole app, at a quarter past nine on a Monday."""
    made = create_app(settings, clock=lambda: NOW)
    yield made
    with made.app_context():
        db.engine.dispose()


@pytest.fixture
def session(settings: Settings) -> Iterator[Session]:
    """A session of its own on the database; writes in it must be committed before pages can see them."""
    bare = bare_app(settings, clock=lambda: NOW)
    with bare.app_context():
        with db.sessionmaker() as made:
            yield made
        db.engine.dispose()


@pytest.fixture
def make(session: Session) -> Factory:
    """Makes departments, people, initiatives and so on; see tests/factories.py."""
    return Factory(session, TODAY, NOW)


@pytest.fixture
def visit(app: Flask) -> Visitor:
    """Somebody who is not signed in; `visit.as_user(user)` gives somebody who is."""
    return Visitor(app)


@pytest.fixture
def real_data() -> Path:
    """Small extracts of real organisations: see tests/data/SOURCES.md."""
    return Path(__file__).parent / "data"
