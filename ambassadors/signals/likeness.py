"""Which signals are alike: by their words first, and then by where they come from and what is at risk. Pure."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from math import sqrt

from ambassadors.measures.words import telling_words

SHARED_WORDS, LEAST_LIKENESS = 2, 0.25
"""Fewer words in common, or a smaller part of all words, is chance."""
NEARBY, SAME_PRINCIPLE = 0.15, 0.15
"""What the same branch, and the same principle, add to the part of the words in common."""


@dataclass(frozen=True, slots=True)
class Told:
    """A signal as it is compared: its words, where it comes from, and which principle is at risk."""

    id: int
    text: str
    department_id: int
    principle_id: int | None


def alike(one: Told, others: Iterable[Told], nearby: Collection[int], most: int = 3) -> list[int]:
    """Ids of the `others` that are like `one`, the most alike first; `nearby` are the departments of its branch.

    Likeness is the number of words in common, divided by the root of the product of their numbers (Ochiai 1957).
    """
    said = telling_words(one.text)
    found = []
    for other in others:
        heard = telling_words(other.text)
        shared = len(said & heard)
        if other.id == one.id or shared < SHARED_WORDS:
            continue
        likeness = shared / sqrt(len(said) * len(heard))
        likeness += NEARBY * (other.department_id in nearby)
        likeness += SAME_PRINCIPLE * (one.principle_id is not None and other.principle_id == one.principle_id)
        if likeness >= LEAST_LIKENESS:
            found.append((-likeness, other.id))
    return [each for _likeness, each in sorted(found)[:most]]
