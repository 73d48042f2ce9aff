"""How long pages take against the floor, and how much they ask of the database."""

from collections.abc import Iterator

from flask import Flask

from ambassadors.db import db
from benchmarks.generator.users import AMBASSADOR, EMPLOYEE, KERNGROEP
from benchmarks.measuring.app import DASHBOARD, FLOOR, IN_DEPTH, Writer, get, make_app, visitor
from benchmarks.measuring.findings import Finding, Outcome, Work, interleaved, ratio, seconds
from tests.statements import counted

_ROUNDS, _AT_MOST = 15, 150.0
_AFTER_A_WRITE = {"S": 4.0, "L": None, "XL": 12.0}
_IN_DEPTH = {"S": None, "L": None, "XL": 40.0}
_NOTHING_NEW = 1.5
_WHO = {"kerngroep": KERNGROEP, "employee": EMPLOYEE, "ambassador": AMBASSADOR}


def measure(address: str, size: str) -> Iterator[Outcome]:
    """The dashboard, just after a write and with nothing new, as each of those who see something else."""
    app, writer = make_app(address), Writer(address)
    for who, user_id in _WHO.items():
        yield from _pages(app, writer, size, who, user_id)
        yield from _queries(app, writer, size, who, user_id)


def _pages(app: Flask, writer: Writer, size: str, who: str, user_id: int) -> Iterator[Outcome]:
    client = visitor(app, user_id)

    def floor() -> float:
        return seconds(lambda: get(client, FLOOR))

    def nothing_new() -> float:
        return seconds(lambda: get(client, DASHBOARD))

    def after_a_write(path: str) -> Work:
        def work() -> float:
            writer.save_in_its_place()
            return seconds(lambda: get(client, path))

        return work

    works = {
        "floor": floor,
        "after a write": after_a_write(DASHBOARD),
        "nothing new": nothing_new,
        "in depth": after_a_write(IN_DEPTH),
    }
    for path in (FLOOR, DASHBOARD, IN_DEPTH):
        get(client, path)
    medians = interleaved(works, _ROUNDS, _AT_MOST)
    pair = ("after a write", "floor")
    yield ratio(f"dashboard, just after a write, {who}", size, medians, pair, _AFTER_A_WRITE[size])
    yield ratio(f"dashboard, nothing new, {who}", size, medians, ("nothing new", "floor"), _NOTHING_NEW)
    yield ratio(f"in depth, just after a write, {who}", size, medians, ("in depth", "floor"), _IN_DEPTH[size])


def _queries(app: Flask, writer: Writer, size: str, who: str, user_id: int) -> Iterator[Outcome]:
    client = visitor(app, user_id)

    def asked(path: str) -> int:
        with app.app_context(), counted(db.session) as statements:
            get(client, path)
        return len(statements)

    floor = f"the floor asks {asked(FLOOR)}"
    writer.save_in_its_place()
    yield Finding(f"queries, just after a write, {who}", size, asked(DASHBOARD), None, "queries", floor)
    yield Finding(f"queries, nothing new, {who}", size, asked(DASHBOARD), None, "queries", floor)
