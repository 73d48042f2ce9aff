"""What the pages of the spread show, for whom, and what they say where there is little to show."""

import re
from datetime import timedelta

import numpy as np
import pytest
from flask_babel import force_locale
from sqlalchemy import event, select

from ambassadors.dashboard.legend import shares
from ambassadors.db import FOREVER, db
from ambassadors.organisation.models import Department, DepartmentVersion, Headcount
from ambassadors.security.policy import Role
from ambassadors.web.assets import STATIC
from tests.conftest import NOW, TODAY
from tests.dashboard.conftest import figure_of, rows_of


@pytest.fixture
def town(make, three_weeks):
    """A town of 100: Zorg (40) carries it, Wonen (35) heard of it, Post (25) was never reached."""
    change = make.initiative(code="DT")
    zorg, wonen, post = (
        make.department(name, staff=staff, code=name.upper())
        for name, staff in [("Zorg", 40), ("Wonen", 35), ("Post", 25)]
    )
    ambassador = make.ambassadorship(change, zorg, make.person("Ank Visser", zorg))
    activities = three_weeks(ambassador, zorg, 12)
    make.activity(ambassador, wonen, on=TODAY - timedelta(weeks=10), reached=(2, 5, None))
    return {"change": change, "zorg": zorg, "wonen": wonen, "post": post, "activities": activities}


def test_first_sentence_tells_how_far_it_is(town, kerngroep):
    page = kerngroep.get("/i/DT/dashboard")

    assert "Of the 100 colleagues, 40% work in a department that takes part. A year ago that was 0%." in page.text


def test_measures_are_those_reckoned_by_hand(town, make, kerngroep):
    make.signal(town["change"], town["zorg"], make.user(), at=NOW - timedelta(days=4))

    text = kerngroep.get("/i/DT/dashboard").text

    assert "Coverage 40% of the colleagues have an ambassador 2 departments still need one." in text
    # Zorg: at least 12, at most 36 of 40; Wonen: at least 2, at most 5 of 35.
    assert (
        "Reach 14–41 of 100 colleagues took part in the last half year Since the start: between 14 and 41 of 100."
        in text
    )
    assert (
        "Nothing logged 2 of 3 departments without contact for more than 8 weeks 1 of them never had any: Post."
        in text
    )
    assert "Of the others quiet the longest: Wonen, last contact 10 weeks ago." in text
    assert "Signals 1 is open The oldest has waited 4 days." in text


@pytest.mark.parametrize(("days", "told"), [(56, "so far"), (57, "for more than 8 weeks")])
def test_a_change_of_less_than_eight_weeks_speaks_of_no_contact_so_far(make, kerngroep, days, told):
    make.initiative(code="DT", starts_on=TODAY - timedelta(days=days))
    make.department(staff=20)

    assert f"Nothing logged 1 of 1 departments without contact {told}" in kerngroep.get("/i/DT/dashboard").text


@pytest.mark.parametrize(("days", "silent"), [(56, 1), (57, 2)])
def test_a_day_beyond_eight_weeks_is_more_than_eight_weeks(town, make, visit, days, silent):
    late = make.department("Laat", staff=30, code="LAAT")
    make.activity(make.ambassadorship(town["change"], late), late, on=TODAY - timedelta(days=days))
    manager = visit.as_user(make.user(Role.CHANGE_MANAGER))

    told = f"Niets gelogd {silent + 1} van de 4 afdelingen"
    assert told in manager.get("/i/DT/dashboard").text


def test_shares_of_the_legend_add_up_to_the_sentence_and_to_everybody(make, kerngroep, three_weeks):
    change = make.initiative(code="DT")
    for staff, code in [(335, "A"), (332, "B"), (333, "C")]:
        department = make.department(code, staff=staff, code=code)
        ambassador = make.ambassadorship(change, department, until=TODAY if code == "B" else FOREVER)
        if code != "C":
            three_weeks(ambassador, department, 200, TODAY - timedelta(days=1))

    text = kerngroep.get("/i/DT/dashboard").text

    assert "67% work in a department that takes part." in text
    assert "carries it 1 department, 335 colleagues (34%)" in text
    assert "takes part 1 department, 332 colleagues (33%)" in text
    assert "not reached 1 department, 333 colleagues (33%)" in text


