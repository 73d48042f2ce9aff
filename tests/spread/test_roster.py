"""Who serves a department in which periods."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from ambassadors.network.queries import AmbassadorshipRow
from ambassadors.network.rules import Status, Step
from ambassadors.spread.roster import spells_of
from tests.conftest import TODAY

DAYS = 12
AMBASSADOR, STAND_IN, DEPARTMENT = 1, 2, 3


def day(number):
    return TODAY + timedelta(days=number)


@st.composite
def steps(draw):
    status, on = draw(st.sampled_from(Status)), draw(st.integers(0, DAYS))
    if status is not Status.PAUSED:
        return Step(status, day(on))
    until = draw(st.none() | st.integers(on + 1, DAYS + 3).map(day))
    return Step(status, day(on), until, draw(st.sampled_from([None, STAND_IN])))


@given(st.lists(steps(), min_size=1, max_size=6))
def test_periods_tell_of_every_day_who_serves_as_the_steps_do(taken):
    row = AmbassadorshipRow(tuple(taken), 1, 1, DEPARTMENT, AMBASSADOR, "", TODAY, TODAY, None, None, 1)
    found = list(spells_of(row))

    for each in (day(number) for number in range(-1, DAYS + 5)):
        on = each.toordinal()
        serving = [(department, person) for since, until, department, person in found if since <= on < until]
        server = row.server_on(each)
        assert serving == ([(DEPARTMENT, server)] if server else [])
