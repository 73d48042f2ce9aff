"""How long pages take against the floor, and how much they ask of the database."""

from collections.abc import Iterator

from flask import Flask

from ambassadors.db import db
from benchmarks.generator.users import EMPLOYEE, KERNGROEP
from benchmarks.measuring.app import DASHBOARD, FLOOR, IN_DEPTH, Writer, get, make_app, visitor
from benchmarks.measuring.findings import Finding, Outcome, Skipped, Work, interleaved, ratio, seconds
from tests.statements import counted

_ROUNDS, _AT_MOST = 15, 150.0
_AFTER_A_WRITE = {"S": 4.0, "L": None, "XL": 12.0}
_IN_DEPTH = {"S": None, "L": None, "XL": 40.0}
_NOTHING_NEW = 1.5


def measure(address: str, size: str) -> Iterator[Outcome]:
    """The dashboard, just after a write and with nothing new, as the kerngroep and as an employee."""
    app, writer = make_app(address), Writer(address)
    for who, user_id in (("kerngroep", KERNGROEP), ("employee", EMPLOYEE)):
        yield from _pages(app, writer, size, who, user_id)
        yield _queries(app, size, who, user_id)


def _pages(app: Flask, writer: Writer, size: str, who: str, user_id: int) -> Iterator[Outcome]:
    client = visitor(app, user_id)

    def floor() -> float:
        return seconds(lambda: get(client, FLOOR))

    def nothing_new() -> float:
        return seconds(lambda: get(client, DASHBOARD))

    def after_a_write(path: str) -> Work:
        def work() -> float:
            writer.save()
            return seconds(lambda: get(client, path))

        return work

    works = {"floor": floor, "after a write": after_a_write(DASHBOARD), "nothing new": nothing_new}
    bar = f"in depth, just after a write, {who}"
    if client.get(IN_DEPTH).status_code == 404:
        yield Skipped(bar, size, "there is no such page yet")
    else:
        works["in depth"] = after_a_write(IN_DEPTH)
    get(client, FLOOR)
    medians = interleaved(works, _ROUNDS, _AT_MOST)
    pair = ("after a write", "floor")
    yield ratio(f"dashboard, just after a write, {who}", size, medians, pair, _AFTER_A_WRITE[size])
    yield ratio(f"dashboard, nothing new, {who}", size, medians, ("nothing new", "floor"), _NOTHING_NEW)
    if "in depth" in medians:
        yield ratio(bar, size, medians, ("in depth", "floor"), _IN_DEPTH[size])


def _queries(app: Flask, size: str, who: str, user_id: int) -> Finding:
    client = visitor(app, user_id)
    with app.app_context(), counted(db.session) as on_floor:
        get(client, FLOOR)
    with app.app_context(), counted(db.session) as statements:
        get(client, DASHBOARD)
    bar = f"queries of the dashboard, {who}"
    return Finding(bar, size, len(statements), None, "queries", f"the floor asks {len(on_floor)}")
