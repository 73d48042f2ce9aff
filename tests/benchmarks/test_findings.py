"""What was measured is told as it was found."""

import json

from benchmarks.measuring.findings import FEWEST_ROUNDS, Finding, Skipped, as_json, as_table, interleaved, ratio

OUTCOMES = [
    ratio("dashboard", "XL", {"dashboard": 1.5, "floor": 0.01}, ("dashboard", "floor"), 12.0),
    Finding("queries", "S", 16, None, "queries", "the floor asks 4"),
    Skipped("slider", "S", "there is none yet"),
]


def test_works_take_turns_and_the_middle_of_each_counts():
    said = []
    takes = {"one": iter([3.0, 1.0, 2.0]), "other": iter([30.0, 10.0, 50.0])}

    def work(name):
        said.append(name)
        return next(takes[name])

    medians = interleaved({name: lambda name=name: work(name) for name in takes}, rounds=3, at_most=60)

    assert medians == {"one": 2.0, "other": 30.0}
    assert said == ["one", "other"] * 3


def test_rounds_end_once_the_time_is_past_but_there_are_some():
    done = []

    interleaved({"slow": lambda: done.append(1) or 1.0}, rounds=100, at_most=0)

    assert len(done) == FEWEST_ROUNDS


def test_table_tells_what_was_promised_and_whether_it_is_so():
    assert as_table(OUTCOMES).splitlines()[2:] == [
        "| dashboard | XL | 150 × | ≤ 12 × | no | dashboard 1.50 s, floor 10.0 ms |",
        "| queries | S | 16 queries |  |  | the floor asks 4 |",
        "| slider | S | – | – | – | there is none yet |",
    ]


def test_json_holds_the_same():
    assert [each["bar"] for each in json.loads(as_json(OUTCOMES))] == ["dashboard", "queries", "slider"]
