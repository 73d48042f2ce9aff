"""What stands one tap away when logging: the kinds that somebody logs most, and the series they keep going."""

from collections import Counter
from collections.abc import Collection, Sequence
from datetime import UTC, date, datetime
from typing import NamedTuple

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from ambassadors.activities.models import Activity
from ambassadors.activities.outcome_models import Series, SeriesMember
from ambassadors.initiatives.models import ActivityKind

MOST_USUAL = 5
_LATELY = 60  # entries: about the last year of who logs every week


class SeriesOffered(NamedTuple):
    """A series that an entry can be one of."""

    id: int
    name: str
    kind_id: int


def usual_kinds(
    session: Session, user_id: int, initiative_id: int, kinds: Sequence[ActivityKind], day: date
) -> list[ActivityKind]:
    """The kinds that a user logged most before the month of `day`, in the order of `kinds`.

    Within a month they stay, so that one can tap by habit; who began this month has nothing else than that to go by.
    Where they logged fewer kinds, the first of all fill it up. Never is one alone left out. One query.
    """
    if len(kinds) <= MOST_USUAL + 1:
        return list(kinds)
    before = Activity.logged_at < datetime(day.year, day.month, 1, tzinfo=UTC)
    logged = session.execute(
        select(Activity.kind_id, before)
        .where(Activity.logged_by == user_id, Activity.initiative_id == initiative_id, Activity.undone_at.is_(None))
        .order_by(before.desc(), Activity.logged_at.desc(), Activity.id.desc())
        .limit(_LATELY)
    ).all()
    offered = {each.id for each in kinds}
    earlier = [kind_id for kind_id, is_before in logged if is_before]
    often = [kind_id for kind_id, _times in Counter(earlier or [row[0] for row in logged]).most_common()]
    ranked = dict.fromkeys(each for each in (*often, *(kind.id for kind in kinds)) if each in offered)
    chosen = set(list(ranked)[:MOST_USUAL])
    return [each for each in kinds if each.id in chosen]


def series_offered(
    session: Session, initiative_id: int, members: Collection[int] | None, day: date
) -> list[SeriesOffered]:
    """The series of a change that go on, of these ambassadorships or (None) of anybody, by name. One query."""
    query = select(Series.id, Series.name, Series.kind_id).where(
        Series.initiative_id == initiative_id, or_(Series.ended_on.is_(None), Series.ended_on > day)
    )
    if members is not None:
        kept = select(SeriesMember.series_id).where(SeriesMember.ambassadorship_id.in_(members))
        query = query.where(Series.id.in_(kept))
    return [SeriesOffered(*row) for row in session.execute(query.order_by(Series.name, Series.id))]
