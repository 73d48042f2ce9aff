"""The pages behind the numbers: what they list, for whom, and how one gets there."""

from datetime import timedelta

import pytest
from sqlalchemy import event

from ambassadors.dashboard.depth import FIGURES
from ambassadors.dashboard.views import FILES
from ambassadors.db import db
from ambassadors.organisation.models import Department, DepartmentVersion, Headcount
from ambassadors.results.rules import ResultStatus
from ambassadors.security.policy import Role
from tests.conftest import NOW, TODAY
from tests.dashboard.conftest import rows_of

MEASURES = ("changed", "results", "coverage", "reach", "silence", "signals", "across", "pace")


@pytest.fixture
def town(make, three_weeks):
    """A town of 100: Zorg (40) carries it, Wonen (35) was visited from there, Post (25) was never reached."""
    change = make.initiative(code="DT")
    zorg, wonen, post = (
        make.department(name, staff=staff, code=name.upper())
        for name, staff in [("Zorg", 40), ("Wonen", 35), ("Post", 25)]
    )
    ambassador = make.ambassadorship(change, zorg, make.person("Ank Visser", zorg))
    three_weeks(ambassador, zorg, 12)
    make.activity(
        ambassador, wonen, on=TODAY - timedelta(weeks=10), reached=(2, 5, None), kind="workshop", title="Geheim"
    )
    make.signal(change, wonen, make.user(), at=NOW - timedelta(days=4))
    make.result(change, post, (ResultStatus.IN_USE, TODAY), name="Brief over uitstel")
    return {"change": change, "zorg": zorg, "wonen": wonen, "post": post, "ambassador": ambassador}


def table(visitor, measure: str, query: str = "") -> list[list[str]]:
    """The rows behind a measure, without headings, as its file has them."""
    return rows_of(visitor.get(f"/i/DT/facts/{measure}.csv{query}"))[1:]


def test_numbers_of_the_dashboard_lead_to_their_rows(town, kerngroep, colleague):
    page, earlier = kerngroep.get("/i/DT/dashboard"), kerngroep.get("/i/DT/dashboard?on=2026-11-20&branch=ZORG")
    theirs = colleague.get("/i/DT/dashboard")

    assert page.links["Coverage per department"] == "/i/DT/facts/coverage"
    assert page.links["Reach per department"] == "/i/DT/facts/reach"
    assert page.links["Where it is quiet"] == "/i/DT/facts/silence"
    assert page.links["To the inbox"] == "/i/DT/inbox"
    assert page.links["To the worklist"] == "/i/DT/results"
    assert theirs.links["Where the signals are"] == "/i/DT/facts/signals"
    assert earlier.links["Reach per department"] == "/i/DT/facts/reach?on=2026-11-20&branch=ZORG"


def test_coverage_lists_who_serves_each_department(town, kerngroep):
    page = kerngroep.get("/i/DT/facts/coverage")

    assert "40% of the colleagues have an ambassador for their department." in page.text
    assert table(kerngroep, "coverage") == [
        ["POST", "Post", "25", "Post", "nobody"],
        ["WONEN", "Wonen", "35", "Wonen", "nobody"],
        ["ZORG", "Zorg", "40", "Zorg", "an ambassador from the own department"],
    ]
    assert [row[0] for row in table(kerngroep, "coverage", "?show=gaps&sort=staff")] == ["WONEN", "POST"]


@pytest.mark.parametrize("file", [*FILES, *(f"in-depth/{figure}" for figure in FIGURES)])
def test_no_two_columns_of_a_file_have_one_name(town, kerngroep, file):
    headings = rows_of(kerngroep.get(f"/i/DT/dashboard/{file}.csv"))[0]

    assert len(set(headings)) == len(headings) > 1


def test_where_parts_of_a_job_add_up_to_more_it_says_how_many_they_are_together(town, make, kerngroep):
    assert "all together they are" not in kerngroep.get("/i/DT/dashboard").text
    for _each in range(2):
        make.department(staff=2.5)

    assert "all together they are 105." in kerngroep.get("/i/DT/dashboard").text


def test_where_an_ambassador_is_missed_tells_of_how_many_colleagues(town, make, kerngroep):
    branch = make.department("Beheer", staff=6, code="BEHEER")
    make.need(make.department("Bomen", staff=30, parent=branch, code="BOMEN"), needed=False)

    assert table(kerngroep, "coverage", "?show=gaps&sort=missed") == [
        ["BEHEER", "Beheer", "6", "36"],
        ["WONEN", "Wonen", "35", "35"],
        ["POST", "Post", "25", "25"],
    ]


