"""What several people do at the same moment, each from a page of their own: nothing is lost, nothing breaks."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from sqlalchemy import func, select

from ambassadors.accounts.models import Grant
from ambassadors.db import FOREVER
from ambassadors.helprequests.models import HelpRequest, HelpStep
from ambassadors.helprequests.rules import HelpStatus, Move
from ambassadors.initiatives.models import Principle
from ambassadors.organisation.models import Need
from ambassadors.security.policy import Role


@pytest.fixture
def at_once():
    """Sends posts, each a visitor, an address and what the form holds, at the same moment; gives the answers."""

    def send(*posts):
        start = Barrier(len(posts), timeout=30)

        def one(post):
            visitor, path, values = post
            page = visitor.get("/account")
            start.wait()
            return visitor.post(path, page, **values).status

        with ThreadPoolExecutor(len(posts)) as pool:
            return list(pool.map(one, posts))

    return send


def test_principles_keep_an_order_when_they_are_added_and_moved(visit, make, session, at_once):
    user, initiative = make.user(Role.CHANGE_MANAGER), make.initiative(code="X")
    held = [make.principle(initiative, title).id for title in ("een", "twee", "drie")]
    added = [(visit.as_user(user), "/i/X/principles", {"title": f"erbij {n}", "watered_down": ""}) for n in range(3)]
    moved = [(visit.as_user(user), f"/i/X/principles/{each}/move", {"to": "up"}) for each in held]

    session.commit()

    assert at_once(*added, *moved) == [302] * 6
    positions = session.scalars(select(Principle.position)).all()
    assert (len(positions), len(set(positions))) == (6, 6)


def test_administrators_who_withdraw_each_other_leave_one(visit, make, session, at_once):
    one, other = make.user(Role.ADMINISTRATOR), make.user(Role.ADMINISTRATOR)
    grants = dict(session.execute(select(Grant.user_id, Grant.id)).all())

    at_once(
        (visit.as_user(one), f"/users/grants/{grants[other.id]}/withdraw", {}),
        (visit.as_user(other), f"/users/grants/{grants[one.id]}/withdraw", {}),
    )

    session.rollback()
    assert session.scalar(select(func.count()).select_from(Grant).where(Grant.valid_until == FOREVER)) == 1


def test_a_need_that_is_said_by_many_is_kept_once_and_the_others_are_told(visit, make, session, at_once):
    user = make.user(Role.CHANGE_MANAGER)
    make.initiative(code="X", starts_on=make.today - timedelta(days=1))
    make.department(code="D1")

    answers = at_once(*[(visit.as_user(user), "/i/X/board/need/D1", {"needed": "yes"}) for _each in range(4)])

    session.rollback()
    assert set(answers) <= {302, 409}
    assert session.scalar(select(func.count()).select_from(Need)) == 1


def test_a_request_that_many_take_is_taken_by_one_and_the_others_are_told(visit, make, session, at_once):
    initiative, care = make.initiative(), make.department()
    people = [make.person(department=care) for _each in range(4)]
    for person in people:
        make.ambassadorship(initiative, care, person)
    visitors = [visit.as_user(make.user(person=person)) for person in people]
    request = make.help_request(initiative, care)
    session.commit()

    answers = at_once(*[(each, f"/help/{request.id}/take", {"version": "1"}) for each in visitors])

    session.rollback()
    told = [each.get("/help/waiting").text for each in visitors]
    assert answers == [302] * 4
    assert session.scalar(select(func.count()).select_from(HelpStep).where(HelpStep.move == Move.TAKEN)) == 1
    assert session.scalar(select(HelpRequest.status)) is HelpStatus.TAKEN
    assert sum("Een ander was je voor." in each for each in told) == 3
