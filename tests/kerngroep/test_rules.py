"""Which matters are on the attention list, and in which order."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from ambassadors.kerngroep.rules import Cause, Matter, Ranking, attention
from tests.conftest import TODAY

WEEK = timedelta(weeks=1)
SOME = st.lists(
    st.builds(
        lambda cause, code, staff, weeks: Matter(cause, code, staff, TODAY - weeks * WEEK, TODAY, code),
        cause=st.sampled_from(Cause),
        code=st.sampled_from("ABC"),
        staff=st.integers(0, 3),
        weeks=st.integers(0, 3),
    ),
    unique_by=lambda each: each.subject,
)


def matter(cause=Cause.SIGNAL_LATE, about="1", staff=10, weeks=0, department=""):
    return Matter(cause, about, staff, TODAY - weeks * WEEK, TODAY, department)


def told(*matters, put_off=()):
    return [each.subject for each in attention(Ranking().joined_by(matters), put_off)]


def test_colleagues_times_weeks_decide_the_order():
    assert told(
        matter(about="small and new", staff=10, weeks=0),  # 10 × 1
        matter(about="large and new", staff=60, weeks=0),  # 60 × 1
        matter(about="small and old", staff=10, weeks=6),  # 10 × 7
    ) == ["signal_late:small and old", "signal_late:large and new", "signal_late:small and new"]


def test_what_waits_longer_than_half_a_year_weighs_no_more_than_half_a_year():
    assert matter(weeks=300).weight == matter(weeks=30).weight == 260


def test_what_touches_nobody_that_we_know_of_still_weighs_its_weeks():
    assert matter(staff=0, weeks=2).weight == 3


def test_late_and_urgent_signals_come_before_what_weighs_more():
    urgent = Matter(Cause.SIGNAL_WAITS, "urgent", 9, TODAY, TODAY, urgent=True)

    assert told(
        matter(Cause.GAP, "A", staff=100, weeks=20, department="A"),
        matter(Cause.SIGNAL_WAITS, "calm", staff=50, weeks=1),
        urgent,
        matter(Cause.SIGNAL_LATE, "late", staff=10),
    ) == ["signal_late:late", "signal_waits:urgent", "gap:A", "signal_waits:calm"]


def test_what_is_put_off_is_left_out():
    assert told(matter(about="1"), matter(about="2"), put_off={"signal_late:1"}) == ["signal_late:2"]


def test_of_one_department_the_first_cause_is_told_and_signals_besides():
    assert told(
        matter(Cause.ONE_PERSON, "A", department="A"),
        matter(Cause.SILENT, "A", department="A"),
        matter(Cause.GAP, "A", department="A"),
        matter(Cause.SIGNAL_LATE, "7", department="A"),
    ) == ["signal_late:7", "gap:A"]


def test_while_the_first_cause_is_put_off_the_next_one_is_not_told_instead():
    gap, silent = matter(Cause.GAP, "A", department="A"), matter(Cause.SILENT, "A", department="A")

    assert told(gap, silent, put_off={"gap:A"}) == []


@given(SOME, st.integers(0, 40))
def test_matters_that_join_later_take_the_place_that_they_would_have_had(matters, some):
    at_once = Ranking().joined_by(sorted(matters, key=lambda each: each.subject))

    later = Ranking().joined_by(matters[:some]).joined_by(matters[some:])

    assert later.matters == at_once.matters == sorted(at_once.matters, key=lambda each: each.rank)
    assert {each.subject for each in later.all} == {each.subject for each in matters}


@given(SOME, SOME)
def test_a_ranking_stays_as_it_was_when_others_join(matters, more):
    ranking = Ranking().joined_by(matters)
    before = list(ranking.matters), list(ranking.behind)

    ranking.joined_by(each for each in more if each.subject not in {known.subject for known in matters})

    assert (ranking.matters, ranking.behind) == before
