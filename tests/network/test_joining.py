"""Naming a colleague, and who waits too long for an answer."""

from datetime import timedelta

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from ambassadors.cli import main
from ambassadors.network import hours, joining, service
from ambassadors.network.hours import Agreed
from ambassadors.network.models import Ambassadorship, HoursAgreement
from ambassadors.network.queries import ambassadorships
from ambassadors.network.rules import ANSWER_WITHIN, WAITING, Source, Status, Step, is_unanswered
from ambassadors.network.service import Recorder
from ambassadors.organisation.queries import person_row
from ambassadors.refusals import Refused
from ambassadors.security.models import AuditEntry
from ambassadors.web.clock import system_clock
from tests.conftest import NOW, TODAY
from tests.network.conftest import fresh, statuses


@given(st.sampled_from(Status), st.integers(0, 60), st.integers(0, 60))
def test_only_who_waits_is_unanswered_and_only_after_four_weeks_here_and_there(status, days, recorded):
    found = is_unanswered(status, TODAY - timedelta(days=days), NOW - timedelta(days=recorded), TODAY, NOW)

    assert found == (status in WAITING and days >= 28 and recorded >= 28)


def test_a_named_colleague_sees_it_at_once_says_yes_and_is_a_candidate(session, make, visit, initiative, care):
    bram, fatima = make.person("Bram Vos", care), make.person("Fatima Yilmaz", care, email="fatima@example.nl")
    visitor = visit.as_user(make.user(person=bram))
    answer = visitor.send(visitor.get("/i/taal/join/name"), "who", who="fatima@example.nl")
    assert "Fatima Yilmaz krijgt bericht en beslist." in visitor.follow(answer).text

    nominee = visit.as_user(make.user(person=fatima))
    home = nominee.get("/")
    assert "Bram Vos denkt dat je een goede ambassadeur van Wmo zou zijn." in home.text
    assert "Hoor je niets" not in home.text
    said = next(form for form in home.forms if form.fields.get("answer") == ["accept"])
    nominee.client.post(said.action, data={name: values[0] for name, values in said.fields.items()})

    [row] = ambassadorships(fresh(session))
    assert (row.source, row.recruited_by_id) == (Source.COLLEAGUE, bram.id)
    assert statuses(session) == [[Status.NAMED, Status.CANDIDATE]]


def test_a_named_colleague_says_no_and_nothing_is_left(session, make, visit, initiative, care):
    fatima = make.person("Fatima Yilmaz", care)
    make.ambassadorship(initiative, care, fatima, status=Status.NAMED)
    nominee = visit.as_user(make.user(person=fatima))
    home = nominee.get("/")
    said = next(form for form in home.forms if form.fields.get("answer") == ["withdraw"])
    nominee.client.post(said.action, data={name: values[0] for name, values in said.fields.items()})

    assert statuses(session) == []


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("bram vos", "Dit ben je zelf."),
        ("zonder plek", "In het personeelsbestand staat niet waar deze collega werkt."),
        ("els smit", "Deze collega is al ambassadeur."),
        ("niemand", "Niemand gevonden."),
        ("", "Kies een collega, of vul een naam in."),
    ],
)
def test_what_is_wrong_with_a_name_is_told_beside_the_field(make, visit, initiative, care, words, told):
    bram = make.person("Bram Vos", care)
    make.person("Zonder Plek")
    make.ambassadorship(initiative, care, make.person("Els Smit", care))
    visitor = visit.as_user(make.user(person=bram))
    answer = visitor.send(visitor.get("/i/taal/join/name"), "who", who=words)

    assert answer.status == 422
    assert told in answer.text


def test_naming_does_not_tell_that_somebody_wants_to_join_already(session, make, visit, initiative, care):
    make.ambassadorship(initiative, care, make.person("Stille Wens", care), status=Status.CANDIDATE)
    visitor = visit.as_user(make.user(person=make.person("Bram Vos", care)))
    answer = visitor.send(visitor.get("/i/taal/join/name"), "who", who="stille wens")

    assert "Stille Wens krijgt bericht en beslist." in visitor.follow(answer).text
    assert statuses(session) == [[Status.CANDIDATE]]


def test_five_colleagues_named_who_have_not_answered_are_enough(session, make, initiative, care):
    recorder = Recorder(make.user().id, make.today, make.now)
    people = [person_row(session, make.person(department=care).id, make.today) for _ in range(6)]
    for who in people[:5]:
        joining.name_colleague(session, initiative, who, None, recorder)

    with pytest.raises(Refused, match="named_enough"):
        joining.name_colleague(session, initiative, people[5], None, recorder)


def test_who_waits_four_weeks_is_erased_with_what_was_agreed_and_may_join_again(session, make, initiative, care):
    since = make.today - ANSWER_WITHIN
    late = make.ambassadorship(initiative, care, make.person(email="laat@example.nl"), Status.ASKED, since)
    young = make.ambassadorship(initiative, care, None, Status.CANDIDATE, since + timedelta(days=1))
    stays = make.ambassadorship(initiative, care, None, Status.ACTIVE, since)
    imported = make.ambassadorship(initiative, care, None, Status.CANDIDATE, since)
    for each in (late, young, stays):
        each.steps[0].recorded_at = make.now - ANSWER_WITHIN
    recorder = Recorder(make.user().id, make.today, make.now)
    boss = make.person("Karin de Wit")
    agreed = Agreed(boss.id, 4, make.today, make.today + timedelta(days=90))
    hours.agree(session, late, late.version, agreed, recorder)
    session.commit()
    kept = [young.id, stays.id, imported.id]
    person_id = late.person_id

    erased = joining.erase_unanswered(session, make.today, make.now)
    session.commit()

    assert [(each.email, each.initiative_code) for each in erased] == [("laat@example.nl", "taal")]
    assert sorted(session.scalars(select(Ambassadorship.id))) == sorted(kept)
    assert session.scalars(select(HoursAgreement)).all() == []
    assert session.scalars(select(AuditEntry.action).order_by(AuditEntry.id.desc()).limit(1)).one() == "erased"
    service.begin(session, initiative.id, care.id, person_id, Step(Status.CANDIDATE, make.today), recorder)
    assert joining.erase_unanswered(session, make.today, make.now) == []


def test_tidying_up_by_command_erases_and_says_how_many(session, make, initiative, care, database_url, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", database_url)
    long_ago = system_clock() - timedelta(days=60)
    for _ in range(2):
        seat = make.ambassadorship(initiative, care, None, Status.CANDIDATE, long_ago.date())
        seat.steps[0].recorded_at = long_ago
    session.commit()
    results = [CliRunner().invoke(main, ["tidy"]) for _ in range(2)]

    assert [each.output for each in results] == [
        "2 erased, who had no answer for four weeks.\n",
        "0 erased, who had no answer for four weeks.\n",
    ]
    assert statuses(session) == []
