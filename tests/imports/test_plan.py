"""What an import would do, and the register of importers."""

from dataclasses import dataclass, replace

import pytest

from ambassadors.imports.columns import Column
from ambassadors.imports.plan import Change, Counts, Importers, ImportKind, Plan, read_for
from ambassadors.imports.problems import Problem, ProblemCode, Problems
from ambassadors.imports.sheet import Row
from ambassadors.imports.values import Text
from tests.imports.spreadsheets import sheet_xml, xlsx


def plan_of(*changes: Change) -> Plan[str]:
    return Plan(ImportKind.PEOPLE, Counts(new=len(changes), unchanged=2), Problems(), changes)


NEW = Change(2, "P1 Anne de Vries")
MOVED = Change(3, "P2 Bram Bos", "department_code", "A", "B")


def test_a_plan_without_new_or_changed_rows_changes_nothing():
    assert Counts(unchanged=12).changes_nothing
    assert not Counts(new=1).changes_nothing
    assert not Counts(changed=1).changes_nothing


def test_a_plan_with_an_error_is_refused_and_with_a_warning_is_not():
    plan = plan_of(NEW)
    assert not replace(plan, problems=Problems([Problem(ProblemCode.UNKNOWN_COLUMN)])).refused
    assert replace(plan, problems=Problems([Problem(ProblemCode.LOOP)])).refused


def test_a_preview_shows_some_changes_and_counts_the_others():
    plan = plan_of(*(replace(NEW, line=line) for line in range(2, 62)))
    assert (len(plan.sample), plan.more_changes) == (50, 10)
    assert (plan_of(NEW).sample, plan_of(NEW).more_changes) == ((NEW,), 0)


def test_the_digest_is_the_same_for_the_same_changes_only():
    assert plan_of(NEW, MOVED).digest == plan_of(NEW, MOVED).digest
    assert plan_of(NEW, MOVED).digest != plan_of(NEW, replace(MOVED, after="C")).digest


@dataclass(frozen=True)
class NamesOnly:
    """An importer of names; these tests only read."""

    kind: ImportKind
    columns: tuple[Column[str], ...] = (Column("name", ("naam",), Text(), required=True),)

    def plan(self, session, sheet, on, today):
        raise NotImplementedError

    def apply(self, session, plan, actor_id, now):
        raise NotImplementedError


def test_importers_are_listed_in_the_order_of_a_new_organisation():
    importers = Importers()
    people, departments = NamesOnly(ImportKind.PEOPLE), NamesOnly(ImportKind.DEPARTMENTS)
    importers.register(people)
    importers.register(departments)
    assert list(importers) == [departments, people]
    assert importers[ImportKind.PEOPLE] is people


def test_a_second_importer_of_one_kind_is_an_error():
    importers = Importers()
    importers.register(NamesOnly(ImportKind.PEOPLE))
    with pytest.raises(ValueError, match="already an importer of people"):
        importers.register(NamesOnly(ImportKind.PEOPLE))


def test_a_file_is_read_with_the_headings_and_sheet_name_of_its_kind():
    content = xlsx(
        ("Uitleg", sheet_xml({1: ["Zo werkt het"], 2: ["..."]})),
        ("Medewerkers", sheet_xml({1: ["Naam"], 2: ["Anne"]})),
    )
    assert read_for(NamesOnly(ImportKind.PEOPLE), content, "x.xlsx").rows == (Row(2, ("Anne",)),)
    text = b"naam;rest, en meer\nAnne;1,2,3\n"
    assert read_for(NamesOnly(ImportKind.PEOPLE), text, "x.csv").headings == ("naam", "rest, en meer")
