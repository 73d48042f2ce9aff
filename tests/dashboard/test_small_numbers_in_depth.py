"""What a colleague may not learn from the figures in depth: anything of fewer than ten people.

Two changes with the same ambassadors differ only in what happened within one group: in the first the meetings and the
candidate were in the small department, in the second in the large one that it is shown together with. Whoever may not
see small departments must get the very same answers of both, of the whole and of every branch, so that no difference
between any two of them tells anything.
"""

import re
from datetime import timedelta

import pytest

from ambassadors.dashboard.depth import FIGURES
from ambassadors.network.rules import Status
from tests.conftest import TODAY
from tests.dashboard.conftest import figure_of, rows_of

BRANCHES = ("", "HALL", "ZORG", "KLEIN", "RUIMTE", "GROEN", "BOUW", "WIJK")


@pytest.fixture
def changes(make):
    """A hall with Zorg (30), below it Klein (8) and Wijk (20), and Ruimte (40) with Groen (25) and Bouw (15)."""
    hall = make.department("Gemeente", staff=12, code="HALL")
    zorg, ruimte = make.department("Zorg", hall, 30, "ZORG"), make.department("Ruimte", hall, 40, "RUIMTE")
    small, wijk = make.department("Klein", zorg, 8, "KLEIN"), make.department("Wijk", zorg, 20, "WIJK")
    groen, bouw = make.department("Groen", ruimte, 25, "GROEN"), make.department("Bouw", ruimte, 15, "BOUW")
    served = (zorg, wijk, ruimte, groen, hall)
    people = [make.person(f"Ambassadeur {department.code}", department) for department in served]
    for code, there in (("IN", small), ("BY", zorg)):
        change = make.initiative("Duidelijke taal", code=code)
        ambassadors = [
            make.ambassadorship(change, *pair, since=TODAY - timedelta(days=300))
            for pair in zip(served, people, strict=True)
        ]
        make.ambassadorship(change, there, status=Status.CANDIDATE, since=TODAY - timedelta(days=9))
        for number, ambassador in enumerate(ambassadors):
            for week in range(3):
                on = TODAY - timedelta(days=20 + 7 * week + 60 * (number % 2))
                make.activity(ambassador, there, on=on, reached=(6, 7, 2))
                make.activity(ambassador, served[number], on=on, reached=(3, 3, None))
        make.activity(ambassadors[0], bouw, on=TODAY - timedelta(days=5))


def told(visitor, code: str, branch: str) -> str:
    """All that the figures in depth say, charts included."""
    answer = visitor.client.get(f"/i/{code}/dashboard/in-depth?part=figures&branch={branch}")
    assert answer.status_code == 200
    return answer.text.replace(f"/i/{code}", "/i/X")


@pytest.mark.parametrize("branch", BRANCHES)
def test_colleague_reads_the_same_wherever_in_the_group_it_happened(changes, colleague, branch):
    assert told(colleague, "IN", branch) == told(colleague, "BY", branch)


@pytest.mark.parametrize("figure", FIGURES)
def test_files_of_a_colleague_are_the_same_in_every_branch(changes, colleague, figure):
    for branch in BRANCHES:
        one, other = (
            rows_of(colleague.get(f"/i/{code}/dashboard/in-depth/{figure}.csv?branch={branch}"))
            for code in ("IN", "BY")
        )
        assert one == other


def test_charts_of_a_colleague_hold_no_more_than_the_groups(changes, colleague):
    page = colleague.get("/i/IN/dashboard/in-depth")

    names = figure_of(page, "who-meets-whom")["layout"]["yaxis"]["ticktext"]
    assert names == ["Gemeente", "Ruimte", "Bouw", "Groen", "Zorg and 1 other small one", "Wijk"]


def test_first_screen_of_a_colleague_is_the_same_too(changes, colleague):
    one, other = (colleague.get(f"/i/{code}/dashboard").text for code in ("IN", "BY"))

    assert re.findall(r"Across .*? Pace .*? How this is counted", one) == re.findall(
        r"Across .*? Pace .*? How this is counted", other
    )


def test_kerngroep_sees_the_difference_so_there_was_something_to_hide(changes, kerngroep):
    for figure in ("against-chance", "who-meets-whom", "outlook"):
        one, other = (rows_of(kerngroep.get(f"/i/{code}/dashboard/in-depth/{figure}.csv")) for code in ("IN", "BY"))
        assert one != other, figure
