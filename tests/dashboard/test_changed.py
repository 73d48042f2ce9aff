"""What the dashboard says of what changed: in which words, for whom, since which day."""

import re
from datetime import timedelta

import pytest

from ambassadors.organisation.models import DepartmentVersion, Headcount, Succession
from ambassadors.results.rules import ResultStatus
from ambassadors.security.policy import Role
from tests.conftest import NOW, TODAY

LONG_AGO = NOW - timedelta(days=300)


@pytest.fixture
def town(make):
    """Zorg (40) carries it since this month, Wonen (35) fell back, Post (25) heard nothing."""
    change = make.initiative(code="DT")
    zorg, wonen, post = (
        make.department(name, staff=staff, code=name.upper())
        for name, staff in [("Zorg", 40), ("Wonen", 35), ("Post", 25)]
    )
    ambassador = make.ambassadorship(change, zorg)
    other = make.ambassadorship(change, wonen)

    def meet(by, department, *days_ago):
        for days in days_ago:
            on = TODAY - timedelta(days=days)
            make.activity(by, department, on=on, reached=(12, 12, None), logged_at=LONG_AGO)

    meet(ambassador, zorg, 20, 10, 3)
    meet(other, wonen, 100, 90, 80)
    return {"change": change, "zorg": zorg, "wonen": wonen, "post": post, "zorg_by": ambassador, "meet": meet}


def said(page) -> str:
    """All text of a page, marks where they stand in it: a link that ends a sentence is a piece of its own."""
    return re.sub(r"(\() | (?=[.,)])", r"\1", page.text)


def test_who_went_further_and_who_fell_back_is_told_with_the_reason(town, kerngroep):
    page = kerngroep.get("/i/DT/dashboard")

    assert "What changed since 24 October 2026" in page.text
    assert "Further 1 department went further, with 40 colleagues: Zorg (carries it)." in said(page)
    assert (
        "Back 1 department fell back, with 35 colleagues: Wonen (takes part: the last contact is too long ago)."
        in said(page)
    )
    assert page.links["Zorg"] == "/i/DT/departments/ZORG"


def test_beyond_a_few_the_others_are_one_press_away(town, make, kerngroep):
    for name in ("Aa", "Bb", "Cc", "Dd"):
        town["meet"](town["zorg_by"], make.department(name, staff=20), 5)

    page = kerngroep.get("/i/DT/dashboard")

    assert "5 departments went further, with 120 colleagues together: Zorg (carries it), Aa (heard of it)" in said(
        page
    )
    assert page.links["and 2 more"] == "/i/DT/facts/changed?show=forward"
    assert "Dd" in kerngroep.get(page.links["and 2 more"]).text


def test_results_ambassadors_gaps_and_signals_are_told(town, make, kerngroep):
    change, post = town["change"], town["post"]
    make.result(change, post, (ResultStatus.IN_USE, TODAY), name="Brief over uitstel")
    make.ambassadorship(change, post, since=TODAY)
    make.signal(change, post, make.user())

    text = said(kerngroep.get("/i/DT/dashboard"))

    assert "Results 1 result came into use: Brief over uitstel (Post)." in text
    assert "Ambassadors In 1 department a new ambassador began: Post (there was none)." in text
    assert "Signals 1 signal was raised." in text


def test_department_that_went_over_is_told_with_its_heir(town, make, session, kerngroep):
    old, on = make.department("Archief", staff=10), TODAY - timedelta(days=5)
    for table in (DepartmentVersion, Headcount):
        session.query(table).filter_by(department_id=old.id).update({"valid_until": on})
    session.add(Succession(from_id=old.id, to_id=town["post"].id, on=on))
    session.commit()

    assert "Organisation 1 department is no more: Archief (went over into Post)." in said(
        kerngroep.get("/i/DT/dashboard")
    )


@pytest.fixture
def late(town, make):
    """Two entries of before, logged today."""
    for _ in range(2):
        make.activity(town["zorg_by"], town["zorg"], on=TODAY - timedelta(days=60), logged_at=NOW)


def test_late_entries_are_all_named_as_no_list_holds_them(town, make, kerngroep):
    for name in ("Aa", "Bb", "Cc", "Dd", "Ee"):
        department = make.department(name, staff=20)
        make.activity(town["zorg_by"], department, on=TODAY - timedelta(days=60), logged_at=NOW)

    assert "In: Aa, Bb, Cc, Dd, Ee. So on" in said(kerngroep.get("/i/DT/dashboard"))


def test_late_entries_are_named_for_the_kerngroep(late, kerngroep):
    assert (
        "Logged later 2 activities of 24 October 2026 or earlier were logged later. In: Zorg. "
        "So on 24 October 2026 the numbers looked different." in said(kerngroep.get("/i/DT/dashboard"))
    )


