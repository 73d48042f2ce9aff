"""How the idea is guarded, as the page of a change tells it. Rooms above know it, and register how to read it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from flask import Flask, current_app
from sqlalchemy.orm import Session

from ambassadors.initiatives.models import Initiative

EXTENSION = "guarding"


@dataclass(frozen=True, slots=True)
class Concession:
    """Where the change departs from a principle (empty: from none in particular) until a day, and why."""

    what: str
    why: str
    until: date
    principle: str
    ended: bool


class AtRisk(NamedTuple):
    """Signals that a principle waters down: open now, and raised per quarter, by its first day, in order."""

    open: int
    quarters: tuple[tuple[date, int], ...]

    @property
    def raised(self) -> int:
        """How many were raised in these quarters."""
        return sum(count for _first, count in self.quarters)


@dataclass(frozen=True, slots=True)
class Guarded:
    """The concessions that are not over and done with, and the signals by the id of their principle."""

    concessions: tuple[Concession, ...]
    signals: Mapping[int, AtRisk]


Guarding = Callable[[Session, Initiative, date], Guarded]


def install(app: Flask, guarding: Guarding) -> None:
    """Tell the page of a change how to read it."""
    app.extensions[EXTENSION] = guarding


def guarded(session: Session, initiative: Initiative, today: date) -> Guarded:
    """How the idea of a change is guarded today."""
    guarding: Guarding = current_app.extensions[EXTENSION]
    return guarding(session, initiative, today)
