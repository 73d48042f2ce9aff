"""What changed between two days, as one viewer may see it; both days with what is known today. Pure.

Groups are compared that consist of the same departments on both days. Of others nothing is said: what changed in
them may be their composition alone, and a difference of two compositions could tell of a few people.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import numpy as np

from ambassadors.measures.arrays import Ints
from ambassadors.measures.small_numbers import Partition
from ambassadors.measures.stages import ABSENT, Rule, Stage, explain
from ambassadors.results.progress import listed_on
from ambassadors.results.queries import ResultFact, WorklistFacts
from ambassadors.results.rules import USED
from ambassadors.spread.explaining import signals_told
from ambassadors.spread.facts import Facts
from ambassadors.spread.picture import Picture
from ambassadors.spread.through_time import Departments, Viewer
from ambassadors.spread.told import told_of

MovedResults = tuple[tuple[ResultFact, ...], tuple[ResultFact, ...]]
"""Results that are in use since a day, and those that no longer are."""


@dataclass(frozen=True, slots=True)
class Move:
    """A group that went from one stage to another; `lost`: the rules of its old stage that hold no longer."""

    group: int
    before: Stage
    after: Stage
    lost: tuple[Rule, ...] = ()


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
    opened, closed = _gaps(since, picture, departments)
    signals = [row for _group, row in signals_told(facts, picture, viewer)]
    return Changed(
        since=since,
        forward=forward,
        back=back,
        passed=_passed(since, facts, picture, departments),
        handed=facts.roster.kept(
            ("handed", since, picture.day, picture.ground.head), lambda: _handed(since, facts, picture)
        ),
        gaps_opened=opened,
        gaps_closed=closed,
        raised=_between(since, picture.day, (row.raised for row in signals)),
        answered=_between(since, picture.day, (row.answered for row in signals)),
        closed=_between(since, picture.day, (row.closed for row in signals)),
        in_use=results[0],
        out_of_use=results[1],
    )


def _moves(
    since: date, facts: Facts, picture: Picture, viewer: Viewer, departments: Departments
) -> tuple[tuple[Move, ...], tuple[Move, ...]]:
    then = departments.partitions([since], viewer)[0]
    before = _stages(since, facts, picture, viewer, departments, then)
    moves = []
    for group, old in _compared(since, picture, departments, then):
        was, is_ = int(before[old]), int(picture.answers.stages.stage[group])
        if ABSENT not in {was, is_} and was != is_:
            moves.append(Move(group, Stage(was), Stage(is_), _lost(picture, group, Stage(was), Stage(is_))))
    moves.sort(key=lambda move: (-picture.partition.staff[move.group], move.group))
    forward = tuple(move for move in moves if move.after > move.before)
    return forward, tuple(move for move in moves if move.after < move.before)


def _stages(
    since: date, facts: Facts, picture: Picture, viewer: Viewer, departments: Departments, then: Partition
) -> Ints:
    """The stage of every group on the earlier day."""
    return told_of(facts, departments, since, then, viewer).stages(picture.thresholds).stage


def _compared(since: date, picture: Picture, departments: Departments, then: Partition) -> Iterable[tuple[int, int]]:
    """Groups that consist of the same departments on both days: the one of the later day, and that of the earlier."""
    members: dict[int, list[int]] = {}
    for place in np.flatnonzero(departments.layout(since).exists).tolist():
        members.setdefault(int(then.group[place]), []).append(place)
    for group in picture.groups.tolist():
        old = int(then.group[picture.members[group][0]])
        if members.get(old) == picture.members[group]:
            yield group, old


def _lost(picture: Picture, group: int, was: Stage, is_: Stage) -> tuple[Rule, ...]:
    if is_ > was:
        return ()
    if was == Stage.BY_ITSELF:
        return (Rule.CONFIRMED,)
    return tuple(criterion.rule for criterion in explain(picture.answers.stages, group).missing)


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


def _between(since: date, day: date, days: Iterable[date | None]) -> int:
    return sum(1 for each in days if each is not None and since < each <= day)


def _largest_first(picture: Picture, places: Iterable[int]) -> tuple[int, ...]:
    return tuple(sorted(places, key=lambda place: (-picture.ground.staff[place], place)))
