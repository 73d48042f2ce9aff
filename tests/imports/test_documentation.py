"""docs/import.md tells of every column and of every problem there is."""

import re
from pathlib import Path

import pytest
from flask import Flask
from flask_babel import Babel, force_locale

from ambassadors.imports.problems import WARNINGS, ProblemCode
from ambassadors.imports.wording import SENTENCES
from ambassadors.records import importers

ROOT = Path(__file__).parents[2]
DOCUMENT = " ".join((ROOT / "docs" / "import.md").read_text(encoding="utf-8").split())


@pytest.mark.parametrize("importer", list(importers()), ids=lambda importer: importer.kind.value)
def test_every_column_is_documented_in_both_languages(importer):
    for column in importer.columns:
        mark = "**" if column.required else ""
        assert f"| {mark}{column.name}{mark} | {mark}{column.dutch[0]}{mark} |" in DOCUMENT


@pytest.mark.parametrize("code", list(ProblemCode))
def test_every_problem_is_documented_in_the_words_of_the_page(code):
    app = Flask(__name__)
    Babel(app)
    with app.test_request_context(), force_locale("en"):
        sentence = re.sub(r"%\(\w+\)s", "…", str(SENTENCES[code]))
    stops, goes_on = DOCUMENT.split("### Warnings")
    assert f"- {sentence}" in (goes_on if code in WARNINGS else stops)
