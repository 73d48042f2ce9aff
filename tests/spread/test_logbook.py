"""What a logbook adds up to by any day, in whatever order it is asked and after whatever was corrected."""

from datetime import date

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from ambassadors.measures.attendance import attendance
from ambassadors.measures.log import UNKNOWN, Audience, ReachLog
from ambassadors.spread.logbook import Logbook
from ambassadors.spread.monthly import Month, months_of_columns

FIRST, LAST = date(2022, 11, 1).toordinal(), date(2026, 3, 31).toordinal()
DEPARTMENTS = 3
DAYS = st.integers(FIRST, LAST)
ANY_DAY = DAYS | st.sampled_from([1, FIRST - 400, LAST + 400, date(9999, 12, 30).toordinal()])
NUMBERS = st.sampled_from([(UNKNOWN, UNKNOWN, UNKNOWN), (5, 9, UNKNOWN), (12, 12, 3), (30, 30, 30), (0, 0, 0)])
ROWS = st.lists(st.tuples(DAYS, st.integers(0, DEPARTMENTS - 1), NUMBERS), max_size=12)
KIND = 1


def months(rows):
    """The months of one activity per row."""
    table = [(day, where, number, KIND, *numbers) for number, (day, where, numbers) in enumerate(rows)]
    columns = list(np.array(table, dtype=np.int64).reshape(-1, 7).T)
    return months_of_columns(columns, [np.array([], dtype=np.int64)] * 3)


def pressed(found):
    """The same as the database gives them back."""
    return {month: Month.from_bytes(*each.pressed()) for month, each in found.items()}


def columns(found):
    return [column.tolist() for column in found.columns()]


def by_hand(rows, day):
    """Attendance by a day from the rows themselves."""
    log = ReachLog.from_rows(
        (on, where, number, Audience.CONTACT, *numbers) for number, (on, where, numbers) in enumerate(rows)
    )
    return columns(attendance(log.until(day).contacts(), DEPARTMENTS, since_start=True))


@given(ROWS, ROWS, st.lists(ANY_DAY, min_size=1, max_size=6))
def test_attendance_by_any_day_is_that_of_the_rows(rows, later, days):
    book = Logbook(pressed(months(rows)), {KIND: Audience.CONTACT}, DEPARTMENTS)
    assert [columns(book.attendance_until(day)) for day in days] == [by_hand(rows, day) for day in days]

    changed = {day for day, *_ in later}
    now = [row for row in rows if row[0] not in changed] + later
    book = book.corrected(changed, months(later))
    assert [columns(book.attendance_until(day)) for day in days] == [by_hand(now, day) for day in days]


def test_before_anything_is_logged_nobody_came():
    assert columns(Logbook({}, {}, DEPARTMENTS).attendance_until(FIRST)) == by_hand([], FIRST)
