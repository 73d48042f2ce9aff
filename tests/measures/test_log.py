import pytest

from ambassadors.measures.log import EVERYONE, UNKNOWN, ReachLog
from tests.measures.build import BROADCAST, CONTACT, EXTERNAL, MONDAY, ints, no_log


def a_week() -> ReachLog:
    """One contact of one person on each day from Monday to Sunday."""
    return ReachLog.from_rows([(MONDAY + day, 0, day, CONTACT, 1, 1, None) for day in range(7)])


def test_rows_are_sorted_by_day_and_what_is_not_known_is_minus_one():
    log = ReachLog.from_rows([(5, 1, 9, CONTACT, None, None, None), (3, 0, 8, BROADCAST, 2, 4, 1)])

    assert [column.tolist() for column in log.columns()] == [
        [3, 5],
        [0, 1],
        [8, 9],
        [BROADCAST, CONTACT],
        [2, UNKNOWN],
        [4, UNKNOWN],
        [1, UNKNOWN],
    ]


def test_a_window_includes_its_last_day_and_as_many_days_as_it_says():
    assert a_week().window(MONDAY + 4, 3).day.tolist() == [MONDAY + 2, MONDAY + 3, MONDAY + 4]


def test_a_window_before_the_first_row_is_empty():
    assert len(a_week().window(MONDAY - 1, 365)) == 0


def test_until_a_day_includes_that_day():
    assert a_week().until(MONDAY + 1).day.tolist() == [MONDAY, MONDAY + 1]


def test_an_empty_log_has_empty_windows():
    assert (len(no_log()), len(no_log().window(MONDAY, 56)), len(no_log().heard())) == (0, 0, 0)


def test_residents_and_empty_rooms_are_not_heard_and_a_broadcast_is_no_contact():
    log = ReachLog.from_rows(
        [
            (1, 0, 0, EXTERNAL, 30, 30, None),
            (1, 0, 1, CONTACT, 0, 0, None),
            (1, EVERYONE, 2, BROADCAST, None, None, None),
            (1, 0, 3, CONTACT, None, None, None),
        ]
    )

    assert log.heard().activity.tolist() == [2, 3]
    assert log.contacts().activity.tolist() == [3]


def test_a_contact_with_everyone_is_refused():
    with pytest.raises(ValueError, match="names the departments"):
        ReachLog.from_rows([(1, EVERYONE, 0, CONTACT, 1, 1, None)])


def test_columns_of_different_length_are_refused():
    with pytest.raises(ValueError, match="same length"):
        ReachLog.from_columns(ints(1, 2), *[ints(1)] * 6)


def test_columns_that_are_not_in_order_of_day_are_refused():
    with pytest.raises(ValueError, match="order of day"):
        ReachLog.from_columns(ints(2, 1), *[ints(0, 0)] * 6)
