"""Who serves where, in which organisation, through time: read once, then asked for any day. Pure."""

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from operator import attrgetter
from typing import Any, Self

import numpy as np

from ambassadors.db import FOREVER
from ambassadors.measures.arrays import Ints, in_columns
from ambassadors.measures.tree import NO_DEPARTMENT
from ambassadors.network.queries import AmbassadorshipRow
from ambassadors.network.rules import WAITING, Status
from ambassadors.organisation.history import History, Passage, Quiet
from ambassadors.spread.epochs import Epochs
from ambassadors.spread.keeping import Answer, Kept
from ambassadors.spread.through_time import Departments

ConfirmedRow = tuple[date, date, int]
"""From, until, and in that period: id of a department that the kerngroep confirmed."""
HelpRow = tuple[date, date, int]
"""From the day on which help was asked, until that was withdrawn (else for good): id of the department that asked."""
NothingRow = tuple[date, int]
"""Day on which an ambassador had nothing to report, and the id of the department served."""

_MOST_KEPT = 16
_MOST_ANSWERS = 200


@dataclass(frozen=True, eq=False, slots=True)
class Placements:
    """Where people (ids) work: from, until (ordinals), and in that period the department (id); in columns."""

    since: Ints
    until: Ints
    person: Ints
    department: Ints

    @classmethod
    def of(cls, rows: Iterable[tuple[Any, ...]]) -> Self:
        """The placements of rows with the same four, of which the first two are dates."""
        return cls(*in_columns(((row[0].toordinal(), row[1].toordinal(), row[2], row[3]) for row in rows), 4))

    def on(self, day: date) -> tuple[Ints, Ints]:
        """Who is placed on `day`, and where."""
        there = (self.since <= day.toordinal()) & (day.toordinal() < self.until)
        return self.person[there], self.department[there]


