"""The figures in depth: what they say, to whom, and what they say where there is little to tell."""

import re
from datetime import timedelta

import pytest

from ambassadors.dashboard.depth import FIGURES
from ambassadors.db import db
from ambassadors.initiatives.models import TypeOfChange
from ambassadors.network.rules import Status
from ambassadors.results.rules import ResultStatus
from ambassadors.security.policy import Role
from tests.conftest import TODAY
from tests.dashboard.conftest import figure_of, rows_of
from tests.statements import counted

PAGE = "/i/DT/dashboard/in-depth"


def ago(days: int):
    return TODAY - timedelta(days=days)


@pytest.fixture
def town(make):
    """Six departments of 20: five have an ambassador who meets the own one; the first also goes to the second.

    Fay of the last one wants to join. Ann won over Bob, who won over Cas.
    """
    change = make.initiative(code="DT")
    departments = [
        make.department(name, staff=20, code=name.upper()) for name in ("Aa", "Be", "Ce", "De", "Ee", "Fa")
    ]
    people = ["Ann de Boer", "Bob Kok", "Cas Mol", "Dik Ros", "Els Vos", "Fay Wit"]
    ambassadors = [
        make.ambassadorship(change, department, make.person(name, department), since=ago(300 - number))
        for number, (department, name) in enumerate(zip(departments[:5], people[:5], strict=True))
    ]
    for recruit, recruiter in ((1, 0), (2, 1)):
        ambassadors[recruit].recruited_by_id = ambassadors[recruiter].person_id
    for number, ambassador in enumerate(ambassadors):
        for week in range(3):
            make.activity(ambassador, departments[number], on=ago(20 + 7 * week), reached=(4, 4, None))
    make.activity(ambassadors[0], departments[1], on=ago(25), reached=(4, 4, None))
    make.ambassadorship(change, departments[5], make.person("Fay Wit", departments[5]), Status.CANDIDATE, ago(9))
    return {"change": change, "departments": departments, "ambassadors": ambassadors}


@pytest.fixture
def manager(make, look):
    return look(make.user(Role.CHANGE_MANAGER))


def conclusion(page, code: str) -> str:
    """The sentence of a figure."""
    found = re.search(rf'<figure [^>]*id="{code}">.*?<figcaption[^>]*>(.*?)</figcaption>', page.html, re.DOTALL)
    assert found, f"no figure {code}"
    return found.group(1)


def test_first_screen_tells_across_and_pace_as_reckoned_by_hand(town, kerngroep):
    text = kerngroep.get("/i/DT/dashboard").text

    assert (
        "Across 1 of 6 departments met an ambassador of another department in the last year 30 days before it was 0."
        in text
    )
    assert "Pace 5 departments met about it in the 12 weeks up to and including 8 November 2026" in text
    assert (
        "The 12 weeks before: 0 departments; since then 5 came in and 0 dropped out. "
        "That difference is too small to go by." in text
    )


def test_no_contact_then_and_now_is_told_as_that_and_one_is_one_in_dutch(make, visit):
    change = make.initiative(code="DT", starts_on=ago(600))
    zorg = make.department("Zorg", staff=4)
    make.activity(make.ambassadorship(change, zorg), zorg, on=ago(120), reached=(1, 1, None))
    visitor = visit.as_user(make.user(Role.KERNGROEP))

    text = visitor.get("/i/DT/dashboard").text

    assert (
        "De 12 weken ervoor: 1 afdeling; sindsdien 0 erbij en 1 eraf. Dat verschil is te klein om op te sturen."
        in text
    )
    assert "Dezelfde weken een jaar eerder: ook toen was er geen contact." in text
    assert "Bereik 1 van de 4 medewerkers deed mee in het laatste half jaar" in text


@pytest.mark.parametrize(
    ("kind", "sentence"),
    [
        (TypeOfChange.DIVERGENT, "Then it helps when somebody from elsewhere brings it."),
        (TypeOfChange.CLOSE, "Then colleagues from the own department often get further."),
    ],
)
def test_text_at_across_follows_the_type_of_change(town, session, kerngroep, kind, sentence):
    plain = kerngroep.get("/i/DT/dashboard").text
    town["change"].type_of_change = kind
    session.commit()

    assert sentence not in plain
    assert sentence in kerngroep.get("/i/DT/dashboard").text


