"""Every sentence that the app can say is said in Dutch too."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from config import PROJECT

CATALOGUE = PROJECT / "ambassadors/translations/nl/LC_MESSAGES/messages.po"
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%%")
EXTRACT = ("-q", "extract", "-F", "babel.cfg", "-k", "lazy_gettext", "-k", "lazy_ngettext:1,2")


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> Catalog:
    found = tmp_path_factory.mktemp("babel") / "messages.pot"
    babel = Path(sys.executable).parent / "pybabel"
    subprocess.run([babel, *EXTRACT, "-o", found, "."], cwd=PROJECT, check=True)
    with found.open("rb") as file:
        return read_po(file)


@pytest.fixture(scope="module")
def dutch() -> Catalog:
    with CATALOGUE.open("rb") as file:
        return read_po(file, locale="nl")


def sentences(message: Message) -> list[str]:
    return [message.string] if isinstance(message.string, str) else list(message.string)


def test_every_sentence_has_its_dutch(said: Catalog, dutch: Catalog):
    missing = [each.id for each in said if each.id and not ((known := dutch.get(each.id)) and all(sentences(known)))]

    assert missing == []


def test_the_catalogue_holds_nothing_that_is_no_longer_said(said: Catalog, dutch: Catalog):
    assert [each.id for each in dutch if each.id and said.get(each.id) is None] == []


def test_nothing_waits_for_a_second_look(dutch: Catalog):
    assert [each.id for each in dutch if each.id and each.fuzzy] == []


def test_dutch_fills_in_what_english_fills_in(dutch: Catalog):
    for message in dutch:
        if not message.id:
            continue
        wanted = set(PLACEHOLDER.findall(message.id if isinstance(message.id, str) else message.id[1]))
        for sentence in sentences(message)[-1:]:
            assert set(PLACEHOLDER.findall(sentence)) == wanted, message.id
