"""Measures 6 to 13 for one viewer and one branch of a small made organisation, reckoned by hand."""

from datetime import date, timedelta
from types import SimpleNamespace

import numpy as np
import pytest

from ambassadors.measures.lacking import Lack
from ambassadors.measures.where_next import Reason
from ambassadors.network.rules import Status
from ambassadors.results.rules import ResultStatus
from ambassadors.spread.divisions import MOST_DIVISIONS, divided
from ambassadors.spread.indepth import EVERYTHING, Measures, measures_behind
from ambassadors.spread.picture import picture_of
from ambassadors.spread.queries import evidence_of
from ambassadors.spread.through_time import Viewer
from tests.conftest import TODAY

COLLEAGUE = Viewer(sees_small=False)


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


@pytest.fixture
def measure(session):
    """All measures of a change as a viewer may see them, for a branch by its code."""

    def measured(change, viewer: Viewer = EVERYTHING, branch: str | None = None) -> Measures:
        session.expire_all()
        evidence = evidence_of(session, change, TODAY)
        return measures_behind(evidence, picture_of(evidence.facts, TODAY, viewer, branch), viewer)

    return measured


@pytest.fixture
def town(make):
    """Zorg (30) with Klein (8) and Wijk (20) below it; Ruimte (40) with Groen (25). Ann is of Zorg, Rob of Ruimte."""
    change = make.initiative(code="DT")
    zorg, ruimte = make.department("Zorg", staff=30, code="ZORG"), make.department("Ruimte", staff=40, code="RUIMTE")
    klein = make.department("Klein", zorg, staff=8, code="KLEIN")
    wijk = make.department("Wijk", zorg, staff=20, code="WIJK")
    groen = make.department("Groen", ruimte, staff=25, code="GROEN")
    ann, rob = make.ambassadorship(change, zorg, since=ago(300)), make.ambassadorship(change, ruimte, since=ago(300))
    return SimpleNamespace(
        change=change, zorg=zorg, klein=klein, wijk=wijk, ruimte=ruimte, groen=groen, ann=ann, rob=rob
    )


def names(found: Measures, marks) -> list[str]:
    """The first department of every marked group."""
    members = found.picture.members
    return [found.picture.ground.tree.rows[members[group][0]].name for group in np.flatnonzero(marks)]


def islands(found: Measures) -> list[list[str]]:
    members, rows = found.picture.members, found.picture.ground.tree.rows
    return [
        [rows[department].name for group in island.departments for department in members[group]]
        for island in found.islands
    ]


def test_visit_to_a_small_department_in_the_own_group_is_no_visit_elsewhere(make, measure, town):
    make.activity(town.ann, town.klein)
    make.activity(town.ann, town.groen)

    seen, protected = measure(town.change).crossing.across, measure(town.change, COLLEAGUE).crossing.across

    assert (seen.count, seen.departments) == (2, 5)
    assert (protected.count, protected.departments) == (1, 4)


def test_across_of_a_branch_is_what_was_met_there_by_somebody_from_anywhere_else(make, measure, town):
    make.activity(town.ann, town.wijk)
    make.activity(town.ann, town.groen)
    make.activity(town.rob, town.zorg)

    zorg, ruimte = (measure(town.change, EVERYTHING, code) for code in ("ZORG", "RUIMTE"))

    assert (names(zorg, zorg.crossing.across.reached), zorg.crossing.across.departments) == (["Zorg", "Wijk"], 3)
    assert (names(ruimte, ruimte.crossing.across.reached), ruimte.crossing.across.departments) == (["Groen"], 2)


def test_pace_of_a_branch_counts_the_departments_of_that_branch(make, measure, town):
    make.activity(town.ann, town.wijk, on=ago(30))
    make.activity(town.rob, town.groen, on=ago(30))
    make.activity(town.rob, town.ruimte, on=ago(110))

    zorg, ruimte = (measure(town.change, EVERYTHING, code).crossing for code in ("ZORG", "RUIMTE"))

    assert (zorg.pace.recent, zorg.pace.before.earlier) == (1, 0)
    assert (ruimte.pace.recent, ruimte.pace.before.earlier, ruimte.pace.before.lost) == (1, 1, 1)


def test_group_with_an_ambassador_in_some_department_is_no_island(make, measure, town):
    assert islands(measure(town.change)) == [["Groen"], ["Wijk"], ["Klein"]]
    assert islands(measure(town.change, COLLEAGUE)) == [["Groen"], ["Wijk"]]


def test_islands_of_a_branch_are_those_with_a_department_in_it(make, measure, town):
    former = make.ambassadorship(town.change, town.groen, since=ago(250), until=ago(200))
    make.activity(former, town.wijk, on=ago(220))

    assert islands(measure(town.change, EVERYTHING, "RUIMTE")) == [["Groen", "Wijk"]]
    assert islands(measure(town.change, EVERYTHING, "ZORG")) == [["Groen", "Wijk"], ["Klein"]]


def test_what_is_about_ambassadors_is_the_same_in_every_branch(make, measure, town):
    for number in range(12):
        make.activity(town.ann if number % 2 else town.rob, town.wijk, on=ago(number))

    whole, branch = measure(town.change), measure(town.change, EVERYTHING, "RUIMTE")

    assert branch.groups.chance == whole.groups.chance
    assert branch.groups.ei_index == whole.groups.ei_index
    assert branch.vulnerability.busiest == whole.vulnerability.busiest
    assert branch.newcomers.recruited == whole.newcomers.recruited


