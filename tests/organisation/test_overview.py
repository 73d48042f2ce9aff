"""Sums up the tree."""

from ambassadors.organisation.overview import Staffed, search, summaries
from ambassadors.organisation.rules import DepartmentRow, grow

TOWN = grow(
    [
        DepartmentRow(1, "G", "Gemeente", None, 0),
        DepartmentRow(2, "B", "Burgerzaken", 1, 12.4, 3),
        DepartmentRow(3, "W", "Werk en Inkomen", 1, 30.2, None, in_fte=True),
        DepartmentRow(4, "WB", "Bijstand", 3, 8.3, 0.5, in_fte=True),
        DepartmentRow(5, "X", "Nog onbekend", 1, None),
    ]
)


def test_staff_is_summed_from_the_leaves_up_and_rounded_up_once():
    found = summaries(TOWN)
    assert (found[1].below, found[3].below, found[4].below) == (4, 1, 0)
    assert (found[3].own.shown, found[3].total.shown) == (31, 39)
    assert (found[1].total.shown, found[1].total.shown_externals) == (51, 4)


def test_how_staff_is_counted_is_told_by_those_who_have_any():
    found = summaries(TOWN)
    assert (found[3].total.in_people, found[3].total.in_fte) == (False, True)
    assert (found[1].total.in_people, found[1].total.in_fte) == (True, True)
    assert (found[1].own.in_people, found[1].own.in_fte) == (False, False)


def test_staff_that_nobody_counted_is_unknown_and_not_none_at_all():
    assert summaries(TOWN)[5].own == Staffed()
    assert Staffed().shown is None
    assert summaries(TOWN)[1].own.shown == 0


def test_a_search_holds_every_word_in_name_or_code():
    assert [row.code for row in search(TOWN, "werk INKOMEN")] == ["W"]
    assert [row.code for row in search(TOWN, "wb")] == ["WB"]
    assert [row.code for row in search(TOWN, "e")] == ["G", "B", "X", "W"]
    assert search(TOWN, "werk burgerzaken") == []
