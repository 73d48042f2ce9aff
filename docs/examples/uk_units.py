"""Turns the British organograms (uk_units_headcount.csv) into departments for Olievlek; see docs/real-data.md.

Usage: python3 docs/examples/uk_units.py uk_units_headcount.csv [ORGANISATION] > departments.csv
"""

import csv
import sys
from collections.abc import Iterator
from pathlib import Path

GOVERNMENT = "GB"


def departments(rows: list[dict[str, str]]) -> Iterator[tuple[str, str, str, str, str]]:
    """One tree of government, department, organisation and unit. Names repeat, so places in order are codes."""
    yield GOVERNMENT, "British government", "", "0", "fte"
    parents = sorted({row["parent_department"] for row in rows})
    for number, parent in enumerate(parents, 1):
        top = f"{GOVERNMENT}-{number:02}"
        yield top, parent, GOVERNMENT, "0", "fte"
        below = [row for row in rows if row["parent_department"] == parent]
        for place, organisation in enumerate(sorted({row["organisation"] for row in below}), 1):
            code = f"{top}-{place:02}"
            yield code, organisation, top, "0", "fte"
            units = [row for row in below if row["organisation"] == organisation]
            for unit_place, unit in enumerate(sorted(units, key=lambda row: row["unit"]), 1):
                staff = float(unit["junior_fte"]) + float(unit["senior_posts"])
                yield f"{code}-{unit_place:03}", unit["unit"].strip(), code, f"{staff:.2f}", "fte"


def main(path: str, only: str | None = None) -> None:
    """Write the departments of all organisations, or of one alone, with that one on top."""
    with Path(path).open(encoding="utf-8", newline="") as file:
        rows = list(departments(list(csv.DictReader(file))))
    if only:
        tops = [code for code, name, *_ in rows if name == only and code.count("-") == 2]
        if not tops:
            sys.exit(f"There is no organisation “{only}” in {path}.")
        rows = [row for row in rows if row[0].startswith(tops[0])]
        rows[0] = (*rows[0][:2], "", *rows[0][3:])
    out = csv.writer(sys.stdout, lineterminator="\n")
    out.writerow(("code", "name", "parent_code", "headcount", "headcount_unit"))
    out.writerows(rows)


if __name__ == "__main__":
    if not 2 <= len(sys.argv) <= 3:
        sys.exit(__doc__)
    main(*sys.argv[1:])
