"""The organisation in columns is the same as the tree of any day."""

from datetime import date, timedelta

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from ambassadors.db import BEGINNING, FOREVER
from ambassadors.organisation.history import History
from ambassadors.organisation.rules import needs_ambassador
from ambassadors.spread.epochs import Epochs

DAYS = [date(2026, 1, 1) + timedelta(days=number) for number in range(5)]
IDS = st.integers(1, 6)


@st.composite
def periods(draw, *columns):
    since, until = sorted(draw(st.lists(st.sampled_from([BEGINNING, *DAYS, FOREVER]), min_size=2, max_size=2)))
    return (since, until, *(draw(column) for column in columns))


@st.composite
def histories(draw):
    """At most one version, headcount and need of a department; parents have lower ids, so no tree bites its tail."""
    versions = [
        draw(
            periods(st.just(id_), st.just(f"D{id_}"), st.just(f"Afdeling {id_}"), st.none() | st.integers(0, id_ - 1))
        )
        for id_ in draw(st.sets(IDS))
    ]
    headcounts = [draw(periods(st.just(id_), st.floats(0, 30), st.none())) for id_ in draw(st.sets(IDS))]
    needs = [
        draw(periods(st.just(id_), st.just(alone), st.booleans()))
        for id_, alone in draw(st.sets(st.tuples(IDS, st.booleans())))
    ]
    return History(tuple(versions), tuple(headcounts), tuple(needs))


@given(histories(), st.sampled_from(DAYS))
def test_of_every_day_it_tells_what_the_tree_of_that_day_tells(history, day):
    there, tree = Epochs(history).there(day), history.tree_on(day)

    assert sorted(there.ids.tolist()) == sorted(tree.by_id)
    for id_, parent, staff in zip(*(each.tolist() for each in (there.ids, there.parents, there.staff)), strict=True):
        row = tree.by_id[id_]
        assert (None if parent < 0 else parent) == row.parent_id
        assert (None if np.isnan(staff) else staff) == row.staff


@given(histories(), st.sampled_from(DAYS))
def test_who_needs_an_ambassador_follows_the_one_rule(history, day):
    there = Epochs(history).there(day)
    said = {(row[2], row[3]): row[4] for row in history.needs if row[0] <= day < row[1]}

    assert there.needs.tolist() == [
        needs_ambassador(said.get((id_, True)), said.get((id_, False)), None if np.isnan(staff) else staff)
        for id_, staff in zip(there.ids.tolist(), there.staff.tolist(), strict=True)
    ]
