"""Whatever is done or mailed in the background has a name that an administrator can read."""

import ast
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import ambassadors
from ambassadors import rooms
from ambassadors.accounts.background_views import JOB_NAMES, MESSAGE_NAMES

PACKAGE = Path(ambassadors.__file__).parent
KIND = 2
"""The place of the kind among what `outbox.post` is given."""


def kinds_posted() -> Iterator[str]:
    """The kind of every message that is put in the outbox anywhere in the package."""
    for path in sorted(PACKAGE.rglob("*.py")):
        for call in ast.walk(ast.parse(path.read_text())):
            if isinstance(call, ast.Call) and ast.unparse(call.func) == "outbox.post":
                module = import_module(".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts))
                name, *rest = ast.unparse(call.args[KIND]).split(".")
                found = vars(module)[name]
                for each in rest:
                    found = getattr(found, each)
                yield str(found)


def test_every_kind_of_message_has_a_name():
    kinds = set(kinds_posted())

    assert {"digest", "minutes"} <= kinds
    assert kinds == set(MESSAGE_NAMES)


def test_every_kind_of_job_has_a_name(app_with):
    assert set(rooms.handlers(app_with(smtp_url="smtp://localhost"))) == set(JOB_NAMES)