def test_measures_lead_to_what_is_behind_them(town, kerngroep):
    page = kerngroep.get("/i/DT/dashboard")

    assert page.links["Where somebody from elsewhere came"] == "/i/DT/facts/across"
    assert page.links["Where people met"] == "/i/DT/facts/pace"
    assert page.links["See the figures in depth"] == PAGE


def test_every_figure_has_a_conclusion_that_a_manager_understands(town, manager):
    page = manager.get(PAGE)

    # 64 people in 16 activities, 4 of them elsewhere; each ambassador's own department has a sixth of the staff.
    assert conclusion(page, "against-chance").startswith(
        "Ambassadors mostly speak with their own department: 6% of the people they met work elsewhere; "
        "by chance that would be 83%. The true share is almost certainly between "
    )
    assert conclusion(page, "who-meets-whom").startswith(
        "In 5 of the 6 parts ambassadors meet their own colleagues more than by chance."
    )
    assert conclusion(page, "islands") == (
        "There is 1 island, with 20 colleagues: no ambassador, and in the last year no contact with a department "
        "that has one now. "
        "The largest is Fa."
    )
    assert conclusion(page, "who-brought-whom") == (
        "Too little to tell: it takes 10 people who became ambassador a year ago or longer."
    )
    assert conclusion(page, "new-ambassadors") == "In 2026 so far, 5 ambassadors joined."
    assert conclusion(page, "vulnerability") == (
        "5 of the 5 departments with an ambassador hang on one person. "
        "They are there for 100 colleagues. Look for a second ambassador there first."
    )
    assert conclusion(page, "outlook").startswith("On 31 January 2027 probably between 0 and ")
    assert conclusion(page, "where-next") == "Begin with Fa: somebody wants to."


def test_figures_are_told_in_dutch_as_well(town, make, visit):
    page = visit.as_user(make.user(Role.KERNGROEP)).get(PAGE)

    assert conclusion(page, "against-chance").startswith(
        "Ambassadeurs spreken vooral hun eigen afdeling: van de mensen die zij spraken, werkt 6% bij een andere"
    )
    assert conclusion(page, "where-next") == "Begin bij Fa: iemand wil."


def test_charts_hold_the_numbers_that_their_files_show(town, manager):
    page = manager.get(PAGE)
    mixing, rows = figure_of(page, "who-meets-whom"), rows_of(manager.get(f"{PAGE}/who-meets-whom.csv"))

    signs = mixing["data"][0]["text"]
    assert [signs[place][place] for place in range(6)] == ["+", "+", "+", "+", "+", ""]
    assert rows[1] == ["Ce", "Ce", "3", "0.6", "more than by chance"]
    assert ["Aa", "Be", "1", "1", "can be chance"] in rows
    assert figure_of(page, "vulnerability")["data"][0]["x"] == [20.0] * 5
    assert figure_of(page, "who-meets-whom")["config"] == {
        "displayModeBar": False,
        "responsive": True,
        "showSendToCloud": False,
    }


def test_curve_of_recruits_is_drawn_once_ten_had_a_year(town, make, manager):
    for number in range(10):
        make.ambassadorship(town["change"], town["departments"][0], since=ago(390 - number))

    page = manager.get(PAGE)

    assert "ambassadors won over 0.13 colleagues each on average; almost certainly between 0 and" in conclusion(
        page, "who-brought-whom"
    )
    low, high, mean = figure_of(page, "who-brought-whom")["data"]
    assert mean["x"] == list(range(13))
    assert all(one <= two <= three for one, two, three in zip(low["y"], mean["y"], high["y"], strict=True))


