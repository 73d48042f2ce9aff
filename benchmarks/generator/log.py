"""The log: what ambassadors did on which day, and how many of which departments took part."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np

from ambassadors.activities.rules import BANDS
from ambassadors.measures.arrays import Bools, Floats, Ints
from benchmarks.generator.columns import CHUNK, Rows, days, dice_for, instants, rows, where
from benchmarks.generator.initiatives import INITIATIVES, MAIN, Initiative
from benchmarks.generator.network import Network, Term
from benchmarks.generator.organisation import NOBODY, Organisation
from benchmarks.generator.sizes import Plan

KINDS: Mapping[str, float] = {
    "conversation": 0.28,
    "workshop": 0.16,
    "demo": 0.09,
    "letter_rewritten": 0.09,
    "review": 0.05,
    "reader_panel": 0.04,
    "meeting": 0.11,
    "intranet_post": 0.08,
    "newsletter": 0.03,
    "webinar": 0.01,
    "street_test": 0.03,
    "resident_panel": 0.03,
}
_CONTACT, _BROADCAST = 7, 10  # of the kinds, in this order, those up to here are for these audiences
_REGULARS = 10  # departments that an ambassador comes to again and again
_MEAN_REACHED = 3.05
_WHOLE_ORGANISATION = 0.3
_UNKNOWN = 0.12


@dataclass(frozen=True, eq=False, slots=True)
class Log:
    """Activities by place, in the order in which they were logged; the id of each is its place and one.

    `term` and `companion` (NOBODY for most) are who did it, `kind` is the place of its kind in KINDS.
    Reach is by row: the place of the activity, of the department, and numbers with -1 for “don't know”.
    """

    initiative: Ints
    day: Ints
    logged: Ints
    kind: Ints
    term: Ints
    companion: Ints
    to_all: Bools
    reach_activity: Ints
    reach_department: Ints
    low: Ints
    high: Ints
    first_timers: Ints


def make_log(plan: Plan, made: Organisation, network: Network) -> Log:
    """What was done for all changes together."""
    dice = dice_for(plan.seed, "log")
    parts = [_deeds(plan, network.terms, initiative, dice) for initiative in INITIATIVES]
    initiative, day, term, companion = (np.concatenate(column) for column in zip(*parts, strict=True))
    logged = np.minimum(day + dice.exponential(3.0, len(day)).astype(np.int64), plan.last)
    order = np.lexsort((term, day, logged))
    initiative, day, logged, term, companion = (
        column[order] for column in (initiative, day, logged, term, companion)
    )
    kind = dice.choice(len(KINDS), len(day), p=np.array(list(KINDS.values())))
    to_all = (kind >= _CONTACT) & (kind < _BROADCAST) & (dice.random(len(day)) < _WHOLE_ORGANISATION)
    activity, department = _reached(made, network.terms, day, term, kind, to_all, dice)
    low, high, first = _numbers(plan, made, day[activity], kind[activity], department, dice)
    return Log(initiative, day, logged, kind, term, companion, to_all, activity, department, low, high, first)


def _deeds(plan: Plan, terms: list[Term], initiative: Initiative, dice: np.random.Generator) -> tuple[Ints, ...]:
    """Initiative, day, term and companion of each activity: more where more serve, and some do much more."""
    places = np.array([place for place, term in enumerate(terms) if term.initiative == initiative.id])
    mine = [terms[place] for place in places.tolist()]
    eager = dice.lognormal(0.0, 1.2, len(mine))
    count = round(plan.size.activities * initiative.activities)
    first = plan.day_at(initiative.begins_at)
    serving = np.array([_serves(term, first, plan.last) for term in mine]).T.copy()
    pull = _moods(plan, first, dice) * (serving @ eager)
    day_places = np.sort(dice.choice(len(pull), count, p=pull / pull.sum()))
    who = np.empty((count, 2), dtype=np.int64)
    starts = np.searchsorted(day_places, np.arange(len(pull) + 1))
    for place, (start, end) in enumerate(zip(starts[:-1].tolist(), starts[1:].tolist(), strict=True)):
        if start < end:
            chance = eager * serving[place]
            who[start:end] = dice.choice(len(mine), (end - start, 2), p=chance / chance.sum())
    alone = (who[:, 0] == who[:, 1]) | (dice.random(count) < 0.92)
    return (
        np.full(count, initiative.id),
        first + day_places,
        places[who[:, 0]],
        np.where(alone, NOBODY, places[who[:, 1]]),
    )


def _serves(term: Term, first: int, last: int) -> Bools:
    """On which of the days from `first` up to `last` a term serves its department."""
    marks = np.zeros(last - first + 1, dtype=np.bool_)
    if term.active is None:
        return marks
    marks[max(term.active - first, 0) : max(term.until - first, 0)] = True
    if term.pause and term.pause.stand_in == NOBODY:
        marks[max(term.pause.since - first, 0) : max(term.pause.until - first, 0)] = False
    return marks


def _moods(plan: Plan, first: int, dice: np.random.Generator) -> Floats:
    """How busy each day is: quiet summers and weekends, and some campaigns of a few weeks."""
    moods = np.empty(plan.last - first + 1)
    for place in range(len(moods)):
        day = date.fromordinal(first + place)
        moods[place] = (0.02 if day.weekday() > 4 else 1.0) * (0.25 if day.month in {7, 8} else 1.0)
    for _ in range(2 * plan.size.years):
        start = int(dice.integers(len(moods)))
        moods[start : start + int(dice.integers(10, 30))] *= 3.0
    return moods


def _reached(
    made: Organisation,
    terms: list[Term],
    day: Ints,
    term: Ints,
    kind: Ints,
    to_all: Bools,
    dice: np.random.Generator,
) -> tuple[Ints, Ints]:
    """Activity and department of each row of reach: the regulars of who did it, and now and then any other."""
    regulars, liking = _regulars(made, terms, dice)
    some = dice.geometric(1 / _MEAN_REACHED, len(day))
    some = np.where(kind >= _CONTACT, some + dice.integers(2, 7, len(day)), some)
    some = np.where((kind >= _BROADCAST) | to_all, 0, np.minimum(some, _REGULARS))
    activities, departments = [], []
    for start in range(0, len(day), CHUNK):
        part = slice(start, start + CHUNK)
        luck = dice.gumbel(size=(len(day[part]), _REGULARS))
        chosen = np.argsort(-(luck + liking[term[part]]), axis=1)
        taken = np.arange(_REGULARS) < some[part, None]
        activities.append(start + np.nonzero(taken)[0])
        departments.append(np.take_along_axis(regulars[term[part]], chosen, axis=1)[taken])
    activity, department = np.concatenate(activities), np.concatenate(departments)
    anywhere = dice.random(len(activity)) < 0.04
    department = np.where(anywhere, dice.integers(0, len(made), len(activity)), department)
    department = made.there(department, day[activity])
    known = np.unique(activity * len(made) + department)
    return known // len(made), known % len(made)


def _regulars(made: Organisation, terms: list[Term], dice: np.random.Generator) -> tuple[Ints, Floats]:
    """For each term the departments that it comes to, and how much it likes each: most the own one and those near."""
    below: dict[int, list[int]] = {}
    for place, parent in enumerate(made.parent.tolist()):
        below.setdefault(parent, []).append(place)
    regulars = np.empty((len(terms), _REGULARS), dtype=np.int64)
    for number, term in enumerate(terms):
        parent = int(made.parent[term.department])
        siblings = below[parent]
        near = [siblings[place] for place in dice.integers(0, len(siblings), 4).tolist()]
        near += [parent] * (parent != NOBODY) + below.get(term.department, [])[:2]
        far = dice.integers(0, len(made), _REGULARS).tolist()
        wanted = list(dict.fromkeys([term.department, *near, *far]))[:_REGULARS]
        regulars[number] = wanted + far[: _REGULARS - len(wanted)]
    liking = np.log(1.0 / np.arange(1, _REGULARS + 1) ** 1.8)
    bridging = dice.random(len(terms)) < 0.2  # these like all of them alike
    return regulars, np.where(bridging[:, None], 0.0, liking)


def _numbers(
    plan: Plan, made: Organisation, day: Ints, kind: Ints, department: Ints, dice: np.random.Generator
) -> tuple[Ints, Ints, Ints]:
    """Low, high and first-timers of each row: a number, one of the bands, or nobody knows."""
    count = len(day)
    staff = made.staff[department]
    share = np.where(kind == 0, 0.03, 0.2)
    most = np.where(dice.random(count) < 0.02, staff * 1.4 + 3, np.maximum(staff, 2))
    came = np.minimum(1 + dice.lognormal(0.0, 0.7, count) * share * staff, most).astype(np.int64)
    came[dice.random(count) < 0.01] = 0
    low, high = came.copy(), came.copy()
    banded = (dice.random(count) < 0.65) & (came > 0)
    for least, greatest in BANDS:
        inside = banded & (came >= least) & (came <= greatest)
        low[inside], high[inside] = least, greatest
    unknown = dice.random(count) < np.where(kind >= _CONTACT, 0.75, _UNKNOWN)
    new = dice.binomial(came, 0.1 + 0.5 * (plan.last - day) / (plan.last - plan.first + 1))
    counted = ~unknown & (dice.random(count) < 0.3)
    low[unknown] = high[unknown] = -1
    return low, high, np.where(counted, new, -1)


def log_rows(plan: Plan, log: Log, kind_ids: Mapping[str, int], logged_by: tuple[int, int]) -> Iterator[Rows]:
    """Activities, who did them and whom they reached; `logged_by` is the place of a term and the user it is of."""
    dice = dice_for(plan.seed, "log rows")
    count = len(log.day)
    ids = np.arange(1, count + 1)
    kinds = np.array([kind_ids[code] for code in KINDS])
    minutes = dice.integers(7 * 60, 19 * 60, count)
    undone = dice.random(count) < 0.01
    titled = dice.random(count) < 0.1
    term, user = logged_by
    yield rows(
        "activity",
        count,
        id=ids,
        initiative_id=log.initiative,
        kind_id=kinds[log.kind],
        on=days(log.day),
        title=where(titled, np.array(list(KINDS), dtype=object)[log.kind]),
        whole_organisation=log.to_all,
        logged_by=where(log.term == term, np.full(count, user)),
        logged_at=instants(log.logged, minutes),
        undone_at=where(undone, instants(log.logged, minutes + 5)),
        version=1 + undone,
    )
    together = np.flatnonzero(log.companion != NOBODY)
    deed = np.concatenate([ids, ids[together]])
    who = np.concatenate([log.term, log.companion[together]])
    order = np.lexsort((who, deed))
    yield rows(
        "done_by",
        len(deed),
        activity_id=deed[order],
        ambassadorship_id=who[order] + 1,
        initiative_id=log.initiative[deed[order] - 1],
    )
    known = log.low >= 0
    yield rows(
        "reach",
        len(log.low),
        activity_id=log.reach_activity + 1,
        department_id=log.reach_department + 1,
        low=where(known, log.low),
        high=where(known, log.high),
        first_timers=where(log.first_timers >= 0, log.first_timers),
    )


def main_term(plan: Plan, network: Network) -> int:
    """The place of a term of the oldest change that serves on the last day."""
    for place, term in enumerate(network.terms):
        if term.initiative == MAIN.id and _serves(term, plan.last, plan.last)[0]:
            return place
    raise ValueError("nobody serves on the last day; make a larger organisation")
