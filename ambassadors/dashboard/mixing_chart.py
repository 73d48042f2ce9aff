"""Who meets whom as a heatmap: a plain dict for plotly.js; every text in it comes from the caller."""

from collections.abc import Sequence
from dataclasses import dataclass

from ambassadors.dashboard.charts import GAP, INK, STAGE_LOOKS, Figure, frame, plain
from ambassadors.dashboard.treemap import shortened
from ambassadors.measures.arrays import Ints
from ambassadors.measures.stages import Stage

GROUND, MIDDLE = (STAGE_LOOKS[stage].fill for stage in (Stage.NOT_REACHED, Stage.TAKES_PART))
SIGNS = {-1: "−", 0: "", 1: "+"}
LEANINGS = {-1: GAP, 0: GROUND, 1: MIDDLE}

_MOST_LETTERS = 28  # of a name beside a row; the table has the whole name
_FEW_LETTERS = 18  # of a name that stands on its side
_MOST_NAMED = 30  # rows of a heatmap of which the names can still be read
_CELLS_HEIGHT = 640
_NAMES_HEIGHT = 160


@dataclass(frozen=True, slots=True)
class MixingTexts:
    """Words for the heatmap: less than chance, as chance, more than chance, and its two axes."""

    less: str
    alike: str
    more: str
    source: str
    target: str


def mixing_map(
    names: Sequence[str],
    leans: Ints,
    sentences: Sequence[Sequence[str]],
    texts: MixingTexts,
    separators: str,
) -> Figure:
    """A square of cells, row reaches column: − less than chance, + more; `sentences` are shown at the cells."""
    words = {-1: texts.less, 0: texts.alike, 1: texts.more}
    legend = [_leaning(f"{SIGNS[lean]} {words[lean]}".strip(), colour) for lean, colour in LEANINGS.items()]
    layout = frame(separators)
    layout["legend"] |= {"y": -0.02, "yanchor": "top"}
    layout |= _sides(names, texts) | {"height": _NAMES_HEIGHT + min(_CELLS_HEIGHT, 90 + 30 * len(names))}
    return {"data": [_squares(leans, sentences), *legend], "layout": layout}


def _squares(leans: Ints, sentences: Sequence[Sequence[str]]) -> Figure:
    places, rows = list(range(len(leans))), leans.tolist()
    return {
        "type": "heatmap",
        "x": places,
        "y": places,
        "z": rows,
        "zmin": -1.5,
        "zmax": 1.5,
        "colorscale": _steps(*LEANINGS.values()),
        "showscale": False,  # it sets a style in a way that the policy refuses; the legend tells the same
        "text": [[SIGNS[lean] for lean in row] for row in rows],
        "texttemplate": "%{text}",
        "textfont": {"color": INK, "size": 14 if len(leans) <= _MOST_NAMED else 9},
        "hovertext": [[plain(sentence) for sentence in row] for row in sentences],
        "hoverinfo": "text",
        "xgap": 1,
        "ygap": 1,
    }


def _sides(names: Sequence[str], texts: MixingTexts) -> Figure:
    """The axes of a square: the same names across and down."""
    axis: Figure = {
        "tickvals": list(range(len(names))),
        "range": [-0.5, len(names) - 0.5],
        "showgrid": False,
        "zeroline": False,
        "automargin": True,
        "ticks": "",
        "showticklabels": len(names) <= _MOST_NAMED,
    }
    across = axis | {
        "ticktext": [plain(shortened(name, _FEW_LETTERS)) for name in names],
        "tickangle": -90,
        "side": "top",
        "title": {"text": plain(texts.target), "standoff": 8},
    }
    down = axis | {
        "ticktext": [plain(shortened(name, _MOST_LETTERS)) for name in names],
        "range": [len(names) - 0.5, -0.5],
        "title": {"text": plain(texts.source), "standoff": 8},
    }
    return {"xaxis": across, "yaxis": down}


def _leaning(name: str, colour: str) -> Figure:
    """A square in the legend, without a place in the figure."""
    marker = {"symbol": "square", "size": 16, "color": colour, "line": {"color": INK, "width": 1}}
    return {"type": "scatter", "mode": "markers", "x": [None], "y": [None], "name": plain(name), "marker": marker}


def _steps(*colours: str) -> list[list[float | str]]:
    """A scale of colours that do not flow into each other."""
    edges = [(place / len(colours), (place + 1) / len(colours)) for place in range(len(colours))]
    return [[edge, colour] for pair, colour in zip(edges, colours, strict=True) for edge in pair]
