"""An app that can mail, its worker, and users who use their account."""

import socket
from dataclasses import replace
from datetime import timedelta
from email import message_from_bytes, policy

import pytest
from aiosmtpd.controller import Controller

from ambassadors.app import create_app
from ambassadors.background import worker_of
from ambassadors.db import db
from ambassadors.jobs.queries import state_of
from ambassadors.mail.outbox import unsettled
from tests.conftest import NOW
from tests.visitor import Visitor


class Post:
    """What a real mail server is handed by the worker of an app, whose clock the test moves."""

    def __init__(self):
        self.time, self.messages = NOW, []

    async def handle_DATA(self, _server, _session, envelope):  # noqa: N802  aiosmtpd calls it so
        self.messages.append(message_from_bytes(envelope.content, policy=policy.default))
        return "250 OK"

    def pass_by(self, **span):
        self.time += timedelta(**span)

    def work(self):
        """Have done what is due, and all of it well; gives the new messages by who got them."""
        before = len(self.messages)
        with self.app.app_context():
            worker_of(self.app).do_all()
            assert state_of(db.session, self.time).is_well
            assert unsettled(db.session) == []
        return {message["To"]: message for message in self.messages[before:]}


@pytest.fixture
def post(settings, session):
    made = Post()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    controller = Controller(made, hostname="127.0.0.1", port=port)
    controller.start()
    made.app = create_app(replace(settings, smtp_url=f"smtp://127.0.0.1:{port}"), clock=lambda: made.time)
    made.visit = Visitor(made.app)
    yield made
    controller.stop()
    with made.app.app_context():
        db.engine.dispose()


@pytest.fixture
def account(make, session):
    """A user who has used the account for long."""

    def open_one(*roles, **values):
        user = make.user(*roles, **values)
        user.password_hash, user.created_at = "x", NOW - timedelta(days=500)
        session.commit()
        return user

    return open_one


def path_in(text, part):
    """The address of the page of ours in a message that holds `part`."""
    base = "http://127.0.0.1:8000"
    return next(word for word in text.split() if word.startswith(base) and part in word).removeprefix(base)


@pytest.fixture
def link():
    return lambda message, part: path_in(message.get_body(("plain",)).get_content(), part)
