import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ambassadors.measures.lacking import Lack
from ambassadors.measures.outlook import Outlook, constant_hazard, outlook, past_errors, persistence
from tests.measures.build import ints
from tests.measures.reference import table

WOMEN = table("kfamily_villages")[:, 1].sum()
ADOPTED = table("kfamily_villages")[:, 2:].sum(axis=0).cumsum().astype(np.float64)


# From data/reference_values.json, block "forecast_rolling_origin_abs_error_as_share_of_N", "kfamily".
@pytest.mark.parametrize(
    ("forecast", "mean", "p90"),
    [
        (persistence, 0.024960203756765355, 0.04208850684495382),
        (constant_hazard, 0.013396890214587186, 0.027002544951328925),
    ],
)
def test_past_errors_on_persons_equal_the_reference_values(forecast, mean, p90):
    errors = past_errors(forecast, ADOPTED, np.full(10, float(WOMEN)), ahead=2)

    assert errors.shape == (5, 2)
    assert (errors[:, 1].mean(), np.percentile(errors[:, 1], 90)) == pytest.approx((mean, p90), rel=1e-12)


def test_the_forecasts_follow_their_formulas():
    count, total = np.array([10.0, 20, 40, 50]), np.full(4, 100.0)

    assert constant_hazard(count, total, 2).tolist() == pytest.approx(
        [100 - 50 * (1 - 40 / 230), 100 - 50 * (1 - 40 / 230) ** 2]
    )
    assert persistence(count, total, 4).tolist() == pytest.approx([50 + 40 / 3, 50 + 80 / 3, 90, 100])


def test_the_fan_holds_both_forecasts_and_is_wider_by_its_past_errors():
    result = outlook(ADOPTED, WOMEN, ahead=2)

    assert (result.origins, [fan.ahead for fan in result.fans]) == (5, [1, 2])
    first, second = result.fans
    assert (first.low, first.high) == pytest.approx((703.283, 739.621), abs=1e-3)
    assert (second.constant_hazard, second.persistence) == pytest.approx((753.297, 781.667), abs=1e-3)
    assert (second.low, second.high) == pytest.approx((746.959, 788.005), abs=1e-3)


def test_a_past_without_surprises_gives_a_fan_without_width():
    fan = outlook(np.arange(1, 15) * 10, 1e9, ahead=1).fans[0]

    assert (fan.low, fan.high) == pytest.approx((fan.constant_hazard, fan.persistence), abs=1e-3)


def test_four_past_origins_say_nothing_and_five_do():
    assert outlook(ADOPTED[:9], WOMEN, ahead=2) == Outlook(4, (), Lack.TOO_SHORT)
    assert outlook(ints(), WOMEN) == Outlook(0, (), Lack.NO_STAFF)
    assert outlook(ADOPTED, 0) == Outlook(0, (), Lack.NO_STAFF)
    assert outlook(ADOPTED, WOMEN, ahead=2).why is None


def test_when_everybody_is_there_nothing_more_comes():
    fans = outlook(np.full(12, 40), 40).fans

    assert [(fan.low, fan.constant_hazard, fan.persistence, fan.high) for fan in fans] == [(40, 40, 40, 40)] * 3


def test_nobody_yet_stays_nobody_as_far_as_can_be_seen():
    assert {(fan.low, fan.high) for fan in outlook(np.zeros(12), 40).fans} == {(0, 0)}


def test_a_worklist_that_grows_is_measured_by_what_it_was_then():
    count, total = np.append(np.arange(11.0), 20), np.linspace(20, 130, 12)
    errors = past_errors(persistence, count, total, ahead=1)

    # Ten came in ten periods, one by one; then ten in one, of 120 at the time of the forecast.
    assert errors[:, 0].tolist() == pytest.approx([0] * 7 + [9 / 120])
    assert outlook(count, total, ahead=1).fans[0].persistence == pytest.approx(24)


@given(
    st.lists(st.integers(-2, 9), min_size=11, max_size=30).map(lambda new: np.maximum(np.cumsum(new), 0)),
    st.integers(1, 3),
)
def test_the_fan_stays_between_nobody_and_everybody_and_holds_its_forecasts(count, ahead):
    result = outlook(count, int(count.max()) + 5, ahead)

    assert len(result.fans) == ahead
    for fan in result.fans:
        middle = sorted([fan.constant_hazard, fan.persistence])
        assert 0 <= fan.low <= fan.high <= count.max() + 5
        if np.all(np.diff(count) >= 0):
            assert count[-1] <= fan.low <= middle[0] + 1e-9
            assert middle[1] - 1e-9 <= fan.high
