"""Who may thank whom."""

import pytest

from ambassadors.thanks.rules import problem_with


@pytest.mark.parametrize(
    ("sender", "thanked_today", "problem"),
    [(None, False, None), (1, False, None), (1, True, "once_a_day"), (2, False, "yourself"), (2, True, "yourself")],
)
def test_anybody_thanks_a_colleague_once_a_day_and_never_themselves(sender, thanked_today, problem):
    assert problem_with(sender, 2, thanked_today=thanked_today) == problem
