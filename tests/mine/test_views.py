"""My page tells me what I did and set in motion, and nobody else."""

from datetime import date, timedelta

import pytest

from ambassadors.db import db
from ambassadors.network.models import AmbassadorshipStep
from ambassadors.network.rules import Status
from ambassadors.results.models import ResultStep
from ambassadors.results.rules import ResultStatus
from ambassadors.security.policy import Role
from ambassadors.signals.models import SignalStep
from ambassadors.signals.rules import SignalStatus
from ambassadors.thanks.models import Thanks
from tests.statements import counted

DAY = timedelta(days=1)
LAST_YEAR, THIS_YEAR = date(2025, 12, 3), date(2026, 11, 2)


@pytest.fixture
def worked_on(make, session, town):
    """Makes a result that Anna adapted, and that is something by now."""

    def on_it(name, status=ResultStatus.IN_USE, on=THIS_YEAR, taken_back=False):
        made = make.result(town.change, town.contact, name=name)
        made.status, made.since = status, on
        step = {"result_id": made.id, "recorded_at": make.now, "on": on}
        session.add(ResultStep(number=1, status=ResultStatus.ADAPTED, ambassadorship_id=town.seat.id, **step))
        if taken_back:
            session.add(ResultStep(number=2, status=ResultStatus.TO_DO, undoes=1, **step))
        session.commit()
        return made

    return on_it


def test_it_tells_whom_i_reached_and_how_often(make, town, anna):
    make.activity(town.seat, town.contact, kind="workshop", on=THIS_YEAR, reached=(6, 15, 4))
    make.activity(town.seat, town.desk, on=THIS_YEAR + 7 * DAY)
    make.activity(town.seat, town.taxes, on=THIS_YEAR + 7 * DAY, reached=(2, 5, 3))
    make.activity(town.seat, town.taxes, on=THIS_YEAR, reached=(0, 0, None))
    make.activity(town.seat, make.department("Wegen"), on=THIS_YEAR, undone_at=make.now)

    text = anna.get("/me").text

    assert "Collega’s van 3 afdelingen deden mee. Belastingen is niet je eigen afdeling: je ging erheen." in text
    assert "Voor 7 collega’s was het de eerste keer, voor zover dat is gevraagd." in text
    assert "Je deed 4 activiteiten, in 2 verschillende weken. Gesprek (3×), Workshop." in text


def test_a_message_to_many_is_counted_as_done_and_reaches_nobody_here(make, town, anna):
    make.activity(town.seat, town.taxes, kind="intranet_post", on=THIS_YEAR, reached=(None, None, None))

    text = anna.get("/me").text

    assert "Je deed 1 activiteit." in text
    assert "deden mee" not in text


def test_this_year_and_all_of_it_are_told_apart(make, town, anna):
    make.activity(town.seat, town.contact, on=LAST_YEAR)

    year, ever = anna.get("/me").text, anna.get("/me?period=all").text

    assert "Nog niets in 2026" in year
    assert "Collega’s van Klantcontact deden mee. Je deed 1 activiteit. Gesprek." in ever


def test_during_a_break_it_was_who_stood_in(make, session, visit, town, anna):
    joyce = make.person("Joyce", town.contact)
    paused = AmbassadorshipStep(
        ambassadorship_id=town.seat.id,
        number=2,
        status=Status.PAUSED,
        on=THIS_YEAR,
        until=THIS_YEAR + 60 * DAY,
        stand_in_id=joyce.id,
        recorded_at=make.now,
    )
    session.add(paused)
    session.commit()
    make.activity(town.seat, town.taxes, on=THIS_YEAR + DAY)

    assert "Nog niets in 2026" in anna.get("/me").text
    assert "Collega’s van Belastingen deden mee." in visit.as_user(make.user(person=joyce)).get("/me").text


