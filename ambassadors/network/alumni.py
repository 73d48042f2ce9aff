"""Who was ambassador of a change and is not any more: they stay visible."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from ambassadors.network.queries import AmbassadorshipRow, ambassadorships
from ambassadors.network.rules import Status
from ambassadors.organisation.queries import department_names


@dataclass(frozen=True, slots=True)
class Term:
    """Where somebody was ambassador, from a day until another."""

    department: str
    since: date
    until: date


@dataclass(frozen=True, slots=True)
class Alumnus:
    """Somebody who was ambassador, with all their terms, the latest first."""

    name: str
    terms: Sequence[Term]


def alumni_of(session: Session, initiative_id: int, day: date) -> list[Alumnus]:
    """All whose every ambassadorship of an initiative has ended, who stopped last on top. Three queries."""
    by_person: dict[int, list[AmbassadorshipRow]] = {}
    for row in ambassadorships(session, initiative_id):
        if row.status_on(day) is not None:
            by_person.setdefault(row.person_id, []).append(row)
    former = [
        sorted(rows, key=lambda row: row.valid_until, reverse=True)
        for rows in by_person.values()
        if all(row.status_on(day) is Status.ENDED for row in rows)
    ]
    former.sort(key=lambda rows: (-rows[0].valid_until.toordinal(), rows[0].person_name, rows[0].person_id))
    names = department_names(session, {row.department_id for rows in former for row in rows}, day)
    return [
        Alumnus(rows[0].person_name, [Term(names[row.department_id], row.began, row.valid_until) for row in rows])
        for rows in former
    ]
