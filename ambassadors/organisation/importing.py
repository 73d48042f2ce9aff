"""Imports departments and people: reads the cells, works out what differs, and leaves the writing to the service."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy.orm import Session

from ambassadors.imports.columns import Column, Record, Table, to_table
from ambassadors.imports.plan import Counts, ImportKind, Plan
from ambassadors.imports.problems import ProblemCode
from ambassadors.imports.sheet import Sheet
from ambassadors.imports.values import Choice, Code, Day, DecimalNumber, Email, Option, Text, YesNo
from ambassadors.organisation import service
from ambassadors.organisation.reading import read_departments, read_people
from ambassadors.organisation.reorganising import Obstacle, Place, Reorganisation, Wish
from ambassadors.organisation.staffing import Posting, Staffing

UNITS = Choice(
    (
        Option("people", "people", "personen", ("persoon", "aantal", "medewerkers", "headcount", "p")),
        Option("fte", "FTE", "fte", ("formatie", "fte's", "voltijdsbanen")),
    ),
    ProblemCode.UNKNOWN_UNIT,
)
LEVELS = Choice(
    (
        Option("board", "board", "bestuur", ("directieraad",)),
        Option("director", "director", "directie", ("directeur",)),
        Option("manager", "manager", "leidinggevende", ("management", "teamleider", "afdelingshoofd")),
        Option("adviser", "adviser", "adviseur", ("advisor", "advies", "beleid")),
        Option("front_line", "front line", "uitvoering", ("uitvoerend", "medewerker")),
    ),
    ProblemCode.UNKNOWN_LEVEL,
)

CODE = Column("code", ("code",), Code(), required=True, filled=True)
NAME = Column("name", ("naam",), Text(), required=True, filled=True)
PARENT = Column("parent_code", ("bovenliggende_code",), Code(), required=True, aliases=("parent", "hoort_bij"))
HEADCOUNT = Column(
    "headcount", ("aantal_medewerkers",), DecimalNumber(), required=True, aliases=("staff", "medewerkers", "aantal")
)
UNIT = Column("headcount_unit", ("eenheid",), UNITS, aliases=("unit",))
EXTERNALS = Column("externals", ("externen",), DecimalNumber(), aliases=("inhuur",))
NEEDS = Column("needs_ambassador", ("ambassadeur_nodig",), YesNo())
FROM = Column("valid_from", ("geldig_van",), Day(), aliases=("geldig_vanaf", "from", "vanaf"))
UNTIL = Column("valid_until", ("geldig_tot",), Day(), aliases=("until", "tot"))
DEPARTMENT = Column(
    "department_code", ("afdelingscode",), Code(), required=True, aliases=("department", "afdeling", "afdeling_code")
)
EMAIL = Column("email", ("e_mail",), Email(), aliases=("e-mailadres", "mailadres"))
LEVEL = Column("level", ("niveau",), LEVELS)

DEPARTMENT_COLUMNS: Sequence[Column[Any]] = (
    CODE, NAME, PARENT, HEADCOUNT, UNIT, EXTERNALS, NEEDS, FROM, UNTIL,
)  # fmt: skip
PERSON_COLUMNS: Sequence[Column[Any]] = (CODE, NAME, DEPARTMENT, EMAIL, LEVEL)


@dataclass(frozen=True)
class DepartmentImporter:
    """Departments with their place in the tree, staff, and whether they need an ambassador."""

    kind: ImportKind = ImportKind.DEPARTMENTS
    columns: Sequence[Column[Any]] = DEPARTMENT_COLUMNS

    def plan(self, session: Session, sheet: Sheet, on: date | None, today: date) -> Plan[Reorganisation]:
        """Work out what the rows make of the tree; a row with a day of its own is dated by that."""
        table = to_table(sheet, DEPARTMENT_COLUMNS)
        wishes = {record.line: _wish(table, record, on) for record in _coded(table)}
        work = Reorganisation(read_departments(session), today)
        work.grant(list(wishes.values()))
        _tell(table, self.columns, work.obstacles)
        counts = Counts(len(work.new), len(work.changed), len(wishes) - len(work.new) - len(work.changed))
        return Plan(self.kind, counts, table.problems, tuple(work.changes), (work,))

    def apply(self, session: Session, plan: Plan[Reorganisation], actor_id: int | None, now: datetime) -> None:  # noqa: ARG002  as Importer has it
        """Write the new tree."""
        for work in plan.steps:
            service.write_departments(session, work.departments)


@dataclass(frozen=True)
class PersonImporter:
    """The staff file: who works where."""

    kind: ImportKind = ImportKind.PEOPLE
    columns: Sequence[Column[Any]] = PERSON_COLUMNS

    def plan(self, session: Session, sheet: Sheet, on: date | None, today: date) -> Plan[Staffing]:
        """Work out who is new, who changed and who moved; moves are dated `on`, else today."""
        table = to_table(sheet, PERSON_COLUMNS)
        departments = {code: known.places for code, known in read_departments(session).items()}
        postings = [_posting(record) for record in _coded(table)]
        work = Staffing(read_people(session), departments, on, today)
        work.grant(postings)
        _tell(table, self.columns, work.obstacles)
        counts = Counts(len(work.new), len(work.changed), len(postings) - len(work.new) - len(work.changed))
        return Plan(self.kind, counts, table.problems, tuple(work.changes), (work,))

    def apply(self, session: Session, plan: Plan[Staffing], actor_id: int | None, now: datetime) -> None:  # noqa: ARG002  as Importer has it
        """Write the people, and where they work."""
        for work in plan.steps:
            service.write_people(session, work.people, work.new | work.changed)


def _coded(table: Table) -> Iterator[Record]:
    """The rows that have a code, each code once; the others are reported."""
    lines: dict[str, int] = {}
    for record in table:
        code = record[CODE]
        if code is None:
            continue
        if code in lines:
            table.report(ProblemCode.DUPLICATE_CODE, record, CODE, value=code, other=lines[code])
            continue
        lines[code] = record.line
        yield record


def _tell(table: Table, columns: Sequence[Column[Any]], obstacles: Sequence[Obstacle]) -> None:
    records = {record.line: record for record in table}
    by_name = {column.name: column for column in columns}
    for obstacle in obstacles:
        table.report(obstacle.code, records[obstacle.line], by_name[obstacle.field], **obstacle.params)


def _wish(table: Table, record: Record, on: date | None) -> Wish:
    since, until = record[FROM], record[UNTIL]
    if since and until and until <= since:
        table.report(ProblemCode.PERIOD_ORDER, record, UNTIL, start=since, until=until)
        until = None
    code = record.filled(CODE)
    return Wish(
        record.line,
        code,
        Place(record[NAME] or code, record[PARENT]),
        _amount(record[HEADCOUNT]),
        record[UNIT],
        _amount(record[EXTERNALS]),
        record[NEEDS],
        since or on,
        until,
    )


def _posting(record: Record) -> Posting:
    code = record.filled(CODE)
    email = record[EMAIL]
    return Posting(
        record.line, code, record[NAME] or code, record[DEPARTMENT], email.lower() if email else None, record[LEVEL]
    )


def _amount(number: Decimal | None) -> float | None:
    """As the database keeps it: two decimals."""
    return None if number is None else round(float(number), 2)
