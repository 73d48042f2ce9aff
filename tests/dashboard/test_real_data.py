"""Real organisations on the dashboard, from their files: villages in Korea, and units of British public bodies."""

import json
import re

import pytest

from tests.conftest import TODAY
from tests.dashboard.conftest import figure_of, rows_of
from tests.real_organisations import UNITS, britain, import_all, korea

ADOPTED = [69, 94, 81, 86, 65, 62, 53, 53, 73, 37]
THEN = "on=1973-12-31"


@pytest.fixture
def villages(session):
    """The 25 villages, in which 673 of 1,047 women adopted in ten years."""
    import_all(session, korea(), TODAY)


@pytest.fixture
def government(session):
    """31 units of 7 bodies, 10 of them with an ambassador and thirty activities in four years."""
    import_all(session, britain(UNITS, TODAY, each=30), TODAY)


def test_villages_of_korea_show_the_published_adoptions_per_year(villages, kerngroep):
    page = kerngroep.get(f"/i/KF/dashboard/in-depth?{THEN}")
    file = kerngroep.get(f"/i/KF/dashboard/in-depth/new-ambassadors.csv?{THEN}")

    assert rows_of(file)[1:] == [[str(1964 + place), str(count)] for place, count in enumerate(ADOPTED)]
    assert figure_of(page, "new-ambassadors")["data"][0]["y"] == ADOPTED
    assert "In 1973 so far, 37 ambassadors joined. In all of 1972 it was 73." in page.text
    assert "Nothing: every department with an ambassador has two or more." in page.text


def test_dashboard_of_the_villages_tells_that_all_have_ambassadors_and_nothing_is_logged(villages, kerngroep):
    page = kerngroep.get(f"/i/KF/dashboard?{THEN}")

    assert "The change has reached none of the 1,047 colleagues yet." in page.text
    assert "Coverage 100% of the colleagues have an ambassador No department that needs one is without." in page.text
    assert "25 of 25 departments without contact for more than 8 weeks" in page.text


def test_villages_fill_up_year_after_year(villages, kerngroep):
    shares = []
    for year in (1963, 1964, 1965):
        text = kerngroep.get(f"/i/KF/dashboard?on={year}-12-31").text
        shares += re.findall(r"Coverage (\d+%) of the colleagues", text) or [text.count("this change had not begun")]

    assert shares == [1, "93%", "100%"]


def test_british_units_stand_under_their_bodies_for_the_kerngroep_and_together_for_an_employee(
    government, kerngroep, colleague
):
    whole, protected = (rows_of(each.get("/i/PLAIN/dashboard/reach.csv")) for each in (kerngroep, colleague))

    assert len(whole) == 1 + 31
    assert 1 < len(protected) < len(whole)
    assert all(int(row[1]) >= 10 for row in protected[1:])
    assert "Departments with fewer than 10 colleagues are shown together" in colleague.get("/i/PLAIN/dashboard").text


def test_months_of_the_british_units_run_from_the_start_for_whoever_looks(government, kerngroep, colleague):
    for visitor in (kerngroep, colleague):
        months = json.loads(visitor.client.get("/i/PLAIN/dashboard/months.json").text)

        assert (months["days"][0], months["days"][-1]) == ("2023-01-31", "2026-11-23")
        assert len(months["days"]) == len(months["labels"]) == len(months["legend"]) == 47
        assert months["legend"][0] != months["legend"][-1]
