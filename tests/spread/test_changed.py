"""What changed between two days, reckoned by hand; and that it says no more than the two days by themselves."""

from datetime import timedelta

import pytest

from ambassadors.measures.stages import Rule, Stage
from ambassadors.network.models import AmbassadorshipStep
from ambassadors.network.rules import Status
from ambassadors.organisation.models import DepartmentVersion, Headcount, Succession
from ambassadors.results.queries import worklist_of
from ambassadors.results.rules import ResultStatus
from ambassadors.signals.models import SignalStep
from ambassadors.signals.rules import SignalStatus
from ambassadors.spread.changed import Changed, Handed, Move, Passed, changed_since, lost_by, moved_results
from ambassadors.spread.picture import Picture, picture_of
from ambassadors.spread.queries import facts_of
from ambassadors.spread.through_time import Viewer
from tests.conftest import NOW, TODAY
from tests.spread.towns import town

KERNGROEP, COLLEAGUE = Viewer(sees_small=True), Viewer(sees_small=False)
SINCE = TODAY - timedelta(days=30)


@pytest.fixture
def changes(session):
    """What changed in a change since a day; what was made in the meantime is in it."""

    def look(change, viewer: Viewer = KERNGROEP, since=SINCE, head: str | None = None) -> Changed:
        return looked_at(session, change, viewer, since, head)[1]

    return look


@pytest.fixture
def lost(session):
    """The rules that no longer hold of each department that fell back since a day."""

    def look(change, since=SINCE) -> list[tuple[Rule, ...]]:
        picture, found = looked_at(session, change, KERNGROEP, since)
        return [lost_by(picture, move) for move in found.back]

    return look


def looked_at(session, change, viewer: Viewer, since, head: str | None = None) -> tuple[Picture, Changed]:
    session.expire_all()
    facts = facts_of(session, change, TODAY)
    picture = picture_of(facts, TODAY, viewer, head)
    results = moved_results(since, picture, worklist_of(session, change.id))
    return picture, changed_since(since, facts, picture, viewer, results)


def meet(make, ambassadorship, department, *days_ago: int, people: int = 10) -> None:
    for days in days_ago:
        make.activity(ambassadorship, department, on=TODAY - timedelta(days=days), reached=(people, people, None))


def test_department_that_went_further_is_told_with_both_stages_the_largest_first(make, changes):
    change = make.initiative()
    large, small = make.department("Groot", staff=40), make.department("Gering", staff=20)
    ambassador = make.ambassadorship(change, small)
    meet(make, ambassador, small, 50, 40, 5)
    meet(make, ambassador, large, 2)

    found = changes(change)

    assert found.forward == (
        Move(1, Stage.NOT_REACHED, Stage.HEARD),
        Move(0, Stage.HEARD, Stage.CARRIES_IT),
    )
    assert found.back == ()


@pytest.mark.parametrize(
    ("met", "since", "rules"),
    [
        ((195, 188, 181), 15, (Rule.CONTACT_WEEKS,)),
        ((100, 90, 60), 30, (Rule.RECENT_CONTACT,)),
        ((370,), 30, (Rule.HEARD,)),
    ],
)
def test_department_that_fell_back_tells_which_rule_no_longer_holds(make, lost, met, since, rules):
    change = make.initiative()
    department = make.department(staff=40)
    meet(make, make.ambassadorship(change, department, since=TODAY - timedelta(days=390)), department, *met)

    assert lost(change, since=TODAY - timedelta(days=since)) == [rules]


def test_department_whose_ambassador_stopped_fell_back_for_that(make, session, changes, lost):
    change = make.initiative()
    department = make.department(staff=40)
    ambassador = make.ambassadorship(change, department, until=TODAY - timedelta(days=10))
    meet(make, ambassador, department, 45, 30, 20)

    found = changes(change, since=TODAY - timedelta(days=12))

    assert found.back == (Move(0, Stage.CARRIES_IT, Stage.TAKES_PART),)
    assert lost(change, since=TODAY - timedelta(days=12)) == [(Rule.AMBASSADOR,)]
    assert found.handed == Handed(began=(), stopped=(0,), handed_over=())
    assert found.gaps_opened == (0,)


def test_ambassadors_who_begin_and_hand_over_are_told_by_department(make, changes):
    change = make.initiative()
    handed, new = make.department("Groen", staff=40), make.department("Rood", staff=20)
    make.ambassadorship(change, handed, until=TODAY - timedelta(days=10))
    make.ambassadorship(change, handed, since=TODAY - timedelta(days=10))
    make.ambassadorship(change, new, since=TODAY)

    found = changes(change)

    assert found.handed == Handed(began=(1,), stopped=(), handed_over=(0,))
    assert (found.gaps_opened, found.gaps_closed) == ((), (1,))


