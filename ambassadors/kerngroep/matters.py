"""Finds what asks for the kerngroep's attention in the facts of a change on a day."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import numpy as np
from sqlalchemy.orm import Session

from ambassadors.dashboard.asking import Asked
from ambassadors.dashboard.changed import compared
from ambassadors.kerngroep.rules import (
    AGREEMENT_ENDS_SOON,
    LEANING_ON_ONE,
    RHYTHM_DAYS,
    STALLED_AFTER,
    Cause,
    Matter,
    Ranking,
)
from ambassadors.ledger.models import Topic
from ambassadors.measures.arrays import Bools
from ambassadors.measures.results import NO_STEP
from ambassadors.measures.rhythm import SHORTEST, WINDOW_DAYS, Rhythm, rhythm_of
from ambassadors.measures.stages import Stage
from ambassadors.measures.tree import NO_DEPARTMENT
from ambassadors.measures.vulnerability import hanging
from ambassadors.meetings.queries import open_agreements
from ambassadors.meetings.rules import ENDS_SOON, AgreementKind
from ambassadors.network.hours import hours_in
from ambassadors.network.rules import EXPIRES_SOON
from ambassadors.organisation.rules import whole_staff
from ambassadors.results.rules import MEASURED
from ambassadors.results.rules import OPEN as NOT_IN_USE
from ambassadors.signals.queries import SignalRow, Wanted, inbox
from ambassadors.signals.rules import OPEN, UNACKNOWLEDGED, SignalStatus, is_overdue
from ambassadors.web.clock import LOCAL

_CAUSES = {
    AgreementKind.ACTION: (Cause.ACTION, timedelta(0)),
    AgreementKind.AGREEMENT: (Cause.AGREEMENT, AGREEMENT_ENDS_SOON),
    AgreementKind.CONCESSION: (Cause.CONCESSION, AGREEMENT_ENDS_SOON),
}
"""What an agreement is on the list, and how long before its day it is there."""


_NOT_THE_LOG = frozenset(Topic) - {Topic.LOG}
_NOT_IN_USE = [MEASURED[status] for status in NOT_IN_USE]


def matters_of(session: Session, found: Asked) -> Ranking:
    """All that asks for attention in the branch; nothing for who may not see small departments. Three queries.

    What the log has no part in stays when something is logged: it is most of it, and all of the queries.
    """
    if not found.viewer.sees_small:
        return Ranking()
    places = _Places(found)
    lasting = found.known.about(
        _NOT_THE_LOG,
        ("matters", found.question.day, found.viewer, found.picture.ground.head),
        lambda: Ranking().joined_by(_lasting(session, places)),
    )
    return lasting.joined_by([*_fallen(places), *_silent(places)])


def _lasting(session: Session, places: "_Places") -> Iterator[Matter]:
    """What asks for attention whatever is logged."""
    yield from _signals(session, places)
    yield from _gaps(places)
    yield from _on_one_person(places)
    yield from _stalled(places)
    yield from _confirmed(places)
    yield from _hours(session, places)
    if places.ground.head is None:
        yield from _agreed(session, places)


class _Places:
    """The departments of the branch that is asked about: who sees small ones has each as a group of its own."""

    def __init__(self, found: Asked) -> None:
        self.found, self.picture, self.facts = found, found.picture, found.facts
        self.day, self.ground = found.question.day, found.picture.ground
        self.vacant = set(self.picture.coverage.vacant.tolist())

    def place_of(self, department_id: int) -> int | None:
        """The index of a department by its id, where it is in the branch."""
        place = self.ground.index.get(department_id)
        return place if place is not None and self.ground.in_branch[place] else None

    def has_gap(self, place: int) -> bool:
        """Whether the unit that is responsible for a department has nobody."""
        return int(self.picture.coverage.responsible[place]) in self.vacant

    def matter(self, cause: Cause, place: int, since: date, staff: float | None = None, **values: Any) -> Matter:
        """A matter of a department, under its code unless `about` is given."""
        row = self.ground.tree.rows[place]
        touched = whole_staff(float(self.ground.staff[place]) if staff is None else staff)
        values = {"about": row.code} | values
        return Matter(cause, staff=touched, since=since, today=self.day, department=row.code, name=row.name, **values)


def _signals(session: Session, places: _Places) -> Iterator[Matter]:
    wanted = inbox(places.found.question.initiative.id, Wanted(OPEN), places.day)
    for row in (SignalRow(*each) for each in session.execute(wanted)):
        place = places.place_of(row.department_id)
        if place is None:
            continue
        values: dict[str, Any] = {"about": str(row.id), "text": row.what, "urgent": row.urgent}
        if is_overdue(row.status, row.due_on, places.day):
            since = row.due_on or places.day
            yield places.matter(Cause.SIGNAL_LATE, place, since, day=row.due_on, **values)
        elif row.status in UNACKNOWLEDGED:
            since = row.raised_at.astimezone(LOCAL).date()
            cause = Cause.SIGNAL_REOPENED if row.status is SignalStatus.REOPENED else Cause.SIGNAL_WAITS
            yield places.matter(cause, place, since, day=since, **values)


def _gaps(places: _Places) -> Iterator[Matter]:
    last = places.facts.roster.last_served(places.day)
    waiting = places.ground.places(places.facts.roster.waited_for(places.day))
    waited_for = set(places.picture.coverage.responsible[waiting[waiting != NO_DEPARTMENT]].tolist())
    for gap in places.picture.coverage.gaps:
        since = last.get(places.ground.tree.rows[gap.department].id)
        count = 2 if gap.department in waited_for else 1
        begun = max(since or places.picture.starts, places.picture.starts)
        yield places.matter(Cause.GAP, gap.department, begun, gap.staff, day=since, count=count)


def _fallen(places: _Places) -> Iterator[Matter]:
    changed, since = compared(places.found), places.found.question.compared_with
    for move in changed.back if changed else ():
        if not places.has_gap(move.group):
            yield places.matter(Cause.FELL_BACK, move.group, since, count=int(move.after))


def _silent(places: _Places) -> Iterator[Matter]:
    silence, stage = places.picture.answers.silence, places.picture.answers.stages.stage
    begun, rhythm = _begun(places), _rhythm(places, silence.longer_than(SHORTEST))
    beyond = silence.longer_than(rhythm.limit)
    silent = [place for place in places.picture.groups.tolist() if beyond[place]]
    for place in [*places.picture.never_reached(), *silent]:
        if places.has_gap(place) or stage[place] == Stage.BY_ITSELF or places.picture.nothing_to_report(place):
            continue
        days = silence.days(place)
        if days is not None:
            since = places.day - timedelta(days=days - int(rhythm.limit[place]))
            weeks, usual = silence.weeks_in_all(place) or 0, rhythm.weeks(place) or 0
            yield places.matter(Cause.SILENT, place, since, count=weeks, usual=usual)
        elif (start := begun.get(int(places.picture.coverage.responsible[place]))) is not None:
            since = start + timedelta(days=RHYTHM_DAYS)
            if since < places.day:
                yield places.matter(Cause.NEVER, place, since, day=start)


def _rhythm(places: _Places, asked: Bools) -> Rhythm:
    """The own rhythm of the departments that are asked about, in the year up to the day; of others none is known."""
    on, ids = places.facts.logbook.contact_days(places.day.toordinal(), WINDOW_DAYS)
    place = places.ground.places(ids)
    there = (place != NO_DEPARTMENT) & asked[place]
    quiet = places.picture.answers.quiet
    return rhythm_of(on[there], place[there], len(places.picture.partition), quiet)


def _begun(places: _Places) -> dict[int, date]:
    """By unit: since when somebody who serves it today is its ambassador."""

    def reckoned() -> dict[int, date]:
        begun: dict[int, date] = {}
        for row in places.facts.roster.ambassadorships:
            place = places.ground.index.get(row.department_id)
            if place is not None and row.serves_on(places.day):
                begun[place] = min(row.began, begun.get(place, row.began))
        return begun

    return places.facts.roster.kept(("begun", places.ground, places.day), reckoned)


def _on_one_person(places: _Places) -> Iterator[Matter]:
    departments = places.facts.roster.departments([places.day])
    department, person = places.facts.roster.served_on(places.day)
    serves = departments.places(department)
    there = serves != NO_DEPARTMENT
    layout = departments.layout(places.day)
    responsible = departments.coverage(places.day).responsible
    needs = layout.needs.copy()
    needs[: len(places.ground)] &= places.ground.in_branch[: len(places.ground)]
    for each in hanging(responsible, layout.staff, needs, serves[there], person[there]).on_one:
        if each.staff >= LEANING_ON_ONE and each.department < len(places.ground):
            yield places.matter(Cause.ONE_PERSON, each.department, places.day, each.staff)


def _stalled(places: _Places) -> Iterator[Matter]:
    """Results that were begun and are not in use, per department, where no step was taken for long."""
    day, facts = places.day.toordinal(), places.found.known.worklist
    status, since = facts.worklist.status(day), facts.worklist.since(day)
    stalled = facts.worklist.on_list(day) & np.isin(status, _NOT_IN_USE)
    stalled &= (since != NO_STEP) & (day - since > STALLED_AFTER.days)
    still: dict[int, list[date]] = {}
    for result in np.flatnonzero(stalled).tolist():
        place = places.place_of(facts.results[result].department_id)
        if place is not None:
            still.setdefault(place, []).append(date.fromordinal(int(since[result])))
    for place, days in still.items():
        first = min(days)
        yield places.matter(Cause.RESULTS, place, first + STALLED_AFTER, day=first, count=len(days))


def _confirmed(places: _Places) -> Iterator[Matter]:
    """Confirmations that end soon, of which no later one takes the place."""
    last: dict[int, date] = {}
    for since, until, department in places.facts.roster.confirmed:
        place = places.place_of(department)
        if place is not None and since <= places.day < until:
            last[place] = max(until, last.get(place, until))
    for place, until in last.items():
        if until - places.day <= ENDS_SOON:
            yield places.matter(Cause.CONFIRMATION, place, until - ENDS_SOON, day=until)


def _hours(session: Session, places: _Places) -> Iterator[Matter]:
    agreed = hours_in(session, places.found.question.initiative.id)
    for row in places.facts.roster.ambassadorships:
        hours, place = agreed.get(row.id), places.place_of(row.department_id)
        if hours is not None and place is not None and row.holds_on(places.day) and hours.ends_soon(places.day):
            since, count = hours.until - EXPIRES_SOON, 2 if hours.is_over(places.day) else 1
            yield places.matter(Cause.HOURS, place, since, about=str(row.id), day=hours.until, count=count)


def _agreed(session: Session, places: _Places) -> Iterator[Matter]:
    """What was agreed and ends soon or is past its day; of the whole change it touches a department of mean size."""
    staff = places.ground.staff[: len(places.ground)]
    mean = whole_staff(float(np.mean(staff[staff > 0]))) if (staff > 0).any() else 1
    for row in open_agreements(session, places.found.question.initiative.id):
        cause, before = _CAUSES[row.kind]
        since = row.due_on - before
        if since < places.day:
            yield Matter(cause, str(row.id), mean, since, places.day, day=row.due_on, text=row.what, name=row.owner)
