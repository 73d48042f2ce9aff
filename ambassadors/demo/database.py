"""The demo's own database file: made anew for another day or by other code, and else kept as visitors left it.

Two numbers in the header of the file tell what it is: `application_id` that it is ours to overwrite, and
`user_version` for which day and from which code it was made (https://www.sqlite.org/fileformat.html).
"""

import fcntl
import hashlib
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import IO

from sqlalchemy import create_engine
from sqlalchemy.orm import Session

from ambassadors import migrating
from ambassadors.db import prepare_engine, transaction
from ambassadors.demo.building import build
from config import PROJECT

_OURS = int.from_bytes(b"Olie")
_HEADER_LENGTH, _USER_VERSION, _APPLICATION_ID = 100, slice(60, 64), slice(68, 72)
_SIDE_FILES = ("-wal", "-shm")


class NotADemo(Exception):
    """The file exists and is something else; it stays as it is."""


class InUse(Exception):
    """Another demo serves this file, so that it cannot be made anew."""


@contextmanager
def demo_database(file: Path, today: date, *, fresh: bool = False) -> Iterator[None]:
    """Have the municipality of today in `file` and hold it while in use; raises NotADemo, InUse."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with _beside(file, ".in-use").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_SH)
        if not _is_made_for(file, today) or fresh:
            _make_alone(file, today, lock)
        yield


def secret_key(file: Path) -> str:
    """The key that signs sessions in the demo: made at random once, kept beside its file for its owner alone."""
    kept = _beside(file, ".key")
    try:
        descriptor = os.open(kept, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return kept.read_text()
    with os.fdopen(descriptor, "w") as new:
        new.write(secrets.token_hex(32))
    return kept.read_text()


def _make_alone(file: Path, today: date, lock: IO[str]) -> None:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise InUse from None
    _make(file, today)
    fcntl.flock(lock, fcntl.LOCK_SH)


def _make(file: Path, today: date) -> None:
    """Build beside the file and move it into place: it is there whole or not at all."""
    new = _beside(file, ".new")
    _remove(new)
    engine = create_engine(f"sqlite:///{new}")
    prepare_engine(engine)
    migrating.migrate(engine)
    with Session(engine) as session, transaction(session):
        build(session, today)
        connection = session.connection()
        connection.exec_driver_sql(f"PRAGMA application_id = {_OURS}")
        connection.exec_driver_sql(f"PRAGMA user_version = {_mark(today)}")
    engine.dispose()
    # A write-ahead log that a killed demo left behind would be taken for that of the new file.
    for side in _SIDE_FILES:
        _beside(file, side).unlink(missing_ok=True)
    new.replace(file)
    _remove(new)


def _remove(file: Path) -> None:
    for side in ("", *_SIDE_FILES, ".lock"):
        _beside(file, side).unlink(missing_ok=True)


def _is_made_for(file: Path, today: date) -> bool:
    try:
        with file.open("rb") as content:
            header = content.read(_HEADER_LENGTH)
    except FileNotFoundError:
        return False
    if int.from_bytes(header[_APPLICATION_ID]) != _OURS:
        raise NotADemo
    return int.from_bytes(header[_USER_VERSION]) == _mark(today)


def _mark(today: date) -> int:
    """A number for this day and this code, small enough for `user_version`."""
    digest = hashlib.sha256(today.isoformat().encode())
    for folder in (PROJECT / "ambassadors" / "demo", PROJECT / "migrations" / "versions"):
        for source in sorted(folder.glob("*.py")):
            digest.update(source.read_bytes())
    return int.from_bytes(digest.digest()[:4]) >> 1


def _beside(file: Path, ending: str) -> Path:
    return file.with_name(file.name + ending)
