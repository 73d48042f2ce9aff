"""People, as far as the change needs them: ambassadors, who stands in for them, and users."""

from collections.abc import Iterator

import numpy as np

from ambassadors.organisation.models import Level
from benchmarks.generator.columns import Rows, days, rows
from benchmarks.generator.organisation import ENDLESS, NOBODY, OPEN, Organisation

_FIRST = ("Anna", "Bram", "Chaima", "Daan", "Esra", "Femke", "Gijs", "Hanna", "Ibrahim", "Joke", "Kees", "Lotte")
_LAST = ("de Vries", "Jansen", "Demir", "Bakker", "El Amrani", "Visser", "Smit", "de Boer", "Mulder", "Bos", "Vos")


class People:
    """People by place; each works in one department, and goes along when that one goes over into another."""

    def __init__(self, made: Organisation, dice: np.random.Generator) -> None:
        self._made = made
        self._dice = dice
        self._seats: set[tuple[int, int, int]] = set()
        self.works_in: list[int] = []

    def __len__(self) -> int:
        return len(self.works_in)

    def somebody(self, department: int) -> int:
        """Somebody new who works in the department."""
        self.works_in.append(department)
        return len(self.works_in) - 1

    def for_seat(self, initiative: int, department: int) -> int:
        """Who becomes ambassador: mostly somebody new, from the department or one above it."""
        person = int(self._dice.integers(len(self))) if len(self) and self._dice.random() < 0.1 else NOBODY
        if person == NOBODY or (person, initiative, department) in self._seats:
            parent = int(self._made.parent[department])
            person = self.somebody(parent if parent != NOBODY and self._dice.random() < 0.1 else department)
        self._seats.add((person, initiative, department))
        return person

    def rows(self) -> Iterator[Rows]:
        """People and where they work."""
        count = len(self)
        numbers = list(range(1, count + 1))
        levels = [level.value for level in Level]
        yield rows(
            "person",
            count,
            id=np.array(numbers),
            code=np.array([f"P{number:06}" for number in numbers], dtype=object),
            name=np.array([_name(number) for number in numbers], dtype=object),
            email=np.array([f"p{number}@organisatie.example" for number in numbers], dtype=object),
            level=np.array([levels[number % len(levels)] for number in numbers], dtype=object),
        )
        yield self._placements()

    def _placements(self) -> Rows:
        made = self._made
        works_in = np.array(self.works_in)
        person = np.arange(len(works_in))
        first = np.where(made.begins[works_in] > OPEN, made.predecessor[works_in], works_in)
        until = made.ends[first]
        later = np.flatnonzero(until < ENDLESS)
        then = np.where(works_in[later] != first[later], works_in[later], made.successor[first[later]])
        place = np.concatenate([first, then])
        return rows(
            "placement",
            len(place),
            id=np.arange(1, len(place) + 1),
            person_id=np.concatenate([person, later]) + 1,
            department_id=place + 1,
            valid_from=days(np.concatenate([np.full(len(person), OPEN), until[later]])),
            valid_until=days(np.concatenate([until, made.ends[then]])),
        )


def _name(number: int) -> str:
    return f"{_FIRST[number % len(_FIRST)]} {_LAST[number // len(_FIRST) % len(_LAST)]} {number}"