def test_reach_lists_the_bounds_of_each_department_and_why(town, kerngroep):
    assert table(kerngroep, "reach") == [
        ["POST", "Post", "25", "0", "0", "no", "nobody met"],
        ["WONEN", "Wonen", "35", "2", "5", "no", "2 came to the largest meeting; 5 came to all meetings together"],
        ["ZORG", "Zorg", "40", "12", "36", "no", "12 came to the largest meeting; 36 came to all meetings together"],
    ]


def test_first_timers_and_unknown_numbers_are_the_reason_where_they_are(town, make, kerngroep):
    for on in (TODAY, TODAY - timedelta(days=1)):
        make.activity(town["ambassador"], town["wonen"], on=on, reached=(4, 4, 4))
    make.activity(town["ambassador"], town["post"], reached=(None, None, None))

    assert [row[1:] for row in table(kerngroep, "reach")][:2] == [
        ["Post", "25", "0", "0", "yes", "of 1 meeting nobody knows how many came"],
        ["Wonen", "35", "8", "13", "no", "8 came for the first time; 13 came to all meetings together"],
    ]


def test_meetings_of_a_department_add_up_to_its_bounds(town, kerngroep):
    page = kerngroep.get("/i/DT/facts/reach?department=ZORG")
    rows = table(kerngroep, "reach", "?department=ZORG")

    assert "3 meetings in 3 different weeks. Colleagues who took part: between 12 and 36 of 40." in page.text
    assert rows[0] == ["2026-11-23", "48 of 2026", "Conversation", "12", "", "0", "12"]
    assert [sum(int(row[column]) for row in rows) for column in (5, 6)] == [12, 36]
    assert page.links["Zorg"] == "/i/DT/departments/ZORG"


def test_meetings_are_shown_without_their_titles_and_without_who_did_them(town, kerngroep):
    page = kerngroep.get("/i/DT/facts/reach?department=WONEN")

    assert "14 Sep 2026 38 of 2026 Workshop 2–5" in page.text
    assert "Geheim" not in page.html
    assert "Ank Visser" not in page.html


def test_rule_of_a_stage_leads_to_the_rows_that_it_was_counted_from(town, make, kerngroep):
    make.activity(town["ambassador"], kind="newsletter", whole_organisation=True)
    page = kerngroep.get("/i/DT/departments/ZORG")

    addresses = [address for address in page.html.split('"') if "facts/reach" in address]
    heard, met = (kerngroep.get(f"/i/DT/facts/reach?department=ZORG&show={show}") for show in ("heard", "stage"))

    assert [address.rpartition("show=")[2] for address in addresses[:4]] == ["heard", "stage", "stage", "ever"]
    assert "4 activities or messages reached it." in heard.text
    assert "Newsletter" in heard.text
    assert "3 meetings in 3 different weeks." in met.text


def test_rule_that_nothing_was_counted_for_leads_nowhere(town, kerngroep):
    assert "Show which" not in kerngroep.get("/i/DT/departments/POST").text


def test_silence_lists_the_quiet_departments_with_their_last_contact(town, kerngroep):
    page = kerngroep.get("/i/DT/facts/silence")

    assert "2 of 3 departments had no contact for more than 8 weeks, or never." in page.text
    assert table(kerngroep, "silence") == [
        ["POST", "Post", "25", "never", "", ""],
        ["WONEN", "Wonen", "35", "2026-09-14", "10", "Workshop"],
    ]
    assert [row[0] for row in table(kerngroep, "silence", "?show=all")] == ["POST", "WONEN", "ZORG"]


def test_signals_are_counted_per_department_and_not_told(town, colleague):
    page = colleague.get("/i/DT/facts/signals")

    assert "1 signal is open." in page.text
    assert "De brieven worden weer langer" not in page.html
    assert table(colleague, "signals") == [["WONEN", "Wonen", "1", "4", "1", "0"]]


def test_results_are_those_of_the_day(town, colleague):
    assert table(colleague, "results") == [["Brief over uitstel", "Post", "in use"]]
    assert table(colleague, "results", "?on=2026-11-22") == [["Brief over uitstel", "Post", "to do"]]
    assert table(colleague, "results", "?show=used&on=2026-11-22") == []


def test_across_tells_from_where_visitors_came(town, kerngroep):
    page = kerngroep.get("/i/DT/facts/across")

    assert "1 department met an ambassador of another department in the last year." in page.text
    assert table(kerngroep, "across") == [["WONEN", "Wonen", "35", "1", "Zorg (1)"]]
    assert "Ank Visser" not in page.html


