"""What time it is, at the edge: UTC for instants, Amsterdam for days."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import cast
from zoneinfo import ZoneInfo

from flask import current_app

LOCAL = ZoneInfo("Europe/Amsterdam")


def system_clock() -> datetime:
    """The instant that it is now."""
    return datetime.now(UTC)


def now() -> datetime:
    """The instant that it is now, by the app's clock."""
    return cast("Callable[[], datetime]", current_app.config["CLOCK"])()


def local() -> datetime:
    """The local time that it is now, by the app's clock."""
    return now().astimezone(LOCAL)


def today() -> date:
    """The local day that it is now, by the app's clock."""
    return local().date()
