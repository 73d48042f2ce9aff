"""Real files, with what real people put in their names and numbers."""

import csv
import io
from decimal import Decimal
from pathlib import Path

import pytest

from ambassadors.imports.columns import Column, known_headings, to_table
from ambassadors.imports.reading import read_sheet
from ambassadors.imports.values import DecimalNumber, Text
from tests.imports.spreadsheets import xlsx_of

EXTRACT = Path(__file__).parents[1] / "data" / "uk_units_extract.csv"
UNIT = Column("unit", ("eenheid",), Text(), required=True, filled=True)
BODY = Column("organisation", ("organisatie",), Text(), required=True, filled=True)
FTE = Column("junior_fte", ("formatie",), DecimalNumber(), required=True)
COLUMNS = (UNIT, BODY, FTE)
TOTAL = Decimal("2602.32")


def as_saved_in_dutch_excel() -> bytes:
    rows = csv.reader(EXTRACT.read_text(encoding="utf-8").splitlines())
    file = io.StringIO(newline="")
    csv.writer(file, delimiter=";").writerows([*row[:3], row[3].replace(".", ",")] for row in rows)
    return file.getvalue().encode("cp1252")


def as_spreadsheet() -> bytes:
    rows = list(csv.reader(EXTRACT.read_text(encoding="utf-8").splitlines()))
    return xlsx_of([rows[0], *([*row[:3], float(row[3])] for row in rows[1:])])


@pytest.mark.parametrize(
    ("content", "filename"),
    [
        (EXTRACT.read_bytes(), "units.csv"),
        (as_saved_in_dutch_excel(), "units.csv"),
        (as_spreadsheet(), "units.xlsx"),
    ],
    ids=["as published", "saved in Dutch Excel", "spreadsheet"],
)
def test_units_of_british_public_bodies_are_read_whole(content, filename):
    table = to_table(read_sheet(content, filename, expected=known_headings(COLUMNS)), COLUMNS)
    assert len(table.records) == 31
    assert table.records[4][UNIT] == "Private Office, Press Office, Parliamentary and Correspondence"
    assert table.records[-1][UNIT] == "Permanent Secretary’s Office"
    assert table.records[0][FTE] == Decimal("5.67")
    assert sum(record.filled(FTE) for record in table) == TOTAL
    assert {problem.code for problem in table.problems} <= {"unknown_column"}
