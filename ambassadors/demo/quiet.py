"""Weeks in which Waterhoven is quiet, and days on which ambassadors had nothing to report."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from sqlalchemy.orm import Session

from ambassadors.activities.models import NothingToReport
from ambassadors.demo.network import Service, service_of
from ambassadors.demo.timeline import Timeline, moment
from ambassadors.demo.writing import keep
from ambassadors.organisation.models import QuietPeriod

COUNTS_VOTES = "120"
"""Burgerzaken, for which a week of elections is the busiest of the year."""

NOTHING: tuple[tuple[str, int], ...] = (("naima", 145), ("naima", 41), ("sander", 33), ("nadia", 25), ("petra", 5))
"""Who had nothing to report, so many days before the end. For Naima it is what became of it."""

_WEEK = timedelta(weeks=1)
_SATURDAY, _WEDNESDAY = 5, 2


def build_quiet(session: Session, departments: Mapping[str, int], timeline: Timeline) -> None:
    """Write the summer holidays of everybody, and the elections of those who count the votes."""
    holidays = [
        ("Zomervakantie", None, first, first + 6 * _WEEK)
        for year in range(timeline.start.year, timeline.end.year + 1)
        if (first := _first(_SATURDAY, date(year, 7, 11))) >= timeline.start
    ]
    monday = _elections(timeline) - timedelta(days=_WEDNESDAY)
    elections = ("Verkiezingen", departments[COUNTS_VOTES], monday, monday + _WEEK)
    keep(
        session,
        QuietPeriod,
        (
            {"name": name, "department_id": department_id, "valid_from": first, "valid_until": until}
            for name, department_id, first, until in (*holidays, elections)
        ),
    )


def build_nothing(
    session: Session,
    departments: Mapping[str, int],
    users: Mapping[str, int],
    initiatives: Mapping[str, int],
    services: Mapping[Service, int],
    timeline: Timeline,
) -> None:
    """Write the days on which there was nothing to report."""
    keep(
        session,
        NothingToReport,
        (
            {
                "initiative_id": initiatives[service.change],
                "ambassadorship_id": services[service],
                "department_id": departments[service.serves],
                "on": day,
                "logged_by": users[service.who],
                "logged_at": moment(day, 16, 45),
            }
            for service, day in nothing_said(timeline)
        ),
    )


def nothing_said(timeline: Timeline) -> Iterator[tuple[Service, date]]:
    """Who said on which day that there was nothing to report."""
    for who, days in NOTHING:
        yield service_of(who), timeline.at_work(timeline.ago(days))


def _elections(timeline: Timeline) -> date:
    """The third Wednesday of the last March."""
    year = timeline.end.year if timeline.end.month > 3 else timeline.end.year - 1
    return _first(_WEDNESDAY, date(year, 3, 15))


def _first(weekday: int, day: date) -> date:
    """The first such day of the week from `day` on."""
    return day + timedelta(days=(weekday - day.weekday()) % 7)
