"""Words that look alike."""

import pytest

from ambassadors.imports.matching import Suggestions, match_key


@pytest.mark.parametrize(
    "text", ["Bovenliggende code", "bovenliggende_code", "BOVENLIGGENDE-CODE", " bovenliggendé code:"]
)
def test_the_key_of_a_word_forgets_how_it_is_written(text):
    assert match_key(text) == "bovenliggendecode"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("ZRG-01", "ZORG01"), ("zorg 01", "ZORG01"), ("bouwen", None), ("iets anders", None), ("", None)],
)
def test_the_nearest_known_word_is_suggested(typed, meant):
    assert Suggestions(["ZORG01", "JEUGD7", "bouw-wonen"]).near(typed) == meant


def test_after_enough_searches_only_the_same_key_is_found():
    suggestions = Suggestions(["ZORG01"], asks=1)
    assert suggestions.near("ZRG01") == "ZORG01"
    assert suggestions.near("ZOG01") is None
    assert suggestions.near("ZRG01") == "ZORG01"
    assert suggestions.near("zorg-01") == "ZORG01"
