"""A real mail server that keeps what it is handed."""

import pytest

from tests.mailbox import mail_server


@pytest.fixture
def server():
    with mail_server() as running:
        yield running
