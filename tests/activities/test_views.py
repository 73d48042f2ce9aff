"""The pages of the log, as an ambassador on a phone uses them."""

import gzip
import re
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from sqlalchemy import event, select

from ambassadors.activities.models import Activity, DoneBy, Reach
from ambassadors.activities.rules import Entry, ReachEntry
from ambassadors.activities.service import entry_of
from ambassadors.db import db
from ambassadors.organisation.models import DepartmentVersion, Headcount, HeadcountUnit
from ambassadors.security.models import AuditEntry
from ambassadors.security.policy import Role

STATIC = Path(__file__).parents[2] / "static"
NUMBER = "reaches-0-number"


@pytest.fixture
def world(make, visit):
    """Fatima, ambassador of Burgerzaken, who is signed in."""

    class World:
        initiative = make.initiative("Duidelijke taal", code="DT")
        here = make.department("Burgerzaken", code="BZ")
        there = make.department("Belastingen", code="BEL")
        person = make.person("Fatima el Idrissi", here)
        ambassadorship = make.ambassadorship(initiative, here, person)
        user = make.user(person=person)
        fatima = visit.as_user(user)

    return World


def kept(session):
    session.rollback()
    return [entry_of(each) for each in session.scalars(select(Activity).order_by(Activity.id))]


def log_with(world, **values):
    return world.fatima.send(world.fatima.get("/log"), "kind", **values)


def test_the_first_time_only_the_number_is_asked(session, make, world):
    answer = log_with(world, **{NUMBER: "2-5"})

    assert kept(session) == [
        Entry(
            initiative_id=world.initiative.id,
            kind_id=make.kind("conversation").id,
            on=make.today,
            ambassadorship_ids=(world.ambassadorship.id,),
            reaches=(ReachEntry(world.here.id, 2, 5),),
        )
    ]
    assert "Burgerzaken : 2–5 collega’s" in world.fatima.follow(answer).text


def test_next_time_kind_and_department_are_as_the_last_time_and_the_number_is_asked_again(session, make, world):
    log_with(
        world,
        kind=str(make.kind("demo").id),
        on=(make.today - timedelta(days=3)).isoformat(),
        **{"reaches-0-department": "elsewhere", "reaches-0-elsewhere": "belasting", NUMBER: "16-30"},
    )

    fields = world.fatima.get("/log").form("kind").fields

    assert (fields["kind"], fields["reaches-0-department"], fields["on"], fields[NUMBER]) == (
        [str(make.kind("demo").id)],
        [str(world.there.id)],
        [make.today.isoformat()],
        [],
    )


@pytest.mark.parametrize(
    ("values", "numbers"),
    [
        ({NUMBER: "1-1"}, (1, 1, None)),
        ({NUMBER: "1-1", "reaches-0-first_time": "1"}, (1, 1, 1)),
        ({NUMBER: "1-1", "reaches-0-first_time": "0"}, (1, 1, 0)),
        ({NUMBER: "6-15", "reaches-0-first_timers": "4"}, (6, 15, 4)),
        ({NUMBER: "6-15", "reaches-0-first_time": "1"}, (6, 15, None)),
        ({NUMBER: "exact", "reaches-0-exact": "18"}, (18, 18, None)),
        ({NUMBER: "2-5", "reaches-0-exact": "18"}, (2, 5, None)),
        ({NUMBER: "unknown"}, (None, None, None)),
    ],
)
def test_every_number_is_kept_as_it_was_meant(session, world, values, numbers):
    log_with(world, **values)

    assert [each.reaches for each in kept(session)] == [(ReachEntry(world.here.id, *numbers),)]


