"""Invitations, passwords, grants and the throttle."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from ambassadors.accounts import queries, service
from ambassadors.accounts.models import LinkPurpose, SignInFailure, User
from ambassadors.accounts.rules import FAILURES_PER_ADDRESS, INVITATION_LASTS, THROTTLE_WINDOW, password_problem
from ambassadors.network.models import AmbassadorshipStep
from ambassadors.network.queries import ambassador_roles
from ambassadors.network.rules import Status
from ambassadors.refusals import Refused
from ambassadors.security.models import AuditEntry
from ambassadors.security.policy import HeldRole, Role

PASSWORD = "vier losse woorden hier"
KEY = "a key"


@pytest.fixture
def user(make, session):
    made = make.user(Role.EMPLOYEE)
    service.set_password(session, made, PASSWORD, make.now)
    session.commit()
    return made


def attempt(session, make, user, password, network="10.0.0.1", after=timedelta()):
    return service.sign_in(session, user.email, password, network, KEY, make.now + after)


def test_the_right_password_signs_in_whatever_the_case_of_the_address(session, make, user):
    assert service.sign_in(session, f" {user.email.upper()} ", PASSWORD, "10.0.0.1", KEY, make.now) is user


def test_a_wrong_password_does_not(session, make, user):
    assert attempt(session, make, user, "something else") is None


def test_an_unknown_address_does_not(session, make):
    assert service.sign_in(session, "nobody@example.nl", PASSWORD, "10.0.0.1", KEY, make.now) is None


def test_a_closed_account_does_not(session, make, user):
    service.close(session, user, make.now, make.today, by=user.id)

    assert attempt(session, make, user, PASSWORD) is None


def test_after_too_many_failures_even_the_right_password_waits(session, make, user):
    for _each in range(FAILURES_PER_ADDRESS):
        attempt(session, make, user, "wrong")

    with pytest.raises(Refused) as refusal:
        attempt(session, make, user, PASSWORD)

    assert refusal.value.code == "throttled"
    assert attempt(session, make, user, PASSWORD, after=THROTTLE_WINDOW + timedelta(seconds=1)) is user


def test_signing_in_wipes_the_failures_of_that_address(session, make, user):
    for _each in range(FAILURES_PER_ADDRESS - 1):
        attempt(session, make, user, "wrong")
    attempt(session, make, user, PASSWORD)

    assert attempt(session, make, user, "wrong") is None


def test_the_throttle_keeps_no_address_that_can_be_read(session, make, user):
    attempt(session, make, user, "wrong", network="10.1.2.3")

    kept = session.scalars(select(SignInFailure.key)).all()
    assert len(kept) == 2
    assert not any(user.email in each or "10.1.2.3" in each for each in kept)


@pytest.mark.parametrize(
    ("password", "problem"),
    [
        ("kort", "password_short"),
        ("aaaaaaaaaaaaaaaa", "password_simple"),
        ("iemand@example.nl", "password_simple"),
        (PASSWORD, None),
    ],
)
def test_passwords_are_long_and_not_trivial(password, problem):
    assert password_problem(password, "iemand@example.nl") == problem


def test_a_link_works_once(session, make):
    invited, token = service.invite(session, "new@example.nl", Role.ADMINISTRATOR, None, make.now, make.today)
    link = service.usable_link(session, token, make.now)
    assert link.user_id == invited.id

    service.set_password(session, invited, PASSWORD, make.now)

    assert service.usable_link(session, token, make.now) is None


def test_a_link_expires(session, make):
    _invited, token = service.invite(session, "new@example.nl", Role.EMPLOYEE, None, make.now, make.today)

    assert service.usable_link(session, token, make.now + INVITATION_LASTS) is None


def test_a_newer_link_replaces_an_older_one(session, make, user):
    older = service.new_link(session, user, LinkPurpose.RESET, make.now)
    newer = service.new_link(session, user, LinkPurpose.RESET, make.now)

    assert service.usable_link(session, older, make.now) is None
    assert service.usable_link(session, newer, make.now) is not None


def test_who_is_in_the_staff_file_is_linked_and_named_when_invited(session, make):
    person = make.person("Fatima El Amrani", email="fatima@example.nl")

    invited, _token = service.invite(session, "Fatima@example.nl ", Role.KERNGROEP, None, make.now, make.today)

    assert (invited.person_id, invited.name) == (person.id, "Fatima El Amrani")


def test_inviting_twice_gives_one_user_and_one_grant(session, make):
    initiative = make.initiative(code="X")
    for _each in range(2):
        invited, _token = service.invite(session, "k@example.nl", Role.CHAIR, initiative.id, make.now, make.today)

    assert session.query(User).count() == 1
    actor = queries.load_actor(session, invited, make.today, ())
    assert actor.roles == (HeldRole(Role.EMPLOYEE), HeldRole(Role.CHAIR, "X"))


def test_an_ambassador_is_not_made_by_a_grant(session, make):
    with pytest.raises(Refused) as refusal:
        service.invite(session, "a@example.nl", Role.AMBASSADOR, None, make.now, make.today)

    assert refusal.value.code == "role_not_granted"


def test_an_ambassadorship_makes_an_ambassador_for_that_initiative(session, make):
    department, initiative = make.department(), make.initiative(code="X")
    person = make.person(department=department)
    make.ambassadorship(initiative, department, person)
    actor = queries.load_actor(session, make.user(person=person), make.today, (ambassador_roles,))

    assert actor.holds(Role.AMBASSADOR, initiative="X")
    assert not actor.holds(Role.AMBASSADOR, initiative="Y")


def test_who_stands_in_is_an_ambassador_for_as_long_as_the_break_lasts(session, make):
    initiative = make.initiative(code="X")
    paused = make.ambassadorship(initiative, make.department())
    stand_in = make.person()
    user = make.user(person=stand_in)
    back = make.today + timedelta(days=7)
    session.add(
        AmbassadorshipStep(
            ambassadorship_id=paused.id,
            number=2,
            status=Status.PAUSED,
            on=make.today,
            until=back,
            stand_in_id=stand_in.id,
            recorded_at=make.now,
        )
    )
    session.flush()

    during = queries.load_actor(session, user, make.today, (ambassador_roles,))
    afterwards = queries.load_actor(session, user, back, (ambassador_roles,))

    assert during.holds(Role.AMBASSADOR, initiative="X")
    assert not afterwards.holds(Role.AMBASSADOR)


def test_the_last_administrator_stays(session, make):
    administrator = make.user(Role.ADMINISTRATOR)

    with pytest.raises(Refused) as refusal:
        service.close(session, administrator, make.now, make.today, by=administrator.id)

    assert refusal.value.code == "last_administrator"


def test_a_new_password_ends_sessions_that_were_open(session, make, user):
    before = user.session_epoch

    service.set_password(session, user, "andere vier woorden nu", make.now)

    assert user.session_epoch == before + 1


def test_what_is_done_to_accounts_is_on_the_trail(session, make):
    by = make.user(Role.ADMINISTRATOR)
    invited, _token = service.invite(session, "n@example.nl", Role.EMPLOYEE, None, make.now, make.today, by.id)
    session.flush()

    entry = session.scalars(select(AuditEntry)).one()
    assert (entry.user_id, entry.action, entry.subject, entry.subject_id) == (by.id, "invited", "user", invited.id)
    assert entry.details == {"role": "employee", "initiative": None}