@dataclass(frozen=True, eq=False)
class Roster:
    """The organisation and the ambassadors of one change. What was asked for some days is kept for the next time."""

    history: History
    ambassadorships: tuple[AmbassadorshipRow, ...]
    placements: Placements
    confirmed: tuple[ConfirmedRow, ...] = ()
    quiet: tuple[Quiet, ...] = ()
    nothing: tuple[NothingRow, ...] = ()
    passages: tuple[Passage, ...] = ()
    help: tuple[HelpRow, ...] = ()

    def departments(self, days: Sequence[date]) -> Departments:
        """The organisation on these days, in the order of the tree of the last one."""
        return self._departments.answer(tuple(days), lambda: Departments(self, days))

    def served_on(self, day: date) -> tuple[Ints, Ints]:
        """Who serves on `day`: ids of the departments served, and of the persons who do it."""
        since, until, department, person = self._spells
        there = (since <= day.toordinal()) & (day.toordinal() < until)
        return department[there], person[there]

    def last_served(self, day: date) -> dict[int, date]:
        """By the id of a department: the day until which somebody served it, of service that was over by `day`."""
        _since, until, department, _person = self._spells
        ended = until <= day.toordinal()
        last: dict[int, date] = {}
        for unit, end in zip(department[ended].tolist(), until[ended].tolist(), strict=True):
            last[unit] = max(last.get(unit, date.min), date.fromordinal(end))
        return last

    def waited_for(self, day: date, statuses: frozenset[Status] = WAITING) -> Ints:
        """Ids of the departments for which somebody wants to be ambassador, or was asked to be, on `day`."""

        def reckoned() -> Ints:
            waiting = (row.department_id for row in self.ambassadorships if row.status_on(day) in statuses)
            return np.array(list(waiting), dtype=np.int64)

        return self.kept(("waited for", day, statuses), reckoned)

    def asked_for_help(self, since: date, until: date) -> Ints:
        """Ids of the departments that asked for help from `since` to `until`, and had not withdrawn it by then."""
        found = [department for asked, gone, department in self.help if since <= asked <= until < gone]
        return np.array(found, dtype=np.int64)

    def confirmed_on(self, day: date) -> Ints:
        """Ids of the departments of which a confirmation is valid on `day`."""
        held = [department for since, until, department in self.confirmed if since <= day < until]
        return np.array(held, dtype=np.int64)

    def works_in(self, people: Ints, day: date) -> Ints:
        """Ids of the departments where people (ids) work on `day`; -1 where that is not known."""
        person, department = self.placements.on(day)
        place = np.full(1 + int(max(person.max(initial=0), people.max(initial=0))), NO_DEPARTMENT)
        place[person] = department
        return place[people]

    def kept(self, question: Hashable, make: Callable[[], Answer]) -> Answer:
        """The answer to a question about the organisation and its ambassadors alone, made once."""
        return self._answers.answer(question, make)

    @cached_property
    def epochs(self) -> Epochs:
        """The organisation in columns."""
        return Epochs(self.history)

    @cached_property
    def _answers(self) -> Kept:
        return Kept(_MOST_ANSWERS)

    @cached_property
    def _departments(self) -> Kept:
        return Kept(_MOST_KEPT)

    def held_by(self, person_id: int) -> Sequence[AmbassadorshipRow]:
        """The ambassadorships of somebody."""
        return self._held.get(person_id, ())

    @cached_property
    def _held(self) -> dict[int, list[AmbassadorshipRow]]:
        held: dict[int, list[AmbassadorshipRow]] = {}
        for row in self.ambassadorships:
            held.setdefault(row.person_id, []).append(row)
        return held

    @cached_property
    def people(self) -> dict[int, int]:
        """Everybody with an ambassadorship by id, in order, with the place in it."""
        return {person: place for place, person in enumerate(sorted({row.person_id for row in self.ambassadorships}))}

    @cached_property
    def doers(self) -> Ints:
        """By the id of an ambassadorship: the place of the ambassador in `people`."""
        doers = np.zeros(1 + max((row.id for row in self.ambassadorships), default=0), dtype=np.int64)
        for row in self.ambassadorships:
            doers[row.id] = self.people[row.person_id]
        return doers

    def belonging(self, since: date, until: date) -> tuple[Ints, Ints]:
        """Ambassadors by their place in `people`, and the departments (ids) that they served or worked in.

        At some time from `since` to `until`.
        """
        return self.kept(("belonging", since, until), lambda: self._belonging(since, until))

    def _belonging(self, since: date, until: date) -> tuple[Ints, Ints]:
        served = [
            (self.people[row.person_id], row.department_id)
            for row in self.ambassadorships
            if row.is_active_between(since, until)
        ]
        places, people = self.placements, np.array(list(self.people), dtype=np.int64)
        worked = (places.since <= until.toordinal()) & (places.until > since.toordinal())
        worked &= np.isin(places.person, people)
        ambassador, unit = np.array(served, dtype=np.int64).reshape(-1, 2).T
        return (
            np.append(ambassador, np.searchsorted(people, places.person[worked])),
            np.append(unit, places.department[worked]),
        )

    @cached_property
    def _spells(self) -> tuple[Ints, ...]:
        return in_columns((spell for row in self.ambassadorships for spell in spells_of(row)), 4)


def spells_of(row: AmbassadorshipRow) -> Iterator[tuple[int, int, int, int]]:
    """The periods in which somebody serves the department: from, until (ordinals), department's and person's id.

    It tells what `server_on` tells of each day, in one walk: there are thousands of them, each with all its steps.
    """
    steps = sorted(row.steps, key=attrgetter("on"))  # of one day the last that was set stays last
    for step, until in zip(steps, [*(each.on for each in steps[1:]), FOREVER], strict=True):
        begins = step.on
        if step.status is Status.PAUSED:
            begins = min(until, step.until or until)
            if step.stand_in_id is not None and step.on < begins:
                yield step.on.toordinal(), begins.toordinal(), row.department_id, step.stand_in_id
        elif step.status is not Status.ACTIVE:
            continue
        if begins < until:
            yield begins.toordinal(), until.toordinal(), row.department_id, row.person_id
