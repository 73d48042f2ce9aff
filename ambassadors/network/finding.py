"""Who is whose ambassador: the nearest one, up the tree. Names and addresses only; nothing about what they do."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from ambassadors.initiatives.models import Initiative
from ambassadors.network.queries import NetworkPerson, ambassadorships, network_people
from ambassadors.organisation.rules import DepartmentRow, Tree


@dataclass(frozen=True, slots=True)
class Contact:
    """Somebody to turn to; `stands_in_for` names the ambassador who is on a break."""

    person: NetworkPerson
    stands_in_for: str | None


@dataclass(frozen=True, slots=True)
class Served:
    """Who serves a department for one initiative: those of `unit`, itself or the nearest above; or nobody."""

    initiative: Initiative
    unit: DepartmentRow | None
    contacts: Sequence[Contact]


@dataclass(frozen=True, slots=True)
class Directory:
    """The ambassadors of today, by initiative and department."""

    tree: Tree
    initiatives: Sequence[Initiative]
    contacts: Mapping[int, Mapping[int, Sequence[Contact]]]

    def served(self, department_id: int) -> list[Served]:
        """Who serves a department, for each initiative."""
        return [self._nearest(initiative, department_id) for initiative in self.initiatives]

    def _nearest(self, initiative: Initiative, department_id: int) -> Served:
        contacts = self.contacts[initiative.id]
        unit = self.tree.nearest(department_id, contacts)
        return Served(initiative, unit, contacts[unit.id] if unit else ())

    def path(self, department_id: int) -> str:
        """The names of the departments above, from the top."""
        return " / ".join(self.tree.path(department_id))


def directory(session: Session, tree: Tree, initiatives: Sequence[Initiative], day: date) -> Directory:
    """The directory of `day` for some initiatives. Three queries."""
    people = network_people(session, day)
    contacts: dict[int, dict[int, list[Contact]]] = {initiative.id: {} for initiative in initiatives}
    for row in ambassadorships(session):
        server = row.server_on(day)
        if server is not None and row.initiative_id in contacts:
            stands_in_for = row.person_name if server != row.person_id else None
            there = contacts[row.initiative_id].setdefault(row.department_id, [])
            there.append(Contact(people[server], stands_in_for))
    return Directory(tree, initiatives, contacts)
