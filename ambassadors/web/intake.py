"""What comes in from a browser: forms alone, and of their text only what both databases can keep."""

import re
from typing import Any

from flask import Request, abort
from werkzeug.datastructures import FileStorage, MultiDict

READING = frozenset({"GET", "HEAD", "OPTIONS"})
UNREADABLE = "\N{REPLACEMENT CHARACTER}"
"""Stands where a sign was that is no text: browsers put it in place of broken ones, `readable` in place of a NUL."""

_FORMS = frozenset({"application/x-www-form-urlencoded", "multipart/form-data", ""})
_MOST_DIGITS = 9
_LONGEST_NAME = 64
_LONGEST_BARE = 1_900
_BARE_ADDRESS = re.compile(r"[^\W_][\w-]*(?:\.[\w-]+)*\.[^\W\d_]{2,}(?::\d{1,5})?(?:[/?#]\S*)?")


def refuse_unfit(request: Request) -> None:
    """End a request whose address holds a NUL, which PostgreSQL refuses, or that sends something else than a form."""
    asked = (request.path, *(part for pair in request.args.items(multi=True) for part in pair))
    if any("\0" in part for part in asked):
        abort(400)
    if request.method not in READING and request.mimetype not in _FORMS:
        abort(415)


def readable(sent: Any) -> Any:
    """What a form sent, unreadable signs marked, without fields that no form of ours has; None stays None."""
    if sent is None:
        return None
    return MultiDict(
        [
            (name, _marked(value))
            for name, value in sent.items(multi=True)
            if name.isascii() and len(name) <= _LONGEST_NAME
        ]
    )


def whole_number(raw: object) -> int:
    """The number that an address or a choice names, small enough for a key; raises ValueError."""
    text = str(raw)
    if not (text.isascii() and text.isdigit() and len(text) <= _MOST_DIGITS):
        raise ValueError("no whole number of at most nine digits")
    return int(text)


def whole_number_or_none(raw: object) -> int | None:
    """The same, or nothing where it is no such number."""
    try:
        return whole_number(raw)
    except ValueError:
        return None


def _marked(value: Any) -> Any:
    if isinstance(value, FileStorage):
        value.filename = (value.filename or "").replace("\0", UNREADABLE)
        return value
    return value.replace("\0", UNREADABLE)


def link_or_none(raw: str | None) -> str | None:
    """A link as it was typed; who leaves https:// out, as people read addresses to each other, gets it."""
    text = text_or_none(raw)
    return f"https://{text}" if text and len(text) < _LONGEST_BARE and _BARE_ADDRESS.fullmatch(text) else text


def text_or_none(raw: str | None) -> str | None:
    """What was typed, without the spaces around it; None where nothing was."""
    return (raw or "").strip() or None
