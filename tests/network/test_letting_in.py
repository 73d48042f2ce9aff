"""A new ambassador gets in, and nobody gets in as somebody else."""

import pytest

from ambassadors.network.letting_in import invite_to_sign_in
from ambassadors.network.service import Recorder
from ambassadors.refusals import Refused
from ambassadors.security.policy import Role


@pytest.fixture
def recorder(make):
    return Recorder(make.user().id, make.today, make.now)


def refusal(session, person, recorder):
    with pytest.raises(Refused) as refused:
        invite_to_sign_in(session, person, recorder)
    return refused.value.code


def test_a_new_ambassador_gets_a_link_to_sign_in(session, make, recorder):
    person = make.person("Noor Bakker", email="noor@example.nl")
    user, token = invite_to_sign_in(session, person, recorder)

    assert (user.email, user.person_id, len(token) > 30) == ("noor@example.nl", person.id, True)


def test_no_link_is_made_that_lets_somebody_in_as_another(session, make, recorder):
    manager = make.person("Els Smit", email="els@example.nl")
    make.user(Role.ADMINISTRATOR, person=manager, email="els@example.nl")
    known = make.person("Tom Vos", email="tom@example.nl")
    signs_in = make.user(person=known, email="tom@example.nl")
    signs_in.password_hash = "…"
    session.commit()

    assert refusal(session, manager, recorder) == "link_by_administrator"
    assert refusal(session, known, recorder) == "signs_in_already"
    assert refusal(session, make.person(), recorder) == "no_address"
