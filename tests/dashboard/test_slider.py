"""The months of the slick in one answer: what is in it, for whom, and how large it is."""

import gzip
import json
from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import event, select

from ambassadors.dashboard.slider import packed
from ambassadors.db import db
from ambassadors.measures.stages import Stage
from ambassadors.organisation.models import Department, DepartmentVersion, Headcount, Succession
from ambassadors.spread.replaying import EARLIER, HIDDEN, NOT_THERE
from tests.conftest import TODAY
from tests.dashboard.conftest import rows_of

MONTHS = "/i/DT/dashboard/months.json"
MERGED = date(2026, 9, 15)


@pytest.fixture
def town(make, three_weeks):
    """A town of 100 since August: Zorg (40) carries it since November, Wonen (35) heard of it, Post (25) did not."""
    change = make.initiative(code="DT", starts_on=date(2026, 8, 10))
    zorg, wonen, post = (
        make.department(name, staff=staff, code=name.upper())
        for name, staff in [("Zorg", 40), ("Wonen", 35), ("Post", 25)]
    )
    ambassador = make.ambassadorship(change, zorg, make.person("Ank Visser", zorg))
    three_weeks(ambassador, zorg, 12)
    make.activity(ambassador, wonen, on=date(2026, 9, 30), reached=(2, 5, None))
    return {"change": change, "zorg": zorg, "wonen": wonen, "post": post}


@pytest.fixture
def dated(session):
    """Says from when until when a department existed."""

    def say(department, since: date | None = None, until: date | None = None):
        for table in (DepartmentVersion, Headcount):
            row = session.scalars(select(table).where(table.department_id == department.id)).one()
            row.valid_from, row.valid_until = since or row.valid_from, until or row.valid_until
        session.commit()

    return say


def unpacked(stages: str, runs: dict[str, str], months: int) -> list[list[int]]:
    """The codes, areas × months, as slider.js reads them."""
    lengths = {digit: iter(each) for digit, each in runs.items()}
    found = []
    for symbols in stages.split("."):
        row = [int(symbol, 16) for symbol in symbols[:-1] for _each in range(ord(next(lengths[symbol])) - 34)]
        found.append(row + [int(symbols[-1], 16)] * (months - len(row)))
    assert [list(each) for each in lengths.values()] == [[]] * len(lengths)
    return found


def told(visitor, address: str = MONTHS) -> dict:
    return json.loads(visitor.get(address).html)


def codes(answer: dict) -> list[list[int]]:
    return unpacked(answer["stages"], answer["runs"], len(answer["labels"]))


def test_every_month_has_the_stage_of_every_department(town, kerngroep):
    answer = told(kerngroep)

    assert answer["labels"] == ["August 2026", "September 2026", "October 2026", "23 November 2026"]
    assert answer["days"] == ["2026-08-31", "2026-09-30", "2026-10-31", "2026-11-23"]
    heard, carries = Stage.HEARD, Stage.CARRIES_IT
    assert codes(answer) == [[0, 0, 0, 0], [0, heard, heard, heard], [0, 0, 0, carries]]  # Post, Wonen, Zorg
    assert answer["staff"] == [25, 35, 40]


def test_sentence_and_legend_tell_of_each_month(town, kerngroep):
    answer = told(kerngroep)

    nobody = "nobody worked in a department that takes part; 35% worked in a department that heard of it."
    assert answer["sentences"] == [
        "At the end of August 2026 everybody worked in a department that was not reached.",
        f"At the end of September 2026 {nobody}",
        f"At the end of October 2026 {nobody}",
        "On 23 November 2026 40% of the colleagues worked in a department that takes part.",
    ]
    assert answer["legend"][-1] == [
        "0 departments, 0 colleagues (0%)",
        "1 department, 40 colleagues (40%)",
        "0 departments, 0 colleagues (0%)",
        "1 department, 35 colleagues (35%)",
        "1 department, 25 colleagues (25%)",
    ]


