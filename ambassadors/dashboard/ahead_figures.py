"""Measures 12 and 13 as figures: where it may stand in some months, and where to go next."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from flask_babel import gettext as _
from flask_babel import ngettext

from ambassadors.dashboard import depth_charts, tables, wording
from ambassadors.dashboard.departments import Departments
from ambassadors.dashboard.figures import Figure, separators
from ambassadors.dashboard.indepth import reason_of
from ambassadors.dashboard.lacks import LACKS
from ambassadors.dashboard.tables import Cell, Table
from ambassadors.measures.lacking import Lack
from ambassadors.measures.where_next import Reason
from ambassadors.organisation.rules import whole_staff
from ambassadors.spread.ahead import CountOutlook
from ambassadors.spread.indepth import Measures
from ambassadors.web.formatting import day as in_full
from ambassadors.web.formatting import number


@dataclass(frozen=True, slots=True)
class Step:
    """Where to go next: the department or group, its code, why, and what comes within reach by it, if anything."""

    name: str
    code: str
    reason: str
    staff: str


def outlook(found: Measures) -> Figure:
    """The fan: of results in use where their past is long enough, else of staff where they ever took part."""
    of_results = bool(found.outlook_of_results.outlook.fans)
    counted = found.outlook_of_results if of_results else found.outlook
    title = _("Where may it stand in some months?")
    what = _("results in use") if of_results else _("colleagues in a department that ever took part")
    headings = (_("Month"), what, _("at least"), _("at most"))
    months = [tables.month_name(each) for each in counted.months]
    past: tuple[tuple[Cell, ...], ...] = tuple(
        (month, whole_staff(count), None, None) for month, count in zip(months, counted.counts, strict=True)
    )
    if not counted.outlook.fans:
        conclusion = str(LACKS[counted.outlook.why or Lack.TOO_SHORT])
        return Figure("outlook", title, conclusion, None, Table(headings, past[::-1]))
    title = _("Where may it stand on %(day)s?", day=in_full(_last_day(counted)))
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
    also = [
        _("It looks %(count)s months ahead of the last full month.", count=number(len(counted.outlook.fans))),
        _("The range is as wide as this forecast missed before. It cannot foresee what has never happened here yet."),
    ]
    if of_results:
        also.insert(1, _("A result can go out of use too, so the low number can be less than what there is now."))
    rows = (*to_come[::-1], *past[::-1])
    conclusion = _expected(counted, of_results=of_results)
    if of_results:
        conclusion += " " + _(
            "On %(day)s: %(now)s.", day=in_full(found.picture.day), now=number(found.results.now.in_use)
        )
    return Figure("outlook", title, conclusion, chart, Table(headings, rows), also=tuple(also))


def _ahead(counted: CountOutlook) -> depth_charts.Ahead:
    fans = counted.outlook.fans
    return depth_charts.Ahead(
        months=[tables.month_name(each) for each in _months_after(counted.months[-1], len(fans))],
        constant_hazard=[fan.constant_hazard for fan in fans],
        persistence=[fan.persistence for fan in fans],
        low=[fan.low for fan in fans],
        high=[fan.high for fan in fans],
    )


def _last_day(counted: CountOutlook) -> date:
    """The last day that the outlook is about."""
    return _months_after(counted.months[-1], counted.outlook.fans[-1].ahead)[-1]


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
        "day": in_full(_last_day(counted)),
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
            reason_of(proposal),
            wording.people(whole_staff(proposal.staff)) if proposal.staff else "",
        )
        for proposal in found.where_next
    ]


def without_a_step(found: Measures) -> list[int]:
    """The groups of the branch that need an ambassador too, beyond where to go next; most staff first."""
    proposed = {proposal.department for proposal in found.where_next}
    picture = found.picture
    vacant = [
        int(picture.partition.group[gap.department])
        for gap in picture.coverage.gaps
        if picture.ground.in_branch[gap.department]
    ]
    return list(dict.fromkeys(group for group in vacant if group not in proposed))


def where_next(told: Departments, found: Measures) -> Figure:
    """The departments that should get the next ambassador, each with its reason."""
    steps = next_steps(told, found)
    headings = (_("Department"), _("Why"), _("Get an ambassador nearby"))
    rows = tuple(
        (step.name, step.reason, whole_staff(proposal.staff))
        for step, proposal in zip(steps, found.where_next, strict=True)
    )
    if steps:
        conclusion = _("Begin with %(name)s: %(reason)s.", name=steps[0].name, reason=steps[0].reason)
    else:
        conclusion = _("Every department here that needs an ambassador has one.")
    table = Table(headings, rows, tuple(step.code for step in steps))
    return Figure("where-next", _("Where next?"), conclusion, None, table, also=_also(told, found) if steps else ())


def _also(told: Departments, found: Measures) -> tuple[str, ...]:
    """The departments that are not among the steps, and the order of those that are."""
    sentences = []
    rest = without_a_step(found)
    if rest:
        sentences.append(
            ngettext(
                "%(count)s more department needs one: %(names)s.",
                "%(count)s more departments need one: %(names)s.",
                len(rest),
                count=number(len(rest)),
                names=wording.listed([told.group_name(group) for group in rest]),
            )
        )
        if found.where_next[-1].reason != Reason.CANDIDATE:
            sentences[-1] += " " + _("Nobody is known there yet; ask around.")
    order = _(
        "First where somebody wants to, or was asked, then where people met before; and among those, where most "
        "colleagues get an ambassador nearby who do not take part yet."
    )
    near = _(
        "Nearby is: in the department itself, just above or below it, or where people met together with it more "
        "than once."
    )
    return (*sentences, f"{order} {near}")
