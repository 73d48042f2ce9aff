"""Whatever is kept about a person is in their export: a new column that points at a user or a person says how."""

from collections import Counter

from ambassadors.mine.headings import HEADINGS
from ambassadors.models import metadata
from ambassadors.records import KEPT


def about_people() -> set[str]:
    """Every column that points at a user or at somebody in the staff file."""
    return {
        f"{table.name}.{key.parent.name}"
        for table in metadata.tables.values()
        for key in table.foreign_keys
        if key.column.table.name in {"user", "person"}
    }


def test_every_column_that_points_at_somebody_is_asked_for_by_the_export():
    asked = {f"{column.table.name}.{column.name}" for kept in KEPT for column in kept.asks}

    left_out = about_people() - asked

    assert left_out == set(), f"tell in kept.py of the room what {sorted(left_out)} keeps about a person"
    assert {"user.id", "person.id"} <= asked


def test_nothing_is_handed_out_but_rows_of_the_one_who_asks():
    assert [kept.name for kept in KEPT if not kept.asks] == []


def test_each_kind_has_a_file_of_its_own_and_each_column_a_heading():
    names = Counter(kept.name for kept in KEPT)
    columns = {column for kept in KEPT for column in kept.rows.selected_columns.keys()}  # noqa: SIM118  of columns, not of a dict

    assert [name for name, times in names.items() if times > 1] == []
    assert columns == set(HEADINGS)
