"""What rooms above add to the page of a change: they register it, and the page shows it."""

from collections.abc import Callable, Sequence

from flask import Flask, current_app
from markupsafe import Markup
from sqlalchemy.orm import Session

from ambassadors.initiatives.models import Initiative

EXTENSION = "parts_of_a_change"

Part = Callable[[Session, Initiative], Markup]
"""A part of the page of a change; registered in `rooms.PARTS_OF_A_CHANGE`."""


def install(app: Flask, parts: Sequence[Part]) -> None:
    """Tell the page of a change what is added to it."""
    app.extensions[EXTENSION] = tuple(parts)


def parts_of(session: Session, initiative: Initiative) -> list[Markup]:
    """What rooms above have to tell of a change."""
    parts: Sequence[Part] = current_app.extensions[EXTENSION]
    return [part(session, initiative) for part in parts]
