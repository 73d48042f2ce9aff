"""Which objections are the same, which look alike, and on which day one can have been heard."""

from datetime import date, timedelta

import pytest

from ambassadors.objections.rules import alike, problem_of_hearing, same_as
from tests.conftest import TODAY


def test_a_sentence_typed_twice_is_the_same_whatever_its_capitals_and_marks():
    known = [(1, "Wij hebben geen tijd."), (2, "Het kost te veel geld")]

    assert same_as("  wij hebben GEEN tijd!", known) == 1
    assert same_as("Wij hebben tijd", known) is None


def test_sentences_of_little_words_alone_are_compared_by_all_of_them():
    assert alike("Dat doen wij al", {1: "Dat doen wij hier al", 2: "Dat is zo"}) == [1]


def test_sentences_with_words_in_common_look_alike_the_nearest_first():
    others = {
        1: "Het moet juridisch kloppen, anders krijgen we bezwaren van advocaten",
        2: "We hebben geen tijd om brieven te herschrijven",
        3: "De brief klopt dan juridisch niet meer",
        4: "Inwoners vinden onze brieven prima",
    }

    assert alike("Gewone taal klopt juridisch niet", others) == [3, 1]
    assert alike("Daar heb ik geen tijd voor", others) == [2]
    assert alike("Dit is niets voor ons", others) == []


def test_at_most_so_many_look_alike():
    others = {number: f"Geen tijd voor brieven {number}" for number in range(9)}

    assert alike("Er is geen tijd voor brieven", others, most=3) == [0, 1, 2]


@pytest.mark.parametrize(
    ("on", "problem"),
    [
        (TODAY, None),
        (TODAY + timedelta(days=1), "heard_in_future"),
        (date(2026, 1, 1), None),
        (date(2025, 12, 31), "heard_before_start"),
    ],
)
def test_an_objection_was_heard_since_the_change_began_and_not_later_than_today(on, problem):
    assert problem_of_hearing(on, date(2026, 1, 1), TODAY) == problem
