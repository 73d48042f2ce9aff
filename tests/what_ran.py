"""A pytest plugin of `run.py test`: says on what the tests ran; no test is skipped and no page unseen in silence."""

import os
import sqlite3
from collections.abc import Generator, Iterable
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy
from flask import template_rendered
from jinja2 import Environment, FileSystemLoader, Template, meta

from tests import browser

SHOWN = pytest.StashKey[set[str]]()
"""The templates of the pages that were shown."""


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


def not_shown(pages: Iterable[str]) -> list[str]:
    """The templates that neither are the template of one of these pages nor a part of one."""
    templates = Environment(loader=FileSystemLoader(Path(__file__).parents[1] / "templates"), autoescape=True)
    unseen, waiting = set(templates.list_templates()), list(pages)
    while waiting:
        name = waiting.pop()
        if name in unseen:
            unseen.remove(name)
            source = Path(__file__).parents[1] / "templates" / name
            waiting += filter(None, meta.find_referenced_templates(templates.parse(source.read_text())))
    return sorted(unseen)


def whole_suite(config: pytest.Config) -> bool:
    """Whether every test there is was asked for."""
    chosen = config.option.keyword or config.option.markexpr or config.getoption("lf") or config.getoption("deselect")
    return config.args == config.getini("testpaths") and not chosen


def pytest_configure(config: pytest.Config) -> None:
    """Notes every page that this process shows."""
    shown = config.stash[SHOWN] = set()

    def note(_app: object, template: Template, **_rest: Any) -> None:
        shown.add(str(template.name))

    template_rendered.connect(note, weak=False)


def pytest_testnodedown(node: Any) -> None:
    """Takes over what a process of pytest-xdist has shown."""
    node.config.stash[SHOWN].update(getattr(node, "workeroutput", {}).get("shown", ()))


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
    if whole_suite(terminalreporter.config):
        unseen = not_shown(terminalreporter.config.stash[SHOWN])
        terminalreporter.write_line(f"Templates  not shown by any test: {', '.join(unseen) or 'none'}")


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """A skipped test fails the run, and so does a template that the whole suite never showed."""
    shown = session.config.stash[SHOWN]
    if hasattr(session.config, "workeroutput"):
        session.config.workeroutput["shown"] = sorted(shown)
        return
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    skipped = reporter and reporter.stats.get("skipped")
    if skipped or (not session.exitstatus and whole_suite(session.config) and not_shown(shown)):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
