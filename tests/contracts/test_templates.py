"""Every template is used, and what it takes from others is there. That all of them are shown, `what_ran` minds."""

from pathlib import Path

import pytest
from jinja2 import Environment, FileSystemLoader, StrictUndefined, meta, nodes

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = Environment(loader=FileSystemLoader(ROOT / "templates"), autoescape=True)
NAMES = TEMPLATES.list_templates()


def parsed(name: str) -> nodes.Template:
    return TEMPLATES.parse((ROOT / "templates" / name).read_text())


def macros(name: str) -> set[str]:
    """The macros that others can take from a template."""
    return {each.name for each in parsed(name).body if isinstance(each, nodes.Macro)}


def taken(name: str) -> list[tuple[str, str]]:
    """What a template takes from others: pairs of the other and the macro."""
    return [(each.template.value, macro) for each in parsed(name).find_all(nodes.FromImport) for macro in each.names]


def used(name: str) -> set[str]:
    """The names that a template uses, or what it includes: that sees the same ones."""
    included = [each.template.value for each in parsed(name).find_all(nodes.Include)]
    own = {each.name for each in parsed(name).find_all(nodes.Name) if each.ctx == "load"}
    return own.union(*map(used, included))


def test_a_name_that_is_not_there_stops_the_page(app):
    assert app.jinja_env.undefined is StrictUndefined


@pytest.mark.parametrize("name", NAMES)
def test_a_template_takes_only_macros_that_are_there(name):
    assert [(other, macro) for other, macro in taken(name) if macro not in macros(other)] == []


@pytest.mark.parametrize("name", NAMES)
def test_a_template_uses_all_that_it_takes(name):
    assert {macro for _other, macro in taken(name)} - used(name) == set()


def test_every_template_is_shown_by_a_view_or_part_of_another():
    code = "".join(path.read_text() for path in (ROOT / "ambassadors").rglob("*.py"))
    parts = {part for name in NAMES for part in meta.find_referenced_templates(parsed(name))}
    assert [name for name in NAMES if name not in parts and f'"{name}"' not in code] == []
