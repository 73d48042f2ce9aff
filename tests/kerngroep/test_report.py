"""The report for the board: one page, the figures of the dashboard, and nothing that could tell of a few people."""

import re
from datetime import timedelta

import pikepdf
import pytest

from ambassadors.dashboard.changed import Item, Named
from ambassadors.kerngroep.board_changes import fitting
from ambassadors.kerngroep.charts import stage_areas
from ambassadors.meetings.models import BoardQuestion
from ambassadors.security.policy import Role
from tests.conftest import NOW, TODAY
from tests.kerngroep.test_typesetting import HOSTILE, problems, words_of

DAY = timedelta(days=1)
REPORT = "/i/DT/report"


@pytest.fixture
def town(make, change):
    """Zorg takes part, Wonen has nobody, and a team of four has a signal that is late."""
    zorg = make.department("Zorg", staff=40, code="ZORG")
    make.department("Wonen", staff=30, code="WONEN")
    small = make.department("Griffie", staff=4, code="GRIFFIE")
    by = make.ambassadorship(change, zorg)
    for days in (20, 10, 3):
        make.activity(by, zorg, on=TODAY - days * DAY, reached=(12, 12, None))
    return {"zorg": zorg, "griffie": small}


def figures(page) -> list[tuple[str, str]]:
    found = re.findall(r"<dt>(.*?)</dt><dd><strong>(.*?)</strong>", page.html)
    return [(name, figure) for name, figure in found]


def pages_of(pdf: bytes, tmp_path) -> int:
    (tmp_path / "pages.pdf").write_bytes(pdf)
    with pikepdf.open(tmp_path / "pages.pdf") as document:
        return len(document.pages)


def test_it_says_where_we_are_what_changed_and_what_is_needed(town, chair):
    page = chair.get(REPORT)

    assert "Report for the board as of 23 November 2026" in page.text
    assert "Of the 74 colleagues, 54% work in a department that takes part." in page.text
    assert "What changed since 24 August 2026?" in page.text
    assert "1 department went further, with 40 colleagues: Zorg (carries it)." in page.text
    assert "Wonen (30 colleagues) never had an ambassador." in page.text


def test_its_figures_are_those_of_the_dashboard(town, chair):
    shown = chair.get("/i/DT/dashboard")

    for name, figure in figures(chair.get(REPORT)):
        assert re.search(rf"{name}.*?measure__figure\">{re.escape(figure)}<", shown.html, re.DOTALL), (name, figure)


def test_it_counts_as_the_dashboard_does_and_names_no_small_department(town, make, change, chair):
    big = make.department("Parken", staff=25, code="PARKEN")
    little = [make.department(name, staff=6) for name in ("Archief", "Bode")]
    for each in (big, *little):
        by = make.ambassadorship(change, each)
        for days in (20, 10, 3):
            make.activity(by, each, on=TODAY - days * DAY, reached=(12, 12, None))
    on_dashboard = chair.get("/i/DT/dashboard?since=2026-08-24").text
    assert "4 departments went further, with 77 colleagues together:" in on_dashboard

    page = chair.get(REPORT)

    assert (
        "4 departments went further, with 77 colleagues together: Zorg (carries it), Parken (carries it) and 2 more."
        in page.text
    )
    assert [name for name in ("Archief", "Bode") if name in page.text] == []


def test_one_small_department_is_counted_and_its_size_is_not_told(town, make, change, chair):
    by = make.ambassadorship(change, town["griffie"])
    for days in (20, 10, 3):
        make.activity(by, town["griffie"], on=TODAY - days * DAY, reached=(4, 4, None))

    assert "2 departments went further: Zorg (carries it) and 1 more." in chair.get(REPORT).text


def test_a_long_list_of_names_is_cut_between_names():
    named = tuple(Named(f"Afdeling met een naam {number}", "draagt het: er was geen gesprek") for number in range(4))
    item = Item("Verder", "4 afdelingen gingen verder:", named)

    assert fitting(item, 90) == (
        "4 afdelingen gingen verder: Afdeling met een naam 0, Afdeling met een naam 1 and 2 more."
    )


def test_small_departments_are_named_only_together_with_others(town, make, session, change, chair):
    late = make.signal(change, town["griffie"], make.user(), what="Over een collega")
    late.due_on = TODAY - 5 * DAY
    session.commit()

    page = chair.get(REPORT)

    assert "The oldest has waited 0 days. 1 signal is past its date." in page.text
    assert "Griffie" not in page.text
    assert "Over een collega" not in page.text


