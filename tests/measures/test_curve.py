from dataclasses import replace
from datetime import date

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from ambassadors.measures.curve import curve, month_ends
from ambassadors.measures.groups import protect
from ambassadors.measures.log import ReachLog
from ambassadors.measures.small_numbers import partition
from ambassadors.measures.stages import ABSENT, Thresholds, stages_on
from tests.measures.build import CONTACT, ints, no_log, snapshot
from tests.measures.test_stages import rows_of

JANUARY = date(2026, 1, 5).toordinal()
DAYS = month_ends(JANUARY, date(2026, 4, 15).toordinal())


def course(log, snapshots, partitions=None):
    """The curve of a log, for departments or in the groups of each day."""
    if partitions is None:
        return curve([stages_on(log, each, Thresholds()).stage for each in snapshots], snapshots)
    stages = [
        stages_on(*protect(log, each, groups), Thresholds()).stage[groups.group]
        for each, groups in zip(snapshots, partitions, strict=True)
    ]
    return curve(stages, snapshots)


def test_months_end_on_their_last_day_and_the_last_one_on_the_day_itself():
    assert [date.fromordinal(day).isoformat() for day in DAYS] == [
        "2026-01-31",
        "2026-02-28",
        "2026-03-31",
        "2026-04-15",
    ]


def test_a_month_end_is_not_told_twice():
    end = date(2026, 2, 28).toordinal()

    assert month_ends(end, end) == [end]


def test_a_last_day_before_the_first_has_no_months():
    assert month_ends(JANUARY, JANUARY - 1) == []


def test_staff_and_departments_per_stage_follow_the_months():
    log = ReachLog.from_rows(
        [(JANUARY + 7 * week, 0, week, CONTACT, 5, 5, None) for week in range(3)]
        + [(DAYS[2], 1, 9, CONTACT, 1, 1, None)]
    )
    snapshots = [snapshot(day, np.array([20 - month, 7.5])) for month, day in enumerate(DAYS)]

    result = course(log, snapshots)

    assert result.days.tolist() == DAYS
    assert result.stage.tolist() == [[3, 0], [3, 0], [2, 1], [2, 1]]
    assert result.staff.tolist() == [
        [7.5, 0, 0, 20, 0],
        [7.5, 0, 0, 19, 0],
        [0, 7.5, 18, 0, 0],
        [0, 7.5, 17, 0, 0],
    ]
    assert result.departments.tolist() == [[1, 0, 0, 1, 0], [1, 0, 0, 1, 0], [0, 1, 1, 0, 0], [0, 1, 1, 0, 0]]


def test_a_department_that_is_not_there_is_not_counted():
    before = replace(snapshot(DAYS[0], ints(20, 9)), exists=np.array([True, False]))

    result = course(no_log(), [before, snapshot(DAYS[1], ints(20, 9))])

    assert result.stage.tolist() == [[0, ABSENT], [0, 0]]
    assert result.staff[:, 0].tolist() == [20, 29]


def test_small_departments_have_the_stage_of_their_group_in_every_month():
    parent, staff = ints(-1, 0, 0), ints(20, 4, 30)
    log = ReachLog.from_rows([(JANUARY, 1, 0, CONTACT, 4, 4, None)])
    here = [snapshot(day, staff) for day in DAYS[:2]]

    result = course(log, here, [partition(parent, staff)] * 2)

    assert result.stage.tolist() == [[1, 1, 0], [1, 1, 0]]
    assert result.staff[0].tolist() == [30, 24, 0, 0, 0]


def test_an_organisation_that_is_too_small_shows_no_stages():
    staff = ints(3, 4)

    result = course(no_log(), [snapshot(DAYS[0], staff)], [partition(ints(-1, 0), staff)])

    assert (result.stage.tolist(), result.staff.sum()) == ([[ABSENT, ABSENT]], 0)


def test_no_months_make_an_empty_curve():
    result = course(no_log(), [])

    assert (result.days.tolist(), result.stage.shape, result.staff.shape) == ([], (0, 0), (0, 5))


@settings(max_examples=25)
@given(rows_of(3, 25))
def test_the_curve_is_the_stages_of_each_day(rows):
    log = ReachLog.from_rows(rows)
    last = int(log.day[-1]) if len(log) else DAYS[0]
    snapshots = [snapshot(day, ints(0, 8, 30)) for day in month_ends(last - 400, last)]

    result = course(log, snapshots)

    assert result.stage.tolist() == [stages_on(log, one, Thresholds()).stage.tolist() for one in snapshots]


@settings(max_examples=25)
@given(rows_of(3, 25), st.integers(0, 2))
def test_groups_of_one_department_change_nothing(rows, kept):
    log = ReachLog.from_rows(rows)
    here = snapshot(int(log.day[-1]) if len(log) else DAYS[0], ints(15, 10, 30))
    parent = ints(-1, 0, 1)
    keep = np.arange(3) == kept

    alone = course(log, [here], [partition(parent, here.staff, keep=keep)])

    assert alone.stage.tolist() == course(log, [here]).stage.tolist()
