"""Reads the rows of a file of activities, each for itself."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from ambassadors.activities.rules import MOST_PARTICIPANTS, problem_of_numbers
from ambassadors.imports.columns import Column, Record, Table
from ambassadors.imports.matching import Suggestions
from ambassadors.imports.problems import ProblemCode, RefusedError
from ambassadors.imports.values import Choice, Code, Day, Text, WholeNumber
from ambassadors.network.import_plan import INITIATIVE, PERSON
from ambassadors.network.queries import KnownForImport

REF = Column("ref", ("kenmerk",), Text(100), required=True, filled=True, aliases=("referentie",))
DAY = Column("date", ("datum",), Day(), required=True, filled=True)
KIND = Column("kind", ("soort",), Text(), required=True, filled=True, aliases=("soort_activiteit",))
DEPARTMENT = Column("department_code", ("afdelingscode",), Code(), required=True, aliases=("afdeling",))
NUMBER = WholeNumber(MOST_PARTICIPANTS)
PARTICIPANTS = Column("participants", ("deelnemers",), NUMBER, aliases=("aantal_deelnemers",))
LOW = Column("participants_low", ("deelnemers_minimaal",), NUMBER, aliases=("deelnemers_laag",))
HIGH = Column("participants_high", ("deelnemers_maximaal",), NUMBER, aliases=("deelnemers_hoog",))
FIRST_TIMERS = Column("first_timers", ("voor_het_eerst",), NUMBER)
TITLE = Column("title", ("titel",), Text())
COLUMNS = (
    INITIATIVE, REF, PERSON, DAY, KIND, DEPARTMENT, PARTICIPANTS, LOW, HIGH, FIRST_TIMERS, TITLE,
)  # fmt: skip

Numbers = tuple[int | None, int | None, int | None]
"""Low, high and first-timers."""


@dataclass(frozen=True, slots=True)
class KnownInitiative:
    """An initiative with the kinds that one can write in its rows, by code."""

    code: str
    starts_on: date
    ends_on: date | None
    kinds: Choice
    by_code: Mapping[str, "KnownKind"]


@dataclass(frozen=True, slots=True)
class KnownKind:
    """A kind of activity."""

    id: int
    code: str
    audience: str
    retired_on: date | None


@dataclass(frozen=True, slots=True)
class ReadRow:
    """A row whose ref, initiative, kind and day are known; a person or department that is not is empty."""

    record: Record
    initiative_id: int
    kind: KnownKind
    person_id: int | None
    department_id: int | None
    numbers: Numbers


class RowReader:
    """Reads one row after the other, and tells what is wrong with each for itself."""

    def __init__(
        self, table: Table, network: KnownForImport, initiatives: Mapping[int, KnownInitiative], today: date
    ) -> None:
        self.table, self.network, self.initiatives, self.today = table, network, initiatives, today
        self.near = {
            INITIATIVE: Suggestions(network.initiatives),
            PERSON: Suggestions(network.people),
            DEPARTMENT: Suggestions(network.departments),
        }

    def read(self, row: Record) -> ReadRow | None:
        """What a row says, or nothing where it cannot be told which activity it is of."""
        initiative_id = self._found(row, INITIATIVE, self.network.initiatives, ProblemCode.UNKNOWN_INITIATIVE)
        person_id = self._found(row, PERSON, self.network.people, ProblemCode.UNKNOWN_PERSON)
        department_id = self._found(row, DEPARTMENT, self.network.departments, ProblemCode.UNKNOWN_DEPARTMENT)
        numbers = self._numbers(row)
        if initiative_id is None:
            return None
        self._check_day(row, initiative_id, department_id)
        kind = self._kind(row, initiative_id)
        if kind is None or row[REF] is None or row[DAY] is None:
            return None
        return ReadRow(row, initiative_id, kind, person_id, department_id, numbers)

    def _found(self, row: Record, column: Column[str], ids: dict[str, int], unknown: ProblemCode) -> int | None:
        code = row[column]
        if code is not None and code not in ids:
            self.table.report(unknown, row, column, value=code, suggestion=self.near[column].near(code))
        return None if code is None else ids.get(code)

    def _check_day(self, row: Record, initiative_id: int, department_id: int | None) -> None:
        day, initiative = row[DAY], self.initiatives[initiative_id]
        if day is None:
            return
        if day > self.today:
            self.table.report(ProblemCode.FUTURE_DATE, row, DAY, value=day)
        elif day < initiative.starts_on:
            self.table.report(
                ProblemCode.BEFORE_START, row, DAY, value=day, initiative=initiative.code, start=initiative.starts_on
            )
        elif initiative.ends_on is not None and day > initiative.ends_on:
            self.table.report(
                ProblemCode.AFTER_END, row, DAY, value=day, initiative=initiative.code, end=initiative.ends_on
            )
        elif department_id is not None and not self.network.department_exists(department_id, day):
            self.table.report(ProblemCode.DEPARTMENT_NOT_THEN, row, DEPARTMENT, value=row[DEPARTMENT], day=day)

    def _kind(self, row: Record, initiative_id: int) -> KnownKind | None:
        word, day, initiative = row[KIND], row[DAY], self.initiatives[initiative_id]
        if word is None:
            return None
        try:
            kind = initiative.by_code[initiative.kinds.find(word)]
        except RefusedError as refused:
            self.table.report(refused.code, row, KIND, **refused.params)
            return None
        if day and kind.retired_on is not None and day >= kind.retired_on:
            self.table.report(ProblemCode.KIND_RETIRED, row, KIND, value=word, day=day)
        return kind

    def _numbers(self, row: Record) -> Numbers:
        exact, low, high, first_timers = row[PARTICIPANTS], row[LOW], row[HIGH], row[FIRST_TIMERS]
        if exact is not None and (low is not None or high is not None):
            self.table.report(ProblemCode.TWO_WAYS_TO_COUNT, row, PARTICIPANTS)
            return None, None, None
        if exact is not None:
            low = high = exact
        problem = problem_of_numbers(low, high, first_timers)
        code = problem.code if problem else None
        if code == "number_half":
            self.table.report(ProblemCode.EMPTY_VALUE, row, LOW if low is None else HIGH)
        elif code == "low_above_high":
            self.table.report(ProblemCode.LOW_ABOVE_HIGH, row, LOW, low=low, high=high)
        elif code == "first_timers_above":
            params = {"first_timers": first_timers, "participants": high}
            self.table.report(ProblemCode.FIRST_TIMERS_ABOVE_PARTICIPANTS, row, FIRST_TIMERS, **params)
        return low, high, first_timers
