"""Many activities at once: names are looked up, the importer's rules read the rest, and all are saved or none."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from ambassadors.activities.import_plan import Known, Planner
from ambassadors.activities.import_rows import COLUMNS, KnownInitiative
from ambassadors.activities.importing import known_initiatives
from ambassadors.activities.many_rows import (
    DEPARTMENT,
    NUMBER,
    PART_OF_COLUMN,
    WHO,
    TypedRow,
    names_in,
    to_sheet,
)
from ambassadors.activities.rules import CONTACT, Entry
from ambassadors.imports.columns import to_table
from ambassadors.imports.days import find_day_order, read_date
from ambassadors.imports.matching import Suggestions, match_key
from ambassadors.imports.problems import Problem, RefusedError
from ambassadors.initiatives.models import Initiative
from ambassadors.network.models import Ambassadorship
from ambassadors.network.queries import AmbassadorshipRow, KnownForImport, ambassadorships
from ambassadors.organisation.models import Department, DepartmentVersion, Person


@dataclass(frozen=True, slots=True)
class Wrong:
    """What is wrong with a cell: a code of our own with what was typed and what may be meant, or the importer's."""

    place: int
    part: str
    code: str
    typed: str = ""
    meant: tuple[str, ...] = ()
    problem: Problem | None = None


class _Names:
    """Finds codes by code or name; a name may be of several, and of others on another day."""

    def __init__(self, rows: Iterable[tuple[str, str, date, date]]) -> None:
        self._known: dict[str, list[tuple[str, date, date]]] = defaultdict(list)
        self._codes: set[str] = set()
        words = []
        for code, name, start, until in rows:
            self._codes.add(code)
            words.append(name)
            self._known[match_key(name)].append((code, start, until))
        self._near = Suggestions(words)

    def codes(self, word: str, day: date) -> list[str]:
        """The codes that a word may stand for: of those that exist on `day`, if any does."""
        if word in self._codes:
            return [word]
        found = self._known.get(match_key(word), ())
        then = [code for code, start, until in found if start <= day < until]
        return list(dict.fromkeys(then or [code for code, *_period in found]))

    def near(self, word: str) -> tuple[str, ...]:
        """What may have been meant."""
        near = self._near.near(word)
        return (near,) if near else ()


@dataclass(frozen=True, slots=True)
class HeldAgainst:
    """What rows are held against, for one change; `own` is the code of who is meant where nobody is named."""

    known: Known
    initiative: KnownInitiative
    departments: _Names
    people: _Names
    own: str | None

    def kind_code(self, word: str) -> str:
        """The code of the kind that a word stands for, else the word."""
        try:
            return self.initiative.kinds.find(word)
        except RefusedError:
            return word


def held_against(session: Session, initiative: Initiative, own: AmbassadorshipRow | None) -> HeldAgainst:
    """All that rows may name. Seven queries, however many rows there are."""
    versions = session.execute(
        select(
            Department.id,
            Department.code,
            DepartmentVersion.name,
            DepartmentVersion.valid_from,
            DepartmentVersion.valid_until,
        ).join(DepartmentVersion, DepartmentVersion.department_id == Department.id)
    ).all()
    periods: dict[int, list[tuple[date, date]]] = defaultdict(list)
    for id_, _code, _name, start, until in versions:
        periods[id_].append((start, until))
    held: dict[tuple[int, int, int], list[AmbassadorshipRow]] = defaultdict(list)
    for row in ambassadorships(session, initiative_id=initiative.id):
        held[row.initiative_id, row.person_id, row.department_id].append(row)
    serving = select(Ambassadorship.person_id).where(Ambassadorship.initiative_id == initiative.id)
    people = session.execute(select(Person.id, Person.code, Person.name).where(Person.id.in_(serving))).all()
    network = KnownForImport(
        initiatives={initiative.code: initiative.id},
        people={code: id_ for id_, code, _name in people},
        departments={code: id_ for id_, code, *_rest in versions},
        department_periods=periods,
        ambassadorships=held,
    )
    initiatives = {initiative.id: known_initiatives(session)[initiative.id]}
    return HeldAgainst(
        known=Known(network, initiatives, {}),
        initiative=initiatives[initiative.id],
        departments=_Names(row[1:] for row in versions),
        people=_Names((code, name, date.min, date.max) for _id, code, name in people),
        own=next((code for id_, code, _name in people if own and id_ == own.person_id), None),
    )


def plan_many(
    against: HeldAgainst, typed: Mapping[int, TypedRow], today: date
) -> tuple[list[tuple[int, Entry]], list[Wrong]]:
    """The entry that each row says, by its place; or all that is wrong with the rows, at most one thing a cell."""
    wrong: dict[tuple[int, str], Wrong] = {}
    order = find_day_order([row.day for row in typed.values()])
    rows: list[tuple[int, TypedRow, Sequence[str]]] = []
    for place, row in typed.items():
        try:
            day = read_date(row.day, order)
        except RefusedError:
            day = today
        looked_up = _LookedUp(against, place, row, day)
        rows.append((place, replace(row, department=looked_up.department), looked_up.people))
        wrong |= {(place, each.part): each for each in looked_up.wrong}
    table = to_table(to_sheet(against.initiative.code, rows), COLUMNS)
    plan = Planner(table, against.known, today).plan()
    for problem in plan.problems:
        part = PART_OF_COLUMN.get(problem.column or "", WHO)
        place = problem.line or 0
        typed_there = str(problem.params.get("value", ""))
        wrong.setdefault((place, part), Wrong(place, part, problem.code.value, typed_there, problem=problem))
    return [(int(step.ref), step.entry) for step in plan.steps], sorted(
        wrong.values(), key=lambda each: (each.place, list(PART_OF_COLUMN.values()).index(each.part))
    )


class _LookedUp:
    """One row with its names as codes; what could not be found is told in `wrong`."""

    def __init__(self, against: HeldAgainst, place: int, row: TypedRow, day: date) -> None:
        self.against, self.place, self.day = against, place, day
        self.wrong: list[Wrong] = []
        self.department = self._department(row.department)
        self.people = self._people(row.who)
        audience = self._audience(row.kind)
        if audience == CONTACT and not row.number:
            self._tell(NUMBER, "number_missing", "")

    def _department(self, word: str) -> str:
        return self._one(DEPARTMENT, word, self.against.departments) if word else ""

    def _people(self, who: str) -> list[str]:
        people = self.against.people
        if not who:
            return [self.against.own] if self.against.own else []
        whole = people.codes(who, self.day)
        if len(whole) == 1:
            return whole
        return [code for name in names_in(who) if (code := self._one(WHO, name, people))]

    def _one(self, part: str, word: str, names: _Names) -> str:
        found = names.codes(word, self.day)
        if len(found) == 1:
            return found[0]
        if found:
            self._tell(part, f"{part}_several", word, found)
        else:
            self._tell(part, f"{part}_unknown", word, names.near(word))
        return ""

    def _audience(self, word: str) -> str | None:
        kind = self.against.initiative.by_code.get(self.against.kind_code(word))
        return kind.audience if kind else None

    def _tell(self, part: str, code: str, typed: str, meant: Collection[str] = ()) -> None:
        self.wrong.append(Wrong(self.place, part, code, typed, tuple(meant)))
