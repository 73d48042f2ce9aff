import numpy as np
import pytest

from ambassadors.dashboard.slick import Ground, Sheet, slick
from ambassadors.dashboard.treemap import Box
from ambassadors.measures.stages import ABSENT, Stage
from tests.measures.build import flags, ints

STAGES = ("niet bereikt", "gehoord", "doet mee", "draagt het", "vanzelf", "niet te zien")
SHEET = Sheet(600, 400, 6, 6)


def ground(parent: list[int], staff: list[float], stage: list[int]) -> Ground:
    return Ground(
        ints(*parent), np.array(staff, dtype=np.float64), ints(*stage), [f"D{n}" for n in range(len(parent))]
    )


def all_of(given: Ground):
    return np.ones(len(given.parent), dtype=np.bool_)


def found(result) -> set[tuple[int | None, Stage | None, float, bool]]:
    return {(area.department, part.stage, part.staff, area.division) for area in result.areas for part in area.slices}


def test_every_department_with_staff_is_an_area_in_its_stage():
    given = ground([-1, 0, 0, -1], [0, 30, 20, 10], [0, 2, 1, 3])

    result = slick(given, all_of(given), STAGES, SHEET)

    assert found(result) == {
        (1, Stage.TAKES_PART, 30, False),
        (2, Stage.HEARD, 20, False),
        (3, Stage.CARRIES_IT, 10, False),
    }
    assert [frame.department for frame in result.frames] == [0]
    assert not result.cut


def test_branch_shows_its_own_departments_alone():
    given = ground([-1, 0, -1, 2], [5, 30, 20, 10], [0, 2, 1, 3])

    result = slick(given, flags(0, 0, 1, 1), STAGES, SHEET)

    assert found(result) == {(2, Stage.HEARD, 20, False), (3, Stage.CARRIES_IT, 10, False)}


def test_stage_that_may_not_be_shown_is_none():
    given = ground([-1], [6], [ABSENT])

    assert found(slick(given, all_of(given), STAGES, SHEET)) == {(0, None, 6, False)}


def test_too_many_departments_become_divisions_with_an_area_per_stage():
    given = ground(
        [-1, 0, 0, 0, 0, -1, 5, 5, -1], [5, 10, 20, 30, 40, 0, 50, 60, 70], [0, 1, 1, 2, 2, 0, 3, ABSENT, 4]
    )

    result = slick(given, all_of(given), STAGES, SHEET)

    assert found(result) == {
        (0, Stage.NOT_REACHED, 5, True),
        (0, Stage.HEARD, 30, True),
        (0, Stage.TAKES_PART, 70, True),
        (5, Stage.CARRIES_IT, 50, True),
        (5, None, 60, True),
        (8, Stage.BY_ITSELF, 70, False),
    }
    assert sorted(frame.department for frame in result.frames) == [0, 5]
    assert result.cut


def test_division_is_cut_along_its_longer_side_from_the_furthest_stage_on():
    given = ground([-1, 0, 0, 0], [0, 10, 10, 20], [0, 1, 4, 2])

    (area,) = slick(given, all_of(given), STAGES, Sheet(600, 420, 2, 3)).areas

    assert area.box == Box(0, 20, 600, 400)  # below the strip with its name
    assert [(part.stage, part.box, part.label) for part in area.slices] == [
        (Stage.BY_ITSELF, Box(0, 20, 150, 400), ("vanzelf",)),
        (Stage.TAKES_PART, Box(150, 20, 300, 400), ("doet mee",)),
        (Stage.HEARD, Box(450, 20, 150, 400), ("gehoord",)),
    ]


def test_deepest_level_that_fits_is_shown():
    given = ground([-1, 0, 0, 1, 1, 1, 1, 1, 2], [0, 0, 0, 10, 10, 10, 10, 10, 10], [0, 0, 0, 1, 1, 1, 1, 1, 2])

    result = slick(given, all_of(given), STAGES, Sheet(600, 400, 5, 5))

    assert found(result) == {(1, Stage.HEARD, 50, True), (2, Stage.TAKES_PART, 10, True)}


@pytest.mark.parametrize("count", [7, 2000])
def test_too_many_roots_become_one_area_per_stage(count):
    given = ground([-1] * count, [10] * count, [1] + [2] * (count - 1))

    result = slick(given, all_of(given), STAGES, SHEET)

    assert found(result) == {(None, Stage.HEARD, 10, True), (None, Stage.TAKES_PART, 10.0 * (count - 1), True)}


def test_divisions_at_the_top_may_be_more_crowded():
    given = ground([-1, 0, -1, 2, -1, 4], [0, 10, 0, 20, 0, 30], [0, 1, 0, 2, 0, 3])

    result = slick(given, all_of(given), STAGES, Sheet(600, 400, 2, 3))

    assert found(result) == {
        (0, Stage.HEARD, 10, True),
        (2, Stage.TAKES_PART, 20, True),
        (4, Stage.CARRIES_IT, 30, True),
    }


def test_divisions_below_a_single_top_may_be_as_crowded_and_those_below_them_not():
    # One top (0) with two divisions (1, 4), each with two departments of their own in different stages.
    parent, staff = [-1, 0, 1, 1, 0, 4, 4], [0, 0, 3, 2, 0, 3, 2]
    given = ground(parent, staff, [0, 0, 1, 2, 0, 1, 2])

    crowded = slick(given, all_of(given), STAGES, Sheet(600, 400, 3, 4))
    strict = slick(given, all_of(given), STAGES, Sheet(600, 400, 3, 3))

    assert {area.department for area in crowded.areas} == {1, 4}
    assert {area.department for area in strict.areas} == {0}


@pytest.mark.parametrize("most", [1, 3, 10, 1000])
def test_staff_is_the_same_however_it_is_cut(most):
    rng = np.random.default_rng(4)
    parent = [-1] + [int(rng.integers(-1, place)) for place in range(1, 200)]
    staff, stage = rng.integers(0, 50, 200), rng.integers(-1, 5, 200)
    given = ground(parent, staff.tolist(), stage.tolist())

    result = slick(given, all_of(given), STAGES, Sheet(600, 400, most, most))

    slices = [part for area in result.areas for part in area.slices]
    assert sum(part.staff for part in slices) == staff.sum()
    assert len(slices) <= max(most, len(Stage) + 1)
    assert sorted(member for area in result.areas for member in area.members) == np.flatnonzero(staff).tolist()


def test_nobody_gives_no_areas():
    given = ground([], [], [])

    assert slick(given, all_of(given), STAGES, SHEET).areas == ()
