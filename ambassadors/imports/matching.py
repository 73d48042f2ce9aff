"""Comparing what people typed with what we know: headings, names of choices, codes."""

import difflib
import unicodedata
from collections.abc import Iterable

LONGEST = 64


def match_key(text: str) -> str:
    """Return what is left of `text` for comparing: no case, accents, spaces, underscores or punctuation."""
    plain = unicodedata.normalize("NFKD", text[: 4 * LONGEST]).casefold()
    return "".join(character for character in plain if character.isalnum())[:LONGEST]


class Suggestions:
    """Finds the known word that somebody may have meant; after `asks` searches by key alone, for speed."""

    def __init__(self, known: Iterable[str], asks: int = 25) -> None:
        self._known: dict[str, str] = {}
        for word in known:
            self._known.setdefault(match_key(word), word)
        self._asks = asks
        self._found: dict[str, str | None] = {}

    def near(self, typed: str) -> str | None:
        """Return the known word nearest to `typed`, or None when nothing looks like it."""
        key = match_key(typed)
        if key in self._known:
            return self._known[key]
        if key not in self._found and self._asks > 0:
            self._asks -= 1
            self._found[key] = self._search(key)
        return self._found.get(key)

    def _search(self, key: str) -> str | None:
        room = max(1, len(key) // 4)
        similar_length = [known for known in self._known if abs(len(known) - len(key)) <= room]
        matches = difflib.get_close_matches(key, similar_length, n=1, cutoff=0.75)
        return self._known[matches[0]] if matches else None