def test_it_tells_which_results_are_in_use_that_i_worked_on(make, town, anna, worked_on):
    letter = worked_on("Brief over uitstel")
    worked_on("Nog niet klaar", ResultStatus.TESTED)
    worked_on("Was een vergissing", taken_back=True)
    worked_on("Vorig jaar", on=LAST_YEAR)
    make.result(town.change, town.contact, (ResultStatus.IN_USE, THIS_YEAR), name="Van een ander")

    page = anna.get("/me")

    told = {"Brief over uitstel", "Nog niet klaar", "Was een vergissing", "Vorig jaar", "Van een ander"}
    assert told & set(page.links) == {"Brief over uitstel"}
    assert page.links["Brief over uitstel"] == f"/i/taal/results/{letter.id}"
    assert told & set(anna.get("/me?period=all").links) == {"Brief over uitstel", "Vorig jaar"}


def test_it_tells_who_became_ambassador_through_me(make, session, town, anna):
    for name, status in (("Bram Vos", Status.ACTIVE), ("Nog Kandidaat", Status.CANDIDATE)):
        made = make.ambassadorship(town.change, town.taxes, make.person(name), status)
        made.recruited_by_id = town.anna.id
    session.commit()

    text = anna.get("/me").text

    assert "Door jou ambassadeur geworden Bram Vos Belastingen" in text
    assert "Nog Kandidaat" not in text


def test_it_tells_the_answer_to_my_signal(make, session, town, anna):
    signal = make.signal(
        town.change, town.contact, town.user, "De brieven worden langer", SignalStatus.SOLVED_LOCALLY
    )
    session.add(
        SignalStep(
            signal_id=signal.id,
            number=2,
            status=SignalStatus.SOLVED_LOCALLY,
            at=make.now - 40 * DAY,
            by=make.user().id,
            note="De standaardbrief is ingekort.",
        )
    )
    session.commit()

    assert "De brieven worden langer De standaardbrief is ingekort." in anna.get("/me").text


def test_for_somebody_new_it_says_what_will_stand_here(make, visit):
    text = visit.as_user(make.user()).get("/me").text

    assert "Hier staat nog niets" in text
    assert "Certificaat" not in text


def test_nobody_else_sees_any_of_it_whatever_their_role(make, visit, town, worked_on):
    worked_on("Brief over uitstel")
    make.activity(town.seat, town.taxes, on=THIS_YEAR)
    others = [make.user(role, initiative=town.change) for role in (Role.CHANGE_MANAGER, Role.CHAIR, Role.SECRETARY)]
    others += [make.user(Role.ADMINISTRATOR), make.user(person=make.person(department=town.contact))]

    for other in others:
        visitor = visit.as_user(other)
        assert "Hier staat nog niets" in visitor.get("/me").text
        assert visitor.get(f"/me?period=all&person={town.anna.id}&user={town.user.id}").text.count("Anna") == 0
        assert visitor.get(f"/me/certificate/{town.seat.id}", 404).status == 404
    assert visit.get("/me", 302).location.startswith("/sign-in")


def test_the_start_page_and_the_account_lead_to_it(anna):
    assert anna.get("/").links["Wat jij in gang zette"] == "/me"
    assert anna.get("/account").links["Mijn pagina"] == "/me"
    assert anna.get("/account").links["Download alles wat over jou bewaard wordt"] == "/me/data.zip"


@pytest.mark.parametrize("number", [1, 300])
def test_it_takes_as_many_queries_for_one_of_everything_as_for_300(make, session, town, anna, worked_on, number):
    for place in range(number):
        make.activity(town.seat, town.taxes if place % 2 else town.contact, on=THIS_YEAR)
        worked_on(f"Brief {place}")
        recruit = make.ambassadorship(town.change, town.taxes, since=THIS_YEAR)
        recruit.recruited_by_id = town.anna.id
        signal = make.signal(town.change, town.contact, town.user, status=SignalStatus.SOLVED_LOCALLY)
        step = {"signal_id": signal.id, "number": 2, "status": SignalStatus.SOLVED_LOCALLY, "at": make.now}
        session.add(SignalStep(**step, by=make.user().id, note="Gedaan."))
        session.add(
            Thanks(
                initiative_id=town.change.id,
                person_id=town.anna.id,
                sender_id=make.user().id,
                on=THIS_YEAR,
                sent_at=make.now,
            )
        )
        session.commit()
    anna.get("/me")

    with anna.app.app_context(), counted(db.session) as statements:
        page = anna.get("/me")

    assert f"Je deed {number} activiteit" in page.text
    assert len(statements) == 22
