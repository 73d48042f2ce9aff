"""Initiatives from a file."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, ClassVar

from sqlalchemy.orm import Session

from ambassadors.imports.columns import Column, Record, Table, to_table
from ambassadors.imports.plan import Change, Counts, ImportKind, Plan
from ambassadors.imports.problems import ProblemCode
from ambassadors.imports.sheet import Sheet
from ambassadors.imports.values import Code, Day, Text
from ambassadors.initiatives.models import Initiative
from ambassadors.initiatives.queries import all_initiatives
from ambassadors.organisation.queries import people_meant
from ambassadors.security.service import record

CODE = Column("code", ("code",), Code(), required=True, filled=True)
NAME = Column("name", ("naam",), Text(), required=True, filled=True)
STARTS_ON = Column("starts_on", ("begint_op",), Day(), required=True, filled=True, aliases=("startdatum", "start"))
VISION = Column("vision", ("waar_we_voor_gaan",), Text(longest=4000, multiline=True), aliases=("visie",))
OWNER = Column("owner", ("eigenaar",), Text())


@dataclass(frozen=True, slots=True)
class InitiativeStep:
    """What one row writes: the columns of an initiative; `known` tells whether there is one with that code."""

    code: str
    known: bool
    values: dict[str, Any] = field(default_factory=dict)


class InitiativeImporter:
    """Reads `code, name, starts_on [, vision, owner]`. An empty cell leaves what is known as it is.

    `on` changes nothing: the file says itself when an initiative starts.
    """

    kind: ClassVar[ImportKind] = ImportKind.INITIATIVES
    columns: ClassVar[Sequence[Column[Any]]] = (CODE, NAME, STARTS_ON, VISION, OWNER)

    def plan(self, session: Session, sheet: Sheet, on: date | None, today: date) -> Plan[InitiativeStep]:  # noqa: ARG002  Importer asks for it
        """What importing would do: see `Importer`."""
        table = to_table(sheet, self.columns)
        known = {each.code: each for each in all_initiatives(session)}
        changes: list[Change] = []
        steps: list[InitiativeStep] = []
        new = 0
        for row in _rows(table):
            initiative = known.get(row.filled(CODE))
            differing = list(_differing(session, table, row, initiative))
            if differing:
                new += initiative is None
                changes += [change for change, _values in differing]
                values = {name: value for _change, each in differing for name, value in each.items()}
                steps.append(InitiativeStep(row.filled(CODE), initiative is not None, values))
        counts = Counts(new, len(steps) - new, len(table.records) - len(steps))
        return Plan(self.kind, counts, table.problems, tuple(changes), tuple(steps))

    def apply(self, session: Session, plan: Plan[InitiativeStep], actor_id: int | None, now: datetime) -> None:
        """Write what was planned."""
        known = {each.code: each for each in all_initiatives(session)}
        for step in plan.steps:
            initiative = known.get(step.code)
            if initiative is None:
                initiative = Initiative(code=step.code)
                session.add(initiative)
            for name, value in step.values.items():
                setattr(initiative, name, value)
            session.flush()
            record(session, actor_id, "imported", "initiative", initiative.id, now)
        session.flush()


def _rows(table: Table) -> Iterator[Record]:
    """The rows that can be compared; what is wrong with a row is noted."""
    lines: dict[str, int] = {}
    for row in table:
        code = row[CODE]
        if code is None:
            continue
        if "/" in code:
            table.report(ProblemCode.SLASH_IN_CODE, row, CODE, value=code)
        if code in lines:
            table.report(ProblemCode.DUPLICATE_CODE, row, CODE, value=code, other=lines[code])
            continue
        lines[code] = row.line
        if row[NAME] is not None and row[STARTS_ON] is not None:
            yield row


def _differing(
    session: Session, table: Table, row: Record, known: Initiative | None
) -> Iterator[tuple[Change, dict[str, Any]]]:
    """What a row would change, with the values to write."""
    code, name, starts_on = row.filled(CODE), row.filled(NAME), row.filled(STARTS_ON)
    what = f"{code} {name}"
    vision, owner = row[VISION], row[OWNER]
    if known is None:
        owned = _owner(session, owner) if owner else {}
        yield Change(row.line, what), {"name": name, "starts_on": starts_on, "vision": vision, **owned}
        return
    if known.ends_on is not None and known.ends_on < starts_on:
        table.report(ProblemCode.PERIOD_ORDER, row, STARTS_ON, until=known.ends_on, start=starts_on)
    if name != known.name:
        yield Change(row.line, what, table.heading(NAME), known.name, name), {"name": name}
    if starts_on != known.starts_on:
        yield Change(row.line, what, table.heading(STARTS_ON), known.starts_on, starts_on), {"starts_on": starts_on}
    if vision and vision != known.vision:
        yield Change(row.line, what, table.heading(VISION), known.vision, vision), {"vision": vision}
    if owner:
        owned = _owner(session, owner)
        if (owned["owner_id"], owned["owner_name"]) != (known.owner_id, known.owner_name):
            before = known.owner.name if known.owner else known.owner_name
            yield Change(row.line, what, table.heading(OWNER), before, owner), owned


def _owner(session: Session, words: str) -> dict[str, Any]:
    """A colleague, if the words mean exactly one; else the words themselves."""
    people = people_meant(session, words)
    if len(people) == 1:
        return {"owner_id": people[0].id, "owner_name": None}
    return {"owner_id": None, "owner_name": words}
