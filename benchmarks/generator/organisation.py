"""The tree of departments, two reorganisations, and how many work where."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import numpy as np

from ambassadors.db import BEGINNING, FOREVER
from ambassadors.measures.arrays import Bools, Ints
from benchmarks.generator.columns import Column, Rows, days, dice_for, records, rows, where
from benchmarks.generator.sizes import Plan

OPEN, ENDLESS = BEGINNING.toordinal(), FOREVER.toordinal()
NOBODY = -1

REORGANISED_AT = (0.35, 0.7)
"""When the organisation changes its form, as shares of the whole time."""
_CHANGED_PART = 50  # one in so many departments takes part in each kind of change
_INNER_PART = 6  # one in so many has departments below it
_TOPICS = ("Belastingen", "Vergunningen", "Burgerzaken", "Sociaal domein", "Beheer", "Toezicht", "Financiën", "ICT")
_NAMES_BY_DEPTH = ("Organisatie", "Directie", "Afdeling", "Team")


@dataclass(frozen=True, eq=False, slots=True)
class Organisation:
    """Departments by place; the id is one more. First those of the last day, parents before children.

    A department is there from `begins` until `ends`; what it was before is `predecessor`, what it became
    `successor`, else itself. Until `moved` it stood under `old_parent`. `staff` is that of its last day.
    """

    parent: Ints
    old_parent: Ints
    moved: Ints
    begins: Ints
    ends: Ints
    predecessor: Ints
    successor: Ints
    staff: Ints

    def __len__(self) -> int:
        return len(self.parent)

    @property
    def has_children(self) -> Bools:
        """Which departments have others below them."""
        marks = np.zeros(len(self), dtype=np.bool_)
        marks[self.parent[self.parent != NOBODY]] = True
        return marks

    def there(self, places: Ints, on: Ints) -> Ints:
        """What the departments were called on each day: what they had become, or what they came from."""
        for _ in REORGANISED_AT:
            places = np.where(on >= self.ends[places], self.successor[places], places)
            places = np.where(on < self.begins[places], self.predecessor[places], places)
        return places


def make_organisation(plan: Plan) -> Organisation:
    """The tree of the last day, and the departments that were before."""
    dice = dice_for(plan.seed, "organisation")
    parent = _tree(plan, dice)
    staff = _staff(plan, parent, dice)
    draft = _Draft(parent, staff)
    shuffled = dice.permutation(np.flatnonzero(~draft.has_children)).tolist()
    leaves = [leaf for leaf in shuffled if leaf]
    for share in REORGANISED_AT:
        draft.reorganise(plan.day_at(share), leaves, max(1, len(parent) // _CHANGED_PART), dice)
    return draft.done()


def _tree(plan: Plan, dice: np.random.Generator) -> list[int]:
    """A parent for each department: who has many children gets more of them."""
    count = plan.size.departments
    parent, depth, urn = [NOBODY], [0], [0]
    for place in range(1, count):
        chosen = urn[dice.integers(len(urn))]
        parent.append(chosen)
        depth.append(depth[chosen] + 1)
        urn.append(chosen)
        if place <= count // _INNER_PART and depth[place] < plan.size.levels - 1:
            urn += [place, place]
    return parent


def _staff(plan: Plan, parent: list[int], dice: np.random.Generator) -> Ints:
    """Heavy-tailed sizes that add up to the staff: many small departments, some large, some tiny or without staff."""
    count = len(parent)
    inner = np.isin(np.arange(count), parent)
    empty = inner & (dice.random(count) < 0.5)
    tiny = ~inner & (dice.random(count) < 0.12)
    weight = np.where(empty | tiny, 0.0, dice.lognormal(0.0, 1.0, count))
    staff = np.where(tiny, dice.integers(1, 10, count), 0)
    exact = np.cumsum(weight) / weight.sum() * (plan.size.staff - staff.sum())
    staff = staff + np.diff(np.round(exact), prepend=0).astype(np.int64)
    short = (weight > 0) & (staff == 0)
    staff[short] = 1
    staff[staff.argmax()] -= short.sum()
    return np.array(staff)


class _Draft:
    """An organisation in the making: lists that grow by the departments of earlier days."""

    def __init__(self, parent: list[int], staff: Ints) -> None:
        count = len(parent)
        self.parent, self.old_parent, self.staff = parent.copy(), parent.copy(), staff.tolist()
        self.moved, self.begins, self.ends = [OPEN] * count, [OPEN] * count, [ENDLESS] * count
        self.predecessor, self.successor = list(range(count)), list(range(count))

    @property
    def has_children(self) -> Bools:
        return np.isin(np.arange(len(self.parent)), self.parent)

    def reorganise(self, day: int, leaves: list[int], times: int, dice: np.random.Generator) -> None:
        """Merge, split and move departments that no reorganisation touched yet; it takes them from `leaves`."""
        inner = np.flatnonzero(self.has_children).tolist()
        for _ in range(times):
            if len(leaves) < 4:
                return
            successor = leaves.pop()
            old = self._add(self.parent[successor], int(dice.integers(3, 30)), until=day, successor=successor)
            self.successor[old] = successor
            moved = leaves.pop()
            self.moved[moved] = day
            self.old_parent[moved] = inner[dice.integers(len(inner))]
            self._split(day, leaves)

    def _split(self, day: int, leaves: list[int]) -> None:
        one = leaves.pop()
        other = next((leaf for leaf in leaves if self.parent[leaf] == self.parent[one]), None)
        if other is None:
            return
        leaves.remove(other)
        old = self._add(self.parent[one], self.staff[one] + self.staff[other], until=day, successor=one)
        for half in (one, other):
            self.begins[half] = day
            self.predecessor[half] = old

    def _add(self, parent: int, staff: int, until: int, successor: int) -> int:
        place = len(self.parent)
        self.parent.append(parent)
        self.old_parent.append(parent)
        self.moved.append(OPEN)
        self.begins.append(OPEN)
        self.ends.append(until)
        self.predecessor.append(place)
        self.successor.append(successor)
        self.staff.append(staff)
        return place

    def done(self) -> Organisation:
        columns = (self.parent, self.old_parent, self.moved, self.begins, self.ends)
        more = (self.predecessor, self.successor, self.staff)
        return Organisation(*(np.array(column, dtype=np.int64) for column in columns + more))


def organisation_rows(plan: Plan, made: Organisation) -> Iterator[Rows]:
    """Departments, their versions and headcounts, and what became of those that are no more."""
    ids = np.arange(1, len(made) + 1)
    codes = np.array([f"D{number:05}" for number in ids.tolist()], dtype=object)
    yield rows("department", len(made), id=ids, code=codes)
    yield _versions(made)
    yield _headcounts(plan, made)
    yield _successions(made)


def _versions(made: Organisation) -> Rows:
    names = _names(made)
    early = np.flatnonzero(made.moved > OPEN)
    place = np.concatenate([np.arange(len(made)), early])
    parent = np.concatenate([made.parent, made.old_parent[early]])
    since = np.concatenate([np.maximum(made.begins, made.moved), made.begins[early]])
    until = np.concatenate([made.ends, made.moved[early]])
    return rows(
        "department_version",
        len(place),
        id=np.arange(1, len(place) + 1),
        department_id=place + 1,
        name=names[place],
        parent_id=where(parent != NOBODY, parent + 1),
        valid_from=days(since),
        valid_until=days(until),
    )


def _names(made: Organisation) -> Column:
    depth: list[int] = []
    names = np.empty(len(made), dtype=object)
    for place, parent in enumerate(made.parent.tolist()):
        depth.append(0 if parent == NOBODY else depth[parent] + 1)
        kind = _NAMES_BY_DEPTH[min(depth[place], len(_NAMES_BY_DEPTH) - 1)]
        names[place] = f"{kind} {_TOPICS[place % len(_TOPICS)]} {place + 1}"
    return names


def _headcounts(plan: Plan, made: Organisation) -> Rows:
    """Own staff, which changes at some turns of the year; half of the departments without staff say so."""
    dice = dice_for(plan.seed, "headcounts")
    turns = [date(year, 1, 1).toordinal() for year in range(date.fromordinal(plan.first).year + 1, plan.end.year + 1)]
    found: list[tuple[int, int, int, int]] = []
    for place, staff in enumerate(made.staff.tolist()):
        if staff or dice.random() < 0.5:
            found += [(place, *period) for period in _amounts(made, place, turns, dice)]
    place, since, until, amount = np.array(found).T
    hired = dice.random(len(made)) < 0.1
    return rows(
        "headcount",
        len(found),
        id=np.arange(1, len(found) + 1),
        department_id=place + 1,
        amount=amount,
        unit="people",
        externals=where(hired[place], place % 10 + 1),
        valid_from=days(since),
        valid_until=days(until),
    )


def _amounts(
    made: Organisation, place: int, turns: list[int], dice: np.random.Generator
) -> Iterator[tuple[int, int, int]]:
    """From, until and staff of the periods of one department, the last first."""
    begins, until, amount = int(made.begins[place]), int(made.ends[place]), int(made.staff[place])
    for turn in reversed(turns):
        if begins < turn < until and dice.random() < 0.25:
            yield turn, until, amount
            until, amount = turn, max(min(amount, 1), round(amount * dice.uniform(0.85, 1.12)))
    yield begins, until, amount


def _successions(made: Organisation) -> Rows:
    became = [(old, int(made.successor[old]), int(made.ends[old])) for old in np.flatnonzero(made.ends < ENDLESS)]
    came_from = [
        (int(made.predecessor[new]), new, int(made.begins[new])) for new in np.flatnonzero(made.begins > OPEN)
    ]
    found = sorted({(int(old) + 1, int(new) + 1, day) for old, new, day in became + came_from})
    return records(
        "succession",
        ("from_id", "to_id", "on"),
        [(old, new, date.fromordinal(day).isoformat()) for old, new, day in found],
    )
