import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from ambassadors.measures.islands import Island, components, islands
from ambassadors.measures.log import EVERYONE, ReachLog
from ambassadors.measures.ties import Ties
from tests.measures.build import BROADCAST, CONTACT, MONDAY, contacts, flags, ints, no_log

STAFF = ints(10, 20, 30, 40, 50)
ALL, SERVED = flags(1, 1, 1, 1, 1), flags(0, 1, 0, 0, 0)
# Ambassador 0 works in department 0 and serves department 1; ambassador 1 belongs to department 3.
OWN = (ints(0, 0, 1), ints(0, 1, 3))


def found(rows, activity, by, served=SERVED, exists=ALL):
    ties = Ties.from_pairs(ints(*activity), ints(*by), *OWN)
    return islands(ReachLog.from_rows(rows), ties, STAFF, exists, served, MONDAY)


def test_what_no_contact_links_to_an_ambassador_is_an_island():
    result = found([*contacts(5, department=2), (MONDAY, 4, 1, CONTACT, 5, 5, None)], [0, 1], [0, 1])

    assert result.component.tolist() == [0, 0, 0, 3, 3]
    assert result.islands == (Island((3, 4), 90.0),)


def test_without_contacts_every_unserved_department_is_an_island_with_most_staff_first():
    result = found([], [], [])

    assert result.islands == (Island((4,), 50), Island((3,), 40), Island((2,), 30), Island((0,), 10))


def test_a_post_for_all_staff_links_nothing():
    posts = [
        (MONDAY, EVERYONE, 0, BROADCAST, None, None, None),
        *[(MONDAY, department, 1, BROADCAST, 9, 9, None) for department in range(5)],
    ]

    assert found(posts, [0, 1], [0, 0]).islands == found([], [], []).islands


def test_a_contact_of_more_than_a_year_ago_links_nothing():
    result = found(contacts(5, day=MONDAY - 365, department=4), [0], [0])

    assert result.component.tolist() == [0, 1, 2, 3, 4]


def test_a_department_that_is_gone_is_in_no_component_and_links_nothing():
    result = found(contacts(5, department=4), [0], [1], exists=flags(1, 1, 1, 0, 1))

    assert result.component.tolist() == [0, 1, 2, -1, 4]
    assert result.islands == (Island((4,), 50), Island((2,), 30), Island((0,), 10))


def test_where_everybody_is_served_there_is_no_island():
    assert found([], [], [], served=ALL).islands == ()


def test_no_departments_have_no_islands():
    nobody = Ties.from_pairs(ints(), ints(), ints(), ints())

    assert islands(no_log(), nobody, ints(), flags(), flags(), MONDAY).islands == ()


def test_a_chain_of_five_thousand_is_one_component():
    node = np.random.default_rng(3).permutation(5000)

    assert components(5000, node[:-1], node[1:]).tolist() == [0] * 5000


@given(st.integers(1, 12), st.data())
def test_components_are_those_of_walking_the_links(count, data):
    node = st.integers(0, count - 1)
    links = data.draw(st.lists(st.tuples(node, node), max_size=15))
    label = components(count, ints(*(link[0] for link in links)), ints(*(link[1] for link in links)))

    for start in range(count):
        walked = {start}
        while more := {b for a, b in [*links, *[link[::-1] for link in links]] if a in walked} - walked:
            walked |= more
        assert label[start] == min(walked)


@given(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 1)), max_size=6), st.integers(0, 4))
def test_one_more_contact_never_makes_more_staff_an_island(done, more):
    rows = [(MONDAY, department, place, CONTACT, 5, 5, None) for place, (department, _) in enumerate(done)]
    by = [ambassador for _, ambassador in done]
    before = found(rows, range(len(done)), by)
    after = found([*rows, (MONDAY, more, 99, CONTACT, 5, 5, None)], [*range(len(done)), 99], [*by, 0])

    assert sum(island.staff for island in after.islands) <= sum(island.staff for island in before.islands)
