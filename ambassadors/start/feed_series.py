"""When the next one of somebody's series is, for their own calendar."""

from collections.abc import Iterator
from datetime import UTC, datetime, time

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from ambassadors.outcomes.queries import next_dates
from ambassadors.start.feed import Event, Whose


def series(session: Session, whose: Whose) -> Iterator[Event]:
    """The next day of each series that somebody keeps going.

    The day moves on with what is logged, so it is part of the `uid`: the next one is another event.
    """
    if whose.person_id is None:
        return
    for each in next_dates(session, whose.person_id, whose.today):
        if whose.first <= each.on < whose.until:
            change = each.series.initiative
            yield Event(
                uid=f"series-{each.series.id}-{each.on.isoformat()}",
                title=each.series.name,
                on=each.on,
                at=None,
                path=f"/i/{change.code}/series/{each.series.id}",
                # The moment of a change is not kept of a series, only by the version that there was one.
                changed_at=datetime.combine(change.starts_on, time(), UTC),
                sequence=each.series.version,
                more=_("The next one of a series. %(change)s", change=change.name),
            )
