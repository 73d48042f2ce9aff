"""What can be wrong with an imported file. Codes only: `wording` puts them into sentences."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum


class ProblemCode(StrEnum):
    """One code for each thing that can be wrong; its sentence and remedy stand in `wording`."""

    # The file.
    EMPTY_FILE = "empty_file"
    NO_ROWS = "no_rows"
    TOO_LARGE = "too_large"
    UNPACKED_TOO_LARGE = "unpacked_too_large"
    TOO_MANY_ROWS = "too_many_rows"
    TOO_MANY_COLUMNS = "too_many_columns"
    WRONG_ENCODING = "wrong_encoding"
    NOT_A_TABLE = "not_a_table"
    NOT_A_WORKBOOK = "not_a_workbook"
    OLD_EXCEL = "old_excel"
    PASSWORD = "password"  # noqa: S105  a code, not a secret
    BROKEN_QUOTES = "broken_quotes"
    ROW_TOO_WIDE = "row_too_wide"
    SHEET_CHOSEN = "sheet_chosen"
    GARBLED_TEXT = "garbled_text"

    # The headings.
    MISSING_COLUMN = "missing_column"
    DUPLICATE_COLUMN = "duplicate_column"
    UNKNOWN_COLUMN = "unknown_column"
    UNNAMED_COLUMN = "unnamed_column"

    # One cell.
    EMPTY_VALUE = "empty_value"
    TOO_LONG = "too_long"
    CONTROL_CHARACTER = "control_character"
    SPACE_IN_CODE = "space_in_code"
    SLASH_IN_CODE = "slash_in_code"
    CELL_ERROR = "cell_error"
    BECAME_A_DATE = "became_a_date"
    BELOW_ZERO = "below_zero"
    NOT_A_NUMBER = "not_a_number"
    NOT_WHOLE = "not_whole"
    NUMBER_TOO_HIGH = "number_too_high"
    AMBIGUOUS_NUMBER = "ambiguous_number"
    NOT_A_DATE = "not_a_date"
    AMBIGUOUS_DATE = "ambiguous_date"
    AMERICAN_DATE = "american_date"
    NOT_YES_NO = "not_yes_no"
    NOT_AN_EMAIL = "not_an_email"
    UNKNOWN_CHOICE = "unknown_choice"
    UNKNOWN_UNIT = "unknown_unit"
    UNKNOWN_KIND = "unknown_kind"
    UNKNOWN_STATUS = "unknown_status"
    UNKNOWN_SOURCE = "unknown_source"
    UNKNOWN_LEVEL = "unknown_level"

    # One row against the other rows and against what is known.
    DUPLICATE_CODE = "duplicate_code"
    DUPLICATE_EMAIL = "duplicate_email"
    EMAIL_TAKEN = "email_taken"
    UNKNOWN_PARENT = "unknown_parent"
    STILL_HAS_PARTS = "still_has_parts"
    LOOP = "loop"
    UNKNOWN_PERSON = "unknown_person"
    UNKNOWN_DEPARTMENT = "unknown_department"
    UNKNOWN_INITIATIVE = "unknown_initiative"
    DEPARTMENT_NOT_THEN = "department_not_then"
    FUTURE_DATE = "future_date"
    PERIOD_ORDER = "period_order"
    LOW_ABOVE_HIGH = "low_above_high"
    TWO_WAYS_TO_COUNT = "two_ways_to_count"
    FIRST_TIMERS_ABOVE_PARTICIPANTS = "first_timers_above_participants"
    NO_AMBASSADORSHIP = "no_ambassadorship"
    AMBIGUOUS_AMBASSADORSHIP = "ambiguous_ambassadorship"
    OVERLAP = "overlap"
    OVERLAP_KNOWN = "overlap_known"
    NO_END_YET = "no_end_yet"
    END_BEFORE_STEP = "end_before_step"
    WON_OVER_BY_SELF = "won_over_by_self"
    STATUS_LEFT = "status_left"
    BEFORE_START = "before_start"
    AFTER_END = "after_end"
    KIND_RETIRED = "kind_retired"
    EXTERNAL_WITH_REACH = "external_with_reach"
    NUMBER_WITHOUT_DEPARTMENT = "number_without_department"
    ROWS_DISAGREE = "rows_disagree"
    STEP_BEFORE_LAST = "step_before_last"
    OFF_THE_LIST = "off_the_list"


class Severity(StrEnum):
    """An error stops the import; a warning is told and the import goes on."""

    ERROR = "error"
    WARNING = "warning"


WARNINGS = frozenset(
    {
        ProblemCode.SHEET_CHOSEN,
        ProblemCode.GARBLED_TEXT,
        ProblemCode.UNKNOWN_COLUMN,
        ProblemCode.UNNAMED_COLUMN,
        ProblemCode.STATUS_LEFT,
        ProblemCode.OFF_THE_LIST,
    }
)


@dataclass(frozen=True, slots=True)
class Bilingual:
    """A name in both languages; the reader's language decides which is shown."""

    english: str
    dutch: str


Param = str | int | Decimal | date | Bilingual | tuple[str | Bilingual, ...] | None


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong: what, where (`line` from 1, `column` as the file heads it), which values."""

    code: ProblemCode
    line: int | None = None
    column: str | None = None
    params: Mapping[str, Param] = field(default_factory=dict, hash=False)

    @property
    def severity(self) -> Severity:
        """Whether this problem stops the import."""
        return Severity.WARNING if self.code in WARNINGS else Severity.ERROR


class RefusedError(Exception):
    """A cell, or a whole file, that cannot be taken; whoever knows the place makes it a `Problem`."""

    def __init__(self, code: ProblemCode, **params: Param) -> None:
        super().__init__(code)
        self.code = code
        self.params = params


@dataclass(frozen=True, slots=True)
class Shown:
    """The first problems in order of line, and how many more there are."""

    problems: tuple[Problem, ...]
    more: int


class Problems:
    """Collects every problem of one file; keeps the first `keep` and counts the rest."""

    def __init__(self, problems: Iterable[Problem] = (), keep: int = 10_000) -> None:
        self._keep = keep
        self._kept: list[Problem] = []
        self._errors = 0
        self._total = 0
        self.extend(problems)

    def add(self, problem: Problem) -> None:
        """Note one problem."""
        self._total += 1
        self._errors += problem.severity is Severity.ERROR
        if len(self._kept) < self._keep:
            self._kept.append(problem)

    def extend(self, problems: Iterable[Problem]) -> None:
        """Note several problems."""
        for problem in problems:
            self.add(problem)

    def __len__(self) -> int:
        return self._total

    def __iter__(self) -> Iterator[Problem]:
        return iter(sorted(self._kept, key=lambda problem: problem.line or 0))

    @property
    def refuse(self) -> bool:
        """Whether any of the problems stops the import."""
        return self._errors > 0

    def shown(self, severity: Severity, limit: int = 200) -> Shown:
        """The first `limit` problems of this severity by line, and how many more there are."""
        total = self._errors if severity is Severity.ERROR else self._total - self._errors
        first = [problem for problem in self if problem.severity is severity][:limit]
        return Shown(tuple(first), total - len(first))
