import pytest

from ambassadors.dashboard.exporting import csv_file
from ambassadors.dashboard.tables import Table


def test_file_begins_with_a_mark_and_keeps_accents():
    assert csv_file(Table(("Afdeling",), (("Privé",),)), ";") == "\ufeffAfdeling\r\nPrivé\r\n".encode()


@pytest.mark.parametrize("name", ["=1+1", "+31", "-2", "@SUM(A1)", "\tx", "\rx"])
def test_text_that_looks_like_a_formula_is_made_harmless(name):
    row = csv_file(Table(("Naam", "Aantal"), ((name, 3),)), ";").decode("utf-8-sig").split("\n", 1)[1]

    assert row.lstrip('"').startswith(f"'{name}")


def test_numbers_stay_numbers_and_nothing_stays_empty():
    assert csv_file(Table(("A", "B"), ((-3, None),)), ",").decode("utf-8-sig") == "A,B\r\n-3,\r\n"


def test_separator_within_text_is_quoted():
    assert (
        csv_file(Table(("A", "B"), (("Zorg; jeugd", "b"),)), ";").decode("utf-8-sig") == 'A;B\r\n"Zorg; jeugd";b\r\n'
    )
