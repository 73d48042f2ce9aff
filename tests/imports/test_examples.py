"""The files that people download as an example can be imported, one after the other, in either language."""

from pathlib import Path

import pytest

from ambassadors.imports import service
from ambassadors.imports.plan import ImportKind
from ambassadors.imports.sheet import Limits
from ambassadors.records import importers
from tests.conftest import NOW, TODAY

EXAMPLES = Path(__file__).parents[2] / "static" / "imports"


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_examples_make_an_organisation_together(session, language):
    known = list(importers())
    assert [importer.kind for importer in known] == list(ImportKind)
    for importer in known:
        path = EXAMPLES / language / f"{importer.kind}.csv"
        file = service.File(path.read_bytes(), path.name, None, Limits())
        plan = service.import_now(session, importer, file, TODAY, NOW, None)
        session.commit()
        assert list(plan.problems) == []
        assert plan.counts.new > 0
        assert service.plan(session, importer, file, TODAY).counts.changes_nothing


@pytest.mark.parametrize("language", ["nl", "en"])
def test_an_example_has_every_column_there_is(language):
    for importer in importers():
        first = (EXAMPLES / language / f"{importer.kind}.csv").read_text(encoding="utf-8-sig").splitlines()[0]
        headings = first.split(";" if language == "nl" else ",")
        assert headings == [each.dutch[0] if language == "nl" else each.name for each in importer.columns]