@pytest.mark.parametrize(
    ("staff", "said"),
    [
        ([342, 8, 81, 545, 24], ["34%", "less than 1%", "8%", "55%", "2%"]),
        ([5, 0, 0, 0, 995], ["less than 1%", "0%", "0%", "0%", "more than 99%"]),
        ([0, 0, 0, 0, 0], ["–", "–", "–", "–", "–"]),
    ],
)
def test_shares_are_rounded_together_and_some_is_never_nobody(app, staff, said):
    with app.test_request_context(), force_locale("en"):
        assert shares(np.array(staff, dtype=np.float64)) == said


def test_legend_counts_departments_and_colleagues_per_stage(town, kerngroep):
    text = kerngroep.get("/i/DT/dashboard").text

    assert "carries it 1 department, 40 colleagues (40%)" in text
    assert "takes part 0 departments, 0 colleagues (0%)" in text
    assert "heard of it 1 department, 35 colleagues (35%)" in text
    assert "not reached 1 department, 25 colleagues (25%)" in text
    assert "does it by itself 0 departments, 0 colleagues (0%)" in text


def test_area_leads_to_its_department_and_tells_name_staff_stage_and_reason(town, kerngroep):
    page = kerngroep.get("/i/DT/dashboard")

    title = "Post:\n25 colleagues, not reached. 0 activities or messages reached it in the last 365 days."
    assert page.html.count(f'<a href="/i/DT/departments/POST"><title>{title}</title>') == 2  # wide, and for a phone


def test_figures_hold_the_numbers_that_their_tables_show(town, kerngroep):
    page = kerngroep.get("/i/DT/dashboard/in-depth")

    months, reach, coverage = (figure_of(page, code) for code in ("months", "reach", "coverage"))
    assert [trace["y"][-1] for trace in months["data"]] == [0, 40, 0, 35, 25]
    assert reach["data"][0]["x"] == [30, pytest.approx(200 / 35), 0]
    assert [trace["x"] for trace in coverage["data"]] == [[40], [0], [60]]
    assert "23 Nov 2026 25 35 0 40 0" in page.text


def test_figures_send_nothing_away_and_have_no_buttons(town, kerngroep):
    page = kerngroep.get("/i/DT/dashboard/in-depth")

    for code in ("months", "reach", "coverage"):
        assert figure_of(page, code)["config"] == {
            "displayModeBar": False,
            "responsive": True,
            "showSendToCloud": False,
        }


def test_style_elements_that_plotly_looks_for_are_in_the_page_with_a_nonce(town, kerngroep):
    page = kerngroep.get("/i/DT/dashboard")
    script = (STATIC / "vendor" / "plotly" / "plotly.min.js").read_text()

    of_maps = re.findall(r'getElementById\("([0-9a-f]{64})"\)', script)
    assert len(of_maps) == 1
    for name in ("plotly.js-style-global", *of_maps):
        assert re.search(rf'<style nonce="[\w-]+" id="{name}"></style>', page.html)


def test_undone_activity_leaves_the_dashboard(town, make, look, kerngroep):
    manager = look(make.user(Role.CHANGE_MANAGER))
    before = kerngroep.get("/i/DT/dashboard").text

    answer = manager.send(manager.get(f"/activities/{town['activities'][0].id}"), "/undo")

    after = kerngroep.get("/i/DT/dashboard").text
    assert answer.status == 302
    assert "Of the 100 colleagues, 40% work" in before
    assert "nobody works in a department that takes part; 75% work in a department that heard of it." in after
    assert "Reach 14–29 of 100" in after


def test_earlier_day_shows_what_held_then_and_stays_in_the_links(town, kerngroep):
    day = (TODAY - timedelta(weeks=11)).isoformat()

    page = kerngroep.get(f"/i/DT/dashboard?on={day}")

    assert "The change has reached none of the 100 colleagues yet." in page.text
    assert "As it was on 7 September 2026, with what is known today." in page.text
    assert f"/i/DT/departments/POST?on={day}" in page.html


