"""Who is whose ambassador: the nearest one, up the tree. Names and addresses only; nothing about what they do."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from ambassadors.initiatives.models import Initiative
from ambassadors.network.queries import NetworkPerson, ambassadorships, network_people
from ambassadors.network.rules import Status
from ambassadors.network.strengths import strengths_told
from ambassadors.organisation.rules import DepartmentRow, Tree


@dataclass(frozen=True, slots=True)
class Contact:
    """Somebody to turn to; `stands_in_for` names the ambassador who is on a break.

    `for_questions` is who was ambassador and still answers questions, but serves nobody. `strengths` is what one can
    ask the ambassador, in their own words.
    """

    person: NetworkPerson
    stands_in_for: str | None = None
    for_questions: bool = False
    ambassadorship_id: int | None = None
    strengths: str | None = None


@dataclass(frozen=True, slots=True)
class Served:
    """Who serves a department for one initiative: those of `unit`, itself or the nearest above; or nobody.

    `for_questions` are those of the department itself and of `unit` who only answer questions.
    """

    initiative: Initiative
    unit: DepartmentRow | None
    contacts: Sequence[Contact]
    for_questions: Sequence[Contact]


@dataclass(frozen=True, slots=True)
class Directory:
    """The ambassadors of today, by initiative and department."""

    tree: Tree
    initiatives: Sequence[Initiative]
    contacts: Mapping[int, Mapping[int, Sequence[Contact]]]
    for_questions: Mapping[int, Mapping[int, Sequence[Contact]]]

    def served(self, department_id: int) -> list[Served]:
        """Who serves a department, for each initiative."""
        return [self._nearest(initiative, department_id) for initiative in self.initiatives]

    def _nearest(self, initiative: Initiative, department_id: int) -> Served:
        contacts = self.contacts[initiative.id]
        unit = self.tree.nearest(department_id, contacts)
        asked = self.for_questions[initiative.id]
        near = dict.fromkeys([department_id, unit.id if unit else department_id])
        return Served(
            initiative,
            unit,
            contacts[unit.id] if unit else (),
            [each for place in near for each in asked.get(place, ())],
        )

    def path(self, department_id: int) -> str:
        """The names of the departments above, from the top."""
        return " / ".join(self.tree.path(department_id))


def directory(session: Session, tree: Tree, initiatives: Sequence[Initiative], day: date) -> Directory:
    """The directory of `day` for some initiatives. Four queries."""
    people = network_people(session, day)
    rows = ambassadorships(session)
    told = strengths_told(session)
    contacts: dict[int, dict[int, list[Contact]]] = {initiative.id: {} for initiative in initiatives}
    asked: dict[int, dict[int, list[Contact]]] = {initiative.id: {} for initiative in initiatives}
    for row in rows:
        if row.initiative_id not in contacts:
            continue
        server = row.server_on(day)
        if server is not None:
            stands_in_for = row.person_name if server != row.person_id else None
            there = contacts[row.initiative_id].setdefault(row.department_id, [])
            strengths = told.get(row.id) if stands_in_for is None else None
            there.append(Contact(people[server], stands_in_for, False, row.id, strengths))
        elif row.status_on(day) is Status.QUESTIONS:
            there = asked[row.initiative_id].setdefault(row.department_id, [])
            there.append(Contact(people[row.person_id], for_questions=True))
    return Directory(tree, initiatives, contacts, asked)
