"""Which signals are alike: words count, and where they come from helps."""

from hypothesis import given
from hypothesis import strategies as st

from ambassadors.signals.likeness import Told, alike

HERE, NEARBY, ELSEWHERE = 1, 2, 3


def told(number, text, department=ELSEWHERE, principle=None):
    return Told(number, text, department, principle)


DRAFT = told(0, "De oude sjablonen staan nog in het briefsysteem", HERE, 7)


def test_the_same_words_are_alike_wherever_they_come_from():
    others = [told(1, "In het briefsysteem staat nog een oud sjabloon"), told(2, "Het lezerspanel komt te laat")]

    assert alike(DRAFT, others, set()) == [1]


def test_one_word_in_common_is_chance():
    assert alike(DRAFT, [told(1, "Het briefsysteem is traag", HERE, 7)], {HERE}) == []


def test_of_equal_words_the_same_branch_and_principle_come_first():
    text = "De oude sjablonen zijn onvindbaar"
    others = [told(1, text), told(2, text, NEARBY), told(3, text, NEARBY, 7)]

    assert alike(DRAFT, others, {HERE, NEARBY}) == [3, 2, 1]


def test_a_signal_is_not_like_itself_and_no_more_are_given_than_asked():
    others = [told(number, DRAFT.text) for number in range(6)]

    assert alike(DRAFT, others, set(), most=2) == [1, 2]


@given(st.text(), st.text())
def test_any_text_can_be_compared(one, other):
    assert alike(told(1, one), [told(2, other)], {ELSEWHERE}) in ([], [2])
