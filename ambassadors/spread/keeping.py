"""Answers that are given again instead of reckoned again. Pure, and safe with several threads."""

from collections.abc import Callable, Hashable, Iterable
from threading import Lock
from typing import Any, TypeVar, cast

Answer = TypeVar("Answer")


class Kept:
    """Answers by question, at most `most` of them: the oldest go first."""

    def __init__(self, most: int, answers: Iterable[tuple[Hashable, Any]] = ()) -> None:
        self._most = most
        self._answers: dict[Hashable, Any] = dict(answers)
        self._lock = Lock()

    def answer(self, question: Hashable, make: Callable[[], Answer]) -> Answer:
        """The answer that was kept, or a new one; of two who ask at once, one answer stays."""
        with self._lock:
            if question in self._answers:
                return cast(Answer, self._answers[question])
        found = make()
        with self._lock:
            while len(self._answers) >= self._most:
                del self._answers[next(iter(self._answers))]
            self._answers[question] = found
        return found

    def items(self) -> list[tuple[Any, Any]]:
        """The questions with their answers, as they are now."""
        with self._lock:
            return list(self._answers.items())
