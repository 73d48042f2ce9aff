"""What wishes for departments do to the tree as it is known, and what stands in their way. Knows no database.

Imports and forms both come here, so that they keep the same rules: a parent exists for as long as it has parts,
and on no day does the tree run in a circle.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from functools import partial
from zlib import crc32

from ambassadors.db import BEGINNING, FOREVER
from ambassadors.imports.matching import Suggestions
from ambassadors.imports.plan import Change
from ambassadors.imports.problems import Bilingual, Param, ProblemCode
from ambassadors.organisation.rules import find_loops
from ambassadors.organisation.timelines import Span, Timeline

PEOPLE = "people"
UNIT_NAMES = {PEOPLE: Bilingual("people", "personen"), "fte": Bilingual("FTE", "fte")}
YES_NO = {True: Bilingual("yes", "ja"), False: Bilingual("no", "nee"), None: None}


@dataclass(frozen=True, slots=True)
class Place:
    """Name of a department, and the code of the department that it stands under."""

    name: str
    parent: str | None


@dataclass(frozen=True, slots=True)
class Staff:
    """Own staff, children excluded, in a unit (see models.HeadcountUnit); hired staff apart."""

    amount: float
    unit: str = PEOPLE
    externals: float | None = None


NOBODY = Staff(-1)
"""Stands in where the number of staff is not known."""


@dataclass(frozen=True, slots=True)
class Known:
    """All that is known of one department over time; `needs` is what was said for every initiative."""

    places: Timeline[Place] = field(default_factory=Timeline)
    staff: Timeline[Staff] = field(default_factory=Timeline)
    needs: Timeline[bool] = field(default_factory=Timeline)

    @property
    def fingerprint(self) -> int:
        """A number that is another once anything changed: who edits sends it along, to lose nobody's work."""
        return crc32(repr((self.places.spans, self.staff.spans, self.needs.spans)).encode())


@dataclass(frozen=True, slots=True)
class Wish:
    """How a department must be from `since` (None: not said) until `until`; other Nones stay as they are."""

    line: int
    code: str
    place: Place
    amount: float | None = None
    unit: str | None = None
    externals: float | None = None
    needed: bool | None = None
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Obstacle:
    """Why a wish cannot be granted; `field` is the column of the import that it hangs on."""

    code: ProblemCode
    line: int
    field: str
    params: Mapping[str, Param]


