"""The figures in depth, as plain dicts for plotly.js; every text in them comes from the caller."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from ambassadors.dashboard.charts import (
    INK,
    LINES,
    PAPER,
    STAGE_LOOKS,
    Figure,
    bar_figure,
    bars,
    frame,
    plain,
)
from ambassadors.dashboard.treemap import shortened
from ambassadors.measures.stages import Stage

DEEP = STAGE_LOOKS[Stage.CARRIES_IT].fill
MIDDLE = STAGE_LOOKS[Stage.TAKES_PART].fill
PALE = STAGE_LOOKS[Stage.HEARD].fill

_MOST_LETTERS = 28  # of a name beside a bar; the table has the whole name
_FEW = 6


@dataclass(frozen=True, slots=True)
class ShareTexts:
    """Words for two shares: how it is, how it would be by chance, and the axis."""

    really: str
    by_chance: str
    share: str


@dataclass(frozen=True, slots=True)
class BandTexts:
    """Words for a line with its uncertainty: the line, its range, and the two axes."""

    line: str
    range: str
    across: str
    up: str


@dataclass(frozen=True, slots=True)
class FanTexts:
    """Words for the fan: what was counted, what is possible, the two forecasts, all there is, and the axis."""

    counted: str
    possible: str
    constant_hazard: str
    persistence: str
    total: str
    up: str


@dataclass(frozen=True, slots=True)
class Ahead:
    """The months to come of the fan, each list as long as `months`."""

    months: Sequence[str]
    constant_hazard: Sequence[float]
    persistence: Sequence[float]
    low: Sequence[float]
    high: Sequence[float]


def two_shares(
    share: float, by_chance: float, off: tuple[float, float], texts: ShareTexts, separators: str
) -> Figure:
    """A share of 0 to 1 with how far it can be `off` below and above, over what chance would give."""
    below, above = off
    bar: Figure = {"hovertemplate": "%{x:.0f}%<extra></extra>", "showlegend": False}
    range_of: Figure = {"type": "data", "array": [100 * above], "arrayminus": [100 * below]}
    traces = [
        bars("", [100 * share], DEEP, "")
        | bar
        | {"y": [0], "error_x": range_of | {"color": INK, "thickness": 2, "width": 8}},
        bars("", [100 * by_chance], PALE, "/") | bar | {"y": [1]},
    ]
    across = {"title": {"text": plain(texts.share), "standoff": 8}, "range": [0, 100], "ticksuffix": "%"}
    return bar_figure(traces, across, _down([texts.really, texts.by_chance]), 2, separators)


def band(
    at: Sequence[float],
    line: Sequence[float],
    low: Sequence[float],
    high: Sequence[float],
    texts: BandTexts,
    separators: str,
) -> Figure:
    """A line over time with its range as a band around it."""
    traces = [
        *_range(list(at), list(low), list(high), texts.range),
        _line(list(at), list(line), texts.line),
    ]
    across = {"title": {"text": plain(texts.across)}, "showgrid": False, "rangemode": "tozero", "automargin": True}
    return {"data": traces, "layout": _upright(across, texts.up, separators)}


def columns(names: Sequence[str], numbers: Sequence[float], up: str, separators: str) -> Figure:
    """A standing bar per name, in the order given."""
    trace = {
        "type": "bar",
        "x": [plain(name) for name in names],
        "y": list(numbers),
        "marker": {"color": DEEP},
        "text": list(numbers),
        "textposition": "outside",
        "cliponaxis": False,
        "hovertemplate": "%{x}: %{y:,.0f}<extra></extra>",
    }
    layout = _upright({"type": "category", "showgrid": False}, up, separators) | {"height": 320, "bargap": 0.4}
    if max(numbers, default=0) < _FEW:
        layout["yaxis"]["dtick"] = 1  # nobody counts in tenths of people
    return {"data": [trace], "layout": layout}


def lying_bars(names: Sequence[str], numbers: Sequence[float], across: str, separators: str) -> Figure:
    """A lying bar per name, in the order given."""
    trace = bars("", list(numbers), DEEP, "") | {
        "y": list(range(len(names))),
        "hovertemplate": "%{x:,.0f}<extra></extra>",
        "showlegend": False,
    }
    axis = {"title": {"text": plain(across), "standoff": 8}, "rangemode": "tozero", "tickformat": ",.0f"}
    return bar_figure([trace], axis, _down(names), len(names), separators)


def fan(
    months: Sequence[str], counts: Sequence[float], ahead: Ahead, total: float, texts: FanTexts, separators: str
) -> Figure:
    """What was counted at the end of each month, and from the last one on what is possible."""
    from_now = [months[-1], *ahead.months]
    now = counts[-1]
    traces = [
        _line(list(months), list(counts), texts.counted),
        *_range(from_now, [now, *ahead.low], [now, *ahead.high], texts.possible),
        _line(from_now, [now, *ahead.constant_hazard], texts.constant_hazard, "dash"),
        _line(from_now, [now, *ahead.persistence], texts.persistence, "dot"),
    ]
    every = [*months, *ahead.months]
    step = max(1, -(-len(every) // 8))
    across = {
        "type": "category",
        "categoryarray": every,
        "categoryorder": "array",
        "tickvals": every[::-1][::step][::-1],
        "showgrid": False,
        "range": [0, len(every) - 1],
    }
    layout = _upright(across, texts.up, separators)
    highest = max([*counts, *ahead.high])
    if total and highest > 0.6 * total:
        traces.append(_line(every, [total] * len(every), texts.total, "longdash", width=1))
    return {"data": traces, "layout": layout}


def _range(at: list[Any], low: list[float], high: list[float], name: str) -> list[Figure]:
    """A band: its lower edge, and what lies between that and its upper edge."""
    edge: Figure = {"type": "scatter", "mode": "lines", "x": at, "line": {"width": 0}, "hoverinfo": "skip"}
    return [
        edge | {"y": low, "showlegend": False},
        edge
        | {
            "y": high,
            "name": plain(name),
            "fill": "tonexty",
            "fillcolor": PALE,
            "fillpattern": {"shape": "/", "fgcolor": MIDDLE, "bgcolor": PALE, "solidity": 0.2},
        },
    ]


def _line(at: list[Any], numbers: list[float], name: str, dash: str = "solid", width: int = 3) -> Figure:
    return {
        "type": "scatter",
        "mode": "lines+markers" if len(at) == 1 else "lines",
        "x": at,
        "y": numbers,
        "name": plain(name),
        "line": {"color": STAGE_LOOKS[Stage.BY_ITSELF].fill, "width": width if dash == "solid" else 2, "dash": dash},
        "hovertemplate": "%{y:,.2~f}",
    }


def _upright(across: Figure, up: str, separators: str) -> Figure:
    axis: Figure = {
        "title": {"text": plain(up)},
        "rangemode": "tozero",
        "gridcolor": LINES,
        "automargin": True,
    }
    return frame(separators) | {
        "xaxis": across,
        "yaxis": axis,
        "hovermode": "x unified",
        "height": 380,
        "plot_bgcolor": PAPER,
    }


def _down(names: Sequence[str]) -> Figure:
    ticks = [plain(shortened(name, _MOST_LETTERS)) for name in names]
    return {"tickvals": list(range(len(names))), "ticktext": ticks, "autorange": "reversed", "automargin": True}
