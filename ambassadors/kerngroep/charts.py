"""The figure of the report as SVG, for the page and the PDF alike. Pure; it holds no text, that stands beside it."""

from collections.abc import Mapping, Sequence

WIDTH, HEIGHT = 640, 150


def stage_areas(months: Sequence[Sequence[float]], fills: Mapping[int, str]) -> str:
    """Staff per stage (months × stages) as areas on each other, the furthest stage at the bottom, as shares.

    A single month is drawn as a bar. `fills` is the colour of each stage.
    """
    rows = [list(row) for row in months if sum(row)]
    if not rows:
        return ""
    rows = rows if len(rows) > 1 else rows * 2
    step = WIDTH / (len(rows) - 1)
    below = [0.0] * len(rows)
    areas = []
    for stage in reversed(range(len(rows[0]))):
        above = [floor + row[stage] / sum(row) for floor, row in zip(below, rows, strict=True)]
        if any(row[stage] for row in rows):
            there = [f"{place * step:.1f},{HEIGHT * (1 - level):.1f}" for place, level in enumerate(above)]
            back = [f"{place * step:.1f},{HEIGHT * (1 - level):.1f}" for place, level in enumerate(below)][::-1]
            points = " ".join([*there, *back])
            areas.append(f'<polygon points="{points}" fill="{fills[stage]}" stroke="#ffffff" stroke-width="1.5"/>')
        below = above
    frame = f'<rect width="{WIDTH}" height="{HEIGHT}" fill="none" stroke="#52626e" stroke-width="1"/>'
    size = f'width="{WIDTH}" height="{HEIGHT}" viewBox="0 0 {WIDTH} {HEIGHT}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{"".join(areas)}{frame}</svg>'
