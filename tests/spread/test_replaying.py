"""The months in the layout of the day: who shows what, and for whom."""

from collections.abc import Sequence
from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ambassadors.measures.stages import ABSENT, Stage
from ambassadors.organisation.rules import DepartmentRow, grow
from ambassadors.spread.months import Months
from ambassadors.spread.picture import Ground
from ambassadors.spread.replaying import EARLIER, HIDDEN, NOT_THERE, Replay, replay
from ambassadors.spread.through_time import Layout

JANUARY, FEBRUARY, MARCH = date(2026, 1, 31), date(2026, 2, 28), date(2026, 3, 31)
DAYS = (JANUARY, FEBRUARY, MARCH)
HEARD, TAKES_PART, CARRIES_IT = Stage.HEARD, Stage.TAKES_PART, Stage.CARRIES_IT


def months(staff: Sequence[Sequence[float]], stage: Sequence[Sequence[int]], branch: Sequence[int] = ()) -> Months:
    """Months of departments without parents, ids from 100; staff below 0: not there. Those of the last day first.

    With `branch`, only those departments are asked about on the last day.
    """
    amounts = np.array(staff, dtype=np.float64)
    now = int((amounts[-1] >= 0).sum())
    nowhere = np.full(amounts.shape[1], -1)
    layouts = tuple(Layout(nowhere, np.maximum(row, 0), row >= 0, row >= 0) for row in amounts)
    in_branch = np.array([each < now and (not branch or each in branch) for each in range(amounts.shape[1])])
    tree = grow(DepartmentRow(100 + each, f"D{each:02}", f"D{each:02}", None, 1.0) for each in range(now))
    return Months(
        days=DAYS[-len(staff) :],
        ground=Ground(tree, nowhere, np.maximum(amounts[-1], 0), None, in_branch, in_branch),
        ids=tuple(100 + each for each in range(amounts.shape[1])),
        layouts=layouts,
        stage=np.where(amounts >= 0, np.array(stage), ABSENT),
        staff=np.zeros((len(staff), len(Stage))),
        departments=np.zeros((len(staff), len(Stage)), dtype=np.int64),
    )


def codes(found: Replay) -> list[list[int]]:
    return found.code.tolist()


def test_a_department_shows_its_own_stage_in_every_month():
    found = replay(months([[10, 20]] * 2, [[0, HEARD], [TAKES_PART, ABSENT]]), [])

    assert codes(found) == [[0, HEARD], [TAKES_PART, HIDDEN]]
    assert found.left_out.tolist() == [0, 0]


def test_a_department_that_came_from_nowhere_was_not_there_yet():
    found = replay(months([[10, -1], [10, 20]], [[HEARD, 0], [HEARD, TAKES_PART]]), [])

    assert codes(found) == [[HEARD, NOT_THERE], [HEARD, TAKES_PART]]


def test_a_merger_shows_the_stage_that_most_of_its_staff_were_in():
    staff = [[-1, 10, 8, 7], [25, -1, -1, -1]]
    passages = [(MARCH, each, 100) for each in (101, 102, 103)]

    found = replay(months(staff, [[0, CARRIES_IT, HEARD, HEARD], [TAKES_PART, 0, 0, 0]]), passages)

    assert codes(found) == [[EARLIER + HEARD], [TAKES_PART]]
    assert found.left_out.tolist() == [0, 0]


def test_of_equal_parts_the_one_that_is_least_far_is_shown():
    staff = [[-1, 10, 10], [20, -1, -1]]

    found = replay(months(staff, [[0, CARRIES_IT, HEARD], [0, 0, 0]]), [(MARCH, 101, 100), (MARCH, 102, 100)])

    assert codes(found) == [[EARLIER + HEARD], [0]]


def test_a_part_that_may_not_be_told_is_hidden_when_it_is_the_most():
    staff = [[-1, 10, 8], [18, -1, -1]]

    found = replay(months(staff, [[0, ABSENT, HEARD], [0, 0, 0]]), [(MARCH, 101, 100), (MARCH, 102, 100)])

    assert codes(found) == [[EARLIER + HIDDEN], [0]]


