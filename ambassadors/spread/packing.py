"""Columns of whole numbers in as few bytes as their ranges allow. Pure."""

import struct
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from ambassadors.measures.arrays import Ints

_WIDTHS = (1, 2, 4, 8)
_HEAD, _COLUMN = struct.Struct("<BBI"), struct.Struct("<Bq")
_FORMAT = 1


@dataclass(frozen=True, eq=False, slots=True)
class Packed:
    """Columns of equal length: per column its lowest number, and how far above it each number is."""

    lowest: tuple[int, ...]
    above: tuple[NDArray[np.unsignedinteger[Any]], ...]

    @classmethod
    def of(cls, columns: Sequence[Ints]) -> Self:
        """Pack columns of equal length."""
        lowest = tuple(int(column.min()) if len(column) else 0 for column in columns)
        above = tuple(_narrow(column - low) for column, low in zip(columns, lowest, strict=True))
        return cls(lowest, above)

    @classmethod
    def from_bytes(cls, content: bytes) -> Self:
        """Read what `to_bytes` wrote; ValueError when it is of another format."""
        number, columns, length = _HEAD.unpack_from(content)
        if number != _FORMAT:
            raise ValueError(f"stored in format {number}, not {_FORMAT}")
        heads = [_COLUMN.unpack_from(content, _HEAD.size + place * _COLUMN.size) for place in range(columns)]
        start = _HEAD.size + columns * _COLUMN.size
        above = []
        for width, _lowest in heads:
            above.append(np.frombuffer(content, dtype=f"<u{width}", count=length, offset=start))
            start += width * length
        return cls(tuple(lowest for _width, lowest in heads), tuple(above))

    def to_bytes(self) -> bytes:
        """The columns for a database: the same for the same numbers."""
        heads = [
            _COLUMN.pack(column.dtype.itemsize, lowest)
            for column, lowest in zip(self.above, self.lowest, strict=True)
        ]
        head = _HEAD.pack(_FORMAT, len(self.above), len(self))
        return b"".join([head, *heads, *(column.tobytes() for column in self.above)])

    def __len__(self) -> int:
        return len(self.above[0])

    def column(self, place: int) -> Ints:
        """One whole column, as ordinary numbers."""
        found: Ints = self.above[place].astype(np.int64) + self.lowest[place]
        return found

    def columns(self, rows: slice = slice(None)) -> tuple[Ints, ...]:
        """The columns of some rows, as ordinary numbers."""
        return tuple(
            column[rows].astype(np.int64) + lowest for column, lowest in zip(self.above, self.lowest, strict=True)
        )


def _narrow(above: Ints) -> NDArray[np.unsignedinteger[Any]]:
    largest = int(above.max(initial=0))
    width = next(each for each in _WIDTHS if largest < 1 << 8 * each)
    return above.astype(f"<u{width}")
