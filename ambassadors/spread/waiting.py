"""How many working days people waited for a first answer, by the calendar of each department. Pure."""

import numpy as np

from ambassadors.measures.arrays import Ints
from ambassadors.measures.signals import NOT_YET
from ambassadors.measures.working_days import Period, WorkingDays
from ambassadors.organisation.rules import Tree, quiet_in
from ambassadors.spread.facts import Facts


def waited(facts: Facts, tree: Tree) -> Ints:
    """Working days from raising to the first answer of each signal, 0 where there is none; `tree` is of the day."""
    raised, answered, _closed = facts.signals.days
    department = facts.signals.departments
    quiet = {each: quiet_in(tree, facts.roster.quiet, each) for each in np.unique(department).tolist()}
    alike: dict[tuple[Period, ...], list[int]] = {}
    for place in np.flatnonzero(answered != NOT_YET).tolist():
        alike.setdefault(quiet[int(department[place])], []).append(place)
    days = np.zeros(len(raised), dtype=np.int64)
    for periods, places in alike.items():
        days[places] = WorkingDays(facts.observed, periods).between_all(raised[places], answered[places])
    return days