@pytest.mark.parametrize("day", ["2031-01-01", "tomorrow", "2026-02-31", "0000-00-00", "-1"])
def test_day_that_has_not_been_becomes_today_and_is_told(town, kerngroep, day):
    text = kerngroep.get(f"/i/DT/dashboard?on={day}").text

    assert "That is no day in the past. This is how it is on 23 November 2026." in text
    assert "Of the 100 colleagues, 40% work" in text


def test_branch_shows_its_own_numbers_and_the_way_back(make, kerngroep, three_weeks):
    change = make.initiative(code="DT")
    domain = make.department("Domein", staff=10, code="DOM")
    team = make.department("Team", domain, staff=30, code="TEAM")
    make.department("Elders", staff=60)
    three_weeks(make.ambassadorship(change, team), team, 10)

    page = kerngroep.get("/i/DT/dashboard?branch=DOM")

    assert "Domein. Of the 40 colleagues, 75% work in a department that takes part." in page.text
    assert page.links["The whole organisation"] == "/i/DT/dashboard#slick"
    assert "Elders" not in page.text


def test_list_sorts_and_keeps_to_a_stage(town, kerngroep):
    by_silence = kerngroep.get("/i/DT/departments?sort=silence")
    heard = kerngroep.get("/i/DT/departments?stage=1")

    names = [label for label in by_silence.links if label in {"Zorg", "Wonen", "Post"}]
    assert names == ["Post", "Wonen", "Zorg"]
    assert [label for label in heard.links if label in {"Zorg", "Wonen", "Post"}] == ["Wonen"]


def test_list_of_a_stage_without_departments_says_so(town, kerngroep):
    assert "No department is in this stage" in kerngroep.get("/i/DT/departments?stage=2").text


def test_file_holds_every_department_with_its_reason(town, kerngroep):
    page = kerngroep.get("/i/DT/dashboard/departments.csv")

    weeks = "Colleagues met in 1 week of the last 182 days; 3 are needed."
    people = "At least 2 colleagues took part in the last 182 days; it takes 9 (25%)."
    assert rows_of(page) == [
        ["Code", "Department", "Staff", "Stage", "Why", "Last contact", "Nothing to report", "Shown together with"],
        [
            "POST",
            "Post",
            "25",
            "not reached",
            "0 activities or messages reached it in the last 365 days.",
            "never",
            "",
            "",
        ],
        [
            "WONEN",
            "Wonen",
            "35",
            "heard of it",
            f"{weeks} {people}",
            "10 weeks ago",
            "",
            "",
        ],
        [
            "ZORG",
            "Zorg",
            "40",
            "carries it",
            "It takes part, has an ambassador, and met not long ago.",
            "less than a week ago",
            "",
            "",
        ],
    ]
    assert page.headers["Content-Disposition"] == "attachment; filename=DT-departments-2026-11-23.csv"


def test_file_has_semicolons_where_the_page_is_dutch(town, make, visit):
    page = visit.as_user(make.user(Role.KERNGROEP)).get("/i/DT/dashboard/coverage.csv")

    assert page.html.count(";") == 4 * 4


def test_files_of_reach_and_coverage_hold_the_numbers_of_the_page(town, kerngroep):
    reach = rows_of(kerngroep.get("/i/DT/dashboard/reach.csv"))
    coverage = rows_of(kerngroep.get("/i/DT/dashboard/coverage.csv"))

    assert reach[1:] == [
        ["Post", "25", "0", "0", "no", "0", "0", "no"],
        ["Wonen", "35", "2", "5", "no", "2", "5", "no"],
        ["Zorg", "40", "12", "36", "no", "12", "36", "no"],
    ]
    assert coverage[1:] == [
        ["POST", "Post", "25", "Post", "no"],
        ["WONEN", "Wonen", "35", "Wonen", "no"],
        ["ZORG", "Zorg", "40", "Zorg", "yes"],
    ]


