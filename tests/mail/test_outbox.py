"""What is written down to be sent: with what causes it, to who is there by then, and told when it cannot be."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from ambassadors.accounts.queries import address_of
from ambassadors.db import transaction
from ambassadors.jobs.models import Job
from ambassadors.jobs.queries import state_of
from ambassadors.jobs.working import Worker
from ambassadors.mail import outbox, tidying
from ambassadors.mail.models import Message, MessageState
from ambassadors.mail.sending import Letter, PostOffice
from tests.conftest import NOW

LETTER = Letter(
    "",
    "Je wéék",
    "Beste collega,\n\n.punt\n..twee\n" + "lang " * 300,
    "<p>Beste collega</p>",
    "https://x.example/uit/1",
)


@pytest.fixture
def user(make):
    return make.user(email="noor@example.nl")


@pytest.fixture
def time():
    return [NOW]


@pytest.fixture
def worker(server, session, time):
    def sessions():
        return type(session)(session.get_bind(), expire_on_commit=False)

    handlers = {
        outbox.SEND: outbox.Delivery(PostOffice(server[1], "olievlek@example.nl"), address_of),
        tidying.TIDY: tidying.tidy,
    }
    return Worker(sessions, handlers, lambda: time[0])


@pytest.fixture
def post(session, user):
    with transaction(session):
        return outbox.post(session, user.id, "digest", LETTER, NOW)


@pytest.fixture
def states(session):
    def ask():
        session.rollback()
        found = session.execute(select(Message.state, Message.text)).all()
        session.rollback()
        return [(state, bool(words)) for state, words in found]

    return ask


def test_a_message_arrives_whole_in_both_forms_with_one_way_to_stop_it(post, worker, server):
    worker.do_all()

    [message] = server[0].messages
    plain, html = message.iter_parts()
    assert (message["To"], message["From"], message["Subject"]) == (
        "noor@example.nl",
        "olievlek@example.nl",
        "Je wéék",
    )
    assert message["Message-ID"] == post.message_id
    assert message["List-Unsubscribe"] == "<https://x.example/uit/1>"
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert plain.get_content().splitlines() == LETTER.text.splitlines()
    assert (html.get_content_type(), html.get_content().strip()) == ("text/html", "<p>Beste collega</p>")


def test_of_a_message_that_was_sent_the_words_are_removed(post, worker, states):
    before = states()
    worker.do_all()

    assert (before, states()) == ([(MessageState.QUEUED, True)], [(MessageState.SENT, False)])


def test_a_message_of_what_was_taken_back_is_never_sent(session, user, worker, server):
    with pytest.raises(RuntimeError), transaction(session):
        outbox.post(session, user.id, "digest", LETTER, NOW)
        raise RuntimeError

    assert (worker.do_all(), server[0].messages) == (0, [])


def test_who_has_no_account_any_more_gets_nothing(session, post, user, worker, server, states):
    user.closed_at = NOW
    session.commit()

    worker.do_all()

    assert (server[0].messages, states()) == ([], [(MessageState.DROPPED, False)])


def test_a_new_address_counts_from_then_on(session, post, user, worker, server):
    user.email = "anders@example.nl"
    session.commit()

    worker.do_all()

    assert [message["To"] for message in server[0].messages] == ["anders@example.nl"]


@pytest.mark.parametrize("when", ["answer", "to_recipient"])
def test_a_server_that_is_busy_gets_it_later(post, worker, server, states, time, when):
    setattr(server[0], when, "451 Try again later")
    worker.do_all()
    waiting = states()
    setattr(server[0], when, "250 OK")
    time[0] += timedelta(minutes=1)
    worker.do_all()

    assert (waiting, states()) == ([(MessageState.QUEUED, True)], [(MessageState.SENT, False)])
    assert len(server[0].messages) == 1


@pytest.mark.parametrize("when", ["answer", "to_recipient"])
def test_what_a_server_refuses_for_good_is_told_and_not_tried_again(
    post, worker, server, states, session, time, when
):
    setattr(server[0], when, "550 No such user here")
    worker.do_all()
    time[0] += timedelta(days=1)

    assert (worker.do_all(), states()) == (0, [(MessageState.REFUSED, True)])
    assert outbox.unsettled(session) == [outbox.Unsettled("digest", MessageState.REFUSED, 1, NOW)]


def test_a_server_that_is_away_is_tried_later_and_the_trail_names_nobody(post, worker, session, states):
    away = outbox.Delivery(PostOffice("smtp://127.0.0.1:1", "olievlek@example.nl"), address_of)
    Worker(worker.sessions, {outbox.SEND: away}, worker.clock).do_all()

    assert states() == [(MessageState.QUEUED, True)]
    assert session.execute(select(Job.last_error, Job.payload)).all() == [("Refused", {"message": post.id})]


def test_a_dot_that_was_about_to_be_sent_when_a_worker_died_is_not_sent_again_but_told(
    post, session, worker, server, states
):
    post.state = MessageState.GIVEN
    session.commit()

    worker.do_all()

    assert (server[0].messages, states()) == ([], [(MessageState.UNSURE, True)])
    assert state_of(session, NOW).waiting == 0


def test_what_is_unsure_can_be_left_as_it_is(post, session, worker, server, states):
    post.state = MessageState.GIVEN
    session.commit()
    worker.do_all()
    with transaction(session):
        outbox.leave_unsettled(session, NOW)

    worker.do_all()

    assert (server[0].messages, states()) == ([], [(MessageState.DROPPED, False)])


def test_an_address_that_cannot_be_written_is_refused(session, make, worker, states, server):
    user = make.user(email="één@voorbeeld.nl")
    with transaction(session):
        outbox.post(session, user.id, "digest", LETTER, NOW)

    worker.do_all()

    assert (server[0].messages, states()) == ([], [(MessageState.REFUSED, True)])


def test_messages_of_long_ago_are_removed_at_night(post, worker, states, time):
    worker.do_all()
    worker.rounds = [tidying.EVERY_NIGHT]
    time[0] += timedelta(days=91)
    worker.do_all()

    assert states() == []


@pytest.mark.parametrize(("now", "night"), [("05:00", 23), ("02:00", 23), ("01:59", 22)])
def test_a_night_begins_at_two(now, night):
    hour, minute = map(int, now.split(":"))
    moment = NOW.replace(hour=hour, minute=minute)

    assert tidying.last_night(moment) == NOW.replace(day=night, hour=2, minute=0)
