"""The few lines above everything else: what asks for attention today, the same for everybody who sees to it."""

import re
from datetime import timedelta

from ambassadors.network.rules import Status
from ambassadors.security.policy import Role
from tests.conftest import NOW, TODAY


def waiting(page) -> list[str]:
    lines = re.search(r'<ul class="due__list">(.*?)</ul>', page.html, re.DOTALL)
    items = re.findall(r"<li>(.*?)</li>", lines[1]) if lines else []
    return [" ".join(re.sub(r"<.*?>", "", each).split()) for each in items]


def test_the_dashboard_says_first_what_touches_most_colleagues_and_waits_longest(make, kerngroep):
    change = make.initiative(code="DT")
    large, small, sure = (
        make.department(name, staff=staff) for name, staff in [("Groot", 60), ("Klein", 12), ("Ina", 30)]
    )
    make.need(sure, needed=False)
    make.signal(change, large, make.user(), at=NOW - timedelta(days=40))
    make.confirmation(change, sure, on=TODAY - timedelta(days=330))
    make.ambassadorship(change, small, None, Status.CANDIDATE)

    page = kerngroep.get("/i/DT/dashboard")

    what = "De brieven worden weer langer"
    assert waiting(page) == [
        "Groot (60 colleagues) never had an ambassador. To the department",
        f"A signal about Groot has not been taken up since 14 October 2026: “{what}” Take it up",
        "Klein (12 colleagues) has no ambassador. Somebody wants to be, or was asked. To the department",
    ]
    assert page.links["All 4 things that ask for attention"] == "/i/DT/attention"


def test_somebody_who_waits_below_a_gap_waits_for_that_gap_and_the_change_manager_is_told(make, look):
    change = make.initiative(code="DT")
    sector = make.department("Sector", staff=12)
    team = make.department("Team", sector, staff=11)
    make.need(team, needed=False)
    make.ambassadorship(change, team, None, Status.CANDIDATE)

    assert waiting(look(make.user(Role.CHANGE_MANAGER)).get("/i/DT/dashboard")) == [
        "Sector (23 colleagues) has no ambassador. Somebody wants to be, or was asked. See who wants to"
    ]


def test_what_waits_is_not_told_to_others_nor_of_a_day_that_is_over(make, kerngroep, colleague):
    make.initiative(code="DT")
    make.department("Groot", staff=60)
    yesterday = TODAY - timedelta(days=1)

    assert waiting(colleague.get("/i/DT/dashboard")) == []
    assert waiting(kerngroep.get(f"/i/DT/dashboard?on={yesterday.isoformat()}")) == []


def test_of_a_branch_only_what_is_in_it_is_told(make, kerngroep):
    make.initiative(code="DT")
    make.department("Groot", staff=60)
    make.department("Klein", staff=12, code="KLEIN")

    assert waiting(kerngroep.get("/i/DT/dashboard?branch=KLEIN")) == [
        "Klein (12 colleagues) never had an ambassador. To the department"
    ]
