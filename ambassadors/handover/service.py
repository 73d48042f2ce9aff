"""Lets a successor take over, with all that is open."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from ambassadors.network import service
from ambassadors.network.models import Ambassadorship
from ambassadors.network.open_work import OpenItem, OpenWork
from ambassadors.network.service import Origin, Recorder


@dataclass(frozen=True, slots=True)
class Pile:
    """The open work of one kind."""

    work: OpenWork
    items: list[OpenItem]


def open_work(session: Session, kinds: Iterable[OpenWork], leaving: Ambassadorship, today: date) -> list[Pile]:
    """All that is open for who leaves, by kind; kinds of which there is nothing are left out."""
    piles = [Pile(work, work.listed(session, leaving, today)) for work in kinds]
    return [pile for pile in piles if pile.items]


def hand_over(
    session: Session,
    kinds: Iterable[OpenWork],
    leaving: Ambassadorship,
    version: int,
    successor_id: int,
    on: date,
    recorder: Recorder,
    origin: Origin | None = None,
) -> Ambassadorship:
    """End one ambassadorship, begin the successor's on the same day, and move what is open; raises Refused."""
    piles = open_work(session, kinds, leaving, recorder.today)
    made = service.hand_over(session, leaving, version, successor_id, on, recorder, origin)
    for pile in piles:
        pile.work.move(session, pile.items, made, recorder)
    return made
