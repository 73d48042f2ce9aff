from dataclasses import replace

import numpy as np

from ambassadors.measures.groups import for_most, merge, protect, quiet_for_most
from ambassadors.measures.log import EVERYONE, UNKNOWN, ReachLog
from ambassadors.measures.quiet import NO_QUIET_DAYS
from ambassadors.measures.reach import ReachRange, reach_in_window
from ambassadors.measures.small_numbers import partition
from ambassadors.measures.stages import ABSENT, Stage, Thresholds, stages_on
from tests.measures.build import BROADCAST, CONTACT, MONDAY, flags, ints, no_log, snapshot
from tests.measures.test_quiet import quiet


def test_rows_of_one_activity_in_one_group_are_summed():
    log = ReachLog.from_rows(
        [
            (2, 0, 7, CONTACT, 2, 5, 1),
            (2, 1, 7, CONTACT, 3, 3, 2),
            (2, 2, 7, CONTACT, 4, 4, 0),
            (1, 1, 8, CONTACT, 6, 15, None),
        ]
    )

    merged = merge(log, ints(0, 0, 1), 2)

    assert [column.tolist() for column in merged.columns()] == [
        [1, 2, 2],
        [0, 0, 1],
        [8, 7, 7],
        [CONTACT] * 3,
        [6, 5, 4],
        [15, 8, 4],
        [UNKNOWN, 3, 0],
    ]


def test_an_unknown_number_leaves_the_low_and_takes_the_high_away():
    log = ReachLog.from_rows([(2, 0, 7, CONTACT, 4, 4, 3), (2, 1, 7, CONTACT, None, None, None)])

    merged = merge(log, ints(0, 0), 1)

    assert (merged.low.tolist(), merged.high.tolist(), merged.first_timers.tolist()) == ([4], [-1], [-1])


def test_only_unknown_numbers_stay_unknown():
    log = ReachLog.from_rows([(2, 0, 7, CONTACT, None, None, 0), (2, 1, 7, CONTACT, None, None, 0)])

    merged = merge(log, ints(0, 0), 1)

    assert (merged.low.tolist(), merged.high.tolist(), merged.first_timers.tolist()) == ([-1], [-1], [0])


def test_a_post_to_everyone_stays_a_post_to_everyone():
    log = ReachLog.from_rows([(2, EVERYONE, 7, BROADCAST, None, None, None), (2, 1, 7, BROADCAST, 9, 9, None)])

    assert merge(log, ints(0, 0), 1).department.tolist() == [EVERYONE, 0]


def test_an_empty_log_merges_into_an_empty_log():
    assert len(merge(no_log(), ints(0, 0), 1)) == 0


def test_a_flag_holds_for_a_group_when_it_holds_for_half_of_its_staff():
    staff = ints(10, 5, 5, 12)
    groups = partition(ints(-1, 0, 0, 0), staff)

    assert for_most(flags(1, 0, 0, 0), staff, groups).tolist() == [True, False]
    assert for_most(flags(0, 1, 0, 1), staff, groups).tolist() == [False, True]
    assert for_most(flags(0, 0, 0, 0), ints(0, 0, 0, 0), groups).tolist() == [False, False]


def test_a_small_department_has_the_stage_of_its_group():
    staff = ints(20, 4, 30)
    here = snapshot(MONDAY, staff)
    lively = ReachLog.from_rows([(MONDAY - 7 * week, 1, week, CONTACT, 4, 4, None) for week in range(3)])

    merged, groups = protect(lively, here, partition(ints(-1, 0, 0), staff))

    assert stages_on(lively, here, Thresholds()).stage.tolist() == [0, Stage.CARRIES_IT, 0]
    assert stages_on(merged, groups, Thresholds()).stage.tolist() == [Stage.HEARD, Stage.NOT_REACHED]
    assert groups.staff.tolist() == [24, 30]


def test_a_group_that_may_not_be_shown_is_nowhere_not_even_in_a_total():
    staff = ints(30, 4)
    few = partition(ints(-1, 0), staff, keep=flags(1, 0))
    log = ReachLog.from_rows(
        [
            (MONDAY, 0, 0, CONTACT, 9, 9, None),
            (MONDAY, 1, 1, CONTACT, 4, 4, None),
            (MONDAY, EVERYONE, 2, BROADCAST, None, None, None),
        ]
    )

    merged, groups = protect(log, snapshot(MONDAY, staff), few)

    assert stages_on(merged, groups, Thresholds()).stage.tolist() == [Stage.HEARD, ABSENT]
    assert merged.activity.tolist() == [0, 2]
    assert reach_in_window(merged, groups.staff, MONDAY, 365).total() == ReachRange(30, 9, 9, False, False)


def test_a_group_exists_as_long_as_one_of_its_departments_does():
    staff = ints(20, 4, 30)
    here = replace(snapshot(MONDAY, staff), exists=np.array([True, False, False]))

    assert protect(no_log(), here, partition(ints(-1, 0, 0), staff))[1].exists.tolist() == [True, False]


def test_a_day_is_quiet_for_a_group_when_it_is_for_half_of_its_staff():
    staff = ints(10, 5, 5, 12)
    groups = partition(ints(-1, 0, 0, 0), staff)
    small, two_small, large = (False, True, False, False), (False, True, True, False), (True, False, False, True)
    calm = quiet(
        (MONDAY - 30, MONDAY - 26, small),
        (MONDAY - 20, MONDAY - 17, two_small),
        (MONDAY - 10, MONDAY - 8, large),
    )

    of_groups = quiet_for_most(calm, staff, groups)

    # Of the first group (20 staff) 5 are not half; 10 are, whoever they are.
    assert of_groups.since(ints(MONDAY - 40, MONDAY - 40), MONDAY).tolist() == [5, 2]


def test_what_is_quiet_for_everybody_is_quiet_for_every_group():
    staff = ints(20, 4, 30)
    groups = partition(ints(-1, 0, 0), staff)

    of_groups = quiet_for_most(quiet((MONDAY - 9, MONDAY - 2, (True, True, True))), staff, groups)

    assert of_groups.since(ints(MONDAY - 40, MONDAY - 5), MONDAY).tolist() == [7, 2]
    assert quiet_for_most(NO_QUIET_DAYS, staff, groups) is NO_QUIET_DAYS


def test_a_group_stays_where_it_is_through_its_quiet_weeks():
    staff = ints(20, 4, 30)
    log = ReachLog.from_rows([(MONDAY - 70 - 7 * week, 0, week, CONTACT, 12, 12, None) for week in range(3)])
    summer = quiet((MONDAY - 49, MONDAY - 7, (True, False, False)))
    here = replace(snapshot(MONDAY, staff), quiet=summer)

    merged, groups = protect(log, here, partition(ints(-1, 0, 0), staff))

    assert stages_on(merged, groups, Thresholds()).stage.tolist() == [Stage.CARRIES_IT, Stage.NOT_REACHED]
