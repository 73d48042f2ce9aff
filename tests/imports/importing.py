"""Imports a file for a test, as the command line does."""

from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from ambassadors.imports import service
from ambassadors.imports.plan import Importer, Plan
from ambassadors.imports.sheet import Limits
from tests.conftest import NOW, TODAY


def import_text(
    session: Session, importer: Importer[Any], text: str | bytes, on: date | None = None, today: date = TODAY
) -> Plan[Any]:
    """What was imported, committed; or why not."""
    content = text.encode() if isinstance(text, str) else text
    plan = service.import_now(session, importer, service.File(content, "file.csv", on, Limits()), today, NOW, None)
    session.commit()
    return plan


def told(plan: Plan[Any]) -> list[tuple[str, int | None, str | None]]:
    """Code, line and column of every problem."""
    return [(problem.code.value, problem.line, problem.column) for problem in plan.problems]
