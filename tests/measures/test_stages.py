from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ambassadors.measures.log import EVERYONE, ReachLog, Row
from ambassadors.measures.stages import (
    ABSENT,
    Criterion,
    Explanation,
    Rule,
    Stage,
    Stages,
    Thresholds,
    explain,
    stages_on,
)
from tests.measures.build import BROADCAST, CONTACT, EXTERNAL, MONDAY, ints, no_log, snapshot
from tests.measures.test_quiet import periods, quiet

STAFF = 40


def weekly(*weeks_ago: int, people: int | None = 10) -> list[Row]:
    """One contact with the first department on the Monday of each of those weeks."""
    return [
        (MONDAY - 7 * weeks, 0, activity, CONTACT, people, people, None) for activity, weeks in enumerate(weeks_ago)
    ]


def stages(rows: list[Row], day: int = MONDAY, staff: float = STAFF, **known: bool) -> Stages:
    return stages_on(ReachLog.from_rows(rows), snapshot(day, np.array([staff]), **known), Thresholds())


def stage(rows: list[Row], day: int = MONDAY, staff: float = STAFF, **known: bool) -> int:
    return int(stages(rows, day, staff, **known).stage[0])


def test_a_department_without_activities_is_not_reached():
    assert stage([]) == Stage.NOT_REACHED


@pytest.mark.parametrize("to", [0, EVERYONE])
def test_a_broadcast_makes_a_department_hear_and_nothing_more(to):
    posts: list[Row] = [(MONDAY - 7 * week, to, week, BROADCAST, STAFF, STAFF, None) for week in range(20)]

    assert stage(posts) == Stage.HEARD


def test_an_activity_with_residents_lifts_nothing():
    assert stage([(MONDAY, 0, 0, EXTERNAL, STAFF, STAFF, None)]) == Stage.NOT_REACHED


def test_heard_lasts_a_year():
    post: list[Row] = [(MONDAY, EVERYONE, 0, BROADCAST, None, None, None)]

    assert [stage(post, MONDAY + 364), stage(post, MONDAY + 365)] == [Stage.HEARD, Stage.NOT_REACHED]


def test_contact_in_three_weeks_and_a_quarter_reached_is_taking_part():
    assert stage(weekly(0, 1, 2), served=False) == Stage.TAKES_PART


def test_three_contacts_in_one_week_are_one_week():
    same_week: list[Row] = [(MONDAY + day, 0, day, CONTACT, 10, 10, None) for day in (0, 3, 6)]

    assert stage(same_week, MONDAY + 6) == Stage.HEARD
    assert stages(same_week, MONDAY + 6).weeks.tolist() == [1]


def test_sunday_and_monday_are_different_weeks():
    rows: list[Row] = [(MONDAY - day, 0, day, CONTACT, 10, 10, None) for day in (0, 1, 8)]

    assert stages(rows).weeks.tolist() == [3]


def test_less_than_a_quarter_reached_is_hearing():
    assert stage(weekly(0, 1, 2, people=9)) == Stage.HEARD


def test_a_quarter_of_fractional_staff_is_rounded_up():
    assert [stage(weekly(0, 1, 2), staff=number) for number in (39.2, 40.5)] == [
        Stage.CARRIES_IT,
        Stage.HEARD,
    ]


def test_numbers_that_nobody_knows_do_not_prove_a_quarter():
    assert stage(weekly(0, 1, 2, people=None)) == Stage.HEARD


def test_reach_must_come_from_the_same_half_year_as_the_weeks():
    early: list[Row] = [(MONDAY - 182, 0, 99, CONTACT, STAFF, STAFF, None)]

    assert stage([*weekly(0, 1, 2, people=2), *early]) == Stage.HEARD
    assert stage([*weekly(1, 2, people=2), *early], MONDAY - 1) == Stage.CARRIES_IT


def test_a_department_without_staff_hears_at_most():
    assert stage(weekly(0, 1, 2), staff=0) == Stage.HEARD


def test_an_ambassador_and_recent_contact_make_it_carry():
    assert stage(weekly(0, 1, 2)) == Stage.CARRIES_IT


def test_without_repetition_the_stages_fall_one_by_one():
    rows = weekly(0, 1, 2)

    falls = [stage(rows, MONDAY + later) for later in (55, 56, 167, 168, 364, 365)]

    assert falls == [3, 2, 2, 1, 1, 0]


