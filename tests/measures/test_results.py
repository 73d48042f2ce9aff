from hypothesis import given
from hypothesis import strategies as st

from ambassadors.measures.lacking import Lack
from ambassadors.measures.results import NO_STEP, Status, Tally, Worklist, results_on
from tests.measures.build import MONDAY, ints


def steps(*rows: tuple[int, int, Status], department=(0, 0, 1), listed=None, dropped=None) -> Worklist:
    """A worklist of results that came on it long ago, with steps as (result, day, status)."""
    none = [-1] * len(department)
    return Worklist(
        ints(*department),
        ints(*(listed or [MONDAY - 100] * len(department))),
        ints(*(dropped or none)),
        ints(*(row[0] for row in rows)),
        ints(*(row[1] for row in rows)),
        ints(*(row[2] for row in rows)),
    )


def test_in_use_is_counted_per_department_and_in_all():
    results = results_on(steps((0, MONDAY, Status.IN_USE), (2, MONDAY, Status.TESTED)), 3, MONDAY)

    assert [results.of(department) for department in range(3)] == [Tally(1, 2), Tally(0, 1), Tally(0, 0)]
    assert (results.total(), results.total().share) == (Tally(1, 3), 1 / 3)


def test_an_earlier_day_shows_what_was_known_to_be_in_use_then():
    worklist = steps((0, MONDAY - 9, Status.IN_USE), (1, MONDAY - 3, Status.IN_USE))

    assert results_on(worklist, 2, MONDAY - 7).total() == Tally(1, 3)
    assert results_on(worklist, 2, MONDAY).total() == Tally(2, 3)


def test_what_is_rechecked_is_in_use():
    assert results_on(steps((0, MONDAY, Status.RECHECKED)), 2, MONDAY).total() == Tally(1, 3)


def test_the_last_step_counts_whatever_the_order_of_the_rows():
    worklist = steps((0, MONDAY, Status.ADAPTED), (0, MONDAY - 5, Status.IN_USE))

    assert results_on(worklist, 2, MONDAY - 1).total() == Tally(1, 3)
    assert results_on(worklist, 2, MONDAY).total() == Tally(0, 3)


def test_of_one_day_the_last_filed_step_counts():
    worklist = steps((0, MONDAY, Status.IN_USE), (0, MONDAY, Status.TESTED))

    assert results_on(worklist, 2, MONDAY).counts[0].tolist() == [1, 0, 1, 0, 0]


def test_since_when_a_result_is_as_it_is_follows_its_last_step_by_date():
    worklist = steps((0, MONDAY, Status.ADAPTED), (0, MONDAY - 9, Status.TO_DO), (1, MONDAY - 3, Status.IN_USE))

    assert worklist.since(MONDAY).tolist() == [MONDAY, MONDAY - 3, NO_STEP]
    assert worklist.since(MONDAY - 5).tolist() == [MONDAY - 9, NO_STEP, NO_STEP]


def test_a_result_counts_from_the_day_it_is_listed_until_the_day_it_is_dropped():
    worklist = steps(department=(0, 0), listed=[MONDAY, MONDAY - 9], dropped=[-1, MONDAY])

    assert [results_on(worklist, 1, day).counts[0].sum() for day in (MONDAY - 10, MONDAY - 1, MONDAY)] == [0, 1, 1]


def test_an_empty_worklist_has_no_share_and_says_why():
    nothing = results_on(steps(department=()), 1, MONDAY).total()

    assert (nothing, nothing.share, nothing.why) == (Tally(0, 0), None, Lack.NO_WORKLIST)


def test_no_departments_have_no_results():
    assert results_on(steps(department=()), 0, MONDAY).total() == Tally(0, 0)


@given(
    st.lists(st.tuples(st.integers(0, 3), st.integers(0, 9), st.sampled_from(Status)), max_size=12),
    st.integers(0, 9),
)
def test_every_result_on_the_list_has_one_status(rows, day):
    worklist = steps(*((row[0], MONDAY + row[1], row[2]) for row in rows), department=(0, 1, 1, 2))
    results = results_on(worklist, 3, MONDAY + day)

    assert results.counts.sum(axis=1).tolist() == [1, 2, 1]
    assert results.total().in_use == sum(results.of(department).in_use for department in range(3))
