"""Problems are collected in order, counted, and shown up to a number."""

from ambassadors.imports.problems import Problem, ProblemCode, Problems, Severity, Shown

ERROR = ProblemCode.BELOW_ZERO
WARNING = ProblemCode.UNKNOWN_COLUMN


def test_problems_are_told_in_order_of_line_with_those_of_the_file_first():
    problems = Problems([Problem(ERROR, 9), Problem(ERROR, 2, "a"), Problem(WARNING), Problem(ERROR, 2, "b")])
    assert [(problem.line, problem.column) for problem in problems] == [
        (None, None),
        (2, "a"),
        (2, "b"),
        (9, None),
    ]


def test_a_warning_alone_does_not_refuse_the_file():
    assert not Problems([Problem(WARNING)]).refuse
    assert Problems([Problem(WARNING), Problem(ERROR, 2)]).refuse


def test_errors_and_warnings_are_shown_apart_with_how_many_more():
    problems = Problems([*(Problem(ERROR, line) for line in range(5, 0, -1)), Problem(WARNING)])
    assert problems.shown(Severity.ERROR, 2) == Shown((Problem(ERROR, 1), Problem(ERROR, 2)), 3)
    assert problems.shown(Severity.WARNING) == Shown((Problem(WARNING),), 0)


def test_problems_beyond_what_is_kept_are_still_counted():
    problems = Problems((Problem(ERROR, line) for line in range(1, 51)), keep=10)
    assert len(problems) == 50
    assert problems.shown(Severity.ERROR, 20).more == 40
