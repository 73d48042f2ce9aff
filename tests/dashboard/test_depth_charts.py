import json

import numpy as np
import plotly.graph_objects as go
import pytest

from ambassadors.dashboard.charts import INK
from ambassadors.dashboard.depth_charts import (
    Ahead,
    BandTexts,
    FanTexts,
    ShareTexts,
    band,
    columns,
    fan,
    lying_bars,
    two_shares,
)
from ambassadors.dashboard.mixing_chart import LEANINGS, MixingTexts, mixing_map
from tests.dashboard.test_charts import contrast

DUTCH = ",."
SHARES = ShareTexts("werkelijk", "bij toeval", "deel dat elders werkt")
MIXING = MixingTexts("minder", "toeval", "meer", "ambassadeurs van", "kwamen bij")
BAND = BandTexts("per ambassadeur", "hoe zeker", "maanden", "collega’s")
FAN = FanTexts("geteld", "mogelijk", "zelfde deel", "evenveel", "alles", "in gebruik")
AHEAD = Ahead(["dec", "jan"], [8.5, 9.0], [9.0, 10.0], [8.0, 8.0], [9.5, 10.0])


def cells(size: int):
    """A square in which everybody keeps to themselves, and the first and the last avoid each other."""
    leans = np.eye(size, dtype=np.int64)
    leans[0, -1] = -1 if size > 1 else 1
    return mixing_map([f"A{row}" for row in range(size)], leans, [["zin"] * size] * size, MIXING, DUTCH)


FIGURES = {
    "two shares": two_shares(0.24, 0.88, (0.1, 0.2), SHARES, DUTCH),
    "a map of two": cells(2),
    "a map of sixty": cells(60),
    "a line with its band": band([0, 1, 2], [0.0, 0.2, 0.4], [0.0, 0.1, 0.1], [0.0, 0.3, 0.8], BAND, DUTCH),
    "bars of three years": columns(["2024", "2025", "2026"], [5, 10, 0], "nieuw", DUTCH),
    "bars of nobody": columns([], [], "nieuw", DUTCH),
    "lying bars": lying_bars(["Zorg", "<b>R&D</b>"], [40.0, 12.5], "medewerkers", DUTCH),
    "a fan near the total": fan(["okt", "nov"], [7.0, 8.0], AHEAD, 10.0, FAN, DUTCH),
    "a fan far below it": fan(["nov"], [8.0], AHEAD, 100.0, FAN, DUTCH),
}


@pytest.mark.parametrize("figure", FIGURES.values(), ids=FIGURES)
def test_plotly_accepts_every_figure(figure):
    assert go.Figure(figure, skip_invalid=False).to_plotly_json()["data"] is not None


@pytest.mark.parametrize("figure", FIGURES.values(), ids=FIGURES)
def test_every_figure_is_plain_json_without_a_template_and_of_svg_traces(figure):
    again = json.loads(json.dumps(figure, allow_nan=False))

    assert again == figure
    assert "template" not in figure["layout"]
    assert {trace["type"] for trace in figure["data"]} <= {"scatter", "bar", "heatmap"}


def test_a_share_is_drawn_with_how_far_it_can_be_off():
    share, by_chance = FIGURES["two shares"]["data"]

    assert (share["x"], by_chance["x"]) == ([24], [88])
    assert (share["error_x"]["arrayminus"], share["error_x"]["array"]) == ([10], [20])
    assert "error_x" not in by_chance


def test_a_cell_says_more_or_less_with_a_sign_and_not_with_a_colour_alone():
    heatmap, *legend = FIGURES["a map of two"]["data"]

    assert heatmap["z"] == [[1, -1], [0, 1]]
    assert heatmap["text"] == [["+", "−"], ["", "+"]]
    assert [trace["name"] for trace in legend] == ["− minder", "toeval", "+ meer"]


def test_a_map_without_the_scale_of_plotly_needs_no_style_that_the_policy_refuses():
    assert FIGURES["a map of sixty"]["data"][0]["showscale"] is False


def test_names_of_sixty_rows_would_not_be_readable_and_are_left_to_the_table():
    assert FIGURES["a map of two"]["layout"]["yaxis"]["showticklabels"] is True
    assert FIGURES["a map of sixty"]["layout"]["yaxis"]["showticklabels"] is False


def test_signs_can_be_read_on_every_colour_of_the_map():
    assert min(contrast(INK, colour) for colour in LEANINGS.values()) >= 4.5


def test_the_fan_opens_from_what_was_counted_last():
    counted, low, high, *forecasts = FIGURES["a fan far below it"]["data"]

    assert (counted["x"], counted["y"]) == (["nov"], [8])
    assert [(trace["x"][0], trace["y"][0]) for trace in (low, high, *forecasts)] == [("nov", 8)] * 4
    assert (low["y"], high["y"]) == ([8, 8, 8], [8, 9.5, 10])


def test_the_total_is_drawn_only_where_it_does_not_flatten_the_rest():
    near, far = (FIGURES[name]["data"][-1]["name"] for name in ("a fan near the total", "a fan far below it"))

    assert (near, far) == ("alles", "evenveel")


def test_few_people_are_counted_in_whole_ones():
    few = columns(["2026"], [3], "nieuw", DUTCH)

    assert few["layout"]["yaxis"]["dtick"] == 1
    assert "dtick" not in FIGURES["bars of three years"]["layout"]["yaxis"]


def test_a_name_is_shown_as_it_is_written():
    assert FIGURES["lying bars"]["layout"]["yaxis"]["ticktext"] == ["Zorg", "&lt;b&gt;R&amp;D&lt;/b&gt;"]
