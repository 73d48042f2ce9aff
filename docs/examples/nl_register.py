"""Turns the Dutch register of public bodies (nl_overheid_tree_polder.csv) into departments for Olievlek.

Usage: python3 docs/examples/nl_register.py nl_overheid_tree_polder.csv > afdelingen.csv; see docs/real-data.md.
"""

import csv
import sys
from pathlib import Path
from zlib import crc32


def code_of(register_id: str) -> str:
    """A code of at most 64 characters: the end of a longer id is replaced by a number that stands for the whole."""
    return register_id if len(register_id) <= 64 else f"{register_id[:55]}-{crc32(register_id.encode()):08x}"


def visible(name: str) -> str:
    """A name without the marks that nobody sees; the register holds one with a stray mark."""
    return "".join(mark for mark in name if mark.isprintable()).strip()


def main(path: str) -> None:
    """Write every body under the one it belongs to. The register knows no staff, so that column stays empty."""
    with Path(path).open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    out = csv.writer(sys.stdout, delimiter=";", lineterminator="\n")
    out.writerow(("code", "naam", "bovenliggende_code", "aantal_medewerkers"))
    out.writerows((code_of(row["id"]), visible(row["name"]), code_of(row["parent_id"]), "") for row in rows)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(sys.argv[1])
