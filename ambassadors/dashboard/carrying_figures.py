"""Measures 10 and 11 as figures: who won over whom, and what hangs on one person."""

from flask_babel import gettext as _
from flask_babel import ngettext

from ambassadors.dashboard import depth_charts, wording
from ambassadors.dashboard.departments import Departments
from ambassadors.dashboard.figures import MOST_BARS, Figure, separators
from ambassadors.dashboard.lacks import LACKS
from ambassadors.dashboard.tables import Cell, Table
from ambassadors.measures import recruitment
from ambassadors.measures.lacking import Lack
from ambassadors.measures.recruitment import Recruited
from ambassadors.measures.vulnerability import Busiest
from ambassadors.organisation.rules import whole_staff
from ambassadors.spread.indepth import Measures
from ambassadors.web.formatting import number, percent

MONTH_DAYS = 365 / 12


def who_brought_whom(told: Departments, found: Measures) -> Figure:
    """How many colleagues one ambassador wins over, by the time of being one."""
    recruited = found.newcomers.recruited
    title = _("Does the network grow by itself?")
    headings = (_("Months as ambassador"), _("Won over, per ambassador"), _("at least"), _("at most"))
    also = [_("Who became ambassador lately counts for the time that they had. Who stopped counts too.")]
    if told.picture.ground.head is not None:
        also.append(_("This is about the whole organisation, not about this part alone."))
    if not recruited.course:
        conclusion = _(
            "Too little to tell: it takes %(count)s people who became ambassador a year ago or longer.",
            count=recruitment.MINIMUM_AT_RISK,
        )
        return Figure("who-brought-whom", title, conclusion, None, Table(headings, ()), also=tuple(also))
    months = [round(step.days / MONTH_DAYS) for step in recruited.course]
    texts = depth_charts.BandTexts(
        line=_("per ambassador"),
        range=_("how certain that is"),
        across=_("months as ambassador"),
        up=_("colleagues won over"),
    )
    chart = depth_charts.band(
        months,
        [step.mean for step in recruited.course],
        [step.low for step in recruited.course],
        [step.high for step in recruited.course],
        texts,
        separators(),
    )
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (month, *(_decimals(each) for each in (step.mean, step.low, step.high)))
        for month, step in zip(months, recruited.course, strict=True)
    )
    return Figure("who-brought-whom", title, _growth(recruited), chart, Table(headings, rows), also=tuple(also))


def _growth(found: Recruited) -> str:
    mean, low, high = found.mean or 0.0, found.low or 0.0, found.high or 0.0
    sentence = _(
        "In their first year ambassadors won over %(mean)s colleagues each on average; almost certainly between "
        "%(low)s and %(high)s.",
        mean=_decimals(mean),
        low=_decimals(low),
        high=_decimals(high),
    )
    if low > 1:
        verdict = _("Everybody brings more than one other: the network grows by itself.")
    elif high < 1:
        verdict = _("That is less than one each: without you, the network does not keep itself up.")
    else:
        verdict = _("Whether the network keeps itself up, cannot be said yet.")
    return f"{sentence} {verdict}"


def new_ambassadors(found: Measures) -> Figure:
    """New ambassadorships per year."""
    years = found.newcomers.per_year
    title = _("How many ambassadors joined?")
    table = Table((_("Year"), _("New ambassadors")), tuple((str(year), count) for year, count in years))
    if not years:
        conclusion = _("Nobody became ambassador yet. Invite the first enthusiasts.")
        return Figure("new-ambassadors", title, conclusion, None, table)
    year, count = years[-1]
    sentences = [
        ngettext(
            "In %(year)s so far, %(count)s ambassador joined.",
            "In %(year)s so far, %(count)s ambassadors joined.",
            count,
            year=str(year),
            count=number(count),
        )
    ]
    if len(years) > 1:
        before, joined = years[-2]
        sentences.append(_("In all of %(year)s it was %(count)s.", year=str(before), count=number(joined)))
    chart = depth_charts.columns(
        [str(each) for each, _count in years], [each for _year, each in years], _("new ambassadors"), separators()
    )
    return Figure("new-ambassadors", title, " ".join(sentences), chart if len(years) > 1 else None, table)


def vulnerability(told: Departments, found: Measures) -> Figure:
    """Departments that hang on one person: never who that is."""
    on_one, served = found.vulnerability.hanging.on_one, found.vulnerability.hanging.served
    title = _("What hangs on one person?")
    rows = tuple((told.names[unit.department], whole_staff(unit.staff)) for unit in on_one)
    codes = tuple(told.picture.ground.tree.rows[unit.department].code for unit in on_one)
    table = Table((_("Department"), _("Colleagues who lean on one ambassador")), rows, codes)
    also = (_busy(found.vulnerability.busiest),)
    if not served:
        conclusion = _("No department here has an ambassador now. Find one.")
    elif not on_one:
        conclusion = _("Nothing: every department with an ambassador has two or more.")
    else:
        conclusion = ngettext(
            "%(count)s of the %(served)s departments with an ambassador hangs on one person.",
            "%(count)s of the %(served)s departments with an ambassador hang on one person.",
            len(on_one),
            count=number(len(on_one)),
            served=number(served),
        )
        staff = wording.people(whole_staff(sum(unit.staff for unit in on_one)))
        conclusion += " " + _("They are there for %(staff)s. Look for a second ambassador there first.", staff=staff)
    chart = None
    if len(on_one) > 1:
        most = on_one[:MOST_BARS]
        names, staff_each = [told.names[unit.department] for unit in most], [unit.staff for unit in most]
        chart = depth_charts.lying_bars(names, staff_each, _("colleagues"), separators())
    return Figure("vulnerability", title, conclusion, chart, table, also=also)


def _busy(found: Busiest) -> str:
    if found.share is None:
        why = LACKS[found.why or Lack.TOO_FEW_ACTIVITIES]
        return _("Whether a few do most of the work: %(why)s", why=why)
    return _(
        "In the whole organisation the busiest fifth, %(busiest)s of %(all)s ambassadors, did %(share)s of the "
        "activities in the last year. A fifth of the work would be evenly shared.",
        busiest=number(found.busiest),
        all=number(found.ambassadors),
        share=percent(found.share, 1),
    )


def _decimals(value: float) -> str:
    return number(round(value, 2))
