"""What rooms above offer: the open work of an ambassadorship, to be moved to a successor."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from sqlalchemy.orm import Session

from ambassadors.network.models import Ambassadorship
from ambassadors.network.service import Recorder


@dataclass(frozen=True, slots=True)
class OpenItem:
    """One piece of open work, as the page of handing over tells it."""

    id: int
    text: str


class OpenWork(Protocol):
    """A kind of open work that a room knows of; registered in `rooms.OPEN_WORK`."""

    name: Any
    """What it is called on the page."""

    def listed(self, session: Session, leaving: Ambassadorship, today: date) -> list[OpenItem]:
        """What is open for who leaves, the oldest first."""
        ...

    def move(
        self, session: Session, items: Sequence[OpenItem], successor: Ambassadorship, recorder: Recorder
    ) -> None:
        """Let the successor have `items`; called after they have begun."""
        ...
