import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from ambassadors.spread.packing import Packed, Pressed

NUMBERS = st.integers(-(2**40), 2**40)


@given(
    st.integers(0, 30).flatmap(lambda length: st.lists(arrays.arrays(np.int64, length, elements=NUMBERS), min_size=1))
)
def test_what_is_packed_comes_out_as_it_was(columns):
    for packed in (Packed.of(columns), Pressed.from_bytes(Pressed.of(columns).content)):
        assert [column.tolist() for column in packed.columns()] == [column.tolist() for column in columns]
        assert packed.column(len(columns) - 1).tolist() == columns[-1].tolist()
        assert len(packed) == len(columns[0])
    assert Pressed.of(columns).content == Pressed.of(columns).content


def test_what_is_alike_is_pressed_in_less_than_half_of_the_bytes():
    days, numbers = np.repeat(np.arange(739_000, 739_030), 40), np.tile([-1, 5, 20, 300], 300)

    assert len(Pressed.of([days, numbers]).content) < 3 * len(days) / 2


def test_numbers_take_as_many_bytes_as_their_range_asks():
    packed = Packed.of(
        [np.array([739_000, 739_030]), np.array([-1, 254]), np.array([-1, 255]), np.array([0, 1 << 40])]
    )

    assert [column.dtype.itemsize for column in packed.above] == [1, 1, 2, 8]


def test_bytes_of_another_format_are_refused():
    content = Pressed.of([np.array([1])]).content

    with pytest.raises(ValueError, match="format 9"):
        Pressed.from_bytes(b"\x09" + content[1:])
