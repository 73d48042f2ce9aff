"""The demo's file: whose it is, when it is made anew, and when what visitors changed stays."""

import sqlite3
from contextlib import closing
from datetime import timedelta

import pytest

from ambassadors.demo.database import InUse, NotADemo, demo_database, secret_key
from tests.conftest import TODAY


def ask(file, question):
    with closing(sqlite3.connect(file)) as connection:
        return connection.execute(question).fetchone()[0]


def rename_marieke(file):
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("UPDATE person SET name = 'Changed' WHERE name = 'Marieke Postma'")


def was_changed(file):
    return ask(file, "SELECT count(*) FROM person WHERE name = 'Changed'") == 1


@pytest.fixture
def visited(tmp_path):
    """A demo of today in which a visitor changed something."""
    file = tmp_path / "folder" / "demo.sqlite"
    with demo_database(file, TODAY):
        rename_marieke(file)
    return file


def test_missing_file_is_made_with_its_folder_and_nothing_half_done_stays_behind(tmp_path):
    file = tmp_path / "folder" / "demo.sqlite"

    with demo_database(file, TODAY):
        assert ask(file, "SELECT count(*) FROM person") == 1000

    assert sorted(each.name for each in file.parent.iterdir()) == ["demo.sqlite", "demo.sqlite.in-use"]


def test_what_a_visitor_changed_stays_for_the_day(visited):
    with demo_database(visited, TODAY):
        assert was_changed(visited)


def test_next_day_starts_anew(visited):
    with demo_database(visited, TODAY + timedelta(days=1)):
        assert not was_changed(visited)


def test_fresh_throws_away_what_was_changed(visited):
    with demo_database(visited, TODAY, fresh=True):
        assert not was_changed(visited)


def test_file_of_other_code_is_made_anew(visited):
    with closing(sqlite3.connect(visited)) as connection:
        connection.execute("PRAGMA user_version = 12345")

    with demo_database(visited, TODAY):
        assert not was_changed(visited)


def test_write_ahead_log_of_a_killed_demo_does_not_leak_into_the_new_file(visited):
    log = visited.with_name("demo.sqlite-wal")
    with closing(sqlite3.connect(visited)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("DELETE FROM done_by")
        connection.commit()
        left_behind = log.read_bytes()
    log.write_bytes(left_behind)

    with demo_database(visited, TODAY + timedelta(days=1)):
        assert ask(visited, "SELECT count(*) FROM done_by") > 1000
        assert ask(visited, "PRAGMA integrity_check") == "ok"


@pytest.mark.parametrize("fresh", [False, True])
def test_database_that_is_no_demo_is_never_overwritten(tmp_path, fresh):
    file = tmp_path / "olievlek.sqlite"
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("CREATE TABLE dear (word)")
    before = file.read_bytes()

    with pytest.raises(NotADemo), demo_database(file, TODAY, fresh=fresh):
        pass

    assert file.read_bytes() == before


def test_demo_that_is_being_served_is_not_made_anew_below_it(visited):
    with demo_database(visited, TODAY):
        with pytest.raises(InUse), demo_database(visited, TODAY, fresh=True):
            pass
        with demo_database(visited, TODAY):
            assert was_changed(visited)


def test_secret_key_is_random_kept_and_for_its_owner_alone(tmp_path):
    key = secret_key(tmp_path / "demo.sqlite")

    assert len(key) == 64
    assert secret_key(tmp_path / "demo.sqlite") == key
    assert secret_key(tmp_path / "other.sqlite") != key
    assert (tmp_path / "demo.sqlite.key").stat().st_mode & 0o777 == 0o600
