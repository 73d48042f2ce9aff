"""What ambassadors do from week to week: in their own afdeling, and on visits to others."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from itertools import count

from ambassadors.demo.counting import Headcounter
from ambassadors.demo.entries import UNKNOWN, Entry
from ambassadors.demo.network import (
    PAUSED,
    PAUSED_DAYS_AGO,
    SERVICES,
    STAND_IN,
    Service,
    active_since,
)
from ambassadors.demo.texts import LETTERS, STORIES, TITLES, VISIT_TITLES
from ambassadors.demo.timeline import MONTH, Timeline, busyness
from ambassadors.demo.tree import Unit, units_on
from ambassadors.demo.writing import dice_for

_KINDS = {
    "conversation": 30,
    "workshop": 13,
    "demo": 9,
    "letter_rewritten": 20,
    "review": 11,
    "reader_panel": 6,
    "meeting": 14,
}
_ON_A_VISIT = {"demo": 5, "workshop": 3, "conversation": 3, "meeting": 2, "review": 2}

_VISITS_AFTER_DAYS = 60
_SHARE_OF_VISITS = 0.24
_SHARE_WITH_RESIDENTS = 0.08
_SHARE_FOR_ALL_TEAMS = 0.25
_SHARE_WITH_TITLE, _SHARE_WITH_STORY = 0.75, 0.2
_DAYS_LATE = ((0, 60), (1, 19), (3, 12), (6, 5), (13, 2), (27, 2))

_ENTHUSIASM_DAYS, _ENTHUSIASM = 56, 1.3
_REORGANISATION, _DURING_IT = (14.0, 16.0), 0.5
"""In these months of the story everybody had something else on their mind."""
_DAYS_BEFORE_WON_OVER = (54, 40, 19)


class Routine:
    """The entries of one ambassadorship; the same at every run."""

    def __init__(self, service: Service, timeline: Timeline) -> None:
        self.service, self.timeline = service, timeline
        self.dice = dice_for(f"{service.change} {service.who} {service.serves}")
        self.first = active_since(service, timeline)
        self.last = _last_day(service, timeline)

    def entries(self) -> Iterator[Entry]:
        """Week after week, until they stop or the story ends; and the visits that won others over."""
        for number in count():
            monday = self.first - timedelta(days=self.first.weekday()) + timedelta(weeks=number)
            if monday > self.last:
                break
            for _ in range(self._how_many(monday)):
                day = monday + timedelta(days=self.dice.randrange(5))
                if self.first <= day <= self.last and busyness(day):
                    yield self._entry(day)
        for recruit in SERVICES:
            if recruit.recruited_by == self.service.who and recruit.change == self.service.change:
                yield from self._winning_over(recruit)

    def _how_many(self, monday: date) -> int:
        expected = self.service.pace * busyness(monday) * 7 / MONTH
        if monday < self.first + timedelta(days=_ENTHUSIASM_DAYS):
            expected *= _ENTHUSIASM
        if self.timeline.month(_REORGANISATION[0]) <= monday < self.timeline.month(_REORGANISATION[1]):
            expected *= _DURING_IT
        if self._is_paused(monday):
            expected *= 0.5
        return int(expected) + (self.dice.random() < expected % 1)

    def _entry(self, day: date) -> Entry:
        visits = self._visitable(day)
        if visits and self.dice.random() < _SHARE_OF_VISITS:
            return self._visit(day, self.dice.choice(visits))
        if self.service.serves < "300" and self.dice.random() < _SHARE_WITH_RESIDENTS:
            return self._with_residents(day)
        kind = self._drawn(_KINDS)
        units = units_on(day, self.timeline, within=self.service.serves)
        everybody = kind in {"workshop", "meeting"} and self.dice.random() < _SHARE_FOR_ALL_TEAMS
        unit = self._one_of(units)
        return self._logged(day, kind, units if everybody else [unit], (self.service,), self._title(kind, unit))

    def _visit(self, day: date, afdeling: str) -> Entry:
        host = _ambassador_of(afdeling, self.service.change, day, self.timeline)
        together = (self.service, host) if host and self.dice.random() < 0.4 else (self.service,)
        unit = self._one_of(units_on(day, self.timeline, within=afdeling))
        title = self.dice.choice(VISIT_TITLES[self.service.change])
        return self._logged(day, self._drawn(_ON_A_VISIT), [unit], together, title)

    def _winning_over(self, recruit: Service) -> Iterator[Entry]:
        if recruit.serves == self.service.serves:
            return
        for days in _DAYS_BEFORE_WON_OVER:
            day = self.timeline.at_work(active_since(recruit, self.timeline) - timedelta(days=days))
            if self.first <= day <= self.last:
                yield self._visit(day, recruit.serves)

    def _with_residents(self, day: date) -> Entry:
        street = self.service.change == "DT" and self.dice.random() < 0.5
        kind = "street_test" if street else "resident_panel"
        return self._logged(day, kind, [], (self.service,), self.dice.choice(TITLES[self.service.change, kind]))

    def _logged(
        self, day: date, kind: str, units: list[Unit], done_by: tuple[Service, ...], title: str | None
    ) -> Entry:
        change = self.service.change
        days, weights = zip(*_DAYS_LATE, strict=True)
        stories = STORIES[kind] if change == "DT" else ()
        return Entry(
            on=day,
            kind=kind,
            done_by=done_by,
            reached={unit.code: UNKNOWN for unit in units},
            title=title if self.dice.random() < _SHARE_WITH_TITLE else None,
            story=self.dice.choice(stories) if stories and self.dice.random() < _SHARE_WITH_STORY else None,
            logged_by=STAND_IN if self._is_paused(day) else self.service.who,
            days_late=self.dice.choices(days, weights)[0],
            time=(self.dice.randint(9, 17), self.dice.randrange(60)),
        )

    def _title(self, kind: str, unit: Unit) -> str:
        titles = TITLES.get((self.service.change, kind)) or LETTERS[unit.code[:2]]
        return self.dice.choice(titles)

    def _visitable(self, day: date) -> list[str]:
        """Where they would go: not in their first weeks, and not where the ambassador has fallen silent."""
        if day < self.first + timedelta(days=_VISITS_AFTER_DAYS):
            return []
        begun = [each for each in SERVICES if day >= active_since(each, self.timeline)]
        going_on = {each.serves for each in begun if day <= _last_day(each, self.timeline)}
        silent = {each.serves for each in begun} - going_on
        return [afdeling for afdeling in self.service.visits if afdeling not in silent]

    def _one_of(self, units: list[Unit]) -> Unit:
        return self.dice.choices(units, [unit.people for unit in units])[0]

    def _drawn(self, kinds: dict[str, int]) -> str:
        return self.dice.choices(list(kinds), list(kinds.values()))[0]

    def _is_paused(self, day: date) -> bool:
        return self.service.who == PAUSED and day >= self.timeline.ago(PAUSED_DAYS_AGO)


def routine_entries(timeline: Timeline) -> Iterator[Entry]:
    """All that ambassadors did in the ordinary course of things."""
    entries = [entry for service in SERVICES for entry in Routine(service, timeline).entries()]
    counter = Headcounter(dice_for("counting"))
    # In order of day, as who comes for the first time depends on what went before.
    for entry in sorted(entries, key=lambda entry: entry.on):
        counts = {unit: counter.count(entry.change, entry.kind, unit) for unit in entry.reached}
        yield replace(entry, reached=counts)


def _last_day(service: Service, timeline: Timeline) -> date:
    until = min(service.silent_from, service.until or service.silent_from)
    return timeline.month(until) - timedelta(days=1)


def _ambassador_of(afdeling: str, change: str, day: date, timeline: Timeline) -> Service | None:
    return next(
        (
            each
            for each in SERVICES
            if (each.serves, each.change) == (afdeling, change)
            and active_since(each, timeline) <= day <= _last_day(each, timeline)
        ),
        None,
    )
