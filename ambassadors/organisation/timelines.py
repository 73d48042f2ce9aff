"""What was true of one subject in which period. Pure: the same rule dates names, staff, needs and placements."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

from ambassadors.db import FOREVER

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Span(Generic[Value]):
    """A value during the half-open period [start, end); `id` is that of its row, None while it has none."""

    start: date
    end: date
    value: Value
    id: int | None = None


class Timeline(Generic[Value]):
    """The spans of one subject, in order, never overlapping; remembers what it was read from."""

    def __init__(self, spans: Iterable[Span[Value]] = ()) -> None:
        self.spans = sorted(spans, key=lambda span: span.start)
        self._known = {span.id: span for span in self.spans}

    def span_on(self, day: date) -> Span[Value] | None:
        """The span that runs on `day`."""
        return next((span for span in self.spans if span.start <= day < span.end), None)

    def on(self, day: date) -> Value | None:
        """The value on `day`; None where there is none."""
        span = self.span_on(day)
        return span.value if span else None

    def change(self, day: date, value: Value) -> bool:
        """Let `value` hold from `day` until the next change that is known; returns whether that differs.

        The span that ran is closed on that day, or corrected where it began on that very day.
        """
        running = self.span_on(day)
        if running is None:
            later = [span.start for span in self.spans if span.start > day]
            self.put(Span(day, min(later, default=FOREVER), value))
            return True
        if running.value == value:
            return False
        if running.start == day:
            self._replace(running, Span(day, running.end, value, running.id))
        else:
            self._replace(running, Span(running.start, day, running.value, running.id))
            self.put(Span(day, running.end, value))
        return True

    def stop(self, day: date) -> bool:
        """Let nothing run from `day` until the next change that is known; returns whether something did."""
        running = self.span_on(day)
        if running is None:
            return False
        if running.start == day:
            self.spans.remove(running)
        else:
            self._replace(running, Span(running.start, day, running.value, running.id))
        return True

    def end(self, day: date) -> bool:
        """Cut what runs across `day`, so that it ends there; returns whether anything did. Later spans stay."""
        running = next((span for span in self.spans if span.start < day < span.end), None)
        if running is None:
            return False
        self._replace(running, Span(running.start, day, running.value, running.id))
        return True

    def gap(self, start: date, end: date) -> tuple[date, date] | None:
        """The first part of [start, end) in which nothing runs, if there is one."""
        day = start
        for span in self.spans:
            if span.end <= day:
                continue
            if day >= end or span.start > day:
                break
            day = span.end
        if day >= end:
            return None
        later = [span.start for span in self.spans if span.start > day]
        return day, min([*later, end])

    @property
    def edits(self) -> tuple[Span[Value], ...]:
        """Spans that differ from what was read, those that have a row already first: room before it is taken."""
        changed = [span for span in self.spans if span.id is None or self._known[span.id] != span]
        return tuple(sorted(changed, key=lambda span: (span.id is None, span.start)))

    @property
    def dropped(self) -> tuple[int, ...]:
        """Ids of the rows of spans that are there no more."""
        kept = {span.id for span in self.spans}
        return tuple(span_id for span_id in self._known if span_id is not None and span_id not in kept)

    def put(self, new: Span[Value]) -> None:
        """Add a span where nothing runs."""
        self.spans.append(new)
        self.spans.sort(key=lambda span: span.start)

    def _replace(self, old: Span[Value], new: Span[Value]) -> None:
        self.spans[self.spans.index(old)] = new
