"""Which words tell what a sentence is about."""

import pytest

from ambassadors.measures.words import beginnings, telling_words


@pytest.mark.parametrize(
    ("text", "stems"),
    [
        ("De brieven zijn weer langer", {"brief", "langer"}),
        ("Een brief", {"brief"}),
        ("Ramen en een raam", {"ram"}),
        ("Onze brieven moeten juridisch kloppen", {"brief", "juridisch", "klop"}),
        ("Klopt dat juridisch?", {"klop", "juridisch"}),
        ("Wat kost het, en wie betaalt de kosten?", {"kost", "betal"}),
        ("Het is niet zoals wij het willen", set()),
        ("Beëdigde tolken", {"bedigd", "tolk"}),
    ],
)
def test_words_are_compared_by_their_stems_without_those_that_say_little(text, stems):
    assert telling_words(text) == stems


@pytest.mark.parametrize(
    ("word", "found"),
    [
        ("brief", ["brieven", "brief", "briefje"]),
        ("brieven", ["brief", "brieven"]),
        ("huizen", ["huis", "huizen"]),
        ("websites", ["website"]),
        ("tien", ["tien"]),
        ("€", ["€ 30"]),
    ],
)
def test_who_looks_for_a_word_finds_its_plural_and_its_singular(word, found):
    assert all(any(text.startswith(each) for each in beginnings(word)) for text in found)


def test_a_short_word_keeps_its_ending():
    assert beginnings("teen") == ["teen"]
