"""What rooms above add to the log: they keep what was said against the change, and tell more of an activity."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol, cast

from flask import Flask, current_app
from markupsafe import Markup
from sqlalchemy.orm import Session

from ambassadors.activities.models import Activity
from ambassadors.network.service import Recorder
from ambassadors.security.actor import Actor

EXTENSION = "beside_the_log"


class Against(Protocol):
    """Keeps what people said against a change; part of `rooms.BESIDE_THE_LOG`."""

    def suggested(self, session: Session, initiative_id: int, today: date) -> Sequence[str]:
        """What was said before, to offer while somebody types. One query."""
        ...

    def hear(self, session: Session, activity: Activity, words: str, by: Recorder) -> None:
        """Note that this was said at an activity."""
        ...


Part = Callable[[Session, Actor, Activity], Markup | None]
"""A part of the page of an activity, as who asks may see it; nothing where there is nothing to tell."""


@dataclass(frozen=True, slots=True)
class Beside:
    """All of it."""

    against: Against
    parts: Sequence[Part]

    def shown(self, session: Session, actor: Actor, activity: Activity) -> list[Markup]:
        """The parts that have something to tell of an activity."""
        found = [part(session, actor, activity) for part in self.parts]
        return [each for each in found if each is not None]


def install(app: Flask, added: Beside) -> None:
    """Tell the pages of the log what is added to them."""
    app.extensions[EXTENSION] = added


def beside() -> Beside:
    """What is added to the pages of the log."""
    return cast(Beside, current_app.extensions[EXTENSION])