def test_ambassadorships_of_a_branch_are_for_departments_in_it(make, measure, town):
    make.ambassadorship(town.change, town.groen, since=ago(20))

    zorg, ruimte = (measure(town.change, COLLEAGUE, code) for code in ("ZORG", "RUIMTE"))

    assert (zorg.newcomers.per_year, ruimte.newcomers.per_year) == (((2026, 1),), ((2026, 2),))
    assert (zorg.vulnerability.hanging.served, ruimte.vulnerability.hanging.served) == (1, 2)


def test_where_next_in_a_branch_is_a_vacant_department_of_it(make, measure, town):
    make.ambassadorship(town.change, town.groen, status=Status.CANDIDATE, since=ago(5))

    zorg, ruimte = (measure(town.change, EVERYTHING, code) for code in ("ZORG", "RUIMTE"))

    assert [(place.reason, place.staff) for place in ruimte.where_next] == [(Reason.CANDIDATE, 0.0)]
    assert [place.reason for place in zorg.where_next] == [Reason.STAFF, Reason.STAFF]


def test_where_next_for_a_colleague_proposes_groups(measure, town):
    found = measure(town.change, COLLEAGUE)

    places = np.zeros(len(found.picture.partition), dtype=bool)
    places[[place.department for place in found.where_next]] = True
    assert names(found, places) == ["Groen", "Zorg", "Wijk"]
    zorg = int(found.picture.partition.group[found.picture.ground.index[town.zorg.id]])
    assert found.picture.ground.index[town.klein.id] in found.picture.members[zorg]


def test_outlook_of_a_branch_is_of_its_staff(make, measure, town):
    for week in range(3):
        make.activity(town.ann, town.zorg, on=ago(250 + 7 * week), reached=(20, 20, None))

    whole, zorg = measure(town.change, COLLEAGUE).outlook, measure(town.change, COLLEAGUE, "ZORG").outlook

    assert (whole.now, whole.total) == (38.0, 123.0)
    assert (zorg.now, zorg.total) == (38.0, 58.0)
    assert measure(town.change, EVERYTHING, "ZORG").outlook.now == 30.0


def test_outlook_of_results_needs_a_worklist_of_some_months(make, measure, town):
    nothing = measure(town.change).outlook_of_results
    for number in range(3):
        make.result(town.change, town.zorg, (ResultStatus.IN_USE, ago(100 + number)), listed_on=ago(390))

    found = measure(town.change).outlook_of_results

    assert nothing.outlook.why is Lack.NO_WORKLIST
    assert (found.now, found.total, len(found.outlook.fans)) == (3.0, 3.0, 3)
    assert measure(town.change, EVERYTHING, "RUIMTE").outlook_of_results.outlook.why is Lack.NO_WORKLIST


def test_table_of_a_branch_has_its_departments_and_one_row_for_everybody_else(make, measure, town):
    make.activity(town.ann, town.wijk)
    make.activity(town.ann, town.groen)
    make.activity(town.rob, town.groen)

    found = measure(town.change, EVERYTHING, "ZORG")
    parts = divided(found.picture, found.groups.table)

    rows = found.picture.ground.tree.rows
    assert [rows[head].name for head in parts.heads] == ["Zorg", "Klein", "Wijk"]
    assert parts.rest
    assert parts.cells.observed.tolist() == [[0, 0, 1, 1], [0, 0, 0, 0], [0, 0, 0, 0], [0, 0, 0, 1]]


def test_rows_of_the_table_are_whole_groups(make, measure, town):
    make.activity(town.ann, town.klein)

    found = measure(town.change, COLLEAGUE)
    parts = divided(found.picture, found.groups.table)

    members = found.picture.members
    rows = [
        [found.picture.ground.tree.rows[each].name for group in row for each in members[group]]
        for row in parts.groups
    ]
    assert rows == [["Ruimte"], ["Groen"], ["Zorg", "Klein"], ["Wijk"]]
    assert parts.cells.observed[2].tolist() == [0, 0, 1, 0]


def test_table_of_many_departments_is_of_the_level_above(make, measure, town):
    for number in range(MOST_DIVISIONS):
        make.department(f"Team {number}", town.wijk)
    make.activity(town.rob, town.wijk)

    found = measure(town.change)
    parts = divided(found.picture, found.groups.table)

    rows = found.picture.ground.tree.rows
    assert [rows[head].name for head in parts.heads] == ["Ruimte", "Groen", "Zorg", "Klein", "Wijk"]
    assert parts.cells.observed[0].tolist() == [0, 0, 0, 0, 1]


def test_table_of_many_departments_below_one_has_the_largest_and_the_rest(make, measure):
    change, hall = make.initiative(code="DT"), make.department("Gemeente", staff=5)
    for number in range(MOST_DIVISIONS + 5):
        make.department(f"Team {number}", hall, staff=20 + number)

    found = measure(change)
    parts = divided(found.picture, found.groups.table)

    assert (len(parts), len(parts.heads), parts.rest) == (MOST_DIVISIONS, MOST_DIVISIONS - 1, True)
    assert not parts.cells.observed.any()
