"""Who is told of silence, when, and once; and logging by the link in it."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from ambassadors.accounts.models import User
from ambassadors.activities.models import Activity, NothingToReport, Reach
from ambassadors.messages.rules import MessageKind
from ambassadors.messages.service import switch_off
from ambassadors.network.models import AmbassadorshipStep
from ambassadors.network.rules import Status
from ambassadors.security.policy import Role

DAY, WEEK = timedelta(days=1), timedelta(weeks=1)


@pytest.fixture
def change(make):
    return make.initiative("Duidelijke taal", code="taal")


@pytest.fixture
def office(make):
    return make.department("Burgerzaken", code="BZ", staff=40)


@pytest.fixture
def held(make, change, office):
    return make.ambassadorship(change, office, make.person("Fatima Yilmaz", office), since=make.today - 300 * DAY)


@pytest.fixture
def fatima(account, held, session):
    return account(person=held.person, email="fatima@example.nl")


@pytest.fixture
def kim(account, change):
    return account(Role.CHANGE_MANAGER, initiative=change, email="kim@example.nl")


@pytest.fixture
def silent_for(make, held, office):
    """The last activity was so many days ago."""
    return lambda days: make.activity(held, office, on=make.today - days * DAY, logged_at=make.now - days * DAY)


@pytest.mark.parametrize(
    ("days", "told"),
    [
        (27, []),
        (28, ["fatima@example.nl"]),
        (55, ["fatima@example.nl"]),
        (56, ["fatima@example.nl", "kim@example.nl"]),
    ],
)
def test_who_is_told_after_how_many_days(post, fatima, kim, silent_for, days, told):
    silent_for(days)

    assert sorted(post.work()) == told


def test_a_silence_is_told_after_four_and_eight_weeks_and_never_twice(post, fatima, kim, silent_for):
    silent_for(28)

    sent = []
    for _each in range(60):
        sent.append(sorted(post.work()))
        post.pass_by(days=1)

    assert [(day, who) for day, who in enumerate(sent) if who] == [
        (0, ["fatima@example.nl"]),
        (28, ["fatima@example.nl", "kim@example.nl"]),
    ]


def test_weeks_that_do_not_count_put_it_off_and_in_them_nobody_is_told(post, make, fatima, silent_for, office):
    silent_for(34)
    make.quiet_period(make.today - 10 * DAY, make.today + 2 * DAY, office)

    sent = [sorted(post.work())]
    for _each in range(7):
        post.pass_by(days=1)
        sent.append(sorted(post.work()))

    # When the holiday is over, 24 days have counted; the 28th is a Sunday, so it goes out on Monday.
    assert [day for day, who in enumerate(sent) if who] == [7]


@pytest.mark.parametrize("ago", [0, 27])
def test_what_breaks_the_silence(post, make, fatima, silent_for, held, ago):
    silent_for(40)
    make.nothing_to_report(held, on=make.today - ago * DAY)

    assert post.work() == {}


def test_a_contact_that_somebody_else_had_with_the_department_breaks_it_too(
    post, make, fatima, silent_for, change, office
):
    silent_for(40)
    elsewhere, then = make.ambassadorship(change, make.department()), make.now - 10 * DAY
    make.activity(elsewhere, office, on=then.date(), logged_at=then)

    assert "fatima@example.nl" not in post.work()


def test_an_activity_that_was_undone_breaks_nothing(post, make, fatima, silent_for, held, office):
    silent_for(40)
    make.activity(held, office, on=make.today, undone_at=make.now)

    assert "fatima@example.nl" in post.work()


def test_newcomers_are_left_alone(post, make, account, change, office):
    held = make.ambassadorship(change, office, since=make.today - 55 * DAY)
    account(person=held.person, email="nieuw@example.nl")

    assert post.work() == {}
    post.pass_by(days=1)
    assert sorted(post.work()) == ["nieuw@example.nl"]


def test_who_takes_a_break_is_left_alone_and_begins_anew_after_it(post, make, session, fatima, silent_for, held):
    silent_for(40)
    session.add(
        AmbassadorshipStep(
            ambassadorship_id=held.id,
            number=2,
            status=Status.PAUSED,
            on=make.today - 20 * DAY,
            until=make.today + DAY,
            recorded_at=make.now,
        )
    )
    session.commit()

    sent = []
    for _each in range(31):
        sent.append(sorted(post.work()))
        post.pass_by(days=1)

    assert [day for day, who in enumerate(sent) if who] == [29]


def test_who_only_just_got_an_account_was_not_silent_before(post, make, fatima, silent_for, session):
    silent_for(100)
    fatima.created_at = make.now - 5 * DAY
    session.commit()

    assert post.work() == {}


def test_who_switched_reminders_off_gets_none_and_the_change_manager_still_does(
    post, session, fatima, kim, silent_for
):
    silent_for(56)
    switch_off(session, fatima.id, MessageKind.REMINDER)
    session.commit()

    message = post.work()["kim@example.nl"]

    assert sorted(each["To"] for each in post.messages) == ["kim@example.nl"]
    assert message["Subject"] == "1 ambassadeur heeft 8 weken niets gelogd"
    assert "Fatima Yilmaz, Burgerzaken: sinds 28 september 2026" in message.get_body(("plain",)).get_content()


@pytest.fixture
def message(post, fatima, silent_for):
    silent_for(28)
    return post.work()["fatima@example.nl"]


def test_the_link_opens_the_form_filled_in_and_saves_without_signing_in(post, message, link, session, office, held):
    path = link(message, "/log/by-link/")

    page = post.visit.get(path)
    done = post.visit.send(page, "reaches-0-number", **{"reaches-0-number": "2-5"})

    assert "Je logt als Fatima Yilmaz. Inloggen hoeft niet." in page.text
    assert page.form("reaches-0-number").fields["reaches-0-department"] == [str(office.id)]
    assert post.visit.follow(done).title == "Opgeslagen. Dank je wel. – Olievlek"
    found = session.execute(
        select(Activity.on, Reach.department_id, Reach.low, Reach.high)
        .join(Reach)
        .where(Activity.logged_by == fatima_id(session))
    ).all()
    assert found == [(post.time.date(), office.id, 2, 5)]


def test_the_link_takes_a_story_and_other_buttons_than_save_save_nothing(post, message, link, session):
    page = post.visit.get(link(message, "/log/by-link/"))
    told = {"reaches-0-number": "2-5", "title": "Brieven lezen", "story": "Samen gelezen."}

    shown = post.visit.send(page, "reaches-0-number", **told, step="kept")
    written = select(Activity.title, Activity.story).where(Activity.story.is_not(None))
    before = session.execute(written).all()
    session.rollback()
    post.visit.send(shown, "reaches-0-number")

    assert (shown.status, before) == (200, [])
    assert shown.form("reaches-0-number").fields["story"] == ["Samen gelezen."]
    assert session.execute(written).all() == [("Brieven lezen", "Samen gelezen.")]


def fatima_id(session):
    return session.scalar(select(User.id).where(User.email == "fatima@example.nl"))


def test_the_link_lets_nobody_in_anywhere_else(post, message, link):
    post.visit.get(link(message, "/log/by-link/"))

    assert post.visit.get("/", 302).location.startswith("/sign-in")
    assert post.visit.get("/log", 302).location.startswith("/sign-in")


def test_the_link_logs_for_no_other_ambassadorship_and_no_department_that_it_does_not_offer(
    post, message, link, session, make, change, held
):
    other = make.ambassadorship(change, make.department("Sociaal"))
    page = post.visit.get(link(message, "/log/by-link/"))
    number = {"reaches-0-number": "2-5"}

    elsewhere = post.visit.send(
        page, "reaches-0-number", **number, **{"reaches-0-department": str(other.department_id)}
    )
    post.visit.send(page, "reaches-0-number", **number, done_by=str(other.id), companions=str(other.id))

    assert elsewhere.status == 422
    session.rollback()
    activity = session.scalars(select(Activity).order_by(Activity.id.desc())).first()
    assert [each.ambassadorship_id for each in activity.done_by] == [held.id]


def test_nothing_to_report_is_said_by_a_button_and_not_by_opening_the_page(post, message, link, session, held):
    page = post.visit.get(link(message, "/nothing"))
    before = session.scalars(select(NothingToReport.id)).all()
    session.rollback()

    done = post.visit.send(page, "/nothing")

    assert before == []
    assert post.visit.follow(done).status == 200
    assert session.scalars(select(NothingToReport.ambassadorship_id)).all() == [held.id]


@pytest.mark.parametrize(("after", "status"), [({"days": 13, "hours": 23}, 200), ({"days": 14}, 410)])
def test_the_link_works_for_two_weeks(post, message, link, after, status):
    path = link(message, "/log/by-link/")
    post.pass_by(**after)

    assert post.visit.get(path, status).status == status


@pytest.mark.parametrize("change_of", ["password", "closed", "ended"])
def test_the_link_ends_with_a_new_password_the_account_and_the_ambassadorship(
    post, message, link, session, fatima, held, make, change_of
):
    path = link(message, "/log/by-link/")
    if change_of == "password":
        fatima.session_epoch += 1
    elif change_of == "closed":
        fatima.closed_at = make.now
    else:
        held.steps.append(AmbassadorshipStep(number=2, status=Status.ENDED, on=make.today, recorded_at=make.now))
    session.commit()

    for each in (path, f"{path}/nothing", f"{path}/done"):
        assert post.visit.get(each, 410).title == "Deze link werkt niet meer – Olievlek"


def test_a_link_that_is_made_up_or_made_for_something_else_opens_nothing(post, message, link):
    off = link(message, "/messages/off/").removeprefix("/messages/off/")

    for word in ("verzonnen", off):
        assert post.visit.get(f"/log/by-link/{word}", 410).status == 410
