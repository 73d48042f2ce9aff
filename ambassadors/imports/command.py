"""Importing a file from the command line: what it says."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext

from ambassadors.imports.plan import Importer, Plan
from ambassadors.imports.problems import Problem, ProblemCode, Problems, Severity
from ambassadors.imports.sheet import Limits
from ambassadors.imports.wording import KIND_NAMES, word, word_more

MOST_TOLD = 1_000


def read_bytes(path: Path, limits: Limits) -> bytes | Problem:
    """The file's bytes; one that is too large is not read to its end, as it may have none. Raises OSError."""
    with path.open("rb") as file:
        content = file.read(limits.size + 1)
    if len(content) > limits.size:
        return Problem(ProblemCode.TOO_LARGE, params={"limit": limits.size >> 20})
    return content


def unreadable(path: Path, error: OSError) -> str:
    """Tell that a file is not there or cannot be opened."""
    if isinstance(error, FileNotFoundError):
        return _("There is no file “%(path)s”. Check its name and folder.", path=path)
    return _(
        "The file “%(path)s” cannot be read (%(reason)s). Check it and try again.", path=path, reason=error.strerror
    )


def report(importer: Importer[Any], plan: Plan[Any], *, dry_run: bool) -> Iterator[str]:
    """Lines that tell what an import did, would do, or why it did not."""
    yield from _told(plan.problems, Severity.WARNING)
    if plan.refused:
        yield from refusal(plan.problems)
        return
    counts = plan.counts
    yield _(
        "%(kind)s: %(new)s new, %(changed)s changed, %(unchanged)s unchanged.",
        kind=KIND_NAMES[importer.kind],
        new=counts.new,
        changed=counts.changed,
        unchanged=counts.unchanged,
    )
    if counts.changes_nothing:
        yield _("Everything was up to date already. Nothing was changed.")
    elif dry_run:
        yield _("This was a trial. Nothing was changed.")
    else:
        yield _("Imported.")


def refusal(problems: Problems) -> Iterator[str]:
    """Lines that tell every problem, and that nothing was imported."""
    yield from _told(problems, Severity.ERROR)
    errors = len(problems) - problems.shown(Severity.WARNING, 0).more
    yield ngettext(
        "There is %(num)d problem. Nothing was imported.",
        "There are %(num)d problems. Nothing was imported.",
        errors,
    )


def _told(problems: Problems, severity: Severity) -> Iterator[str]:
    shown = problems.shown(severity, MOST_TOLD)
    yield from map(word, shown.problems)
    if shown.more:
        yield word_more(shown.more)
