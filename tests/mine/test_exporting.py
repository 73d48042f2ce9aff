"""All that is kept about me, and nothing that is kept about others."""

import csv
import json
from datetime import time, timedelta
from io import BytesIO, StringIO
from zipfile import ZipFile

import pytest

from ambassadors.activities.outcome_models import LetterTest, Review, Rhythm, Series, SeriesMember, TakenBack
from ambassadors.messages.models import Announcement
from ambassadors.network.models import Ambassadorship, HoursAgreement
from ambassadors.objections.models import Answer, Hearing, Objection, Worked
from ambassadors.planning.models import Plan, PlanPart
from ambassadors.records import KEPT
from ambassadors.security.policy import Role
from ambassadors.signals.rules import SignalStatus
from ambassadors.start.models import CalendarFeed
from ambassadors.stories.models import Story
from ambassadors.thanks.models import Thanks


def unpacked(visitor, language="nl"):
    """The files of the ZIP, as text."""
    visitor.get("/me")
    answer = visitor.client.get("/me/data.zip")
    assert (answer.status_code, answer.mimetype) == (200, "application/zip")
    archive = ZipFile(BytesIO(answer.data))
    return {name: archive.read(name).decode("utf-8-sig") for name in archive.namelist()}


def table(files, name):
    return list(csv.DictReader(StringIO(files[f"{name}.csv"], newline=""), delimiter=";"))


@pytest.fixture
def busy(make, session, town):
    """Anna did something of everything, beside a colleague who did so too."""
    other = make.person("Bram Vos", town.taxes, email="bram@example.nl")
    bram = make.user(Role.KERNGROEP, initiative=town.change, person=other, email="bram@example.nl")
    his = make.ambassadorship(town.change, town.taxes, other)
    make.activity(town.seat, town.contact, kind="workshop", story="Van Anna zelf", logged_by=town.user.id)
    make.activity(his, town.taxes, story="Geheim van Bram", logged_by=bram.id)
    make.signal(town.change, town.contact, town.user, "Signaal van Anna", SignalStatus.RAISED)
    hers = make.signal(town.change, town.taxes, bram, "Signaal van Bram", SignalStatus.RAISED)
    hers.owner_id = town.user.id
    dates = {"on": make.today, "sent_at": make.now, "initiative_id": town.change.id}
    session.add(Thanks(person_id=town.anna.id, sender_id=bram.id, words="Dank je, Anna", **dates))
    session.add(Thanks(person_id=other.id, sender_id=make.user().id, words="Dank je, Bram", **dates))
    session.add(
        HoursAgreement(
            ambassadorship_id=his.id,
            line_manager_id=other.id,
            hours=12,
            on=make.today,
            until=make.today.replace(year=2027),
            recorded_at=make.now,
        )
    )
    session.commit()


def test_everything_about_me_is_in_it(anna, busy):
    files = unpacked(anna)
    told = json.loads(files["data.json"])

    assert set(told) == {kept.name for kept in KEPT}
    assert told["staff_file"][0]["name"] == "Anna de Boer"
    assert told["ambassadorships"][0] | {"valid_from": None} == {
        "change": "Duidelijke taal",
        "department": "Klantcontact",
        "valid_from": None,
        "valid_until": None,
        "source": "own_wish",
        "brought_in_by": None,
        "strengths": None,
    }
    assert [(each["story"], each["about_you"], each["by_you"]) for each in told["activities"]] == [
        ("Van Anna zelf", True, True)
    ]
    assert [(each["words"], each["yours_to_answer"]) for each in told["signals"]] == [
        ("Signaal van Anna", None),
        (None, True),
    ]
    assert [each["words"] for each in told["thanks_got"]] == ["Dank je, Anna"]
    assert told["hours"] == []


def test_nothing_about_others_is_in_it_but_what_i_can_see(anna, busy):
    everything = "\n".join(unpacked(anna).values())

    assert "Bram Vos" in everything  # who thanked her
    for secret in ("Geheim van Bram", "Signaal van Bram", "Dank je, Bram", "bram@example.nl"):
        assert secret not in everything


