"""The `ambassadors` command, as somebody types it."""

import os
import signal
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlalchemy import create_engine, text

from ambassadors.app import create_app, database_address
from ambassadors.cli import main
from ambassadors.db import db
from ambassadors.jobs.models import Job
from tests.visitor import Visitor


@pytest.fixture
def run(database_url, monkeypatch):
    """Run the command on the test's database; gives its result."""
    monkeypatch.setenv("DATABASE_URL", database_url)
    monkeypatch.delenv("SMTP_URL", raising=False)
    return lambda *words: CliRunner().invoke(main, words)


def test_the_first_administrator_gets_a_link_that_works(run, settings):
    app = create_app(settings)  # with the clock that the command goes by
    result = run("invite", "Bea@example.nl", "--role", "administrator")

    assert result.exit_code == 0, result.output
    link = result.output.strip()
    assert link.startswith("http://127.0.0.1:8000/invitation/")
    visit = Visitor(app)
    page = visit.get(link.removeprefix("http://127.0.0.1:8000"))
    chosen = visit.send(page, "again", name="Bea", password="vier losse woorden", again="vier losse woorden")
    assert chosen.location == "/"
    assert visit.get("/users").status == 200
    with app.app_context():
        db.engine.dispose()


def test_somebody_is_invited_for_one_initiative(run, app, make):
    make.initiative("Duidelijke taal", code="DT")

    result = run("invite", "k@example.nl", "--role", "chair", "--initiative", "DT")

    assert result.exit_code == 0, result.output


def test_an_unknown_initiative_is_told_with_those_that_are_known(run, make):
    make.initiative(code="DT")

    result = run("invite", "k@example.nl", "--role", "chair", "--initiative", "DX")

    assert result.exit_code == 1
    assert "There is no initiative “DX”. Known are: DT." in result.output


@pytest.mark.parametrize("email", ["nobody", "a@b", "a b@c.nl", "a@b@c.nl", "a\udcff@b.nl"])
def test_what_is_no_address_is_told(run, email):
    result = run("invite", email, "--role", "employee")

    assert (result.exit_code, "is not an e-mail address" in result.output) == (1, True)


def test_an_unknown_role_is_told_with_those_that_there_are(run):
    result = run("invite", "k@example.nl", "--role", "boss")

    assert result.exit_code == 2
    assert "'administrator', 'change_manager', 'kerngroep', 'chair', 'secretary', 'employee'" in result.output


@pytest.mark.parametrize("words", [("invite", "k@example.nl", "--role", "employee"), ("import", "people", "x.csv")])
def test_every_command_says_at_once_when_the_database_is_not_there(tmp_path, monkeypatch, words):
    (tmp_path / "x.csv").write_text("code,name,department_code\n")
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'absent.sqlite'}")
    monkeypatch.chdir(tmp_path)

    result = CliRunner().invoke(main, words)

    assert result.exit_code == 1
    assert "Run first: ambassadors migrate" in result.output
    assert not (tmp_path / "absent.sqlite").exists(), "looking must not make a database"


def test_quick_check_is_silent_when_all_is_ready(run, monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "a key that is only good for tests, and long")

    quick, whole = run("check", "--quick"), run("check")

    assert (quick.exit_code, quick.output) == (0, "")
    assert (whole.exit_code, whole.output) == (0, "All is well.\n")


def test_check_tells_what_is_stored_otherwise_than_it_was_logged_and_rebuild_mends_it(
    run, monkeypatch, make, session
):
    monkeypatch.setenv("SECRET_KEY", "a key that is only good for tests, and long")
    change = make.initiative(code="DT")
    department = make.department()
    make.activity(make.ambassadorship(change, department), department, on=date(2026, 3, 2))
    assert run("rebuild").output == "DT: 1 months stored.\n"
    session.execute(text("UPDATE reach SET low = 4"))  # past the ledger, as nothing of ours does
    session.commit()

    wrong, mended, right = run("check"), run("rebuild", "--initiative", "DT"), run("check")

    assert wrong.exit_code == 1
    assert wrong.output == "DT: 2026-03 is stored otherwise than it was logged.\nRun: ambassadors rebuild\n"
    assert (mended.exit_code, mended.output) == (0, "DT: 1 months stored.\n")
    assert (right.exit_code, right.output) == (0, "All is well.\n")


def test_check_tells_of_a_department_below_itself(run, monkeypatch, make, session):
    monkeypatch.setenv("SECRET_KEY", "a key that is only good for tests, and long")
    one = make.department(code="A")
    other = make.department(code="B", parent=one)
    session.execute(text(f"UPDATE department_version SET parent_id = {other.id} WHERE department_id = {one.id}"))
    session.commit()

    result = run("check")

    assert result.exit_code == 1
    assert "On 0001-01-01 department “A” stands below itself. Correct its parent." in result.output


def test_rebuild_of_an_unknown_initiative_names_those_that_there_are(run, make):
    make.initiative(code="DT")

    result = run("rebuild", "--initiative", "XX")

    assert (result.exit_code, "There is no initiative “XX”. Known are: DT." in result.output) == (1, True)