def test_change_manager_alone_sees_who_won_over_whom(town, manager, kerngroep, colleague):
    text = manager.get(PAGE).text

    assert "Ann de Boer Aa, 27 Jan 2026 Bob Kok Be, 28 Jan 2026; won over by Ann de Boer Cas Mol Ce" in text
    assert "Dik Ros" not in text  # nobody won him over, and he nobody
    for page in (kerngroep.get(PAGE), colleague.get(PAGE)):
        assert not re.search("Ann de Boer|Bob Kok|Cas Mol|Fay Wit", page.html)


def test_names_in_a_branch_are_those_of_the_branch(town, manager):
    text = manager.get(f"{PAGE}?branch=BE").text

    assert "Bob Kok Be, 28 Jan 2026; won over by Ann de Boer" in text
    assert "Cas Mol" not in text


def test_two_who_won_over_each_other_are_both_told_once(town, session, manager):
    ann, bob, *_ = town["ambassadors"]
    ann.recruited_by_id = bob.person_id
    session.commit()

    text = manager.get(PAGE).text

    assert text.count("; won over by") == 3


def test_change_manager_alone_gets_an_invitation_that_opens_the_form_on_the_board(town, manager, kerngroep):
    invitation = manager.get(PAGE).links["Invite somebody"]

    assert invitation == "/i/DT/board?q=Fa&do=invite&of=d-FA&at=tree#tree-d-FA"
    assert manager.get(invitation.partition("#")[0]).form("/invite/FA")
    assert "/i/DT/board" not in kerngroep.get(PAGE).html


def test_part_that_the_dashboard_takes_in_is_the_same_without_the_page_around_it(town, manager):
    part = manager.client.get(f"{PAGE}?part=figures").text
    page = manager.get(PAGE).html

    assert part.strip().startswith('<div class="stack stack--large" id="figures-in-depth">')
    assert re.sub(r"\s+", " ", part).strip() in re.sub(r"\s+", " ", page)


def test_day_and_branch_stay_in_the_files(town, manager):
    page = manager.get(f"{PAGE}?branch=BE&on=2026-11-10")

    assert "/i/DT/dashboard/in-depth/islands.csv?on=2026-11-10&amp;branch=BE" in manager.get(
        f"{PAGE}?branch=FA&on=2026-11-10"
    ).html.replace("branch=FA", "branch=BE")
    assert "This is about the whole organisation, not about this part alone." in page.text


def test_files_of_all_figures_can_be_had(town, kerngroep):
    files = {code: rows_of(kerngroep.get(f"{PAGE}/{code}.csv")) for code in FIGURES}

    assert {code: len(rows) for code, rows in files.items()} == {
        "against-chance": 3,
        "who-meets-whom": 26,
        "islands": 2,
        "who-brought-whom": 1,
        "new-ambassadors": 2,
        "vulnerability": 6,
        "outlook": 17,
        "where-next": 2,
    }


@pytest.mark.parametrize("count", [1, 40])
def test_number_of_queries_is_the_same_whatever_the_size(session, make, town, kerngroep, app, count):
    for number in range(count):
        department = make.department(staff=20)
        make.activity(make.ambassadorship(town["change"], department), department, on=ago(number))
    with app.app_context(), counted(db.session) as asked:
        kerngroep.get(PAGE)

    assert len([each for each in asked if each.startswith("SELECT")]) == 26


def nothing_silly(page) -> bool:
    """Whether nothing was divided by nothing, and no value of the code stands in the page."""
    return not any(each in page.html for each in ("NaN", "nan", "None", "Infinity"))


def test_every_gap_is_told_at_where_next_and_who_was_asked_is_no_volunteer(make, kerngroep):
    change = make.initiative(code="DT")
    departments = [make.department(f"Afdeling {letter}", staff=20) for letter in "ABCDEFG"]
    make.ambassadorship(change, departments[0], status=Status.ASKED, since=ago(9))
    # B to G never met; one ambassador stands for nobody else, and F and G do not fit in.
    page = kerngroep.get(PAGE)

    assert conclusion(page, "where-next") == "Begin with Afdeling A: somebody was asked."
    assert "2 more departments need one: Afdeling F, Afdeling G. Nobody is known there yet; ask around." in page.text
    assert page.links["All departments that need an ambassador"] == "/i/DT/facts/coverage?show=gaps"