def test_the_tables_are_readable_and_what_is_empty_has_none(anna, busy):
    files = unpacked(anna)

    (row,) = table(files, "activities")
    assert (row["De verandering"], row["Verhaal"], row["Deed jij het?"]) == ("Duidelijke taal", "Van Anna zelf", "ja")
    assert "hours.csv" not in files
    assert "activities (1 regel)" in files["LEES-MIJ.txt"]
    assert "hours (niets)" in files["LEES-MIJ.txt"]
    assert files["LEES-MIJ.txt"].startswith("Wat Olievlek bewaart over Anna de Boer (")


def told_against(make, session, town, user, other):
    """Somebody wrote an objection down and heard it; of the answer of another it worked for them."""
    at = {"written_at": make.now}
    said = Objection(initiative_id=town.change.id, text=f"Geen tijd, zegt {user.id}", written_by=user.id, **at)
    session.add(said)
    session.flush()
    answer = Answer(objection_id=said.id, text=f"Begin klein, zegt {other.id}", written_by=other.id, **at)
    heard = {"on": make.today, "logged_at": make.now, "department_id": town.taxes.id}
    session.add_all([answer, Hearing(objection_id=said.id, logged_by=user.id, **heard)])
    session.flush()
    session.add(Worked(answer_id=answer.id, user_id=user.id, at=make.now))


def planned(make, town, by, leads, along, title):
    plan = Plan(
        initiative_id=town.change.id,
        kind_id=make.kind("workshop").id,
        on=make.today + timedelta(days=3),
        at=time(9, 30),
        title=title,
        planned_by=by.id,
        changed_at=make.now,
    )
    for seat, does_it in ((leads, True), (along, False)):
        if seat:
            plan.parts.append(PlanPart(ambassadorship_id=seat.id, initiative_id=town.change.id, leads=does_it))
    return plan


@pytest.fixture
def two(make, session, town):
    """Anna and Bram did the same things, each for themselves: tried a letter out, planned, shared, asked for help."""
    bram = make.user(person=make.person("Bram Vos", town.taxes), email="bram@example.nl")
    his = make.ambassadorship(town.change, town.taxes, bram.person)
    for user, seat, other in ((town.user, town.seat, bram), (bram, his, town.user)):
        name = user.name.split()[0]
        session.get_one(Ambassadorship, seat.id).strengths = f"Brieven van {name}"
        activity = make.activity(seat, kind="letter_test", story="Zo ging het", logged_by=user.id)
        session.add_all(
            [
                LetterTest(
                    activity_id=activity.id, compared=f"Brief van {name}", for_new=7, for_old=2, no_preference=1
                ),
                Review(activity_id=activity.id, plan="Beleidsplan", advice=f"Korter, zegt {name}"),
                TakenBack(activity_id=activity.id, on=make.today, how=f"Op het intranet door {name}"),
                Story(
                    activity_id=activity.id,
                    initiative_id=town.change.id,
                    shared_by=user.id,
                    shared_at=make.now,
                    hidden_at=make.now,
                    hidden_because=f"Te vroeg, {name}",
                ),
                Series(
                    initiative_id=town.change.id,
                    name=f"Panel van {name}",
                    kind_id=make.kind("resident_panel").id,
                    every=1,
                    unit=Rhythm.MONTH,
                    next_on=make.today,
                    members=[SeriesMember(ambassadorship_id=seat.id, initiative_id=town.change.id)],
                ),
                planned(make, town, by=user, leads=seat, along=None, title=f"Alleen {name}"),
                CalendarFeed(user_id=user.id, digest=f"digest {name}", made_at=make.now),
                Announcement(
                    initiative_id=town.change.id,
                    subject=f"Nieuws van {name}",
                    text="Morgen",
                    sent_by=user.id,
                    sent_at=make.now,
                    told=3,
                    mailed=1,
                ),
            ]
        )
        told_against(make, session, town, user, other)
        make.help_request(town.change, town.desk, user, f"Kom langs bij {name}")
        make.help_request(town.change, town.desk, make.user(), f"Opgepakt door {name}", taken_by=seat)
        make.help_request(town.change, town.desk, make.user(), f"Gevraagd aan {name}", meant_for_id=seat.id)
    session.add(planned(make, town, by=bram, leads=his, along=town.seat, title="Samen"))
    session.commit()
    return bram


