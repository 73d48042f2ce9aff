"""The reference extracts in tests/measures/data; their README names the originals."""

from pathlib import Path

import numpy as np

from ambassadors.measures.arrays import Ints

_FOLDER = Path(__file__).parent / "data"


def table(name: str) -> Ints:
    """The numbers of a file, without its header; an empty cell is 0."""
    rows = (_FOLDER / f"{name}.csv").read_text(encoding="utf-8").split()[1:]
    return np.array([[int(cell or 0) for cell in row.split(",")] for row in rows])
