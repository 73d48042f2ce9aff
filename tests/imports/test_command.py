"""`ambassadors import`: what it says, what it does, and what it leaves alone."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import func, select

from ambassadors.cli import main
from ambassadors.organisation.models import Department
from ambassadors.organisation.queries import tree_on
from tests.conftest import TODAY

TOWN = "code;naam;bovenliggende_code;aantal_medewerkers\nG;Gemeente;;0\nB;Burgerzaken;G;12,5\n"


@pytest.fixture
def run(database_url, monkeypatch, tmp_path):
    monkeypatch.setenv("DATABASE_URL", database_url)
    monkeypatch.chdir(tmp_path)

    def run(content: str | bytes | None, *options: str, kind: str = "departments") -> Result:
        if content is not None:
            Path("bestand.csv").write_bytes(content.encode() if isinstance(content, str) else content)
        return CliRunner().invoke(main, ["import", kind, "bestand.csv", *options])

    return run


def lines(result):
    return result.output.splitlines()


def test_an_import_tells_what_it_did(run, session):
    result = run(TOWN)
    assert (result.exit_code, lines(result)) == (
        0,
        ["Afdelingen: 2 nieuw, 0 gewijzigd, 0 ongewijzigd.", "Geïmporteerd."],
    )
    assert [row.name for row in tree_on(session, TODAY).rows] == ["Gemeente", "Burgerzaken"]


def test_a_trial_writes_nothing(run, session):
    result = run(TOWN, "--dry-run")
    assert (result.exit_code, lines(result)) == (
        0,
        ["Afdelingen: 2 nieuw, 0 gewijzigd, 0 ongewijzigd.", "Dit was een proef. Er is niets veranderd."],
    )
    assert session.scalars(select(func.count(Department.id))).one() == 0


def test_the_same_file_again_was_up_to_date_already(run):
    run(TOWN)
    assert lines(run(TOWN)) == [
        "Afdelingen: 0 nieuw, 0 gewijzigd, 2 ongewijzigd.",
        "Alles was al bijgewerkt. Er is niets veranderd.",
    ]


def test_a_later_day_dates_the_change(run, session):
    run(TOWN)
    assert run(TOWN.replace("Burgerzaken", "Publiek"), "--on", "01-12-2026").exit_code == 0
    assert [row.name for row in tree_on(session, TODAY).rows] == ["Gemeente", "Burgerzaken"]
    assert [row.name for row in tree_on(session, TODAY.replace(month=12)).rows] == ["Gemeente", "Publiek"]


def test_every_problem_is_told_with_its_line_column_and_remedy(run, session):
    result = run("code;naam;bovenliggende_code;aantal_medewerkers\nG;Gemeente;X;0\nB;Burgerzaken;G;-3\n")
    assert (result.exit_code, lines(result)) == (
        1,
        [
            (
                "Regel 2, bovenliggende_code: er is geen afdeling met code ‘X’. "
                "Voeg die toe, verbeter de code, of laat de cel leeg."
            ),
            "Regel 3, aantal_medewerkers: ‘-3’ is kleiner dan nul. Vul 0 of meer in, of laat de cel leeg.",
            "Er zijn 2 problemen. Er is niets geïmporteerd.",
        ],
    )
    assert session.scalars(select(func.count(Department.id))).one() == 0


def test_what_is_left_out_is_told_and_the_rest_is_imported(run):
    result = run("code;naam;bovenliggende_code;aantal_medewerkers;telefoon\nG;Gemeente;;0;1234\n")
    assert (result.exit_code, lines(result)[0]) == (0, "De kolom ‘telefoon’ kennen we niet. Die slaan we over.")


def test_the_language_of_the_installation_is_spoken(run, monkeypatch):
    monkeypatch.setenv("LANGUAGE_DEFAULT", "en")
    assert lines(run(TOWN)) == ["Departments: 2 new, 0 changed, 0 unchanged.", "Imported."]


def test_a_file_that_is_not_there_is_told(run):
    result = run(None)
    assert (result.exit_code, lines(result)) == (
        1,
        ["Error: Er is geen bestand ‘bestand.csv’. Kijk of de naam en de map kloppen."],
    )


def test_a_folder_is_no_file(run):
    Path("bestand.csv").mkdir()
    result = run(None)
    assert result.exit_code == 1
    assert lines(result)[0].startswith("Error: We kunnen het bestand ‘bestand.csv’ niet lezen (Is a directory).")


def test_fifty_megabytes_of_rubbish_are_refused_unread(run):
    with Path("bestand.csv").open("wb") as file:
        file.truncate(50 * 1024 * 1024)
    result = run(None)
    assert (result.exit_code, lines(result)) == (
        1,
        [
            "Het bestand is groter dan 20 MB. Haal weg wat niet nodig is, of maak er meer bestanden van.",
            "Er is 1 probleem. Er is niets geïmporteerd.",
        ],
    )


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "Het bestand is leeg. Kies een bestand met kopjes op de eerste regel en rijen daaronder."),
        (
            b"code,naam,bovenliggende_code,aantal_medewerkers\nA,Caf\x81\x8d,,1\n",
            (
                "We kunnen de letters in dit bestand niet lezen. "
                "Sla het opnieuw op als ‘CSV UTF-8’ of als Excel-bestand (.xlsx)."
            ),
        ),
        (
            b"code,naam,aantal_medewerkers\nA,Alfa,1\n",
            (
                "De kolom ‘bovenliggende_code’ (in het Engels ‘parent_code’) ontbreekt. "
                "Voeg die toe; de kopjes staan op de eerste regel."
            ),
        ),
    ],
    ids=["empty", "wrong encoding", "a missing column"],
)
def test_a_file_that_cannot_be_used_is_refused(run, content, told):
    result = run(content)
    assert (result.exit_code, lines(result)) == (1, [told, "Er is 1 probleem. Er is niets geïmporteerd."])


def test_a_database_that_was_not_made_yet_is_told_at_once(monkeypatch, tmp_path):
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'none.sqlite'}")
    result = CliRunner().invoke(main, ["import", "departments", "none.csv"])
    assert (result.exit_code, lines(result)[-1]) == (1, "Run first: ambassadors migrate")


def test_a_file_without_an_end_is_refused(run):
    result = CliRunner().invoke(main, ["import", "departments", "/dev/zero"])

    assert (result.exit_code, lines(result)[0]) == (
        1,
        "Het bestand is groter dan 20 MB. Haal weg wat niet nodig is, of maak er meer bestanden van.",
    )
