"""What a staff file does to the people that are known, and what stands in its way. Knows no database."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from ambassadors.db import BEGINNING
from ambassadors.imports.matching import Suggestions
from ambassadors.imports.plan import Change
from ambassadors.imports.problems import Param, ProblemCode
from ambassadors.organisation.reorganising import Obstacle, Place
from ambassadors.organisation.timelines import Timeline


@dataclass(slots=True)
class KnownPerson:
    """All that is known of somebody; `departments` are codes. Without a row there is no id."""

    id: int | None
    name: str
    email: str | None = None
    level: str | None = None
    departments: Timeline[str] = field(default_factory=Timeline)


@dataclass(frozen=True, slots=True)
class Posting:
    """How somebody stands in the staff file. No department: works nowhere; other Nones stay as they are."""

    line: int
    code: str
    name: str
    department: str | None
    email: str | None = None
    level: str | None = None


class Staffing:
    """Takes postings over, one by one. Moves are dated `on`; undated ones today, of new people at the start."""

    def __init__(
        self,
        people: dict[str, KnownPerson],
        departments: Mapping[str, Timeline[Place]],
        on: date | None,
        today: date,
    ) -> None:
        self.people = people
        self.changes: list[Change] = []
        self.obstacles: list[Obstacle] = []
        self.new: set[str] = set()
        self.changed: set[str] = set()
        self._departments = departments
        self._suggestions = Suggestions(departments)
        self._day = on or today
        self._start = on or (today if people else BEGINNING)

    def grant(self, postings: Sequence[Posting]) -> None:
        """Take all postings over; a code stands in one posting at most."""
        for posting in postings:
            self._look_at_department(posting)
            if posting.code in self.people:
                self._alter(posting, self.people[posting.code])
            else:
                self._add(posting)
        self._look_at_addresses(postings)

    def _add(self, posting: Posting) -> None:
        person = self.people[posting.code] = KnownPerson(None, posting.name, posting.email, posting.level)
        if posting.department is not None:
            person.departments.change(self._start, posting.department)
        self.new.add(posting.code)
        since = None if self._start == BEGINNING else self._start
        self.changes.append(Change(posting.line, f"{posting.code} {posting.name}", since=since))

    def _alter(self, posting: Posting, person: KnownPerson) -> None:
        before = replace(person)
        person.name = posting.name
        person.email = posting.email or person.email
        person.level = posting.level or person.level
        for name in ("name", "email", "level"):
            if getattr(before, name) != getattr(person, name):
                self._note(posting, name, getattr(before, name), getattr(person, name))
        worked_at = person.departments.on(self._day)
        if posting.department is None:
            moved = person.departments.stop(self._day)
        else:
            moved = person.departments.change(self._day, posting.department)
        if moved:
            self._note(posting, "department_code", worked_at, posting.department, self._day)

    def _note(self, posting: Posting, name: str, before: Param, after: Param, since: date | None = None) -> None:
        self.changed.add(posting.code)
        self.changes.append(Change(posting.line, f"{posting.code} {posting.name}", name, before, after, since))

    def _look_at_department(self, posting: Posting) -> None:
        code = posting.department
        if code is None:
            return
        if code not in self._departments:
            params: dict[str, Param] = {"value": code, "suggestion": self._suggestions.near(code)}
            self.obstacles.append(Obstacle(ProblemCode.UNKNOWN_DEPARTMENT, posting.line, "department_code", params))
        elif self._departments[code].on(self._day) is None:
            params = {"value": code, "day": self._day}
            self.obstacles.append(Obstacle(ProblemCode.DEPARTMENT_NOT_THEN, posting.line, "department_code", params))

    def _look_at_addresses(self, postings: Sequence[Posting]) -> None:
        """Two people cannot have one address: it tells whose account is whose."""
        lines = {posting.code: posting.line for posting in postings}
        owners: dict[str, str] = {}
        # Those who are not in the file first, so that it is always a row of the file that is told.
        for code in sorted(self.people, key=lambda code: lines.get(code, 0)):
            email = self.people[code].email
            if email is None:
                continue
            owner = owners.setdefault(email, code)
            if owner == code or code not in lines:
                continue
            found = ProblemCode.DUPLICATE_EMAIL if owner in lines else ProblemCode.EMAIL_TAKEN
            params: dict[str, Param] = {"value": email}
            if owner in lines:
                params["other"] = lines[owner]
            else:
                params["person"] = self.people[owner].name
            self.obstacles.append(Obstacle(found, lines[code], "email", params))
