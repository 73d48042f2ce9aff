"""When two objections are the same or alike, and when one can have been heard. Pure."""

import re
from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from ambassadors.measures.words import stem, telling_words, words_of

LATELY = timedelta(days=90)
"""What was heard in these last days counts first: that is what an ambassador meets tomorrow."""

MOST_ALIKE = 5
_ENOUGH_IN_COMMON = 0.4
"""Of the words of the one that has fewer, so many must stand in the other: short sentences have four or five."""

_WORD = re.compile(r"[^\W\d_]+")


def same_words(text: str) -> str:
    """What is left of a sentence without capitals, marks and spaces: the same for the same sentence typed twice."""
    return " ".join(_WORD.findall(text.casefold()))


def alike(text: str, others: Mapping[int, str], most: int = MOST_ALIKE) -> list[int]:
    """Ids of the sentences among `others` that have enough telling words in common with `text`, the nearest first.

    Nearness is the overlap coefficient: words in common, divided by those of the one that has fewer.
    """
    own = _about(text)
    near = [(_overlap(own, _about(other)), id_) for id_, other in others.items()]
    close = [(share, id_) for share, id_ in near if share >= _ENOUGH_IN_COMMON]
    return [id_ for _share, id_ in sorted(close, key=lambda each: (-each[0], each[1]))[:most]]


def same_as(text: str, others: Iterable[tuple[int, str]]) -> int | None:
    """Id of the first among `others` that says the same, but for capitals and marks."""
    wanted = same_words(text)
    return next((id_ for id_, other in others if same_words(other) == wanted), None)


def problem_of_hearing(on: date, starts_on: date, today: date) -> str | None:
    """Code of why an objection cannot have been heard on a day; or nothing."""
    if on > today:
        return "heard_in_future"
    return "heard_before_start" if on < starts_on else None


def _about(text: str) -> frozenset[str]:
    """The stems of its telling words; those of all its words, if none of them tells anything."""
    return telling_words(text) or frozenset(stem(word) for word in words_of(text))


def _overlap(one: frozenset[str], other: frozenset[str]) -> float:
    fewer = min(len(one), len(other))
    return len(one & other) / fewer if fewer else 0.0