class Reorganisation:
    """Grants wishes one by one to what is known, and then looks what is wrong with the whole."""

    def __init__(self, departments: dict[str, Known], today: date) -> None:
        self.departments = departments
        self.changes: list[Change] = []
        self.obstacles: list[Obstacle] = []
        self.new: set[str] = set()
        self.changed: set[str] = set()
        self._today = today
        self._first = not departments
        self._lines: dict[str, int] = {}

    def grant(self, wishes: Sequence[Wish]) -> None:
        """Write all wishes into what is known; a code stands in one wish at most."""
        for wish in wishes:
            self._lines[wish.code] = wish.line
            if wish.code in self.departments:
                self._alter(wish, self.departments[wish.code])
            else:
                self._add(wish)
        self.obstacles.extend(self._parents_missing())
        self.obstacles.extend(self._circles())

    def _add(self, wish: Wish) -> None:
        start = wish.since or (BEGINNING if self._first else self._today)
        if wish.until is not None and wish.until <= start:
            start = BEGINNING  # it has ended already, and nobody said when it began
        end = wish.until or FOREVER
        known = self.departments[wish.code] = Known()
        known.places.put(Span(start, end, wish.place))
        self.new.add(wish.code)
        self.changes.append(Change(wish.line, f"{wish.code} {wish.place.name}", since=_told(start)))
        staff = self._staff_wished(wish, None)
        if staff:
            known.staff.put(Span(start, end, staff))
        if wish.needed is not None:
            known.needs.put(Span(start, end, wish.needed))

    def _alter(self, wish: Wish, known: Known) -> None:
        day = wish.since or self._today
        before = len(self.changes)
        if wish.until is None or day < wish.until:
            self._alter_place(wish, known, day)
            self._alter_staff(wish, known, day)
            if wish.needed is not None:
                needed = known.needs.on(day)
                if known.needs.change(day, wish.needed):
                    self._note(wish, "needs_ambassador", YES_NO[needed], YES_NO[wish.needed], day)
        if wish.until is not None and known.places.end(wish.until):
            self._note(wish, "valid_until", None, wish.until, wish.until)
        last_day = known.places.spans[-1].end
        known.staff.end(last_day)
        known.needs.end(last_day)
        if len(self.changes) > before:
            self.changed.add(wish.code)

    def _alter_place(self, wish: Wish, known: Known, day: date) -> None:
        before = known.places.on(day)
        if not known.places.change(day, wish.place):
            return
        if before is None:
            self._note(wish, "valid_from", None, day, day)
            return
        if before.name != wish.place.name:
            self._note(wish, "name", before.name, wish.place.name, day)
        if before.parent != wish.place.parent:
            self._note(wish, "parent_code", before.parent, wish.place.parent, day)

    def _alter_staff(self, wish: Wish, known: Known, day: date) -> None:
        if wish.since is None and not known.staff.spans:
            # Nobody knew how many work there: what is said now holds for as long as the department is known.
            day = known.places.spans[0].start
        before = known.staff.on(day)
        after = self._staff_wished(wish, before)
        if after is None or not known.staff.change(day, after):
            return
        was = before or NOBODY
        if was.amount != after.amount:
            self._note(wish, "headcount", _number(before.amount if before else None), _number(after.amount), day)
        if was.unit != after.unit:
            self._note(wish, "headcount_unit", UNIT_NAMES[was.unit], UNIT_NAMES[after.unit], day)
        if was.externals != after.externals:
            self._note(wish, "externals", _number(was.externals), _number(after.externals), day)

    def _staff_wished(self, wish: Wish, before: Staff | None) -> Staff | None:
        """Staff as they must be; None where nothing is said."""
        if wish.amount is None and wish.unit is None and wish.externals is None:
            return None
        before = before or NOBODY
        amount = before.amount if wish.amount is None else wish.amount
        if amount < 0:
            if wish.externals is not None:
                self.obstacles.append(Obstacle(ProblemCode.EMPTY_VALUE, wish.line, "headcount", {}))
            return None
        externals = before.externals if wish.externals is None else wish.externals
        return Staff(amount, wish.unit or before.unit, externals)

    def _note(self, wish: Wish, name: str, before: Param, after: Param, day: date) -> None:
        what = f"{wish.code} {wish.place.name}"
        self.changes.append(Change(wish.line, what, name, before, after, _told(day)))

    def _parents_missing(self) -> Iterator[Obstacle]:
        """Each department that stands, some day, under one that is not there then."""
        suggestions = Suggestions(self.departments)
        touched = {code for code, known in self.departments.items() if known.places.edits}
        for code, known in self.departments.items():
            changed = set(known.places.edits)
            for span in known.places.spans:
                parent = span.value.parent
                if parent is None or parent == code or not (span in changed or parent in touched):
                    continue
                if parent not in self.departments:
                    params: dict[str, Param] = {"value": parent, "suggestion": suggestions.near(parent)}
                    yield Obstacle(ProblemCode.UNKNOWN_PARENT, self._lines[code], "parent_code", params)
                elif gap := self.departments[parent].places.gap(span.start, span.end):
                    yield self._parent_gone(code, parent, gap)

    def _parent_gone(self, code: str, parent: str, gap: tuple[date, date]) -> Obstacle:
        start, end = gap
        day = end - timedelta(days=1) if start == BEGINNING else start
        if code in self._lines:
            return Obstacle(
                ProblemCode.DEPARTMENT_NOT_THEN, self._lines[code], "parent_code", {"value": parent, "day": day}
            )
        return Obstacle(ProblemCode.STILL_HAS_PARTS, self._lines[parent], "valid_until", {"value": code, "day": day})

    def _circles(self) -> Iterator[Obstacle]:
        """Each circle in the tree, once. It closes on the day when the last of its links begins."""
        edits = [span.start for known in self.departments.values() for span in known.places.edits]
        first_edit = min(edits, default=FOREVER)
        starting: dict[date, list[str]] = {}
        for code, known in self.departments.items():
            for span in known.places.spans:
                if span.start >= first_edit:
                    starting.setdefault(span.start, []).append(code)
        told: set[frozenset[str]] = set()
        for day, codes in sorted(starting.items()):
            for path in find_loops(codes, partial(self._parent_on, day)):
                lines = [self._lines[code] for code in path if code in self._lines]
                if lines and frozenset(path) not in told:
                    told.add(frozenset(path))
                    yield Obstacle(ProblemCode.LOOP, min(lines), "parent_code", {"path": tuple(path)})

    def _parent_on(self, day: date, code: str) -> str | None:
        place = self.departments[code].places.on(day) if code in self.departments else None
        return place.parent if place else None


def _told(day: date) -> date | None:
    return None if day == BEGINNING else day


def _number(amount: float | None) -> Decimal | None:
    return None if amount is None else Decimal(str(amount)).normalize()
