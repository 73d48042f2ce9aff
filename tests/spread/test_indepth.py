"""Measures 1 and 6 to 13 of a small made organisation, reckoned by hand."""

from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from sqlalchemy import select

from ambassadors.helprequests.rules import HelpStatus
from ambassadors.measures.across import Across
from ambassadors.measures.islands import Island
from ambassadors.measures.lacking import Lack
from ambassadors.measures.vulnerability import OnePerson
from ambassadors.measures.where_next import Proposal, Reason
from ambassadors.network.rules import Status
from ambassadors.organisation.models import DepartmentVersion
from ambassadors.spread.indepth import Measures, measures_of
from ambassadors.spread.queries import evidence_of
from tests.conftest import TODAY
from tests.statements import counted


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


@pytest.fixture
def measure(session):
    """All measures of a change; what was made in the meantime is in them."""

    def measured(initiative, day: date = TODAY) -> Measures:
        session.expire_all()
        return measures_of(evidence_of(session, initiative, day), day)

    return measured


@pytest.fixture
def town(make):
    """A town hall without staff and four departments; A has Ann, who won over Bob of B; C has a candidate."""

    change, hall = make.initiative(code="DT"), make.department("Gemeente", staff=0)
    a, b, c, d = (make.department(name, hall, staff) for name, staff in zip("ABCD", (40, 30, 20, 10), strict=True))
    ann, bob = make.ambassadorship(change, a, since=ago(300)), make.ambassadorship(change, b, since=ago(100))
    bob.recruited_by_id = ann.person_id
    make.ambassadorship(change, c, status=Status.CANDIDATE, since=ago(10))
    return SimpleNamespace(change=change, hall=hall, a=a, b=b, c=c, d=d, ann=ann, bob=bob)


def names(found: Measures, marks) -> list[str]:
    rows = found.picture.ground.tree.rows
    return [row.name for row, marked in zip(rows, marks, strict=False) if marked]


def name(found: Measures, department: int) -> str:
    return found.picture.ground.tree.rows[department].name


def reached(found: Measures, across: Across | None) -> list[str]:
    assert across is not None
    return names(found, across.reached)


def test_across_counts_what_somebody_from_elsewhere_reached_and_what_was_so_a_month_ago(make, measure, town):
    make.activity(town.ann, town.a, on=ago(50))
    make.activity(town.ann, town.c, on=ago(40))
    make.activity(town.ann, town.b, on=ago(20))

    found = measure(town.change)

    assert reached(found, found.crossing.across) == ["B", "C"]
    assert reached(found, found.crossing.across_earlier) == ["C"]
    assert found.crossing.across.departments == 5


def test_across_forgets_a_visit_of_more_than_a_year_ago(make, measure, town):
    make.activity(town.ann, town.b, on=ago(365))
    make.activity(town.ann, town.c, on=ago(364))

    found = measure(town.change)

    assert reached(found, found.crossing.across) == ["C"]


def test_ambassador_of_a_domain_is_no_stranger_to_its_teams(make, measure):
    change = make.initiative()
    domain = make.department("Domein", staff=5)
    team = make.department("Team", domain, staff=20)
    own_way = make.department("Team met eigen ambassadeur", domain, staff=20)
    make.need(team, needed=False)
    ambassadorship = make.ambassadorship(change, domain)
    make.activity(ambassadorship, team)
    make.activity(ambassadorship, own_way)

    found = measure(change)

    assert reached(found, found.crossing.across) == ["Team met eigen ambassadeur"]


def test_somebody_is_no_stranger_where_they_served_in_the_same_year(make, measure, town):
    before = make.ambassadorship(town.change, town.c, person=town.ann.person, since=ago(350), until=ago(310))
    make.activity(before, town.c, on=ago(320))
    make.activity(town.ann, town.d, on=ago(30))

    found = measure(town.change)

    assert reached(found, found.crossing.across) == ["D"]


def test_pace_is_of_departments_that_were_there_all_the_time(session, make, measure, town):
    new = make.department("Nieuw", town.hall)
    version = session.scalars(select(DepartmentVersion).where(DepartmentVersion.department_id == new.id)).one()
    version.valid_from = ago(60)
    session.commit()
    make.activity(town.ann, town.a, on=ago(150))
    for department in (town.b, town.c, new):
        make.activity(town.ann, department, on=ago(30))

    found = measure(town.change).crossing.pace

    assert (found.recent, found.before.earlier, found.before.gained, found.before.lost) == (2, 1, 2, 1)
    assert found.year_ago.why is Lack.NOT_BEGUN


def test_against_chance_says_nothing_of_two_ambassadors(make, measure, town):
    for week in range(12):
        make.activity(town.ann, town.b, on=ago(7 * week))

    found = measure(town.change).groups

    assert (found.chance.activities, found.chance.why) == (12, Lack.TOO_FEW_AMBASSADORS)
    assert (found.ei_index, found.assortativity) == (1.0, 0.0)


def test_islands_are_where_no_meeting_leads_to_an_ambassador(make, measure, town):
    make.activity(town.ann, town.d, on=ago(30))

    found = measure(town.change)

    assert [(name(found, *island.departments), island.staff) for island in found.islands] == [("C", 20.0)]


