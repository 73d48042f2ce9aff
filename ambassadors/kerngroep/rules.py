"""What asks for the kerngroep's attention, in which order. Pure; the rule is in docs/attention.md."""

from bisect import bisect_left, insort
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from functools import cached_property
from operator import attrgetter

from ambassadors.measures.rhythm import LONGEST
from ambassadors.signals.rules import AWAITING_ANSWER, UNACKNOWLEDGED

RHYTHM_DAYS = LONGEST
"""So many days after an ambassador began there is to be a first contact: no rhythm of its own is known yet."""
STALLED_AFTER = timedelta(days=90)
"""A result that was begun and took no step for so long stands still."""
LEANING_ON_ONE = 50
"""From so many colleagues on, one ambassador is too few."""
AGREEMENT_ENDS_SOON = timedelta(days=30)
MOST_WEEKS = 26
SHOWN = 7
"""So many matters are the few that need the kerngroep now."""


class Cause(StrEnum):
    """Why something asks for attention. Of one department only the first cause of `OF_A_DEPARTMENT` is told."""

    SIGNAL_LATE = "signal_late"
    SIGNAL_REOPENED = "signal_reopened"
    SIGNAL_WAITS = "signal_waits"
    GAP = "gap"
    FELL_BACK = "fell_back"
    NEVER = "never"
    SILENT = "silent"
    ONE_PERSON = "one_person"
    RESULTS = "results"
    CONFIRMATION = "confirmation"
    HOURS = "hours"
    CONCESSION = "concession"
    AGREEMENT = "agreement"
    ACTION = "action"


OF_A_SIGNAL = (Cause.SIGNAL_LATE, Cause.SIGNAL_REOPENED, Cause.SIGNAL_WAITS)
SIGNAL = "signal"
"""The subject of a point about a signal that somebody took up, and that nobody has to hurry with."""
WAITS_FOR_KERNGROEP = UNACKNOWLEDGED | AWAITING_ANSWER
"""It is the kerngroep's turn: to take it up, or to answer."""
OF_A_DEPARTMENT = (Cause.GAP, Cause.FELL_BACK, Cause.NEVER, Cause.SILENT, Cause.ONE_PERSON)
"""What one conversation about a department sees to, the first to be seen to first."""


@dataclass(frozen=True)
class Matter:
    """One thing that asks for attention on a day, since when, and how many colleagues it touches.

    `about` tells which one of its cause it is, by a code or an id. `department` is its code, empty where it is about
    the whole change. `day` is the day that its sentence names, `count` how many it is about, `text` what it says, and
    `usual` how many weeks usually lie between contacts, 0 where that is not known. `urgent` is a signal that cannot
    wait.
    """

    cause: Cause
    about: str
    staff: int
    since: date
    today: date
    department: str = ""
    name: str = ""
    urgent: bool = False
    day: date | None = None
    count: int = 1
    text: str = ""
    usual: int = 0

    @cached_property
    def subject(self) -> str:
        """The key under which it can be put off."""
        return f"{self.cause.value}:{self.about}"

    @property
    def comes_first(self) -> bool:
        """Whether somebody waits for an answer for longer than was agreed, or cannot wait for one."""
        return self.cause is Cause.SIGNAL_LATE or self.urgent

    @property
    def weeks(self) -> int:
        """For how many weeks it waits: the week that has begun counts, and no more than half a year."""
        return min(MOST_WEEKS, max(0, (self.today - self.since).days) // 7 + 1)

    @property
    def weight(self) -> int:
        """Colleagues times weeks: what is large and what is old come first."""
        return max(1, self.staff) * self.weeks

    @cached_property
    def turn(self) -> int | None:
        """When it is seen to in one conversation about its department; None for what is not part of that."""
        return OF_A_DEPARTMENT.index(self.cause) if self.cause in OF_A_DEPARTMENT else None

    @cached_property
    def rank(self) -> tuple[bool, int, date, str]:
        """Its place among others: late and urgent signals, then the weightiest first."""
        return not self.comes_first, -self.weight, self.since, self.subject


def signal_of(subject: str | None) -> int | None:
    """The signal that a subject is about, whatever made it one; None where it is about something else."""
    kind, _separator, about = (subject or "").partition(":")
    return int(about) if kind in {SIGNAL, *OF_A_SIGNAL} and about.isdecimal() else None


_RANK = attrgetter("rank")


@dataclass(frozen=True, slots=True)
class Ranking:
    """Matters in their order: of one department only the first of one conversation, the others stand `behind`."""

    matters: list[Matter] = field(default_factory=list)
    behind: list[Matter] = field(default_factory=list)
    _leading: dict[str, Matter] = field(default_factory=dict)

    @property
    def all(self) -> list[Matter]:
        """All of them, in no order."""
        return [*self.matters, *self.behind]

    def joined_by(self, more: Iterable[Matter]) -> "Ranking":
        """The ranking of these and some more. It costs what the others cost, not what all do."""
        joined = Ranking(list(self.matters), list(self.behind), dict(self._leading))
        for each in more:
            joined._add(each)
        return joined

    def _add(self, matter: Matter) -> None:
        if matter.turn is not None:
            leading = self._leading.setdefault(matter.department, matter)
            if leading is not matter and leading.turn is not None:
                if leading.turn <= matter.turn:
                    self.behind.append(matter)
                    return
                del self.matters[bisect_left(self.matters, leading.rank, key=_RANK)]
                self.behind.append(leading)
                self._leading[matter.department] = matter
        insort(self.matters, matter, key=_RANK)


def attention(ranking: Ranking, put_off: Collection[str]) -> list[Matter]:
    """What asks for attention, each in its place, without what is put off."""
    if not put_off:
        return ranking.matters
    return [each for each in ranking.matters if each.subject not in put_off]
