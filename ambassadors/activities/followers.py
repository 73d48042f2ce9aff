"""What rooms above do when an activity is undone or put back."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol, cast

from flask import Flask, current_app
from sqlalchemy.orm import Session

from ambassadors.activities.models import Activity
from ambassadors.security.actor import Actor

EXTENSION = "log_followers"


class Follower(Protocol):
    """Follows the log in the transaction that changes it; registered in `rooms.FOLLOWERS`."""

    def undone(self, session: Session, actor: Actor, activity: Activity, now: datetime) -> None:
        """An activity counts no longer."""
        ...

    def put_back(self, session: Session, actor: Actor, activity: Activity, now: datetime) -> None:
        """An undone activity counts again."""
        ...


def install(app: Flask, followers: Sequence[Follower]) -> None:
    """Tell the pages of the log who follows it."""
    app.extensions[EXTENSION] = followers


def followers() -> Sequence[Follower]:
    """Who follows the log."""
    return cast(Sequence[Follower], current_app.extensions[EXTENSION])
