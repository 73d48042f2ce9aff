"""What came out of an activity: votes, advice, and what was done with them later."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from ambassadors.activities.models import Activity
from ambassadors.activities.outcome_models import Followed, LetterTest, Review, TakenBack
from ambassadors.activities.outcomes import Outcome, Votes, problem_of_taking_back, problems_of_outcome
from ambassadors.initiatives.models import ActivityKind, Asks, Audience
from ambassadors.initiatives.queries import kinds_of
from ambassadors.security.models import AuditEntry
from tests.activities.test_views import queries_of

NUMBER = "reaches-0-number"


@pytest.fixture
def world(make, visit):
    """Fatima, ambassador of Burgerzaken, who is signed in; and Tom, who is ambassador elsewhere."""

    class World:
        initiative = make.initiative("Duidelijke taal", code="DT")
        here, there = make.department("Burgerzaken", code="BZ"), make.department("Belastingen", code="BEL")
        person = make.person("Fatima el Idrissi", here)
        ambassadorship = make.ambassadorship(initiative, here, person)
        user = make.user(person=person)
        fatima = visit.as_user(user)
        other = make.person("Tom Bakker", there)
        others = make.ambassadorship(initiative, there, other)
        tom = visit.as_user(make.user(person=other))

    return World


def log_with(world, make, kind, **values):
    return world.fatima.send(world.fatima.get("/log"), "kind", kind=str(make.kind(kind).id), **values)


def only(session):
    """The one activity that was logged."""
    session.rollback()
    return session.scalars(select(Activity)).one()


def votes_kept(session):
    session.rollback()
    return session.execute(
        select(LetterTest.for_new, LetterTest.for_old, LetterTest.no_preference, LetterTest.compared)
    ).all()


def trail(session):
    session.rollback()
    return session.execute(
        select(AuditEntry.action, AuditEntry.details)
        .where(AuditEntry.action == "outcome_changed")
        .order_by(AuditEntry.id)
    ).all()


def test_the_kinds_of_a_new_installation_ask_what_belongs_to_them(session, make):
    asked = {each.code: (each.audience, each.asks) for each in kinds_of(session, make.initiative().id, make.today)}

    assert {code: asks for code, (_audience, asks) in asked.items() if asks is not Asks.NOTHING} == {
        "review": Asks.REVIEW,
        "reader_panel": Asks.OUTCOME,
        "intranet_post": Asks.LINK,
        "newsletter": Asks.LINK,
        "webinar": Asks.LINK,
        "letter_test": Asks.VOTES,
        "street_test": Asks.VOTES,
        "resident_panel": Asks.OUTCOME,
    }
    assert list(asked)[-3:] == ["letter_test", "street_test", "resident_panel"]
    assert asked["letter_test"] == (Audience.EXTERNAL, Asks.VOTES)


def test_a_letter_test_keeps_its_votes_and_tells_a_manager_what_they_say(session, make, world):
    answer = log_with(
        world, make, "letter_test", for_new="31", for_old="9", no_preference="2", compared="De klachtbrief"
    )
    page = world.fatima.follow(answer)

    assert votes_kept(session) == [(31, 9, 2, "De klachtbrief")]
    assert (
        "31 van de 40 kozen de nieuwe. 2 hadden geen voorkeur. "
        "Het echte aandeel ligt bijna zeker tussen 62% en 89%: de nieuwe wint."
    ) in page.text
    assert trail(session) == [("outcome_changed", {"after": {"votes": [31, 9, 2], "series": None}})]


@pytest.mark.parametrize(
    ("votes", "sentence"),
    [
        (("4", "1"), "4 van de 5 kozen de nieuwe. Dat zijn te weinig stemmen om iets te zeggen."),
        (("24", "16"), "Het echte aandeel ligt bijna zeker tussen 43% en 75%: geen van beide wint duidelijk."),
        (
            ("9", "31"),
            "31 van de 40 kozen de oude. Het echte aandeel ligt bijna zeker tussen 62% en 89%: de oude wint.",
        ),
        (("0", "0"), "Niemand koos een van de twee."),
    ],
)
def test_the_sentence_says_no_more_than_the_votes_do(make, world, votes, sentence):
    told = {"for_new": votes[0], "for_old": votes[1], "no_preference": "1" if votes == ("0", "0") else ""}
    page = world.fatima.follow(log_with(world, make, "letter_test", **told))

    assert sentence in page.text


def test_a_letter_test_without_a_single_vote_is_no_outcome_yet(session, make, world):
    page = log_with(world, make, "letter_test", for_new="0", for_old="0", no_preference="0")

    assert (page.status, votes_kept(session)) == (422, [])
    assert "Er zijn nog geen stemmen. Laat dit leeg tot ze er zijn; je vult ze later in." in page.text
    assert log_with(world, make, "letter_test", for_new="0", for_old="0", no_preference="3").status == 302


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"for_new": "31"}, "Vul beide aantallen in; 0 is ook een aantal."),
        ({"for_new": "31", "for_old": "-1"}, "Vul 0 of meer in."),
        ({"for_new": "31", "for_old": "100001"}, "Dit aantal is te hoog. Vul ten hoogste honderdduizend in."),
    ],
)
def test_votes_that_cannot_be_are_told_beside_the_field_and_nothing_is_kept(session, make, world, values, sentence):
    page = log_with(world, make, "street_test", outcome="Koud, maar leuk.", **values)

    assert (page.status, sentence in page.text, "Koud, maar leuk." in page.html) == (422, True, True)
    session.rollback()
    assert session.scalars(select(Activity)).all() == []


def test_a_street_test_may_be_told_in_words_alone_and_then_there_are_no_votes(session, make, world):
    log_with(world, make, "street_test", outcome="Mensen vonden het fijn dat wij het vroegen.")

    assert votes_kept(session) == []
    assert session.scalars(select(Activity.story)).all() == ["Mensen vonden het fijn dat wij het vroegen."]


def test_what_another_kind_asks_is_not_kept(session, make, world):
    log_with(world, make, "conversation", for_new="3", for_old="4", plan="Iets", **{NUMBER: "2-5"})

    session.rollback()
    assert (votes_kept(session), session.scalars(select(Review)).all(), trail(session)) == ([], [], [])


def test_an_intranet_post_asks_its_link_and_a_panel_what_came_out(session, make, world):
    log_with(world, make, "intranet_post", address="https://intranet.example/1", link="https://elders.example")
    log_with(world, make, "reader_panel", outcome="Begin met het bedrag.", story="niet gevraagd", **{NUMBER: "2-5"})

    session.rollback()
    kept = session.execute(select(Activity.link, Activity.story).order_by(Activity.id)).all()
    assert kept == [("https://intranet.example/1", None), (None, "Begin met het bedrag.")]


def test_correcting_changes_adds_and_removes_votes_and_history_tells_it(session, make, world):
    shown = world.fatima.follow(log_with(world, make, "letter_test", for_new="31", for_old="9"))
    activity = only(session)
    edit = world.fatima.get(f"/activities/{activity.id}/edit")
    fields = edit.form("kind").fields
    assert (fields["for_new"], fields["for_old"]) == (["31"], ["9"])

    page = world.fatima.follow(world.fatima.send(edit, "kind", for_new="32", compared="De klachtbrief"))
    assert votes_kept(session) == [(32, 9, 0, "De klachtbrief")]
    assert "Stemmen (nieuw, oud, geen voorkeur): 31, 9, 0 → 32, 9, 0" in page.text
    assert "Wat vergeleken werd, is gewijzigd." in page.text
    session.rollback()
    assert session.scalars(select(Activity.version)).one() == 2

    edit = world.fatima.get(f"/activities/{activity.id}/edit")
    world.fatima.send(edit, "kind", for_new="", for_old="", no_preference="", compared="")
    assert votes_kept(session) == []
    assert shown.status == 200


def test_two_who_correct_the_votes_at_once_do_not_overwrite_each_other(session, make, world):
    log_with(world, make, "letter_test", for_new="31", for_old="9")
    activity = only(session)
    first = world.fatima.get(f"/activities/{activity.id}/edit")
    second = world.fatima.get(f"/activities/{activity.id}/edit")
    world.fatima.send(first, "kind", for_new="30")

    assert world.fatima.send(second, "kind", for_new="29").status == 409
    assert [each[0] for each in votes_kept(session)] == [30]


def test_an_advice_is_answered_from_the_list_and_on_the_page(session, make, world):
    log_with(world, make, "review", plan="Winkelcentrum De Brink", advice="Eén bladzijde.", **{NUMBER: "2-5"})
    waiting = world.fatima.get("/activities/waiting")
    assert "Winkelcentrum De Brink" in waiting.text
    assert "Van 1 advies is nog niet bekend of het is opgevolgd." in world.fatima.get("/activities").text

    activity = only(session)
    path = f"/activities/{activity.id}/followed"
    answer = world.fatima.post(path, waiting, followed="partly", **{"from": "waiting"})
    assert answer.location == "/activities/waiting"
    page = world.fatima.get(f"/activities/{activity.id}")
    page = world.fatima.follow(world.fatima.send(page, "followed", followed="followed", followed_note="Helemaal."))

    session.rollback()
    review = session.scalars(select(Review)).one()
    assert (review.followed, review.followed_note) == (Followed.FOLLOWED, "Helemaal.")
    assert "Advies: deels opgevolgd → opgevolgd" in page.text
    assert "Is het opgevolgd? opgevolgd: Helemaal." in page.text


def test_an_outcome_is_taken_back_on_a_day_and_that_can_be_undone(session, make, world):
    log_with(world, make, "letter_test", for_new="31", for_old="9")
    activity = only(session)
    path = f"/activities/{activity.id}"
    assert "1 uitkomst moet nog terug naar de organisatie." in world.fatima.get("/activities").text
    page = world.fatima.get(path)

    assert "Schrijf kort hoe collega’s het hoorden." in world.fatima.send(page, "how", how=" ").text
    early = (make.today - timedelta(days=1)).isoformat()
    refused = world.fatima.send(page, "how", how="Werkoverleg", on=early)
    assert (refused.status, "Deze dag is vóór de activiteit." in refused.text) == (422, True)
    page = world.fatima.follow(world.fatima.send(page, "how", how="In het werkoverleg"))

    assert "23 november 2026 : In het werkoverleg" in page.text
    session.rollback()
    assert session.execute(select(TakenBack.on, TakenBack.how)).all() == [(make.today, "In het werkoverleg")]
    assert "Er wacht niets" in world.fatima.get("/activities/waiting").text
    world.fatima.follow(world.fatima.send(page, "not-taken-back"))
    session.rollback()
    assert session.scalars(select(TakenBack)).all() == []


def test_nobody_answers_for_another(session, make, world):
    log_with(world, make, "letter_test", for_new="31", for_old="9")
    activity = only(session)
    page = world.tom.get("/log")

    for word in ("followed", "taken-back", "not-taken-back"):
        assert world.tom.post(f"/activities/{activity.id}/{word}", page, how="x", followed="followed").status == 404
    assert "De klachtbrief" not in world.tom.get("/activities/waiting").text


def test_what_is_undone_waits_for_nothing_and_takes_no_answer(session, make, world):
    log_with(world, make, "letter_test", for_new="31", for_old="9")
    activity = only(session)
    page = world.fatima.get(f"/activities/{activity.id}")
    world.fatima.send(page, "undo")

    assert "Er wacht niets" in world.fatima.get("/activities/waiting").text
    assert world.fatima.send(page, "how", how="Toch").status == 409


def test_nothing_comes_out_of_a_conversation_to_take_back(session, make, world):
    activity = make.activity(world.ambassadorship, world.here, logged_by=world.user.id)
    page = world.fatima.get(f"/activities/{activity.id}")

    assert "Teruggegeven aan de organisatie" not in page.text
    answer = world.fatima.post(f"/activities/{activity.id}/taken-back", page, how="x", on=make.today.isoformat())
    assert answer.status == 409


def test_the_usual_kinds_are_those_logged_most_and_stay_the_same_all_month(make, world):
    def logged(kind, times, days_ago):
        for number in range(times):
            at = make.now - timedelta(days=days_ago + number)
            make.activity(world.ambassadorship, world.here, kind=kind, logged_by=world.user.id, logged_at=at)

    for kind, times in (("workshop", 4), ("demo", 3), ("meeting", 2), ("letter_rewritten", 2), ("newsletter", 1)):
        logged(kind, times, days_ago=30)
    usual = [make.kind(code) for code in ("newsletter", "workshop", "demo", "letter_rewritten", "meeting")]
    logged("street_test", 5, days_ago=0)
    page = world.fatima.get("/log")
    offered = page.form("kind")

    assert offered.choices["kind"][:5] == [str(each.id) for each in sorted(usual, key=lambda kind: kind.position)]
    assert len(offered.choices["kind"]) == 13
    assert offered.fields["kind"] == [str(make.kind("street_test").id)]
    assert '<details class="more log__others" open' in page.html


def test_who_began_this_month_finds_what_they_logged_so_far_one_tap_away(make, world):
    make.activity(world.ambassadorship, world.here, kind="street_test", logged_by=world.user.id)

    assert str(make.kind("street_test").id) in world.fatima.get("/log").form("kind").choices["kind"][:5]


def test_a_waiting_list_takes_as_many_queries_for_1_as_for_300(app, session, make, world):
    first = make.activity(world.ambassadorship, kind="resident_panel", story="Iets", logged_by=world.user.id)
    short = queries_of(app, world.fatima, "/activities/waiting")
    for _ in range(299):
        make.activity(world.ambassadorship, kind="resident_panel", story="Iets", logged_by=world.user.id)

    assert queries_of(app, world.fatima, "/activities/waiting") == short
    assert first.id
    assert "1 tot en met 20 van 300" in world.fatima.get("/activities/waiting").text


@pytest.mark.parametrize(
    ("on", "code"),
    [
        (date(2026, 3, 1), "before_activity"),
        (date(2026, 3, 2), None),
        (date(2026, 3, 9), None),
        (date(2026, 3, 10), "day_in_future"),
    ],
)
def test_an_outcome_is_taken_back_between_the_activity_and_today(on, code):
    assert problem_of_taking_back(on, date(2026, 3, 2), date(2026, 3, 9)) == code


def test_every_wrong_number_is_told():
    wrong = problems_of_outcome(Outcome(votes=Votes(None, -1, 100_001)))

    assert [(each.code, each.field) for each in wrong] == [
        ("votes_half", "for_new"),
        ("number_negative", "for_old"),
        ("votes_too_many", "no_preference"),
    ]


def test_a_kind_has_an_outcome_by_its_audience_or_by_what_it_asks():
    def has(audience, asks):
        return ActivityKind(audience=audience, asks=asks).has_outcome

    assert [
        has(Audience.CONTACT, each) for each in (Asks.NOTHING, Asks.LINK, Asks.OUTCOME, Asks.VOTES, Asks.REVIEW)
    ] == [
        False,
        False,
        True,
        True,
        True,
    ]
    assert has(Audience.EXTERNAL, Asks.NOTHING)
