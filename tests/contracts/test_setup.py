"""The set-up: what is locked, what run.py may use, and where the version is written."""

import ast
import json
import re
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
REQUIREMENTS = ROOT / "requirements"


def foreign_imports(path: Path) -> set[str]:
    """The modules that a file imports and that do not come with Python."""
    imported = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            imported |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            imported.add(str(node.module).partition(".")[0])
    return imported - sys.stdlib_module_names


def asked_for(part: str) -> set[str]:
    """The packages that requirements/<part>.in names."""
    lines = (REQUIREMENTS / f"{part}.in").read_text().splitlines()
    return {match[0] for line in lines if (match := re.match("[a-z][a-z0-9-]*", line))}


def locked(part: str) -> dict[str, str]:
    """The packages that requirements/<part>.txt locks, with their versions."""
    return dict(
        re.findall(r"^([a-z0-9-]+)(?:\[.+\])?==(\S+)", (REQUIREMENTS / f"{part}.txt").read_text(), re.MULTILINE)
    )


def test_run_py_needs_nothing_but_python():
    assert foreign_imports(ROOT / "run.py") == {"tests"}
    assert foreign_imports(ROOT / "tests" / "browser.py") == set()


@pytest.mark.parametrize("part", ["app", "dev", "node", "bench"])
def test_a_lock_holds_all_that_was_asked_for(part):
    assert asked_for(part) - set(locked(part)) == set()


def test_the_tests_run_on_the_versions_that_the_app_runs_on():
    tested = locked("dev")
    assert {name: tested[name] for name in locked("app")} == locked("app")


@pytest.mark.parametrize("part", ["app", "dev", "node", "bench"])
def test_a_lock_names_no_registry(part):
    assert re.findall(r"\w+://", (REQUIREMENTS / f"{part}.txt").read_text()) == []


def test_the_npm_lock_has_a_hash_for_each_package_and_names_no_registry():
    lock = json.loads((ROOT / "package-lock.json").read_text())
    packages = {path: package for path, package in lock["packages"].items() if path}
    assert [path for path, package in packages.items() if "integrity" not in package] == []
    assert [path for path, package in packages.items() if "resolved" in package] == []


def test_the_npm_packages_are_asked_for_by_exact_version():
    asked = json.loads((ROOT / "package.json").read_text())
    versions = [*asked["dependencies"].values(), *asked["devDependencies"].values()]
    assert [version for version in versions if not re.fullmatch(r"\d+\.\d+\.\d+", version)] == []


def test_the_version_is_the_same_wherever_it_is_written():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"]
    catalogue = re.findall(r"^softwareVersion: (.+)$", (ROOT / "publiccode.yml").read_text(), re.MULTILINE)
    package = json.loads((ROOT / "package.json").read_text())["version"]
    package_lock = json.loads((ROOT / "package-lock.json").read_text())["version"]
    assert [*catalogue, package, package_lock] == [project] * 3