def test_areas_are_in_the_order_of_the_drawing(town, kerngroep):
    answer = told(kerngroep)

    # Drawn are Zorg, Wonen and Post; told of are Post, Wonen and Zorg.
    assert answer["sheets"] == {kind: {"areas": [2, 1, 0], "boxes": {}} for kind in ("wide", "narrow")}


def test_merged_department_shows_what_it_was_made_of(town, make, dated, session, kerngroep):
    dated(town["wonen"], until=MERGED)
    session.merge(town["post"])
    bouwen = make.department("Bouwen", staff=60, code="BOUWEN")
    dated(bouwen, since=MERGED)
    session.add(Succession(from_id=town["wonen"].id, to_id=bouwen.id, on=MERGED))
    make.activity(make.ambassadorship(town["change"], town["wonen"]), town["wonen"], on=date(2026, 8, 20))
    session.commit()

    answer = told(kerngroep)

    assert codes(answer)[0] == [EARLIER + Stage.HEARD, 0, 0, 0]
    assert not any("no area" in each for each in answer["sentences"])


def test_department_that_is_gone_is_told_and_one_that_is_new_was_not_there(town, make, dated, kerngroep):
    dated(town["wonen"], until=MERGED)
    dated(make.department("Bouwen", staff=60, code="BOUWEN"), since=MERGED)

    answer = told(kerngroep)

    assert codes(answer)[0] == [NOT_THERE, 0, 0, 0]
    assert "35 colleagues worked in a department that has no area now." in answer["sentences"][0]
    assert "no area" not in answer["sentences"][1]


def test_divisions_come_with_their_boxes(make, kerngroep):
    make.initiative(code="DT")
    head = make.department("Domein", staff=None, code="DOM")
    for _each in range(61):
        make.department(parent=head)

    sheets = told(kerngroep)["sheets"]

    assert sheets["wide"]["areas"] == list(range(61))
    assert sheets["wide"]["boxes"] == {}
    assert sheets["narrow"] == {"areas": [0] * 61, "boxes": {"0": [0.0, 20.0, 340.0, 500.0]}}


def test_branch_has_its_own_departments_alone(town, make, kerngroep):
    make.department("Team", town["zorg"], staff=12, code="TEAM")

    assert told(kerngroep, f"{MONTHS}?branch=ZORG")["staff"] == [40, 12]


def test_colleague_sees_of_small_departments_the_stage_of_their_group_in_every_month(
    make, kerngroep, colleague, three_weeks
):
    change = make.initiative(code="DT", starts_on=TODAY - timedelta(days=150))
    domain = make.department("Domein", staff=30, code="DOM")
    small = make.department("Klein", domain, staff=8, code="KLEIN")
    three_weeks(make.ambassadorship(change, small), small, 7, last=TODAY - timedelta(days=40))

    theirs, mine = codes(told(kerngroep)), codes(told(colleague))

    assert Stage.CARRIES_IT in theirs[1]
    assert set(theirs[0]) == {Stage.NOT_REACHED}
    assert mine[0] == mine[1]
    assert max(mine[0]) == Stage.HEARD


def test_replay_tells_a_colleague_what_the_pages_of_those_days_tell(town, make, colleague, three_weeks):
    small = make.department("Klein", town["zorg"], staff=8, code="KLEIN")
    three_weeks(make.ambassadorship(town["change"], small), small, 7, last=date(2026, 10, 20))

    answer = told(colleague)

    for month, day in enumerate(answer["days"]):
        rows = rows_of(colleague.get(f"/i/DT/dashboard/departments.csv?on={day}"))[1:]
        names = [answer["names"][area[month]] for area in codes(answer)]
        assert [row[3] for row in rows] == names


