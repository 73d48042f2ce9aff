import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from ambassadors.measures.log import EVERYONE, ReachLog
from ambassadors.measures.silence import silence
from tests.measures.build import BROADCAST, CONTACT, MONDAY, contacts, ints, no_log
from tests.measures.test_quiet import periods, quiet


def test_full_weeks_since_the_last_contact_are_counted():
    rows = [*contacts(3, day=MONDAY - 20), *contacts(3, day=MONDAY - 21, department=1)]
    result = silence(ReachLog.from_rows(rows), 3, MONDAY, ints(), ints())

    assert [result.weeks(department) for department in range(3)] == [2, 3, None]


def test_the_longest_silence_comes_first():
    rows = [*contacts(3, day=MONDAY - 20), *contacts(3, day=MONDAY - 21, department=1)]
    result = silence(ReachLog.from_rows(rows), 4, MONDAY, ints(), ints())

    assert result.longest_first() == [2, 3, 1, 0]


def test_a_post_an_empty_room_and_a_plan_do_not_break_the_silence():
    log = ReachLog.from_rows(
        [
            (MONDAY - 70, 0, 0, CONTACT, 1, 1, None),
            (MONDAY - 3, EVERYONE, 1, BROADCAST, None, None, None),
            (MONDAY - 2, 0, 2, CONTACT, 0, 0, None),
            (MONDAY + 1, 0, 3, CONTACT, 5, 5, None),
        ]
    )

    assert silence(log, 1, MONDAY, ints(), ints()).weeks(0) == 10


def test_nothing_to_report_is_shown_until_there_is_a_contact_again():
    log = ReachLog.from_rows([*contacts(3, day=MONDAY - 30), *contacts(3, day=MONDAY - 5, department=1)])
    entry_day, entry_department = ints(MONDAY + 1, MONDAY - 9, MONDAY - 16, MONDAY - 9), ints(0, 0, 0, 1)
    result = silence(log, 3, MONDAY, entry_day, entry_department)

    assert [result.reported_nothing(department) for department in range(3)] == [MONDAY - 9, None, None]
    assert result.weeks(0) == 4


def test_no_departments_have_no_silence():
    assert silence(no_log(), 0, MONDAY, ints(), ints()).longest_first() == []


def test_a_log_without_rows_leaves_every_department_unreached():
    assert silence(no_log(), 2, MONDAY, ints(), ints()).last_contact.tolist() == np.full(2, -1).tolist()


def test_quiet_days_do_not_count_as_silence():
    log = ReachLog.from_rows([*contacts(3, day=MONDAY - 70), *contacts(3, day=MONDAY - 40, department=1)])
    holiday = quiet((MONDAY - 49, MONDAY - 7, (True, False)))
    result = silence(log, 2, MONDAY, ints(), ints(), holiday)

    assert [result.days(department) for department in (0, 1)] == [28, 40]
    assert [result.weeks(department) for department in (0, 1)] == [4, 5]
    assert [result.weeks_in_all(department) for department in (0, 1)] == [10, 5]
    assert result.longest_first() == [1, 0]


def test_never_stays_never_whatever_was_quiet():
    result = silence(no_log(), 1, MONDAY, ints(), ints(), quiet((MONDAY - 49, MONDAY - 7, (True,))))

    assert (result.days(0), result.weeks(0), result.weeks_in_all(0)) == (None, None, None)


@given(periods(1), periods(1), st.integers(0, 400))
def test_more_quiet_days_never_make_more_silence(some, more, since):
    log = ReachLog.from_rows(contacts(3, day=MONDAY - since))

    without, few, many = (
        silence(log, 1, MONDAY, ints(), ints(), *known).days(0)
        for known in ([], [quiet(*some)], [quiet(*some, *more)])
    )

    assert 0 <= many <= few <= without
