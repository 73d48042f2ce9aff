"""Writes initiatives and their principles."""

from dataclasses import asdict, dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from ambassadors.db import lock_for_write
from ambassadors.initiatives.models import Initiative, Principle, TypeOfChange
from ambassadors.initiatives.rules import moved
from ambassadors.organisation.queries import people_meant
from ambassadors.refusals import CHANGED_MEANWHILE, Refused
from ambassadors.security.service import record


@dataclass(frozen=True, slots=True)
class Draft:
    """What one fills in of an initiative; `owner` is a colleague's code, address or name, or any other words."""

    code: str
    name: str
    starts_on: date
    ends_on: date | None
    vision: str | None
    owner: str | None
    type_of_change: TypeOfChange | None
    heard_days: int
    takes_part_days: int
    takes_part_weeks: int
    takes_part_share: float
    carries_days: int


def start(session: Session, draft: Draft, by: int, now: datetime) -> Initiative:
    """Start an initiative; raises Refused `code_taken`, `owner_ambiguous`.

    Whoever may do so runs every initiative already, or is an administrator and names the change manager after it.
    """
    initiative = Initiative()
    _fill(session, initiative, draft)
    session.add(initiative)
    session.flush()
    record(session, by, "started", "initiative", initiative.id, now)
    return initiative


def edit(session: Session, initiative: Initiative, version: int, draft: Draft, by: int, now: datetime) -> None:
    """Change an initiative; raises Refused `changed_meanwhile`, `code_taken`, `owner_ambiguous`."""
    _check(initiative, version)
    _fill(session, initiative, draft)
    record(session, by, "edited", "initiative", initiative.id, now)
    session.flush()


def add_principle(
    session: Session, initiative: Initiative, title: str, watered_down: str | None, by: int, now: datetime
) -> Principle:
    """Add a principle below the others."""
    _alone_with_order(session, initiative)
    last = max((each.position for each in initiative.principles), default=0)
    principle = Principle(position=last + 1, title=title, watered_down=watered_down)
    initiative.principles.append(principle)
    session.flush()
    record(session, by, "added", "principle", principle.id, now)
    return principle


def edit_principle(
    session: Session, principle: Principle, version: int, title: str, watered_down: str | None, by: int, now: datetime
) -> None:
    """Reword a principle; `version` is that of its initiative. Raises Refused `changed_meanwhile`."""
    _check(principle.initiative, version)
    principle.title, principle.watered_down = title, watered_down
    flag_modified(principle.initiative, "name")  # raises the version although only the principle changed
    record(session, by, "edited", "principle", principle.id, now)
    session.flush()


def move_principle(session: Session, principle: Principle, by_places: int) -> None:
    """Move a principle that holds up (-1) or down (1) among those that hold."""
    _alone_with_order(session, principle.initiative)
    holding = {each.id: each for each in principle.initiative.principles if each.retired_on is None}
    positions = sorted(each.position for each in holding.values())
    for position, principle_id in zip(positions, moved(list(holding), principle.id, by_places), strict=True):
        holding[principle_id].position = position
    session.flush()
    session.expire(principle.initiative, ["principles"])


def retire_principle(session: Session, principle: Principle, on: date | None, by: int, now: datetime) -> None:
    """Let a principle hold no more from a day, or again (None)."""
    principle.retired_on = on
    record(session, by, "retired" if on else "restored", "principle", principle.id, now)
    session.flush()


def _alone_with_order(session: Session, initiative: Initiative) -> None:
    """Wait for who is changing the order of the principles, and read it as it is then."""
    lock_for_write(session, f"principles of {initiative.id}")
    for principle in initiative.principles:
        session.expire(principle)
    session.expire(initiative, ["principles"])


def _check(initiative: Initiative, version: int) -> None:
    if initiative.version != version:
        raise Refused(CHANGED_MEANWHILE)


def _fill(session: Session, initiative: Initiative, draft: Draft) -> None:
    other = session.scalar(select(Initiative.id).where(Initiative.code == draft.code))
    if other is not None and other != initiative.id:
        raise Refused("code_taken", "code")
    people = people_meant(session, draft.owner) if draft.owner else ()
    if len(people) > 1:
        raise Refused("owner_ambiguous", "owner")
    initiative.owner_id = people[0].id if people else None
    initiative.owner_name = None if people else draft.owner
    for name, value in asdict(draft).items():
        if name != "owner":
            setattr(initiative, name, value)


def owner_words(session: Session, initiative: Initiative) -> str | None:
    """Words that mean the owner of an initiative again."""
    owner = initiative.owner
    if owner is None:
        return initiative.owner_name
    return owner.name if len(people_meant(session, owner.name)) == 1 else owner.email or owner.code
