"""What somebody did for a change, and whom it reached. Three queries, however many activities."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from ambassadors.activities.models import Activity, DoneBy, Reach
from ambassadors.initiatives.models import ActivityKind, Audience
from ambassadors.mine.rules import Span
from ambassadors.network.queries import AmbassadorshipRow
from ambassadors.organisation.queries import department_names
from ambassadors.organisation.rules import Tree


class KindDone(NamedTuple):
    """How often an activity of a kind was done."""

    name_nl: str
    name_en: str
    times: int


class _Done(NamedTuple):
    activity_id: int
    initiative_id: int
    on: date
    name_nl: str
    name_en: str
    ambassadorship_id: int


class _Met(NamedTuple):
    activity_id: int
    department_id: int
    first_timers: int | None


@dataclass(frozen=True, slots=True)
class Deeds:
    """Activities for one change, in so many different weeks. `departments` took part, of which `outside` are not
    one's own; `first_timers` had not met the change before, as far as that was asked (None: never).
    """

    activities: int
    weeks: int
    kinds: Sequence[KindDone]
    departments: Sequence[str]
    outside: Sequence[str]
    first_timers: int | None


def deeds_of(
    session: Session, person_id: int, rows: Collection[AmbassadorshipRow], tree: Tree, span: Span
) -> dict[int, Deeds]:
    """What somebody did in some ambassadorships, held or stood in for, by change."""
    asked = _counting([row.id for row in rows], span)
    by_id = {row.id: row for row in rows}
    done = {
        each.activity_id: each
        for each in _done(session, asked)
        if _did(by_id[each.ambassadorship_id], person_id, each.on)
    }
    met = [each for each in _met(session, asked) if each.activity_id in done]
    names = department_names(session, {each.department_id for each in met}, span.today)
    activities: dict[int, list[_Done]] = defaultdict(list)
    meetings: dict[int, list[_Met]] = defaultdict(list)
    for activity in done.values():
        activities[activity.initiative_id].append(activity)
    for meeting in met:
        meetings[done[meeting.activity_id].initiative_id].append(meeting)
    own = _own_departments(rows, tree)
    return {change: _added_up(each, meetings[change], names, own[change]) for change, each in activities.items()}


def _counting(ids: Collection[int], span: Span) -> list[ColumnElement[bool]]:
    return [
        DoneBy.ambassadorship_id.in_(ids),
        Activity.undone_at.is_(None),
        Activity.on >= span.first,
        Activity.on <= span.today,
    ]


def _done(session: Session, asked: Iterable[ColumnElement[bool]]) -> list[_Done]:
    rows = session.execute(
        select(
            Activity.id,
            Activity.initiative_id,
            Activity.on,
            ActivityKind.name_nl,
            ActivityKind.name_en,
            DoneBy.ambassadorship_id,
        )
        .join(DoneBy, DoneBy.activity_id == Activity.id)
        .join(ActivityKind, Activity.kind_id == ActivityKind.id)
        .where(*asked)
        .order_by(Activity.on, Activity.id)
    )
    return [_Done(*row) for row in rows]


def _met(session: Session, asked: Iterable[ColumnElement[bool]]) -> list[_Met]:
    """Whom contacts reached; a message that somebody could read is not a meeting."""
    rows = session.execute(
        select(Reach.activity_id, Reach.department_id, Reach.first_timers)
        .join(Activity, Reach.activity_id == Activity.id)
        .join(DoneBy, DoneBy.activity_id == Activity.id)
        .join(ActivityKind, Activity.kind_id == ActivityKind.id)
        .where(*asked, ActivityKind.audience == Audience.CONTACT, or_(Reach.high.is_(None), Reach.high > 0))
        .distinct()
    )
    return [_Met(*row) for row in rows]


def _did(row: AmbassadorshipRow, person_id: int, day: date) -> bool:
    """Whether somebody acted for an ambassadorship on a day; during a break that is who stood in."""
    server = row.server_on(day)
    return server == person_id or (server is None and row.person_id == person_id)


def _own_departments(rows: Iterable[AmbassadorshipRow], tree: Tree) -> Mapping[int, set[int]]:
    """By change, the departments of ambassadorships with all below them."""
    own: dict[int, set[int]] = defaultdict(set)
    for row in rows:
        below = tree.branch(row.department_id) if row.department_id in tree.by_id else ()
        own[row.initiative_id] |= {row.department_id, *(each.id for each in below)}
    return own


def _added_up(
    activities: Sequence[_Done], met: Sequence[_Met], names: Mapping[int, str], own: Collection[int]
) -> Deeds:
    kinds = Counter((each.name_nl, each.name_en) for each in activities)
    first_timers = [each.first_timers for each in met if each.first_timers is not None]
    departments = {each.department_id for each in met}
    return Deeds(
        activities=len(activities),
        weeks=len({each.on.isocalendar()[:2] for each in activities}),
        kinds=[KindDone(*kind, times) for kind, times in sorted(kinds.items(), key=lambda each: (-each[1], each[0]))],
        departments=sorted((names[each] for each in departments), key=str.lower),
        outside=sorted((names[each] for each in departments.difference(own)), key=str.lower),
        first_timers=sum(first_timers) if first_timers else None,
    )
