"""The app as gunicorn serves it to a browser, on the last day for ever, and who is signed in there."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.error import URLError

from flask import Flask

from benchmarks.measuring.app import make_app

BLANK = "/healthz"
"""A page of two letters, without styles."""


def served() -> Flask:
    """What gunicorn asks for."""
    return make_app(os.environ["DATABASE_URL"])


@contextmanager
def server(address: str) -> Iterator[str]:
    """Serve the database at `address` as run.py does, with one process, and tell where."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        bind = f"127.0.0.1:{free.getsockname()[1]}"
    options = ("--worker-class", "gthread", "--threads", "8", "--workers", "1", "--timeout", "600", "--bind", bind)
    program = (sys.executable, "-m", "gunicorn", *options, "--no-control-socket", "--log-level", "error")
    running = subprocess.Popen(
        (*program, "benchmarks.measuring.serving:served()"), env=os.environ | {"DATABASE_URL": address}
    )
    try:
        _wait_for(f"http://{bind}{BLANK}")
        yield f"http://{bind}"
    finally:
        running.terminate()
        running.wait()


def session_cookie(address: str, user_id: int) -> str:
    """What the browser of somebody who is signed in keeps."""
    app = make_app(address)
    serializer = app.session_interface.get_signing_serializer(app)  # type: ignore[attr-defined]  # of Flask's own kind
    cookie: str = serializer.dumps({"_user_id": f"{user_id}:0", "_fresh": True})
    return cookie


def _wait_for(page: str) -> None:
    for _ in range(100):
        try:
            with urllib.request.urlopen(page):  # noqa: S310  it is our own address
                return
        except URLError:
            time.sleep(0.1)
    raise TimeoutError(page)
