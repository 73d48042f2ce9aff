"""What a document shows for characters that none of its fonts has. Pure."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

_COMPLAINT = re.compile(r'the text `"(.*?)"` could not be displayed', re.DOTALL)
_ESCAPE = re.compile(r"\\u\{([0-9a-f]+)\}")
_JOINER = "\u200d"
_ORDINARY = "\u2018\u2019\u201a\u201c\u201d\u201e\u2013\u2014\u2026\u2022\u20ac"
"""Quotation marks, dashes, an ellipsis, a bullet and the euro: the fonts of the documents have them."""
_INVISIBLE = frozenset({"Cc", "Cs"})
"""Control characters, and halves of a character: no font has them, and nobody misses them."""
_LINES = "\n\t"
_SKINS = range(0x1F3FB, 0x1F400)


@dataclass(slots=True)
class Unshown:
    """The characters that are known to have no glyph: single ones, and letters of a whole script."""

    characters: set[str] = field(default_factory=set)
    scripts: set[str] = field(default_factory=set)
    beyond_latin: bool = False
    """Whether everything but Latin letters and their punctuation is left out, where typst does not tell what to."""

    def learn(self, complaint: str) -> bool:
        """Take in what typst could not show; False where it tells of nothing new."""
        told = _COMPLAINT.search(complaint)
        text = _ESCAPE.sub(lambda code: chr(int(code[1], 16)), told[1]) if told else ""
        new = [each for each in text if not each.isascii() and not self.has(each)]
        for each in new:
            if script := _script(each):
                self.scripts.add(script)
            else:
                self.characters.add(each)
        return bool(new)

    def has(self, character: str) -> bool:
        """Whether a character is known to have no glyph."""
        if character.isascii():
            return False
        if self.beyond_latin:
            return ord(character) >= 0x250 and character not in _ORDINARY
        return character in self.characters or (bool(self.scripts) and _script(character) in self.scripts)


def tells_of_a_character(complaint: str) -> bool:
    """Whether typst refuses for want of a glyph."""
    return _COMPLAINT.search(complaint) is not None


def replaced(value: Any, unshown: Unshown, symbol: str, letters: str) -> Any:
    """A value as JSON has it, with a word for each run of characters that are not shown."""
    if isinstance(value, str):
        return _said(value, unshown, symbol, letters)
    if isinstance(value, Mapping):
        return {name: replaced(each, unshown, symbol, letters) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [replaced(each, unshown, symbol, letters) for each in value]
    return value


def _said(text: str, unshown: Unshown, symbol: str, letters: str) -> str:
    if text.isascii() and text.isprintable():
        return text
    said: list[str] = []
    run = ""
    for each in text:
        if unshown.has(each) or (run and _belongs_to_previous(each)):
            run += each
            continue
        said.append(_word_for(run, symbol, letters))
        run = ""
        if each in _LINES or unicodedata.category(each) not in _INVISIBLE:
            said.append(each)
    return "".join([*said, _word_for(run, symbol, letters)])


def _word_for(run: str, symbol: str, letters: str) -> str:
    if not run:
        return ""
    return letters if any(_script(each) for each in run) else symbol


def _belongs_to_previous(character: str) -> bool:
    """Whether it only makes the character before it another one, as an accent, a colour of skin or a joiner does."""
    return character == _JOINER or ord(character) in _SKINS or unicodedata.category(character).startswith("M")


def _script(character: str) -> str:
    """The script that a letter is of, by the first word of its name; empty for what is no letter."""
    if not unicodedata.category(character).startswith("L"):
        return ""
    return unicodedata.name(character, "").partition(" ")[0]
