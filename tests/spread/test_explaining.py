"""The rows behind a number add up to it, for every viewer and every branch that may be looked into."""

from collections import Counter

import pytest

from ambassadors.measures.coverage import Gap
from ambassadors.spread.explaining import (
    Served,
    heard_rows,
    log_of,
    meeting_rows,
    reach_rows,
    served_rows,
    signals_told,
    silent_rows,
)
from ambassadors.spread.indepth import measures_of
from ambassadors.spread.picture import RECENT_DAYS, Picture, picture_of
from ambassadors.spread.queries import evidence_of, facts_of
from ambassadors.spread.through_time import Viewer
from ambassadors.spread.visiting import pace_rows, visited_rows
from tests.conftest import TODAY
from tests.spread.towns import town

KERNGROEP, COLLEAGUE = Viewer(sees_small=True), Viewer(sees_small=False)


@pytest.fixture(params=[1, 2, 3])
def views(request, make, session):
    """Facts, and every picture of them with its viewer: of the kerngroep, a colleague and an ambassador."""
    made = town(make, request.param)
    session.expire_all()
    facts = facts_of(session, made.change, TODAY)
    insider = Viewer(sees_small=False, own=frozenset({made.insider.department_id}))
    found = []
    for viewer in (KERNGROEP, COLLEAGUE, insider):
        whole = picture_of(facts, TODAY, viewer)
        heads = [
            None,
            *(row.code for place, row in enumerate(whole.ground.tree.rows) if whole.ground.lookable[place]),
        ]
        found += [(viewer, picture_of(facts, TODAY, viewer, head)) for head in heads]
    return facts, [(viewer, picture) for viewer, picture in found if picture.may_be_shown]


def test_coverage_is_the_staff_of_its_rows(views):
    _facts, found = views

    for _viewer, picture in found:
        staff: Counter[Served] = Counter()
        rows = served_rows(picture)
        for row in rows:
            staff[row.served] += picture.ground.staff[row.department] if row.counted else 0
        assert tuple(staff[each] for each in Served) == pytest.approx(picture.coverage.parts)
        assert {row.department for row in rows if row.gap} == {gap.department for gap in picture.coverage.gaps}


@pytest.mark.parametrize("since_start", [True, False])
def test_reach_is_the_sum_of_its_groups_and_each_group_that_of_its_meetings(views, since_start):
    facts, found = views

    for viewer, picture in found:
        log = log_of(facts, picture, viewer)
        rows = reach_rows(picture, log, since_start=since_start)
        total = picture.total(picture.answers.ever if since_start else picture.answers.recent)
        # Half a person counts as one in each department, and two halves as one in all of them together.
        assert min(total.staff, sum(row.found.lower for row in rows)) == total.lower
        assert min(total.staff, sum(row.found.upper for row in rows)) == total.upper
        assert any(row.found.or_more for row in rows) == total.or_more
        window = log if since_start else log_of(facts, picture, viewer, RECENT_DAYS)
        for row in rows:
            meetings = meeting_rows(window, row.group, since_start=since_start)
            lower, upper = sum(each.for_lower for each in meetings), sum(each.for_upper for each in meetings)
            assert row.found.lower == min(row.found.staff, lower)
            assert row.found.upper == max(row.found.lower, min(row.found.staff, upper))
            assert (max(row.largest, row.first_timers), row.together) == (lower, upper)


def test_heard_is_as_many_rows_as_the_stage_counts(views):
    facts, found = views

    for viewer, picture in found:
        window = log_of(facts, picture, viewer, picture.thresholds.heard_days)
        for group in picture.groups.tolist():
            assert len(heard_rows(window, group)) == picture.answers.stages.heard[group]


def test_silence_is_as_many_rows_as_it_tells_and_each_has_its_last_activity(views):
    facts, found = views

    for viewer, picture in found:
        log = log_of(facts, picture, viewer)
        rows = silent_rows(picture, log)
        assert sum(row.quiet for row in rows) == len(picture.never_reached()) + len(picture.silent())
        assert sorted(row.group for row in rows) == sorted(picture.groups.tolist())
        days = dict(zip(log.activity.tolist(), log.day.tolist(), strict=True))
        assert all(row.last_contact == days.get(row.activity, -1) for row in rows)


def test_signals_are_those_that_are_counted(views):
    facts, found = views

    for viewer, picture in found:
        told = signals_told(facts, picture, viewer)
        assert len(told) == (picture.signals.raised if picture.signals else 0)


