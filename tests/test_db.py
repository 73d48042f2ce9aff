"""What the database holds by itself, on both kinds."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from sqlalchemy import literal, select
from sqlalchemy.exc import IntegrityError, StatementError

from ambassadors.accounts.models import User
from ambassadors.activities.models import DoneBy, Reach
from ambassadors.db import FOREVER, after_commit, attempt, to_keep, transaction
from ambassadors.network.models import Ambassadorship
from ambassadors.organisation.models import DepartmentVersion, Headcount, Need, Placement

DAY = date(2026, 1, 1)


def refused(session, *rows) -> bool:
    session.add_all(rows)
    try:
        session.flush()
    except IntegrityError:
        return True
    finally:
        session.rollback()
    return False


def test_periods_of_one_department_do_not_overlap(session, make):
    department = make.department()

    assert refused(session, DepartmentVersion(department_id=department.id, name="B", valid_from=DAY))
    assert refused(session, Headcount(department_id=department.id, amount=3, valid_from=DAY))


def test_one_person_works_in_one_department_at_a_time(session, make):
    person = make.person(department=make.department())

    assert refused(session, Placement(person_id=person.id, department_id=make.department().id, valid_from=DAY))


def test_needs_for_one_initiative_and_for_all_do_not_get_in_each_others_way(session, make):
    department, initiative = make.department(), make.initiative()
    make.need(department)

    assert refused(session, Need(department_id=department.id, needed=False, valid_from=DAY))
    assert not refused(session, Need(department_id=department.id, needed=False, initiative_id=initiative.id))


def test_one_person_is_ambassador_once_at_a_time_for_an_initiative_and_a_department(session, make):
    first = make.ambassadorship(make.initiative(), make.department(), since=DAY, until=date(2026, 6, 1))
    same = {"initiative_id": first.initiative_id, "person_id": first.person_id, "department_id": first.department_id}

    assert refused(session, Ambassadorship(**same, valid_from=date(2026, 5, 31)))
    assert not refused(session, Ambassadorship(**same, valid_from=date(2026, 6, 1)))


def test_a_period_ends_after_it_began(session, make):
    department = make.department()

    assert refused(session, Headcount(department_id=department.id, amount=1, valid_from=FOREVER, valid_until=FOREVER))


@pytest.mark.parametrize(
    ("low", "high", "first_timers"), [(-1, 2, None), (3, 2, None), (2, None, None), (1, 2, 3), (1, 2, -1)]
)
def test_numbers_that_cannot_be_are_refused(session, make, low, high, first_timers):
    activity = make.activity(make.ambassadorship(make.initiative(), make.department()))
    reach = Reach(
        activity_id=activity.id, department_id=make.department().id, low=low, high=high, first_timers=first_timers
    )

    assert refused(session, reach)


def test_an_activity_belongs_to_ambassadorships_of_its_own_initiative(session, make):
    activity = make.activity(make.ambassadorship(make.initiative(), make.department()))
    elsewhere = make.ambassadorship(make.initiative(), make.department())

    assert refused(
        session,
        DoneBy(activity_id=activity.id, ambassadorship_id=elsewhere.id, initiative_id=activity.initiative_id),
    )


def test_an_instant_comes_back_as_it_was_whatever_its_zone(session, make):
    summer = datetime(2026, 7, 1, 12, tzinfo=timezone(timedelta(hours=2)))
    user = make.user()
    user.created_at = summer
    session.commit()
    session.expire_all()

    assert session.get_one(User, user.id).created_at == datetime(2026, 7, 1, 10, tzinfo=UTC)


def test_an_instant_without_a_zone_is_refused(session, make):
    user = make.user()
    user.created_at = datetime(2026, 7, 1)  # noqa: DTZ001  that is what is refused

    with pytest.raises(StatementError, match="time zone"):
        session.flush()


def test_two_decimals_of_staff_are_kept(session, make):
    department = make.department(staff=83.45)
    session.expire_all()

    kept = session.query(Headcount).filter_by(department_id=department.id).one()
    assert kept.amount == 83.45


def test_what_is_raised_takes_back_what_was_written(session, make):
    with pytest.raises(RuntimeError), transaction(session):
        session.add(User(email="a@b.nl", name="A", created_at=make.now))
        session.flush()
        raise RuntimeError

    assert session.query(User).count() == 0


def test_what_is_to_happen_after_a_commit_happens_only_then(session):
    happened = []
    with transaction(session):
        after_commit(session, lambda: happened.append("kept"))
        with pytest.raises(RuntimeError), attempt(session):
            after_commit(session, lambda: happened.append("taken back"))
            raise RuntimeError
        assert happened == []

    assert happened == ["kept"]


def test_a_transaction_is_not_begun_inside_another(session):
    with transaction(session), pytest.raises(RuntimeError, match="already"), transaction(session):
        pass


def test_rows_to_keep_share_equal_days_and_numbers_and_nothing_else(session, make):
    make.department(staff=12.5)
    make.department(staff=12.5)
    rows = select(Headcount.valid_from, Headcount.amount, literal(5000), Headcount.externals)

    one, other = to_keep(session.execute(rows.order_by(Headcount.id)))

    assert one == other
    assert type(one) is tuple
    assert one[0] is other[0]
    assert one[2] is other[2]
    assert [type(value) for value in one] == [date, float, int, type(None)]
