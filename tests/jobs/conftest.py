"""A worker on the test's database, with a clock that the test moves."""

from datetime import datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from ambassadors.app import bare_app
from ambassadors.db import db
from ambassadors.jobs.working import Worker
from tests.conftest import NOW


class Clock:
    """Stands still until it is told how much time passes."""

    def __init__(self) -> None:
        self.time = NOW

    def __call__(self) -> datetime:
        return self.time

    def pass_by(self, **span: int) -> None:
        self.time += timedelta(**span)


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def sessions(settings):
    """Makes sessions on the test's database."""
    app: Flask = bare_app(settings)
    with app.app_context():
        yield db.sessionmaker
        db.engine.dispose()


@pytest.fixture
def worker_for(sessions, clock):
    """A worker with these handlers."""
    return lambda handlers, **more: Worker(sessions, handlers, clock, **more)


@pytest.fixture
def waiting(session: Session):
    """Asks the database anew."""

    def ask(query):
        session.rollback()
        return session.execute(query).all()

    return ask
