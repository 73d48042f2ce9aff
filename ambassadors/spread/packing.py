"""Columns of whole numbers in as few bytes as their ranges allow, and pressed, in fewer still. Pure."""

import struct
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Protocol, Self

import numpy as np
from numpy.typing import NDArray

from ambassadors.measures.arrays import Ints

_WIDTHS = (1, 2, 4, 8)
_HEAD, _COLUMN = struct.Struct("<BBI"), struct.Struct("<Bq")
_FORMAT = 2
_QUICKLY = 1  # zlib's level: the ninth saves a twentieth more, and takes ten times as long
_MOST_OPEN = 10  # 200 kB each at XL; who goes through the months looks back half a year


class Columns(Protocol):
    """Columns of equal length, packed or pressed."""

    def __len__(self) -> int: ...
    def column(self, place: int) -> Ints:
        """One whole column, as ordinary numbers."""
        ...

    def columns(self) -> tuple[Ints, ...]:
        """All columns, as ordinary numbers."""
        ...


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

    def __len__(self) -> int:
        return len(self.above[0])

    def column(self, place: int) -> Ints:
        """One whole column, as ordinary numbers."""
        found: Ints = self.above[place].astype(np.int64) + self.lowest[place]
        return found

    def columns(self) -> tuple[Ints, ...]:
        """All columns, as ordinary numbers."""
        return tuple(self.column(place) for place in range(len(self.above)))


@dataclass(frozen=True, eq=False, slots=True)
class Pressed:
    """The same for a database, and for what is seldom asked: in less than half of the bytes, opened when asked."""

    content: bytes

    @classmethod
    def of(cls, columns: Sequence[Ints]) -> Self:
        """Press columns of equal length."""
        packed = Packed.of(columns)
        heads = [
            _COLUMN.pack(column.dtype.itemsize, lowest)
            for column, lowest in zip(packed.above, packed.lowest, strict=True)
        ]
        # First bytes of all numbers, then their second bytes: alike stands next to alike, and is pressed well.
        planes = [column.view(np.uint8).reshape(len(column), column.itemsize).T.tobytes() for column in packed.above]
        head = _HEAD.pack(_FORMAT, len(packed.above), len(packed))
        return cls(b"".join([head, *heads, zlib.compress(b"".join(planes), _QUICKLY)]))

    @classmethod
    def from_bytes(cls, content: bytes) -> Self:
        """What `content` of one was; ValueError when it is of another format."""
        number, _columns, _length = _HEAD.unpack_from(content)
        if number != _FORMAT:
            raise ValueError(f"stored in format {number}, not {_FORMAT}")
        return cls(content)

    def __len__(self) -> int:
        length: int = _HEAD.unpack_from(self.content)[2]
        return length

    def column(self, place: int) -> Ints:
        """One whole column, as ordinary numbers."""
        return _opened(self).column(place)

    def columns(self) -> tuple[Ints, ...]:
        """All columns, as ordinary numbers."""
        return _opened(self).columns()


@lru_cache(_MOST_OPEN)
def _opened(pressed: Pressed) -> Packed:
    _number, columns, length = _HEAD.unpack_from(pressed.content)
    heads = [_COLUMN.unpack_from(pressed.content, _HEAD.size + place * _COLUMN.size) for place in range(columns)]
    planes = np.frombuffer(zlib.decompress(pressed.content[_HEAD.size + columns * _COLUMN.size :]), dtype=np.uint8)
    above, start = [], 0
    for width, _lowest in heads:
        end = start + width * length
        above.append(planes[start:end].reshape(width, length).T.copy().view(f"<u{width}").reshape(length))
        start = end
    return Packed(tuple(lowest for _width, lowest in heads), tuple(above))


def _narrow(above: Ints) -> NDArray[np.unsignedinteger[Any]]:
    largest = int(above.max(initial=0))
    width = next(each for each in _WIDTHS if largest < 1 << 8 * each)
    return above.astype(f"<u{width}")
