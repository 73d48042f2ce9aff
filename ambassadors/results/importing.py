"""The worklist from a file, by the thousand."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, ClassVar, TypeAlias

from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session

from ambassadors.imports.columns import Column, Record, Table, to_table
from ambassadors.imports.matching import Suggestions
from ambassadors.imports.plan import Change, Counts, ImportKind, Plan
from ambassadors.imports.problems import ProblemCode
from ambassadors.imports.sheet import Sheet
from ambassadors.imports.values import Choice, Code, Day, Option, Text
from ambassadors.initiatives.queries import all_initiatives
from ambassadors.network.import_plan import DEPARTMENT, INITIATIVE
from ambassadors.network.service import Recorder
from ambassadors.organisation.queries import department_codes, tree_on
from ambassadors.results.models import Result, ResultStep
from ambassadors.results.queries import known_results
from ambassadors.results.rules import ResultStatus
from ambassadors.results.service import note_step
from ambassadors.security.service import record

STATUSES = Choice(
    (
        Option(ResultStatus.TO_DO, "to do", "te doen"),
        Option(ResultStatus.ADAPTED, "adapted", "aangepast", ("herschreven",)),
        Option(ResultStatus.TESTED, "tested", "getest"),
        Option(ResultStatus.IN_USE, "in use", "in gebruik"),
        Option(ResultStatus.RECHECKED, "rechecked", "opnieuw bekeken", ("gecontroleerd",)),
    ),
    ProblemCode.UNKNOWN_STATUS,
)

CODE = Column("code", ("code",), Code(), required=True, filled=True)
NAME = Column("name", ("naam",), Text(), required=True, filled=True)
KIND = Column("kind", ("soort",), Text(60), required=True, filled=True)
STATUS = Column("status", ("status",), STATUSES)
ON = Column("on", ("op",), Day(), aliases=("date", "datum"))


@dataclass(frozen=True, slots=True)
class New:
    """A result to put on the worklist; `since` is the day of its status, None when it is to do."""

    initiative_id: int
    code: str
    department_id: int
    name: str
    kind: str
    listed_on: date
    status: ResultStatus
    since: date | None


@dataclass(frozen=True, slots=True)
class Corrected:
    """A known result with what the file says of it; `status` is None when it stays."""

    initiative_id: int
    code: str
    department_id: int
    name: str
    kind: str
    status: ResultStatus | None
    since: date
    today: date


Step: TypeAlias = New | Corrected


class ResultImporter:
    """Reads `initiative, code, department_code, name, kind [, status, on]`.

    A row is known by initiative and code; of a known one another name, kind, department or status is taken over.
    From `on` (None: the start of the initiative) new results are on the worklist.
    """

    kind: ClassVar[ImportKind] = ImportKind.RESULTS
    columns: ClassVar[Sequence[Column[Any]]] = (INITIATIVE, CODE, DEPARTMENT, NAME, KIND, STATUS, ON)

    def plan(self, session: Session, sheet: Sheet, on: date | None, today: date) -> Plan[Step]:
        """What importing would do: see `Importer`."""
        return Planner(session, to_table(sheet, self.columns), on, today).plan()

    def apply(self, session: Session, plan: Plan[Step], actor_id: int | None, now: datetime) -> None:
        """Write what was planned."""
        known = known_results(session, {step.initiative_id for step in plan.steps})
        for step in plan.steps:
            if isinstance(step, Corrected):
                result = known[step.initiative_id, step.code]
                result.name, result.kind, result.department_id = step.name, step.kind, step.department_id
                if step.status is not None:
                    note_step(session, result, step.status, step.since, Recorder(actor_id, step.today, now))
        new = [step for step in plan.steps if isinstance(step, New)]
        if new:
            _insert(session, new, actor_id, now)
        if plan.steps:
            details = {"new": plan.counts.new, "changed": plan.counts.changed}
            record(session, actor_id, "imported", "results", None, now, **details)
        session.flush()


class Planner:
    """Goes through a table once."""

    def __init__(self, session: Session, table: Table, listed_on: date | None, today: date) -> None:
        self.table, self.listed_on, self.today = table, listed_on, today
        initiatives = all_initiatives(session)
        self.starts = {each.id: each.starts_on for each in initiatives}
        self.initiatives = {each.code: each.id for each in initiatives}
        self.departments = department_codes(session)
        self.existing = set(tree_on(session, today).by_id)
        self.known = known_results(session, self.starts)
        self.near = {INITIATIVE: Suggestions(self.initiatives), DEPARTMENT: Suggestions(self.departments)}
        self.lines: dict[tuple[int, str], int] = {}

    def plan(self) -> Plan[Step]:
        """The plan, with every problem there is."""
        steps: list[Step] = []
        changes: list[Change] = []
        for row in self.table:
            step = self._step(row)
            differing = list(self._differences(row, step)) if step else []
            if step and differing:
                steps.append(step)
                changes += differing
        new = sum(isinstance(step, New) for step in steps)
        counts = Counts(new, len(steps) - new, len(self.table.records) - len(steps))
        return Plan(ImportKind.RESULTS, counts, self.table.problems, tuple(changes), tuple(steps))

    def _step(self, row: Record) -> Step | None:
        """What a row asks for; nothing if something is missing, or if it was taken off the worklist."""
        initiative_id = self._found(row, INITIATIVE, self.initiatives, ProblemCode.UNKNOWN_INITIATIVE)
        department_id = self._found(row, DEPARTMENT, self.departments, ProblemCode.UNKNOWN_DEPARTMENT)
        code, name, kind = row[CODE], row[NAME], row[KIND]
        since = self._since(row)
        if initiative_id is None or department_id is None or code is None or name is None or kind is None:
            return None
        if self._stands_twice(row, initiative_id, code):
            return None
        known = self.known.get((initiative_id, code))
        if known is not None and known.dropped_on is not None:
            self.table.report(ProblemCode.OFF_THE_LIST, row, CODE, value=code)
            return None
        if department_id not in self.existing and (known is None or known.department_id != department_id):
            self.table.report(ProblemCode.DEPARTMENT_NOT_THEN, row, DEPARTMENT, value=row[DEPARTMENT], day=self.today)
        status = ResultStatus(row.filled(STATUS)) if row[STATUS] else None
        if known is None:
            listed_on = self.listed_on or self.starts[initiative_id]
            status = status or ResultStatus.TO_DO
            day = None if status is ResultStatus.TO_DO else since
            return New(initiative_id, code, department_id, name, kind, listed_on, status, day)
        if status is known.status:
            status = None
        if status is not None and known.since is not None and since < known.since:
            self.table.report(ProblemCode.STEP_BEFORE_LAST, row, ON, value=since, day=known.since)
        return Corrected(initiative_id, code, department_id, name, kind, status, since, self.today)

    def _found(self, row: Record, column: Column[str], ids: dict[str, int], unknown: ProblemCode) -> int | None:
        code = row[column]
        if code is None:
            return None
        if code not in ids:
            self.table.report(unknown, row, column, value=code, suggestion=self.near[column].near(code))
        return ids.get(code)

    def _since(self, row: Record) -> date:
        """The day of the status: as the row says, else the day of the file, else today."""
        if row[ON] and not row[STATUS] and self.table.has(STATUS):
            self.table.report(ProblemCode.EMPTY_VALUE, row, STATUS)
        since = row[ON] or min(self.listed_on or self.today, self.today)
        if since > self.today:
            self.table.report(ProblemCode.FUTURE_DATE, row, ON, value=since)
        return since

    def _stands_twice(self, row: Record, initiative_id: int, code: str) -> bool:
        first = self.lines.setdefault((initiative_id, code), row.line)
        if first != row.line:
            self.table.report(ProblemCode.DUPLICATE_CODE, row, CODE, value=code, other=first)
        return first != row.line

    def _differences(self, row: Record, step: Step) -> Iterator[Change]:
        what = f"{row[INITIATIVE]}: {step.code} {step.name}"
        if isinstance(step, New):
            yield Change(row.line, what, since=step.listed_on)
            return
        known = self.known[step.initiative_id, step.code]
        if step.department_id != known.department_id:
            before = next(code for code, id_ in self.departments.items() if id_ == known.department_id)
            yield Change(row.line, what, self.table.heading(DEPARTMENT), before, row[DEPARTMENT])
        if step.name != known.name:
            yield Change(row.line, what, self.table.heading(NAME), known.name, step.name)
        if step.kind != known.kind:
            yield Change(row.line, what, self.table.heading(KIND), known.kind, step.kind)
        if step.status is not None:
            yield Change(
                row.line, what, self.table.heading(STATUS), known.status.value, step.status.value, since=step.since
            )


def _insert(session: Session, new: list[New], actor_id: int | None, now: datetime) -> None:
    # SQLite gives ids back one insert at a time, so they are asked for afterwards.
    last = session.scalar(select(func.max(Result.id))) or 0
    names = ("initiative_id", "code", "department_id", "name", "kind", "listed_on", "status", "since")
    session.execute(insert(Result), [{name: getattr(each, name) for name in names} | {"version": 1} for each in new])
    made = {
        (initiative_id, code): result_id
        for result_id, initiative_id, code in session.execute(
            select(Result.id, Result.initiative_id, Result.code).where(Result.id > last)
        )
    }
    steps = [
        {
            "result_id": made[each.initiative_id, each.code],
            "number": 1,
            "status": each.status,
            "on": each.since,
            "recorded_at": now,
            "recorded_by": actor_id,
        }
        for each in new
        if each.since is not None
    ]
    if steps:
        session.execute(insert(ResultStep), steps)