def test_pace_lists_who_came_in_and_who_dropped_out(town, make, kerngroep):
    make.activity(town["ambassador"], town["post"], on=TODAY - timedelta(weeks=20))

    page = kerngroep.get("/i/DT/facts/pace")

    # The latest two weeks do not count, and with them all of what was done at Zorg.
    assert "In 1 department people met in the 12 weeks up to and including 8 November 2026." in page.text
    assert table(kerngroep, "pace", "?show=out-before") == [["POST", "Post", "0", "1"]]
    assert ["WONEN", "Wonen", "1", "0"] in table(kerngroep, "pace", "?show=in-before")


def test_changed_lists_the_stages_of_then_and_now(town, kerngroep):
    page = kerngroep.get("/i/DT/facts/changed?since=2026-09-01")

    assert "Compared with 1 September 2026: 2 departments went further, 0 departments fell back." in page.text
    assert [row[:5] for row in table(kerngroep, "changed", "?since=2026-09-01")] == [
        ["ZORG", "Zorg", "40", "not reached", "carries it"],
        ["WONEN", "Wonen", "35", "not reached", "heard of it"],
    ]


@pytest.fixture
def small(make, three_weeks):
    """Domein (30) with Klein (8) below it, and Elders (50). One workshop was for both of the first two."""
    change = make.initiative(code="DT")
    domain = make.department("Domein", staff=30, code="DOM")
    little = make.department("Klein", domain, staff=8, code="KLEIN")
    elsewhere = make.department("Elders", staff=50, code="ELDERS")
    ambassador = make.ambassadorship(change, elsewhere)
    three_weeks(ambassador, little, 7)
    activity = make.activity(ambassador, little, on=TODAY - timedelta(days=3), reached=(6, 6, None), kind="workshop")
    make.session.add(type(activity.reaches[0])(activity_id=activity.id, department_id=domain.id, low=20, high=20))
    make.session.commit()
    make.signal(change, little, make.user(), at=NOW - timedelta(days=4))
    return {"change": change, "little": little, "ambassador": ambassador}


def test_colleague_sees_one_row_per_group_everywhere(small, colleague):
    group = "Domein and 1 other small one"

    assert [row[:5] for row in table(colleague, "reach")] == [
        ["DOM", group, "38", "26", "38"],
        ["ELDERS", "Elders", "50", "0", "0"],
    ]
    assert [row[:2] for row in table(colleague, "silence", "?show=all")] == [["ELDERS", "Elders"], ["DOM", group]]
    assert table(colleague, "signals") == [["DOM", group, "1", "4", "1", "0"]]
    assert table(colleague, "across") == [["DOM", group, "38", "4", "Elders (4)"]]
    assert [row[1:5] for row in table(colleague, "changed")] == [[group, "38", "not reached", "takes part"]]


def test_weeks_of_a_group_are_those_of_its_departments_together(small, make, colleague, kerngroep):
    for days in (60, 62):
        make.activity(small["ambassador"], small["little"], on=TODAY - timedelta(days=days))

    assert table(colleague, "pace") == [["DOM", "Domein and 1 other small one", "1", "0"]]
    assert table(kerngroep, "pace") == [["KLEIN", "Klein", "1", "0"]]


@pytest.mark.parametrize("code", ["KLEIN", "DOM"])
def test_meeting_of_two_departments_of_a_group_is_one_row_of_their_sum(small, colleague, code):
    page = colleague.get(f"/i/DT/facts/reach?department={code}")

    rows = table(colleague, "reach", f"?department={code}")
    assert [row[3] for row in rows] == ["7", "26", "7", "7"]
    assert "So nobody can be recognised in a number." in page.text


def test_kerngroep_sees_the_meetings_of_the_small_department_apart(small, kerngroep):
    assert [row[3] for row in table(kerngroep, "reach", "?department=KLEIN")] == ["7", "6", "7", "7"]


def test_ambassador_sees_the_meetings_of_the_own_small_department(small, make, look):
    person = make.person(department=small["little"])
    make.ambassadorship(small["change"], small["little"], person)

    rows = table(look(make.user(person=person)), "reach", "?department=KLEIN")

    assert [row[3] for row in rows] == ["7", "6", "7", "7"]


@pytest.mark.parametrize("measure", MEASURES)
def test_list_without_rows_says_what_is_so(make, kerngroep, measure):
    make.initiative(code="DT")
    make.department("Zorg", staff=20, code="ZORG")
    lists = {"coverage": "?show=own", "reach": "?department=ZORG", "silence": "?show=quiet"}

    page = kerngroep.get(f"/i/DT/facts/{measure}{lists.get(measure, '')}")

    assert ("Download as CSV" in page.text) == (measure == "silence")
    assert not any(each in page.html for each in ("NaN", "nan", "None"))


