"""The worker of an app: as a command of its own, or beside the pages of the demo."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Thread

from flask import Flask

from ambassadors import rooms
from ambassadors.db import db
from ambassadors.jobs.working import Worker


def worker_of(app: Flask) -> Worker:
    """A worker that does the jobs of all rooms; use it in the context of the app."""
    return Worker(
        sessions=db.sessionmaker,
        handlers=rooms.handlers(app),
        clock=app.config["CLOCK"],
        rounds=rooms.rounds(app.config["SETTINGS"]),
    )


def stopped_by_signals() -> Event:
    """An event that is set when the machine, or somebody at the terminal, asks to stop."""
    stop = Event()
    for each in (signal.SIGINT, signal.SIGTERM):
        signal.signal(each, lambda *_: stop.set())
    return stop


@contextmanager
def working_beside(app: Flask) -> Iterator[None]:
    """Have the work done by a thread as long as the block lasts; what it was doing is ended first."""
    stop = Event()

    def work() -> None:
        with app.app_context():
            worker_of(app).run(stop)

    thread = Thread(target=work, name="background work")
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()
