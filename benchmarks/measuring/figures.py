"""How long the figures of the dashboard take, against SQL over the raw rows and DuckDB over the same."""

import csv
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import duckdb
from sqlalchemy import Connection, Engine, create_engine

from ambassadors.app import database_address
from ambassadors.db import prepare_engine
from ambassadors.spread.memory import Memory
from benchmarks.measuring.app import Writer
from benchmarks.measuring.findings import Outcome, Work, interleaved, ratio, seconds
from benchmarks.measuring.raw import COPIED, GIVEN
from benchmarks.measuring.report import Ask, Rows, agree, figures, given, known, raw, report

_ROUNDS, _AT_MOST = 9, 240.0
_LIMITS = {"SQL": 1 / 100, "DuckDB": 1 / 3}

SERVED, FRESH, COLD = "asked before", "asked for the first time", "from a cold start"
"""What the process remembers before the write: facts and earlier answers, the facts alone, or nothing."""


def measure(address: str, size: str) -> Iterator[Outcome]:
    """Stages of every department in every month, and reach, silence and stages on the last day."""
    engine = create_engine(database_address(address))
    prepare_engine(engine)
    found = figures(engine, Memory())
    months, places = given(found)
    with engine.connect() as connection, tempfile.TemporaryDirectory() as folder:
        own = raw(connection, months, places)
        duck = _duck(connection, Path(folder), months, places)
        for ask, dialect in ((own, engine.dialect.name), (duck, "duckdb")):
            agree(found, *report(ask, dialect))
        works = _ours(engine, Writer(address)) | {
            "SQL": lambda: seconds(lambda: report(own, engine.dialect.name)),
            "DuckDB": lambda: seconds(lambda: report(duck, "duckdb")),
        }
        medians = interleaved(works, _ROUNDS, _AT_MOST)
    for other, limit in _LIMITS.items():
        for how, is_promised in ((SERVED, True), (FRESH, True), (COLD, False)):
            bar = f"the figures, {how}, against {other}"
            yield ratio(bar, size, medians, (how, other), limit if is_promised and size == "XL" else None)


def _ours(engine: Engine, writer: Writer) -> dict[str, Work]:
    """The app's ways, each of which starts with a write that is not timed."""
    served = Memory()
    figures(engine, served)

    def just_after_a_write(memory: Memory) -> float:
        writer.save_in_its_place()
        return seconds(lambda: figures(engine, memory))

    def fresh() -> float:
        memory = Memory()
        known(engine, memory)
        return just_after_a_write(memory)

    return {
        SERVED: lambda: just_after_a_write(served),
        FRESH: fresh,
        COLD: lambda: just_after_a_write(Memory()),
    }


def _duck(connection: Connection, folder: Path, months: Rows, places: Rows) -> Ask:
    """DuckDB with a copy of the raw rows in memory, in its own form."""
    duck = duckdb.connect()
    for table, names in COPIED.items():
        quoted = ", ".join(f'"{name}"' for name in names)
        found = connection.exec_driver_sql(f'SELECT {quoted} FROM "{table}"').yield_per(100_000)
        _copy(duck, folder / table, table, names, found)
    for (table, columns), rows in zip(GIVEN.items(), (months, places), strict=True):
        _copy(duck, folder / table, table, [column.split()[0] for column in columns.split(", ")], rows)
    return lambda question: duck.execute(question).fetchall()


def _copy(duck: duckdb.DuckDBPyConnection, file: Path, table: str, names: Sequence[str], rows: Any) -> None:
    with file.open("w", newline="") as lines:
        writer = csv.writer(lines)
        writer.writerow(names)
        writer.writerows(rows)
    duck.execute(f"CREATE TABLE {table} AS SELECT * FROM read_csv('{file}', header = true, sample_size = -1)")
