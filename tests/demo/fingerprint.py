"""A number for all rows of the made-up municipality. As a program: python -m tests.demo.fingerprint FILE DAY"""

import sys
from datetime import date
from hashlib import sha256

from sqlalchemy import create_engine, select
from sqlalchemy.orm import Session

from ambassadors import migrating
from ambassadors.app import database_address
from ambassadors.db import prepare_engine, transaction
from ambassadors.demo.building import build
from ambassadors.models import metadata


def fingerprint(session: Session) -> str:
    """Differs as soon as one value in one row of one table does."""
    everything = sha256()
    for table in metadata.sorted_tables:
        for row in session.execute(select(table).order_by(*table.primary_key.columns)):
            everything.update(f"{table.name} {[_plain(value) for value in row]}\n".encode())
    return everything.hexdigest()


def _plain(value: object) -> object:
    """The value; SQLite reads a whole number where PostgreSQL reads the same with a decimal point."""
    return float(value) if isinstance(value, int | float) else value


def built(address: str, end: date) -> str:
    """The fingerprint of what is built in the empty database at `address`."""
    engine = create_engine(database_address(address))
    prepare_engine(engine)
    migrating.migrate(engine)
    with Session(engine) as session, transaction(session):
        build(session, end)
        found = fingerprint(session)
    engine.dispose()
    return found


if __name__ == "__main__":
    sys.stdout.write(built(f"sqlite:///{sys.argv[1]}", date.fromisoformat(sys.argv[2])))
