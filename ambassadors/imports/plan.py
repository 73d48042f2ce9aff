"""What an import would do, told before it is done; and what each room that reads a file must offer."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Generic, Protocol, TypeVar

from ambassadors.imports.columns import Column, known_headings
from ambassadors.imports.problems import Param, Problems
from ambassadors.imports.reading import read_sheet
from ambassadors.imports.sheet import Limits, Sheet

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

SAMPLE = 50

Step = TypeVar("Step")


class ImportKind(StrEnum):
    """What can be imported, in the order in which a new organisation does it."""

    DEPARTMENTS = "departments"
    PEOPLE = "people"
    INITIATIVES = "initiatives"
    AMBASSADORS = "ambassadors"
    ACTIVITIES = "activities"
    RESULTS = "results"


SHEET_NAMES: Mapping[ImportKind, tuple[str, ...]] = {
    ImportKind.DEPARTMENTS: ("departments", "afdelingen"),
    ImportKind.PEOPLE: ("people", "medewerkers", "personeel"),
    ImportKind.INITIATIVES: ("initiatives", "veranderingen"),
    ImportKind.AMBASSADORS: ("ambassadors", "ambassadeurs"),
    ImportKind.ACTIVITIES: ("activities", "activiteiten"),
    ImportKind.RESULTS: ("results", "resultaten", "werklijst"),
}


@dataclass(frozen=True, slots=True)
class Counts:
    """How many departments, people and so on an import would add, change, and leave as they are."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0

    @property
    def changes_nothing(self) -> bool:
        """Whether everything in the file is known already."""
        return self.new == 0 and self.changed == 0


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that would differ: `what` is its code and name, `field` the column, None when all is new.

    `since` is the day from which it holds, None where that is not told or open.
    """

    line: int
    what: str
    field: str | None = None
    before: Param = None
    after: Param = None
    since: date | None = None


@dataclass(frozen=True)
class Plan(Generic[Step]):
    """All that an import would do; `steps` are the room's own, for its `apply`."""

    kind: ImportKind
    counts: Counts
    problems: Problems
    changes: tuple[Change, ...] = ()
    steps: tuple[Step, ...] = field(default=(), repr=False)

    @property
    def refused(self) -> bool:
        """Whether the file cannot be imported as it is."""
        return self.problems.refuse

    @property
    def sample(self) -> tuple[Change, ...]:
        """The first changes, to show in a preview."""
        return self.changes[:SAMPLE]

    @property
    def more_changes(self) -> int:
        """How many changes the sample leaves out."""
        return max(0, len(self.changes) - SAMPLE)

    @property
    def digest(self) -> str:
        """A fingerprint of what would be done; another at confirming means: something changed meanwhile."""
        told = repr((self.kind.value, self.counts, self.changes))
        return hashlib.sha256(told.encode()).hexdigest()


class Importer(Protocol[Step]):
    """What a room offers for one kind of file: `plan` only reads, `apply` writes what was planned."""

    @property
    def kind(self) -> ImportKind:
        """Which kind of file this is for."""

    @property
    def columns(self) -> Sequence[Column[Any]]:
        """Which columns such a file may have, in the order of the documentation."""

    def plan(self, session: "Session", sheet: Sheet, on: date | None, today: date) -> Plan[Step]:
        """Work out what importing this sheet would do as from `on` (None: the start), with all problems."""

    def apply(self, session: "Session", plan: Plan[Step], actor_id: int | None, now: datetime) -> None:
        """Do what was planned, all of it, in the caller's transaction."""


class Importers:
    """The importers that the app knows, by kind; `app.py` registers them."""

    def __init__(self) -> None:
        self._importers: dict[ImportKind, Importer[Any]] = {}

    def register(self, importer: Importer[Any]) -> None:
        """Add the importer of one kind; ValueError when that kind has one already."""
        if importer.kind in self._importers:
            raise ValueError(f"there is already an importer of {importer.kind.value}")
        self._importers[importer.kind] = importer

    def __getitem__(self, kind: ImportKind) -> Importer[Any]:
        return self._importers[kind]

    def __iter__(self) -> Iterator[Importer[Any]]:
        return iter(self._importers[kind] for kind in ImportKind if kind in self._importers)


def read_for(importer: Importer[Any], content: bytes, filename: str, limits: Limits | None = None) -> Sheet:
    """Read an uploaded file with what this importer knows of its headings and the name of its sheet."""
    return read_sheet(
        content,
        filename,
        expected=known_headings(importer.columns),
        names=SHEET_NAMES[importer.kind],
        limits=limits,
    )
