"""Ambassadorships: who served which department for which change, and how each term went."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

import numpy as np

from ambassadors.network.rules import LONGEST_PAUSE, Source, Status
from benchmarks.generator.columns import Rows, dice_for, records
from benchmarks.generator.initiatives import INITIATIVES, Initiative
from benchmarks.generator.organisation import ENDLESS, NOBODY, Organisation
from benchmarks.generator.people import People
from benchmarks.generator.sizes import Plan

_LARGE = 80  # from so many staff on, a department may have two ambassadors at a time
_SERVES_DAYS = 700.0
_GAP_DAYS = 120.0


@dataclass(frozen=True, slots=True)
class Pause:
    """From – until, with the place of who stands in."""

    since: int
    until: int
    stand_in: int


@dataclass(slots=True)
class Term:
    """An ambassadorship, of a person by place; `active` is the first day as ambassador, nothing for who waits."""

    initiative: int
    department: int
    person: int
    since: int
    active: int | None
    until: int = ENDLESS
    asked: int | None = None
    pause: Pause | None = None
    recruited_by: int | None = None


@dataclass
class Network:
    """All terms, in the order of their days; the id of each is its place and one."""

    people: People
    terms: list[Term] = field(default_factory=list)


def make_network(plan: Plan, made: Organisation) -> Network:
    """Who was ambassador, for each change and each department that takes part in it."""
    dice = dice_for(plan.seed, "network")
    network = Network(People(made, dice))
    for initiative in INITIATIVES:
        takes_part = (made.staff > 0) & (dice.random(len(made)) < initiative.departments)
        for department in np.flatnonzero(takes_part).tolist():
            seats = 2 if made.staff[department] >= _LARGE and dice.random() < 0.7 else 1
            for _ in range(seats):
                _fill_seat(plan, made, network, initiative, department, dice)
    network.terms.sort(key=lambda term: (term.since, term.initiative, term.department, term.person))
    return network


def _fill_seat(
    plan: Plan,
    made: Organisation,
    network: Network,
    initiative: Initiative,
    department: int,
    dice: np.random.Generator,
) -> None:
    """One ambassador after the other, with gaps; the last gap may have somebody who waits."""
    starts, last = plan.day_at(initiative.begins_at), plan.last
    end = min(int(made.ends[department]), last + 1)
    day = max(starts, int(made.begins[department])) + int(dice.exponential((last - starts) / 5))
    while day < end - 30:
        until = day + 90 + int(dice.exponential(_SERVES_DAYS))
        term = _term(network, initiative, department, day, until if until < end else int(made.ends[department]), dice)
        network.terms.append(term)
        day = until + int(dice.exponential(_GAP_DAYS)) if until < end else end
    if end > last and not _is_served(network, initiative, department) and dice.random() < 0.2:
        since = last - int(dice.integers(1, 60))
        waits = Term(initiative.id, department, network.people.somebody(department), since, active=None)
        waits.asked = since + 1 if dice.random() < 0.5 else None
        network.terms.append(waits)


def _is_served(network: Network, initiative: Initiative, department: int) -> bool:
    last = network.terms[-1] if network.terms else None
    return (
        last is not None
        and (last.initiative, last.department) == (initiative.id, department)
        and (last.until == ENDLESS)
    )


def _term(
    network: Network, initiative: Initiative, department: int, day: int, until: int, dice: np.random.Generator
) -> Term:
    person = network.people.for_seat(initiative.id, department)
    term = Term(initiative.id, department, person, day, day, until)
    if dice.random() < 0.3:
        term.asked = day + 5 if dice.random() < 0.7 else None
        term.active = day + 20
    if network.terms and dice.random() < 0.5:
        by = network.terms[dice.integers(len(network.terms))]
        earlier = by.initiative == initiative.id and by.active is not None and by.active + 30 < day
        term.recruited_by = by.person if earlier and by.person != person else None
    if min(until, day + 1000) - day > 300 and dice.random() < 0.2:
        since = day + int(dice.integers(60, 180))
        stand_in = network.people.somebody(department) if dice.random() < 0.6 else NOBODY
        term.pause = Pause(since, since + int(dice.integers(14, LONGEST_PAUSE.days)), stand_in)
    return term


def network_rows(plan: Plan, network: Network) -> Iterator[Rows]:
    """Ambassadorships and their steps; a step that is still to come has not been set."""
    terms = list(enumerate(network.terms, start=1))
    yield records(
        "ambassadorship",
        (
            "id",
            "initiative_id",
            "person_id",
            "department_id",
            "valid_from",
            "valid_until",
            "source",
            "recruited_by_id",
            "version",
        ),
        [
            (
                number,
                term.initiative,
                term.person + 1,
                term.department + 1,
                _iso(term.since),
                _iso(term.until),
                _source(number, term),
                None if term.recruited_by is None else term.recruited_by + 1,
                1,
            )
            for number, term in terms
        ],
    )
    steps = [
        (number, place, *step)
        for number, term in terms
        for place, step in enumerate(_steps(term, plan.last), start=1)
    ]
    yield records(
        "ambassadorship_step",
        ("id", "ambassadorship_id", "number", "status", "on", "until", "stand_in_id", "recorded_at"),
        [
            (
                place,
                number,
                at,
                status.value,
                _iso(on),
                until and _iso(until),
                stand_in,
                f"{_iso(on)} 09:00:00.000000",
            )
            for place, (number, at, status, on, until, stand_in) in enumerate(steps, start=1)
        ],
    )


def _steps(term: Term, last: int) -> Iterator[tuple[Status, int, int | None, int | None]]:
    """Status, day, end of a pause, id of the stand-in."""
    if term.active != term.since:
        yield Status.CANDIDATE, term.since, None, None
    if term.asked is not None:
        yield Status.ASKED, term.asked, None, None
    if term.active is not None and term.active <= last:
        yield Status.ACTIVE, term.active, None, None
    pause = term.pause
    if pause and pause.since <= last:
        yield Status.PAUSED, pause.since, pause.until, None if pause.stand_in == NOBODY else pause.stand_in + 1
        if pause.until <= last and pause.until % 2:
            yield Status.ACTIVE, pause.until, None, None
    if term.until <= last:
        yield Status.ENDED, term.until, None, None


def _source(number: int, term: Term) -> str:
    if term.recruited_by is not None:
        return Source.COLLEAGUE.value
    return tuple(Source)[number % len(Source)].value


def _iso(day: int) -> str:
    return date.fromordinal(day).isoformat()
