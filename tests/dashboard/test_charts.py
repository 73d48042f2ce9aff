import json

import numpy as np
import plotly.graph_objects as go
import pytest

from ambassadors.dashboard.charts import (
    CONFIG,
    GAP,
    INK,
    PAPER,
    STAGE_LOOKS,
    CoverageTexts,
    ReachTexts,
    StageTexts,
    coverage_bar,
    reach_bars,
    stage_curve,
)
from ambassadors.measures.reach import ReachRange
from ambassadors.measures.stages import Stage

DUTCH = ",."
STAGES = StageTexts(("niet bereikt", "gehoord", "doet mee", "draagt het", "vanzelf"), "medewerkers")
REACH = ReachTexts("zeker", "hooguit", "niet bekend", "deel van de medewerkers")
COVERAGE = CoverageTexts("eigen collega", "van elders", "niemand", "geen eenheid", "medewerkers")
A_RANGE = ReachRange(staff=40, lower=10, upper=30, or_more=True, above_staff=False)


def no_staff() -> ReachRange:
    return ReachRange(staff=0, lower=0, upper=0, or_more=False, above_staff=True)


FIGURES = {
    "the curve of three months": stage_curve(["jan", "feb", "mrt"], np.arange(15.0).reshape(3, 5), STAGES, DUTCH),
    "the curve of one month": stage_curve(["jan"], np.zeros((1, 5)), STAGES, DUTCH),
    "the curve of no months": stage_curve([], np.zeros((0, 5)), STAGES, DUTCH),
    "the reach of two": reach_bars(["Zorg", "Post"], [A_RANGE, no_staff()], ["a", "b"], REACH, DUTCH),
    "the reach of nobody": reach_bars([], [], [], REACH, DUTCH),
    "the coverage of two": coverage_bar((5, 0, 8, 0), COVERAGE, DUTCH),
    "the coverage of nobody": coverage_bar((0, 0, 0, 0), COVERAGE, DUTCH),
}


@pytest.mark.parametrize("figure", FIGURES.values(), ids=FIGURES)
def test_plotly_accepts_every_figure(figure):
    assert go.Figure(figure).to_plotly_json()["data"] is not None


@pytest.mark.parametrize("figure", FIGURES.values(), ids=FIGURES)
def test_every_figure_is_plain_json_without_a_template_and_of_svg_traces(figure):
    again = json.loads(json.dumps(figure, allow_nan=False))

    assert again == figure
    assert "template" not in figure["layout"]
    assert {trace["type"] for trace in figure["data"]} <= {"scatter", "bar"}


def test_figures_have_no_buttons_and_send_nothing_away():
    assert CONFIG == {"displayModeBar": False, "responsive": True, "showSendToCloud": False}


def test_the_furthest_stage_lies_at_the_bottom_and_months_are_named():
    figure = FIGURES["the curve of three months"]

    assert [(trace["name"], trace["x"], trace["y"]) for trace in figure["data"]] == [
        ("vanzelf", ["jan", "feb", "mrt"], [4, 9, 14]),
        ("draagt het", ["jan", "feb", "mrt"], [3, 8, 13]),
        ("doet mee", ["jan", "feb", "mrt"], [2, 7, 12]),
        ("gehoord", ["jan", "feb", "mrt"], [1, 6, 11]),
        ("niet bereikt", ["jan", "feb", "mrt"], [0, 5, 10]),
    ]
    assert figure["layout"]["separators"] == ",."


def test_a_long_curve_names_a_few_months_and_always_the_last():
    months = [f"maand {number}" for number in range(1, 61)]
    figure = stage_curve(months, np.zeros((60, 5)), STAGES, DUTCH)

    assert figure["layout"]["xaxis"]["tickvals"] == [f"maand {number}" for number in range(4, 61, 8)]


def test_reach_is_drawn_as_certain_possible_and_unknown_parts_of_the_staff():
    figure = FIGURES["the reach of two"]

    assert [(trace["name"], trace["x"], trace["hovertext"]) for trace in figure["data"]] == [
        ("zeker", [25], ["a"]),
        ("hooguit", [50], ["a"]),
        ("niet bekend", [25], ["a"]),
    ]
    assert figure["layout"]["yaxis"]["ticktext"] == ["Zorg"]


def test_two_departments_of_one_name_have_a_bar_each():
    figure = reach_bars(["Post", "Post"], [A_RANGE, A_RANGE], ["a", "b"], REACH, DUTCH)

    assert figure["data"][0]["y"] == [0, 1]


def test_a_name_is_shown_as_it_is_written():
    figure = reach_bars(["<b>R&D</b>"], [A_RANGE], ["R&D"], REACH, DUTCH)

    assert figure["layout"]["yaxis"]["ticktext"] == ["&lt;b&gt;R&amp;D&lt;/b&gt;"]


def test_a_long_name_beside_a_bar_is_shortened():
    figure = reach_bars(["Maatschappelijke ontwikkeling"], [A_RANGE], ["a"], REACH, DUTCH)

    assert figure["layout"]["yaxis"]["ticktext"] == ["Maatschappelijke ontwikkeli…"]


def test_coverage_splits_all_staff_in_four():
    assert [(trace["name"], trace["x"]) for trace in FIGURES["the coverage of two"]["data"]] == [
        ("eigen collega", [5]),
        ("van elders", [0]),
        ("niemand", [8]),
        ("geen eenheid", [0]),
    ]


def luminance(colour: str) -> float:
    """Relative luminance by WCAG 2.2."""
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (
        channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4 for channel in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("stage", Stage)
def test_a_label_can_be_read_on_its_stage_and_on_the_pattern_of_it(stage):
    look = STAGE_LOOKS[stage]

    assert contrast(look.ink, look.fill) >= 4.5
    if look.pattern:
        assert contrast(look.ink, look.pattern_colour) >= 4.5


def test_the_stages_run_from_light_to_dark_and_each_has_its_own_pattern():
    light = [luminance(STAGE_LOOKS[stage].fill) for stage in Stage]

    assert light == sorted(light, reverse=True)
    assert len({look.pattern for look in STAGE_LOOKS.values()}) == len(Stage)


def test_words_can_be_read_on_paper_and_on_a_gap():
    assert min(contrast(INK, PAPER), contrast(INK, GAP)) >= 4.5
