import numpy as np

from ambassadors.measures.log import EVERYONE, ReachLog
from ambassadors.measures.silence import silence
from tests.measures.build import BROADCAST, CONTACT, MONDAY, contacts, ints, no_log


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