def test_break_without_a_stand_in_opens_a_gap_though_nobody_stopped(make, session, changes):
    change = make.initiative()
    ambassador = make.ambassadorship(change, make.department())
    ambassador.steps.append(
        AmbassadorshipStep(
            number=2,
            status=Status.PAUSED,
            on=TODAY - timedelta(days=3),
            until=TODAY + timedelta(days=30),
            recorded_at=NOW,
        )
    )
    session.commit()

    found = changes(change)

    assert (found.handed.stopped, found.gaps_opened) == ((), (0,))


def test_signals_and_results_are_counted_between_the_days(make, session, changes):
    change = make.initiative()
    department, user = make.department(), make.user()
    make.signal(change, department, user, at=NOW - timedelta(days=90))
    answered = make.signal(change, department, user, at=NOW - timedelta(days=5))
    answered.steps.append(SignalStep(number=2, status=SignalStatus.ANSWERED, at=NOW, by=user.id))
    answered.status = SignalStatus.ANSWERED
    session.commit()
    new = make.result(change, department, (ResultStatus.IN_USE, TODAY - timedelta(days=3)))
    make.result(change, department, (ResultStatus.IN_USE, TODAY - timedelta(days=31)))
    again = make.result(
        change, department, (ResultStatus.IN_USE, TODAY - timedelta(days=90)), (ResultStatus.TO_DO, TODAY)
    )

    found = changes(change)

    assert (found.raised, found.answered, found.closed) == (1, 1, 0)
    assert [result.id for result in found.in_use] == [new.id]
    assert [result.id for result in found.out_of_use] == [again.id]


def close(session, department, on) -> None:
    for table in (DepartmentVersion, Headcount):
        session.query(table).filter_by(department_id=department.id).update({"valid_until": on})
    session.commit()


def test_department_that_went_over_is_told_and_did_not_fall_back(make, session, changes):
    change = make.initiative()
    old, between, new = make.department("Oud"), make.department("Even"), make.department("Nieuw")
    meet(make, make.ambassadorship(change, old), old, 60, 50, 40)
    close(session, old, TODAY - timedelta(days=20))
    close(session, between, TODAY - timedelta(days=10))
    session.add(Succession(from_id=old.id, to_id=between.id, on=TODAY - timedelta(days=20)))
    session.add(Succession(from_id=between.id, to_id=new.id, on=TODAY - timedelta(days=10)))
    session.commit()

    found = changes(change)

    assert sorted(found.passed, key=lambda each: each.name) == [Passed("Even", (0,)), Passed("Oud", (0,))]
    assert found.back == ()


def test_department_that_ended_without_an_heir_is_no_more(make, session, changes):
    change = make.initiative()
    make.department("Blijft")
    close(session, make.department("Weg"), TODAY - timedelta(days=5))

    assert changes(change).passed == (Passed("Weg", ()),)


def test_group_of_other_departments_than_before_is_not_compared(make, session, changes):
    change = make.initiative()
    domain = make.department("Domein", staff=30)
    small = make.department("Klein", domain, staff=20)
    meet(make, make.ambassadorship(change, small), small, 40, 30, 5, people=20)
    count = session.query(Headcount).filter_by(department_id=small.id).one()
    count.valid_until = TODAY - timedelta(days=10)
    session.add(Headcount(department_id=small.id, amount=8, valid_from=TODAY - timedelta(days=10)))
    session.commit()

    assert [move.after for move in changes(change).forward] == [Stage.CARRIES_IT]
    assert changes(change, COLLEAGUE).forward == changes(change, COLLEAGUE).back == ()


def test_branch_tells_of_itself_alone(make, changes):
    change = make.initiative()
    make.department("Domein", staff=30, code="DOM")
    elsewhere = make.department("Elders", staff=30)
    ambassador = make.ambassadorship(change, elsewhere, since=TODAY)
    meet(make, ambassador, elsewhere, 5)
    make.signal(change, elsewhere, make.user())
    make.result(change, elsewhere, (ResultStatus.IN_USE, TODAY))

    found = changes(change, head="DOM")

    assert (found.forward, found.raised, found.in_use, found.gaps_closed) == ((), 0, (), ())
    assert found.handed == Handed((), (), ())


@pytest.mark.parametrize("seed", [1, 2])
@pytest.mark.parametrize("viewer", [KERNGROEP, COLLEAGUE])
def test_moves_are_the_differences_of_the_pictures_of_both_days(make, session, changes, seed, viewer):
    made = town(make, seed)
    session.expire_all()
    facts = facts_of(session, made.change, TODAY)
    since = TODAY - timedelta(days=200)
    then, now = (picture_of(facts, day, viewer) for day in (since, TODAY))

    found = changes(made.change, viewer, since)

    moves = {move.group: (move.before, move.after) for move in (*found.forward, *found.back)}
    stage = {group: now.answers.stages.stage[group] for group in now.groups.tolist()}
    before = {group: then.stage[now.members[group][0]] for group in stage}
    assert moves == {group: (before[group], stage[group]) for group in stage if before[group] != stage[group]}
    assert moves
