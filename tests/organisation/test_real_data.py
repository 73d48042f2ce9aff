"""The scripts of docs/real-data.md make files that can be imported."""

import subprocess
import sys
from pathlib import Path

from ambassadors.imports.plan import Counts
from ambassadors.organisation.importing import DepartmentImporter
from ambassadors.organisation.overview import own_staff
from ambassadors.organisation.queries import tree_on
from tests.conftest import TODAY
from tests.imports.importing import import_text

ROOT = Path(__file__).parents[2]
EXTRACT = str(ROOT / "tests" / "data" / "uk_units_extract.csv")


def script(name, *arguments):
    return subprocess.run(
        [sys.executable, str(ROOT / "docs" / "examples" / name), *arguments], capture_output=True, text=True
    )


def test_units_of_british_bodies_become_one_tree_with_all_their_staff(session):
    plan = import_text(session, DepartmentImporter(), script("uk_units.py", EXTRACT).stdout)
    tree = tree_on(session, TODAY)
    assert plan.counts.new == len(tree.rows) == 31 + 7 + 5 + 1
    assert {tree.depth(row.id) for row in tree.rows if own_staff(row).amount} == {3}
    assert [row.name for row in tree.children[None]] == ["British government"]


def test_one_body_alone_keeps_its_codes_so_that_the_whole_can_follow(session):
    museum = script("uk_units.py", EXTRACT, "British Museum").stdout
    assert import_text(session, DepartmentImporter(), museum).counts == Counts(new=6)
    whole = import_text(session, DepartmentImporter(), script("uk_units.py", EXTRACT).stdout)
    assert (whole.refused, whole.counts.changed, whole.counts.unchanged) == (False, 1, 5)


def test_a_body_that_is_not_there_is_told():
    result = script("uk_units.py", EXTRACT, "Ministry of Silly Walks")
    assert (result.returncode, result.stderr) == (
        1,
        f"There is no organisation “Ministry of Silly Walks” in {EXTRACT}.\n",
    )


def test_the_dutch_register_comes_in_with_long_ids_and_invisible_marks(session, tmp_path):
    long_id = f"org:onderdeel-{'x' * 100}"
    register = tmp_path / "register.csv"
    register.write_text(
        "id,parent_id,type,name,abbr,tooi,valid_until,inwoners\n"
        f"{long_id},,ministerie,Ministerie\N{ZERO WIDTH SPACE},,,,\n"
        f"org:deel,{long_id},onderdeel,Deel,,,2020-01-01,\n",
        encoding="utf-8",
    )
    plan = import_text(session, DepartmentImporter(), script("nl_register.py", str(register)).stdout)
    tree = tree_on(session, TODAY)
    assert plan.counts == Counts(new=2)
    assert [(row.name, len(row.code), row.staff) for row in tree.rows] == [
        ("Ministerie", 64, None),
        ("Deel", 8, None),
    ]
