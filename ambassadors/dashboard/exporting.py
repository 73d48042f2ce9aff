"""A table as a file that a spreadsheet opens well, and that cannot run anything in it. Pure."""

import csv
from io import StringIO

from ambassadors.dashboard.tables import Cell, Table

# A spreadsheet takes what begins like this for a formula, whoever wrote it.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def csv_file(table: Table, separator: str) -> bytes:
    """The table as CSV: UTF-8 with a mark, which makes Excel read accents; `separator` is that of the language."""
    text = StringIO()
    writer = csv.writer(text, delimiter=separator, lineterminator="\r\n")
    writer.writerow([_harmless(heading) for heading in table.headings])
    writer.writerows([_harmless(cell) for cell in row] for row in table.rows)
    return text.getvalue().encode("utf-8-sig")


def _harmless(cell: Cell) -> str | int:
    """The cell as it may stand in a file: text that looks like a formula gets a quote before it."""
    if isinstance(cell, str):
        return f"'{cell}" if cell.startswith(_FORMULA) else cell
    return "" if cell is None else cell