def told(page):
    """The sentences that stand beside fields."""
    return [re.sub("<[^>]+>", "", each) for each in re.findall(r'<p class="field__error"[^>]*>(.*?)</p>', page.html)]


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({}, "Kies hoeveel collega’s meededen. Je kunt ook “weet niet” kiezen."),
        ({NUMBER: "exact"}, "Vul een aantal in, of kies een van de andere."),
        ({NUMBER: "exact", "reaches-0-exact": "-3"}, "Vul 0 of meer in."),
        (
            {NUMBER: "exact", "reaches-0-exact": "9999999999"},
            "Dit aantal is te hoog. Vul ten hoogste een miljoen in.",
        ),
        (
            {NUMBER: "2-5", "reaches-0-first_timers": "6"},
            "Dit is meer dan het aantal dat meedeed. Verbeter een van de twee.",
        ),
        ({NUMBER: "5-2"}, "Het laagste aantal is hoger dan het hoogste. Verbeter een van de twee."),
        ({NUMBER: "2-5", "on": "2026-11-24"}, "Deze dag moet nog komen. Kies vandaag of een eerdere dag."),
        (
            {NUMBER: "2-5", "on": "2024-01-01"},
            "De verandering was op deze dag nog niet begonnen. Kies een latere dag.",
        ),
        (
            {NUMBER: "2-5", "on": "2026-02-01"},
            "Niet iedereen hier was op deze dag ambassadeur. Kies een andere dag of iemand anders.",
        ),
        ({NUMBER: "2-5", "on": ""}, "Vul de dag in."),
        ({NUMBER: "2-5", "link": "javascript:alert(1)"}, "Schrijf een heel adres dat begint met https://"),
        ({NUMBER: "2-5", "kind": "999"}, "Deze soort is niet meer in gebruik. Kies een andere."),
        ({NUMBER: "2-5", "reaches-0-department": ""}, "Kies met welke afdeling dit was."),
        (
            {NUMBER: "2-5", "reaches-0-department": "999"},
            "Deze afdeling bestond niet op die dag. Kies een andere afdeling of een andere dag.",
        ),
        (
            {NUMBER: "2-5", "reaches-0-department": "elsewhere", "reaches-0-elsewhere": "zwembad"},
            "We vinden niets voor “zwembad”. Probeer een deel van de naam.",
        ),
        ({NUMBER: "2-5", "companion_name": "Nemo"}, "We vinden niets voor “Nemo”. Probeer een deel van de naam."),
    ],
)
def test_bad_input_is_told_beside_the_field_and_nothing_is_lost(session, world, values, sentence):
    page = log_with(world, title="Praatje bij de koffie", **values)

    assert (page.status, told(page)) == (422, [sentence])
    assert page.form("kind").fields["title"] == ["Praatje bij de koffie"]
    assert kept(session) == []


def test_after_a_correction_the_same_form_still_saves(session, world):
    page = world.fatima.send(log_with(world), "kind", **{NUMBER: "1-1"})

    assert (page.status, len(kept(session))) == (302, 1)


def test_save_pressed_twice_saves_once(session, world):
    page = world.fatima.get("/log")
    answers = [world.fatima.send(page, "kind", **{NUMBER: "1-1"}) for _press in range(2)]

    assert answers[0].location == answers[1].location
    assert len(kept(session)) == 1


def test_a_department_that_is_not_listed_is_searched_by_name_and_then_chosen(session, make, world):
    make.department("Belastingen en invordering", code="BI")
    page = log_with(world, step="search", **{"reaches-0-department": "elsewhere", "reaches-0-elsewhere": "en"})

    assert told(page) == ["Er is meer dan één “en”. Kies uit de lijst."]
    assert (page.status, "Dit is nog niet opgeslagen." in page.text) == (200, False)
    options = page.form("kind").choices["reaches-0-department"]
    assert str(world.there.id) in options
    world.fatima.send(page, "kind", **{"reaches-0-department": str(world.there.id), NUMBER: "1-1"})
    assert [each.reaches[0].department_id for each in kept(session)] == [world.there.id]


def test_enter_in_a_field_to_search_in_looks_up_and_saves_where_nothing_is_typed(session, world):
    page = log_with(
        world, step="enter", **{"reaches-0-department": "elsewhere", "reaches-0-elsewhere": "bel", NUMBER: "1-1"}
    )
    assert (page.status, told(page), kept(session)) == (200, [], [])

    world.fatima.send(page, "kind", step="enter")
    assert [each.reaches[0].department_id for each in kept(session)] == [world.there.id]


def test_a_day_of_a_mistyped_year_leaves_the_lists_as_they_were(make, world):
    tom = make.ambassadorship(world.initiative, world.there, make.person("Tom Bakker", world.there))
    page = log_with(world, on="1999-01-15", **{NUMBER: "1-1"})

    assert told(page) == ["De verandering was op deze dag nog niet begonnen. Kies een latere dag."]
    assert page.form("kind").choices["companions"] == [str(tom.id)]


