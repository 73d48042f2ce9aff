"""What a meeting has to know of a signal before it can answer: how urgent it is, who sees to it, what was tried."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _

from ambassadors.signals.models import Signal, SignalStep
from ambassadors.signals.rules import (
    ANSWERS,
    CLOSED,
    TOLD,
    UNACKNOWLEDGED,
    Severity,
    SignalStatus,
    StepKind,
    is_overdue,
)
from ambassadors.web.clock import LOCAL
from ambassadors.web.formatting import day as in_full


@dataclass(frozen=True, slots=True)
class Background:
    """How a signal stands; `due_on` and `owner` while an answer is waited for, `tried` before it was reopened."""

    department: str
    severity: Severity
    urgent: bool
    late: bool
    waits_to_be_taken_up: bool
    owner: str
    due_on: date | None
    tried: tuple[str, ...]


def background_of(signal: Signal, department: str, today: date) -> Background:
    """The background of a signal of which the steps and the owner are loaded."""
    waits = signal.status not in CLOSED | {SignalStatus.ANSWERED}
    return Background(
        department=department,
        severity=signal.severity,
        urgent=signal.urgent and waits,
        late=is_overdue(signal.status, signal.due_on, today),
        waits_to_be_taken_up=signal.status in UNACKNOWLEDGED,
        owner=signal.owner.name if signal.owner and waits else "",
        due_on=signal.due_on if waits else None,
        tried=tuple(_tried(signal.steps)),
    )


def _tried(steps: Iterable[SignalStep]) -> list[str]:
    """The answers that did not solve it and why it was reopened, each with its day, up to the last one."""
    told: list[str] = []
    until_reopened: list[str] = []
    for step in steps:
        if step.kind in {StepKind.JOINED, StepKind.LEFT}:
            continue
        day = in_full(step.at.astimezone(LOCAL).date())
        if step.status is SignalStatus.REOPENED:
            why = _("Reopened on %(day)s: “%(why)s”", day=day, why=step.note or "")
            told += [*until_reopened, why if step.note else _("Reopened on %(day)s.", day=day)]
            until_reopened = []
        elif step.note and step.status in ANSWERS | TOLD:
            until_reopened.append(_("Answered on %(day)s: “%(answer)s”", day=day, answer=step.note))
    return told
