"""Ambassadors as columns: what each did, where each belongs, and who won whom over. Pure."""

from collections.abc import Container, Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np

from ambassadors.measures.arrays import Bools, Ints
from ambassadors.measures.recruitment import NOBODY
from ambassadors.measures.ties import Ties
from ambassadors.measures.tree import NO_DEPARTMENT
from ambassadors.network.rules import WAITING, Status
from ambassadors.spread.facts import Facts


@dataclass(frozen=True, eq=False, slots=True)
class Recruits:
    """Per ambassador the first day as one (ordinal), and the index of who won them over, -1 for nobody known."""

    start: Ints
    recruited_by: Ints


class Network:
    """Everybody with an ambassadorship by one index, for departments by theirs (`index`, by id)."""

    def __init__(self, facts: Facts, index: Mapping[int, int]) -> None:
        self._facts = facts
        self._index = index
        self._rows = facts.roster.ambassadorships
        self._place = facts.roster.people
        self._at = np.full(2 + max(index, default=0), NO_DEPARTMENT)  # the last one is for a department unknown
        self._at[list(index)] = list(index.values())

    def __len__(self) -> int:
        return len(self._place)

    def ties(self, since: date, until: date) -> Ties:
        """Who did what from `since` to `until`, and the departments that they served or worked in then."""
        activity, by = self.deeds(since, until)
        return Ties.from_pairs(activity, by, *self.belonging(since, until))

    def belonging(self, since: date, until: date) -> tuple[Ints, Ints]:
        """Ambassadors, and the departments that they served or worked in at some time from `since` to `until`."""
        ambassador, ids = self._facts.roster.belonging(since, until)
        unit = self._places(ids)
        known = unit != NO_DEPARTMENT
        return ambassador[known], unit[known]

    def deeds(self, since: date, until: date) -> tuple[Ints, Ints]:
        """Pairs of an activity in these days and an ambassador who did it."""
        activity, ambassadorship = self._facts.logbook.deeds(since.toordinal(), until.toordinal())
        return activity, self._facts.roster.doers[ambassadorship]

    def active(self, since: date, until: date) -> Bools:
        """Per ambassador: was one at some time in these days."""

        def reckoned() -> Bools:
            marks = np.zeros(len(self), dtype=np.bool_)
            marks[[self._place[row.person_id] for row in self._rows if row.is_active_between(since, until)]] = True
            return marks

        return self._facts.roster.kept(("active", since, until), reckoned)

    def starts(self, until: date, departments: Container[int] | None = None) -> list[date]:
        """The first days of ambassadorships that had begun by `until`, all or of some departments, in order."""
        return sorted(
            begun
            for row in self._rows
            if (begun := row.begun_on)
            and begun <= until
            and (departments is None or self._index.get(row.department_id) in departments)
        )

    def recruits(self, until: date) -> Recruits:
        """Everybody who had become an ambassador by `until`, by their first ambassadorship."""
        first: dict[int, tuple[date, int | None]] = {}
        for row in self._rows:
            begun = row.begun_on
            if begun and begun <= until and (row.person_id not in first or begun < first[row.person_id][0]):
                first[row.person_id] = begun, row.recruited_by_id
        place = {person: number for number, person in enumerate(first)}
        return Recruits(
            start=np.array([begun.toordinal() for begun, _ in first.values()], dtype=np.int64),
            recruited_by=np.array(
                [NOBODY if by is None else place.get(by, NOBODY) for _, by in first.values()], dtype=np.int64
            ),
        )

    def serving(self, day: date) -> tuple[Ints, Ints]:
        """Who serves on a day: the departments served, and a number for the person who does it."""
        department, person = self._facts.roster.served_on(day)
        department = self._places(department)
        there = department != NO_DEPARTMENT
        return department[there], person[there]

    def waited_for(self, day: date, statuses: frozenset[Status] = WAITING) -> Ints:
        """The departments for which somebody wants to be ambassador, or was asked to be, on a day."""
        found = self._places(self._facts.roster.waited_for(day, statuses))
        return np.unique(found[found != NO_DEPARTMENT])

    def asked_for_help(self, since: date, until: date) -> Ints:
        """The departments that asked for help in these days, and had not withdrawn it by the last."""
        found = self._places(self._facts.roster.asked_for_help(since, until))
        return np.unique(found[found != NO_DEPARTMENT])

    def _places(self, ids: Ints) -> Ints:
        """The indexes of departments by their ids, NO_DEPARTMENT for those that are not there."""
        unknown = len(self._at) - 1
        return self._at[np.minimum(ids, unknown)]
