"""The measures as lines for a terminal."""

from collections.abc import Iterator
from textwrap import fill

from flask_babel import gettext as _

from ambassadors.dashboard import overview
from ambassadors.dashboard.departments import Departments
from ambassadors.dashboard.indepth import measures_in_depth
from ambassadors.dashboard.lacks import LACKS, NOT_KNOWN
from ambassadors.dashboard.legend import legend
from ambassadors.dashboard.overview import Measure
from ambassadors.spread.indepth import Measures
from ambassadors.web.formatting import day as in_full

NUMBERS = {
    "results": 1,
    "coverage": 2,
    "reach": 3,
    "silence": 4,
    "signals": 5,
    "across": 6,
    "pace": 7,
    "against_chance": 8,
    "islands": 9,
    "who_brought_whom": 10,
    "vulnerability": 11,
    "outlook": 12,
    "where_next": 13,
}
_WIDTH = 100
_INDENT = "    "


def told(found: Measures, name: str) -> Iterator[str]:
    """Lines that tell all measures of the change called `name`, and the stages."""
    picture = found.picture
    yield _("%(name)s on %(day)s", name=name, day=in_full(picture.day))
    yield ""
    if not len(picture.ground):
        yield _("There are no departments on this day. Import the organisation first.")
        return
    yield _wrapped(overview.headline(picture), "")
    if found.results.now.why:
        yield ""
        yield _("1. Results")
        yield _wrapped(str(LACKS[found.results.now.why]))
    for measure in [*overview.measures(Departments(picture), found.results), *measures_in_depth(found)]:
        yield ""
        yield from _measure(measure)
    yield ""
    yield _("Stages")
    for row in legend(picture):
        yield _wrapped(f"{row.name}: {row.departments}, {row.staff} ({row.share}); {row.meaning}.")


def _measure(measure: Measure) -> Iterator[str]:
    yield f"{NUMBERS[measure.code]}. {measure.name}"
    if measure.figure != NOT_KNOWN:
        yield _wrapped(f"{measure.figure} {measure.unit}.")
    yield from map(_wrapped, measure.also)
    yield _wrapped(f"({measure.how})")


def _wrapped(sentence: str, indent: str = _INDENT) -> str:
    return fill(sentence, _WIDTH, initial_indent=indent, subsequent_indent=indent)
