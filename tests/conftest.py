"""What tests start from: a fresh database of each kind, an app on it, and people who visit it."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from hypothesis import settings as hypothesis_settings
from jinja2 import BytecodeCache
from jinja2.bccache import Bucket
from sqlalchemy.orm import Session

from ambassadors.app import bare_app, create_app
from ambassadors.db import db
from config import Settings
from tests.databases import KINDS, Templates
from tests.factories import Factory
from tests.visitor import Visitor

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
TODAY = NOW.date()

# How fast a machine is, is not what tests are about.
hypothesis_settings.register_profile("untimed", deadline=None)
hypothesis_settings.load_profile("untimed")


class CompiledTemplates(BytecodeCache):
    """What this process compiled of the templates; every test has an app of its own, and would do it again."""

    def __init__(self) -> None:
        self.compiled: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self.compiled:
            bucket.bytecode_from_string(self.compiled[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self.compiled[bucket.key] = bucket.bytecode_to_string()


COMPILED = CompiledTemplates()


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
def app_with(settings: Settings) -> Iterator[Callable[..., Flask]]:
    """Makes the app with some other settings: `app_with(smtp_url=…)`."""
    made: list[Flask] = []

    def make_one(**changed: Any) -> Flask:
        app = create_app(replace(settings, **changed), clock=lambda: NOW)
        app.jinja_env.bytecode_cache = COMPILED
        made.append(app)
        return app

    yield make_one
    for app in made:
        with app.app_context():
            db.engine.dispose()


@pytest.fixture
def app(app_with: Callable[..., Flask]) -> Flask:
    """The whole app, at a quarter past nine on a Monday."""
    return app_with()


@pytest.fixture
def session(settings: Settings) -> Iterator[Session]:
    """A session of its own on the database; writes in it must be committed before pages can see them."""
    bare = bare_app(settings, clock=lambda: NOW)
    with bare.app_context():
        with db.sessionmaker() as made:
            made.rollback = partial(_look_again, made)
            yield made
        db.engine.dispose()


def _look_again(session: Session) -> None:
    """Roll back, and hold nothing as it was: outside a transaction a session would go on with what it still has."""
    type(session).rollback(session)
    session.expire_all()


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
