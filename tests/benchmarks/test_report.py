"""SQL over the raw rows, written apart from the measures, leads to the same figures."""

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from ambassadors.activities.models import Activity, Reach
from ambassadors.spread.memory import Memory
from benchmarks.generator.sizes import END
from benchmarks.measuring.report import Disagreement, agree, figures, given, raw, report

LATELY = select(Activity.id).where(Activity.initiative_id == 1, Activity.on > END - timedelta(days=60))


def test_stages_reach_and_last_contacts_are_those_of_the_raw_rows(engine):
    found = figures(engine, Memory())
    with engine.connect() as connection:
        answers = report(raw(connection, *given(found)), engine.dialect.name)

    agree(found, *answers)
    assert {stage for _, stage, *_ in answers[0]} == {0, 1, 2, 3}


@pytest.mark.parametrize(
    "change",
    [
        update(Activity).where(Activity.id.in_(LATELY)).values(undone_at=Activity.logged_at),
        update(Reach).where(Reach.activity_id.in_(LATELY), Reach.high > 1).values(low=1),
    ],
    ids=["undone", "fewer"],
)
def test_report_over_other_rows_disagrees(engine, change):
    found = figures(engine, Memory())
    with engine.connect() as connection:
        ask = raw(connection, *given(found))
        connection.execute(change)
        answers = report(ask, engine.dialect.name)
        connection.rollback()

    with pytest.raises(Disagreement):
        agree(found, *answers)