def test_of_what_we_both_did_i_get_my_own(anna, two, town):
    told = json.loads(unpacked(anna)["data.json"])

    def of(name, *columns):
        return [tuple(row[column] for column in columns) for row in told[name]]

    me, bram = town.user.id, two.id
    assert of("ambassadorships", "strengths") == [("Brieven van Anna",)]
    assert of("letter_tests", "compared", "for_new", "for_old", "no_preference") == [("Brief van Anna", 7, 2, 1)]
    assert of("reviews", "plan", "advice", "followed") == [("Beleidsplan", "Korter, zegt Anna", "not_known")]
    assert of("taken_back", "how") == [("Op het intranet door Anna",)]
    assert of("series", "name", "kind", "unit") == [("Panel van Anna", "resident_panel", "month")]
    assert of("plans", "title", "time", "about_you", "you_lead", "by_you") == [
        ("Alleen Anna", "09:30", True, True, True),
        ("Samen", "09:30", True, False, False),
    ]
    assert of("objections", "objection") == [(f"Geen tijd, zegt {me}",)]
    assert of("objections_heard", "objection", "department") == [(f"Geen tijd, zegt {me}", "Belastingen")]
    assert of("objection_answers", "objection", "words") == [(f"Geen tijd, zegt {bram}", f"Begin klein, zegt {me}")]
    assert of("answers_that_worked", "words") == [(f"Begin klein, zegt {bram}",)]
    assert of("stories", "named", "hidden_because") == [(False, "Te vroeg, Anna")]
    assert of("help_requests", "words", "by_you", "asked_of_you", "taken_by_you") == [
        ("Kom langs bij Anna", True, False, False),
        ("Opgepakt door Anna", False, False, True),
        (None, False, True, False),
    ]
    assert of("help_steps", "action", "by_you") == [("asked", True)]
    assert [len(told["calendar_address"]), "digest" in unpacked(anna)["data.json"]] == [1, False]
    assert of("announcements", "subject", "told", "mailed") == [("Nieuws van Anna", 3, 1)]


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r"])
def test_a_spreadsheet_finds_no_formula_in_it(make, session, town, anna, sign):
    formula = f'{sign}HYPERLINK("http://example.nl";"klik")'
    make.activity(town.seat, town.contact, title=formula)

    (row,) = table(unpacked(anna), "activities")

    assert row["Titel"] == f"'{formula}"


def test_it_is_in_the_language_of_the_page(anna, busy):
    page = anna.get("/me")
    anna.post("/language", page, language="en")

    files = unpacked(anna)

    assert files["README.txt"].startswith("What Olievlek keeps about Anna de Boer (")
    assert "The change,Department" in files["reach.csv"] or "Number,Department" in files["reach.csv"]


def test_passwords_and_links_are_never_in_it(make, session, town, anna):
    town.user.password_hash = "$argon2id$geheim"
    session.merge(town.user)
    session.commit()

    files = unpacked(anna)

    assert "argon2id" not in "".join(files.values())
    assert json.loads(files["data.json"])["account"][0]["has_password"] is True


def test_who_is_not_in_the_staff_file_gets_what_there_is(make, visit):
    told = json.loads(unpacked(visit.as_user(make.user(email="kim@example.nl")))["data.json"])

    assert told["account"][0]["email"] == "kim@example.nl"
    assert (told["staff_file"], told["activities"]) == ([], [])
