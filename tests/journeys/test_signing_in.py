"""Somebody is invited, chooses a password, signs out and in again, on a phone and on a desk, by keyboard alone."""

import pytest

from ambassadors.accounts import service
from ambassadors.security.policy import Role
from tests.journeys.conftest import PHONE, WIDE

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
def test_an_invitation_leads_to_the_start_page_and_back(walk, make, session, size):
    _user, token = service.invite(session, "noor@example.nl", Role.EMPLOYEE, None, make.now, make.today)
    session.commit()
    noor = walk(size=size).go(f"/invitation/{token}")

    noor.fill("Je naam", "Noor de Wit").fill("Nieuw wachtwoord", "vier losse woorden")
    noor.fill("Nog een keer hetzelfde wachtwoord", "vier losse woorden").press("Opslaan en verder")
    if size == PHONE:
        noor.press("Menu")
    noor.press("Uitloggen")
    assert "Je bent uitgelogd." in noor.text()

    noor.fill("E-mailadres", "noor@example.nl").fill("Wachtwoord", "fout").press("Inloggen")
    assert "Adres en wachtwoord horen niet bij elkaar." in noor.text()
    noor.fill("Wachtwoord", "vier losse woorden").press("Inloggen")
    assert noor.page.url.endswith("/")