def test_quiet_weeks_put_off_the_fall_from_carrying_it_and_no_other_fall():
    log, summer = ReachLog.from_rows(weekly(0, 1, 2)), quiet((MONDAY + 14, MONDAY + 56, (True,)))

    falls = [
        stages_on(
            log, replace(snapshot(MONDAY + later, np.array([STAFF])), quiet=summer), Thresholds()
        ).stage.tolist()
        for later in (56, 97, 98, 167, 168, 364, 365)
    ]

    assert falls == [[3], [3], [2], [2], [1], [1], [0]]


def test_only_a_confirmation_makes_it_by_itself():
    daily: list[Row] = [(MONDAY - day, 0, day, CONTACT, STAFF, STAFF, None) for day in range(365)]

    assert stage(daily) == Stage.CARRIES_IT
    assert stage([], confirmed=True) == Stage.BY_ITSELF
    assert stage([], confirmed=False) == Stage.NOT_REACHED


def test_what_is_planned_lifts_nothing_yet():
    assert stage([(MONDAY + 1, 0, 0, CONTACT, 10, 10, None)]) == Stage.NOT_REACHED


def test_a_department_that_is_not_there_has_no_stage():
    here = snapshot(MONDAY, ints(40, 40))
    result = stages_on(no_log(), replace(here, exists=np.array([True, False])), Thresholds())

    assert result.stage.tolist() == [Stage.NOT_REACHED, ABSENT]


def test_no_departments_have_no_stages():
    assert stages_on(no_log(), snapshot(MONDAY, ints()), Thresholds()).stage.tolist() == []


def test_an_initiative_sets_its_own_thresholds():
    loose = Thresholds(takes_part_weeks=1, takes_part_share=0.05)
    log = ReachLog.from_rows(weekly(0, people=2))

    assert stages_on(log, snapshot(MONDAY, ints(STAFF)), loose).stage.tolist() == [Stage.CARRIES_IT]


@pytest.mark.parametrize(
    "wrong",
    [{"heard_days": 0}, {"takes_part_weeks": 0}, {"takes_part_share": 0.0}, {"takes_part_share": 1.1}],
)
def test_a_threshold_that_makes_no_sense_is_refused(wrong):
    with pytest.raises(ValueError, match="threshold"):
        Thresholds(**wrong)


def test_not_reached_is_explained_by_silence():
    nothing = Criterion(Rule.HEARD, met=False, value=0, needed=1)

    assert explain(stages([]), 0) == Explanation(
        stage=Stage.NOT_REACHED,
        because=(nothing,),
        next_stage=Stage.HEARD,
        missing=(nothing,),
        only_broadcasts=False,
    )


def test_hearing_is_explained_with_what_is_missing_to_take_part():
    rows = [*weekly(0, 1, people=6), (MONDAY, EVERYONE, 9, BROADCAST, None, None, None)]

    assert explain(stages(rows), 0) == Explanation(
        stage=Stage.HEARD,
        because=(Criterion(Rule.HEARD, True, 3, 1),),
        next_stage=Stage.TAKES_PART,
        missing=(Criterion(Rule.CONTACT_WEEKS, False, 2, 3), Criterion(Rule.REACH, False, 6, 10)),
        only_broadcasts=False,
    )


def test_hearing_from_broadcasts_alone_is_said():
    assert explain(stages([(MONDAY, EVERYONE, 9, BROADCAST, None, None, None)]), 0).only_broadcasts


def test_taking_part_names_the_missing_ambassador_and_the_days_since_contact():
    explanation = explain(stages(weekly(8, 9, 10), served=False), 0)

    assert explanation.because == (
        Criterion(Rule.HEARD, True, 3, 1),
        Criterion(Rule.CONTACT_WEEKS, True, 3, 3),
        Criterion(Rule.REACH, True, 10, 10),
    )
    assert explanation.missing == (
        Criterion(Rule.AMBASSADOR, False, 0, 1),
        Criterion(Rule.RECENT_CONTACT, False, 56, 56),
    )


def test_days_since_contact_are_told_without_the_quiet_ones():
    here = replace(snapshot(MONDAY, np.array([STAFF])), quiet=quiet((MONDAY - 49, MONDAY - 7, (True,))))

    explanation = explain(stages_on(ReachLog.from_rows(weekly(8, 9, 10)), here, Thresholds()), 0)

    assert explanation.stage == Stage.CARRIES_IT
    assert explanation.because[-1] == Criterion(Rule.RECENT_CONTACT, True, 14, 56, quiet=42)


