"""Writes meetings: planned, moved, called off, their agenda, who was there, and the minutes that close them."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from ambassadors.meetings.models import Addition, Agreement, Attendance, Meeting, MeetingPoint
from ambassadors.meetings.rules import Outcome, problem_with_meeting
from ambassadors.refusals import CHANGED_MEANWHILE, Refused
from ambassadors.security.actor import Actor
from ambassadors.security.service import record

SUBJECT = "meeting"
"""What the audit trail calls it."""


@dataclass(frozen=True, slots=True)
class Appointment:
    """When and where to meet."""

    on: date
    time: str
    place: str | None


def plan(
    session: Session, actor: Actor, initiative_id: int, when: Appointment, today: date, now: datetime
) -> Meeting:
    """Plan a meeting. Raises Refused by `problem_with_meeting`."""
    _check_day(when.on, today)
    made = Meeting(
        initiative_id=initiative_id,
        on=when.on,
        time=when.time,
        place=when.place,
        planned_by=actor.user_id,
        planned_at=now,
    )
    session.add(made)
    session.flush()
    record(session, actor.user_id, "planned", SUBJECT, made.id, now, on=when.on.isoformat())
    session.flush()
    return made


def move(
    session: Session,
    actor: Actor,
    meeting: Meeting,
    version: int,
    when: Appointment,
    today: date,
    now: datetime,
) -> None:
    """Meet on another day, at another time or place.

    Raises Refused `closed_already`, `changed_meanwhile`, and for another day by `problem_with_meeting`.
    """
    _check_open(meeting)
    if meeting.version != version:
        raise Refused(CHANGED_MEANWHILE)
    if when.on != meeting.on:
        _check_day(when.on, today)
    meeting.on, meeting.time, meeting.place = when.on, when.time, when.place
    record(session, actor.user_id, "moved", SUBJECT, meeting.id, now, on=when.on.isoformat())
    session.flush()


def call_off(session: Session, actor: Actor, meeting: Meeting, now: datetime, *, off: bool) -> None:
    """Call a meeting off, or let it go on after all. Raises Refused `closed_already`."""
    _check_open(meeting)
    if (meeting.called_off_at is not None) != off:
        meeting.called_off_at = now if off else None
        record(session, actor.user_id, "called_off" if off else "goes_on", SUBJECT, meeting.id, now)
        session.flush()


def put_on_agenda(session: Session, meeting: Meeting, points: Iterable[tuple[str | None, str]]) -> None:
    """Add points, each with its subject (None: a point of one's own) and title, after what is there.

    What is there already, by its subject, is not added again. Raises Refused `closed_already`.
    """
    _check_open(meeting)
    there = points_of(session, meeting.id)
    known = {each.subject for each in there}
    position = max((each.position for each in there), default=0)
    for subject, title in points:
        if subject is None or subject not in known:
            position += 1
            session.add(MeetingPoint(meeting_id=meeting.id, position=position, subject=subject, title=title))
            known.add(subject)
    session.flush()


def shift(session: Session, meeting: Meeting, point: MeetingPoint, *, up: bool) -> None:
    """Let a point change places with the one before or after it. Raises Refused `closed_already`."""
    _check_open(meeting)
    points = points_of(session, meeting.id)
    place = next(place for place, each in enumerate(points) if each.id == point.id)
    other = place - 1 if up else place + 1
    if 0 <= other < len(points):
        points[place], points[other] = points[other], points[place]
        for position, each in enumerate(points, 1):
            each.position = position
        session.flush()


def take_off(session: Session, meeting: Meeting, point: MeetingPoint) -> None:
    """Remove a point about which nothing was recorded. Raises Refused `closed_already`, `recorded_already`."""
    _check_open(meeting)
    recorded = session.scalar(select(func.count()).where(Agreement.point_id == point.id))
    if point.note or recorded:
        raise Refused("recorded_already")
    session.delete(point)
    session.flush()


def conclude(
    session: Session, meeting: Meeting, point: MeetingPoint, version: int, outcome: Outcome, text: str | None = None
) -> None:
    """Keep what became of a point; `text` is added to what was noted before.

    Raises Refused `closed_already`, and `changed_meanwhile` where somebody recorded something there since.
    """
    _check_open(meeting)
    if point.version != version:
        raise Refused(CHANGED_MEANWHILE)
    if text:
        point.note = f"{point.note}\n{text}" if point.note else text
    if outcome is not Outcome.SKIPPED or point.outcome is Outcome.OPEN:
        decided = point.outcome is Outcome.DECIDED and outcome is Outcome.NOTED
        point.outcome = Outcome.DECIDED if decided else outcome
    # Its version tells that somebody else recorded something too, also where only an agreement was added.
    flag_modified(point, "outcome")
    session.flush()


def set_present(session: Session, meeting: Meeting, user_ids: Collection[int]) -> None:
    """Keep who was there. Raises Refused `closed_already`."""
    _check_open(meeting)
    session.execute(delete(Attendance).where(Attendance.meeting_id == meeting.id))
    session.add_all(Attendance(meeting_id=meeting.id, user_id=each) for each in sorted(set(user_ids)))
    session.flush()


def close(
    session: Session,
    actor: Actor,
    meeting: Meeting,
    version: int,
    minutes: dict[str, Any],
    today: date,
    now: datetime,
) -> None:
    """Close the minutes with all that they show: from then on nothing of it changes.

    Raises Refused `closed_already`, `changed_meanwhile`, `called_off`, `still_to_come`.
    """
    _check_open(meeting)
    if meeting.on > today:
        raise Refused("still_to_come")
    if meeting.called_off_at is not None:
        raise Refused("called_off")
    if meeting.version != version:
        raise Refused(CHANGED_MEANWHILE)
    meeting.minutes, meeting.closed_by, meeting.closed_at = minutes, actor.user_id, now
    record(session, actor.user_id, "closed", SUBJECT, meeting.id, now)
    session.flush()


def add_to_minutes(session: Session, actor: Actor, meeting: Meeting, text: str, now: datetime) -> None:
    """Correct closed minutes by a dated addition. Raises Refused `not_closed`."""
    if meeting.closed_at is None:
        raise Refused("not_closed")
    session.add(Addition(meeting_id=meeting.id, text=text, by=actor.user_id, at=now))
    record(session, actor.user_id, "added", SUBJECT, meeting.id, now)
    session.flush()


def points_of(session: Session, meeting_id: int) -> list[MeetingPoint]:
    """The agenda of a meeting, in order. One query."""
    return list(
        session.scalars(
            select(MeetingPoint)
            .where(MeetingPoint.meeting_id == meeting_id)
            .order_by(MeetingPoint.position, MeetingPoint.id)
        )
    )


def point_in(points: Sequence[MeetingPoint], point_id: int | None) -> MeetingPoint | None:
    """One of the points by its id."""
    return next((each for each in points if each.id == point_id), None)


def _check_open(meeting: Meeting) -> None:
    if meeting.closed_at is not None:
        raise Refused("closed_already")


def _check_day(on: date, today: date) -> None:
    problem = problem_with_meeting(on, today)
    if problem:
        raise Refused(problem, "on")
