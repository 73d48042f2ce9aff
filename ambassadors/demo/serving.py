"""Serves the demo to this machine alone, from one process that starts at once and stops on Ctrl-C."""

import errno
import signal
import socket
from collections.abc import Callable
from contextlib import closing, suppress

from flask import Flask
from werkzeug.serving import WSGIRequestHandler, make_server

LOOPBACK = "127.0.0.1"
_PORTS_TRIED = 20


class NoPort(Exception):
    """No port could be had; the message says why."""


class _Quiet(WSGIRequestHandler):
    """Leaves the terminal to the card with names."""

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Say nothing: errors are told elsewhere."""


def listen(port: int) -> socket.socket:
    """A socket that listens on `port`, or on the next one that is free; raises NoPort."""
    for candidate in range(port, port + _PORTS_TRIED):
        listener = socket.socket()
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((LOOPBACK, candidate))
        except (OSError, OverflowError) as problem:
            listener.close()
            if isinstance(problem, OSError) and problem.errno == errno.EADDRINUSE:
                continue
            raise NoPort(f"Port {candidate} cannot be used: {problem}") from problem
        listener.listen()
        return listener
    raise NoPort(f"Ports {port} to {port + _PORTS_TRIED - 1} are all in use. Choose another with --port.")


def address_of(listener: socket.socket) -> str:
    """The address under which a browser finds it."""
    return f"http://{LOOPBACK}:{listener.getsockname()[1]}"


def serve(app: Flask, listener: socket.socket, ready: Callable[[], None]) -> None:
    """Call `ready`, and answer until Ctrl-C or SIGTERM."""
    for stop in (signal.SIGINT, signal.SIGTERM):
        signal.signal(stop, signal.default_int_handler)
    with closing(listener), suppress(KeyboardInterrupt):
        server = make_server(LOOPBACK, 0, app, threaded=True, request_handler=_Quiet, fd=listener.fileno())
        ready()
        server.serve_forever()
