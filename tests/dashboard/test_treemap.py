import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ambassadors.dashboard.treemap import HEADER_HEIGHT, Box, Frame, Tile, Treemap, sliced, squarify, treemap
from tests.measures.build import branch, ints, trees

WIDTH, HEIGHT = 1200.0, 700.0


def names(count: int) -> list[str]:
    return [f"Maatschappelijke ontwikkeling {index}" for index in range(count)]


def laid_out(parent, staff, width: float = WIDTH, height: float = HEIGHT) -> Treemap:
    return treemap(parent, np.asarray(staff), names(len(parent)), width, height)


def grown(count: int) -> tuple:
    """An organisation of any size that branches about fourfold, with heavy-tailed headcounts."""
    rng = np.random.default_rng(count)
    parent = np.array([-1] + [int(rng.integers(0, max(1, index // 4))) for index in range(1, count)])
    return parent, rng.pareto(1.5, count) * 10 * (rng.random(count) > 0.1)


def overlap(tiles: list[Box]) -> float:
    """The largest area that two boxes share."""
    x, y, width, height = np.array([[box.x, box.y, box.width, box.height] for box in tiles]).reshape(-1, 4).T
    wide = np.minimum.outer(x + width, x + width) - np.maximum.outer(x, x)
    high = np.minimum.outer(y + height, y + height) - np.maximum.outer(y, y)
    shared = np.clip(wide, 0, None) * np.clip(high, 0, None)
    np.fill_diagonal(shared, 0)
    return float(shared.max(initial=0))


def area(box: Box) -> float:
    return box.width * box.height


def is_inside(inner: Box, outer: Box) -> bool:
    return (
        inner.x >= outer.x - 1e-6
        and inner.y >= outer.y - 1e-6
        and inner.x + inner.width <= outer.x + outer.width + 1e-6
        and inner.y + inner.height <= outer.y + outer.height + 1e-6
    )


def test_the_example_of_the_paper_is_laid_out_as_in_the_paper():
    """Areas 6, 6, 4, 3, 2, 2 and 1 in 6 × 4, by Bruls, Huizing and van Wijk (2000)."""
    boxes = squarify([6, 6, 4, 3, 2, 2, 1], Box(0, 0, 6, 4))

    assert [tuple(round(side, 2) for side in (box.x, box.y, box.width, box.height)) for box in boxes] == [
        (0, 0, 3, 2),
        (0, 2, 3, 2),
        (3, 0, 1.71, 2.33),
        (4.71, 0, 1.29, 2.33),
        (3, 2.33, 1.2, 1.67),
        (4.2, 2.33, 1.2, 1.67),
        (5.4, 2.33, 0.6, 1.67),
    ]


def test_nothing_to_lay_out_makes_no_boxes():
    assert squarify([], Box(0, 0, 6, 4)) == []
    assert laid_out(ints(), ints()) == Treemap(WIDTH, HEIGHT, (), (), ())


def test_one_department_takes_everything():
    assert laid_out(ints(-1), ints(3)).tiles == (
        Tile(Box(0, 0, WIDTH, HEIGHT), 0, 0, ("Maatschappelijke ontwikkeling 0",)),
    )


def test_departments_without_staff_have_no_area_but_are_listed():
    result = laid_out(ints(-1, 0, 0, -1), ints(0, 5, 0, 0))

    assert [tile.department for tile in result.tiles] == [1]
    assert [frame.department for frame in result.frames] == [0]
    assert result.without_staff == (0, 2, 3)


def test_an_organisation_without_staff_is_a_list_alone():
    assert laid_out(ints(-1, 0), ints(0, 0)) == Treemap(WIDTH, HEIGHT, (), (), (0, 1))


def test_a_parent_has_a_strip_with_its_name_and_a_tile_for_its_own_staff():
    result = laid_out(ints(-1, 0), ints(10, 30))

    assert result.frames == (Frame(Box(0, 0, WIDTH, HEIGHT), 0, 0, HEADER_HEIGHT, "Maatschappelijke ontwikkeling 0"),)
    assert [(tile.department, tile.depth, area(tile.box)) for tile in result.tiles] == [
        (1, 1, pytest.approx(WIDTH * (HEIGHT - HEADER_HEIGHT) * 0.75)),
        (0, 0, pytest.approx(WIDTH * (HEIGHT - HEADER_HEIGHT) * 0.25)),
    ]


def test_a_frame_that_is_too_low_or_too_narrow_has_no_strip():
    low, narrow = laid_out(ints(-1, 0), ints(1, 1), 300, 50), laid_out(ints(-1, 0), ints(1, 1), 30, 300)

    assert [(frame.header, frame.label) for frame in (*low.frames, *narrow.frames)] == [(0, ""), (0, "")]


@pytest.mark.parametrize(
    ("width", "height", "label"),
    [
        (300, 100, ("Maatschappelijke ontwikkeling 0",)),
        (130, 100, ("Maatschappelijke", "ontwikkeling 0")),
        (100, 100, ("Maatschappel…", "ontwikkeling", "0")),
        (100, 40, ("Maatschappel…", "ontwikkeling…")),
        (100, 25, ("Maatschappel…",)),
        (30, 100, ()),
        (300, 20, ()),
    ],
)
def test_a_label_is_broken_shortened_or_left_out_to_fit(width, height, label):
    assert laid_out(ints(-1), ints(1), width, height).tiles[0].label == label


def test_a_short_name_fits_where_a_stump_would_not():
    assert treemap(ints(-1), ints(1), ["ICT"], 30, 30).tiles[0].label == ("ICT",)


def test_a_tree_twelve_deep_and_one_of_five_thousand_are_laid_out():
    deep = laid_out(np.arange(12) - 1, np.ones(12))
    endless = laid_out(np.arange(5000) - 1, np.ones(5000))

    assert sorted(tile.depth for tile in deep.tiles) == list(range(12))
    assert len(endless.tiles) == 5000


def test_two_thousand_departments_under_one_parent_are_laid_out():
    result = laid_out(np.append(-1, np.zeros(2000, dtype=np.int64)), np.full(2001, 3.0))

    assert len(result.tiles) == 2001
    assert overlap([tile.box for tile in result.tiles]) < 1e-6


def test_a_loop_is_refused():
    with pytest.raises(ValueError, match="loop"):
        laid_out(ints(1, 0), ints(1, 1))


@pytest.mark.parametrize("count", [60, 138, 2029, 5000])
def test_every_department_with_staff_has_a_tile_of_its_own_place(count):
    parent, staff = grown(count)
    result = laid_out(parent, staff)

    assert sorted(tile.department for tile in result.tiles) == np.flatnonzero(staff).tolist()
    assert result == laid_out(parent, staff)
    if count <= 2029:
        assert overlap([tile.box for tile in result.tiles]) < 1e-6


def test_most_tiles_of_an_even_organisation_are_nearly_square():
    tiles = laid_out(np.full(138, -1), np.linspace(5, 60, 138)).tiles
    ratios = [max(tile.box.width, tile.box.height) / min(tile.box.width, tile.box.height) for tile in tiles]

    assert np.median(ratios) < 1.5


@given(st.lists(st.floats(0.01, 10_000), min_size=1, max_size=60), st.floats(10, 2000), st.floats(10, 2000))
def test_boxes_fill_the_area_in_proportion_and_do_not_overlap(sizes, width, height):
    sizes.sort(reverse=True)
    boxes = squarify(sizes, Box(5, 7, width, height))

    expected = np.array(sizes) / sum(sizes) * width * height
    assert np.allclose([area(box) for box in boxes], expected, rtol=1e-6, atol=1e-6 * width * height)
    assert overlap(boxes) < 1e-6 * width * height
    assert all(is_inside(box, Box(5, 7, width, height)) for box in boxes)


@settings(max_examples=50)
@given(trees(), st.data())
def test_within_a_frame_areas_are_proportional_to_staff(parent, data):
    count = len(parent)
    staff = np.array(data.draw(st.lists(st.integers(0, 50), min_size=count, max_size=count)))
    result = laid_out(parent, staff)
    own = {tile.department: tile.box for tile in result.tiles}
    whole = {frame.department: frame.box for frame in result.frames}

    for frame in result.frames:
        inner = area(frame.box) - frame.box.width * frame.header
        people = staff[list(branch(parent, frame.department))].sum()
        parts = [
            (child, staff[list(branch(parent, child))].sum()) for child in np.flatnonzero(parent == frame.department)
        ]
        for child, number in parts:
            if number:
                box = whole.get(child) or own[child]
                assert area(box) == pytest.approx(inner * number / people, rel=1e-6, abs=1e-6)
                assert is_inside(box, frame.box)
        if staff[frame.department]:
            assert area(own[frame.department]) == pytest.approx(
                inner * staff[frame.department] / people, rel=1e-6, abs=1e-6
            )
    assert overlap([tile.box for tile in result.tiles]) < 1e-6


@pytest.mark.parametrize(
    ("area", "cut"),
    [
        (Box(10, 20, 100, 50), [Box(10, 20, 75, 50), Box(85, 20, 25, 50)]),
        (Box(10, 20, 50, 100), [Box(10, 20, 50, 75), Box(10, 95, 50, 25)]),
    ],
    ids=["lying", "standing"],
)
def test_slices_lie_along_the_longer_side(area, cut):
    assert sliced([30, 10], area) == cut