def test_carrying_it_asks_for_a_confirmation():
    explanation = explain(stages(weekly(0, 1, 2)), 0)

    assert explanation.because[3:] == (
        Criterion(Rule.AMBASSADOR, True, 1, 1),
        Criterion(Rule.RECENT_CONTACT, True, 0, 56),
    )
    assert (explanation.next_stage, explanation.missing) == (
        Stage.BY_ITSELF,
        (Criterion(Rule.CONFIRMED, False, 0, 1),),
    )


def test_by_itself_rests_on_the_confirmation_alone():
    assert explain(stages([], confirmed=True), 0) == Explanation(
        stage=Stage.BY_ITSELF,
        because=(Criterion(Rule.CONFIRMED, True, 1, 1),),
        next_stage=None,
        missing=(),
        only_broadcasts=False,
    )


def test_a_quarter_of_nobody_cannot_be_reached():
    assert explain(stages(weekly(0, 1, 2), staff=0), 0).missing == (Criterion(Rule.REACH, False, 0, None),)


def test_a_department_that_is_not_there_has_nothing_to_explain():
    gone = replace(stages([]), stage=ints(ABSENT))

    with pytest.raises(ValueError, match="-1"):
        explain(gone, 0)


def rows_of(departments: int, most: int) -> st.SearchStrategy[list[Row]]:
    """Activities of all kinds in the last 400 days, as the log may hold them."""

    def as_row(day: int, to: int, kind: int, low: int | None, more: int, first: int | None) -> Row:
        high = None if low is None else low + more
        to = 0 if to == EVERYONE and kind == CONTACT else to
        return (MONDAY - day, to, 0, kind, low, high, first if high is None else min(first or 0, high))

    number = st.none() | st.integers(0, 12)
    kind = st.sampled_from([CONTACT, CONTACT, CONTACT, BROADCAST, EXTERNAL])
    row = st.builds(
        as_row,
        st.integers(-20, 400),
        st.integers(-1, departments - 1),
        kind,
        number,
        st.integers(0, 5),
        number,
    )
    return st.lists(row, max_size=most).map(
        lambda rows: [(row[0], row[1], activity, *row[3:]) for activity, row in enumerate(rows)]
    )


@given(rows_of(3, 25), st.lists(st.booleans(), min_size=6, max_size=6), periods(3))
def test_adding_an_activity_never_lowers_a_stage(rows, known, calm):
    here = snapshot(MONDAY, ints(0, 8, 30), served=known[:3], confirmed=known[3:])
    here = replace(here, quiet=quiet(*calm))

    before = stages_on(ReachLog.from_rows(rows[:-1]), here, Thresholds()).stage
    after = stages_on(ReachLog.from_rows(rows), here, Thresholds()).stage

    assert np.all(after >= before)


@given(rows_of(3, 25), periods(3), periods(3))
def test_a_quiet_day_never_lowers_a_stage(rows, calm, calmer):
    log, here = ReachLog.from_rows(rows), snapshot(MONDAY, ints(0, 8, 30))

    without, some, more = (
        stages_on(log, each, Thresholds()).stage
        for each in (here, replace(here, quiet=quiet(*calm)), replace(here, quiet=quiet(*calm, *calmer)))
    )

    assert np.all(without <= some)
    assert np.all(some <= more)


@given(rows_of(3, 25))
def test_broadcasts_alone_lift_nobody_above_hearing(rows):
    posts = [(*row[:3], BROADCAST, *row[4:]) for row in rows]

    result = stages_on(ReachLog.from_rows(posts), snapshot(MONDAY, ints(0, 8, 30)), Thresholds())

    assert result.stage.max() <= Stage.HEARD


@given(rows_of(3, 25), st.integers(366, 1000))
def test_a_year_without_activities_takes_every_stage_away(rows, later):
    day = MONDAY + 20 + later

    result = stages_on(ReachLog.from_rows(rows), snapshot(day, ints(0, 8, 30)), Thresholds())

    assert result.stage.tolist() == [Stage.NOT_REACHED] * 3


@given(rows_of(3, 25), st.booleans())
def test_because_is_met_and_missing_is_not(rows, served):
    result = stages_on(ReachLog.from_rows(rows), snapshot(MONDAY, ints(0, 8, 30), served), Thresholds())

    for department in range(3):
        explanation = explain(result, department)
        reached = explanation.stage > Stage.NOT_REACHED
        assert [criterion.met for criterion in explanation.because] == [reached] * len(explanation.because)
        assert explanation.missing != ()
        assert not any(criterion.met for criterion in explanation.missing)