def test_as_of_a_day_it_tells_of_that_day(town, chair):
    day = TODAY - 40 * DAY
    page = chair.get(f"{REPORT}?as-of={day.isoformat()}")

    assert "as of 14 October 2026" in page.text
    assert "The change has reached none of the 74 colleagues yet." in page.text


@pytest.mark.parametrize("asked", ["nonsense", "2999-01-01"])
def test_a_day_that_cannot_be_becomes_today_and_that_is_told(town, chair, asked):
    assert (
        "There is no report of that day. This is the one of 23 November 2026."
        in chair.get(f"{REPORT}?as-of={asked}").text
    )


def test_what_is_asked_is_kept_with_the_report_of_its_day(town, session, chair):
    earlier = TODAY - 30 * DAY
    page = chair.get(REPORT)

    chair.send(page, "text", text="Geef Wonen ruimte voor een ambassadeur.")

    assert chair.get(REPORT).text.count("Geef Wonen ruimte") == 2  # in the report, and in the form
    assert "Geef Wonen ruimte" not in chair.get(f"{REPORT}?as-of={earlier.isoformat()}").text
    told = chair.send(chair.get(REPORT), "text", text="x", version="")
    assert (told.status, "Somebody else changed this" in told.text) == (409, True)


def test_the_pdf_is_one_tagged_page_that_passes_the_checks_of_pdfua(town, chair, tmp_path):
    answer = chair.client.get(f"{REPORT}.pdf")

    assert problems(answer.data, tmp_path) == []
    assert pages_of(answer.data, tmp_path) == 1
    assert "Zorg(carriesit)" in words_of(answer.data, tmp_path).replace(" ", "")


def test_the_pdf_stays_one_page_with_long_names_and_hostile_text(make, change, session, hilde, chair, tmp_path):
    for number in range(12):
        name = f"Afdeling {number} " + "met een heel erg lange naam " * 4
        by = make.ambassadorship(change, department := make.department(name, staff=40 + number))
        make.need(make.department(f"{name} zonder", staff=90 - number))
        for days in (20, 10, 3):
            make.activity(by, department, on=TODAY - days * DAY, reached=(12, 12, None))
    ask = (HOSTILE * 8)[:600]
    session.add(BoardQuestion(initiative_id=change.id, as_of=TODAY, text=ask, written_by=hilde.id, written_at=NOW))
    session.commit()

    pdf = chair.client.get(f"{REPORT}.pdf").data

    assert pages_of(pdf, tmp_path) == 1
    assert problems(pdf, tmp_path) == []
    assert HOSTILE.replace(" ", "") in words_of(pdf, tmp_path).replace(" ", "")


def test_a_question_with_an_emoji_is_in_the_pdf_all_the_same(town, change, session, hilde, chair, tmp_path):
    ask = "Help ons 🙏 شكرا 谢谢 ✓"
    session.add(BoardQuestion(initiative_id=change.id, as_of=TODAY, text=ask, written_by=hilde.id, written_at=NOW))
    session.commit()

    pdf = chair.client.get(f"{REPORT}.pdf").data

    assert (problems(pdf, tmp_path), pages_of(pdf, tmp_path)) == ([], 1)
    assert "Helpons[symbol]" in words_of(pdf, tmp_path).replace(" ", "")
    assert ask in chair.get(REPORT).text


def test_before_the_change_began_there_is_nothing_to_report(make, chair, look):
    make.initiative(code="LATER", starts_on=TODAY + 10 * DAY)

    assert "There is nothing to report yet" in chair.get("/i/LATER/report").text
    chair.get("/i/LATER/report.pdf", 404)


def test_areas_stand_on_each_other_and_stages_without_staff_are_left_out():
    drawn = stage_areas([[5, 0, 5], [0, 0, 10]], {0: "#a", 1: "#b", 2: "#c"})

    assert re.findall(r'points="(.*?)" fill="(.*?)"', drawn) == [
        ("0.0,75.0 640.0,0.0 640.0,150.0 0.0,150.0", "#c"),
        ("0.0,0.0 640.0,0.0 640.0,0.0 0.0,75.0", "#a"),
    ]
    assert stage_areas([], {}) == ""


@pytest.mark.parametrize("role", [Role.EMPLOYEE, Role.ADMINISTRATOR])
def test_others_do_not_get_it(make, town, look, role):
    for path in (REPORT, f"{REPORT}.pdf", "/i/DT/mix"):
        look(make.user(role)).get(path, 403)
