"""When a break is over, and being there for questions only."""

from datetime import timedelta

import pytest

from ambassadors.network.models import Ambassadorship, AmbassadorshipStep
from ambassadors.network.rules import Status
from tests.network.conftest import fresh, statuses


def paused(session, make, seat, until):
    seat.steps.append(
        AmbassadorshipStep(
            number=2, status=Status.PAUSED, on=make.today - timedelta(days=30), until=until, recorded_at=make.now
        )
    )
    session.commit()


@pytest.mark.parametrize(
    ("answer", "status"), [("back", Status.ACTIVE), ("questions", Status.QUESTIONS), ("stop", Status.ENDED)]
)
@pytest.mark.parametrize("days", [-3, 0, 7])
def test_when_a_break_ends_the_ambassador_says_what_comes_then_and_may_undo_it(
    session, make, visit, initiative, care, answer, status, days
):
    person = make.person("Fatima Yilmaz", care)
    seat = make.ambassadorship(initiative, care, person)
    paused(session, make, seat, make.today + timedelta(days=days))
    visitor = visit.as_user(make.user(person=person))
    home = visitor.get("/")
    said = next(form for form in home.forms if form.fields.get("answer") == [answer])
    visitor.client.post(said.action, data={name: values[0] for name, values in said.fields.items()})
    assert statuses(session) == [[Status.ACTIVE, Status.PAUSED, status]]

    again = visitor.get("/i/taal/join")
    undo = next(form for form in again.forms if form.fields.get("answer") == ["undo"])
    visitor.client.post(undo.action, data={name: values[0] for name, values in undo.fields.items()})
    assert statuses(session) == [[Status.ACTIVE, Status.PAUSED]]


def test_a_break_that_goes_on_asks_nothing_yet(session, make, visit, manager, initiative, care):
    person = make.person("Fatima Yilmaz", care)
    seat = make.ambassadorship(initiative, care, person)
    paused(session, make, seat, make.today + timedelta(days=8))
    visitor = visit.as_user(make.user(person=person))

    assert not [form for form in visitor.get("/").forms if "answer" in form.fields]
    assert "Te regelen" not in manager.get("/i/taal/board").text
    page = visitor.get("/i/taal/join")
    token = visitor.get("/account")
    version = fresh(session).get(Ambassadorship, seat.id).version
    refused = visitor.post("/i/taal/join", token, answer="stop", ambassadorship=seat.id, version=version)
    assert (page.status, refused.status) == (200, 409)


def test_an_ambassador_for_questions_only_leaves_a_gap(session, make, manager, initiative, care):
    seat = make.ambassadorship(initiative, care, make.person("Fatima Yilmaz", care))
    page = manager.get(f"/i/taal/board?do=end&of=a-{seat.id}&at=tree")
    answer = manager.send(page, "stays", stays="questions")

    text = manager.follow(answer).text
    assert "Fatima Yilmaz is er alleen nog voor vragen." in text
    assert "1 afdeling zit nog zonder." in text
    manager.send(manager.get("/i/taal/board?q=wmo"), f"/board/{seat.id}/resume")
    assert statuses(session) == [[Status.ACTIVE, Status.QUESTIONS, Status.ACTIVE]]


def test_who_answers_questions_only_is_found_as_such(make, visit, initiative, care):
    make.ambassadorship(initiative, care, make.person("Els Smit", care, email="els@example.nl"), Status.QUESTIONS)
    visitor = visit.as_user(make.user(person=make.person("Bram Vos", care)))

    assert "Jouw afdeling: Wmo Nog niemand. Iets voor jou? Voor vragen: Els Smit els@example.nl" in (
        visitor.get("/ambassadors").text
    )
    assert "Els Smit alleen voor vragen" in visitor.get("/i/taal/departments/WMO").text
