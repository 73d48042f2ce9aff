"""The log: an activity as an ambassador enters it, and as it is stored."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from ambassadors.activities.models import Activity, DoneBy, Reach
from ambassadors.activities.outcome_models import Followed
from ambassadors.demo.network import Service
from ambassadors.demo.timeline import Timeline, moment
from ambassadors.demo.writing import keep, keep_numbered
from ambassadors.initiatives.models import ActivityKind


@dataclass(frozen=True, slots=True)
class Count:
    """How many of a unit took part, as people log it: from low to high, or nothing when nobody knows."""

    low: int | None = None
    high: int | None = None
    first_timers: int | None = None


UNKNOWN = Count()


@dataclass(frozen=True, kw_only=True, slots=True)
class Told:
    """What came out: `votes` for new, old and neither; `review` with plan, advice, and whether it was followed.

    `back` tells how many days later it was taken back, and how.
    """

    votes: tuple[int, int, int] | None = None
    compared: str | None = None
    review: tuple[str, str, Followed, str | None] | None = None
    series: str | None = None
    back: tuple[int, str] | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """An activity: who did what when, and whom it reached. `days_late` is how long they waited to log it."""

    on: date
    kind: str
    done_by: tuple[Service, ...]
    reached: Mapping[str, Count]
    title: str | None = None
    story: str | None = None
    link: str | None = None
    whole_organisation: bool = False
    logged_by: str
    days_late: int = 0
    time: tuple[int, int] = (16, 0)
    undone: bool = False
    told: Told | None = None

    @property
    def change(self) -> str:
        """Code of the initiative."""
        return self.done_by[0].change

    def logged_at(self, timeline: Timeline) -> datetime:
        """When it was entered: before the story ends."""
        day = min(self.on + timedelta(days=self.days_late), timeline.ago(1))
        return moment(day, *self.time)


def build_entries(
    session: Session,
    entries: Iterable[Entry],
    departments: Mapping[str, int],
    users: Mapping[str, int],
    initiatives: Mapping[str, int],
    services: Mapping[Service, int],
    timeline: Timeline,
) -> list[tuple[int, Entry]]:
    """Write the activities in order of day, with who did them and how many of which unit they reached.

    Returns them with their ids.
    """
    kinds = dict(session.execute(select(ActivityKind.code, ActivityKind.id)).all())
    in_order = sorted(entries, key=lambda entry: (entry.on, entry.logged_at(timeline)))
    ids = keep_numbered(
        session,
        Activity,
        (
            {
                "initiative_id": initiatives[entry.change],
                "kind_id": kinds[entry.kind],
                "on": entry.on,
                "title": entry.title,
                "story": entry.story,
                "link": entry.link,
                "whole_organisation": entry.whole_organisation,
                "logged_by": users[entry.logged_by],
                "logged_at": entry.logged_at(timeline),
                "undone_at": entry.logged_at(timeline) + timedelta(minutes=3) if entry.undone else None,
            }
            for entry in in_order
        ),
    )
    numbered = list(zip(ids, in_order, strict=True))
    _keep_doers(session, numbered, initiatives, services)
    _keep_reach(session, numbered, departments)
    return numbered


def _keep_doers(
    session: Session,
    numbered: Iterable[tuple[int, Entry]],
    initiatives: Mapping[str, int],
    services: Mapping[Service, int],
) -> None:
    keep(
        session,
        DoneBy,
        (
            {
                "activity_id": activity_id,
                "ambassadorship_id": services[service],
                "initiative_id": initiatives[entry.change],
            }
            for activity_id, entry in numbered
            for service in entry.done_by
        ),
    )


def _keep_reach(session: Session, numbered: Iterable[tuple[int, Entry]], departments: Mapping[str, int]) -> None:
    keep(
        session,
        Reach,
        (
            {
                "activity_id": activity_id,
                "department_id": departments[code],
                "low": count.low,
                "high": count.high,
                "first_timers": count.first_timers,
            }
            for activity_id, entry in numbered
            for code, count in entry.reached.items()
        ),
    )
