"""The figures of the dashboard, as plain dicts for plotly.js; every text in them comes from the caller.

SVG traces only, no template, nothing told by colour or hover alone: each page gives a figure its
conclusion in words and its table.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Any, TypeAlias

from ambassadors.dashboard.treemap import shortened
from ambassadors.measures.arrays import Floats
from ambassadors.measures.reach import ReachRange
from ambassadors.measures.stages import Stage

Figure: TypeAlias = dict[str, Any]

# No buttons over the figure, and no way to send what it shows to somebody else's machine.
CONFIG: Figure = {"displayModeBar": False, "responsive": True, "showSendToCloud": False}

FONT_FAMILY = 'system-ui, "Segoe UI", Roboto, "Noto Sans", sans-serif'
INK = "#10243a"
PAPER = "#ffffff"
LINES = "#d5dde6"
GAP = "#f3c58b"  # the one warm colour: somebody is missing here


@dataclass(frozen=True, slots=True)
class Look:
    """How a stage is drawn: fill, text on that fill, plotly's name of the pattern and its colour."""

    fill: str
    ink: str
    pattern: str
    pattern_colour: str


STAGE_LOOKS: dict[Stage, Look] = {
    Stage.NOT_REACHED: Look("#eef2f6", INK, "", INK),
    Stage.HEARD: Look("#c9dcec", INK, ".", "#7fa3c2"),
    Stage.TAKES_PART: Look("#8ab6d9", INK, "/", "#5f94c0"),
    Stage.CARRIES_IT: Look("#2b689d", PAPER, "x", "#1f5483"),
    Stage.BY_ITSELF: Look("#0b2e54", PAPER, "-", "#1d4878"),
}

_MOST_TICKS = 8
_MOST_LETTERS = 28  # of a name beside a bar; the table has the whole name
_ROW_HEIGHT = 28
_FRAME_HEIGHT = 110  # axis, its title and the legend


@dataclass(frozen=True, slots=True)
class StageTexts:
    """Words for the curve of the stages: the names of the five stages in order, and of the axis of staff."""

    stages: tuple[str, str, str, str, str]
    staff: str


@dataclass(frozen=True, slots=True)
class ReachTexts:
    """Words for the bars of reach: what is certain, what is possible, what is unknown, and the axis."""

    at_least: str
    at_most: str
    or_more: str
    share_of_staff: str


@dataclass(frozen=True, slots=True)
class CoverageTexts:
    """Words for the bar of coverage: the four parts of the staff, and the axis."""

    own: str
    elsewhere: str
    gap: str
    without_unit: str
    staff: str


