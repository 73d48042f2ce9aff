"""One rule dates names, staff, needs and placements."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from ambassadors.db import BEGINNING, FOREVER
from ambassadors.organisation.timelines import Span, Timeline

JAN, FEB, MAR, APR = (date(2026, month, 1) for month in (1, 2, 3, 4))


def test_the_first_change_holds_for_good():
    timeline: Timeline[str] = Timeline()
    assert timeline.change(JAN, "a")
    assert timeline.spans == [Span(JAN, FOREVER, "a")]
    assert (timeline.on(date(2025, 12, 31)), timeline.on(JAN)) == (None, "a")


def test_a_change_closes_what_ran_and_opens_what_comes():
    timeline = Timeline([Span(BEGINNING, FOREVER, "a", 1)])
    assert timeline.change(FEB, "b")
    assert timeline.spans == [Span(BEGINNING, FEB, "a", 1), Span(FEB, FOREVER, "b")]
    assert timeline.edits == (Span(BEGINNING, FEB, "a", 1), Span(FEB, FOREVER, "b"))


def test_saying_the_same_again_changes_nothing():
    timeline = Timeline([Span(JAN, FOREVER, "a", 1)])
    assert not timeline.change(FEB, "a")
    assert timeline.edits == ()


def test_a_change_on_the_day_of_the_last_one_corrects_it():
    timeline = Timeline([Span(JAN, FOREVER, "a", 1)])
    assert timeline.change(JAN, "b")
    assert timeline.edits == (Span(JAN, FOREVER, "b", 1),)


def test_a_change_in_the_past_holds_until_the_next_one_that_is_known():
    timeline = Timeline([Span(JAN, MAR, "a", 1), Span(MAR, FOREVER, "c", 2)])
    assert timeline.change(FEB, "b")
    assert timeline.spans == [Span(JAN, FEB, "a", 1), Span(FEB, MAR, "b"), Span(MAR, FOREVER, "c", 2)]


def test_a_change_after_the_end_opens_again():
    timeline = Timeline([Span(JAN, FEB, "a", 1)])
    assert timeline.change(MAR, "a")
    assert timeline.spans == [Span(JAN, FEB, "a", 1), Span(MAR, FOREVER, "a")]


def test_an_end_cuts_what_runs_across_it_and_leaves_what_comes_later():
    timeline = Timeline([Span(JAN, MAR, "a", 1), Span(APR, FOREVER, "b", 2)])
    assert timeline.end(FEB)
    assert timeline.spans == [Span(JAN, FEB, "a", 1), Span(APR, FOREVER, "b", 2)]
    assert not timeline.end(FEB)


def test_stopping_on_the_first_day_takes_the_span_away():
    timeline = Timeline([Span(JAN, FOREVER, "a", 1)])
    assert timeline.stop(JAN)
    assert (timeline.spans, timeline.dropped) == ([], (1,))


def test_stopping_later_closes_the_span():
    timeline = Timeline([Span(JAN, FOREVER, "a", 1)])
    assert timeline.stop(FEB)
    assert (timeline.edits, timeline.dropped) == ((Span(JAN, FEB, "a", 1),), ())
    assert not timeline.stop(FEB)


def test_a_gap_is_found_before_between_and_after_spans():
    timeline = Timeline([Span(JAN, FEB, "a", 1), Span(MAR, APR, "b", 2)])
    assert timeline.gap(BEGINNING, FEB) == (BEGINNING, JAN)
    assert timeline.gap(JAN, APR) == (FEB, MAR)
    assert timeline.gap(MAR, FOREVER) == (APR, FOREVER)
    assert timeline.gap(JAN, FEB) is None


days = st.integers(0, 40).map(lambda number: date.fromordinal(JAN.toordinal() + number))
moves = st.lists(st.tuples(st.sampled_from(["change", "end", "stop"]), days, st.sampled_from("abc")), max_size=12)


@given(moves, days)
def test_spans_stay_in_order_and_a_change_says_what_holds_on_its_day(steps, asked):
    timeline: Timeline[str] = Timeline()
    for move, day, value in steps:
        if move == "change":
            timeline.change(day, value)
            assert timeline.on(day) == value
        elif move == "end":
            timeline.end(day)
        else:
            timeline.stop(day)
            assert timeline.on(day) is None
        ends = [each for span in timeline.spans for each in (span.start, span.end)]
        assert ends == sorted(ends)
        assert all(span.start < span.end for span in timeline.spans)
    inside = timeline.on(asked) is not None
    assert (timeline.gap(asked, date.fromordinal(asked.toordinal() + 1)) is None) == inside