def test_more_people_than_work_there_are_asked_about_once(session, make, world):
    """Hired staff and guests take part too, so it may be so."""
    few = make.department("Klantcontact", code="KC", staff=4)
    page = log_with(world, **{"reaches-0-department": "elsewhere", "reaches-0-elsewhere": "KC", NUMBER: "16-30"})
    assert (page.status, told(page), kept(session)) == (422, ["Hier werken 4 mensen. Klopt 16?"], [])

    page = world.fatima.send(page, "kind", **{NUMBER: "exact", "reaches-0-exact": "5000", "reaches-0-certain": "16"})
    assert (page.status, told(page), kept(session)) == (422, ["Hier werken 4 mensen. Klopt 5000?"], [])
    assert "Ja, 5000 klopt: er deden ook anderen mee" in page.text

    answer = world.fatima.send(page, "kind", **{"reaches-0-certain": "5000"})
    assert [each.reaches for each in kept(session)] == [(ReachEntry(few.id, 5000, 5000),)]
    page = world.fatima.get(f"{answer.location}/edit")
    assert world.fatima.send(page, "kind", title="Open dag").status == 302


def test_where_staff_is_known_in_fte_only_far_more_than_can_be_is_asked_about(session, make, world):
    headcount = session.scalars(select(Headcount).where(Headcount.department_id == world.here.id)).one()
    headcount.unit, headcount.amount = HeadcountUnit.FTE, 3.6
    session.commit()

    assert told(log_with(world, **{NUMBER: "16-30"})) == ["Hier werkt 4 fte. Klopt 16?"]
    log_with(world, **{NUMBER: "exact", "reaches-0-exact": "8"})
    assert [each.reaches for each in kept(session)] == [(ReachEntry(world.here.id, 8, 8),)]


def test_as_many_as_work_below_a_department_are_not_asked_about(session, make, world):
    make.department("Balie", parent=world.here, staff=30)
    log_with(world, **{NUMBER: "exact", "reaches-0-exact": "50"})

    assert [each.reaches for each in kept(session)] == [(ReachEntry(world.here.id, 50, 50),)]


def test_two_departments_with_one_name_are_chosen_between(session, make, world):
    twins = [make.department("Advies", code=code) for code in ("A1", "A2")]
    page = log_with(world, **{"reaches-0-department": "elsewhere", "reaches-0-elsewhere": "advies", NUMBER: "1-1"})

    assert (page.status, told(page)) == (422, ["Er is meer dan één “advies”. Kies uit de lijst."])
    world.fatima.send(page, "kind", **{"reaches-0-department": str(twins[1].id)})
    assert [each.reaches for each in kept(session)] == [(ReachEntry(twins[1].id, 1, 1),)]


def test_the_list_of_departments_stays_short_in_a_large_organisation(make, world):
    for number in range(60):
        make.department(f"Afdeling {number}")

    assert world.fatima.get("/log").form("kind").choices["reaches-0-department"] == [str(world.here.id), "elsewhere"]


def test_a_row_is_added_for_each_further_department(session, world):
    page = log_with(world, step="more", **{NUMBER: "2-5"})
    assert page.status == 200
    world.fatima.send(
        page,
        "kind",
        **{
            "reaches-1-department": "elsewhere",
            "reaches-1-elsewhere": "BEL",
            "reaches-1-number": "exact",
            "reaches-1-exact": "7",
        },
    )

    assert [each.reaches for each in kept(session)] == [
        (ReachEntry(world.here.id, 2, 5), ReachEntry(world.there.id, 7, 7))
    ]


def test_what_is_wrong_with_a_further_department_stands_beside_it(world):
    page = log_with(world, step="more", **{NUMBER: "2-5"})
    page = world.fatima.send(page, "kind", **{"reaches-1-department": str(world.here.id), "reaches-1-number": "1-1"})

    assert told(page) == ["Deze afdeling staat er twee keer. Laat er één staan."]
    assert 'id="reaches-1-department-error"' in page.html


