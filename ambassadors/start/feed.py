"""Writes somebody's own calendar as iCalendar (RFC 5545), from what rooms have for it."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from urllib.parse import urlsplit

from icalendar import Calendar
from icalendar import Event as Written
from sqlalchemy.orm import Session

from ambassadors.web.clock import LOCAL

MAKER = "-//Olievlek//Agenda//NL"
LASTS = timedelta(hours=1)
"""What is taken for the length of something with a time: nobody fills in when it ends."""
LOOKS_BACK, LOOKS_AHEAD = timedelta(days=90), timedelta(days=732)
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Event:
    """Something in a calendar. `uid` stays the same for good, `sequence` rises with every change of it.

    `more` names no other people than its page does.
    """

    uid: str
    title: str
    on: date
    at: time | None
    path: str
    changed_at: datetime
    sequence: int
    place: str | None = None
    more: str | None = None
    is_cancelled: bool = False


@dataclass(frozen=True, slots=True)
class Whose:
    """Whose calendar it is, and which day it is: it tells of those from `first` up to `until`."""

    user_id: int
    person_id: int | None
    today: date

    @property
    def first(self) -> date:
        """The first day that it tells of."""
        return self.today - LOOKS_BACK

    @property
    def until(self) -> date:
        """The day after the last."""
        return self.today + LOOKS_AHEAD


Source = Callable[[Session, Whose], Iterable[Event]]
"""What a room has for somebody's calendar, in the language at hand; registered in `rooms.FEED`."""


def calendar_of(session: Session, sources: Sequence[Source], whose: Whose, name: str, base_url: str) -> bytes:
    """Somebody's calendar. The same facts give the same bytes: a reader can tell that nothing changed."""
    calendar = Calendar()
    for field, value in (
        ("prodid", MAKER),
        ("version", "2.0"),
        ("calscale", "GREGORIAN"),
        ("method", "PUBLISH"),
        ("x-wr-calname", name),
        ("x-wr-timezone", LOCAL.key),
    ):
        calendar.add(field, value)
    events = [event for source in sources for event in source(session, whose)]
    for event in sorted(events, key=lambda each: (each.on, each.at or time.min, each.uid)):
        calendar.add_component(_written(event, base_url))
    calendar.add_missing_timezones(
        first_date=date(whose.first.year, 1, 1), last_date=date(whose.until.year + 1, 1, 1)
    )
    return bytes(calendar.to_ical())


def _written(event: Event, base_url: str) -> Written:
    written = Written()
    host = urlsplit(base_url).hostname or "olievlek"
    fields: list[tuple[str, Any]] = [
        ("uid", f"{event.uid}@{host}"),
        ("dtstamp", event.changed_at),
        ("last-modified", event.changed_at),
        ("sequence", event.sequence),
        ("summary", _plain(event.title)),
        ("status", "CANCELLED" if event.is_cancelled else "CONFIRMED"),
        ("url", base_url + event.path),
    ]
    if event.at is None:
        fields += [("dtstart", event.on), ("dtend", event.on + DAY), ("transp", "TRANSPARENT")]
    else:
        fields += [("dtstart", datetime.combine(event.on, event.at, LOCAL)), ("duration", LASTS)]
    if event.place:
        fields.append(("location", _plain(event.place)))
    # Not every calendar shows the address; all of them show the description.
    fields.append(("description", _plain("\n".join(each for each in (event.more, base_url + event.path) if each))))
    for name, value in fields:
        written.add(name, value)
    return written


def _plain(words: str) -> str:
    """Text as a calendar may hold it: lines, and no other signs that steer."""
    return "".join(sign if sign.isprintable() or sign == "\n" else " " for sign in words)
