"""`ambassadors measures`, as somebody types it and as another program reads it."""

import json
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner
from flask_babel import force_locale
from sqlalchemy import select

from ambassadors.cli import main
from ambassadors.dashboard.telling import told
from ambassadors.network.models import Ambassadorship
from ambassadors.network.rules import Status
from ambassadors.organisation.models import Department
from ambassadors.results.rules import ResultStatus
from ambassadors.spread.indepth import measures_of
from ambassadors.spread.queries import evidence_of
from tests.real_organisations import as_csv, korea

DAY = date(2024, 6, 28)  # long gone, whatever the clock of the machine says


@pytest.fixture
def run(database_url, monkeypatch):
    """Run the command on the test's database; gives its result."""
    monkeypatch.setenv("DATABASE_URL", database_url)
    return lambda *words: CliRunner().invoke(main, [str(word) for word in words])


@pytest.fixture
def town(make):
    """A change of 2023 in a department with an ambassador and one without."""
    change = make.initiative("Duidelijke taal", code="DT", starts_on=date(2023, 1, 2))
    served = make.department("Burgerzaken", staff=40, code="BZ")
    make.department("Groen", staff=60, code="GR")
    ambassadorship = make.ambassadorship(change, served, since=date(2023, 3, 1))
    make.activity(ambassadorship, served, on=date(2024, 6, 14), reached=(12, 15, None))
    return change


def answer(result) -> dict:
    assert result.exit_code == 0, result.output

    def refuse(constant):
        raise AssertionError(f"{constant} is no JSON")

    return json.loads(result.output, parse_constant=refuse)


def test_every_measure_is_told_by_its_number(run, town):
    lines = run("measures", "--initiative", "DT", "--as-of", DAY).output.splitlines()

    assert lines[0] == "Duidelijke taal op 28 juni 2024"
    assert [line for line in lines if line[:1].isdigit()] == [
        "1. Resultaten",
        "2. Dekking",
        "3. Bereik",
        "4. Niets gelogd",
        "5. Signalen",
        "6. Buiten de eigen afdeling",
        "7. Tempo",
        "8. Tegenover toeval",
        "9. Eilanden",
        "10. Wie bracht wie mee",
        "11. Kwetsbaarheid",
        "12. Vooruitzicht",
        "13. Waar nu eerst",
    ]
    assert "Fasen" in lines
    assert max(len(line) for line in lines) <= 100


def test_measures_are_told_in_sentences_with_the_names_of_departments(session, town):
    found = measures_of(evidence_of(session, town, DAY), DAY)
    with force_locale("en"):
        text = " ".join(" ".join(told(found, town.name)).split())

    assert "2. Coverage 40% of the colleagues have an ambassador." in text
    assert "1. Groen: nobody met there yet. An ambassador comes near for 60 colleagues." in text
    assert "9. Islands 1 island without an ambassador, with 60 colleagues together. Groen: 60 colleagues." in text
    assert "8. Against chance Too little to tell: it takes 10 activities with colleagues in a year." in text
    assert "The same weeks a year ago: there was no contact then either." in text
    assert "takes part: 0 departments" in text


def test_json_holds_the_same_in_plain_values(run, town):
    found = answer(run("measures", "--initiative", "DT", "--as-of", DAY, "--json"))

    assert (found["initiative"], found["as_of"], found["starts_on"]) == ("DT", "2024-06-28", "2023-01-02")
    assert found["results"] == {
        "in_use": 0,
        "worklist": 0,
        "share": None,
        "in_use_30_days_before": 0,
        "why": "no_worklist",
    }
    assert found["coverage"]["gaps"] == [{"department": "GR", "name": "Groen", "staff": 60.0}]
    assert found["reach"]["half_year"] == {
        "staff": 100,
        "lower": 12,
        "upper": 15,
        "or_more": False,
        "above_staff": False,
    }
    assert found["nothing_logged"] == {
        "departments": 2,
        "never": ["GR"],
        "weeks": 8,
        "longer": [],
        "nothing_to_report": [],
    }
    assert found["against_chance"]["why"] == "too_few_activities"
    assert found["islands"] == [{"departments": ["GR"], "staff": 60.0}]
    assert [(each["department"], each["reason"]) for each in found["where_next"]] == [("GR", "staff")]
    assert [(each["department"], each["stage"]) for each in found["stages"]["by_department"]] == [
        ("BZ", "heard"),
        ("GR", "not_reached"),
    ]


def test_results_in_use_are_told_with_how_many_there_were(run, make, session, town):
    department = make.department("Belastingen", staff=10)
    make.result(town, department, (ResultStatus.ADAPTED, date(2024, 5, 1)), (ResultStatus.IN_USE, date(2024, 6, 20)))
    make.result(town, department, (ResultStatus.IN_USE, date(2024, 6, 29)))

    found = answer(run("measures", "--initiative", "DT", "--as-of", DAY, "--json"))
    text = " ".join(run("measures", "--initiative", "DT", "--as-of", DAY).output.split())

    assert found["results"] == {
        "in_use": 1,
        "worklist": 2,
        "share": 0.5,
        "in_use_30_days_before": 0,
        "why": None,
    }
    assert "1. Resultaten 1 van de 2 resultaten in gebruik." in text


