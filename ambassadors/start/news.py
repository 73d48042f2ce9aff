"""What rooms above have to tell on somebody's start page, besides what needs them."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from flask import Flask, current_app
from sqlalchemy.orm import Session

from ambassadors.network.queries import AmbassadorshipRow

EXTENSION = "news"


@dataclass(frozen=True, slots=True)
class News:
    """Something to read: what it is about, how it begins, from whom, and where all of it stands."""

    title: str
    text: str
    source: str
    at: datetime
    url: str


Source = Callable[[Session, int, Sequence[AmbassadorshipRow], datetime], Iterable[News]]
"""What a room tells a person, by the ambassadorships in which they have a part; registered in `rooms.NEWS`."""


def install(app: Flask, sources: Sequence[Source]) -> None:
    """Tell the start page who has something to tell."""
    app.extensions[EXTENSION] = tuple(sources)


def news_for(session: Session, person_id: int | None, rows: Sequence[AmbassadorshipRow], now: datetime) -> list[News]:
    """What there is to tell a person now; nothing to who is not in the staff file."""
    if person_id is None:
        return []
    return [each for source in current_app.extensions[EXTENSION] for each in source(session, person_id, rows, now)]
