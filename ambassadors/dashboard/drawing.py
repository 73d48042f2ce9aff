"""The oil slick ready for the template: places in numbers that SVG takes, texts in words."""

from dataclasses import dataclass

from flask_babel import gettext as _

from ambassadors.dashboard import wording
from ambassadors.dashboard.asking import Asked
from ambassadors.dashboard.charts import INK, PAPER, STAGE_LOOKS, Look
from ambassadors.dashboard.departments import Departments
from ambassadors.dashboard.departments import Line as Told
from ambassadors.dashboard.slick import NARROW, WIDE, Area, Ground, Slice, Slick, slick
from ambassadors.dashboard.treemap import FONT_SIZE, LINE_HEIGHT, PADDING, Box, Frame
from ambassadors.organisation.rules import whole_parts
from ambassadors.spread.picture import Picture
from ambassadors.web.formatting import language

HIDDEN = Look(PAPER, INK, "\\", "#d5dde6")
"""How a department is drawn of which nothing may be shown."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text, from its lower left corner."""

    x: float
    y: float
    text: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of an area with one fill; `dark`: what is written on it is light."""

    box: Box
    fill: str
    dark: bool
    lines: tuple[Line, ...]


@dataclass(frozen=True, eq=False, slots=True)
class Tile:
    """An area: `code` is that of its department or division, empty for the whole organisation.

    `title` is told of a division; what is told of a department is not in the drawing, but by its index.
    """

    code: str
    division: bool
    department: int | None
    title: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Strip:
    """A frame with its name on a strip, if that fits; `whole`: its branch may be looked into."""

    box: Box
    header: float
    code: str
    title: str
    whole: bool
    line: Line | None


@dataclass(frozen=True, eq=False, slots=True)
class Drawing:
    """All that is drawn of a slick; each one is different, since it is kept itself."""

    kind: str
    slick: Slick
    tiles: tuple[Tile, ...]
    strips: tuple[Strip, ...]


def looks() -> tuple[tuple[str, Look], ...]:
    """Name and look of every fill that a tile can have: stage-0 to stage-4, and that of what may not be shown."""
    return (*((f"stage-{stage.value}", look) for stage, look in STAGE_LOOKS.items()), ("stage-hidden", HIDDEN))


def drawings(found: Asked) -> tuple[Drawing, Drawing]:
    """The slick for a wide screen, and for a phone: kept until a stage changes, or the organisation."""
    picture = found.picture
    question = ("drawings", picture.ground, picture.stage.tobytes(), language())
    return found.facts.roster.kept(question, lambda: _drawings(picture))


def lines(told: Departments, drawn: Drawing) -> list[Told | None]:
    """What is told of every area that is a department."""
    return [None if tile.department is None else told.line(tile.department) for tile in drawn.tiles]


def title_of(tile: Tile, line: Told | None) -> str:
    """What an area tells: its name on a line of its own, which the slider reads, and how it stands there."""
    if line is None:
        return tile.title
    shared = " " + _("Shown together with %(names)s.", names=", ".join(line.together[:3])) if line.together else ""
    return f"{line.name}:\n{wording.people(line.staff)}, {line.stage_name}. {line.reason}{shared}"


def _drawings(picture: Picture) -> tuple[Drawing, Drawing]:
    count = len(picture.ground)
    names = [row.name for row in picture.ground.tree.rows]
    ground = Ground(picture.ground.parent[:count], picture.ground.staff[:count], picture.stage[:count], names)
    stage_names = (*wording.all_stage_names(), wording.stage_name(None))
    wide, narrow = (slick(ground, picture.ground.in_branch[:count], stage_names, sheet) for sheet in (WIDE, NARROW))
    return _drawing(picture, "wide", wide), _drawing(picture, "narrow", narrow)


def _drawing(picture: Picture, kind: str, found: Slick) -> Drawing:
    tiles = tuple(_tile(picture, area) for area in found.areas)
    return Drawing(kind, found, tiles, tuple(_strip(picture, frame) for frame in found.frames))


def _tile(picture: Picture, area: Area) -> Tile:
    code = "" if area.department is None else picture.ground.tree.rows[area.department].code
    title = _title_of_division(picture, area) if area.division else ""
    alone = None if area.division else area.department
    return Tile(code, area.division, alone, title, tuple(_piece(each) for each in area.slices))


def _piece(part: Slice) -> Piece:
    box = rounded(part.box)
    top = box.y + PADDING + FONT_SIZE
    lines = tuple(
        Line(round(box.x + PADDING + 2, 1), round(top + place * LINE_HEIGHT, 1), text)
        for place, text in enumerate(part.label)
    )
    look = HIDDEN if part.stage is None else STAGE_LOOKS[part.stage]
    return Piece(box, "stage-hidden" if part.stage is None else f"stage-{part.stage.value}", look.ink == PAPER, lines)


def _title_of_division(picture: Picture, area: Area) -> str:
    name = _("Everybody") if area.department is None else picture.ground.tree.rows[area.department].name
    people = whole_parts(each.staff for each in area.slices)
    parts = zip(people, area.slices, strict=True)
    return f"{name}:\n" + "; ".join(
        f"{wording.people(staff)}, {wording.stage_name(each.stage)}" for staff, each in parts
    )


def _strip(picture: Picture, frame: Frame) -> Strip:
    box = rounded(frame.box)
    row = picture.ground.tree.rows[frame.department]
    line = Line(round(box.x + PADDING + 2, 1), round(box.y + 14.5, 1), frame.label) if frame.label else None
    whole = bool(picture.ground.lookable[frame.department]) and frame.department != picture.ground.head
    return Strip(box, frame.header, row.code, row.name, whole, line)


def rounded(box: Box) -> Box:
    """The box with its numbers as short as SVG needs them."""
    return Box(round(box.x, 1), round(box.y, 1), round(box.width, 1), round(box.height, 1))