def test_others_learn_that_there_are_late_entries_but_not_where(late, make, colleague):
    whole, branch = (said(colleague.get(f"/i/DT/dashboard{query}")) for query in ("", "?branch=ZORG"))

    assert (
        "2 activities of 24 October 2026 or earlier were logged later. So on 24 October 2026 the numbers looked "
        "different." in whole
    )
    assert "were logged later" not in branch


def test_quiet_month_says_so_and_where_to_look(town, kerngroep):
    page = kerngroep.get(f"/i/DT/dashboard?since={TODAY - timedelta(days=1)}")

    assert "Since 22 November 2026 nothing changed. Look where it is quiet" in page.text


def test_day_to_compare_with_stays_in_the_links_and_in_the_forms(town, kerngroep):
    page = kerngroep.get("/i/DT/dashboard?since=2026-09-01&branch=ZORG")

    assert "What changed since 1 September 2026" in page.text
    assert page.links["The whole organisation"] == "/i/DT/dashboard?since=2026-09-01#slick"
    by_day = next(form for form in page.forms if not form.action.endswith("#changed") and "on" in form.fields)
    assert by_day.fields["since"] == ["2026-09-01"]


def test_form_of_the_day_to_compare_with_keeps_day_and_branch(town, kerngroep):
    page = kerngroep.get(f"/i/DT/dashboard?on={TODAY - timedelta(days=1)}&branch=ZORG")

    form = next(form for form in page.forms if "on" in form.fields and form.action.endswith("#changed"))
    assert form.fields == {"on": ["2026-11-22"], "branch": ["ZORG"], "since": ["2026-10-23"]}


@pytest.mark.parametrize("since", ["2026-11-23", "2027-01-01", "2025-01-01", "gisteren", "2026-02-31"])
def test_day_that_cannot_be_compared_with_is_told_and_the_usual_one_taken(town, kerngroep, since):
    text = kerngroep.get(f"/i/DT/dashboard?since={since}").text

    assert (
        "Choose a day from 19 October 2025 on, and before 23 November 2026. "
        "This is what changed since 24 October 2026." in text
    )
    assert "What changed since 24 October 2026" in text


def test_change_of_less_than_a_month_is_compared_with_its_first_day(make, kerngroep):
    make.department()
    make.initiative(code="DT", starts_on=TODAY - timedelta(days=4))

    assert "What changed since 19 November 2026" in said(kerngroep.get("/i/DT/dashboard"))


def test_change_that_began_today_says_what_comes(make, kerngroep):
    make.department()
    make.initiative(code="DT", starts_on=TODAY)

    text = said(kerngroep.get("/i/DT/dashboard"))

    assert "The change began on this day. From tomorrow on you see here what happens." in text


def test_colleague_reads_of_the_group_where_a_small_department_moved(town, make, colleague, kerngroep):
    small = make.department("Klein", town["post"], staff=4, code="KLEIN")
    town["meet"](town["zorg_by"], small, 20, 10, 3)

    told, all_of_it = (said(visitor.get("/i/DT/dashboard")) for visitor in (colleague, kerngroep))

    # The kerngroep reads that Klein, with an ambassador nowhere near it, takes part.
    assert (
        "2 departments went further, with 44 colleagues together: Zorg (carries it), Klein (takes part)." in all_of_it
    )
    assert (
        "3 departments went further, with 69 colleagues together: Zorg (carries it), "
        "Post and 1 other small one (takes part)." in told
    )


def test_what_is_not_named_counts_departments_as_the_sentence_does(town, make, colleague, kerngroep):
    for name in ("Aa", "Bb", "Cc", "Dd"):
        parent = make.department(name, staff=20)
        small = make.department(f"{name} klein", parent, staff=4)
        town["meet"](town["zorg_by"], parent, 5)
        town["meet"](town["zorg_by"], small, 5)

    told, all_of_it = (said(visitor.get("/i/DT/dashboard")) for visitor in (colleague, kerngroep))

    # Zorg is named, and two of the others: with the small one of each, or alone.
    assert "9 departments went further" in told
    assert "and 4 more" in told
    assert "9 departments went further" in all_of_it
    assert "and 6 more" in all_of_it


def test_changes_are_told_in_dutch(late, make, visit):
    text = said(visit.as_user(make.user(Role.KERNGROEP)).get("/i/DT/dashboard"))

    assert "Wat is er veranderd sinds 24 oktober 2026" in text
    assert "Verder 1 afdeling kwam verder, met 40 medewerkers: Zorg (draagt het)." in text
    assert "Terug 1 afdeling viel terug, met 35 medewerkers: Wonen (doet mee: het laatste contact is te lang" in text
    assert (
        "2 activiteiten van 24 oktober 2026 of eerder zijn pas later gelogd. Bij: Zorg. "
        "De cijfers waren op 24 oktober 2026 dus nog anders." in text
    )
