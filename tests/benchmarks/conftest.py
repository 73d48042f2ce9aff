"""A tiny made-up organisation, one of each kind of database, that all tests here only read."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import Engine, create_engine

from ambassadors.db import prepare_engine
from benchmarks.generator.sizes import Plan, Size
from benchmarks.loading import load
from tests.databases import KINDS

TINY = Size(staff=300, departments=30, activities=600, years=2, levels=4)


@pytest.fixture(scope="package", params=KINDS)
def address(request, templates):
    with templates.fresh(request.param) as made:
        with opened(made) as engine:
            load(engine, Plan(TINY))
        yield made


@pytest.fixture
def engine(address) -> Iterator[Engine]:
    with opened(address) as made:
        yield made


@contextmanager
def opened(address: str) -> Iterator[Engine]:
    """An engine on a database, as the app has it."""
    engine = create_engine(address)
    prepare_engine(engine)
    yield engine
    engine.dispose()
