"""The pages of what came out of a change, and of its series."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from ambassadors.activities.outcome_models import (
    Followed,
    LetterTest,
    Review,
    Rhythm,
    Series,
    SeriesEntry,
    SeriesMember,
)
from ambassadors.outcomes.queries import next_dates, summary_of
from ambassadors.security.actor import Actor
from ambassadors.security.models import AuditEntry
from ambassadors.security.policy import HeldRole, Role
from tests.activities.test_views import queries_of


def added(session, row):
    """A row that is there, committed."""
    session.add(row)
    session.commit()
    return row


@pytest.fixture
def world(make, visit):
    """Fatima, an ambassador with a colleague who will succeed her; Tom of another department; somebody else."""

    class World:
        initiative = make.initiative("Duidelijke taal", code="DT")
        here, there = make.department("Burgerzaken", code="BZ"), make.department("Belastingen", code="BEL")
        person = make.person("Fatima el Idrissi", here)
        ambassadorship = make.ambassadorship(initiative, here, person)
        user = make.user(person=person)
        fatima = visit.as_user(user)
        actor = Actor(user.id, user.name, user.email, person.id, (HeldRole(Role.AMBASSADOR, "DT"),))
        other = make.person("Tom Bakker", there)
        others = make.ambassadorship(initiative, there, other)
        tom = visit.as_user(make.user(person=other))
        colleague = visit.as_user(make.user(person=make.person("Bram Vos", here)))
        manager = visit.as_user(make.user(Role.CHANGE_MANAGER))

        def test_of(self, new, old, **values):
            made = make.activity(self.ambassadorship, kind="letter_test", **values)
            added(make.session, LetterTest(activity_id=made.id, for_new=new, for_old=old, no_preference=0))
            return made

        def series(self, **values):
            told = {"every": 1, "unit": Rhythm.MONTH, "next_on": make.today + timedelta(days=9)} | values
            made = Series(
                initiative_id=self.initiative.id,
                name="Lezerspanel",
                kind_id=make.kind("resident_panel").id,
                members=[SeriesMember(ambassadorship_id=self.ambassadorship.id, initiative_id=self.initiative.id)],
                **told,
            )
            return added(make.session, made)

    return World()


def test_a_change_without_outcomes_says_what_to_do(world):
    page = world.colleague.get("/i/DT/outcomes")

    assert "Er is nog niets uitgekomen" in page.text
    assert "Nog geen reeksen" in page.text
    assert "Brieventesten, meekijken en panels staan hier zodra ze gelogd zijn." in world.colleague.get("/i/DT").text


def test_the_page_of_a_change_adds_up_what_came_out(session, make, world):
    for new, old in ((31, 9), (40, 2), (9, 31), (20, 20), (3, 1)):
        world.test_of(new, old)
    world.test_of(50, 0, undone_at=make.now)
    for followed in (Followed.FOLLOWED, Followed.PARTLY, Followed.NOT_FOLLOWED, Followed.NOT_KNOWN):
        review = make.activity(world.ambassadorship, world.here, kind="review")
        added(make.session, Review(activity_id=review.id, plan="Plan", followed=followed))
    make.activity(world.ambassadorship, kind="resident_panel", story="Begin met het bedrag.")
    make.activity(world.ambassadorship, kind="resident_panel")

    summary = summary_of(session, world.initiative.id)
    assert (summary.tests, summary.new_won, summary.old_won, summary.too_few) == (5, 2, 1, 1)
    assert (summary.reviews, summary.followed, summary.partly, summary.not_followed) == (4, 1, 1, 1)
    assert (summary.outcomes, summary.taken_back) == (10, 0)
    page = world.colleague.get("/i/DT")
    assert "5 brieventesten; bij 2 won de nieuwe versie." in page.text
    assert "4 keer meegekeken met een plan; 2 adviezen zijn helemaal of deels opgevolgd." in page.text
    assert "0 van de 10 uitkomsten zijn teruggegeven aan de organisatie." in page.text


def test_the_list_can_be_narrowed_and_a_word_that_is_none_shows_all(make, world):
    world.test_of(31, 9, title="De klachtbrief")
    make.activity(world.ambassadorship, kind="resident_panel", title="Buurthuis", story="Begin met het bedrag.")

    shown = {
        what: [
            name in world.fatima.get(f"/i/DT/outcomes?what={what}").text for name in ("De klachtbrief", "Buurthuis")
        ]
        for what in ("tests", "reviews", "others", "open", "anders")
    }
    assert shown == {
        "tests": [True, False],
        "reviews": [False, False],
        "others": [False, True],
        "open": [True, True],
        "anders": [True, True],
    }


def test_others_read_how_the_vote_went_but_not_the_story_and_not_who_did_it(make, world):
    made = world.test_of(31, 9, title="De klachtbrief", story="Mevrouw Jansen moest lachen.")

    theirs, own, runs_it = (each.get("/i/DT/outcomes") for each in (world.colleague, world.fatima, world.manager))
    assert "31 van de 40 kozen de nieuwe." in theirs.text
    assert ["Mevrouw Jansen" in page.text for page in (theirs, own, runs_it)] == [False, True, True]
    assert [f'href="/activities/{made.id}"' in page.html for page in (theirs, own, runs_it)] == [False, True, True]
    assert "Fatima" not in theirs.text.replace("Fatima el Idrissi Uitloggen", "")


def test_a_list_of_300_takes_as_many_queries_as_one_of_1(app, make, world):
    world.test_of(31, 9)
    short = queries_of(app, world.fatima, "/i/DT/outcomes")
    for _ in range(299):
        world.test_of(31, 9)

    assert queries_of(app, world.fatima, "/i/DT/outcomes") == short
    assert "1 tot en met 20 van 300" in world.fatima.get("/i/DT/outcomes").text


def test_an_ambassador_starts_a_series_and_what_is_logged_from_it_belongs_to_it(session, make, world):
    page = world.fatima.get("/i/DT/series/new")
    assert page.form("every").fields["members"] == [str(world.ambassadorship.id)]
    started = world.fatima.send(page, "every", name="Lezerspanel", next_on=(make.today).isoformat())
    page = world.fatima.follow(started)
    assert "De volgende 23 november 2026" in page.text
    assert "In deze reeks is nog niets gelogd" in page.text

    series = session.scalars(select(Series)).one()
    form = world.fatima.get(f"/log?initiative=DT&series={series.id}")
    fields = form.form("kind").fields
    assert (fields["kind"], fields["series"]) == ([str(make.kind("resident_panel").id)], [str(series.id)])
    world.fatima.send(form, "kind", outcome="Ze zoeken eerst het bedrag.")

    page = world.colleague.get(f"/i/DT/series/{series.id}")
    assert "De volgende 23 december 2026" in page.text
    assert "nog niet teruggegeven" in page.text
    assert "Ze zoeken eerst het bedrag." in world.fatima.get(f"/i/DT/series/{series.id}").text
    assert "Deze keer loggen" not in page.text


def test_what_is_wrong_with_a_series_is_told_beside_its_field(session, make, world):
    page = world.fatima.get("/i/DT/series/new")
    empty = world.fatima.send(page, "every", name="", every="0", next_on="")
    assert (empty.status, "Vul een getal van 1 tot en met 52 in." in empty.text, "Vul de dag in." in empty.text) == (
        422,
        True,
        True,
    )
    of_others = world.fatima.send(page, "every", name="Panel", next_on="2026-12-01", members=[str(world.others.id)])
    assert (of_others.status, "Kies ook jezelf." in of_others.text) == (422, True)
    nobody = world.manager.send(
        world.manager.get("/i/DT/series/new"), "every", name="Panel", next_on="2026-12-01", members=None
    )
    assert "Kies minstens één ambassadeur die vandaag actief is." in nobody.text
    session.rollback()
    assert session.scalars(select(Series)).all() == []


def test_who_keeps_it_going_changes_it_ends_it_and_lets_it_go_on(session, make, world):
    series = world.series()
    path = f"/i/DT/series/{series.id}"
    page, other_tab = world.fatima.get(f"{path}/edit"), world.fatima.get(f"{path}/edit")
    world.fatima.send(page, "every", every="2", members=[str(world.ambassadorship.id), str(world.others.id)])
    late = world.fatima.send(other_tab, "every", every="3")
    session.rollback()
    session.expire_all()
    kept = session.scalars(select(Series)).one()
    assert (late.status, kept.every, len(kept.members)) == (409, 2, 2)

    ended = world.tom.follow(world.tom.send(world.tom.get(path), "/end"))
    assert "De volgende beëindigd" in ended.text
    assert "series" not in world.fatima.get("/log").form("kind").fields
    world.fatima.send(world.fatima.get(path), "/resume")
    assert "De volgende 2 december 2026" in world.fatima.get(path).text


def test_who_does_not_keep_it_going_reads_it_and_changes_nothing(make, world):
    path = f"/i/DT/series/{world.series().id}"
    page = world.tom.get(path)

    assert (page.status, "Wijzigen" in page.text) == (200, False)
    assert [
        world.tom.client.get(f"{path}/edit").status_code,
        world.tom.post(f"{path}/end", page).status,
        world.tom.post(f"{path}/resume", page).status,
        world.tom.client.get("/i/DT/series/99999").status_code,
    ] == [403, 403, 403, 404]


def test_an_entry_is_no_part_of_a_series_of_another_change(session, make, world):
    series = world.series()
    elsewhere = make.initiative("Iets anders", code="Y")
    make.ambassadorship(elsewhere, world.here, world.person)
    form = world.fatima.get("/log?initiative=Y")
    page = world.fatima.send(form, "kind", kind=str(make.kind("street_test").id), outcome="x", series=str(series.id))

    assert "Deze reeks is er niet meer." in page.text
    session.rollback()
    assert session.scalars(select(SeriesEntry)).all() == []


def test_next_dates_are_of_my_series_that_go_on(session, make, world):
    series = world.series()
    world.series(ended_on=make.today)
    session.add(
        SeriesEntry(
            activity_id=make.activity(world.ambassadorship, kind="resident_panel", on=make.today).id,
            series_id=series.id,
            initiative_id=world.initiative.id,
        )
    )
    session.commit()

    (found,) = next_dates(session, world.person.id, make.today)
    assert (found.series.id, found.on) == (series.id, make.today + timedelta(days=9))
    assert next_dates(session, world.other.id, make.today) == []


def test_a_series_goes_over_to_the_successor(session, make, visit, world):
    series = world.series()
    successor = make.person("Ria Smit", world.here)
    path = f"/i/DT/hand-over/{world.ambassadorship.id}"
    page = world.manager.get(path)
    assert "Reeksen om gaande te houden (1) Lezerspanel" in page.text
    world.manager.send(page, "who", person=str(successor.id))

    session.rollback()
    session.expire_all()
    assert [each.ambassadorship_id for each in session.get(Series, series.id).members] != [world.ambassadorship.id]
    assert "Wie de reeks gaande houdt Ria Smit" in world.colleague.get(f"/i/DT/series/{series.id}").text
    handed = session.scalars(select(AuditEntry.subject).where(AuditEntry.action == "handed_over"))
    assert list(handed) == ["series"]
