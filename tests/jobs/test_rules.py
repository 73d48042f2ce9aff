"""When a job is tried again, and when no more."""

from datetime import timedelta

import pytest

from ambassadors.jobs.rules import LONGEST_WAIT, MOST_ATTEMPTS, is_the_last, wait_after


@pytest.mark.parametrize(("attempts", "minutes"), [(1, 1), (2, 2), (3, 4), (10, 512), (11, 720), (40, 720)])
def test_each_wait_is_twice_as_long_up_to_half_a_day(attempts, minutes):
    assert wait_after(attempts) == timedelta(minutes=minutes)


def test_all_attempts_together_outlast_a_night():
    waits = [wait_after(attempt) for attempt in range(1, MOST_ATTEMPTS)]

    assert timedelta(days=1) < sum(waits, timedelta()) < timedelta(days=2)
    assert max(waits) <= LONGEST_WAIT


def test_after_the_last_attempt_there_is_no_other():
    assert [is_the_last(each) for each in (1, MOST_ATTEMPTS - 1, MOST_ATTEMPTS, MOST_ATTEMPTS + 1)] == [
        False,
        False,
        True,
        True,
    ]
