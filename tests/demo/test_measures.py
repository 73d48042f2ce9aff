"""What the measures tell of Waterhoven: the story that its makers put into it."""

import pytest

from ambassadors.initiatives.queries import initiative_by_code
from ambassadors.measures.where_next import Reason
from ambassadors.spread.indepth import Measures, measures_of
from ambassadors.spread.queries import evidence_of
from tests.conftest import TODAY


@pytest.fixture
def found(municipality) -> Measures:
    initiative = initiative_by_code(municipality, "DT")
    assert initiative is not None
    return measures_of(evidence_of(municipality, initiative, TODAY), TODAY)


@pytest.fixture
def stadsbeheer(found) -> set[int]:
    tree = found.picture.ground.tree
    head = next(row for row in tree.rows if row.code == "400")
    return {found.picture.ground.index[row.id] for row in tree.branch(head.id)}


def test_largest_islands_are_all_of_stadsbeheer(found, stadsbeheer):
    largest = [island for island in found.islands if island.staff > 10]

    assert {place for island in largest for place in island.departments} <= stadsbeheer
    assert sum(island.staff for island in largest) > 180


def test_nobody_from_elsewhere_reached_stadsbeheer(found, stadsbeheer):
    assert found.crossing.across.count > 20
    assert [place for place in stadsbeheer if found.crossing.across.reached[place]] == []


def test_next_are_the_units_with_a_candidate_and_then_the_one_that_asked_for_help(found):
    rows = found.picture.ground.tree.rows
    candidates, last = found.where_next[:-1], found.where_next[-1]

    assert {(rows[each.department].code, each.reason) for each in candidates} == {
        (code, Reason.CANDIDATE) for code in ("340", "430", "630", "640")
    }
    assert (rows[last.department].code, last.reason) == ("410", Reason.ASKED_FOR_HELP)


def test_all_but_one_unit_hang_on_one_person(found):
    assert (found.vulnerability.hanging.served, len(found.vulnerability.hanging.on_one)) == (17, 16)


def test_network_grew_by_itself_since_2024(found):
    assert [year for year, _ in found.newcomers.per_year] == [2024, 2025, 2026]
    assert found.newcomers.recruited.why is None
    assert found.groups.chance.why is None
    assert found.outlook.outlook.why is None
