"""Answers that are given again instead of reckoned again. Pure, and safe with several threads."""

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from hashlib import blake2b
from threading import Lock
from typing import Any, Protocol, TypeVar, cast

from ambassadors.measures.arrays import Bools, Floats, Ints

Answer = TypeVar("Answer")
Answer_co = TypeVar("Answer_co", covariant=True)


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

    def about(self, subject: Hashable) -> "Pieces":
        """What is made of values, and kept with what it is about."""
        return Pieces(self, subject)

    def items(self) -> list[tuple[Any, Any]]:
        """The questions with their answers, as they are now."""
        with self._lock:
            return list(self._answers.items())


class Named(Protocol[Answer_co]):
    """A macro of a template."""

    @property
    def name(self) -> str: ...
    def __call__(self, *values: Any) -> Answer_co: ...


@dataclass(frozen=True, slots=True)
class Pieces:
    """Pieces of a page by the values that they are made of: what changed is made again, and nothing else."""

    kept: Kept
    subject: Hashable

    def __call__(self, make: Named[Answer], *values: Hashable) -> Answer:
        """The piece that `make` makes of these values, or made of them before."""
        return self.kept.answer((self.subject, make.name, values), lambda: make(*values))


def fingerprint(*columns: Ints | Floats | Bools) -> bytes:
    """Some bytes that stand for these columns in a question: the same for the same ones, and only for those."""
    found = blake2b(digest_size=16)
    for column in columns:
        found.update(len(column).to_bytes(8))
        found.update(column.tobytes())
    return found.digest()
