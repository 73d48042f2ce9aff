"""How the idea is guarded: concessions with their reason and end, and signals against each principle."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from ambassadors.db import db
from ambassadors.meetings.models import Agreement
from ambassadors.signals.rules import SignalStatus
from tests.conftest import NOW, TODAY
from tests.statements import counted

DAY = timedelta(days=1)


@pytest.fixture
def principle(make, change):
    return make.principle(change)


def test_a_concession_stands_on_the_page_of_the_change_with_its_reason_and_its_end(
    make, session, change, principle, chair, look
):
    form = chair.get(chair.get("/i/DT").links["Record a concession"])
    refused = chair.send(form, "what", what="Vergunningen blijven zoals ze zijn", why="", principle=str(principle.id))
    without = chair.send(form, "what", what="Vergunningen blijven zoals ze zijn", why="Daarom")

    answer = chair.send(
        form,
        "what",
        what="Vergunningen blijven zoals ze zijn",
        why="Het nieuwe systeem komt eerst",
        due_on=(TODAY + 60 * DAY).isoformat(),
        principle=str(principle.id),
    )

    assert (refused.status, "a concession without a reason stays for good" in refused.text) == (422, True)
    assert "Choose the principle that it departs from." in without.text
    assert answer.status == 302
    text = look(make.user()).get("/i/DT").text
    assert "Vergunningen blijven zoals ze zijn until 22 January 2027 Het nieuwe systeem komt eerst" in text
    assert "Principle: Elke brief is in gewone taal" in text


def test_a_concession_that_ends_soon_asks_for_attention_and_one_that_ended_says_so(
    make, session, change, principle, hilde, chair
):
    chair.send(
        chair.get("/i/DT/agreements/new?kind=concession"),
        "what",
        what="Vergunningen blijven zoals ze zijn",
        why="Het systeem komt eerst",
        due_on=(TODAY + 29 * DAY).isoformat(),
        principle=str(principle.id),
    )
    assert (
        "A concession ends on 22 December 2026: “Vergunningen blijven zoals ze zijn”"
        in chair.get("/i/DT/attention").text
    )
    session.scalars(select(Agreement)).one().due_on = TODAY - DAY
    session.commit()

    assert "ended on 22 November 2026" in chair.get("/i/DT").text


@pytest.fixture
def told(make, session, change, principle):
    """Signals against a principle: one of this quarter that is open, two of earlier ones, and one of long ago."""
    department = make.department(staff=20)
    for days, status in (
        (10, SignalStatus.ESCALATED),
        (100, SignalStatus.FED_BACK),
        (500, SignalStatus.FED_BACK),
        (900, SignalStatus.FED_BACK),
    ):
        made = make.signal(change, department, make.user(), status=status, at=NOW - days * DAY)
        made.principle_id = principle.id
    session.commit()


def test_signals_against_a_principle_are_told_per_quarter(told, make, look):
    text = look(make.user()).get("/i/DT").text

    assert "3 signals in two years, 1 of them is open." in text
    assert "Q1 2025 0 Q2 2025 0 Q3 2025 1 Q4 2025 0 Q1 2026 0 Q2 2026 0 Q3 2026 1 Q4 2026 1" in text


def test_who_reads_the_inbox_goes_from_a_principle_to_its_signals(told, make, chair, look):
    page = chair.get("/i/DT")

    inbox = chair.get(page.links["Read them"])

    assert inbox.text.count("De brieven worden weer langer Raised on") == 4
    assert "Read them" not in look(make.user()).get("/i/DT").text


@pytest.mark.parametrize("count", [1, 40])
def test_the_page_of_the_change_asks_as_much_for_many_signals(app, make, session, change, principle, chair, count):
    department = make.department(staff=20)
    for number in range(count):
        made = make.signal(change, department, make.user(), at=NOW - 20 * number * DAY)
        made.principle_id = principle.id
    session.commit()

    with app.app_context(), counted(db.session) as statements:
        chair.get("/i/DT")

    assert len(statements) == 10


def test_without_concessions_only_who_may_make_one_is_told(make, change, chair, look):
    assert "No concessions." in chair.get("/i/DT").text
    assert "Where we give in" not in look(make.user()).get("/i/DT").text
