"""Works out what a file of ambassadorships would do, from the file and what is known. Reads no database."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from ambassadors.db import FOREVER
from ambassadors.imports.columns import Column, Record, Table
from ambassadors.imports.matching import Suggestions
from ambassadors.imports.plan import Change, Counts, ImportKind, Plan
from ambassadors.imports.problems import ProblemCode
from ambassadors.imports.values import Choice, Code, Day, Option
from ambassadors.network.queries import AmbassadorshipRow, KnownForImport
from ambassadors.network.rules import LONGEST_PAUSE, WAITING, Source, Status, Step

STATUSES = Choice(
    (
        Option(Status.CANDIDATE, "candidate", "kandidaat", ("enthousiast",)),
        Option(Status.ASKED, "asked", "gevraagd"),
        Option(Status.ACTIVE, "active", "actief"),
        Option(Status.PAUSED, "paused", "pauze", ("gepauzeerd",)),
        Option(Status.QUESTIONS, "questions", "vragen", ("alleen vragen",)),
        Option(Status.ENDED, "ended", "gestopt", ("beëindigd", "afgelopen")),
    ),
    ProblemCode.UNKNOWN_STATUS,
)
SOURCES = Choice(
    (
        Option(Source.OWN_WISH, "own wish", "eigen wens", ("zelf",)),
        Option(Source.COLLEAGUE, "colleague", "collega"),
        Option(Source.PROJECT, "project", "project"),
        Option(Source.MANAGER, "manager", "leidinggevende"),
    ),
    ProblemCode.UNKNOWN_SOURCE,
)

INITIATIVE = Column("initiative", ("verandering",), Code(), required=True, filled=True)
PERSON = Column("person_code", ("medewerkercode",), Code(), required=True, filled=True, aliases=("medewerker",))
DEPARTMENT = Column("department_code", ("afdelingscode",), Code(), required=True, filled=True, aliases=("afdeling",))
START = Column("from", ("vanaf",), Day(), required=True, filled=True)
UNTIL = Column("until", ("tot",), Day())
RECRUITED_BY = Column("recruited_by", ("enthousiast_gemaakt_door",), Code())
SOURCE = Column("source", ("bron",), SOURCES, aliases=("herkomst",))
STATUS = Column("status", ("status",), STATUSES)
COLUMNS = (INITIATIVE, PERSON, DEPARTMENT, START, UNTIL, RECRUITED_BY, SOURCE, STATUS)


@dataclass(frozen=True, slots=True)
class New:
    """An ambassadorship to make, with its steps."""

    initiative_id: int
    person_id: int
    department_id: int
    valid_from: date
    valid_until: date
    source: Source | None
    recruited_by_id: int | None
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Corrected:
    """A known ambassadorship with what the file says of it."""

    ambassadorship_id: int
    until: date
    source: Source | None
    recruited_by_id: int | None
    today: date


AmbassadorStep: TypeAlias = New | Corrected
Key: TypeAlias = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class _Span:
    """A period of one person for one initiative and department: of a line of the file, or known (no line)."""

    valid_from: date
    valid_until: date
    row: Record | None = None


class Planner:
    """Goes through a table once. From `pause_from` pauses count, and being there for questions only."""

    def __init__(self, table: Table, known: KnownForImport, pause_from: date, today: date) -> None:
        self.table, self.known, self.pause_from, self.today = table, known, pause_from, today
        self.near = {
            INITIATIVE: Suggestions(known.initiatives),
            PERSON: Suggestions(known.people),
            RECRUITED_BY: Suggestions(known.people),
            DEPARTMENT: Suggestions(known.departments),
        }
        self.steps: list[AmbassadorStep] = []
        self.changes: list[Change] = []
        self.spans: dict[Key, list[_Span]] = {}
        self.corrected: dict[int, _Span] = {}
        self.new = 0

    def plan(self) -> Plan[AmbassadorStep]:
        """The plan, with every problem there is."""
        for row in self.table:
            key = self._key(row)
            recruited_by_id = self._recruiter(row)
            start = row[START]
            if key and start and self._dates_hold(row, key, start):
                self._place(row, key, start, recruited_by_id)
        self._tell_overlaps()
        total = len(self.table.records)
        counts = Counts(self.new, len(self.steps) - self.new, total - len(self.steps))
        return Plan(ImportKind.AMBASSADORS, counts, self.table.problems, tuple(self.changes), tuple(self.steps))

    def _key(self, row: Record) -> Key | None:
        initiative_id = self._found(row, INITIATIVE, self.known.initiatives, ProblemCode.UNKNOWN_INITIATIVE)
        person_id = self._found(row, PERSON, self.known.people, ProblemCode.UNKNOWN_PERSON)
        department_id = self._found(row, DEPARTMENT, self.known.departments, ProblemCode.UNKNOWN_DEPARTMENT)
        if initiative_id is None or person_id is None or department_id is None:
            return None
        return initiative_id, person_id, department_id

    def _recruiter(self, row: Record) -> int | None:
        if row[RECRUITED_BY] is not None and row[RECRUITED_BY] == row[PERSON]:
            self.table.report(ProblemCode.WON_OVER_BY_SELF, row, RECRUITED_BY, value=row[RECRUITED_BY])
        return self._found(row, RECRUITED_BY, self.known.people, ProblemCode.UNKNOWN_PERSON)

    def _found(self, row: Record, column: Column[str], ids: dict[str, int], unknown: ProblemCode) -> int | None:
        code = row[column]
        if code is None:
            return None
        if code not in ids:
            self.table.report(unknown, row, column, value=code, suggestion=self.near[column].near(code))
        return ids.get(code)

    def _dates_hold(self, row: Record, key: Key, start: date) -> bool:
        until, status = row[UNTIL], row[STATUS]
        wrong = len(self.table.problems)
        if start > self.today:
            self.table.report(ProblemCode.FUTURE_DATE, row, START, value=start)
        elif not self.known.department_exists(key[2], start):
            self.table.report(ProblemCode.DEPARTMENT_NOT_THEN, row, DEPARTMENT, value=row[DEPARTMENT], day=start)
        if until is None:
            if status == Status.ENDED:
                self.table.report(ProblemCode.EMPTY_VALUE, row, UNTIL)
        elif until <= start:
            self.table.report(ProblemCode.PERIOD_ORDER, row, UNTIL, until=until, start=start)
        elif status in WAITING:
            self.table.report(ProblemCode.NO_END_YET, row, UNTIL, value=status)
        elif status == Status.ENDED and until > self.today:
            self.table.report(ProblemCode.FUTURE_DATE, row, UNTIL, value=until)
        return len(self.table.problems) == wrong

    def _place(self, row: Record, key: Key, start: date, recruited_by_id: int | None) -> None:
        known = self.known.begun(key, start)
        until = row[UNTIL] or (known.valid_until if known else FOREVER)
        span = _Span(start, until, row)
        spans = self.spans.setdefault(key, [])
        if known is not None and known.id not in self.corrected:
            self.corrected[known.id] = span
            self._correct(row, known, until, recruited_by_id)
            return
        source = Source(row.filled(SOURCE)) if row[SOURCE] else None
        spans.append(span)
        self.steps.append(New(*key, start, until, source, recruited_by_id, tuple(self._steps(row, start))))
        self.changes.append(Change(row.line, _what(row), since=start))
        self.new += 1

    def _steps(self, row: Record, start: date) -> Iterator[Step]:
        status, until = Status(row[STATUS] or Status.ACTIVE), row[UNTIL]
        if status in WAITING:
            yield Step(status, start)
            return
        yield Step(Status.ACTIVE, start)
        if status is Status.PAUSED and (until is None or until > self.today):
            since = max(start, min(self.pause_from, self.today))
            yield Step(Status.PAUSED, since, since + LONGEST_PAUSE)
        elif status is Status.QUESTIONS and (until is None or until > self.today):
            yield Step(Status.QUESTIONS, max(start, min(self.pause_from, self.today)))
        if until is not None:
            yield Step(Status.ENDED, until)

    def _correct(self, row: Record, known: AmbassadorshipRow, until: date, recruited_by_id: int | None) -> None:
        ended = until <= self.today
        if row[STATUS] and row[STATUS] != (Status.ENDED if ended else known.status_on(self.today)):
            self.table.report(ProblemCode.STATUS_LEFT, row, STATUS, value=row[STATUS])
        last = max(step.on for step in known.steps if step.status is not Status.ENDED)
        if until <= last:
            self.table.report(ProblemCode.END_BEFORE_STEP, row, UNTIL, until=until, day=last)
        if row[UNTIL] and known.status_on(self.today) in WAITING:
            self.table.report(ProblemCode.NO_END_YET, row, UNTIL, value=known.status_on(self.today))
        source = Source(row.filled(SOURCE)) if row[SOURCE] else known.source
        told = Corrected(known.id, until, source, recruited_by_id or known.recruited_by_id, self.today)
        changes = list(self._differences(row, known, told))
        if changes:
            self.steps.append(told)
            self.changes += changes

    def _differences(self, row: Record, known: AmbassadorshipRow, told: Corrected) -> Iterator[Change]:
        what = _what(row)
        if told.until != known.valid_until:
            before = None if known.valid_until == FOREVER else known.valid_until
            yield Change(row.line, what, self.table.heading(UNTIL), before, told.until)
        if told.source != known.source:
            yield Change(row.line, what, self.table.heading(SOURCE), known.source, told.source)
        if told.recruited_by_id != known.recruited_by_id:
            before_code = self.known.person_code(known.recruited_by_id)
            yield Change(row.line, what, self.table.heading(RECRUITED_BY), before_code, row[RECRUITED_BY])

    def _tell_overlaps(self) -> None:
        for key, spans in self.spans.items():
            known = [
                self.corrected.get(each.id) or _Span(each.valid_from, each.valid_until)
                for each in self.known.ambassadorships.get(key, ())
            ]
            ordered = sorted([*known, *spans], key=lambda span: (span.valid_from, span.row.line if span.row else 0))
            longest = ordered[0]
            for span in ordered[1:]:
                if span.valid_from < longest.valid_until:
                    self._tell_overlap(longest, span)
                if span.valid_until > longest.valid_until:
                    longest = span

    def _tell_overlap(self, earlier: _Span, later: _Span) -> None:
        told, other = (later, earlier) if later.row else (earlier, later)
        if other.row:
            self.table.report(ProblemCode.OVERLAP, told.row, START, other=other.row.line)
        else:
            self.table.report(ProblemCode.OVERLAP_KNOWN, told.row, START, start=other.valid_from)


def _what(row: Record) -> str:
    return f"{row[INITIATIVE]}: {row[PERSON]}, {row[DEPARTMENT]}"