def test_an_added_row_that_stays_empty_is_left_out(session, world):
    page = log_with(world, step="more", **{NUMBER: "2-5"})
    world.fatima.send(page, "kind")

    assert [each.reaches for each in kept(session)] == [(ReachEntry(world.here.id, 2, 5),)]


def test_choosing_a_kind_with_residents_asks_for_the_outcome_instead_of_a_number(session, make, world):
    kind = make.kind("street_test")
    page = log_with(world, step="kind", kind=str(kind.id))
    assert (page.status, 'class="fields log log--external log--asks-votes' in page.html) == (200, True)

    world.fatima.send(page, "kind", outcome="17 van de 20 kozen de nieuwe brief", **{NUMBER: "2-5"})

    assert [(each.kind_id, each.reaches, each.story) for each in kept(session)] == [
        (kind.id, (), "17 van de 20 kozen de nieuwe brief")
    ]


def test_a_newsletter_is_for_everybody_or_for_departments_whose_number_may_be_unknown(session, make, world):
    kind = str(make.kind("newsletter").id)
    log_with(world, kind=kind)
    log_with(world, kind=kind, whole_organisation=None)

    assert [(each.whole_organisation, each.reaches) for each in kept(session)] == [
        (True, ()),
        (False, (ReachEntry(world.here.id),)),
    ]


def test_a_first_newsletter_after_conversations_is_for_everybody(session, make, world):
    log_with(world, **{NUMBER: "1-1"})
    log_with(world, kind=str(make.kind("newsletter").id))

    assert [each.whole_organisation for each in kept(session)] == [False, True]


def test_others_who_did_it_too_are_ticked_or_found_by_name(session, make, world):
    ticked = make.ambassadorship(world.initiative, world.there, make.person("Joost van der Meulen"))
    for number in range(12):
        make.ambassadorship(world.initiative, make.department(), make.person(f"Iemand {number}"))
    found = make.ambassadorship(world.initiative, world.there, make.person("Lia Hofstra"))

    log_with(world, companion_name="hofstra", **{NUMBER: "1-1"})
    page = world.fatima.get("/log")
    assert page.form("kind").choices["companions"] == [str(found.id)]
    world.fatima.send(page, "kind", companions=[str(found.id)], companion_name="Joost", **{NUMBER: "1-1"})

    assert [each.ambassadorship_ids for each in kept(session)] == [
        (world.ambassadorship.id, found.id),
        tuple(sorted((world.ambassadorship.id, ticked.id, found.id))),
    ]


def test_who_is_ambassador_of_two_changes_picks_one_the_first_time_only(session, make, world):
    other = make.initiative("Toegankelijke diensten", code="TD")
    make.ambassadorship(other, world.here, world.person)

    page = world.fatima.get("/log")
    assert re.findall(r'href="(/log\?[^"]+)"', page.html) == ["/log?initiative=DT", "/log?initiative=TD"]
    world.fatima.send(world.fatima.get("/log?initiative=TD"), "kind", **{NUMBER: "1-1"})

    assert world.fatima.get("/log").form("kind").action == "/log?initiative=TD"
    assert [each.initiative_id for each in kept(session)] == [other.id]


def test_a_change_that_is_not_ones_own_cannot_be_logged_for(make, world):
    make.initiative(code="GEHEIM")

    world.fatima.get("/log?initiative=GEHEIM", 404)


def test_a_change_that_has_not_started_offers_nothing_to_log(make, visit):
    initiative = make.initiative(starts_on=make.today + timedelta(days=1))
    manager = visit.as_user(make.user(Role.CHANGE_MANAGER, initiative=initiative))

    assert "Er is nu geen verandering om voor te loggen" in manager.get("/log").text


def test_a_change_manager_logs_for_an_ambassador_and_their_department(session, make, visit, world):
    manager = visit.as_user(make.user(Role.CHANGE_MANAGER, initiative=world.initiative))
    page = manager.get("/log")
    assert page.form("kind").choices["done_by"] == ["", str(world.ambassadorship.id), "elsewhere"]

    refused = manager.send(page, "kind", **{NUMBER: "1-1"})
    manager.send(refused, "kind", done_by="elsewhere", done_by_name="fatima")

    assert "Kies wie dit deed." in told(refused)
    assert [(each.ambassadorship_ids, each.reaches) for each in kept(session)] == [
        ((world.ambassadorship.id,), (ReachEntry(world.here.id, 1, 1),))
    ]


