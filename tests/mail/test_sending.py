"""Mail goes out after the commit, to a real mail server."""

import socket

import pytest
from sqlalchemy.orm import Session

from ambassadors.accounts import service
from ambassadors.db import transaction
from ambassadors.mail.sending import Letter, PostOffice
from ambassadors.refusals import Refused
from ambassadors.security.policy import Role
from tests.conftest import NOW
from tests.visitor import Visitor

LETTER = Letter("iemand@example.nl", "Één onderwerp", "Beste collega,\n\ncafé")


def test_a_letter_arrives_as_it_was_written(server):
    mailbox, address = server

    PostOffice(address, "olievlek@example.nl").send(LETTER)

    message = mailbox.messages[0]
    assert (message["To"], message["From"], message["Subject"]) == (
        "iemand@example.nl",
        "olievlek@example.nl",
        "Één onderwerp",
    )
    assert message.get_content().splitlines() == ["Beste collega,", "", "café"]


def test_mail_goes_out_only_after_the_commit(server, session: Session):
    mailbox, address = server
    office = PostOffice(address, "olievlek@example.nl")

    with transaction(session):
        office.post(session, LETTER)
        assert mailbox.messages == []

    assert len(mailbox.messages) == 1


def test_mail_of_what_was_taken_back_never_goes_out(server, session: Session):
    mailbox, address = server

    with pytest.raises(RuntimeError), transaction(session):
        PostOffice(address, "olievlek@example.nl").post(session, LETTER)
        raise RuntimeError
    with transaction(session):
        pass

    assert mailbox.messages == []


def test_a_mail_server_that_is_away_is_told(session: Session):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        nobody = free.getsockname()[1]

    with pytest.raises(Refused) as refusal:
        PostOffice(f"smtp://127.0.0.1:{nobody}", "olievlek@example.nl").send(LETTER)

    assert refusal.value.code == "mail_failed"


def test_a_forgotten_password_is_chosen_anew_by_a_mailed_link(server, app_with, make, session: Session):
    mailbox, address = server
    user = make.user(Role.EMPLOYEE, email="noor@example.nl")
    visit = Visitor(app_with(smtp_url=address))

    known = visit.follow(visit.send(visit.get("/forgotten"), "email", email="noor@example.nl"))
    unknown = visit.follow(visit.send(visit.get("/forgotten"), "email", email="niemand@example.nl"))

    assert known.text == unknown.text, "who is known here is nobody else's business"
    assert [message["To"] for message in mailbox.messages] == ["noor@example.nl"]
    link = next(line for line in mailbox.messages[0].get_content().splitlines() if "/invitation/" in line)
    page = visit.get(link.removeprefix("http://127.0.0.1:8000"))
    assert (
        visit.send(page, "again", name="Noor", password="vier losse woorden", again="vier losse woorden").status
        == 302
    )
    session.expire_all()
    assert service.sign_in(session, user.email, "vier losse woorden", "n", "k", NOW) is not None
