"""Whatever there is too little of: each page says what is so, and divides nothing by nothing."""

import re

import pytest

from ambassadors.security.policy import Role
from tests.dashboard import situations

FACTS = ("changed", "results", "coverage", "reach", "silence", "signals", "across", "pace", "reach?department=ZORG")
FILES = [f"dashboard/{name}.csv" for name in ("departments", "months", "reach", "coverage")] + [
    *(f"dashboard/in-depth/{name}.csv" for name in ("against-chance", "who-meets-whom", "islands", "outlook")),
    *(f"facts/{name.replace('?', '.csv?') if '?' in name else f'{name}.csv'}" for name in FACTS),
]
DASHBOARD, DEPTH, ALL, ONE = "dashboard", "dashboard/in-depth", "departments", "departments/ZORG"
PAGES = (DASHBOARD, DEPTH, ALL, ONE, "confirmations", *(f"facts/{name}" for name in FACTS))
ROLES = {"kerngroep": (Role.KERNGROEP,), "employee": ()}

NOT_CONFIRMED = "Nothing is confirmed yet"

# What every page says of which nothing can be told.
NOTHING = {
    situations.no_departments: "There are no departments yet",
    situations.number_of_staff_not_known: "Nobody knows how many colleagues there are",
    situations.hired_staff_only: "No department here has colleagues of its own Hired staff does not count.",
    situations.starts_tomorrow: "This change begins on 24 November 2026",
    situations.before_it_began: "On 18 October 2025 this change had not begun It began on 19 October 2025.",
}

# What the page of Zorg says there, other than all pages.
NOTHING_OF_ONE = {
    situations.number_of_staff_not_known: "Nobody knows how many work here It has no stage: without a headcount",
    situations.hired_staff_only: "No colleagues of its own It has no stage: there is nobody here to reach. Hired",
}

# What the pages say of which something can be told: dashboard, in depth, all departments, the page of Zorg, reach.
SOMETHING = {
    situations.one_department: (
        "The change has reached none of the 20 colleagues yet.",
        "There is one department only, so there is nothing to compare.",
        "Zorg 20 not reached 0 activities or messages reached it in the last 365 days. never",
        "Nothing is logged here yet.",
        "In the last half year nobody took part.",
    ),
    situations.nobody_reached: (
        "The change has reached none of the 50 colleagues yet.",
        "Nobody met about it in this period.",
        "Zorg 20 not reached 0 activities or messages reached it in the last 365 days. never",
        "Nothing is logged here yet.",
        "In the last half year nobody took part.",
    ),
    situations.more_participants_than_staff: (
        "Somewhere more people took part than work there.",
        "Too little to tell: it takes 10 activities with colleagues in a year.",
        "Zorg 20 heard of it",
        "More people took part than work here. Guests came, or the headcount is old.",
        "In 1 department more people took part than work there: guests, or an old headcount.",
    ),
    situations.number_of_participants_not_known: (
        "not known of 50 colleagues took part in the last half year",
        "Too little to tell: it takes 10 activities with colleagues in a year.",
        "Zorg 20 heard of it",
        "In the last half year not known, of 20",
        "Colleagues took part in the last half year; how many is not known.",
    ),
    situations.twelve_deep: (
        "5 of 144 colleagues took part in the last half year",
        "There are 11 islands",
        "Zorg 12 heard of it",
        "Laag 10 Zorg",
        "In 11 departments nobody did.",
    ),
    situations.two_thousand_under_one: (
        "5 of 24,000 colleagues took part in the last half year",
        "There are 1,999 islands",
        "Team 0000 12 not reached",
        "5 of 12",
        "In 1,999 departments nobody did.",
    ),
    situations.three_of_staff: (
        "Of the 43 colleagues, nobody works in a department that takes part;",
        "Too little to tell: it takes 10 activities with colleagues in a year.",
        "Zorg 3 heard of it",
        "heard of it an activity or a message reached it in the last 365 days",
        "In the last half year 2 of 43 colleagues took part.",
    ),
    situations.three_in_all: (
        "Of the 3 colleagues, nobody works in a department that takes part;",
        "There is one department only, so there is nothing to compare.",
        "Zorg 3 heard of it",
        "2 of 3",
        "In the last half year 2 of 3 colleagues took part.",
    ),
}
TOO_SMALL = "Your organisation is too small to show this to everybody"
ALIKE = {
    "facts/changed": "went further, 0 departments fell back.",
    "facts/results": "Nothing is on the worklist, so nothing can be in use. The whole organisation",
    "facts/coverage": "of the colleagues have an ambassador for their department.",
    "facts/silence": "had no contact for more than 8 weeks, or never.",
    "facts/signals": "0 signals are open.",
    "facts/across": "0 departments met an ambassador of another department in the last year.",
    "facts/pace": "In 0 departments people met in the 12 weeks",
    "facts/reach?department=ZORG": "Meetings at ",
}


def expected(situation, page: str, role: str) -> str | None:
    """A sentence that stands in the page; none where the address leads nowhere."""
    if page == "confirmations":
        return NOT_CONFIRMED
    if situation is situations.no_departments and "ZORG" in page:
        return None
    if situation in NOTHING:
        return NOTHING_OF_ONE.get(situation, NOTHING[situation]) if page == ONE else NOTHING[situation]
    if situation is situations.three_in_all and role == "employee":
        return "There are too few colleagues to show this without pointing at people." if page == ONE else TOO_SMALL
    told = dict(zip((DASHBOARD, DEPTH, ALL, ONE, "facts/reach"), SOMETHING[situation], strict=True))
    return {**ALIKE, **told}[page]


def silly(text: str) -> list[str]:
    """Values of the code, or of a division by nothing, that stand in what somebody reads."""
    return re.findall(r"\b(?:NaN|nan|None|inf|Infinity|undefined)\b|100% of 0\b", text)


def address(situation, page: str) -> str:
    before = "on=2025-10-18" if situation is situations.before_it_began else ""
    return f"/i/DT/{page}{'&' if '?' in page else '?'}{before}"


@pytest.fixture(params=ROLES)
def reader(request, make, look):
    """The kerngroep, then an employee: what they are called, and the visitor."""
    return request.param, look(make.user(*ROLES[request.param]))


@pytest.mark.parametrize("situation", [*NOTHING, *SOMETHING], ids=lambda situation: situation.__name__)
def test_page_says_what_is_so(make, reader, situation):
    situation(make)
    role, visitor = reader

    for each in PAGES:
        sentence = expected(situation, each, role)
        page = visitor.get(address(situation, each), 200 if sentence else 404)

        assert (sentence or "We cannot find this page") in page.text, f"{each}: {page.text}"
        assert silly(page.html) == [], each
        if situation in NOTHING:
            assert "%" not in page.text, each


@pytest.mark.parametrize("situation", [*NOTHING, *SOMETHING], ids=lambda situation: situation.__name__)
def test_files_and_months_hold_something_or_are_not_there(make, reader, situation):
    situation(make)
    role, visitor = reader
    is_told = situation in SOMETHING and (situation is not situations.three_in_all or role == "kerngroep")

    for each in ["dashboard/months.json", *FILES]:
        answer = visitor.client.get(address(situation, each))

        assert answer.status_code == (200 if is_told else 404), each
        assert silly(answer.text) == [], each
