"""Measures 10 and 11: who won over whom, and what hangs on one person. Pure."""

from dataclasses import dataclass
from datetime import date

import numpy as np

from ambassadors.measures.recruitment import Recruited, recruited_within, starts_per_period
from ambassadors.measures.vulnerability import Busiest, Hanging, busiest_fifth, hanging
from ambassadors.spread.scene import WINDOW_DAYS, Scene, Stand


@dataclass(frozen=True, slots=True)
class Newcomers:
    """Measure 10: recruits per ambassador, and new ambassadorships per calendar year, years without any included."""

    recruited: Recruited
    per_year: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Vulnerability:
    """Measure 11: what hangs on one person, and how much the busiest carry."""

    hanging: Hanging
    busiest: Busiest


def newcomers_of(scene: Scene, stand: Stand) -> Newcomers:
    """Measure 10: recruits all over the organisation, new ambassadorships for departments of the branch."""
    question = ("newcomers", stand.day, scene.departments, scene.head)
    return scene.facts.roster.kept(question, lambda: _newcomers(scene, stand))


def _newcomers(scene: Scene, stand: Stand) -> Newcomers:
    recruits = scene.network.recruits(stand.day)
    places = set(np.flatnonzero(stand.in_branch).tolist())
    starts = scene.network.starts(stand.day, None if scene.head is None else places)
    years = range(starts[0].year, stand.day.year + 1) if starts else range(0)
    edges = [date(year, 1, 1).toordinal() for year in years] + [stand.until + 1]
    counts = starts_per_period(np.array([each.toordinal() for each in starts], dtype=np.int64), np.array(edges))
    return Newcomers(
        recruited=recruited_within(recruits.start, recruits.recruited_by, stand.until, WINDOW_DAYS),
        per_year=tuple(zip(years, counts.tolist(), strict=True)),
    )


def vulnerability_of(scene: Scene, stand: Stand) -> Vulnerability:
    """Measure 11: who serves where is open to all; how busy anybody is, is told of the whole organisation alone."""
    activity, by = scene.network.deeds(stand.since, stand.day)
    question = ("hanging", stand.day, scene.departments, scene.head)
    return Vulnerability(
        hanging=scene.facts.roster.kept(question, lambda: _hanging(scene, stand)),
        busiest=busiest_fifth(activity, by, scene.network.active(stand.since, stand.day)),
    )


def _hanging(scene: Scene, stand: Stand) -> Hanging:
    needs = stand.layout.needs & stand.in_branch
    return hanging(stand.coverage.responsible, stand.layout.staff, needs, *scene.network.serving(stand.day))