def test_check_asks_for_a_key_before_anything_is_served(run, monkeypatch):
    monkeypatch.delenv("SECRET_KEY", raising=False)

    result = run("check")

    assert result.exit_code == 1
    assert result.output.startswith("Error: SECRET_KEY is missing or shorter than 32 characters.")


def test_migrate_makes_a_database_and_a_second_time_changes_nothing(tmp_path, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'deep' / 'new.sqlite'}")

    first, second = CliRunner().invoke(main, ["migrate"]), CliRunner().invoke(main, ["migrate"])

    assert (first.exit_code, second.exit_code) == (0, 0), first.output
    engine = create_engine(database_address(f"sqlite:///{tmp_path / 'deep' / 'new.sqlite'}"))
    with engine.connect() as connection:
        assert connection.scalar(text("SELECT count(*) FROM activity_kind")) == 13
    engine.dispose()


def test_an_unreachable_database_is_told_with_the_setting_to_look_at(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgresql://nobody@127.0.0.1:1/none")

    result = CliRunner().invoke(main, ["migrate"])

    assert result.exit_code == 1
    assert "check DATABASE_URL" in result.output


def test_a_setting_that_cannot_be_read_is_told_with_its_remedy(run, monkeypatch):
    monkeypatch.setenv("UPLOAD_LIMIT_MB", "veel")

    result = run("migrate")

    assert (result.exit_code, "UPLOAD_LIMIT_MB is “veel”. Use a whole number" in result.output) == (1, True)


@pytest.mark.parametrize(
    "address",
    [
        "nonsense",
        "mysql://x/y",
        "oracle+foo://x",
        "postgresql://u:geheim@h:port/x",
        "sqlite://",
        "sqlite:///:memory:",
    ],
)
@pytest.mark.parametrize("command", ["check", "migrate"])
def test_a_database_that_cannot_be_used_is_told_without_its_password(monkeypatch, command, address):
    monkeypatch.setenv("DATABASE_URL", address)

    result = CliRunner().invoke(main, [command])

    assert (result.exit_code, "DATABASE_URL cannot be used." in result.output) == (1, True)
    assert "geheim" not in result.output


@pytest.mark.parametrize("command", ["check", "migrate"])
def test_a_file_that_is_no_database_is_told_and_kept(tmp_path, monkeypatch, command):
    file = tmp_path / "verslag.txt"
    file.write_text("Dit is een verslag en geen database. " * 40)
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{file}")

    result = CliRunner().invoke(main, [command])

    assert (result.exit_code, "file is not a database" in result.output) == (1, True)
    assert file.read_text().startswith("Dit is een verslag")


@pytest.mark.parametrize("command", ["check", "migrate"])
def test_a_database_of_a_newer_version_is_told(run, session, command):
    session.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    session.commit()

    result = run(command)

    assert (result.exit_code, "The database is of a newer version of Olievlek." in result.output) == (1, True)


def test_a_number_in_other_digits_is_told(monkeypatch):
    monkeypatch.setenv("UPLOAD_LIMIT_MB", "²")

    result = CliRunner().invoke(main, ["check"])

    assert (result.exit_code, "UPLOAD_LIMIT_MB is “²”." in result.output) == (1, True)


@pytest.fixture
def serving(run, monkeypatch):
    """The same, with what it takes to serve."""
    monkeypatch.setenv("SECRET_KEY", "a key that is only good for tests, and long")
    return run


def test_work_does_what_is_due_and_tells_what_waits(serving, session):
    now = datetime.now(UTC)
    values = {"kind": "tidy", "payload": {}, "created_at": now}
    session.add_all(
        [
            Job(**values, due_at=now),
            Job(**values, due_at=now + timedelta(days=1)),
            Job(**values, due_at=now, given_up_at=now, last_error="Refused"),
        ]
    )
    session.commit()

    done, state = serving("work", "--once"), serving("work", "--status")

    assert (done.exit_code, done.output) == (0, "Jobs done: 3\n"), "what was asked for, and what comes every night"
    assert (state.exit_code, state.output) == (0, "Waiting: 1\nGiven up: 1 × tidy (Refused)\n")


def test_work_that_is_late_is_told(serving, session):
    now = datetime.now(UTC)
    session.add(Job(kind="tidy", payload={}, created_at=now, due_at=datetime(2026, 1, 2, 3, 4, tzinfo=UTC)))
    session.commit()

    assert "Late since 2026-01-02 03:04 UTC: does a worker run?" in serving("work", "--status").output


def test_work_goes_on_until_it_is_told_to_stop(database_url, tmp_path):
    environment = os.environ | {"DATABASE_URL": database_url, "SECRET_KEY": "a key that is only good for tests"}
    command = [Path(sys.executable).with_name("ambassadors"), "work"]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as process:
        begun = process.stdout.readline()
        process.send_signal(signal.SIGTERM)
        rest, _ = process.communicate(timeout=30)

    assert (begun, rest, process.returncode) == ("Working. Ctrl-C stops.\n", "Stopped.\n", 0)


def test_work_needs_a_key_to_sign_links_with(run, monkeypatch):
    monkeypatch.delenv("SECRET_KEY", raising=False)

    assert "SECRET_KEY is missing" in run("work", "--once").output