def test_signal_raised_from_a_department_is_about_that_department_and_change(town, make, colleague):
    make.initiative("Iets anders", code="X")

    form = colleague.get(colleague.get("/i/DT/departments/WONEN").links["Raise a signal"]).form("what")

    assert form.fields["department"] == [str(town["wonen"].id)]
    assert form.fields["initiative"] == [str(town["change"].id)]


def test_more_participants_than_colleagues_is_told(make, kerngroep):
    change = make.initiative(code="DT")
    department = make.department("Zorg", staff=20, code="ZORG")
    make.activity(make.ambassadorship(change, department), department, reached=(31, 31, None))

    text = kerngroep.get("/i/DT/dashboard/in-depth").text
    assert "more people took part than work there: guests, or an old headcount." in text
    assert "More people took part than work here." in kerngroep.get("/i/DT/departments/ZORG").text


def test_unknown_numbers_are_told_as_unknown(make, kerngroep):
    change = make.initiative(code="DT")
    department = make.department("Zorg", staff=20, code="ZORG")
    make.activity(make.ambassadorship(change, department), department, reached=(None, None, None))

    text = kerngroep.get("/i/DT/dashboard/in-depth").text

    assert "Reach not known of 20 colleagues took part" in kerngroep.get("/i/DT/dashboard").text
    assert "Colleagues took part in the last half year; how many is not known." in text


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
        make.activity(ambassador, department)
    asked = []
    with app.app_context():
        event.listen(db.engine, "before_cursor_execute", lambda *each: asked.append(each[2]))

    kerngroep.get("/i/DT/dashboard")
    at_first = [each for each in asked if each.startswith("SELECT")]
    asked.clear()
    kerngroep.get("/i/DT/dashboard")
    again = [each for each in asked if each.startswith("SELECT")]

    assert (len(at_first), len(again)) == (30, 6)


def nothing_silly(page) -> bool:
    """Whether nothing was divided by nothing, and no value of the code stands in the page."""
    return not any(each in page.html for each in ("NaN", "nan", "None"))


def test_empty_organisation_says_what_to_do(make, look, kerngroep):
    make.initiative(code="DT")

    page, administrator = kerngroep.get("/i/DT/dashboard"), look(make.user(Role.ADMINISTRATOR)).get("/i/DT/dashboard")

    assert "There are no departments yet" in page.text
    assert "/import" not in page.links.values()
    assert "/import" in administrator.links.values()
    assert nothing_silly(page)
    assert "%" not in page.text


def test_change_of_tomorrow_says_when_it_begins(make, kerngroep):
    make.department()
    make.initiative(code="DT", starts_on=TODAY + timedelta(days=1))

    for address in ("/i/DT/dashboard", "/i/DT/departments", "/i/DT/departments/D1"):
        assert "This change begins on 24 November 2026" in kerngroep.get(address).text


def test_day_before_the_change_says_that_it_had_not_begun(town, kerngroep):
    text = kerngroep.get(f"/i/DT/dashboard?on={town['change'].starts_on - timedelta(days=1)}").text

    assert "On 18 October 2025 this change had not begun It began on 19 October 2025." in text


def test_one_department_without_anything_logged_gives_a_page_that_says_so(make, kerngroep):
    make.initiative(code="DT")
    make.department("Zorg", staff=20, code="ZORG")

    page, department = kerngroep.get("/i/DT/dashboard"), kerngroep.get("/i/DT/departments/ZORG")

    assert "The change has reached none of the 20 colleagues yet." in page.text
    assert "Nothing is logged yet." in page.text
    assert "Nothing is logged here yet." in department.text
    assert nothing_silly(page)
    assert nothing_silly(department)


def test_departments_without_headcounts_ask_for_them(make, kerngroep):
    make.initiative(code="DT")
    make.department(staff=None)

    page = kerngroep.get("/i/DT/dashboard")

    assert "Nobody knows how many colleagues there are" in page.text
    assert nothing_silly(page)
    assert "%" not in page.text