def test_a_step_that_brings_an_ambassador_near_nobody_new_says_why(make, kerngroep, three_weeks):
    change = make.initiative(code="DT")
    zorg = make.department("Zorg", staff=20, code="ZORG")
    guest = make.ambassadorship(change, make.department("Elders", staff=20, code="ELDERS"))
    three_weeks(guest, zorg, 12)

    text = kerngroep.get(PAGE).text

    assert "whoever is near takes part already, or has an ambassador near" in text


def test_one_department_has_nothing_to_compare(make, kerngroep):
    make.initiative(code="DT")
    make.department("Zorg", staff=20, code="ZORG")

    page = kerngroep.get(PAGE)

    assert conclusion(page, "against-chance").startswith("Too little to tell: it takes 10 activities")
    assert conclusion(page, "who-meets-whom") == "There is one department only, so there is nothing to compare."
    assert conclusion(page, "new-ambassadors") == "Nobody became ambassador yet. Invite the first enthusiasts."
    assert conclusion(page, "vulnerability") == "No department here has an ambassador now. Find one."
    assert conclusion(page, "where-next") == "Begin with Zorg: nobody met there yet."
    assert nothing_silly(page)


def test_departments_where_nobody_met_say_so(make, kerngroep):
    make.initiative(code="DT")
    for _each in range(3):
        make.department(staff=20)

    page = kerngroep.get(PAGE)

    assert conclusion(page, "who-meets-whom") == "Nobody met about it in this period."
    assert nothing_silly(page)


def test_served_everywhere_there_is_no_island_and_nowhere_to_go(make, kerngroep):
    change = make.initiative(code="DT")
    department = make.department("Zorg", staff=20)
    make.ambassadorship(change, department)
    make.ambassadorship(change, department)

    page = kerngroep.get(PAGE)

    assert conclusion(page, "islands").startswith("There is no island")
    assert conclusion(page, "where-next") == "Every department here that needs an ambassador has one."
    assert conclusion(page, "vulnerability").startswith(
        "Nothing: every department with an ambassador has two or more"
    )


def test_outlook_tells_the_day_it_is_about_and_what_there_is_now(make, kerngroep):
    change = make.initiative(code="DT", starts_on=ago(500))
    zorg = make.department("Zorg", staff=20, code="ZORG")
    for number in range(24):
        make.result(change, zorg, (ResultStatus.IN_USE, ago(480 - 20 * number)))
    for _number in range(10):
        make.result(change, zorg)

    page = kerngroep.get(PAGE)

    assert "Where may it stand on 31 January 2027?" in page.text
    assert conclusion(page, "outlook").startswith("On 31 January 2027 probably between ")
    assert conclusion(page, "outlook").endswith(" On 31 October 2026 it was 23. On 23 November 2026: 24.")
    assert "It looks 3 months ahead of the last full month." in page.text


def test_young_change_says_how_long_the_outlook_takes(make, kerngroep):
    make.initiative(code="DT", starts_on=TODAY)
    make.department(staff=20)

    page = kerngroep.get(PAGE)

    assert conclusion(page, "outlook") == "Too little to tell: it takes 11 full months."
    assert nothing_silly(page)


def test_organisation_without_departments_says_what_to_do(make, kerngroep):
    make.initiative(code="DT")

    assert "There are no departments yet" in kerngroep.get(PAGE).text
    kerngroep.get(f"{PAGE}/islands.csv", 404)


def test_change_that_has_not_begun_says_when_it_does(make, kerngroep):
    make.department()
    make.initiative(code="DT", starts_on=TODAY + timedelta(days=1))

    assert "This change begins on 24 November 2026" in kerngroep.get(PAGE).text
    kerngroep.get(f"{PAGE}/islands.csv", 404)


@pytest.mark.parametrize(
    "address",
    [f"{PAGE}/xx.csv", f"{PAGE}?branch=XX", "/i/XX/dashboard/in-depth", "/i/XX/dashboard/in-depth/islands.csv"],
)
def test_unknown_code_is_not_found(town, kerngroep, address):
    kerngroep.get(address, 404)