def test_both_parts_of_a_split_show_what_they_were_together():
    staff = [[-1, -1, 30], [10, 20, -1]]

    found = replay(months(staff, [[0, 0, TAKES_PART], [0, HEARD, 0]]), [(MARCH, 102, 100), (MARCH, 102, 101)])

    assert codes(found) == [[EARLIER + TAKES_PART] * 2, [0, HEARD]]


def test_a_way_through_a_department_of_a_few_days_is_followed():
    staff = [[-1, 10], [10, -1]]
    shortly = [(date(2026, 3, 10), 101, 999), (date(2026, 3, 20), 999, 100)]

    assert codes(replay(months(staff, [[0, HEARD], [0, 0]]), shortly))[0] == [EARLIER + HEARD]
    backwards = [(date(2026, 3, 20), 101, 999), (date(2026, 3, 10), 999, 100)]
    assert codes(replay(months(staff, [[0, HEARD], [0, 0]]), backwards))[0] == [NOT_THERE]


@pytest.mark.parametrize("on", [FEBRUARY, date(2026, 4, 1)], ids=["by the month", "after the day"])
def test_what_went_over_at_another_time_does_not_count(on):
    told = months([[-1, 10], [10, -1]], [[0, HEARD], [0, 0]])

    assert codes(replay(told, [(on, 101, 100)])) == [[NOT_THERE], [0]]


def test_a_department_that_existed_keeps_its_own_stage_when_another_went_over_into_it():
    staff = [[10, 40], [50, -1]]

    found = replay(months(staff, [[HEARD, CARRIES_IT], [HEARD, 0]]), [(MARCH, 101, 100)])

    assert codes(found) == [[HEARD], [HEARD]]
    assert found.left_out.tolist() == [40, 0]


def test_staff_of_a_department_that_is_gone_is_left_out_of_the_drawing():
    found = replay(months([[10, 7], [10, -1]], [[0, HEARD], [0, 0]]), [])

    assert found.left_out.tolist() == [7, 0]


def test_a_branch_has_its_own_areas_alone():
    found = replay(months([[10, 20, 0], [10, 20, 0]], [[HEARD, 0, 0]] * 2, branch=[1, 2]), [])

    assert found.areas.tolist() == [1]
    assert codes(found) == [[0], [0]]


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_every_area_has_a_code_in_every_month_and_the_last_is_the_picture_itself(data):
    now, gone = data.draw(st.integers(1, 5)), data.draw(st.integers(0, 4))
    count, size = now + gone, data.draw(st.integers(1, 3))
    amounts = st.integers(-1, 30)
    staff = [data.draw(st.lists(amounts, min_size=count, max_size=count)) for _ in range(size)]
    staff[-1] = [max(each, 0) for each in staff[-1][:now]] + [-1] * gone
    stage = [data.draw(st.lists(st.integers(-1, 4), min_size=count, max_size=count)) for _ in range(size)]
    ids = st.integers(100, 100 + count)
    passages = data.draw(st.lists(st.tuples(st.dates(JANUARY, date(2026, 4, 5)), ids, ids), max_size=8))

    told = months(staff, stage)
    found = replay(told, passages)

    valid = {*Stage, HIDDEN, NOT_THERE, *(EARLIER + each for each in Stage), EARLIER + HIDDEN}
    assert set(found.code.ravel().tolist()) <= valid
    assert found.areas.tolist() == [each for each in range(now) if staff[-1][each] > 0]
    for month, row in enumerate(found.code.tolist()):
        for area, code in zip(found.areas.tolist(), row, strict=True):
            there = staff[month][area] >= 0
            own = HIDDEN if stage[month][area] == ABSENT else stage[month][area]
            assert code == own if there else code >= NOT_THERE
    there = np.maximum(np.array(staff), 0).sum(axis=1)
    assert (found.left_out <= there).all()
    assert found.left_out[-1] == 0
