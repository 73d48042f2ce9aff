"""Measures 12 and 13 as figures: where it may stand in some months, and where to go next."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from flask_babel import gettext as _

from ambassadors.dashboard import depth_charts, tables, wording
from ambassadors.dashboard.departments import Departments
from ambassadors.dashboard.figures import Figure, separators
from ambassadors.dashboard.indepth import REASONS
from ambassadors.dashboard.lacks import LACKS
from ambassadors.dashboard.tables import Cell, Table
from ambassadors.measures.lacking import Lack
from ambassadors.organisation.rules import whole_staff
from ambassadors.spread.ahead import CountOutlook
from ambassadors.spread.indepth import Measures
from ambassadors.web.formatting import day as in_full
from ambassadors.web.formatting import number


@dataclass(frozen=True, slots=True)
class Step:
    """Where to go next: the department or group, its code, why, and what comes within reach by it."""

    name: str
    code: str
    reason: str
    staff: str


def outlook(found: Measures) -> Figure:
    """The fan: of results in use where their past is long enough, else of staff where they ever took part."""
    of_results = bool(found.outlook_of_results.outlook.fans)
    counted = found.outlook_of_results if of_results else found.outlook
    title = _("Where may it stand in three months?")
    what = _("results in use") if of_results else _("colleagues in a department that ever took part")
    headings = (_("Month"), what, _("at least"), _("at most"))
    months = [tables.month_name(each) for each in counted.months]
    past: tuple[tuple[Cell, ...], ...] = tuple(
        (month, whole_staff(count), None, None) for month, count in zip(months, counted.counts, strict=True)
    )
    if not counted.outlook.fans:
        conclusion = str(LACKS[counted.outlook.why or Lack.TOO_SHORT])
        return Figure("outlook", title, conclusion, None, Table(headings, past[::-1]))
    ahead = _ahead(counted)
    to_come = tuple(
        (month, None, _least(low), whole_staff(high))
        for month, low, high in zip(ahead.months, ahead.low, ahead.high, strict=True)
    )
    texts = depth_charts.FanTexts(
        counted=_("counted"),
        possible=_("possible"),
        constant_hazard=_("the same share each month"),
        persistence=_("as many each month as lately"),
        total=_("all results") if of_results else _("all colleagues"),
        up=what,
    )
    chart = depth_charts.fan(months, counted.counts, ahead, counted.total, texts, separators())
    also = (
        _("The range is as wide as the same forecast was wrong before. What has never happened yet is not in it."),
    )
    rows = (*to_come[::-1], *past[::-1])
    return Figure(
        "outlook", title, _expected(counted, of_results=of_results), chart, Table(headings, rows), also=also
    )


def _ahead(counted: CountOutlook) -> depth_charts.Ahead:
    fans = counted.outlook.fans
    return depth_charts.Ahead(
        months=[tables.month_name(each) for each in _months_after(counted.months[-1], len(fans))],
        constant_hazard=[fan.constant_hazard for fan in fans],
        persistence=[fan.persistence for fan in fans],
        low=[fan.low for fan in fans],
        high=[fan.high for fan in fans],
    )


def _months_after(day: date, count: int) -> list[date]:
    """The last days of the months after the one that ends on a day."""
    ends = []
    for _each in range(count):
        first = day + timedelta(days=1)
        day = first.replace(day=monthrange(first.year, first.month)[1])
        ends.append(day)
    return ends


def _least(low: float) -> int:
    """Part of a person is no whole one yet."""
    return int(round(low, 2))


def _expected(counted: CountOutlook, *, of_results: bool) -> str:
    last = counted.outlook.fans[-1]
    numbers = {
        "day": in_full(_months_after(counted.months[-1], last.ahead)[-1]),
        "low": number(_least(last.low)),
        "high": number(whole_staff(last.high)),
        "all": number(whole_staff(counted.total)),
        "now": number(whole_staff(counted.now)),
        "since": in_full(counted.months[-1]),
    }
    if of_results:
        return _(
            "On %(day)s probably between %(low)s and %(high)s of the %(all)s results are in use. "
            "On %(since)s it was %(now)s.",
            **numbers,
        )
    return _(
        "On %(day)s probably between %(low)s and %(high)s of the %(all)s colleagues work in a department that ever "
        "took part. On %(since)s it was %(now)s.",
        **numbers,
    )


def next_steps(told: Departments, found: Measures) -> list[Step]:
    """Where to go next, the first one first."""
    return [
        Step(
            told.group_name(proposal.department),
            told.group_code(proposal.department),
            str(REASONS[proposal.reason]),
            wording.people(whole_staff(proposal.staff)),
        )
        for proposal in found.where_next
    ]


def where_next(told: Departments, found: Measures) -> Figure:
    """The departments that should get the next ambassador, each with its reason."""
    steps = next_steps(told, found)
    headings = (_("Department"), _("Why"), _("New within reach"))
    rows = tuple(
        (step.name, step.reason, whole_staff(proposal.staff))
        for step, proposal in zip(steps, found.where_next, strict=True)
    )
    if steps:
        conclusion = _("Begin with %(name)s: %(reason)s.", name=steps[0].name, reason=steps[0].reason)
    else:
        conclusion = _("Every department here that needs an ambassador has one.")
    also = (
        _(
            "First where somebody wants to, then where people met before; and among those, where most colleagues "
            "come within reach who do not take part yet."
        ),
    )
    table = Table(headings, rows, tuple(step.code for step in steps))
    return Figure("where-next", _("Where next?"), conclusion, None, table, also=also if steps else ())