def test_what_only_a_former_ambassador_met_is_one_island(make, measure, town):
    former = make.ambassadorship(town.change, town.c, since=ago(250), until=ago(200))
    make.activity(former, town.d, on=ago(220))

    found = measure(town.change)
    c, d = found.picture.ground.index[town.c.id], found.picture.ground.index[town.d.id]

    assert found.islands == (Island((c, d), 30.0),)


def test_who_brought_whom_counts_recruits_and_starts(make, measure, town):
    found = measure(town.change).newcomers

    assert (found.recruited.ambassadors, found.recruited.recruits) == (2, 1)
    assert (found.recruited.mean, found.recruited.why) == (None, Lack.TOO_FEW_AMBASSADORS)
    assert found.per_year == ((2026, 2),)


def test_candidate_is_no_ambassador_before_the_first_active_day(make, measure, town):
    assert measure(town.change, ago(101)).newcomers.per_year == ((2026, 1),)


def test_unit_with_two_ambassadors_does_not_hang_on_one(make, measure, town):
    make.ambassadorship(town.change, town.a)
    make.activity(town.ann, town.a)

    found = measure(town.change)
    b = found.picture.ground.index[town.b.id]

    assert found.vulnerability.hanging.served == 2
    assert found.vulnerability.hanging.on_one == (OnePerson(b, 30.0),)
    assert (found.vulnerability.busiest.ambassadors, found.vulnerability.busiest.activities) == (3, 1)
    assert found.vulnerability.busiest.why is Lack.TOO_FEW_ACTIVITIES


def test_outlook_counts_staff_where_colleagues_ever_took_part(make, measure, town):
    for week in range(3):
        make.activity(town.ann, town.a, on=ago(250 + 7 * week), reached=(15, 15, None))

    found = measure(town.change).outlook

    assert (found.since, found.now, found.total) == (date(2026, 10, 31), 40.0, 100.0)
    assert [(fan.ahead, fan.low) for fan in found.outlook.fans] == [(1, 40.0), (2, 40.0), (3, 40.0)]


def test_outlook_is_silent_after_ten_months(make, measure, town):
    young = make.initiative(starts_on=date(2026, 1, 5))

    assert measure(young).outlook.outlook.why is Lack.TOO_SHORT
    assert len(measure(make.initiative(starts_on=date(2025, 12, 5))).outlook.outlook.fans) == 3


def test_where_next_is_the_unit_with_a_candidate_and_then_the_one_that_was_met(make, measure, town):
    e = make.department("E", town.hall, staff=50)
    make.activity(town.ann, town.d, on=ago(390))

    found = measure(town.change)
    c, d, e_place = (found.picture.ground.index[each.id] for each in (town.c, town.d, e))

    assert found.where_next == (
        Proposal(c, Reason.CANDIDATE, 20.0, 1),
        Proposal(d, Reason.HAD_CONTACT, 10.0, 1),
        Proposal(e_place, Reason.STAFF, 50.0, 1),
    )


def test_where_next_comes_to_who_asked_for_help_before_who_was_met_and_as_it_was_on_a_day(make, measure, town):
    def reasons(day):
        found = measure(town.change, day)
        return [(name(found, each.department), each.reason) for each in found.where_next]

    e = make.department("E", town.hall, staff=50)
    make.activity(town.ann, e, on=ago(390))
    request = make.help_request(town.change, town.d, at=make.now - timedelta(days=30))
    c, asked, met = ("C", Reason.CANDIDATE), ("D", Reason.ASKED_FOR_HELP), ("E", Reason.HAD_CONTACT)

    assert reasons(TODAY) == [c, asked, met]
    assert reasons(ago(31))[:2] == [met, ("C", Reason.STAFF)]
    request.status, request.since = HelpStatus.WITHDRAWN, make.now - timedelta(days=10)
    make.session.commit()
    assert reasons(TODAY) == [c, met, ("D", Reason.STAFF)]
    assert reasons(ago(11))[:1] == [asked]


def test_day_before_the_last_weeks_is_answered_as_it_was(make, measure, town):
    make.activity(town.ann, town.b, on=ago(20))

    found = measure(town.change, ago(150))

    assert (found.crossing.across.count, found.vulnerability.hanging.served) == (0, 1)
    assert [name(found, proposal.department) for proposal in found.where_next] == ["B", "C", "D"]


def test_without_departments_nothing_is_divided_by_nothing(make, measure):
    found = measure(make.initiative())

    assert (found.crossing.across.share, found.crossing.across.why) == (None, Lack.NO_DEPARTMENTS)
    assert found.groups.chance.why is Lack.NO_STAFF
    assert found.outlook.outlook.why is Lack.NO_STAFF
    assert (found.islands, found.where_next, found.newcomers.per_year) == ((), (), ())


def test_first_day_of_a_change_has_no_month_behind_it(make, measure):
    make.department(staff=20)

    found = measure(make.initiative(starts_on=TODAY))

    assert (found.outlook.since, found.outlook.outlook.why) == (None, Lack.TOO_SHORT)
    assert found.crossing.across_earlier is None


def test_evidence_takes_the_same_queries_whatever_its_size(session, make, town):
    with counted(session) as before:
        evidence_of(session, town.change, TODAY)
    for week in range(3):
        make.activity(town.ann, make.department(), on=ago(week))
    session.refresh(town.change)
    with counted(session) as after:
        evidence_of(session, town.change, TODAY)

    assert (len(before), len(after)) == (19, 19)
