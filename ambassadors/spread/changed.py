"""What changed between two days, as one viewer may see it; both days with what is known today. Pure.

Groups are compared that consist of the same departments on both days. Of others nothing is said: what changed in
them may be their composition alone, and a difference of two compositions could tell of a few people.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import numpy as np

from ambassadors.measures.arrays import Bools, Ints
from ambassadors.measures.small_numbers import Partition
from ambassadors.measures.stages import ABSENT, Rule, Stage, explain
from ambassadors.results.progress import listed_on
from ambassadors.results.queries import ResultFact, WorklistFacts
from ambassadors.results.rules import USED
from ambassadors.spread.facts import Facts
from ambassadors.spread.picture import Picture, signals_counted
from ambassadors.spread.through_time import Departments, Viewer
from ambassadors.spread.told import told_of

MovedResults = tuple[tuple[ResultFact, ...], tuple[ResultFact, ...]]
"""Results that are in use since a day, and those that no longer are."""


@dataclass(frozen=True, slots=True)
class Move:
    """A group that went from one stage to another."""

    group: int
    before: Stage
    after: Stage


@dataclass(frozen=True, slots=True)
class Passed:
    """A department that is no more, and the departments of the later day that it went over into."""

    name: str
    into: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Handed:
    """Departments where somebody became ambassador, where one stopped, and where both happened."""

    began: tuple[int, ...]
    stopped: tuple[int, ...]
    handed_over: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Changed:
    """What changed since a day. Departments are indexes of the later picture, those with most staff first.

    Signals are counts: raised, answered for the first time, and closed. Results are in use since, or no longer.
    """

    since: date
    forward: tuple[Move, ...]
    back: tuple[Move, ...]
    passed: tuple[Passed, ...]
    handed: Handed
    gaps_opened: tuple[int, ...]
    gaps_closed: tuple[int, ...]
    raised: int
    answered: int
    closed: int
    in_use: tuple[ResultFact, ...]
    out_of_use: tuple[ResultFact, ...]


def changed_since(
    since: date,
    facts: Facts,
    picture: Picture,
    viewer: Viewer,
    results: MovedResults,
) -> Changed:
    """What changed from `since` to the day of the picture, in its branch, with its `moved_results`."""
    departments = facts.roster.departments([since, picture.day])
    forward, back = _moves(since, facts, picture, viewer, departments)
    gaps_opened, gaps_closed = facts.roster.kept(
        ("gaps", departments, picture.ground), lambda: _gaps(since, picture, departments)
    )
    counted = signals_counted(facts.signals, picture.ground, picture.partition, viewer)
    raised, answered, closed = (_between(since, picture.day, days[counted]) for days in facts.signals.days)
    return Changed(
        since=since,
        forward=forward,
        back=back,
        passed=facts.roster.kept(
            ("passed", departments, picture.ground), lambda: _passed(since, facts, picture, departments)
        ),
        handed=facts.roster.kept(
            ("handed", since, picture.day, picture.ground.head), lambda: _handed(since, facts, picture)
        ),
        gaps_opened=gaps_opened,
        gaps_closed=gaps_closed,
        raised=raised,
        answered=answered,
        closed=closed,
        in_use=results[0],
        out_of_use=results[1],
    )


def _moves(
    since: date, facts: Facts, picture: Picture, viewer: Viewer, departments: Departments
) -> tuple[tuple[Move, ...], tuple[Move, ...]]:
    then = departments.partitions([since], viewer)[0]
    told = told_of(facts, departments, since, then, viewer)
    group, old = facts.roster.kept(
        ("the same", departments, viewer, picture.ground),
        lambda: _the_same(departments.layout(since).exists, then, picture),
    )
    was, now = told.stages(picture.thresholds).stage[old], picture.answers.stages.stage[group]
    moved = np.flatnonzero((was != now) & (was != ABSENT) & (now != ABSENT))
    moved = moved[np.lexsort((group[moved], -picture.partition.staff[group[moved]]))]
    columns = (column[moved].tolist() for column in (group, was, now))
    stages = list(Stage)  # by its number: asking the enum for each of thousands takes long
    moves = [Move(place, stages[before], stages[after]) for place, before, after in zip(*columns, strict=True)]
    forward = tuple(move for move in moves if move.after > move.before)
    return forward, tuple(move for move in moves if move.after < move.before)


def _the_same(existed: Bools, then: Partition, picture: Picture) -> tuple[Ints, Ints]:
    """Groups that consist of the same departments on both days: those of the later day, and those of the earlier."""
    nobody = len(then)
    old = np.where(existed, then.group, nobody)
    size_then = np.append(np.bincount(old, minlength=nobody + 1)[:nobody], 0)
    # The departments of the later day come first in the index of both days.
    now, was = picture.partition.group[: len(picture.ground)], old[: len(picture.ground)]
    size_now = np.bincount(now, minlength=len(picture.partition))
    first, last = np.full(len(picture.partition), nobody), np.zeros(len(picture.partition), dtype=np.int64)
    np.minimum.at(first, now, was)
    np.maximum.at(last, now, was)
    same = (first == last) & (size_then[first] == size_now)
    asked = picture.groups[same[picture.groups]]
    return asked, first[asked]


def lost_by(picture: Picture, move: Move) -> tuple[Rule, ...]:
    """The rules of its old stage that no longer hold for a group that fell back."""
    if move.after > move.before:
        return ()
    if move.before == Stage.BY_ITSELF:
        return (Rule.CONFIRMED,)
    return tuple(criterion.rule for criterion in explain(picture.answers.stages, move.group).missing)


def _passed(since: date, facts: Facts, picture: Picture, departments: Departments) -> tuple[Passed, ...]:
    """Departments of the branch that were there and are no more."""
    into: dict[int, list[int]] = {}
    for on, before, after in facts.roster.passages:
        if since < on <= picture.day:
            into.setdefault(before, []).append(after)
    layout, head = departments.layout(since), picture.ground.head
    gone = layout.exists if head is None else layout.branch(head)
    ids = {place: department_id for department_id, place in departments.index.items()}
    names = {row[2]: row[4] for row in facts.roster.history.versions if row[0] <= since < row[1]}
    found = []
    for place in np.flatnonzero(gone).tolist():
        if place >= len(picture.ground):
            heirs = [picture.ground.index[each] for each in _heirs(ids[place], into) if each in picture.ground.index]
            found.append(Passed(names[ids[place]], tuple(heirs)))
    return tuple(found)


def _heirs(department_id: int, into: dict[int, list[int]]) -> list[int]:
    """What a department became in the end, by id; a reorganisation can be reorganised."""
    found: dict[int, None] = {}
    waiting, seen = list(into.get(department_id, ())), {department_id}
    while waiting:
        each = waiting.pop(0)
        if each not in seen:
            seen.add(each)
            found[each] = None
            waiting.extend(into.get(each, ()))
    return list(found)


def _handed(since: date, facts: Facts, picture: Picture) -> Handed:
    began, stopped = set(), set()
    for row in facts.roster.ambassadorships:
        place = picture.ground.index.get(row.department_id)
        if place is None or not picture.ground.in_branch[place]:
            continue
        then, now = row.holds_on(since), row.holds_on(picture.day)
        if now and not then:
            began.add(place)
        if then and not now:
            stopped.add(place)
    return Handed(
        began=_largest_first(picture, began - stopped),
        stopped=_largest_first(picture, stopped - began),
        handed_over=_largest_first(picture, began & stopped),
    )


def _gaps(since: date, picture: Picture, departments: Departments) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Units of the branch that got a gap, and those that had one and have an ambassador now."""
    then = {gap.department for gap in departments.coverage(since).gaps}
    now = {gap.department for gap in picture.coverage.gaps}
    there = set(np.flatnonzero(picture.ground.in_branch).tolist())
    served = {place for place in then - now if place in there and picture.coverage.covered[place]}
    return _largest_first(picture, (now - then) & there), _largest_first(picture, served)


def moved_results(since: date, picture: Picture, worklist: WorklistFacts) -> MovedResults:
    """Results of the branch that are in use and were not, and those on the list that were and are not."""
    index, ground = picture.ground.index, picture.ground
    then = {result.id for result, status in listed_on(worklist, since) if status in USED}
    now = [
        (result, status in USED)
        for result, status in listed_on(worklist, picture.day)
        if ground.head is None or (result.department_id in index and ground.in_branch[index[result.department_id]])
    ]
    in_use = tuple(result for result, used in now if used and result.id not in then)
    return in_use, tuple(result for result, used in now if not used and result.id in then)


def _between(since: date, day: date, days: Ints) -> int:
    return int(((days > since.toordinal()) & (days <= day.toordinal())).sum())


def _largest_first(picture: Picture, places: Iterable[int]) -> tuple[int, ...]:
    return tuple(sorted(places, key=lambda place: (-picture.ground.staff[place], place)))
