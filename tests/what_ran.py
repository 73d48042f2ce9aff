"""A pytest plugin of `run.py test`: says on what the tests ran, and lets no test be skipped in silence."""

import os
import sqlite3
from collections.abc import Generator, Iterable

import pytest
import sqlalchemy

from tests import browser


def databases() -> list[str]:
    """The databases that the tests run on, with their versions."""
    names = [f"SQLite {sqlite3.sqlite_version}"]
    if url := os.environ.get("TEST_POSTGRES_URL"):
        with sqlalchemy.create_engine(url, poolclass=sqlalchemy.NullPool).connect() as connection:
            names.append(f"PostgreSQL {connection.scalar(sqlalchemy.text('SHOW server_version'))}")
    return names


def outcome(reports: Iterable[pytest.TestReport]) -> str:
    """How many of these tests passed, and how many did not."""
    passed = [report.passed for report in reports]
    return f"{sum(passed)} passed, {len(passed) - sum(passed)} failed"


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> Generator[None]:
    """Says it in the last lines, right before pytest's own count."""
    yield
    ran = [
        report
        for kind in ("passed", "failed", "error")
        for report in terminalreporter.getreports(kind)
        if isinstance(report, pytest.TestReport) and (report.when == "call" or report.failed)
    ]
    on_postgresql = [report for report in ran if "postgresql" in report.nodeid.partition("[")[2]]
    in_browser = [report for report in ran if "browser" in report.keywords]

    terminalreporter.section("what ran")
    terminalreporter.write_line(f"Databases  {', '.join(databases())}")
    if "TEST_POSTGRES_URL" in os.environ:
        terminalreporter.write_line(f"           on PostgreSQL: {outcome(on_postgresql)}")
    else:
        terminalreporter.write_line("           set TEST_POSTGRES_URL to run them on PostgreSQL too")
    terminalreporter.write_line(f"Browser    {browser.find() or 'none'}: {outcome(in_browser)}")


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """A skipped test fails the run: what cannot run here must be made to run, or not be a test."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if reporter and reporter.stats.get("skipped"):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