def test_an_employee_does_not_log(make, visit):
    visit.as_user(make.user()).get("/log", 403)


def test_who_was_ambassador_still_sees_the_own_log_and_changes_nothing(make, visit, world):
    person = make.person()
    ended = make.ambassadorship(world.initiative, world.there, person, until=make.today - timedelta(days=1))
    made = make.activity(ended, world.there, on=make.today - timedelta(days=9), title="Praatje")
    former = visit.as_user(make.user(person=person))

    page = former.get(former.get("/activities").links["Gesprek: Praatje"])

    assert [form.action for form in page.forms if "/activities/" in form.action] == []
    former.get(f"/activities/{made.id}/edit", 403)


def test_after_saving_one_can_undo_and_put_back(session, world):
    page = world.fatima.follow(log_with(world, **{NUMBER: "1-1"}))
    undone = world.fatima.follow(world.fatima.send(page, "/undo"))
    listed = world.fatima.get("/activities")
    restored = world.fatima.follow(world.fatima.send(listed, "/put-back"))

    assert "Deze activiteit telt niet meer mee." in undone.text
    assert "ongedaan gemaakt" in listed.text
    assert "Teruggezet. De activiteit telt weer mee." in restored.text
    session.rollback()
    assert session.scalars(select(Activity.undone_at)).all() == [None]


def test_a_correction_starts_from_what_was_logged_and_its_history_is_told(session, make, world):
    page = world.fatima.follow(log_with(world, **{NUMBER: "6-15", "reaches-0-first_timers": "4"}))
    form = world.fatima.get(page.links["Aanpassen"])
    assert form.form("kind").fields[NUMBER] == ["6-15"]

    answer = world.fatima.send(
        form, "kind", **{"reaches-0-department": str(world.there.id), NUMBER: "exact", "reaches-0-exact": "9"}
    )

    assert [each.reaches for each in kept(session)] == [(ReachEntry(world.there.id, 9, 9, 4),)]
    history = world.fatima.follow(answer).text
    assert "Burgerzaken: 6–15 collega’s, van wie 4 voor het eerst → niet bereikt" in history
    assert "Belastingen: niet bereikt → 9 collega’s, van wie 4 voor het eerst" in history


def test_a_number_that_came_from_a_file_is_still_chosen_when_correcting(make, world):
    made = make.activity(world.ambassadorship, world.here, reached=(4, 9, None))

    page = world.fatima.get(f"/activities/{made.id}/edit")

    assert page.form("kind").fields[NUMBER] == ["4-9"]


def test_the_second_to_save_is_told_and_keeps_the_text(session, make, world):
    made = make.activity(world.ambassadorship, world.here)
    page = world.fatima.get(f"/activities/{made.id}/edit")
    world.fatima.send(world.fatima.get(f"/activities/{made.id}/edit"), "kind", story="eerst")

    late = world.fatima.send(page, "kind", story="later")

    assert (late.status, late.form("kind").fields["story"]) == (409, ["later"])
    assert [each.story for each in kept(session)] == ["eerst"]
    assert world.fatima.send(late, "kind").status == 302
    assert [each.story for each in kept(session)] == ["later"]


@pytest.mark.parametrize("path", ["", "/edit"])
def test_somebody_elses_activity_cannot_be_found(make, world, path):
    other = make.ambassadorship(world.initiative, world.there)
    made = make.activity(other, world.there, title="Geheim gesprek")

    assert "Geheim" not in world.fatima.get(f"/activities/{made.id}{path}", 404).html
    assert "Geheim" not in world.fatima.get("/activities").html


@pytest.mark.parametrize("path", ["undo", "put-back"])
def test_somebody_elses_activity_cannot_be_undone(session, make, world, path):
    other = make.ambassadorship(world.initiative, world.there)
    made = make.activity(other, world.there, undone_at=make.now if path == "put-back" else None)

    answer = world.fatima.post(f"/activities/{made.id}/{path}", world.fatima.get("/log"))

    session.rollback()
    assert (answer.status, session.scalars(select(AuditEntry)).all()) == (404, [])


