"""The poster: its code leads where its letters say, and signing in leads on to there."""

import re

import pytest

from ambassadors.accounts.passwords import hashed
from ambassadors.security.policy import Role
from ambassadors.toolbox.poster import code_of


@pytest.fixture
def initiative(make):
    make.department("Burgerzaken", code="BZ")
    return make.initiative("Duidelijke taal", code="DT")


@pytest.fixture
def colleague(make, visit, initiative):
    return visit.as_user(make.user())


def drawn(page):
    return re.search(r"<svg.*?</svg>", page.html.partition('class="poster__code"')[2], re.DOTALL)[0]


@pytest.mark.parametrize(
    ("asked", "leads_to"),
    [
        ("", "/signals/new?initiative=DT"),
        ("opens=signal&department=BZ", "/signals/new?initiative=DT&department=BZ"),
        ("opens=ambassador", "/ambassadors?initiative=DT"),
        ("opens=ambassador&department=BZ", "/ambassadors?q=Burgerzaken"),
        ("opens=log&department=BZ", "/log?initiative=DT&department=BZ"),
        ("opens=nonsense&department=gone&size=a0&lang=fr", "/signals/new?initiative=DT"),
    ],
)
def test_the_code_and_the_letters_say_the_same_address(colleague, asked, leads_to):
    page = colleague.get(f"/i/DT/poster?{asked}")

    assert f"127.0.0.1:8000{leads_to}" in page.text
    assert drawn(page) == str(code_of(f"http://127.0.0.1:8000{leads_to}"))


def test_the_code_is_drawn_without_what_the_security_policy_forbids(colleague):
    assert re.findall(r"style=|<script|xlink|href", drawn(colleague.get("/i/DT/poster"))) == []


def test_a_poster_is_in_the_language_that_is_chosen_and_cards_stand_there_twice(colleague):
    page = colleague.get("/i/DT/poster?lang=en&size=a5")
    assert page.html.count("Something not going well?</h2>") == 2
    assert 'lang="en"' in page.html.partition("<main")[2]
    assert "Loopt er iets niet?" in colleague.get("/i/DT/poster").text


def test_who_scans_it_signs_in_and_is_where_it_led(session, make, visit, initiative):
    user = make.user(email="roos@example.nl")
    user.password_hash = hashed("vier woorden op een rij")
    session.commit()
    page = visit.follow(visit.get("/signals/new?initiative=DT&department=BZ", status=302))
    answer = visit.send(page, "password", email="roos@example.nl", password="vier woorden op een rij")

    page = visit.follow(answer)
    assert "Signaal geven" in page.title
    assert "Burgerzaken" in page.text


def test_the_log_opens_for_the_department_of_the_poster(make, visit, initiative):
    make.ambassadorship(initiative, make.department("Belastingen"))
    manager = visit.as_user(make.user(Role.CHANGE_MANAGER))
    fields = manager.get("/log?initiative=DT&department=BZ").form("kind")
    chosen = fields.fields["reaches-0-department"]

    assert chosen[0].isdigit()
    assert "Burgerzaken" in manager.get("/log?initiative=DT&department=BZ").text
