"""What the form of a signal asks before anything is stored: is it about the work, and do others say the same?"""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from ambassadors.organisation.models import Person, Placement
from ambassadors.signals.persons import Sign, sign_of_person


def about_a_person(session: Session, text: str, department_id: int, today: date) -> Sign | None:
    """Whether a text seems to be about somebody in the staff file. Two queries; nothing is written."""
    everybody: Sequence[str] = session.scalars(select(Person.name)).all()
    near = session.scalars(
        select(Person.name)
        .join(Placement, Placement.person_id == Person.id)
        .where(Placement.department_id == department_id, Placement.valid_from <= today, today < Placement.valid_until)
    )
    return sign_of_person(text, everybody, [name.split()[0] for name in near if name.split()])
