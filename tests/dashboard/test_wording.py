"""Sentences about what was found, in English; the Dutch ones are in the catalogue."""

from datetime import date

import pytest
from flask_babel import force_locale

from ambassadors.dashboard import wording
from ambassadors.measures.reach import ReachRange
from ambassadors.measures.stages import Criterion, Rule, Thresholds

LIMITS = Thresholds()


@pytest.fixture(autouse=True)
def in_english(app):
    with app.test_request_context(), force_locale("en"):
        yield


def found(lower: int, upper: int, or_more: bool = False) -> ReachRange:
    return ReachRange(staff=40, lower=lower, upper=upper, or_more=or_more, above_staff=False)


@pytest.mark.parametrize(
    ("reach", "sentence"),
    [
        (found(15, 37), "between 15 and 37 of 40"),
        (found(12, 12), "12 of 40"),
        (found(15, 37, or_more=True), "at least 15 of 40"),
        (found(0, 0, or_more=True), "not known, of 40"),
        (found(0, 0), "nobody of 40"),
        (found(0, 8), "between 0 and 8 of 40"),
    ],
)
def test_reach_is_told_as_what_the_log_can_prove(reach, sentence):
    assert wording.reach(reach) == sentence


@pytest.mark.parametrize(
    ("weeks", "sentence"), [(None, "never"), (0, "less than a week ago"), (1, "1 week ago"), (9, "9 weeks ago")]
)
def test_silence_is_told_in_weeks(weeks, sentence):
    assert wording.weeks_since(weeks, weeks) == sentence


def test_silence_is_told_with_the_weeks_that_count():
    assert wording.weeks_since(10, 4) == "10 weeks ago, without quiet weeks 4"


@pytest.mark.parametrize(
    ("criterion", "sentence"),
    [
        (Criterion(Rule.HEARD, True, 1, 1), "1 activity or message reached it in the last 365 days."),
        (
            Criterion(Rule.CONTACT_WEEKS, False, 2, 3),
            "Colleagues met in 2 different weeks of the last 182 days; 3 are needed.",
        ),
        (
            Criterion(Rule.CONTACT_WEEKS, False, 0, 3),
            "Colleagues did not meet in the last 182 days; meeting in 3 different weeks is needed.",
        ),
        (
            Criterion(Rule.REACH, False, 6, 10),
            "At least 6 colleagues took part in the last 182 days; it takes 10 (25%).",
        ),
        (Criterion(Rule.REACH, False, 0, None), "It has no staff of its own, so nobody can take part."),
        (Criterion(Rule.AMBASSADOR, False, 0, 1), "It has no active ambassador."),
        (Criterion(Rule.RECENT_CONTACT, False, 60, 56), "The last contact was 60 days ago; it must be less than 56."),
        (Criterion(Rule.RECENT_CONTACT, True, 0, 56), "The last contact was today."),
        (Criterion(Rule.RECENT_CONTACT, False, None, 56), "Nobody met about it yet."),
    ],
)
def test_rule_is_told_with_what_there_is_and_what_is_needed(criterion, sentence):
    assert wording.criterion(criterion, LIMITS) == sentence


@pytest.mark.parametrize(
    ("criterion", "sentence"),
    [
        (Criterion(Rule.HEARD, False, 0, 1), "Visit it, or send a message."),
        (Criterion(Rule.CONTACT_WEEKS, False, 1, 3), "Meet in 2 other weeks: a conversation counts."),
        (
            Criterion(Rule.REACH, False, 9, 10),
            "Get 1 more colleague to take part, and write down how many came.",
        ),
        (Criterion(Rule.AMBASSADOR, False, 0, 1), "Find an ambassador for it."),
        (Criterion(Rule.RECENT_CONTACT, False, 60, 56), "Meet again: the last time is too long ago."),
    ],
)
def test_what_is_missing_is_told_as_what_to_do(criterion, sentence):
    assert wording.lift(criterion) == sentence


@pytest.mark.parametrize(
    ("share", "heard", "before", "sentence"),
    [
        (
            0.42,
            0.8,
            0.18,
            "Of the 1,003 colleagues, 42% work in a department that takes part. A year ago that was 18%.",
        ),
        (
            0.42,
            0.8,
            None,
            "Of the 1,003 colleagues, 42% work in a department that takes part. It began on 1 March 2026.",
        ),
        (
            0.0,
            0.31,
            0.0,
            (
                "Of the 1,003 colleagues, nobody works in a department that takes part; "
                "31% work in a department that heard of it. A year ago nobody took part either."
            ),
        ),
        (0.0, 0.0, None, "The change has reached none of the 1,003 colleagues yet. It began on 1 March 2026."),
    ],
)
def test_headline_tells_how_far_it_is_and_how_far_it_was(share, heard, before, sentence):
    assert wording.headline(1003, share, heard, before, date(2026, 3, 1)) == sentence
