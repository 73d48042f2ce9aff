"""What a line manager agreed: recorded, shown, renewed, and what cannot be."""

from datetime import timedelta

import pytest

from ambassadors.network import hours
from ambassadors.network.hours import Agreed, hours_of
from ambassadors.network.service import Recorder
from ambassadors.organisation.models import Level
from tests.conftest import TODAY
from tests.network.conftest import fresh


def test_the_manager_records_an_agreement_and_the_ambassador_sees_it_as_protection(
    session, make, visit, manager, initiative, care
):
    person, boss = make.person("Fatima Yilmaz", care), make.person("Karin de Wit", care)
    boss.level = Level.MANAGER
    session.commit()
    seat = make.ambassadorship(initiative, care, person, since=make.today - timedelta(days=50))
    page = manager.get(f"/i/taal/board?do=agree&of=a-{seat.id}&at=tree")
    form = page.form("hours")
    assert (form.choices["person"], form.fields["hours"]) == ([str(boss.id)], ["4"])
    answer = manager.send(page, "hours", person=str(boss.id), hours="6", until="2027-07-01")

    assert "De afspraak is vastgelegd." in manager.follow(answer).text
    told = "Je leidinggevende Karin de Wit heeft afgesproken: 6 uur per maand, tot 1 juli 2027."
    ambassador = visit.as_user(make.user(person=person))
    assert told in ambassador.get("/").text
    assert told in ambassador.get("/i/taal/join").text


@pytest.mark.parametrize(
    ("field", "value", "told"),
    [
        ("hours", "0", "Vul een aantal uren in van 1 tot en met 160."),
        ("hours", "161", "Vul een aantal uren in van 1 tot en met 160."),
        ("until", TODAY.isoformat(), "Deze dag is voorbij."),
        ("on", (TODAY + timedelta(days=1)).isoformat(), "Deze dag moet nog komen."),
        ("who", "fatima yilmaz", "Niemand kan met zichzelf uren afspreken."),
    ],
)
def test_an_agreement_that_cannot_be_is_told(session, make, manager, initiative, care, field, value, told):
    seat = make.ambassadorship(initiative, care, make.person("Fatima Yilmaz", care))
    make.person("Karin de Wit", care)
    page = manager.get(f"/i/taal/board?do=agree&of=a-{seat.id}&at=tree")
    answer = manager.send(page, "hours", **{"who": "karin de wit", field: value})

    assert (answer.status, hours_of(fresh(session), [seat.id])) == (422, {})
    assert told in answer.text


def test_an_agreement_about_to_end_is_shown_and_renewed_from_what_was_agreed(
    session, make, visit, manager, initiative, care
):
    person, boss = make.person("Fatima Yilmaz", care), make.person("Karin de Wit")
    seat = make.ambassadorship(initiative, care, person)
    recorder = Recorder(make.user().id, make.today, make.now)
    end = make.today + timedelta(days=42)
    hours.agree(session, seat, seat.version, Agreed(boss.id, 5, make.today, end), recorder)
    session.commit()

    board = manager.get("/i/taal/board")
    assert "Te regelen Fatima Yilmaz Wmo afspraak loopt af" in board.text
    assert "afspraak loopt af" in visit.as_user(make.user(person=person)).get("/").text
    page = manager.get(f"/i/taal/board?do=agree&of=a-{seat.id}&at=due")
    assert page.form("until").fields["hours"] == ["5"]
    assert page.form("until").fields["person"] == [str(boss.id)]
    assert page.form("until").fields["until"] == [(end + timedelta(days=365)).isoformat()]
    manager.send(page, "until")

    assert "Te regelen" not in manager.get("/i/taal/board").text
    assert hours_of(fresh(session), [seat.id])[seat.id].until == end + timedelta(days=365)
    undone = manager.send(manager.get("/i/taal/board?q=wmo"), f"/board/{seat.id}/undo_hours")
    assert "De afspraak van Fatima Yilmaz is ongedaan gemaakt." in manager.follow(undone).text
    assert hours_of(fresh(session), [seat.id])[seat.id].until == end
