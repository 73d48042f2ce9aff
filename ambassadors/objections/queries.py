"""Reads objections: a list with how often they were heard, one with all of its parts, and their answers."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, Subquery, and_, case, exists, func, or_, select
from sqlalchemy.orm import Session, aliased, joinedload

from ambassadors.activities.models import Activity
from ambassadors.db import says, search_words
from ambassadors.objections.models import Answer, Hearing, Objection, Worked
from ambassadors.objections.rules import LATELY
from ambassadors.organisation.together import Together

MOST_SUGGESTED = 40
"""So many known ones are offered while typing: what is heard most."""


class ObjectionRow(NamedTuple):
    """An objection in a list: how often it was heard with all that is joined to it, and in how many departments."""

    id: int
    text: str
    heard: int
    lately: int
    last_on: date | None
    departments: int


class AnswerRow(NamedTuple):
    """An answer to an objection or to one that is joined to it; `worked` counts users, `mine` tells of who asks."""

    id: int
    objection_id: int
    text: str
    written_by: int
    version: int
    worked: int
    mine: bool


class HearingRow(NamedTuple):
    """When an objection was heard, and where, if that is known."""

    id: int
    on: date
    department_id: int | None
    logged_by: int


@dataclass(frozen=True, slots=True)
class Heard:
    """How often an objection was heard in departments that are told of as one; None for elsewhere."""

    where: Together | None
    times: int


_DAY: ColumnElement[date] = func.coalesce(Activity.on, Hearing.on)
_ROOT: ColumnElement[int] = func.coalesce(Objection.joined_to_id, Objection.id)


def objections_of(
    initiative_id: int, today: date, words: str = "", *, retired: bool = False
) -> Select[*tuple[Any, ...]]:
    """Query for ObjectionRows of an initiative, those that say `words` if any; the most heard lately first."""
    sums = _sums(initiative_id, today)
    query = (
        select(
            Objection.id,
            Objection.text,
            func.coalesce(sums.c.heard, 0),
            func.coalesce(sums.c.lately, 0),
            sums.c.last_on,
            func.coalesce(sums.c.departments, 0),
        )
        .outerjoin(sums, sums.c.root == Objection.id)
        .where(Objection.initiative_id == initiative_id, Objection.joined_to_id.is_(None))
        .where(Objection.retired_at.is_not(None) if retired else Objection.retired_at.is_(None))
    )
    for word in search_words(words):
        query = query.where(_says(word))
    return query.order_by(
        func.coalesce(sums.c.lately, 0).desc(), func.coalesce(sums.c.heard, 0).desc(), Objection.id.desc()
    )


def suggested(session: Session, initiative_id: int, today: date) -> list[str]:
    """Texts to offer while somebody types: those heard most. One query."""
    query = objections_of(initiative_id, today).limit(MOST_SUGGESTED)
    return [ObjectionRow(*row).text for row in session.execute(query)]


def texts_of(session: Session, initiative_id: int, *, joined: bool = False) -> dict[int, str]:
    """Text by id of those that are in use, what is joined to them too if asked. One query."""
    root = aliased(Objection)
    query = (
        select(Objection.id, Objection.text)
        .outerjoin(root, Objection.joined_to_id == root.id)
        .where(Objection.initiative_id == initiative_id, Objection.retired_at.is_(None), root.retired_at.is_(None))
    )
    if not joined:
        query = query.where(Objection.joined_to_id.is_(None))
    return dict(session.execute(query.order_by(Objection.id)).all())


def answers_of(
    session: Session, objection_ids: Collection[int], user_id: int, *, retired: bool = False
) -> dict[int, list[AnswerRow]]:
    """The answers to some objections, with those to what is joined to them, by what worked most. One query."""
    worked = (
        select(
            Worked.answer_id,
            func.count().label("times"),
            func.sum(case((Worked.user_id == user_id, 1), else_=0)).label("mine"),
        )
        .group_by(Worked.answer_id)
        .subquery()
    )
    rows = session.execute(
        select(
            Answer.id,
            _ROOT,
            Answer.text,
            Answer.written_by,
            Answer.version,
            func.coalesce(worked.c.times, 0),
            func.coalesce(worked.c.mine, 0),
        )
        .join(Objection, Answer.objection_id == Objection.id)
        .outerjoin(worked, worked.c.answer_id == Answer.id)
        .where(_ROOT.in_(objection_ids))
        .where(Answer.retired_at.is_not(None) if retired else Answer.retired_at.is_(None))
        .order_by(func.coalesce(worked.c.times, 0).desc(), Answer.id)
    )
    found: dict[int, list[AnswerRow]] = {}
    for answer_id, root, text, written_by, version, times, mine in rows:
        row = AnswerRow(answer_id, root, text, written_by, version, times, bool(mine))
        found.setdefault(row.objection_id, []).append(row)
    return found


def objection_of(session: Session, initiative_id: int, objection_id: int) -> Objection | None:
    """One objection of an initiative, whether or not it is in use."""
    return session.scalar(
        select(Objection).where(Objection.id == objection_id, Objection.initiative_id == initiative_id)
    )


def answer_of(session: Session, objection: Objection, answer_id: int) -> Answer | None:
    """One answer to an objection, or to one that is joined to it."""
    return session.scalar(
        select(Answer).join(Objection).where(Answer.id == answer_id, _is_or_joined_to(objection.id))
    )


def joined_to(session: Session, objection_id: int) -> Sequence[Objection]:
    """What is joined to an objection, in the order in which it was written."""
    return session.scalars(
        select(Objection).where(Objection.joined_to_id == objection_id).order_by(Objection.id)
    ).all()


def hearings_of(session: Session, objection_id: int) -> list[HearingRow]:
    """When an objection was heard, with what is joined to it, the latest first. One query."""
    rows = session.execute(
        select(Hearing.id, _DAY, Hearing.department_id, Hearing.logged_by)
        .join(Objection, Hearing.objection_id == Objection.id)
        .outerjoin(Activity, Hearing.activity_id == Activity.id)
        .where(_is_or_joined_to(objection_id), *_counting())
        .order_by(_DAY.desc(), Hearing.id.desc())
    )
    return [HearingRow(*row) for row in rows]


def times_heard(session: Session, objection_id: int) -> int:
    """How often an objection was heard, with what is joined to it."""
    return (
        session.scalar(
            select(func.count(Hearing.id))
            .join(Objection, Hearing.objection_id == Objection.id)
            .outerjoin(Activity, Hearing.activity_id == Activity.id)
            .where(_is_or_joined_to(objection_id), *_counting())
        )
        or 0
    )


def heard_where(hearings: Collection[HearingRow], together: dict[int, Together]) -> list[Heard]:
    """How often in which departments, most first; what may not or cannot be named comes last, as elsewhere."""
    times: dict[Together | None, int] = {}
    for row in hearings:
        where = together.get(row.department_id or 0)
        times[where] = times.get(where, 0) + 1
    return sorted(
        (Heard(where, count) for where, count in times.items()),
        key=lambda each: (each.where is None, -each.times, each.where.name if each.where else ""),
    )


def hearing_at(session: Session, activity_id: int) -> Hearing | None:
    """What was heard at an activity, if that counts."""
    return session.scalar(
        select(Hearing)
        .where(Hearing.activity_id == activity_id, Hearing.withdrawn_at.is_(None))
        .options(joinedload(Hearing.objection))
    )


def hearing_of(session: Session, objection: Objection, hearing_id: int) -> Hearing | None:
    """One hearing of an objection, or of one that is joined to it."""
    return session.scalar(
        select(Hearing).join(Objection).where(Hearing.id == hearing_id, _is_or_joined_to(objection.id))
    )


def _sums(initiative_id: int, today: date) -> Subquery:
    lately = case((today - LATELY < _DAY, 1), else_=0)
    return (
        select(
            _ROOT.label("root"),
            func.count().label("heard"),
            func.sum(lately).label("lately"),
            func.max(_DAY).label("last_on"),
            func.count(Hearing.department_id.distinct()).label("departments"),
        )
        .select_from(Hearing)
        .join(Objection, Hearing.objection_id == Objection.id)
        .outerjoin(Activity, Hearing.activity_id == Activity.id)
        .where(Objection.initiative_id == initiative_id, *_counting())
        .group_by(_ROOT)
        .subquery()
    )


def _is_or_joined_to(objection_id: int) -> ColumnElement[bool]:
    return or_(Objection.id == objection_id, Objection.joined_to_id == objection_id)


def _counting() -> list[ColumnElement[bool]]:
    return [Hearing.withdrawn_at.is_(None), or_(Hearing.activity_id.is_(None), Activity.undone_at.is_(None))]


def _says(word: str) -> ColumnElement[bool]:
    """Whether an objection, one that is joined to it, or an answer to it has a word."""
    member = aliased(Objection)
    of_it = or_(member.id == Objection.id, member.joined_to_id == Objection.id)
    said = exists().where(of_it, says(member.text, word))
    answered = exists().where(
        of_it,
        and_(Answer.objection_id == member.id, Answer.retired_at.is_(None)),
        says(Answer.text, word),
    )
    return or_(said, answered)
