"""How many working days people waited for a first answer, by the calendar of each department. Pure."""

from datetime import date
from functools import cache

import numpy as np

from ambassadors.measures.arrays import Ints
from ambassadors.measures.signals import NOT_YET
from ambassadors.measures.working_days import Period, WorkingDays
from ambassadors.organisation.rules import Tree, quiet_in
from ambassadors.spread.facts import Facts


def waited(facts: Facts, tree: Tree, day: date) -> Ints:
    """Working days from raising to the first answer of each signal, 0 where there is none; `tree` is of the day.

    Of a department that is no more its last place in the tree tells what was quiet, so that a merger changes nothing.
    """
    raised, answered, _closed = facts.signals.days
    department = facts.signals.departments
    history, tree_on = facts.roster.history, cache(facts.roster.history.tree_on)
    quiet = {}
    for each in np.unique(department).tolist():
        there = tree if each in tree.by_id else tree_on(history.last_day_of(each, day))
        quiet[each] = quiet_in(there, facts.roster.quiet, each)
    alike: dict[tuple[Period, ...], list[int]] = {}
    for place in np.flatnonzero(answered != NOT_YET).tolist():
        alike.setdefault(quiet[int(department[place])], []).append(place)
    days = np.zeros(len(raised), dtype=np.int64)
    for periods, places in alike.items():
        days[places] = WorkingDays(facts.observed, periods).between_all(raised[places], answered[places])
    return days
