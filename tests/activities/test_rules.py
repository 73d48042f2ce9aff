"""What a log entry may say."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ambassadors.activities.rules import (
    BROADCAST,
    CONTACT,
    EXTERNAL,
    Entry,
    Facts,
    Problem,
    ReachEntry,
    problem_of_numbers,
    problems,
)

TODAY = date(2026, 11, 23)
FACTS = Facts(
    starts_on=date(2026, 1, 1),
    ends_on=None,
    audience=CONTACT,
    serving=frozenset({10, 11}),
    departments=frozenset({20, 21}),
)
ENTRY = Entry(initiative_id=1, kind_id=2, on=TODAY, ambassadorship_ids=(10,), reaches=(ReachEntry(20, 2, 5, 1),))


def found(entry=ENTRY, facts=FACTS):
    return [(problem.code, problem.field) for problem in problems(entry, facts, TODAY)]


def test_an_ordinary_entry_has_no_problem():
    assert found() == []


def test_a_day_in_the_future_is_refused():
    assert found(replace(ENTRY, on=TODAY + timedelta(days=1))) == [("day_in_future", "on")]


def test_the_first_day_of_the_change_is_allowed_and_the_day_before_is_not():
    assert found(replace(ENTRY, on=FACTS.starts_on)) == []
    assert found(replace(ENTRY, on=FACTS.starts_on - timedelta(days=1))) == [("before_start", "on")]


def test_the_last_day_of_the_change_is_allowed_and_the_day_after_is_not():
    over = replace(FACTS, ends_on=TODAY - timedelta(days=1))

    assert found(replace(ENTRY, on=TODAY - timedelta(days=1)), over) == []
    assert found(ENTRY, over) == [("after_end", "on")]


def test_somebody_has_done_it():
    assert found(replace(ENTRY, ambassadorship_ids=())) == [("nobody_named", "done_by")]


def test_the_same_ambassador_is_named_once():
    assert found(replace(ENTRY, ambassadorship_ids=(10, 10))) == [("ambassador_twice", "done_by")]


def test_who_was_no_ambassador_that_day_is_told_of_beside_the_right_field():
    assert found(replace(ENTRY, ambassadorship_ids=(12,))) == [("not_serving", "done_by")]
    assert found(replace(ENTRY, ambassadorship_ids=(10, 12))) == [("not_serving", "companions")]


def test_a_kind_that_was_retired_is_refused():
    assert found(facts=replace(FACTS, audience=None)) == [("kind_retired", "kind")]


def test_what_is_with_residents_reaches_no_department():
    external = replace(FACTS, audience=EXTERNAL)

    assert found(replace(ENTRY, reaches=()), external) == []
    assert found(ENTRY, external) == [("external_with_reach", "kind")]


def test_a_conversation_reaches_at_least_one_department():
    assert found(replace(ENTRY, reaches=())) == [("no_department", "reaches-0-department")]


def test_a_conversation_is_not_with_the_whole_organisation():
    assert found(replace(ENTRY, reaches=(), whole_organisation=True)) == [("contact_with_all", "kind")]


def test_a_broadcast_goes_to_everybody_or_to_some_departments_but_not_to_both():
    broadcast = replace(FACTS, audience=BROADCAST)

    assert found(ENTRY, broadcast) == []
    assert found(replace(ENTRY, reaches=(), whole_organisation=True), broadcast) == []
    assert found(replace(ENTRY, whole_organisation=True), broadcast) == [("all_and_some", "whole_organisation")]
    assert found(replace(ENTRY, reaches=()), broadcast) == [("no_department", "reaches-0-department")]


def test_a_department_is_named_once_and_existed_that_day():
    twice = (ReachEntry(20), ReachEntry(20))
    gone = (ReachEntry(20), ReachEntry(99))

    assert found(replace(ENTRY, reaches=twice)) == [("department_twice", "reaches-1-department")]
    assert found(replace(ENTRY, reaches=gone)) == [("department_not_then", "reaches-1-department")]


def test_all_problems_are_found_at_once():
    entry = replace(ENTRY, on=TODAY + timedelta(days=1), reaches=(ReachEntry(20, 3, 3, 4),))

    assert found(entry) == [("day_in_future", "on"), ("first_timers_above", "reaches-0-first_timers")]


@pytest.mark.parametrize("link", ["javascript:alert(1)", "intranet/bericht", "ftp://example.nl"])
def test_a_link_that_is_no_web_address_is_refused(link):
    assert found(replace(ENTRY, link=link)) == [("link_strange", "link")]


@pytest.mark.parametrize(
    ("numbers", "problem"),
    [
        ((None, None, None), None),
        ((None, None, 3), None),
        ((0, 0, 0), None),
        ((2, 5, 5), None),
        ((2, None, None), Problem("number_half", "number")),
        ((-1, 5, None), Problem("number_negative", "number")),
        ((6, 5, None), Problem("low_above_high", "number")),
        ((1, 2_147_483_648, None), Problem("number_too_high", "number")),
        ((2, 5, 6), Problem("first_timers_above", "first_timers")),
        ((2, 5, -1), Problem("number_negative", "first_timers")),
        ((None, None, 2_147_483_648), Problem("first_timers_above", "first_timers")),
    ],
)
def test_numbers_must_fit_each_other(numbers, problem):
    assert problem_of_numbers(*numbers) == problem


@given(*(st.one_of(st.none(), st.integers(-3, 6)),) * 3)
def test_what_passes_is_what_the_database_takes(low, high, first_timers):
    def at_most(less, more):
        return less is None or more is None or less <= more

    holds = (
        (low is None) == (high is None)
        and at_most(0, low)
        and at_most(low, high)
        and at_most(0, first_timers)
        and at_most(first_timers, high)
    )
    assert (problem_of_numbers(low, high, first_timers) is None) == holds
