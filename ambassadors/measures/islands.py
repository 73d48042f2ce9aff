"""Measure 9, islands: departments that no contact links to anybody with an active ambassador."""

from dataclasses import dataclass

import numpy as np

from ambassadors.measures.arrays import Bools, Floats, Ints, checked_staff
from ambassadors.measures.log import ReachLog
from ambassadors.measures.ties import Ties, visits

NO_COMPONENT = -1


@dataclass(frozen=True, slots=True)
class Island:
    """Departments that are linked to each other at most, and their staff."""

    departments: tuple[int, ...]
    staff: float


@dataclass(frozen=True, eq=False, slots=True)
class Islands:
    """Per department its component (the index of its first department; -1: does not exist), and the islands.

    Islands come with most staff first.
    """

    component: Ints
    islands: tuple[Island, ...]


def islands(
    log: ReachLog, ties: Ties, staff: Floats | Ints, exists: Bools, served: Bools, until: int, days: int = 365
) -> Islands:
    """Components of the graph of contacts that have no active ambassador; DESIGN 5, measure 9.

    A contact activity links every own unit of its ambassadors with every department it reached.
    `served`: an active ambassador or stand-in is there for the department (`Coverage.covered`).
    """
    contacts = log.window(until, days).contacts()
    visit = visits(contacts, ties)
    return islands_among(visit.ambassador, contacts.department[visit.row], ties, staff, exists, served)


def islands_among(
    ambassador: Ints, reached: Ints, ties: Ties, staff: Floats | Ints, exists: Bools, served: Bools
) -> Islands:
    """The same of who reached which departments in a window."""
    people = checked_staff(staff)
    component = _linked(ambassador, reached, ties, exists)
    has_ambassador = np.zeros(len(exists), dtype=np.bool_)
    has_ambassador[component[served & exists]] = True
    alone = np.flatnonzero(exists & ~has_ambassador[component])
    return Islands(np.where(exists, component, NO_COMPONENT), _gathered(alone, component, people))


def _linked(ambassador: Ints, reached: Ints, ties: Ties, exists: Bools) -> Ints:
    """The component of every department; an ambassador, after the departments, stands between what they link."""
    here, own = exists[reached], exists[ties.unit]
    links_to, links_from = np.zeros((2, ties.ambassadors), dtype=np.bool_)
    links_to[ambassador[here]] = True
    links_from[ties.ambassador[own]] = True
    links = links_to & links_from
    here &= links[ambassador]
    own &= links[ties.ambassador]
    linked = components(
        len(exists) + len(links),
        len(exists) + np.append(ambassador[here], ties.ambassador[own]),
        np.append(reached[here], ties.unit[own]),
    )
    return linked[: len(exists)]


def components(count: int, one: Ints, other: Ints) -> Ints:
    """Per node the lowest node that it is linked to, directly or through others."""
    label = np.arange(count)
    while True:
        lowest = np.minimum(label[one], label[other])
        closer = label.copy()
        np.minimum.at(closer, label[one], lowest)
        np.minimum.at(closer, label[other], lowest)
        while np.any(closer != closer[closer]):
            closer = closer[closer]
        if np.array_equal(closer, label):
            return label
        label = closer


def _gathered(departments: Ints, component: Ints, people: Floats) -> tuple[Island, ...]:
    """The departments by component, most staff first, then by first department."""
    order = departments[np.argsort(component[departments], kind="stable")]
    starts = np.flatnonzero(np.diff(component[order])) + 1
    found = [Island(tuple(part.tolist()), float(people[part].sum())) for part in np.split(order, starts) if len(part)]
    return tuple(sorted(found, key=lambda island: (-island.staff, island.departments)))
