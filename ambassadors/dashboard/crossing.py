"""Measures 6 and 7 in words: does it cross the borders between departments, and is it rising or falling."""

from datetime import date

from flask_babel import gettext as _
from flask_babel import lazy_gettext

from ambassadors.dashboard import wording
from ambassadors.dashboard.lacks import LACKS
from ambassadors.dashboard.overview import Measure
from ambassadors.initiatives.models import TypeOfChange
from ambassadors.measures.across import Across
from ambassadors.measures.lacking import Lack
from ambassadors.measures.pace import Comparison, Pace, Trend
from ambassadors.spread.crossing import Crossing
from ambassadors.web.formatting import day as in_full
from ambassadors.web.formatting import number

SERVES = {
    TypeOfChange.DIVERGENT: lazy_gettext(
        "This change breaks with how we work today. Then it helps when somebody from elsewhere brings it."
    ),
    TypeOfChange.CLOSE: lazy_gettext(
        "This change stays close to how we work today. Then colleagues from the own department often get further."
    ),
}
"""What measure 6 means for a type of change, after Battilana and Casciaro (2012)."""


def crossing_measures(found: Crossing, kind: TypeOfChange | None = None) -> list[Measure]:
    """Measures 6 and 7; with the type of change, what the first of them means for it."""
    return [_across(found.across, found.across_earlier, kind), _pace(found.pace)]


def _across(found: Across, earlier: Across | None, kind: TypeOfChange | None) -> Measure:
    also = [str(LACKS[found.why])] if found.why else []
    if earlier is not None and not earlier.why:
        also.append(_("30 days before it was %(count)s.", count=number(earlier.count)))
    if kind is not None:
        also.append(str(SERVES[kind]))
    return Measure(
        "across",
        _("Across"),
        wording.part_of(found.count, found.departments),
        _("departments met an ambassador of another department in the last year"),
        tuple(also),
        _("Of another department: who did not work there, and was no ambassador for it, in that year."),
    )


def _pace(found: Pace) -> Measure:
    return Measure(
        "pace",
        _("Pace"),
        number(found.recent),
        _(
            "departments met about it in the 12 weeks up to and including %(day)s",
            day=in_full(date.fromordinal(found.last)),
        ),
        (
            _("The 12 weeks before: %(found)s", found=_compared(found.before)),
            _("The same weeks a year ago: %(found)s", found=_compared(found.year_ago)),
        ),
        _(
            "The latest two full weeks do not count yet: people log late. "
            "It says rising or falling only where that is more than chance."
        ),
    )


def _compared(found: Comparison) -> str:
    if found.earlier is None:
        return str(LACKS[found.why or Lack.NOT_BEGUN])
    if not found.earlier and not found.gained:
        return _("there was no contact then either.")
    differ = _(
        "%(earlier)s; since then %(gained)s came in and %(lost)s dropped out.",
        earlier=wording.departments(found.earlier),
        gained=number(found.gained),
        lost=number(found.lost),
    )
    if found.why:
        return f"{differ} {LACKS[found.why]}"
    trends = {
        Trend.RISING: _("It is rising."),
        Trend.FALLING: _("It is falling."),
        Trend.CANNOT_SAY: _("That difference is too small to go by."),
    }
    return f"{differ} {trends[found.trend]}"
