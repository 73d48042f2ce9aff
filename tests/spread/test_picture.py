"""What the facts of a small made organisation add up to, reckoned by hand."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from ambassadors.measures.stages import ABSENT, Stage
from ambassadors.network.models import AmbassadorshipStep
from ambassadors.network.rules import Status
from ambassadors.organisation.models import DepartmentVersion, Headcount
from ambassadors.signals.models import SignalStep
from ambassadors.signals.rules import SignalStatus
from ambassadors.spread.months import Months, months_of
from ambassadors.spread.picture import Picture, picture_of
from ambassadors.spread.queries import facts_of
from ambassadors.spread.through_time import Viewer
from tests.conftest import NOW, TODAY

EVERYTHING = Viewer(sees_small=True)
COLLEAGUE = Viewer(sees_small=False)


@pytest.fixture
def see(session, make):
    """The picture of a change; what was made in the meantime is in it."""

    def look(initiative, day: date = TODAY, viewer: Viewer = EVERYTHING, head: str | None = None) -> Picture:
        session.expire_all()
        return picture_of(facts_of(session, initiative, day), day, viewer, head)

    return look


@pytest.fixture
def months(session, make):
    """The months up to today; what was made in the meantime is in them."""

    def look(initiative, viewer: Viewer = EVERYTHING, head: str | None = None) -> Months:
        session.expire_all()
        return months_of(facts_of(session, initiative, TODAY), TODAY, viewer, head)

    return look


def place(picture: Picture, department) -> int:
    return picture.ground.index[department.id]


def stage(picture: Picture, department) -> int:
    return int(picture.stage[place(picture, department)])


def three_weeks(make, ambassadorship, department, people: int, last: date = TODAY, **values):
    for week in range(3):
        make.activity(
            ambassadorship, department, on=last - timedelta(days=7 * week), reached=(people, people, None), **values
        )


def test_departments_stand_in_the_order_of_their_tree(make, see):
    top = make.department("Gemeente", staff=5)
    make.department("Wonen", top, staff=30)
    make.department("Burgerzaken", top, staff=40)

    picture = see(make.initiative())

    assert [row.name for row in picture.ground.tree.rows] == ["Gemeente", "Burgerzaken", "Wonen"]
    assert picture.ground.parent.tolist() == [-1, 0, 0]
    assert picture.ground.staff.tolist() == [5, 40, 30]


def test_stages_follow_from_what_was_logged(make, see):
    change = make.initiative()
    carries, takes_part, heard, nothing = (make.department(staff=40) for _ in range(4))
    ambassador = make.ambassadorship(change, carries)
    three_weeks(make, ambassador, carries, 10)
    three_weeks(make, ambassador, takes_part, 10)
    make.activity(ambassador, heard, reached=(1, 1, None))

    picture = see(change)

    found = [stage(picture, each) for each in (carries, takes_part, heard, nothing)]
    assert found == [Stage.CARRIES_IT, Stage.TAKES_PART, Stage.HEARD, Stage.NOT_REACHED]
    assert picture.standing.staff.tolist() == [40, 40, 40, 40, 0]
    assert picture.standing.departments.tolist() == [1, 1, 1, 1, 0]


def test_post_to_everybody_is_heard_by_all_and_reaches_nobody(make, see):
    change = make.initiative()
    one, other = make.department(), make.department()
    make.activity(make.ambassadorship(change, one), kind="intranet_post", whole_organisation=True)

    picture = see(change)

    assert [stage(picture, each) for each in (one, other)] == [Stage.HEARD, Stage.HEARD]
    assert picture.total(picture.answers.ever).upper == 0
    assert [picture.answers.silence.weeks(place(picture, each)) for each in (one, other)] == [None, None]


def test_what_is_undone_or_later_or_of_another_change_does_not_count(make, see):
    change, other = make.initiative(), make.initiative("Iets anders")
    department = make.department(staff=40)
    ambassador = make.ambassadorship(change, department)
    make.activity(ambassador, department, undone_at=NOW)
    make.activity(ambassador, department, on=TODAY + timedelta(days=1))
    make.activity(make.ambassadorship(other, department), department)

    assert stage(see(change), department) == Stage.NOT_REACHED


def test_reach_of_a_branch_adds_up_its_departments_alone(make, see):
    change = make.initiative()
    domain, elsewhere = make.department("Domein", staff=0), make.department("Elders", staff=50)
    team = make.department("Team", domain, staff=40)
    ambassador = make.ambassadorship(change, team)
    for number in (12, 15, 10):
        make.activity(ambassador, team, reached=(number, number, None))
    make.activity(ambassador, elsewhere, reached=(7, 7, None))

    whole, branch = see(change), see(change, head=domain.code)

    assert (
        whole.total(whole.answers.recent).lower,
        branch.total(branch.answers.recent).lower,
    ) == (22, 15)
    assert branch.total(branch.answers.recent).upper == 37
    assert branch.standing.staff.sum() == 40


def test_coverage_of_a_branch_counts_its_own_staff_and_names_the_gap_above_it(make, see):
    change = make.initiative()
    domain = make.department("Domein", staff=10)
    team = make.department("Team", domain, staff=30)
    make.need(team, needed=False)

    branch = see(change, head=team.code)

    assert (branch.coverage.staff, branch.coverage.gap) == (30, 30)
    assert [(gap.department, gap.staff) for gap in branch.coverage.gaps] == [(place(branch, domain), 30)]


def test_stand_in_serves_during_a_pause_as_colleague_or_from_elsewhere(make, session, see):
    change = make.initiative()
    one, other = make.department(staff=40), make.department(staff=20)
    ambassador = make.ambassadorship(change, one)
    stand_in = make.person(department=other)
    session.add(
        AmbassadorshipStep(
            ambassadorship_id=ambassador.id,
            number=2,
            status=Status.PAUSED,
            on=TODAY - timedelta(days=30),
            stand_in_id=stand_in.id,
            recorded_at=NOW,
        )
    )
    session.commit()

    now, before = see(change), see(change, TODAY - timedelta(days=31))

    assert (before.coverage.own, before.coverage.elsewhere) == (40, 0)
    assert (now.coverage.own, now.coverage.elsewhere) == (0, 40)


def test_silence_tells_never_and_long_apart(make, see):
    change = make.initiative()
    never, long, lately, empty = (make.department(staff=number) for number in (10, 20, 30, 0))
    ambassador = make.ambassadorship(change, long)
    make.activity(ambassador, long, on=TODAY - timedelta(weeks=9))
    make.activity(ambassador, lately, on=TODAY - timedelta(weeks=8))

    picture = see(change)

    assert picture.never_reached() == [place(picture, never)]
    assert picture.silent() == [place(picture, long)]
    assert place(picture, empty) not in picture.groups


def test_signals_are_counted_as_they_stood_on_the_day(make, session, see):
    change = make.initiative()
    department, raiser = make.department(), make.user()
    signal = make.signal(change, department, raiser, at=NOW - timedelta(days=10))
    for number, (status, days) in enumerate(
        [(SignalStatus.ACKNOWLEDGED, 7), (SignalStatus.ANSWERED, 3), (SignalStatus.FED_BACK, 3)]
    ):
        session.add(
            SignalStep(
                signal_id=signal.id, number=number + 2, status=status, at=NOW - timedelta(days=days), by=raiser.id
            )
        )
    session.commit()
    make.signal(change, department, raiser, at=NOW - timedelta(days=2))

    now, earlier = see(change).signals, see(change, TODAY - timedelta(days=5)).signals

    assert (now.raised, now.open, now.oldest_days, now.median_working_days) == (2, 1, 2, 5)
    assert (earlier.raised, earlier.open, earlier.oldest_days, earlier.median_working_days) == (1, 1, 5, None)


def test_months_run_from_the_start_and_the_picture_knows_the_year_before(make, see, months):
    change = make.initiative(starts_on=TODAY - timedelta(days=400))
    department = make.department(staff=40)
    ambassador = make.ambassadorship(change, department, since=TODAY - timedelta(days=400))
    three_weeks(make, ambassador, department, 20, last=TODAY - timedelta(days=370))

    found = months(change)

    assert found.days[0] == date(2025, 10, 31)
    assert found.days[-2:] == (date(2026, 10, 31), TODAY)
    assert [month.tolist() for month in found.staff[:2]] == [[40, 0, 0, 0, 0], [0, 0, 0, 40, 0]]
    assert found.staff[-1].tolist() == [40, 0, 0, 0, 0]
    assert found.stage[:2].tolist() == [[Stage.NOT_REACHED], [Stage.CARRIES_IT]]
    assert see(change).a_year_before.staff.tolist() == [0, 0, 0, 40, 0]


def test_change_of_less_than_a_year_has_no_year_before(make, see):
    make.department()

    assert see(make.initiative(starts_on=TODAY - timedelta(days=300))).a_year_before is None


def test_department_that_is_no_more_counts_in_the_months_in_which_it_was_there(make, session, see, months):
    change = make.initiative()
    closed, kept = make.department("Oud", staff=30), make.department("Blijft", staff=50)
    version = session.scalars(select(DepartmentVersion).where(DepartmentVersion.department_id == closed.id)).one()
    version.valid_until = TODAY - timedelta(days=60)
    session.commit()

    picture = see(change)

    assert [row.name for row in picture.ground.tree.rows] == ["Blijft"]
    found = months(change)
    assert (found.staff.sum(axis=1).tolist()[0], found.staff.sum(axis=1).tolist()[-1]) == (80, 50)
    assert found.ids == (kept.id, closed.id)
    assert found.stage[[0, -1]].tolist() == [[Stage.NOT_REACHED, Stage.NOT_REACHED], [Stage.NOT_REACHED, ABSENT]]
    assert picture.groups.tolist() == [place(picture, kept)]


def test_headcount_of_the_month_counts(make, session, months):
    change = make.initiative()
    department = make.department(staff=30)
    first = session.scalars(select(Headcount)).one()
    first.valid_until = TODAY - timedelta(days=60)
    session.flush()
    session.add(Headcount(department_id=department.id, amount=70, valid_from=first.valid_until))
    session.commit()

    staff = months(change).staff.sum(axis=1).tolist()

    assert (staff[0], staff[-1]) == (30, 70)


def test_colleague_sees_a_small_department_together_with_its_parent(make, see):
    change = make.initiative()
    domain = make.department("Domein", staff=20)
    small = make.department("Klein", domain, staff=4)
    ambassador = make.ambassadorship(change, domain)
    three_weeks(make, ambassador, small, 4)

    everything, colleague = see(change), see(change, viewer=COLLEAGUE)

    assert [stage(everything, each) for each in (domain, small)] == [Stage.NOT_REACHED, Stage.TAKES_PART]
    assert [stage(colleague, each) for each in (domain, small)] == [Stage.HEARD, Stage.HEARD]
    assert colleague.members[0] == [0, 1]
    assert colleague.ground.lookable.tolist() == [True, False]


def test_ambassador_sees_the_own_small_department(make, see):
    change = make.initiative()
    domain = make.department("Domein", staff=20)
    small = make.department("Klein", domain, staff=4)
    three_weeks(make, make.ambassadorship(change, small), small, 4)

    picture = see(change, viewer=Viewer(sees_small=False, own=frozenset({small.id})))

    assert [stage(picture, each) for each in (domain, small)] == [Stage.NOT_REACHED, Stage.CARRIES_IT]


def test_branch_that_may_not_be_seen_apart_becomes_the_one_above(make, see):
    change = make.initiative()
    domain = make.department("Domein", staff=20)
    small = make.department("Klein", domain, staff=4)
    make.department("Elders", staff=30)

    picture = see(change, viewer=COLLEAGUE, head=small.code)

    assert picture.ground.head == place(picture, domain)


def test_branch_counts_only_groups_that_are_wholly_in_it(make, see):
    change = make.initiative()
    heads = [make.department(f"Domein {name}", staff=6) for name in "AB"]
    teams = [make.department(f"Team {name}", head, staff=30) for name, head in zip("AB", heads, strict=True)]
    ambassador = make.ambassadorship(change, teams[0])
    make.activity(ambassador, teams[0], reached=(5, 5, None))
    make.activity(ambassador, heads[0], reached=(3, 3, None))

    branch = see(change, viewer=COLLEAGUE, head=heads[0].code)

    assert branch.ground.head == place(branch, heads[0])
    assert [branch.members[group] for group in branch.groups] == [[place(branch, teams[0])]]
    assert (branch.total(branch.answers.recent).staff, branch.total(branch.answers.recent).lower) == (30, 5)
    assert branch.leaves_out
    assert not see(change, viewer=COLLEAGUE).leaves_out
    assert branch.standing.staff.sum() == 36


def test_organisation_that_is_too_small_shows_a_colleague_nothing(make, see):
    change = make.initiative()
    department = make.department(staff=6)
    three_weeks(make, make.ambassadorship(change, department), department, 6)
    make.signal(change, department, make.user())

    picture = see(change, viewer=COLLEAGUE)

    assert not picture.may_be_shown
    assert stage(picture, department) == ABSENT
    assert picture.signals is None
    assert picture.standing.staff.sum() == 0
    assert picture.total(picture.answers.ever).staff == 0


def test_empty_organisation_gives_an_empty_picture(make, see):
    picture = see(make.initiative())

    assert (len(picture.ground), picture.coverage.staff, picture.coverage.share) == (0, 0, None)
    assert not picture.may_be_shown
    assert (picture.never_reached(), picture.silent()) == ([], [])


def test_confirmed_department_is_at_the_last_stage_while_the_confirmation_holds(make, see, months):
    change = make.initiative()
    confirmed, other = make.department(staff=40), make.department(staff=40)
    make.confirmation(make.initiative("Iets anders"), other, TODAY - timedelta(days=30))
    make.confirmation(change, confirmed, TODAY - timedelta(days=370))

    days = [TODAY - timedelta(days=back) for back in (371, 370, 6, 5)]

    found = [stage(see(change, day), confirmed) for day in days]
    assert found == [Stage.NOT_REACHED, Stage.BY_ITSELF, Stage.BY_ITSELF, Stage.NOT_REACHED]
    assert stage(see(change, days[1]), other) == Stage.NOT_REACHED
    assert months(change).staff[1].tolist() == [40, 0, 0, 0, 40]


def test_withdrawn_confirmation_lifts_nothing_from_its_day_on(make, see):
    change = make.initiative()
    department = make.department(staff=40)
    day = TODAY - timedelta(days=10)
    make.confirmation(
        change, department, TODAY - timedelta(days=30), withdrawn_on=day, withdrawn_why="Het is weer als vroeger"
    )

    found = [stage(see(change, each), department) for each in (day - timedelta(days=1), day)]
    assert found == [Stage.BY_ITSELF, Stage.NOT_REACHED]


def test_group_is_confirmed_when_half_of_its_staff_is(make, see):
    change = make.initiative()
    domain = make.department("Domein", staff=20)
    small = make.department("Klein", domain, staff=8)
    make.department("Elders", staff=30)

    make.confirmation(change, small)
    one = see(change, viewer=COLLEAGUE)
    make.confirmation(change, domain)
    both = see(change, viewer=COLLEAGUE)

    assert [stage(one, each) for each in (domain, small)] == [Stage.NOT_REACHED, Stage.NOT_REACHED]
    assert [stage(both, each) for each in (domain, small)] == [Stage.BY_ITSELF, Stage.BY_ITSELF]


@pytest.fixture
def summer(make):
    """Six weeks that do not count, for one department with all below it or for everybody."""

    def quiet(department=None):
        return make.quiet_period(TODAY - timedelta(days=49), TODAY - timedelta(days=7), department)

    return quiet


def test_quiet_weeks_do_not_count_as_silence_for_the_department_and_all_below_it(make, see, summer):
    change = make.initiative()
    domain, elsewhere = make.department("Domein", staff=40), make.department("Elders", staff=40)
    team = make.department("Team", domain, staff=40)
    for each in (domain, elsewhere, team):
        three_weeks(make, make.ambassadorship(change, each), each, 10, last=TODAY - timedelta(days=60))
    summer(domain)

    picture = see(change)

    silence = picture.answers.silence
    assert [silence.days(place(picture, each)) for each in (domain, team, elsewhere)] == [18, 18, 60]
    assert [stage(picture, each) for each in (domain, team, elsewhere)] == [
        Stage.CARRIES_IT,
        Stage.CARRIES_IT,
        Stage.TAKES_PART,
    ]
    assert picture.silent() == [place(picture, elsewhere)]


def test_quiet_weeks_of_everybody_hold_in_every_month_and_for_every_viewer(make, see, months, summer):
    change = make.initiative()
    department = make.department(staff=40)
    make.department("Klein", department, staff=4)
    three_weeks(make, make.ambassadorship(change, department), department, 11, last=TODAY - timedelta(days=60))
    before = see(change, viewer=COLLEAGUE)

    summer()

    assert stage(before, department) == Stage.TAKES_PART
    for viewer in (EVERYTHING, COLLEAGUE):
        picture = see(change, viewer=viewer)
        assert stage(picture, department) == Stage.CARRIES_IT
        assert months(change, viewer).staff[-1][Stage.CARRIES_IT] >= 40


def test_quiet_weeks_of_a_department_that_is_no_more_are_nobodys(make, see, session, summer):
    change = make.initiative()
    closed = make.department("Oud", staff=30)
    summer(closed)
    version = session.scalars(select(DepartmentVersion)).one()
    version.valid_until = TODAY - timedelta(days=500)
    session.commit()

    assert len(see(change).ground) == 0


@pytest.mark.parametrize("began", [30, 500])
def test_who_is_still_placed_in_a_department_that_is_no_more_is_a_colleague(make, see, session, began):
    change = make.initiative(starts_on=TODAY - timedelta(days=began))
    closed, merged = make.department("Oud", staff=30), make.department("Nieuw", staff=40)
    make.ambassadorship(change, merged, make.person("Ank Visser", closed))
    version = session.scalars(select(DepartmentVersion).filter_by(department_id=closed.id)).one()
    version.valid_until = TODAY - timedelta(days=10)
    session.commit()

    coverage = see(change).coverage

    assert (coverage.own, coverage.elsewhere) == (40, 0)


def test_nothing_to_report_holds_for_all_that_the_unit_is_responsible_for(make, see):
    change = make.initiative()
    domain, elsewhere = make.department("Domein", staff=40), make.department("Elders", staff=40)
    team, own = make.department("Team", domain, staff=40), make.department("Eigen", domain, staff=40)
    make.need(team, needed=False)
    ambassador = make.ambassadorship(change, domain)
    day = TODAY - timedelta(days=3)
    make.nothing_to_report(ambassador, day)
    make.nothing_to_report(ambassador, TODAY - timedelta(days=1), undone_at=NOW)
    make.nothing_to_report(make.ambassadorship(make.initiative("Iets anders"), elsewhere))

    silence = (picture := see(change)).answers.silence

    found = [silence.reported_nothing(place(picture, each)) for each in (domain, team, own, elsewhere)]
    assert found == [day.toordinal(), day.toordinal(), None, None]
    assert silence.weeks(place(picture, domain)) is None
    assert see(change, day - timedelta(days=1)).answers.silence.reported_nothing(0) is None


@pytest.mark.parametrize(("days", "told"), [(56, True), (57, False)])
def test_nothing_to_report_is_told_for_eight_weeks(make, see, days, told):
    change = make.initiative()
    make.nothing_to_report(make.ambassadorship(change, make.department()), TODAY - timedelta(days=days))

    assert see(change).nothing_to_report(0) is told


def test_nothing_to_report_of_a_small_department_is_that_of_its_group(make, see):
    change = make.initiative()
    domain = make.department("Domein", staff=20)
    small = make.department("Klein", domain, staff=4)
    make.nothing_to_report(make.ambassadorship(change, small))

    picture = see(change, viewer=COLLEAGUE)

    assert picture.members[0] == [place(picture, domain), place(picture, small)]
    assert picture.answers.silence.reported_nothing(0) == TODAY.toordinal()
