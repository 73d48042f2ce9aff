"""Stories: shared from the page of an activity, read by everybody, hidden with a reason; and the text of a month."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select

from ambassadors.db import db
from ambassadors.results.rules import ResultStatus
from ambassadors.security.models import AuditEntry
from ambassadors.security.policy import Role
from ambassadors.stories.models import Story
from tests.conftest import NOW, TODAY
from tests.statements import counted

FEED = "/i/DT/stories"
OCTOBER = f"{FEED}/month/2026-10"
IN_OCTOBER = datetime(2026, 10, 14, 9, 0, tzinfo=UTC)


@pytest.fixture
def world(make, visit):
    """Fatima, ambassador of Burgerzaken, did a workshop; Esther runs the change; Roos only reads."""

    class World:
        initiative = make.initiative("Duidelijke taal", code="DT")
        here = make.department("Burgerzaken", code="BZ", staff=40)
        there = make.department("Belastingen", code="BEL", staff=40)
        person = make.person("Fatima el Idrissi", here)
        ambassadorship = make.ambassadorship(initiative, here, person)
        user = make.user(person=person)

        def as_english(self, user):
            visitor = visit.as_user(user)
            with visitor.client.session_transaction() as cookie:
                cookie["language"] = "en"
            return visitor

        def activity(self, words="Na een uur was de helft korter.", **values):
            values.setdefault("logged_by", self.user.id)
            return make.activity(self.ambassadorship, values.pop("department", self.here), story=words, **values)

    found = World()
    found.fatima, found.esther, found.roos = (
        found.as_english(each) for each in (found.user, make.user(Role.CHANGE_MANAGER), make.user(name="Roos"))
    )
    return found


def stories(session):
    session.rollback()
    session.expire_all()
    return session.scalars(select(Story).order_by(Story.id)).all()


def trail(session):
    session.rollback()
    return list(
        session.scalars(select(AuditEntry.action).where(AuditEntry.subject == "story").order_by(AuditEntry.id))
    )


def test_an_empty_feed_says_how_a_story_comes_there(world):
    assert "Nobody shared a story yet" in world.roos.get(FEED).text
    assert "Log an activity" not in world.roos.get(FEED).links
    assert world.fatima.get(FEED).links["Log an activity"] == "/log?initiative=DT"


def test_a_story_is_shared_with_one_press_without_a_name_and_taken_back_with_one_more(session, world):
    activity = world.activity(title="Workshop betalen")
    page = world.fatima.get(f"/activities/{activity.id}")
    page = world.fatima.follow(world.fatima.send(page, "/share"))
    text = world.roos.get(FEED).text
    assert ("Workshop betalen" in text, "Burgerzaken" in text, "Fatima" in text) == (True, True, False)

    page = world.fatima.follow(world.fatima.send(page, "/withdraw"))
    assert "Share this story" in page.text
    assert "Workshop betalen" not in world.roos.get(FEED).text
    assert [each.withdrawn_at for each in stories(session)] == [NOW]
    world.fatima.send(page, "/share")
    assert "Workshop betalen" in world.roos.get(FEED).text
    assert trail(session) == ["shared", "withdrawn", "shared"]


def test_a_story_names_its_maker_and_the_result_that_it_touched_where_that_was_ticked(session, make, world):
    result = make.result(world.initiative, world.here, (ResultStatus.ADAPTED, TODAY), name="Brief over een paspoort")
    make.result(world.initiative, world.there, name="Van een ander")
    activity = world.activity()
    page = world.fatima.get(f"/activities/{activity.id}")
    assert page.form("/share").choices["result"] == ["0", str(result.id)]
    world.fatima.send(page, "/share", named="y", result=str(result.id))

    assert "Brief over een paspoort adapted Burgerzaken · Fatima el Idrissi" in world.roos.get(FEED).text
    assert [(each.named, each.result_id) for each in stories(session)] == [(True, result.id)]


def test_a_result_of_another_change_is_refused(session, make, world):
    other = make.result(make.initiative("Iets anders"), world.here)
    make.result(world.initiative, world.here)
    page = world.fatima.get(f"/activities/{world.activity().id}")
    page = world.fatima.follow(world.fatima.send(page, "/share", result=str(other.id)))

    assert "Not a valid choice." in page.text
    assert stories(session) == []


def test_only_who_did_it_or_logged_it_shares_it(session, make, world):
    activity = world.activity(logged_by=make.user().id)
    assert "Share this story" in world.fatima.get(f"/activities/{activity.id}").text
    page = world.esther.get(f"/activities/{activity.id}")
    assert "Share this story" not in page.text

    assert world.esther.post(f"/activities/{activity.id}/story/share", page).status == 404
    assert stories(session) == []


def test_an_activity_without_a_story_or_undone_has_nothing_to_share(session, world):
    silent, undone = world.activity(words=None), world.activity(undone_at=NOW)
    for activity in (silent, undone):
        page = world.fatima.get(f"/activities/{activity.id}")
        assert "Your story" not in page.text
        world.fatima.post(f"/activities/{activity.id}/story/share", page)

    assert stories(session) == []


def test_a_story_is_gone_while_its_activity_is_undone(make, world):
    activity = world.activity("Verteld en ongedaan")
    make.story(activity)
    world.fatima.send(world.fatima.get(f"/activities/{activity.id}"), "/undo")

    assert "Verteld en ongedaan" not in world.roos.get(FEED).text


def test_a_change_manager_hides_a_story_with_a_reason_that_its_maker_reads(session, make, world):
    activity = world.activity("Mevrouw Jansen zei dat het onzin was.")
    story = make.story(activity)
    page = world.esther.get(f"{FEED}/{story.id}/hide")
    refused = world.esther.send(page, "why", why=" ")
    assert (refused.status, "Write down why: its maker reads this." in refused.text) == (422, True)
    world.esther.send(page, "why", why="Er staat een naam in.")
    assert "Mevrouw Jansen" not in world.roos.get(FEED).text
    mine = world.fatima.get(f"/activities/{activity.id}")
    assert "Er staat een naam in." in mine.text
    page = world.fatima.follow(world.fatima.post(f"/activities/{activity.id}/story/share", mine))
    assert "The change manager has hidden this story. Talk to them first." in page.text

    world.roos.get(f"{FEED}/{story.id}/hide", status=403)
    assert [(each.hidden_at, each.hidden_because) for each in stories(session)] == [(NOW, "Er staat een naam in.")]
    assert trail(session) == ["hidden"]


def test_a_hidden_story_is_listed_for_the_change_manager_and_shown_again(make, world):
    story = make.story(world.activity("Toch goed"), hidden_at=NOW, hidden_because="Even kijken")
    page = world.esther.get(f"{FEED}?show=hidden")
    assert "Even kijken" in page.text
    assert "Toch goed" not in world.roos.get(f"{FEED}?show=hidden").text
    world.esther.send(page, f"/{story.id}/show")

    assert "Toch goed" in world.roos.get(FEED).text


def test_hiding_what_changed_meanwhile_is_told(make, world):
    story = make.story(world.activity())
    late = world.esther.get(f"{FEED}/{story.id}/hide")
    world.esther.send(world.esther.get(f"{FEED}/{story.id}/hide"), "why", why="Eerst")
    page = world.esther.send(late, "why", why="Later")

    assert (page.status, "Somebody else changed this" in page.text) == (409, True)


def test_the_feed_is_found_by_branch_and_by_result(make, world):
    team = make.department("Balie", parent=world.here, code="BZ-1")
    result = make.result(world.initiative, world.here, name="Brief")
    make.story(world.activity("Bij de balie", department=team))
    make.story(world.activity("Bij belastingen", department=world.there), result_id=result.id)

    def found(query):
        text = world.roos.get(f"{FEED}?{query}").text
        return [words for words in ("Bij de balie", "Bij belastingen") if words in text]

    assert found("department=BZ") == ["Bij de balie"]
    assert found("department=BEL") == ["Bij belastingen"]
    assert found("result=0") == found(f"result={result.id}") == ["Bij belastingen"]
    assert found("result=999") == []
    assert found("department=weg") == found("") == ["Bij de balie", "Bij belastingen"]


def test_departments_with_few_colleagues_are_named_together(make, world):
    small = make.department("Drie mensen", parent=world.here, staff=3)
    make.story(world.activity(department=small))

    assert "Burgerzaken and 1 other small one" in world.roos.get(FEED).text
    assert "Drie mensen" in world.esther.get(FEED).text


def test_a_feed_of_300_takes_as_many_statements_as_of_one_and_comes_in_pages(app, make, world):
    def asked():
        with app.app_context(), counted(db.session) as statements:
            page = world.roos.get(FEED)
        return page, len(statements)

    make.story(world.activity())
    first = asked()[1]
    for number in range(299):
        make.story(world.activity(f"Verhaal {number}"), at=NOW - timedelta(hours=number + 1))
    page, many = asked()

    assert (first, many) == (9, 9)
    assert "1 to 20 of 300" in page.text
    assert page.text.index("Verhaal 0") < page.text.index("Verhaal 1")


def letters(page):
    """What can be copied: the HTML and the plain text."""
    found = page.html.split("<textarea")[1:]
    return [each.split(">", 1)[1].split("</textarea>")[0].replace("&#34;", '"') for each in found]


def test_the_text_of_a_month_tells_what_changed_stories_an_objection_and_whom_to_ask(make, world):
    make.result(
        world.initiative,
        world.here,
        (ResultStatus.ADAPTED, date(2026, 8, 1)),
        (ResultStatus.IN_USE, date(2026, 10, 9)),
        name="Brief over uitstel",
    )
    make.ambassadorship(
        world.initiative, world.there, make.person("Nieuwe Naam", world.there), since=date(2026, 10, 5)
    )
    make.story(world.activity("Uit oktober", on=date(2026, 10, 13)), at=IN_OCTOBER, named=True)
    make.story(world.activity("Uit november"))
    unanswered, answered = make.objection(world.initiative, "Te duur"), make.objection(world.initiative, "Geen tijd")
    for _time in range(2):
        make.hearing(unanswered, on=date(2026, 10, 2))
    make.answer(answered, "Begin met één brief", worked=1)
    html, text = letters(world.esther.get(OCTOBER))

    for told in (
        "Duidelijke taal in October 2026",
        "1 result came into use: Brief over uitstel (Burgerzaken).",
        "1 department got a new ambassador.",
        "Results: 1 of 1 result in use.",
        "Reach: 5 of 80 colleagues took part in the last half year.",
        "Uit oktober",
        "Burgerzaken · Fatima el Idrissi",
        "somebody says: “Geen tijd”",
        "Begin met één brief",
        "/ambassadors?initiative=DT",
    ):
        assert (told, told in html, told in text) == (told, True, True)
    for untold in ("Uit november", "Nieuwe Naam", "Te duur"):
        assert (untold, untold in html, untold in text) == (untold, False, False)
    assert "&lt;h2&gt;Duidelijke taal in October 2026&lt;/h2&gt;" in html
    assert "&lt;" not in text


def test_whoever_makes_it_the_text_is_for_who_sees_small_departments_together(make, world):
    small = make.department("Drie mensen", parent=world.here, staff=3)
    make.story(world.activity("Uit oktober", department=small, on=date(2026, 10, 13)), at=IN_OCTOBER)

    assert letters(world.esther.get(OCTOBER)) == letters(world.fatima.get(OCTOBER))
    assert "Drie mensen" not in world.esther.get(OCTOBER).text


def test_three_stories_stand_in_it_those_with_a_result_first(make, world):
    result = make.result(world.initiative, world.here)
    make.story(world.activity("Met resultaat"), at=IN_OCTOBER, result_id=result.id)
    for number in range(4):
        make.story(world.activity(f"Verhaal {number}"), at=IN_OCTOBER + timedelta(hours=number + 1))
    text = letters(world.esther.get(OCTOBER))[1]

    told = [words for words in ("Met resultaat", *(f"Verhaal {each}" for each in range(4))) if words in text]
    assert told == ["Met resultaat", "Verhaal 2", "Verhaal 3"]


def test_words_of_a_story_are_words_in_the_html_too(make, world):
    make.story(world.activity("<script>alert(1)</script>"), at=IN_OCTOBER)
    page = world.esther.get(OCTOBER)

    assert "<script>alert" not in page.html
    assert "&amp;lt;script&amp;gt;" in letters(page)[0]


@pytest.mark.parametrize(("suffix", "kind"), [("html", "text/html"), ("txt", "text/plain")])
def test_the_text_is_a_file_too(world, suffix, kind):
    answer = world.fatima.client.get(f"{OCTOBER}/{suffix}")

    assert answer.headers["Content-Type"] == f"{kind}; charset=utf-8"
    assert answer.headers["Content-Disposition"] == f'attachment; filename="2026-10.{suffix}"'
    assert "Duidelijke taal in October 2026" in answer.text


def test_a_month_that_goes_on_says_so_and_one_that_is_not_there_is_not_found(world):
    assert "This month is not over yet." in world.esther.get(f"{FEED}/month/2026-11").text
    assert "This month is not over yet." not in world.esther.get(OCTOBER).text
    for code in ("2026-12", "2020-01", "oktober"):
        world.esther.get(f"{FEED}/month/{code}", status=404)


def test_in_dutch_the_text_is_dutch(visit, world):
    html = visit.as_user(world.user).get(OCTOBER).html

    assert "Duidelijke taal in oktober 2026" in html
    assert "HEB JE EEN VRAAG?" in html


def test_what_one_can_say_and_read_is_found_from_the_start_page_and_from_the_change(world):
    for path in ("/", "/i/DT"):
        links = world.fatima.get(path).links
        assert (links["What do you say when…"], links["Read the stories of colleagues"]) == ("/i/DT/objections", FEED)
