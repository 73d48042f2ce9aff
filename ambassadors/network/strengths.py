"""Where colleagues can ask an ambassador for, in their own words; and finding an ambassador by that."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from ambassadors.db import says, search_words
from ambassadors.initiatives.models import Initiative, Principle
from ambassadors.measures.words import beginnings
from ambassadors.network.models import Ambassadorship
from ambassadors.network.queries import ambassadorships
from ambassadors.organisation.queries import department_names
from ambassadors.refusals import CHANGED_MEANWHILE, Refused
from ambassadors.security.service import record

MOST_SIGNS = 300


@dataclass(frozen=True, slots=True)
class Expert:
    """Somebody who serves today, and what one can ask them."""

    ambassadorship_id: int
    initiative: Initiative
    name: str
    department: str
    strengths: str | None


@dataclass(frozen=True, slots=True)
class Subject:
    """A change that some words are about, with the principles of it that hold them."""

    initiative: Initiative
    principles: Sequence[str]


def tell_strengths(
    session: Session, ambassadorship: Ambassadorship, version: int, words: str, user_id: int, now: datetime
) -> None:
    """Keep where colleagues can ask an ambassador for; nothing is said where no words are left. Raises Refused."""
    if ambassadorship.version != version:
        raise Refused(CHANGED_MEANWHILE)
    ambassadorship.strengths = words.strip() or None
    session.flush()
    record(session, user_id, "told_strengths", "ambassadorship", ambassadorship.id, now)


def experts_found(session: Session, words: str, initiatives: Iterable[Initiative], today: date) -> list[Expert]:
    """Who serves today and told to know about all of these words, by name. At most four queries."""
    asked, changes = search_words(words), {each.id: each for each in initiatives}
    if not asked or not changes:
        return []
    query = select(Ambassadorship.id, Ambassadorship.strengths).where(Ambassadorship.initiative_id.in_(changes))
    for word in asked:
        query = query.where(says(Ambassadorship.strengths, word))
    told = dict(session.execute(query).all())
    rows = [row for row in ambassadorships(session, ids=told) if row.serves_on(today)] if told else []
    names = department_names(session, {row.department_id for row in rows}, today) if rows else {}
    return [
        Expert(row.id, changes[row.initiative_id], row.person_name, names[row.department_id], told[row.id])
        for row in sorted(rows, key=lambda row: (row.person_name.lower(), row.id))
    ]


def subjects_found(session: Session, words: str, initiatives: Iterable[Initiative], today: date) -> list[Subject]:
    """The changes whose name, or one of whose principles, holds all of these words. One query."""
    asked, changes = search_words(words), list(initiatives)
    if not asked or not changes:
        return []
    query = select(Principle.initiative_id, Principle.title).where(
        Principle.initiative_id.in_([each.id for each in changes]),
        or_(Principle.retired_on.is_(None), Principle.retired_on > today),
    )
    for word in asked:
        query = query.where(says(Principle.title, word))
    titles: dict[int, list[str]] = {}
    for initiative_id, title in session.execute(query.order_by(Principle.position, Principle.id)):
        titles.setdefault(initiative_id, []).append(title)
    return [
        Subject(each, titles.get(each.id, ()))
        for each in changes
        if each.id in titles or all(any(form in each.name.lower() for form in beginnings(word)) for word in asked)
    ]


def strengths_told(session: Session) -> dict[int, str]:
    """What ambassadors told that one can ask them, by the id of the ambassadorship. One query."""
    told = select(Ambassadorship.id, Ambassadorship.strengths).where(Ambassadorship.strengths.is_not(None))
    return {id_: words for id_, words in session.execute(told) if words}
