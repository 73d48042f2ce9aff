"""Works out what a file of activities would do, from the file and what is known. Reads no database."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from ambassadors.activities.import_rows import (
    DAY,
    DEPARTMENT,
    FIRST_TIMERS,
    HIGH,
    KIND,
    LOW,
    PARTICIPANTS,
    REF,
    TITLE,
    KnownInitiative,
    KnownKind,
    Numbers,
    ReadRow,
    RowReader,
)
from ambassadors.activities.rules import BROADCAST, EXTERNAL, Entry, ReachEntry, problem_of_numbers, said
from ambassadors.imports.columns import Column, Record, Table
from ambassadors.imports.plan import Change, Counts, ImportKind, Plan
from ambassadors.imports.problems import ProblemCode
from ambassadors.network.import_plan import INITIATIVE, PERSON
from ambassadors.network.queries import AmbassadorshipRow, KnownForImport


@dataclass(frozen=True, slots=True)
class KnownActivity:
    """An activity that has a ref already; `kind_code` is that of its kind."""

    id: int
    kind_code: str
    entry: Entry


@dataclass(frozen=True, slots=True)
class Known:
    """What a file is held against: the network, the initiatives by id, and activities by initiative and ref."""

    network: KnownForImport
    initiatives: Mapping[int, KnownInitiative]
    activities: Mapping[tuple[int, str], KnownActivity]


@dataclass(frozen=True, slots=True)
class ActivityStep:
    """An activity to make, or that with `activity_id` to change; `before` and `after` are for the trail."""

    ref: str
    entry: Entry
    after: dict[str, Any]
    activity_id: int | None = None
    before: dict[str, Any] = field(default_factory=dict)


@dataclass(slots=True)
class Group:
    """All rows with one ref: the first tells what it is, each adds people and departments."""

    first: Record
    initiative_id: int
    kind: KnownKind
    people: dict[int, Record] = field(default_factory=dict)
    departments: dict[int, Numbers] = field(default_factory=dict)
    lines: dict[int | None, Record] = field(default_factory=dict)


class Planner:
    """Goes through a table once, and then through its refs."""

    def __init__(self, table: Table, known: Known, today: date) -> None:
        self.table, self.known, self.today = table, known, today
        network = known.network
        self.served: dict[tuple[int, int], list[AmbassadorshipRow]] = {}
        for (initiative_id, person_id, _department_id), rows in network.ambassadorships.items():
            self.served.setdefault((initiative_id, person_id), []).extend(rows)
        self.department_codes = {id_: code for code, id_ in network.departments.items()}
        person_codes = {id_: code for code, id_ in network.people.items()}
        self.doers = {row.id: person_codes[row.person_id] for rows in self.served.values() for row in rows}
        self.groups: dict[tuple[int, str], Group] = {}
        self.steps: list[ActivityStep] = []
        self.changes: list[Change] = []

    def plan(self) -> Plan[ActivityStep]:
        """The plan, with every problem there is."""
        reader = RowReader(self.table, self.known.network, self.known.initiatives, self.today)
        for record in self.table:
            row = reader.read(record)
            if row:
                self._take(row)
        for group in self.groups.values():
            self._finish(group)
        new = sum(1 for step in self.steps if step.activity_id is None)
        counts = Counts(new, len(self.steps) - new, len(self.groups) - len(self.steps))
        return Plan(ImportKind.ACTIVITIES, counts, self.table.problems, tuple(self.changes), tuple(self.steps))

    def _take(self, row: ReadRow) -> None:
        key = row.initiative_id, row.record.filled(REF)
        group = self.groups.setdefault(key, Group(row.record, row.initiative_id, row.kind))
        self._compare(row.record, group, row.kind)
        if row.person_id is not None:
            group.people.setdefault(row.person_id, row.record)
        self._reach(row.record, group, row.department_id, row.numbers)

    def _compare(self, row: Record, group: Group, kind: KnownKind) -> None:
        """Rows with one ref agree on day, kind and title."""
        same = {DAY: row[DAY] == group.first[DAY], KIND: kind == group.kind, TITLE: row[TITLE] == group.first[TITLE]}
        for column, agrees in same.items():
            if not agrees:
                self._disagree(row, group.first, column)

    def _disagree(self, row: Record, other: Record, column: Column[Any]) -> None:
        params = {"ref": row[REF], "other": other.line, "what": self.table.heading(column)}
        self.table.report(ProblemCode.ROWS_DISAGREE, row, column, **params)

    def _reach(self, row: Record, group: Group, department_id: int | None, numbers: Numbers) -> None:
        if group.kind.audience == EXTERNAL:
            if any(number is not None for number in numbers):
                self.table.report(ProblemCode.EXTERNAL_WITH_REACH, row, KIND, value=row[KIND])
            group.lines.setdefault(department_id, row)
        elif department_id is not None:
            if group.departments.setdefault(department_id, numbers) != numbers:
                counted = PARTICIPANTS if self.table.has(PARTICIPANTS) else LOW
                self._disagree(row, group.lines[department_id], counted)
            group.lines.setdefault(department_id, row)
        elif row[DEPARTMENT] is None:
            self._reach_nobody_in_particular(row, group, numbers)

    def _reach_nobody_in_particular(self, row: Record, group: Group, numbers: Numbers) -> None:
        """A broadcast without department is for everybody; a conversation without one is a mistake."""
        if group.kind.audience != BROADCAST:
            self.table.report(ProblemCode.EMPTY_VALUE, row, DEPARTMENT)
        elif any(number is not None for number in numbers):
            self.table.report(ProblemCode.NUMBER_WITHOUT_DEPARTMENT, row, DEPARTMENT)
        group.lines.setdefault(None, row)

    def _finish(self, group: Group) -> None:
        if group.kind.audience == BROADCAST and None in group.lines and group.departments:
            other = group.lines[next(iter(group.departments))]
            self._disagree(group.lines[None], other, DEPARTMENT)
        doers = {
            id_ for person_id, row in group.people.items() for id_ in self._ambassadorships(group, person_id, row)
        }
        if self.table.problems.refuse:
            return
        ref = group.first.filled(REF)
        known = self.known.activities.get((group.initiative_id, ref))
        entry = self._entry(group, tuple(sorted(doers)), known.entry if known else None)
        if known is None:
            self.changes.append(Change(group.first.line, ref))
            self.steps.append(ActivityStep(ref, entry, self._said(entry, group.kind.code)))
        elif known.entry != entry:
            self._change(group, ref, known, entry)

    def _ambassadorships(self, group: Group, person_id: int, row: Record) -> list[int]:
        day = group.first.filled(DAY)
        serving = [
            each
            for each in self.served.get((group.initiative_id, person_id), ())
            if each.valid_from <= day < each.valid_until and each.serves_on(day)
        ]
        told = {"person": row[PERSON], "initiative": row[INITIATIVE], "day": day}
        if not serving:
            self.table.report(ProblemCode.NO_AMBASSADORSHIP, row, PERSON, **told)
        if len(serving) > 1:
            fitting = [each for each in serving if each.department_id in group.lines]
            if not fitting:
                allowed = tuple(self.department_codes[each.department_id] for each in serving)
                self.table.report(ProblemCode.AMBIGUOUS_AMBASSADORSHIP, row, PERSON, allowed=allowed, **told)
            serving = fitting
        return [each.id for each in serving]

    def _entry(self, group: Group, doers: tuple[int, ...], known: Entry | None) -> Entry:
        """What the rows say; a column that the file has not leaves what is known as it is."""
        reaches = {each.department_id: each for each in known.reaches} if known else {}
        said = [
            self._reach_entry(department_id, numbers, reaches.get(department_id))
            for department_id, numbers in sorted(group.departments.items())
        ]
        return Entry(
            initiative_id=group.initiative_id,
            kind_id=group.kind.id,
            on=group.first.filled(DAY),
            ambassadorship_ids=doers,
            reaches=tuple(said),
            whole_organisation=group.kind.audience == BROADCAST and not said,
            title=group.first[TITLE] if self.table.has(TITLE) or not known else known.title,
            story=known.story if known else None,
            link=known.link if known else None,
        )

    def _reach_entry(self, department_id: int, numbers: Numbers, was: ReachEntry | None) -> ReachEntry:
        low, high, first_timers = numbers
        if was and not any(self.table.has(column) for column in (PARTICIPANTS, LOW, HIGH)):
            low, high = was.low, was.high
        if was and not self.table.has(FIRST_TIMERS) and not problem_of_numbers(low, high, was.first_timers):
            first_timers = was.first_timers
        return ReachEntry(department_id, low, high, first_timers)

    def _change(self, group: Group, ref: str, known: KnownActivity, entry: Entry) -> None:
        before, after = self._said(known.entry, known.kind_code), self._said(entry, group.kind.code)
        parts = [part for part in after if before[part] != after[part]]
        for part in parts:
            self.changes.append(Change(group.first.line, ref, part, _shown(before[part]), _shown(after[part])))
        if known.entry.title != entry.title:
            self.changes.append(Change(group.first.line, ref, TITLE.name, known.entry.title, entry.title))
        trail_before = {part: before[part] for part in parts}
        trail_after = {part: after[part] for part in parts}
        self.steps.append(ActivityStep(ref, entry, trail_after, known.id, trail_before))

    def _said(self, entry: Entry, kind_code: str) -> dict[str, Any]:
        return said(entry, kind_code, self.doers, self.department_codes)


def _shown(value: Any) -> str:
    if isinstance(value, dict):
        return "; ".join(f"{code}: {_span(*numbers)}" for code, numbers in value.items())
    return ", ".join(value) if isinstance(value, list) else str(value)


def _span(low: int | None, high: int | None, first_timers: int | None) -> str:
    span = "?" if low is None else str(low) if low == high else f"{low}–{high}"
    return span if first_timers is None else f"{span} ({first_timers})"
