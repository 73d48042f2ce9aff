"""What waits for the kerngroep and the change manager now, in a few lines above everything else.

The list is that of the room `kerngroep`, which stands above this one and registers it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from flask import Flask, current_app

from ambassadors.dashboard.asking import Asked
from ambassadors.dashboard.departments import Departments

EXTENSION = "waits"


@dataclass(frozen=True, slots=True)
class Due:
    """A sentence, and the one thing to do about it."""

    sentence: str
    label: str
    url: str


@dataclass(frozen=True, slots=True)
class Waiting:
    """The first things that wait, and how many there are in all."""

    first: Sequence[Due] = ()
    total: int = 0


Waits = Callable[[Asked, Departments], Waiting]


def install(app: Flask, waits: Waits) -> None:
    """Tell the first screen what waits."""
    app.extensions[EXTENSION] = waits


def waiting(found: Asked, told: Departments) -> Waiting:
    """What waits for who asks; only of today, as it is about what to do."""
    waits: Waits = current_app.extensions[EXTENSION]
    return waits(found, told) if found.question.day == found.question.today else Waiting()
