"""The worker is killed, really, while it speaks with a real mail server: nothing is lost, nothing arrives twice."""

import random
import signal
import subprocess
import sys
import time
from collections import Counter
from contextlib import contextmanager

import pytest
from sqlalchemy import func, select, text

from ambassadors.db import transaction
from ambassadors.jobs.models import Job
from ambassadors.mail import outbox
from ambassadors.mail.models import Message, MessageState
from ambassadors.mail.sending import Letter
from ambassadors.web.clock import system_clock
from config import PROJECT

LETTER = Letter("", "Je week", "Beste collega,\n\n.een regel die met een punt begint\n")
LEASE = 1
PATIENCE = 30


def wait_for(condition):
    deadline = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < deadline, "it never came so far"
        time.sleep(0.01)


class Post:
    """The database with its outbox, the mail server, and workers that can be killed."""

    def __init__(self, database_url, session, folder):
        self.database_url, self.session, self.folder = database_url, session, folder
        self.workers = []

    def queue(self, user, number=1):
        with transaction(self.session):
            made = [outbox.post(self.session, user.id, "digest", LETTER, system_clock()) for _ in range(number)]
        return [each.message_id for each in made]

    def start_worker(self):
        address = f"smtp://127.0.0.1:{(self.folder / 'port').read_text()}"
        worker = subprocess.Popen(
            [sys.executable, "-m", "tests.mail.worker_process", self.database_url, address, str(LEASE)],
            cwd=PROJECT,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        self.workers.append(worker)
        assert worker.stdout.readline() == "ready\n"
        return worker

    def kill(self, worker):
        worker.send_signal(signal.SIGKILL)
        worker.wait(PATIENCE)

    def stop(self, worker):
        worker.send_signal(signal.SIGTERM)
        assert worker.wait(PATIENCE) == 0

    def hold(self, point):
        (self.folder / "at").unlink(missing_ok=True)
        (self.folder / f"hold-{point}").touch()

    def release(self, point):
        (self.folder / f"hold-{point}").unlink()

    def wait_until_at(self, point):
        wait_for(lambda: (self.folder / "at").exists() and (self.folder / "at").read_text() == point)

    def delivered(self):
        path = self.folder / "delivered"
        return Counter(path.read_text().split()) if path.exists() else Counter()

    def states(self):
        self.session.rollback()
        return dict(self.session.execute(select(Message.message_id, Message.state)).all())

    def is_settled(self):
        self.session.rollback()
        left = self.session.scalar(select(func.count()).select_from(Job).where(Job.done_at.is_(None)))
        self.session.rollback()
        return not left

    def finish(self):
        """Start a worker anew and let it do all that is left."""
        worker = self.start_worker()
        wait_for(self.is_settled)
        self.stop(worker)

    @contextmanager
    def nobody_else_writes(self):
        self.session.rollback()
        with transaction(self.session):
            if self.session.get_bind().dialect.name == "postgresql":
                self.session.execute(text("LOCK TABLE message IN EXCLUSIVE MODE"))
            yield


@pytest.fixture
def post(database_url, session, tmp_path):
    server = subprocess.Popen([sys.executable, "tests/mail/mail_server.py", tmp_path], cwd=PROJECT)
    post = Post(database_url, session, tmp_path)
    wait_for((tmp_path / "port").exists)
    yield post
    for process in (*post.workers, server):
        process.kill()
        process.wait(PATIENCE)
        if process.stdout:
            process.stdout.close()


def test_killed_before_the_letter_it_is_sent_after_all(post, make):
    [message_id] = post.queue(make.user())
    post.hold("rcpt")
    worker = post.start_worker()
    post.wait_until_at("rcpt")
    post.kill(worker)
    post.release("rcpt")
    before = post.delivered()

    post.finish()

    assert (before, post.delivered()) == ({}, {message_id: 1})
    assert post.states() == {message_id: MessageState.SENT}


def test_killed_in_the_middle_of_the_letter_it_is_sent_after_all(post, make):
    [message_id] = post.queue(make.user())
    post.hold("rcpt")
    worker = post.start_worker()
    post.wait_until_at("rcpt")
    with post.nobody_else_writes():
        post.release("rcpt")
        time.sleep(0.5)  # by now it has sent all but the dot, and waits to write down that the dot comes
        before = post.delivered()
        post.kill(worker)

    post.finish()

    assert (before, post.delivered()) == ({}, {message_id: 1})
    assert post.states() == {message_id: MessageState.SENT}


def test_killed_while_the_server_has_the_letter_and_has_not_answered_it_is_not_sent_again(post, make):
    [message_id] = post.queue(make.user())
    post.hold("dot")
    worker = post.start_worker()
    post.wait_until_at("dot")
    post.kill(worker)
    post.release("dot")

    post.finish()

    assert post.delivered() == {message_id: 1}
    assert post.states() == {message_id: MessageState.UNSURE}, "nobody heard the answer, and that is told"


def test_killed_between_the_answer_and_writing_it_down_it_is_not_sent_again(post, make):
    [message_id] = post.queue(make.user())
    post.hold("dot")
    worker = post.start_worker()
    post.wait_until_at("dot")
    with post.nobody_else_writes():
        post.release("dot")
        time.sleep(0.5)  # by now it has heard the answer, and waits to write it down
        post.kill(worker)

    post.finish()

    assert post.delivered() == {message_id: 1}
    assert post.states() == {message_id: MessageState.UNSURE}


def test_killed_at_any_moment_no_letter_is_lost_and_none_arrives_twice(post, make):
    """What is neither sent nor lost for sure is unsure; that alone may be missing, and an administrator sees it."""
    sent = post.queue(make.user(), 60)
    chance = random.Random(49)
    for _each in range(6):
        worker = post.start_worker()
        time.sleep(chance.uniform(0.05, 0.35))
        post.kill(worker)
    post.finish()

    delivered, states = post.delivered(), post.states()
    unsure = {each for each, state in states.items() if state is MessageState.UNSURE}
    assert set(states) == set(sent)
    assert set(delivered.values()) == {1}
    assert {each for each, state in states.items() if state is MessageState.SENT} == set(sent) - unsure
    assert set(sent) - set(delivered) <= unsure
    assert len(unsure) <= 6


def test_several_workers_send_each_letter_once(post, make):
    sent = post.queue(make.user(), 40)

    workers = [post.start_worker() for _each in range(3)]
    wait_for(post.is_settled)
    for worker in workers:
        post.stop(worker)

    assert post.delivered() == dict.fromkeys(sent, 1)


def test_a_worker_that_is_told_to_stop_ends_its_letter_first(post, make):
    first, second = post.queue(make.user(), 2)
    post.hold("dot")
    worker = post.start_worker()
    post.wait_until_at("dot")
    worker.send_signal(signal.SIGTERM)
    time.sleep(0.3)
    post.release("dot")

    assert worker.wait(PATIENCE) == 0
    assert post.states() == {first: MessageState.SENT, second: MessageState.QUEUED}


def test_what_is_unsure_is_sent_again_when_an_administrator_says_so_under_the_same_name(post, make):
    [message_id] = post.queue(make.user())
    post.hold("dot")
    worker = post.start_worker()
    post.wait_until_at("dot")
    post.kill(worker)
    post.release("dot")
    post.finish()
    with transaction(post.session):
        assert outbox.send_again(post.session, system_clock()) == 1

    post.finish()

    assert post.delivered() == {message_id: 2}
    assert post.states() == {message_id: MessageState.SENT}
