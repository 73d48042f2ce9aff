"""Dates and numbers as people write them, in the language of the page."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from functools import lru_cache

from babel.lists import format_list
from babel.numbers import format_decimal
from flask_babel import format_date, format_datetime, get_locale
from flask_babel import gettext as _

from ambassadors.web.clock import LOCAL


def day(value: date | None) -> str:
    """23 november 2026, of an instant the local day; a dash where there is none."""
    return str(format_date(_local_day(value), "d MMMM y")) if value else "–"


def short_day(value: date | None) -> str:
    """23 nov. 2026, for tables."""
    return str(format_date(_local_day(value), "d MMM y")) if value else "–"


def weekday(value: date) -> str:
    """Monday 23 November; for what is near, without the year."""
    return str(format_date(value, "EEEE d MMMM"))


def _local_day(value: date) -> date:
    return value.astimezone(LOCAL).date() if isinstance(value, datetime) else value


def month(value: date) -> str:
    """Month and year: november 2026."""
    return str(format_date(value, "MMMM y"))


def moment(value: datetime) -> str:
    """23 november 2026, 14:05, local time."""
    # rebase=False: the value is made local here, whatever time zone Babel is set to.
    return str(format_datetime(value.astimezone(LOCAL), "d MMMM y, HH:mm", rebase=False))


def number(value: float | None) -> str:
    """1.234,5; a dash where there is no number."""
    return "–" if value is None else _number(value, str(get_locale()))


def numbers(values: Iterable[float]) -> list[str]:
    """Many numbers as people write them: the language is asked once."""
    locale = str(get_locale())
    return [_number(value, locale) for value in values]


@lru_cache(maxsize=20_000)  # Babel reads the format anew each time
def _number(value: float, locale: str) -> str:
    return str(format_decimal(value, "#,##0.##", locale=locale))


def percent(part: float, whole: float) -> str:
    """64%; a dash where there is no whole. Never 0% for some, nor 100% for not quite all."""
    if not whole:
        return "–"
    share = 100 * part / whole
    if 0 < share < 1:
        return _("less than 1%")
    if 99 < share < 100:
        return _("more than 99%")
    return f"{round(share)}%"


def file_size(size: int) -> str:
    """Of a file: 120 kB, or 3.4 MB."""
    if size < 1_000_000:
        return f"{number(max(1, round(size / 1_000)))} kB"
    return f"{number(round(size / 1_000_000, 1))} MB"


def span(low: int | None, high: int | None) -> str:
    """2–5, 3, or “don't know”."""
    if low is None or high is None:
        return _("don't know")
    return number(low) if low == high else f"{number(low)}–{number(high)}"


def listed(parts: Sequence[str]) -> str:
    """Zorg, Wonen en Post."""
    return str(format_list(parts, locale=get_locale()))


def language() -> str:
    """The two letters of the page's language."""
    locale = get_locale()
    return locale.language if locale else "nl"


FILTERS = {
    "day": day,
    "short_day": short_day,
    "weekday": weekday,
    "month": month,
    "moment": moment,
    "number": number,
    "file_size": file_size,
}
GLOBALS = {"percent": percent, "span": span, "language": language}


def in_language(dutch: str, english: str) -> str:
    """That of the two which is in the language of the page: names that people gave have both."""
    return dutch if language() == "nl" else english


def quote(text: str, longest: int) -> str:
    """The beginning of a long text, on one line and in whole words; of a longer word only its beginning."""
    line = " ".join(text.split())
    if len(line) <= longest:
        return line
    begin = line[: longest + 1].rpartition(" ")[0] or line[:longest]
    return f"{begin.rstrip(' .,:;(')}…"
