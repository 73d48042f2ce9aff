"""Links that work without signing in, for one purpose each: signed by the app, so nobody can make one up."""

from typing import Any

from flask import current_app
from itsdangerous import BadSignature, URLSafeSerializer


def signed(purpose: str, *parts: int | str) -> str:
    """A word for an address that stands for `parts`, and for nothing but `purpose`."""
    return str(_signer(purpose).dumps(list(parts)))


def parts_of(purpose: str, word: str) -> list[Any] | None:
    """What was signed for that purpose; nothing if it was not signed by us."""
    try:
        parts = _signer(purpose).loads(word)
    except BadSignature:
        return None
    return parts if isinstance(parts, list) else None


def _signer(purpose: str) -> URLSafeSerializer:
    return URLSafeSerializer(current_app.config["SECRET_KEY"], salt=f"link:{purpose}")
