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
    contacts: Mapping[tuple[int, int], Sequence[Contact]]

    def served(self, department_id: int) -> list[Served]:
        """Who serves a department, for each initiative."""
        return [self._nearest(initiative, department_id) for initiative in self.initiatives]

    def _nearest(self, initiative: Initiative, department_id: int) -> Served:
        if department_id in self.tree.by_id:
            for unit in (self.tree.by_id[department_id], *self.tree.ancestors(department_id)):
                contacts = self.contacts.get((initiative.id, unit.id), ())
                if contacts:
                    return Served(initiative, unit, contacts)
        return Served(initiative, None, ())

    def path(self, department_id: int) -> str:
        """The names of the departments above, from the top."""
        return " / ".join(row.name for row in reversed(self.tree.ancestors(department_id)))

    def departments_found(self, words: str) -> list[DepartmentRow]:
        """Departments whose name or code holds every one of `words`, in the order of the tree."""
        wanted = words.lower().split()
        return [
            row
            for row in self.tree.rows
            if all(word in row.name.lower() or word in row.code.lower() for word in wanted)
        ]


def directory(session: Session, tree: Tree, initiatives: Sequence[Initiative], day: date) -> Directory:
    """The directory of `day` for some initiatives. Three queries."""
    wanted = {initiative.id for initiative in initiatives}
    people = network_people(session, day)
    contacts: dict[tuple[int, int], list[Contact]] = {}
    for row in ambassadorships(session):
        server = row.server_on(day)
        if server is not None and row.initiative_id in wanted:
            stands_in_for = row.person_name if server != row.person_id else None
            key = (row.initiative_id, row.department_id)
            contacts.setdefault(key, []).append(Contact(people[server], stands_in_for))
    return Directory(tree, initiatives, contacts)
