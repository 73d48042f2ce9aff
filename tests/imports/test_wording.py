"""Every problem has a sentence with a remedy, in both languages."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

import pytest
from flask import Flask
from flask_babel import Babel, force_locale

from ambassadors.imports.problems import Bilingual, Problem, ProblemCode
from ambassadors.imports.wording import SENTENCES, word, word_more


@pytest.fixture(autouse=True)
def context() -> Iterator[None]:
    app = Flask(__name__)
    Babel(app)
    with app.test_request_context(), force_locale("en"):
        yield


def test_every_code_has_a_sentence():
    assert set(SENTENCES) == set(ProblemCode)


@pytest.mark.parametrize("code", list(ProblemCode))
def test_every_sentence_says_what_is_wrong_and_then_what_to_do(code):
    sentence = str(SENTENCES[code])
    assert sentence.endswith(".")
    assert len(sentence.replace(".nl", "").replace(".xls", "").split(". ")) >= 2 or " will be left out." in sentence


@pytest.mark.parametrize(
    ("problem", "words"),
    [
        (
            Problem(ProblemCode.BELOW_ZERO, 12, "headcount", {"value": "-3"}),
            "Line 12, headcount: “-3” is below zero. Fill in 0 or more, or leave it empty.",
        ),
        (
            Problem(ProblemCode.EMPTY_FILE),
            "The file is empty. Choose a file with headings on the first line and rows below it.",
        ),
        (
            Problem(ProblemCode.TOO_MANY_ROWS, params={"limit": 100_000}),
            "The file has more than 100,000 rows. Split it, or empty the cells that stand far below the table.",
        ),
        (
            Problem(ProblemCode.ROW_TOO_WIDE, 1234, None, {"found": 5, "expected": 4}),
            (
                "Line 1234: this row has 5 cells, but there are 4 headings. "
                "Put quotation marks around a text that holds the mark between the columns."
            ),
        ),
        (
            Problem(ProblemCode.DUPLICATE_CODE, 1300, "code", {"value": "A", "other": 1200}),
            "Line 1300, code: “A” also stands on line 1200. Keep one of the two, or give it another code.",
        ),
        (
            Problem(ProblemCode.LOOP, 3, "parent_code", {"path": ("A", "B", "A")}),
            (
                "Line 3, parent_code: these departments stand under each other in a circle: A → B → A. "
                "Give one another parent."
            ),
        ),
        (
            Problem(
                ProblemCode.UNKNOWN_KIND,
                4,
                "kind",
                {"value": "x", "allowed": (Bilingual("Demo", "Demonstratie"), "y")},
            ),
            "Line 4, kind: “x” is not a kind of activity. Choose from: Demo, y.",
        ),
        (
            Problem(ProblemCode.UNKNOWN_PERSON, 4, "person", {"value": "P1", "suggestion": "P01"}),
            (
                "Line 4, person: there is nobody with code “P1”. "
                "Correct it, or import this person first. Did you mean “P01”?"
            ),
        ),
        (
            Problem(ProblemCode.UNKNOWN_PERSON, 4, "person", {"value": "P1", "suggestion": None}),
            "Line 4, person: there is nobody with code “P1”. Correct it, or import this person first.",
        ),
        (
            Problem(ProblemCode.FUTURE_DATE, 4, "date", {"value": date(2026, 12, 1)}),
            "Line 4, date: December 1, 2026 is in the future. Fill in today or an earlier date.",
        ),
        (
            Problem(ProblemCode.NOT_WHOLE, 4, "n", {"value": Decimal("1234.5")}),
            "Line 4, n: “1,234.5” is not a whole number. Fill in a whole number, or leave it empty.",
        ),
        (
            Problem(ProblemCode.NOT_A_DATE, 4, "x" * 90, {"value": "a\nb\u202e" + "z" * 90}),
            f"Line 4, {'x' * 59}…: “a b {'z' * 55}…” is not a date. Write it as 2026-11-23 or 23-11-2026.",
        ),
        (
            Problem(ProblemCode.LOOP, None, "parent", {"path": "100%"}),
            "Column parent: these departments stand under each other in a circle: 100%. Give one another parent.",
        ),
    ],
)
def test_a_problem_is_worded_with_its_place_and_values(problem, words):
    assert word(problem) == words


def test_a_choice_is_named_in_the_language_of_the_reader():
    problem = Problem(ProblemCode.UNKNOWN_KIND, 4, "k", {"value": "x", "allowed": (Bilingual("Talk", "Gesprek"),)})
    with force_locale("nl"):
        assert word(problem).endswith("Gesprek.")


def test_the_rest_of_a_long_list_is_counted():
    assert word_more(1) == "And 1 more."
    assert word_more(1800) == "And 1800 more."
