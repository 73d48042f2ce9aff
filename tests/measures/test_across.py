from hypothesis import given
from hypothesis import strategies as st

from ambassadors.measures.across import across
from ambassadors.measures.lacking import Lack
from ambassadors.measures.log import EVERYONE, ReachLog
from ambassadors.measures.ties import Ties
from tests.measures.build import BROADCAST, CONTACT, EXTERNAL, MONDAY, contacts, flags, ints, no_log

# Ambassador 0 works in department 0 and serves department 1; ambassador 1 belongs to department 2.
OWN = (ints(0, 0, 1), ints(0, 1, 2))
EXISTS = flags(1, 1, 1, 1)


def reached(rows, activity, by, exists=EXISTS, until=MONDAY):
    return across(ReachLog.from_rows(rows), Ties.from_pairs(ints(*activity), ints(*by), *OWN), exists, until)


def test_departments_outside_the_own_units_count():
    rows = [row for department in range(4) for row in contacts(5, department=department)]
    result = reached(rows, [0], [0])

    assert result.reached.tolist() == [False, False, True, True]
    assert (result.count, result.departments, result.share, result.why) == (2, 4, 0.5, None)


def test_a_department_is_counted_once():
    assert reached(contacts(5, 8, department=3), [0, 1], [0, 1]).count == 1


def test_a_visitor_beside_the_own_ambassador_is_still_from_elsewhere():
    assert reached(contacts(5, department=2), [0, 0], [0, 1]).count == 1


def test_an_earlier_day_has_its_own_year():
    rows = [*contacts(5, day=MONDAY - 365, department=2), *contacts(5, day=MONDAY - 364, department=3)]

    assert [reached(rows, [0], [0], until=MONDAY - back).count for back in (365, 364, 1, 0)] == [1, 2, 2, 1]


def test_broadcasts_residents_and_empty_rooms_cross_nothing():
    rows = [
        (MONDAY, EVERYONE, 0, BROADCAST, None, None, None),
        (MONDAY, 2, 1, BROADCAST, 30, 30, None),
        (MONDAY, 2, 2, EXTERNAL, 30, 30, None),
        (MONDAY, 2, 3, CONTACT, 0, 0, None),
    ]

    assert reached(rows, [0, 1, 2, 3], [0, 0, 0, 0]).count == 0


def test_a_department_that_is_gone_does_not_count():
    result = reached(contacts(5, department=3), [0], [0], exists=flags(1, 1, 1, 0))

    assert (result.count, result.departments) == (0, 3)


def test_no_departments_have_no_share_and_say_why():
    result = across(no_log(), Ties.from_pairs(ints(), ints(), *OWN), flags(), MONDAY)

    assert (result.count, result.share, result.why) == (0, None, Lack.NO_DEPARTMENTS)


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 1)), max_size=8), st.integers(0, 3))
def test_an_all_staff_post_changes_nothing_and_a_contact_never_lowers(done, more):
    rows = [(MONDAY, department, activity, CONTACT, 5, 5, None) for activity, (department, _) in enumerate(done)]
    activity, by = list(range(len(done))), [ambassador for _, ambassador in done]
    number = len(done)

    plain = reached(rows, activity, by)
    posted = reached([*rows, (MONDAY, EVERYONE, number, BROADCAST, 9, 9, None)], [*activity, number], [*by, 0])
    visited = reached([*rows, (MONDAY, more, number, CONTACT, 5, 5, None)], [*activity, number], [*by, 0])

    assert posted.reached.tolist() == plain.reached.tolist()
    assert (visited.reached >= plain.reached).all()