def test_confirmations_quiet_weeks_and_nothing_to_report_are_in_it(run, make, town, session):
    served = session.scalars(select(Ambassadorship)).one()
    green = session.scalars(select(Department).where(Department.code == "GR")).one()
    make.confirmation(town, green, date(2024, 2, 1))
    make.activity(served, make.department("Wonen", staff=30, code="WO"), on=date(2024, 4, 1))
    make.activity(served, make.department("Zorg", staff=30, code="ZO"), on=date(2024, 4, 1))
    make.quiet_period(date(2024, 5, 1), date(2024, 6, 8), session.scalar(select(Department).filter_by(code="ZO")))
    make.nothing_to_report(make.ambassadorship(town, green, since=date(2024, 3, 1)), date(2024, 6, 3))

    found = answer(run("measures", "--initiative", "DT", "--as-of", DAY, "--json"))
    text = " ".join(run("measures", "--initiative", "DT", "--as-of", DAY).output.split())

    assert found["nothing_logged"] == {
        "departments": 4,
        "never": ["GR"],
        "weeks": 8,
        "longer": [{"department": "WO", "weeks": 12}],
        "nothing_to_report": [{"department": "GR", "on": "2024-06-03"}],
    }
    assert found["stages"]["departments"]["by_itself"] == 1
    assert "meldde de ambassadeur dat er niets te melden is: Groen." in text


def test_keys_of_the_json_are_documented(run, town):
    documented = (Path(__file__).parents[1] / "docs" / "measures.md").read_text(encoding="utf-8")

    found = answer(run("measures", "--initiative", "DT", "--as-of", DAY, "--json"))

    assert [key for key in _keys(found) if f"`{key}`" not in documented] == []


def _keys(found) -> set[str]:
    if isinstance(found, dict):
        return set(found).union(*(_keys(each) for each in found.values()))
    return set().union(*(_keys(each) for each in found)) if isinstance(found, list) else set()


def test_empty_organisation_is_told_with_what_to_do(run, make):
    make.initiative(code="DT", starts_on=date(2023, 1, 2))

    text = run("measures", "--initiative", "DT", "--as-of", DAY)
    found = answer(run("measures", "--initiative", "DT", "--as-of", DAY, "--json"))

    assert text.output.splitlines()[-1] == "Er zijn op deze dag geen afdelingen. Importeer eerst de organisatie."
    assert (found["coverage"]["share"], found["signals"], found["islands"]) == (None, None, [])


@pytest.mark.parametrize("staff", [None, 0, 3])
def test_one_department_with_hardly_anybody_is_told(run, make, staff):
    change = make.initiative(code="DT", starts_on=date(2023, 1, 2))
    only = make.department("Griffie", staff=staff)
    make.ambassadorship(change, only, status=Status.CANDIDATE, since=date(2023, 3, 1))

    found = answer(run("measures", "--initiative", "DT", "--as-of", DAY, "--json"))

    assert run("measures", "--initiative", "DT", "--as-of", DAY).exit_code == 0
    assert found["stages"]["staff"]["not_reached"] == (staff or 0)
    assert [each["reason"] for each in found["where_next"]] == ([] if staff == 0 else ["candidate"])


def test_unknown_initiative_is_told_with_those_that_are_known(run, town):
    result = run("measures", "--initiative", "DX")

    assert (result.exit_code, "There is no initiative “DX”. Known are: DT." in result.output) == (1, True)


def test_day_to_come_is_refused(run, town):
    result = run("measures", "--initiative", "DT", "--as-of", "2999-01-01")

    assert (result.exit_code, "2999-01-01 is still to come." in result.output) == (1, True)


def test_day_before_the_beginning_is_refused_with_the_day_of_the_beginning(run, town):
    result = run("measures", "--initiative", "DT", "--as-of", "01-01-2023")

    assert (result.exit_code, "“DT” begins on 2023-01-02" in result.output) == (1, True)


def test_villages_of_korea_give_the_published_adoptions_per_year(run, tmp_path):
    """Import, then measure: a village is a department, the year of adoption the start of an ambassadorship."""
    for kind, rows in korea().items():
        (tmp_path / f"{kind}.csv").write_text(as_csv(rows), encoding="utf-8", newline="")
        result = run("import", kind, tmp_path / f"{kind}.csv")
        assert result.exit_code == 0, result.output

    found = answer(run("measures", "--initiative", "KF", "--as-of", "1973-12-31", "--json"))

    assert [each["started"] for each in found["who_brought_whom"]["new_per_year"]] == [
        *(69, 94, 81, 86, 65, 62, 53, 53, 73, 37)
    ]
    assert (found["coverage"]["staff"], found["coverage"]["share"]) == (1047.0, 1.0)
    assert found["who_brought_whom"]["ambassadors"] == 673
    assert found["vulnerability"]["served"] == 25