def stage_curve(months: Sequence[str], staff: Floats, texts: StageTexts, separators: str) -> Figure:
    """Staff per stage (months × 5) as stacked areas, the furthest stage at the bottom.

    `months` are different names in order of time; `separators` is the decimal mark and that of thousands.
    """
    names = [plain(month) for month in months]
    traces = [_area(stage, names, staff[:, stage].tolist(), texts) for stage in reversed(Stage)]
    step = max(1, -(-len(names) // _MOST_TICKS))
    ticks = names[::-1][::step][::-1]  # counted back from now, the month that matters most
    room = 0.5 if len(names) == 1 else 0.0
    across = {"type": "category", "tickvals": ticks, "showgrid": False, "range": [-room, len(names) - 1 + room]}
    up: Figure = {
        "title": {"text": plain(texts.staff)},
        "rangemode": "tozero",
        "gridcolor": LINES,
        "tickformat": ",.0f",
        "automargin": True,  # 350.000 needs more room than 50
    }
    layout = frame(separators) | {"xaxis": across, "yaxis": up, "hovermode": "x unified", "height": 380}
    return {"data": traces, "layout": layout}


def reach_bars(
    names: Sequence[str],
    reach: Sequence[ReachRange],
    sentences: Sequence[str],
    texts: ReachTexts,
    separators: str,
) -> Figure:
    """The range of reach per department as a share of its staff, in the order given.

    A department without staff has no share and no bar. `sentences` are shown at the bars.
    """
    rows = [row for row in zip(names, reach, sentences, strict=True) if row[1].staff]
    ranges = [one for _, one, _ in rows]
    hover = [plain(sentence) for *_, sentence in rows]
    certain = [100 * one.lower / one.staff for one in ranges]
    possible = [100 * (one.upper - one.lower) / one.staff for one in ranges]
    unknown = [100 * (one.staff - one.upper) / one.staff if one.or_more else 0.0 for one in ranges]
    looks = STAGE_LOOKS
    traces = [
        bars(texts.at_least, certain, looks[Stage.CARRIES_IT].fill, ""),
        bars(texts.at_most, possible, looks[Stage.HEARD].fill, "/"),
        bars(texts.or_more, unknown, PAPER, "."),
    ]
    places = list(range(len(rows)))
    ticks = [plain(shortened(name, _MOST_LETTERS)) for name, *_ in rows]
    for trace in traces:
        trace |= {"y": places, "hovertext": hover, "hoverinfo": "text"}
    down = {"tickvals": places, "ticktext": ticks, "autorange": "reversed"}
    across = {"title": {"text": plain(texts.share_of_staff), "standoff": 8}, "range": [0, 100], "ticksuffix": "%"}
    return bar_figure(traces, across, down | {"automargin": True}, len(rows), separators)


def coverage_bar(staff: Sequence[int], texts: CoverageTexts, separators: str) -> Figure:
    """All staff as one bar: served by a colleague, from elsewhere, by nobody, or without a responsible unit."""
    own, elsewhere, gap, without_unit = staff
    parts = [
        (texts.own, own, STAGE_LOOKS[Stage.CARRIES_IT].fill, ""),
        (texts.elsewhere, elsewhere, STAGE_LOOKS[Stage.TAKES_PART].fill, "/"),
        (texts.gap, gap, GAP, "x"),
        (texts.without_unit, without_unit, STAGE_LOOKS[Stage.NOT_REACHED].fill, "."),
    ]
    traces = [bars(name, [number], fill, pattern) | {"y": [0]} for name, number, fill, pattern in parts]
    for trace in traces:
        trace["hovertemplate"] = "%{x:,.0f}<extra>%{fullData.name}</extra>"
    across = {
        "title": {"text": plain(texts.staff), "standoff": 8},
        "range": [0, sum(staff) or 1],
        "tickformat": ",.0f",
    }
    return bar_figure(traces, across, {"visible": False}, 1, separators)


def _area(stage: Stage, months: list[str], staff: list[float], texts: StageTexts) -> Figure:
    look = STAGE_LOOKS[stage]
    return {
        "type": "scatter",
        "name": plain(texts.stages[stage]),
        "x": months,
        "y": staff,
        "stackgroup": "stages",
        # One month has no area to draw, only a point.
        "mode": "lines+markers" if len(months) == 1 else "lines",
        "line": {"color": STAGE_LOOKS[Stage.BY_ITSELF].fill, "width": 1},
        "fillcolor": look.fill,
        "fillpattern": {"shape": look.pattern, "fgcolor": look.pattern_colour, "bgcolor": look.fill},
        "hovertemplate": "%{y:,.0f}",
    }


def bars(name: str, numbers: list[float], fill: str, pattern: str) -> Figure:
    """One colour of a lying bar chart, with its pattern."""
    return {
        "type": "bar",
        "orientation": "h",
        "name": plain(name),
        "x": numbers,
        "marker": {
            "color": fill,
            "line": {"color": INK, "width": 1 if pattern else 0},
            "pattern": {"shape": pattern, "fgcolor": INK, "bgcolor": fill, "solidity": 0.15},
        },
    }


def bar_figure(traces: list[Figure], across: Figure, down: Figure, rows: int, separators: str) -> Figure:
    """Lying bars by their traces and axes, as high as their rows need."""
    layout = frame(separators) | {
        "barmode": "stack",
        "xaxis": across | {"gridcolor": LINES, "automargin": True},
        "yaxis": down,
        "height": _FRAME_HEIGHT + _ROW_HEIGHT * max(rows, 1),
    }
    return {"data": traces, "layout": layout}


def frame(separators: str) -> Figure:
    """What every layout has: letters, colours, marks in numbers, and nothing that moves."""
    return {
        "font": {"family": FONT_FAMILY, "size": 14, "color": INK},
        "paper_bgcolor": PAPER,
        "plot_bgcolor": PAPER,
        "separators": separators,
        "margin": {"l": 60, "r": 40, "t": 16, "b": 48},
        "legend": {"orientation": "h", "x": 0, "y": 1, "yanchor": "bottom", "traceorder": "normal"},
        "hoverlabel": {"bgcolor": PAPER, "font": {"color": INK}},
        "dragmode": False,
    }


def plain(text: str) -> str:
    """Text that plotly shows as it is: it would take a "<" in a name for markup."""
    return escape(text, quote=False)
