"""A thousand colleagues: those with a part in the story, and all others."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from random import Random

from sqlalchemy.orm import Session

from ambassadors.accounts.models import Grant, User
from ambassadors.db import BEGINNING, FOREVER
from ambassadors.demo.cast import GRANTS, NOT_YET_SIGNED_IN, PARTS, PASSWORD_HASH
from ambassadors.demo.names import address, new_name
from ambassadors.demo.timeline import Timeline, moment
from ambassadors.demo.tree import GREW, GREW_IN_MONTH, MERGED, MERGED_IN_MONTH, MERGED_INTO, UNITS, Unit
from ambassadors.demo.writing import dice_for, keep, keep_numbered
from ambassadors.organisation.models import Level, Person, Placement

MOVED, MOVED_FROM, MOVED_IN_MONTH = "anneke", "211", 17.0
"""An ambassador who got another job in the house, and handed over."""

_AT_THE_COUNTER = ("111", "112", "12", "13", "21", "22", "23", "322", "41", "42", "43", "512", "532", "55")
"""Units whose people mostly are front line; elsewhere they mostly are advisers."""

_ONE_IN_NEW = 5
"""Of the unit that grew, one in so many was not there before."""


@dataclass(frozen=True, slots=True)
class Colleague:
    """One line of the staff file; `key` is set for who has a part in the story."""

    name: str
    unit: str
    level: Level
    key: str | None = None


def build_people(session: Session, departments: Mapping[str, int], timeline: Timeline) -> dict[str, int]:
    """Write the people and where they worked when; returns ids of those with a part, by key."""
    colleagues = list(_colleagues(dice_for("people")))
    ids = keep_numbered(
        session,
        Person,
        (
            {"code": f"W{number:04}", "name": each.name, "email": address(each.name), "level": each.level}
            for number, each in enumerate(colleagues, start=1)
        ),
    )
    keep(
        session,
        Placement,
        (
            {
                "person_id": person_id,
                "department_id": departments[unit],
                "valid_from": valid_from,
                "valid_until": valid_until,
            }
            for number, (person_id, each) in enumerate(zip(ids, colleagues, strict=True))
            for unit, valid_from, valid_until in _career(each, number, timeline)
        ),
    )
    return {each.key: person_id for person_id, each in zip(ids, colleagues, strict=True) if each.key}


def build_users(session: Session, people: Mapping[str, int], timeline: Timeline) -> dict[str, int]:
    """Write an account for all who have a part; returns ids by key."""
    invited_at = moment(timeline.at_work(timeline.start), 9)
    ids = keep_numbered(
        session,
        User,
        (
            {
                "email": part.email,
                "name": part.name,
                "person_id": people[part.key],
                "password_hash": None if part.key in NOT_YET_SIGNED_IN else PASSWORD_HASH,
                "created_at": invited_at,
            }
            for part in PARTS
        ),
    )
    return dict(zip((part.key for part in PARTS), ids, strict=True))


def build_grants(
    session: Session, users: Mapping[str, int], initiatives: Mapping[str, int], timeline: Timeline
) -> None:
    """Write who was given which role."""
    keep(
        session,
        Grant,
        (
            {
                "user_id": users[key],
                "role": role,
                "initiative_id": initiatives[code] if code else None,
                "valid_from": timeline.start,
            }
            for key, role, code in GRANTS
        ),
    )


def _colleagues(dice: Random) -> Iterator[Colleague]:
    taken = {part.name for part in PARTS}
    for unit in UNITS:
        parts = [part for part in PARTS if part.unit == unit.code]
        yield from (Colleague(part.name, unit.code, part.level, part.key) for part in parts)
        has_chief = any(part.level in {Level.DIRECTOR, Level.MANAGER} for part in parts)
        for place in range(unit.people - len(parts)):
            is_chief = place == 0 and not has_chief
            yield Colleague(new_name(dice, taken), unit.code, _chief(unit) if is_chief else _level(unit, dice))


def _chief(unit: Unit) -> Level:
    if unit.code == "600":
        return Level.BOARD
    return Level.DIRECTOR if unit.level == 1 else Level.MANAGER


def _level(unit: Unit, dice: Random) -> Level:
    share = 0.85 if unit.code.startswith(_AT_THE_COUNTER) else 0.1
    return Level.FRONT_LINE if dice.random() < share else Level.ADVISER


def _career(colleague: Colleague, number: int, timeline: Timeline) -> Iterator[tuple[str, date, date]]:
    """The units in which somebody worked, from when until when."""
    since = BEGINNING
    if colleague.key == MOVED:
        since = timeline.month(MOVED_IN_MONTH)
        yield MOVED_FROM, BEGINNING, since
    elif colleague.unit == MERGED_INTO:
        since = timeline.month(MERGED_IN_MONTH)
        yield MERGED[number % len(MERGED)].code, BEGINNING, since
    elif colleague.unit == GREW and colleague.key is None and number % _ONE_IN_NEW == 0:
        since = timeline.month(GREW_IN_MONTH)
    yield colleague.unit, since, FOREVER
