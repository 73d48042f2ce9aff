"""How long it takes to store the log anew, and whether what is stored is what was logged."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import Engine, create_engine, select
from sqlalchemy.orm import Session

from ambassadors.app import database_address
from ambassadors.db import prepare_engine
from ambassadors.initiatives.models import Initiative
from ambassadors.spread.service import differences
from benchmarks.measuring.app import Writer
from benchmarks.measuring.findings import Finding, Outcome, seconds

_LIMIT = 30.0


def measure(address: str, size: str) -> Iterator[Outcome]:
    """`ambassadors rebuild`, of all initiatives, as somebody types it; and what differs before and after it."""
    engine = create_engine(database_address(address))
    prepare_engine(engine)
    Writer(address).save()
    before = _differing(engine)
    taken = seconds(lambda: _rebuild(address))
    yield Finding("ambassadors rebuild", size, taken, _LIMIT, "s", "the whole command")
    yield Finding("months stored otherwise, with a mark", size, before, 0, "", "just after a write")
    yield Finding("months stored otherwise, rebuilt", size, _differing(engine), 0, "", "to the bit")


def _rebuild(address: str) -> None:
    program = (str(Path(sys.executable).with_name("ambassadors")), "rebuild")
    environment = os.environ | {"DATABASE_URL": address}
    subprocess.run(program, env=environment, stdout=subprocess.DEVNULL, check=True)


def _differing(engine: Engine) -> int:
    with Session(engine) as session:
        known = session.scalars(select(Initiative.id).order_by(Initiative.id)).all()
        return sum(len(differences(session, initiative_id)) for initiative_id in known)
