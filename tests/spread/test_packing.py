import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from ambassadors.spread.packing import Packed

NUMBERS = st.integers(-(2**40), 2**40)


@given(
    st.integers(0, 30).flatmap(lambda length: st.lists(arrays.arrays(np.int64, length, elements=NUMBERS), min_size=1))
)
def test_what_is_packed_comes_out_as_it_was(columns):
    packed = Packed.from_bytes(Packed.of(columns).to_bytes())

    assert [column.tolist() for column in packed.columns()] == [column.tolist() for column in columns]
    assert packed.to_bytes() == Packed.of(columns).to_bytes()
    assert len(packed) == len(columns[0])


def test_numbers_take_as_many_bytes_as_their_range_asks():
    packed = Packed.of(
        [np.array([739_000, 739_030]), np.array([-1, 254]), np.array([-1, 255]), np.array([0, 1 << 40])]
    )

    assert [column.dtype.itemsize for column in packed.above] == [1, 1, 2, 8]


def test_a_part_can_be_taken_out():
    packed = Packed.of([np.array([5, 6, 7]), np.array([-1, 0, 1])])

    assert [column.tolist() for column in packed.columns(slice(1, 3))] == [[6, 7], [0, 1]]
    assert packed.column(1).tolist() == [-1, 0, 1]


def test_bytes_of_another_format_are_refused():
    content = Packed.of([np.array([1])]).to_bytes()

    with pytest.raises(ValueError, match="format 9"):
        Packed.from_bytes(b"\x09" + content[1:])