def queries_of(app, visitor, path):
    """The statements that a page sends."""
    sent = []

    def note(_connection, _cursor, statement, *_rest):
        sent.append(statement)

    with app.app_context():
        event.listen(db.engine, "before_cursor_execute", note)
        visitor.get(path)
        event.remove(db.engine, "before_cursor_execute", note)
    return len(sent)


def test_a_long_log_takes_as_many_queries_as_a_short_one(app, session, make, world):
    make.activity(world.ambassadorship, world.here)
    short = queries_of(app, world.fatima, "/activities")
    for day in range(299):
        make.activity(world.ambassadorship, world.there, on=make.today - timedelta(days=day))

    assert queries_of(app, world.fatima, "/activities") == short
    page = world.fatima.get("/activities?page=2")
    assert "21 tot en met 40 van 300" in page.text


def weight_of(visitor, path):
    """Bytes that a browser with an empty cache loads for a page: itself and its styles and scripts, compressed."""
    page = visitor.get(path)
    loaded = re.findall(r'(?:src|href)="/static/([^"?]+)[^"]*"', page.html)
    return sum(
        len(gzip.compress(each)) for each in [page.html.encode(), *((STATIC / name).read_bytes() for name in loaded)]
    )


def test_the_log_page_weighs_at_most_60_kilobytes(make, world):
    for number in range(300):
        make.department(f"Afdeling {number}")

    assert weight_of(world.fatima, "/log") <= 60_000


def test_logging_from_the_start_page_is_the_number_and_save(session, world):
    page = world.fatima.get("/log")
    form = page.form("kind")
    empty = [name for name, values in form.fields.items() if not any(values) and name == NUMBER]
    answer = world.fatima.send(page, "kind", **{NUMBER: form.choices[NUMBER][0]})

    assert (empty, answer.status, urlsplit(answer.location).path) == ([NUMBER], 302, "/activities/1")


def test_an_entry_is_logged_again_with_all_its_departments_and_ambassadors_but_without_numbers(session, make, world):
    tom = make.ambassadorship(world.initiative, world.there, make.person("Tom Bakker", world.there))
    made = make.activity(
        world.ambassadorship, world.here, on=make.today - timedelta(days=9), kind="workshop", title="Vijf brieven"
    )
    made.done_by.append(DoneBy(ambassadorship_id=tom.id, initiative_id=tom.initiative_id))
    made.reaches.append(Reach(department_id=world.there.id, low=6, high=15, first_timers=4))
    session.commit()

    again = world.fatima.get("/activities").links["Opnieuw loggen"]
    make.activity(world.ambassadorship, world.here, logged_by=world.user.id)
    world.fatima.send(world.fatima.get(again), "kind", **{NUMBER: "2-5", "reaches-1-number": "unknown"})

    assert kept(session)[-1] == Entry(
        initiative_id=world.initiative.id,
        kind_id=make.kind("workshop").id,
        on=make.today,
        ambassadorship_ids=tuple(sorted((world.ambassadorship.id, tom.id))),
        reaches=(ReachEntry(world.here.id, 2, 5), ReachEntry(world.there.id)),
    )


def test_what_is_gone_by_now_is_left_out_when_an_entry_is_logged_again(session, make, world):
    gone = make.ambassadorship(world.initiative, world.there, until=make.today - timedelta(days=5))
    made = make.activity(gone, world.there, on=make.today - timedelta(days=9), logged_by=world.user.id)
    session.scalars(
        select(DepartmentVersion).where(DepartmentVersion.department_id == world.there.id)
    ).one().valid_until = make.today
    session.commit()

    fields = world.fatima.get(f"/log?again={made.id}").form("kind").fields

    assert (fields["done_by"], fields["reaches-0-department"]) == ([str(world.ambassadorship.id)], [""])


@pytest.mark.parametrize("again", ["999", "0", "nonsense"])
def test_what_is_not_there_or_not_mine_cannot_be_logged_again(make, world, again):
    other = make.activity(make.ambassadorship(world.initiative, world.there), world.there)

    for each in (again, other.id):
        world.fatima.get(f"/log?again={each}", status=404)
