"""Styles and scripts: their addresses carry a digest of what they hold, so that browsers may keep them for good."""

import hashlib
from functools import cache
from pathlib import Path

from flask import Flask
from whitenoise import WhiteNoise

from config import PROJECT

STATIC = PROJECT / "static"
_A_YEAR = 31_536_000


def install(app: Flask) -> None:
    """Serve `static/` and let templates ask for `asset(name)`."""
    served = WhiteNoise(app.wsgi_app, root=str(STATIC), prefix="static/", max_age=_A_YEAR)
    app.wsgi_app = served  # type: ignore[method-assign]  # what Flask's documentation tells to do
    app.jinja_env.globals["asset"] = asset


def asset(name: str) -> str:
    """Address of the file `name` under `static/`."""
    return f"/static/{name}?{_digest(STATIC / name)}"


@cache
def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:12]