def test_branch_that_was_not_there_on_the_day_is_told(town, session, kerngroep):
    version = session.scalars(
        select(DepartmentVersion).where(DepartmentVersion.department_id == town["post"].id)
    ).one()
    version.valid_from = TODAY - timedelta(days=5)
    session.commit()
    day = TODAY - timedelta(days=10)

    assert (
        "This part did not exist on 13 November 2026" in kerngroep.get(f"/i/DT/dashboard?branch=POST&on={day}").text
    )
    assert (
        "This department did not exist on 13 November 2026" in kerngroep.get(f"/i/DT/departments/POST?on={day}").text
    )


@pytest.mark.parametrize(
    "address",
    [
        "/i/XX/dashboard",
        "/i/XX/departments",
        "/i/XX/departments/POST",
        "/i/DT/departments/XX",
        "/i/DT/dashboard?branch=XX",
        "/i/DT/dashboard/xx.csv",
        "/i/XX/dashboard/reach.csv",
    ],
)
def test_unknown_code_is_not_found(town, kerngroep, address):
    kerngroep.get(address, 404)


@pytest.mark.parametrize(
    "address", ["/i/DT/dashboard", "/i/DT/departments", "/i/DT/departments/POST", "/i/DT/dashboard/reach.csv"]
)
def test_who_is_not_signed_in_sees_nothing(town, visit, address):
    assert visit.get(address, 302).location.startswith("/sign-in?next=")


def test_quiet_weeks_are_left_out_of_silence_and_of_the_day_of_falling_back(town, make, kerngroep):
    make.quiet_period(TODAY - timedelta(weeks=7), TODAY - timedelta(weeks=1))
    make.quiet_period(TODAY + timedelta(days=30), TODAY + timedelta(days=44))

    dashboard, wonen, zorg = (
        kerngroep.get(address).text
        for address in ("/i/DT/dashboard", "/i/DT/departments/WONEN", "/i/DT/departments/ZORG")
    )

    assert "Nothing logged 1 of 3 departments without contact for more than 8 weeks" in dashboard
    assert "Quiet the longest" not in dashboard
    assert "Last contact 10 weeks ago, without quiet weeks 4" in wonen
    # 56 days and the 14 quiet ones among them.
    assert "without a new contact it falls back on 1 February 2027." in zorg


def test_days_since_contact_are_told_with_those_that_count(town, make, kerngroep, three_weeks):
    post = town["post"]
    three_weeks(make.ambassadorship(town["change"], post), post, 10, last=TODAY - timedelta(days=70))
    make.quiet_period(TODAY - timedelta(weeks=7), TODAY - timedelta(weeks=1))

    text = kerngroep.get("/i/DT/departments/POST").text

    assert "carries it" in text
    assert "The last contact was 70 days ago. Without quiet weeks that is 28 days; it must be less than 56." in text


def test_nothing_to_report_stands_where_silence_stands(town, make, kerngroep):
    day = TODAY - timedelta(days=3)
    make.nothing_to_report(make.ambassadorship(town["change"], town["wonen"]), day)
    make.nothing_to_report(make.ambassadorship(town["change"], town["zorg"]), day)  # who met since

    dashboard, listed, wonen, zorg = (
        kerngroep.get(address)
        for address in (
            "/i/DT/dashboard",
            "/i/DT/departments",
            "/i/DT/departments/WONEN",
            "/i/DT/departments/ZORG",
        )
    )
    rows = rows_of(kerngroep.get("/i/DT/dashboard/departments.csv"))

    assert "2 of 3 departments without contact" in dashboard.text
    assert "For 1 of them an ambassador had nothing to report: Wonen." in dashboard.text
    assert "10 weeks ago Nothing to report." in listed.text
    assert "In the last 8 weeks an ambassador had nothing to report." in wonen.text
    assert "nothing to report" not in zorg.text
    assert [row[6] for row in rows] == ["Nothing to report", "", "yes", ""]
    # When somebody last logged is not for everybody.
    assert [each for each in (dashboard, listed, wonen) if "20 Nov" in each.text] == []
