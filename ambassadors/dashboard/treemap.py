"""The oil slick: every department as an area by its staff, nested by the tree.

Squarified treemap after Bruls, Huizing and van Wijk, Squarified Treemaps (2000). Names and headcounts are
open to everybody, so the layout is the same for every viewer; only the stages in it follow the viewer.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ambassadors.measures.arrays import Floats, Ints, checked_staff
from ambassadors.measures.tree import branch_sums, children_of

FONT_SIZE = 12.0
HEADER_HEIGHT = 20.0
LINE_HEIGHT = 15.0
_LETTER_WIDTH = 0.58 * FONT_SIZE  # an average letter of a humanist sans, on the wide side
PADDING = 4.0
_FEWEST_LETTERS = 6  # a shorter stump of a name tells nothing


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle, from its upper left corner."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Tile:
    """The own staff of one department: its area, and the lines of its name that fit (maybe none)."""

    box: Box
    department: int
    depth: int
    label: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Frame:
    """A department with others below it: the area of the whole branch, and the strip with its name.

    `header` is 0 and `label` empty where the strip would take too much of the area.
    """

    box: Box
    department: int
    depth: int
    header: float
    label: str


@dataclass(frozen=True, slots=True)
class Treemap:
    """Tiles and frames, parents before children; and the departments that have no tile for want of staff."""

    width: float
    height: float
    tiles: tuple[Tile, ...]
    frames: tuple[Frame, ...]
    without_staff: tuple[int, ...]


def treemap(parent: Ints, staff: Floats | Ints, names: Sequence[str], width: float, height: float) -> Treemap:
    """Lay the tree out in width × height; within a frame, area is proportional to staff.

    Deterministic: larger first, then by index. ValueError on a loop in the tree.
    """
    people = checked_staff(staff).tolist()
    branches = branch_sums(parent, np.array(people)).tolist()
    children = children_of(parent)
    tiles: list[Tile] = []
    frames: list[Frame] = []
    # (area, whose branch it is, depth of what goes in); a stack, so that a deep tree needs no deep calls
    open_areas = [(Box(0.0, 0.0, width, height), len(parent), 0)]
    while open_areas:
        area, head, depth = open_areas.pop()
        parts = [(branches[child], child) for child in children[head] if branches[child] > 0]
        if head < len(parent) and people[head] > 0:
            parts.append((people[head], head))
        parts.sort(key=lambda part: (-part[0], part[1]))
        for box, (_, department) in zip(squarify([size for size, _ in parts], area), parts, strict=True):
            if department == head or not _has_branch(children[department], branches):
                own_depth = depth - (department == head)
                tiles.append(Tile(box, department, own_depth, lines_in(box, names[department])))
                continue
            frame = _frame(box, department, depth, names[department])
            frames.append(frame)
            open_areas.append((_below_header(frame), department, depth + 1))
    empty = tuple(department for department, number in enumerate(people) if number == 0)
    return Treemap(width, height, tuple(tiles), tuple(frames), empty)


def squarify(sizes: Sequence[float], area: Box) -> list[Box]:
    """Rectangles that fill the area, in proportion to sizes (above 0, largest first), as square as can be."""
    scale = area.width * area.height / sum(sizes) if sizes else 0.0
    areas = [size * scale for size in sizes]
    boxes: list[Box] = []
    rest = area
    while len(boxes) < len(areas):
        start = len(boxes)
        end = _end_of_row(areas, start, min(rest.width, rest.height))
        row, rest = _cut_row(areas[start:end], rest, is_last=end == len(areas))
        boxes.extend(row)
    return boxes


def sliced(sizes: Sequence[float], area: Box) -> list[Box]:
    """The area cut along its longer side in proportion to sizes (above 0), in their order."""
    total, before = sum(sizes), 0.0
    boxes = []
    for size in sizes:
        near, far = before / total, min(1.0, (before + size) / total)
        before += size
        if area.width >= area.height:
            boxes.append(Box(area.x + near * area.width, area.y, (far - near) * area.width, area.height))
        else:
            boxes.append(Box(area.x, area.y + near * area.height, area.width, (far - near) * area.height))
    return boxes


def shortened(text: str, letters: int) -> str:
    """The text, cut off with … where it is longer than so many letters."""
    return text if len(text) <= letters else text[: letters - 1].rstrip() + "…"


def lines_in(box: Box, name: str) -> tuple[str, ...]:
    """The name broken over the lines that fit in the box; nothing where only a stump would."""
    letters = _letters(box)
    most = int((box.height - 2 * PADDING) / LINE_HEIGHT)
    if most < 1 or letters < min(_FEWEST_LETTERS, len(name)):
        return ()
    lines: list[str] = []
    for word in name.split():
        if lines and len(lines[-1]) + 1 + len(word) <= letters:
            lines[-1] = f"{lines[-1]} {word}"
        else:
            lines.append(word)
    if len(lines) > most:
        lines = [*lines[: most - 1], " ".join(lines[most - 1 :])]
    return tuple(shortened(line, letters) for line in lines)


def _end_of_row(areas: list[float], start: int, side: float) -> int:
    """Where the row that starts here ends: before the rectangle that would make its worst ratio worse."""
    total = areas[start]
    worst = _worst_ratio(total, areas[start], areas[start], side)
    end = start + 1
    while end < len(areas):
        ratio = _worst_ratio(total + areas[end], areas[start], areas[end], side)
        if ratio > worst:
            break
        total, worst, end = total + areas[end], ratio, end + 1
    return end


def _worst_ratio(total: float, largest: float, smallest: float, side: float) -> float:
    """The ratio of the sides of the least square rectangle in a row along `side`."""
    return max(side * side * largest / (total * total), total * total / (side * side * smallest))


def _cut_row(areas: list[float], rest: Box, *, is_last: bool) -> tuple[list[Box], Box]:
    """One row along the shorter side of the rest, and what is left; the last row takes all there is."""
    upright = rest.width >= rest.height
    along, across = (rest.height, rest.width) if upright else (rest.width, rest.height)
    total = sum(areas)
    thickness = across if is_last else min(across, total / along)
    boxes: list[Box] = []
    before = 0.0
    for number in areas:
        # Edges come from running sums, so that neighbours share them to the bit.
        near, far = along * (before / total), along * min(1.0, (before + number) / total)
        before += number
        if upright:
            boxes.append(Box(rest.x, rest.y + near, thickness, far - near))
        else:
            boxes.append(Box(rest.x + near, rest.y, far - near, thickness))
    if upright:
        return boxes, Box(rest.x + thickness, rest.y, rest.width - thickness, rest.height)
    return boxes, Box(rest.x, rest.y + thickness, rest.width, rest.height - thickness)


def _has_branch(children: list[int], branches: list[float]) -> bool:
    return any(branches[child] > 0 for child in children)


def _frame(box: Box, department: int, depth: int, name: str) -> Frame:
    letters = _letters(box)
    fits = box.height >= 3 * HEADER_HEIGHT and letters >= _FEWEST_LETTERS
    if not fits:
        return Frame(box, department, depth, 0.0, "")
    return Frame(box, department, depth, HEADER_HEIGHT, shortened(name, letters))


def _below_header(frame: Frame) -> Box:
    box = frame.box
    return Box(box.x, box.y + frame.header, box.width, box.height - frame.header)


def _letters(box: Box) -> int:
    """How many letters fit beside each other."""
    return int((box.width - 2 * PADDING) / _LETTER_WIDTH)
