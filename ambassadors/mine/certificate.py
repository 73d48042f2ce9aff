"""What a certificate says: an ambassadorship with all that was done in it."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from ambassadors.initiatives.models import Initiative
from ambassadors.mine.deeds import Deeds, deeds_of
from ambassadors.mine.queries import Part, parts_of
from ambassadors.mine.rules import Span
from ambassadors.network.queries import ambassadorships
from ambassadors.organisation.models import Person
from ambassadors.organisation.queries import tree_on
from ambassadors.security.actor import Actor


@dataclass(frozen=True, slots=True)
class Certificate:
    """That `name` was ambassador for a department; `owner` of the change signs it, if it has one."""

    initiative: Initiative
    name: str
    department: str
    since: date
    until: date | None
    deeds: Deeds | None
    results: int
    brought_in: int
    owner: str | None


def certificate_of(session: Session, who: Actor, ambassadorship_id: int, span: Span) -> Certificate | None:
    """The certificate of an ambassadorship that is the actor's own and has begun; nothing for any other."""
    if who.person_id is None:
        return None
    rows = ambassadorships(session, person_id=who.person_id, ids=[ambassadorship_id])
    pairs = [(part, held) for part in parts_of(session, who, span) for held in part.held]
    found = next(((part, held) for part, held in pairs if held.id == ambassadorship_id), None)
    if found is None:
        return None
    part, held = found
    deeds = deeds_of(session, who.person_id, rows, tree_on(session, span.today), span)
    return Certificate(
        initiative=part.initiative,
        name=rows[0].person_name,
        department=held.department,
        since=held.since,
        until=held.until,
        deeds=deeds.get(part.initiative.id),
        results=len(part.results),
        brought_in=len(part.brought_in),
        owner=_owner(session, part),
    )


def _owner(session: Session, part: Part) -> str | None:
    initiative = part.initiative
    if initiative.owner_id is None:
        return initiative.owner_name
    return session.scalar(select(Person.name).where(Person.id == initiative.owner_id))