def test_rows_for_a_colleague_are_of_ten_people_or_more(views):
    facts, found = views

    for viewer, picture in found:
        if viewer == COLLEAGUE:
            groups = {row.group for row in reach_rows(picture, log_of(facts, picture, viewer), since_start=True)}
            groups |= {row.group for row in pace_rows(facts, picture, viewer)[1]}
            groups |= {group for group, _signal in signals_told(facts, picture, viewer) if group is not None}
            assert all(picture.partition.staff[group] >= 10 for group in groups)


def test_across_and_pace_are_as_many_rows_as_they_count(make, session):
    made = town(make, 4)
    session.expire_all()
    evidence = evidence_of(session, made.change, TODAY)
    measured, picture = measures_of(evidence, TODAY), picture_of(evidence.facts, TODAY, KERNGROEP)

    visited = visited_rows(evidence.facts, picture, KERNGROEP)
    found, rows = pace_rows(evidence.facts, picture, KERNGROEP)

    assert len(visited) == measured.crossing.across.count > 0
    assert found == measured.crossing.pace
    assert sum(1 for row in rows if row.recent) == measured.crossing.pace.recent > 0
    assert sum(1 for row in rows if row.recent and not row.before) == measured.crossing.pace.before.gained
    assert sum(1 for row in rows if row.before and not row.recent) == measured.crossing.pace.before.lost
    assert sum(1 for row in rows if row.recent and not row.year_ago) == measured.crossing.pace.year_ago.gained


@pytest.fixture
def visits(make, session):
    """Rows of a change by its made parts, for the kerngroep or for a colleague."""

    def look(change, viewer: Viewer = KERNGROEP, head: str | None = None):
        session.expire_all()
        facts = facts_of(session, change, TODAY)
        picture = picture_of(facts, TODAY, viewer, head)
        return picture, visited_rows(facts, picture, viewer)

    return look


def named(picture: Picture, group: int) -> str:
    return picture.ground.tree.rows[picture.members[group][0]].name


def test_visited_department_tells_from_where_and_how_often(make, visits):
    change = make.initiative()
    zorg, wonen, post = (make.department(name) for name in ("Zorg", "Wonen", "Post"))
    from_zorg, from_wonen = make.ambassadorship(change, zorg), make.ambassadorship(change, wonen)
    for _ in range(2):
        make.activity(from_zorg, post)
    make.activity(from_wonen, post)
    make.activity(from_zorg, zorg)

    picture, rows = visits(change)

    assert [(named(picture, row.group), row.meetings) for row in rows] == [("Post", 3)]
    assert [(named(picture, group), count) for group, count in rows[0].origins] == [("Zorg", 2), ("Wonen", 1)]


def test_ambassador_of_a_domain_comes_from_the_team_and_visits_none_of_its_teams(make, visits):
    change = make.initiative()
    domain = make.department("Domein")
    team, other = make.department("Team", domain), make.department("Elders")
    make.need(team, needed=False)
    ambassador = make.ambassadorship(change, domain, make.person(department=team))
    make.activity(ambassador, team)
    make.activity(ambassador, other)

    picture, rows = visits(change)

    assert [(named(picture, row.group), row.meetings) for row in rows] == [("Elders", 1)]
    assert [named(picture, group) for group, _count in rows[0].origins] == ["Team"]


def test_visit_within_a_group_is_none_for_who_sees_the_group_alone(make, visits):
    change = make.initiative()
    domain = make.department("Domein", staff=30)
    small = make.department("Klein", domain, staff=4)
    make.activity(make.ambassadorship(change, small), domain)

    assert len(visits(change)[1]) == 1
    assert visits(change, COLLEAGUE)[1] == []


def test_gap_above_the_branch_is_a_row_that_does_not_count(make, session):
    change = make.initiative()
    domain = make.department("Domein", staff=30)
    team = make.department("Team", domain, staff=20, code="TEAM")
    make.need(team, needed=False)
    session.expire_all()

    picture = picture_of(facts_of(session, change, TODAY), TODAY, KERNGROEP, "TEAM")

    rows = [(picture.ground.tree.rows[row.department].name, row.gap, row.counted) for row in served_rows(picture)]
    assert rows == [("Domein", True, False), ("Team", False, True)]
    assert picture.coverage.gaps == (Gap(0, 20.0),)