@pytest.mark.parametrize("measure", MEASURES)
def test_change_that_has_not_begun_and_empty_organisation_say_so(make, kerngroep, measure):
    make.initiative(code="DT")
    make.initiative(code="LATER", starts_on=TODAY + timedelta(days=1))

    assert "There are no departments yet" in kerngroep.get(f"/i/DT/facts/{measure}").text
    assert "This change begins on 24 November 2026" in kerngroep.get(f"/i/LATER/facts/{measure}").text
    kerngroep.get(f"/i/LATER/facts/{measure}.csv", 404)


def test_day_before_the_change_says_that_it_had_not_begun(town, kerngroep):
    assert "this change had not begun" in kerngroep.get("/i/DT/facts/reach?on=2025-01-01").text


def test_organisation_that_is_too_small_tells_colleagues_nothing(make, colleague, three_weeks):
    change = make.initiative(code="DT")
    department = make.department("Klein", staff=6, code="KLEIN")
    three_weeks(make.ambassadorship(change, department), department, 6)

    for query in ("", "?department=KLEIN"):
        assert "Your organisation is too small to show this" in colleague.get(f"/i/DT/facts/reach{query}").text
        colleague.get(f"/i/DT/facts/reach.csv{query}", 404)


def test_department_that_was_not_there_on_the_day_is_told(town, session, kerngroep):
    session.query(DepartmentVersion).filter_by(department_id=town["post"].id).update({"valid_from": TODAY})
    session.commit()

    page = kerngroep.get("/i/DT/facts/reach?department=POST&on=2026-11-20")

    assert "This department did not exist on 20 November 2026" in page.text
    kerngroep.get("/i/DT/facts/reach.csv?department=POST&on=2026-11-20", 404)


@pytest.mark.parametrize(
    "address",
    [
        "/i/XX/facts/reach",
        "/i/DT/facts/ranking",
        "/i/DT/facts/ranking.csv",
        "/i/DT/facts/reach?department=XX",
        "/i/DT/facts/reach.csv?department=XX",
        "/i/DT/facts/reach?branch=XX",
    ],
)
def test_unknown_code_is_not_found(town, kerngroep, address):
    kerngroep.get(address, 404)


def test_a_period_without_meetings_leads_to_all_of_them(town, make, kerngroep):
    make.activity(town["ambassador"], town["post"], on=TODAY - timedelta(days=195), reached=(3, 3, None))

    page = kerngroep.get("/i/DT/facts/reach?department=POST")

    assert "Nothing is logged here in this period" in page.text
    address = page.links["All meetings since the start"]
    everything = kerngroep.get(address)
    assert len(table(kerngroep, "reach", address.partition("/reach")[2])) == 1
    assert "All meetings since the start" not in everything.links


def test_nonsense_in_the_address_is_the_list_as_it_is(town, kerngroep):
    page = kerngroep.get("/i/DT/facts/reach?show=x&sort=why&page=99")

    assert "Post" in page.links
    assert table(kerngroep, "reach", "?show=x&sort=why") == table(kerngroep, "reach")


def test_who_is_not_signed_in_sees_nothing(town, visit):
    for address in ("/i/DT/facts/reach", "/i/DT/facts/reach.csv"):
        assert visit.get(address, 302).location.startswith("/sign-in?next=")


def test_pages_are_in_dutch(town, make, visit):
    manager = visit.as_user(make.user(Role.CHANGE_MANAGER))

    assert "2 van de 3 afdelingen hebben al meer dan 8 weken geen contact" in manager.get("/i/DT/facts/silence").text
    assert "Bijeenkomsten bij Zorg" in manager.get("/i/DT/facts/reach?department=ZORG").text
    assert "36 naar alle bijeenkomsten samen" in manager.get("/i/DT/facts/reach").text


@pytest.mark.parametrize("count", [60, 2000])
def test_number_of_queries_does_not_grow_with_the_organisation(app, session, make, kerngroep, count):
    change = make.initiative(code="DT")
    made = [Department(code=f"A{number}") for number in range(count)]
    session.add_all(made)
    session.flush()
    session.add_all(DepartmentVersion(department_id=each.id, name=f"Afdeling {each.code}") for each in made)
    session.add_all(Headcount(department_id=each.id, amount=20) for each in made)
    ambassador = make.ambassadorship(change, made[0])
    for department in made[:20]:
        make.activity(ambassador, department, on=TODAY - timedelta(days=70))

    asked = []
    with app.app_context():
        event.listen(db.engine, "before_cursor_execute", lambda *each: asked.append(each[2]))

    numbers = {}
    for measure in MEASURES:
        asked.clear()
        kerngroep.get(f"/i/DT/facts/{measure}")
        numbers[measure] = len([each for each in asked if each.startswith("SELECT")])

    # The first page reads all facts; from then on they are remembered.
    assert numbers == dict.fromkeys(MEASURES, 6) | {"changed": 26, "silence": 7}
