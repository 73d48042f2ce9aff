"""The municipality, built once per kind of database: these tests only look at it."""

from collections.abc import Iterator

import pytest
from sqlalchemy import create_engine
from sqlalchemy.orm import Session

from ambassadors.app import database_address
from ambassadors.db import prepare_engine, transaction
from ambassadors.demo.building import build
from tests.conftest import TODAY
from tests.databases import KINDS, Templates


@pytest.fixture(scope="session", params=KINDS)
def municipality(request: pytest.FixtureRequest, templates: Templates) -> Iterator[Session]:
    with templates.fresh(request.param) as address:
        engine = create_engine(database_address(address))
        prepare_engine(engine)
        with Session(engine) as session, transaction(session):
            build(session, TODAY)
        with Session(engine) as session:
            yield session
        engine.dispose()
