"""The figures under the oil slick: each a conclusion in words, a chart and a table."""

from dataclasses import dataclass

import numpy as np
from flask_babel import gettext as _
from flask_babel import ngettext

from ambassadors.dashboard import charts, tables, wording
from ambassadors.dashboard.departments import Departments
from ambassadors.dashboard.tables import Table
from ambassadors.measures.arrays import Floats
from ambassadors.measures.coverage import Coverage
from ambassadors.measures.stages import Stage
from ambassadors.organisation.rules import whole_parts, whole_staff
from ambassadors.spread.months import Months
from ambassadors.web.formatting import language, number, percent

MOST_BARS = 20
_SEPARATORS = {"nl": ",.", "en": ".,"}


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure; `code` names it in addresses. `partial`: its table shows only some of the rows of its file.

    Without a chart, the conclusion and the table tell it all; `also` is what else to know.
    """

    code: str
    title: str
    conclusion: str
    chart: charts.Figure | None
    table: Table
    partial: bool = False
    also: tuple[str, ...] = ()


def separators() -> str:
    """The decimal mark and that of thousands, in the language of the page."""
    return _SEPARATORS[language()]


def months(found: Months) -> Figure:
    """Staff per stage over the months."""
    names = [tables.month_name(day) for day in found.days]
    texts = charts.StageTexts(wording.all_stage_names(), _("colleagues"))
    chart = charts.stage_curve(names, found.staff, texts, separators())
    return Figure("months", _("Is it spreading?"), _course(found, names), chart, tables.months(found))


def _course(found: Months, names: list[str]) -> str:
    shares = [_taking_part(staff) for staff in found.staff]
    if not any(shares):
        return _("In none of these months did a department take part.")
    if len(names) == 1:
        return _("The change has just begun: there is one month to show.")
    highest = max(range(len(shares)), key=lambda month: shares[month])
    now = _(
        "Colleagues in a department that takes part: %(first)s in %(first_month)s, %(last)s now.",
        first=percent(shares[0], 1),
        first_month=names[0],
        last=percent(shares[-1], 1),
    )
    if shares[highest] > shares[-1] and round(100 * shares[highest]) > round(100 * shares[-1]):
        peak = _("It was most in %(month)s: %(share)s.", month=names[highest], share=percent(shares[highest], 1))
    else:
        peak = _("It was never more than now.")
    return f"{now} {peak}"


def _taking_part(staff: Floats) -> float:
    total = float(staff.sum())
    return float(staff[Stage.TAKES_PART :].sum()) / total if total else 0.0


def reach(told: Departments) -> Figure:
    """The range of reach of the groups with most staff, in the last half year."""
    picture = told.picture
    largest = picture.groups[np.argsort(-picture.partition.staff[picture.groups], kind="stable")].tolist()
    shown = largest[:MOST_BARS]
    ranges = [picture.answers.recent.of(group) for group in shown]
    names = [told.group_name(group) for group in shown]
    sentences = [f"{name}: {wording.reach(found)}" for name, found in zip(names, ranges, strict=True)]
    texts = charts.ReachTexts(_("certainly"), _("perhaps"), _("not known"), _("share of the colleagues"))
    chart = charts.reach_bars(names, ranges, sentences, texts, separators())
    if not any(found.or_more for found in ranges):
        chart["data"].pop()  # nothing is unknown, so the legend does not speak of it
    return Figure(
        "reach",
        _("How many took part?"),
        _reached(told),
        chart,
        tables.reach(told, shown),
        partial=len(largest) > len(shown),
    )


def _reached(told: Departments) -> str:
    picture = told.picture
    recent, groups = picture.answers.recent, picture.groups
    nobody = int(((recent.upper == 0) & ~recent.or_more)[groups].sum())
    crowded = int(recent.above_staff[groups].sum())
    total = picture.total(recent)
    if nobody == len(groups):
        sentences = [_("In the last half year nobody took part.")]
    elif total.or_more and not total.lower:
        sentences = [_("Colleagues took part in the last half year; how many is not known.")]
    else:
        sentences = [_("In the last half year %(reach)s colleagues took part.", reach=wording.reach(total))]
    if 0 < nobody < len(groups):
        sentences.append(
            ngettext(
                "In %(count)s department nobody did.",
                "In %(count)s departments nobody did.",
                nobody,
                count=number(nobody),
            )
        )
    if crowded:
        sentences.append(
            ngettext(
                "In %(count)s department more people took part than work there: guests, or an old headcount.",
                "In %(count)s departments more people took part than work there: guests, or an old headcount.",
                crowded,
                count=number(crowded),
            )
        )
    return " ".join(sentences)


def coverage(told: Departments) -> Figure:
    """Who has an ambassador."""
    found = told.picture.coverage
    texts = charts.CoverageTexts(
        own=_("ambassador from the own department"),
        elsewhere=_("ambassador from elsewhere"),
        gap=_("no ambassador"),
        without_unit=_("no ambassador needed"),
        staff=_("colleagues"),
    )
    names = (texts.own, texts.elsewhere, texts.gap, texts.without_unit)
    staff = whole_parts(found.parts)
    shown = len(names) if found.without_unit else len(names) - 1
    rows = list(zip(names, staff, found.parts, strict=True))[:shown]
    table = Table(
        (_("Who serves them"), _("Staff"), _("Share")),
        tuple((name, people, percent(exact, found.staff)) for name, people, exact in rows),
    )
    chart = charts.coverage_bar(staff, texts, separators())
    chart["data"] = chart["data"][:shown]
    return Figure("coverage", _("Who has an ambassador?"), _covered(told, found), chart, table)


def _covered(told: Departments, found: Coverage) -> str:
    share = percent(found.own + found.elsewhere, found.staff)
    now = _("%(share)s of the colleagues have an ambassador for their department.", share=share)
    if not found.gaps:
        return now + " " + _("No department that needs one is without.")
    largest = found.gaps[0]
    return (
        now
        + " "
        + _(
            "The largest gap is %(name)s, with %(staff)s colleagues.",
            name=told.names[largest.department],
            staff=number(whole_staff(largest.staff)),
        )
    )