def test_organisation_that_is_too_small_has_no_months_for_a_colleague(make, colleague, kerngroep):
    make.initiative(code="DT")
    make.department(staff=6)

    colleague.get(MONTHS, 404)
    assert len(codes(told(kerngroep))) == 1


@pytest.mark.parametrize("address", [f"{MONTHS}?branch=XX", "/i/XX/dashboard/months.json", f"{MONTHS}?on=2020-01-01"])
def test_unknown_or_not_begun_is_not_found(town, kerngroep, address):
    kerngroep.get(address, 404)


def test_empty_organisation_has_no_months(make, kerngroep):
    make.initiative(code="DT")

    kerngroep.get(MONTHS, 404)


def test_page_has_a_slider_over_all_its_months(town, kerngroep):
    page = kerngroep.get("/i/DT/dashboard?on=2026-10-15")

    assert 'data-months="/i/DT/dashboard/months.json?on=2026-10-15"' in page.html
    assert 'type="range" id="slick-month" min="0" max="2" value="2" aria-valuetext="15 October 2026"' in page.html


def test_change_of_one_month_says_when_there_is_something_to_replay(make, kerngroep):
    make.initiative(code="DT", starts_on=TODAY - timedelta(days=3))
    make.department()

    page = kerngroep.get("/i/DT/dashboard")

    assert "The change has just begun: from next month on you can replay here how it spreads." in page.text
    assert "slick-month" not in page.html
    assert "slider.js" not in page.html
    assert told(kerngroep)["labels"] == ["23 November 2026"]


@pytest.mark.parametrize("count", [60, 2000])
def test_number_of_queries_does_not_grow_with_the_organisation(app, session, make, kerngroep, count):
    change = make.initiative(code="DT")
    made = [Department(code=f"A{number}") for number in range(count)]
    session.add_all(made)
    session.flush()
    session.add_all(DepartmentVersion(department_id=each.id, name=f"Afdeling {each.code}") for each in made)
    session.add_all(Headcount(department_id=each.id, amount=20) for each in made)
    make.activity(make.ambassadorship(change, made[0]), made[0])
    asked = []
    with app.app_context():
        event.listen(db.engine, "before_cursor_execute", lambda *each: asked.append(each[2]))

    kerngroep.get(MONTHS)

    assert len([each for each in asked if each.startswith("SELECT")]) == 25


@given(st.integers(1, 130), st.data())
def test_packed_codes_are_read_back_as_they_were(months, data):
    every = [*Stage, HIDDEN, NOT_THERE, *(EARLIER + stage for stage in Stage), EARLIER + HIDDEN]
    runs = st.lists(st.tuples(st.sampled_from(every), st.integers(1, months)), min_size=1, max_size=6)
    areas = data.draw(st.lists(runs, min_size=1, max_size=8))
    rows = [[code for code, length in area for _month in range(length)] for area in areas]
    code = np.array([(row * months)[:months] for row in rows], dtype=np.int8).T

    stages, lengths = packed(code)

    assert unpacked(stages, lengths, months) == code.T.tolist()
    assert json.dumps(lengths).count("\\") == 0


def test_ten_years_of_five_thousand_departments_fit_in_sixty_thousand_bytes():
    """With eight changes of stage a department, as a made log of 200,000 contacts gives."""
    rng = np.random.default_rng(3)
    changes = rng.random((120, 5000)) < 8 / 120
    code = np.zeros((120, 5000), dtype=np.int8)
    for month in range(1, 120):
        step = rng.choice([1, 1, 2, -1, -2], 5000)
        code[month] = np.clip(code[month - 1] + changes[month] * step, 0, 4)

    stages, runs = packed(code)
    staff = np.maximum(3, rng.lognormal(2.9, 1, 5000)).astype(int).tolist()

    sent = json.dumps({"stages": stages, "runs": runs, "staff": staff}, separators=(",", ":"))
    assert len(gzip.compress(sent.encode(), 6)) < 52_000  # texts and the map of the areas take less than 8,000
