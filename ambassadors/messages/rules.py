"""Who gets which message, and when. Pure."""

import re
from datetime import date, datetime, time, timedelta, tzinfo
from enum import StrEnum


class MessageKind(StrEnum):
    """What people get, and can each switch off."""

    DIGEST = "digest"
    REMINDER = "reminder"
    SILENCE = "silence"
    ANNOUNCEMENT = "announcement"
    HELP = "help"
    LATE_SIGNAL = "late_signal"


class Rung(StrEnum):
    """How far a signal that is late has climbed: to who is to see to it, and then to the chair."""

    OWNER = "owner"
    CHAIR = "chair"


DAY, WEEK = timedelta(days=1), timedelta(weeks=1)
REMIND_AFTER, TELL_AFTER = 4, 8
"""Weeks of silence after which the ambassador, and the change manager too, gets a message."""
NEWCOMER_FOR = 8 * WEEK
LINK_LASTS = timedelta(days=14)
LOOKS_BACK = 4 * WEEK
"""How far a digest goes back at most, where there was nothing to send in between."""
SATURDAY = 5
MOST_ANNOUNCEMENTS = 3
"""A day, of one change: who gets more mail than that reads none of it."""
NEWS_FOR = timedelta(days=14)
"""So long a message of the change manager stands on the start page."""


def weekly(now: datetime, weekday: int, hour: int, zone: tzinfo) -> datetime:
    """The last moment up to `now` at which a digest was to go out, by the local clock."""
    local = now.astimezone(zone)
    day = local.date() - timedelta(days=(local.weekday() - weekday) % 7)
    moment = datetime.combine(day, time(hour), zone)
    return moment if moment <= now else datetime.combine(day - WEEK, time(hour), zone)


def on_workdays(now: datetime, hour: int, zone: tzinfo) -> datetime:
    """The last moment up to `now` at which reminders were to go out: at that hour of Monday to Friday."""
    day = now.astimezone(zone).date()
    while day.weekday() >= SATURDAY or datetime.combine(day, time(hour), zone) > now:
        day -= DAY
    return datetime.combine(day, time(hour), zone)


def reminder_due(began: date, silent_days: int, today: date, *, quiet_today: bool) -> int | None:
    """After how many weeks of silence somebody is to be told today: 4, 8, or nothing.

    `silent_days` are those that count. A newcomer is left alone, and nobody is told in weeks that do not count.
    """
    if quiet_today or today - began < NEWCOMER_FOR:
        return None
    weeks = silent_days // 7
    if weeks >= TELL_AFTER:
        return TELL_AFTER
    return REMIND_AFTER if weeks >= REMIND_AFTER else None


def beginning(text: str, longest: int) -> str:
    """The first sentences of a text, on one line, as many as fit; of one that is too long itself what fits."""
    line = " ".join(text.split())
    if len(line) <= longest:
        return line
    ends = [match.end() for match in re.finditer(r"[.!?](?= )", line[: longest + 1])]
    return line[: ends[-1]] if ends else f"{line[: longest - 1].rstrip()}…"
